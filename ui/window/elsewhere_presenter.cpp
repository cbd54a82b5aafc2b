#include "ui/window/elsewhere_presenter.h"

#include "core/base/explain.h"
#include "core/elsewhere/training_folder.h"
#include "core/training/fine_tuning.h"
#include "ui/document/document.h"
#include "ui/settings/settings_store.h"
#include "ui/style/message_bar.h"
#include "ui/training/elsewhere_sheet.h"
#include "ui/training/training_material.h"
#include "ui/training/training_page.h"

#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QtConcurrent>

#include <algorithm>
#include <set>
#include <utility>

namespace cadenza::ui {
namespace {

QString wordsFor(const Error& error)
{
    return error.fault == Fault::Cancelled ? QString() : QString::fromStdString(explain(error));
}

/// Nothing more is heard of a follower, which may be speaking just now.
void retire(std::unique_ptr<FolderFollower> follower)
{
    if (!follower)
        return;
    follower->disconnect();
    follower.release()->deleteLater();
}

} // namespace

ElsewherePresenter::ElsewherePresenter(Document& document, TrainingPage& page, ProjectKeeper& keeper,
                                       const SettingsStore& settings, QObject* parent)
    : QObject(parent), document_(document), page_(page), keeper_(keeper), settings_(settings)
{
    connectPage();
    connect(&keeper_, &ProjectKeeper::itemsChanged, this, [this](const ProjectView& view) {
        sync(view.runs);
        opened_ = true;
        for (const auto& folder : std::exchange(waiting_, {}))
            attach(folder);
    });
    connect(&job_, &FolderJob::progressed, this, [this](double fraction) {
        if (sheet_)
            sheet_->showProgress(fraction);
    });
    connect(&job_, &FolderJob::written, this, &ElsewherePresenter::keepWritten);
    connect(&job_, &FolderJob::failed, this, [this](const Error& error) {
        if (sheet_)
            sheet_->showFailure(wordsFor(error));
    });
}

void ElsewherePresenter::connectPage()
{
    connect(&page_, &TrainingPage::elsewhereRequested, this, &ElsewherePresenter::offer);
    connect(&page_, &TrainingPage::attachRequested, this, &ElsewherePresenter::askWhatToAttach);
    connect(&page_, &TrainingPage::howElsewhereWanted, this, &ElsewherePresenter::showHow);
}

void ElsewherePresenter::offer(const training::TrainingConfig& config)
{
    const TrainingMaterial material = trainableTogether(document_.trainingLibrary(), config.parts).material;
    ElsewhereSheet::Proposal proposal{.name = page_.nextName(config),
                                      .material = tr("%1 pieces with %2 notes")
                                                      .arg(QLocale().toString(static_cast<qulonglong>(material.pieces)),
                                                           QLocale().toString(static_cast<qulonglong>(material.notes))),
                                      .folder = QString::fromStdString(settings_.settings().exportFolder)};
    if (proposal.folder.isEmpty())
        proposal.folder = QDir::homePath();
    std::vector<TrainingRun> models;
    for (const TrainingPage::ListedModel& listed : page_.models()) {
        models.push_back(*listed.run);
        proposal.models << listed.run->name;
    }
    sheet_ = new ElsewhereSheet(proposal, &page_);
    connect(sheet_, &ElsewhereSheet::stopWanted, &job_, &FolderJob::stop);
    connect(sheet_, &ElsewhereSheet::ordered, this,
            [this, config, models](const QString& name, const std::filesystem::path& target,
                                   std::optional<std::size_t> from) {
                if (!from)
                    return write(config, name, target, {});
                const TrainingRun& run = models[*from];
                if (run.model)
                    return write(config, name, target, {run.model, run.name});
                keeper_.runs()
                    .loadModel({run.number})
                    .then(this, [this, config, name, target,
                                 called = run.name](const Result<std::shared_ptr<const model::Model>>& model) {
                        if (model)
                            write(config, name, target, {*model, called});
                        else if (sheet_)
                            sheet_->showFailure(wordsFor(model.error()));
                    });
            });
    sheet_->open();
}

void ElsewherePresenter::write(const training::TrainingConfig& config, const QString& name,
                               const std::filesystem::path& target, const From& from)
{
    writing_ = trainableTogether(document_.trainingLibrary(), config.parts).entries;
    elsewhere::FolderRequest request{.name = name.toStdString(),
                                     .config = config,
                                     .entries = writing_,
                                     .from = from.model,
                                     .fromName = from.name.toStdString()};
    if (from.model) {
        request.config = training::goingOnFrom(*from.model, config);
        request.config.learningRate *= training::kGentler;
    }
    job_.start(target, std::move(request));
}

void ElsewherePresenter::keepWritten(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order)
{
    list(folder, order, std::exchange(writing_, {}));
    if (sheet_)
        sheet_->showWritten(folder);
}

/// The run is in the list, and followed, once the project has it.
void ElsewherePresenter::list(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order,
                              std::span<const library::Entry> entries)
{
    if (!listing_.insert(order.id).second) // attached twice at once, as with a folder and its result
        return;
    training::RunFacts facts = order.facts;
    facts.folder = folder.string();
    facts.order = order.id;
    const QString name = QString::fromStdString(order.name);
    keeper_.runs()
        .beginElsewhere(name, order.config, facts, entries)
        .then(this, [this, name, config = order.config, facts](project::RunId run) {
            listing_.erase(facts.order);
            if (!run)
                return page_.messages().show(MessageKind::Warning,
                                             tr("No project is open to keep this run in: nothing is shown of it."));
            page_.addElsewhere({.name = name,
                                .state = TrainingRun::State::Elsewhere,
                                .config = config,
                                .facts = facts,
                                .run = run.value});
            follow(run.value, facts, {});
        });
}

void ElsewherePresenter::askWhatToAttach()
{
    const QString folder = QFileDialog::getExistingDirectory(&page_, tr("Attach a training folder"));
    if (!folder.isEmpty())
        attach(folder.toStdString());
}

void ElsewherePresenter::attach(const std::filesystem::path& folder)
{
    if (!opened_) {
        waiting_.push_back(folder);
        return;
    }
    QtConcurrent::run([folder] {
        const auto named = elsewhere::trainingFolderNamed(folder);
        const auto place = named.empty() ? folder : named;
        return std::pair(place, elsewhere::readOrder(place));
    }).then(this, [this](const std::pair<std::filesystem::path, Result<elsewhere::TrainingOrder>>& read) {
        if (read.second)
            take(read.first, *read.second);
        else
            page_.messages().show(MessageKind::Error, wordsFor(read.second.error()));
    });
}

/// A run that is listed already is followed where its folder is now.
void ElsewherePresenter::take(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order)
{
    const TrainingRun* known = page_.findOrder(order.id);
    if (!known)
        return list(folder, order, {});
    const std::int64_t run = known->run;
    page_.choose(run);
    if (known->state != TrainingRun::State::Elsewhere)
        return page_.messages().show(MessageKind::Info, tr("%1 has come back before.").arg(known->name));
    training::RunFacts facts = known->facts;
    facts.folder = folder.string();
    keeper_.runs().setFacts({run}, facts);
    page_.setFactsOf(run, facts);
    follow(run, facts, known->history);
}

void ElsewherePresenter::showHow(std::int64_t run)
{
    if (const TrainingRun* found = page_.find(run))
        (new ElsewhereSheet(std::filesystem::path(found->facts.folder), &page_))->open();
}

/// Follows the runs of the project that train elsewhere, and no others.
void ElsewherePresenter::sync(const std::vector<project::Run>& runs)
{
    std::set<std::int64_t> there;
    for (const project::Run& run : runs)
        if (run.state == project::RunState::Elsewhere && keeper_.keeping())
            there.insert(run.id.value);
    std::erase_if(followers_, [&](const auto& follower) { return !there.contains(follower.first); });
    for (const project::Run& run : runs)
        if (there.contains(run.id.value) && !followers_.contains(run.id.value)) {
            followers_[run.id.value] = nullptr; // as soon as its history is known
            keeper_.runs().recordOf(run.id).then(
                this, [this, id = run.id.value, facts = run.facts](const RunKeeper::RunRecord& record) {
                    const auto follower = followers_.find(id);
                    if (follower == followers_.end())
                        return;
                    page_.setRecord(id, record.history, record.previews, record.moments);
                    if (!follower->second) // else its folder was attached meanwhile
                        follow(id, facts, record.history);
                });
        }
}

void ElsewherePresenter::follow(std::int64_t run, const training::RunFacts& facts,
                                const std::vector<training::TrainingReport>& known)
{
    auto follower = std::make_unique<FolderFollower>(facts.folder, facts.order, known);
    connect(follower.get(), &FolderFollower::stateChanged, this,
            [this, run](const ElsewhereState& state) { page_.setElsewhere(run, state); });
    connect(follower.get(), &FolderFollower::known, this,
            [this, run](const training::RunFacts& host) { know(run, host); });
    connect(follower.get(), &FolderFollower::progressed, this,
            [this, run](const std::vector<training::TrainingReport>& reports) {
                page_.addReportsOf(run, reports);
                keeper_.runs().addReports({run}, reports);
            });
    connect(follower.get(), &FolderFollower::stopped, this,
            [this, run](const std::shared_ptr<const model::Model>& model, const training::RunFacts& host) {
                receiveStopped(run, model, host);
            });
    connect(follower.get(), &FolderFollower::arrived, this,
            [this, run](const std::shared_ptr<const model::Model>& model, const training::RunFacts& host) {
                receive(run, model, host);
            });
    retire(std::exchange(followers_[run], std::move(follower)));
}

/// What only we know of a run stays.
void ElsewherePresenter::know(std::int64_t run, training::RunFacts facts)
{
    const TrainingRun* known = page_.find(run);
    if (!known)
        return;
    facts.folder = known->facts.folder;
    facts.order = known->facts.order;
    if (facts.seconds == 0.0) { // until the run is over only its reports say
        facts.seconds = known->facts.seconds;
        facts.bestNll = known->facts.bestNll;
    }
    page_.setFactsOf(run, facts);
    keeper_.runs().setFacts({run}, facts);
}

/// The run goes on being one of elsewhere, and is followed on.
void ElsewherePresenter::receiveStopped(std::int64_t run, const std::shared_ptr<const model::Model>& model,
                                        const training::RunFacts& facts)
{
    know(run, facts);
    keeper_.runs().keepStopped({run}, model).then(this, [this, run, model](bool kept) {
        const TrainingRun* stopped = page_.find(run);
        if (!kept || !stopped)
            return;
        const QString words = tr("%1 was stopped on %2. What it had learnt by then has come back.")
                                  .arg(stopped->name, QString::fromStdString(stopped->facts.host));
        page_.setModelOf(run, model);
        page_.offerModel(run, words);
    });
}

/// The run goes on being one of elsewhere until its model is in the project.
void ElsewherePresenter::receive(std::int64_t run, const std::shared_ptr<const model::Model>& model,
                                 const training::RunFacts& facts)
{
    know(run, facts);
    retire(std::exchange(followers_[run], nullptr)); // nobody follows the run again meanwhile
    keeper_.runs().keepArrived({run}, model).then(this, [this, run, model](bool kept) {
        if (!kept)
            return;
        followers_.erase(run);
        page_.arrived(run, model);
        const TrainingRun* arrived = page_.find(run);
        if (!arrived)
            return;
        const QString words =
            tr("%1 has come back from %2.").arg(arrived->name, QString::fromStdString(arrived->facts.host));
        page_.offerModel(run, words);
        Q_EMIT done(words + u' ' + storyOf(*arrived).words());
    });
}

} // namespace cadenza::ui

#include "moc_elsewhere_presenter.cpp"
