#include "ui/window/training_presenter.h"

#include "core/training/presets.h"
#include "ui/document/document.h"
#include "ui/training/training_material.h"
#include "ui/training/training_page.h"

#include <QtConcurrent>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

TrainingPresenter::TrainingPresenter(Document& document, TrainingPage& page, training::LearnerFactory makeLearner,
                                     QObject* parent)
    : QObject(parent), document_(document), page_(page), job_(std::move(makeLearner))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library)
            showMaterial();
    });
    connect(&page_, &TrainingPage::trainRequested, this, &TrainingPresenter::train);
    connect(&page_, &TrainingPage::stopRequested, this, &TrainingPresenter::stop);
    connect(&page_, &TrainingPage::modelChosen, this,
            [this](const std::shared_ptr<const model::Model>& model) { useModel(model, page_.historyOf(model)); });
    connect(&job_, &TrainingJob::progressed, this, &TrainingPresenter::note);
    connect(&job_, &TrainingJob::finished, this, &TrainingPresenter::finish);
    connect(&job_, &TrainingJob::failed, this, [this](const Error& error) {
        page_.runFailed(error);
        Q_EMIT failed(error);
    });
}

void TrainingPresenter::showMaterial()
{
    page_.setMaterial(trainableTogether(document_.library()).material);
}

void TrainingPresenter::trainForAMinute()
{
    auto config = training::configFor(training::Preset::Quick, trainableTogether(document_.library()).material.notes);
    config.time = 60s;
    train(config);
}

void TrainingPresenter::train(training::TrainingConfig config)
{
    if (job_.running())
        return;
    fall_.reset();
    page_.runStarted();
    job_.start(trainableTogether(document_.library()).entries, config);
    Q_EMIT started();
}

void TrainingPresenter::openReadyModel(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        return;
    using Opened = Result<std::shared_ptr<const model::Network>>;
    openingReadyModel_ = true;
    QtConcurrent::run([file]() -> Opened {
        const auto model = model::readModel(file);
        if (!model)
            return std::unexpected(model.error());
        return std::make_shared<const model::Network>(*model);
    }).then(this, [this](const Opened& network) {
        openingReadyModel_ = false;
        if (!network) {
            page_.runFailed(network.error());
            return;
        }
        const std::shared_ptr<const model::Model> model((*network), &(*network)->model());
        page_.addReadyModel(model);
        if (!document_.network() && !job_.running())
            document_.setNetwork(*network);
    });
}

void TrainingPresenter::stop()
{
    job_.stop();
}

void TrainingPresenter::note(const std::vector<training::TrainingReport>& reports)
{
    if (!fall_)
        fall_ = LossFall{reports.front().trainNll, reports.front().trainNll};
    fall_->last = reports.back().trainNll;
    page_.addReports(reports);
    Q_EMIT progressed(reports);
}

void TrainingPresenter::finish(const training::TrainingOutcome& outcome)
{
    page_.runFinished(outcome);
    useModel(outcome.model, outcome.history);
}

void TrainingPresenter::useModel(const std::shared_ptr<const model::Model>& model,
                                 const std::vector<training::TrainingReport>& history)
{
    // Packing the weights of a large network takes longer than a frame.
    QtConcurrent::run([model] {
        return std::make_shared<const model::Network>(model);
    }).then(this, [this, history](const std::shared_ptr<const model::Network>& network) {
        document_.setNetwork(network, history);
    });
}

} // namespace cadenza::ui
