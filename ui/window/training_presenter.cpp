#include "ui/window/training_presenter.h"

#include "core/training/presets.h"
#include "ui/document/document.h"
#include "ui/training/training_page.h"

#include <QtConcurrent>

#include <algorithm>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr double kOnTheBeat = 0.9; ///< grid fit above which a piece is encoded in beats

TrainingMaterial materialOf(const library::Library& library)
{
    const auto onTheBeat = [](const library::Entry& entry) { return entry.gridFit >= kOnTheBeat; };
    const auto beats = std::ranges::count_if(library.entries, onTheBeat);
    return {library.entries.size(), library.composerCount(), library.noteCount(), library.length(),
            beats != 0 && beats != std::ssize(library.entries)};
}

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
    page_.setMaterial(materialOf(document_.library()));
}

void TrainingPresenter::trainForAMinute()
{
    auto config = training::configFor(training::Preset::Quick, document_.library().noteCount());
    config.time = 60s;
    train(config);
}

void TrainingPresenter::train(training::TrainingConfig config)
{
    if (job_.running())
        return;
    fall_.reset();
    page_.runStarted();
    job_.start(document_.library().entries, config);
    Q_EMIT started();
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
