#include "core/training/trainer.h"

#include "core/base/thread_priority.h"
#include "core/training/batches.h"
#include "core/training/calibration.h"
#include "core/training/checkpoint.h"
#include "core/training/consensus.h"
#include "core/training/fine_tuning.h"
#include "core/training/rank_agreement.h"
#include "core/training/run_facts.h"
#include "core/training/run_start.h"
#include "core/training/schedule.h"
#include "core/training/sharding.h"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <system_error>
#include <utility>

namespace cadenza::training {
namespace {

constexpr std::size_t kQuickEvaluation = 8192; ///< notes of a held-out evaluation during the run
constexpr double kEvaluationShare = 0.1;       ///< of the time that evaluations may take
constexpr double kEvaluationsByEpochs = 40.0;  ///< of a run whose length is given in epochs
constexpr double kWarmingBatches = 30.0;
constexpr int kMostRetreats = 3; ///< from a loss that is no number, each at half the learning rate

double peakMemoryMB()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// 1234567 → "1,234,567"
std::string grouped(std::size_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t left = digits.size(); left > 3; left -= 3)
        digits.insert(left - 3, 1, ',');
    return digits;
}

/// "5 pieces, 1,200 notes of bass, strings".
std::string materialOf(const Corpus& corpus, const midi::PartSelection& parts)
{
    const std::size_t pieces = piecesTrainedOn(corpus);
    std::string words =
        grouped(pieces) + (pieces == 1 ? " piece, " : " pieces, ") + grouped(corpus.trainNotes) + " notes";
    for (std::size_t i = 0; i < parts.words.size(); ++i)
        words += (i == 0 ? " of " : ", ") + parts.words[i];
    return words;
}

/// One run, from the first batch to the last report.
class Run {
public:
    Run(std::unique_ptr<Learner> learner, const TrainingConfig& config, CorpusSnapshot corpus,
        const TrainingObserver& observe, const CheckpointPlan& checkpoints, const SnapshotPlan& snapshots,
        const Consensus& consensus)
        : learner_(std::move(learner)), config_(config), corpus_(std::move(corpus)), observe_(observe),
          checkpoints_(checkpoints), snapshots_(snapshots), consensus_(consensus), batches_(corpus_, config_)
    {
        consensus_.goOnFrom(0.0);
        if (!checkpoints_.file.empty() || !consensus_.isAlone())
            fingerprint_ = fingerprintOf(config_, *corpus_);
        for (Batch& batch : validationBatches(*corpus_, config_, kQuickEvaluation))
            validation_.push_back(consensus_.shareOf(std::move(batch)));
    }

    /// Takes up an earlier run where its checkpoint left it.
    [[nodiscard]] Result<void> resume(Checkpoint checkpoint);
    Result<TrainingOutcome> go();

private:
    struct Evaluation {
        Tally tally;
        bool improved{false};
    };

    [[nodiscard]] double elapsed() const { return consensus_.elapsed(); }
    [[nodiscard]] double epoch() const
    {
        return static_cast<double>(at_.notes) / static_cast<double>(corpus_->trainNotes);
    }
    [[nodiscard]] Result<StopReason> trainToTheEnd();
    [[nodiscard]] Result<void> leaveCheckpoint();
    [[nodiscard]] double progress() const;
    [[nodiscard]] double warmth() const;
    [[nodiscard]] bool isEvaluationDue() const;
    [[nodiscard]] bool isCheckpointDue() const;
    [[nodiscard]] Result<void> trainOnce();
    [[nodiscard]] Result<void> retreat(const Error& error);
    [[nodiscard]] Result<void> remember();
    [[nodiscard]] Result<std::optional<Tally>> evaluate();
    [[nodiscard]] Result<void> evaluateAndKeepBest();
    [[nodiscard]] Result<bool> evaluateWhereDue();
    void report(std::optional<Tally> valid);
    void takeSnapshot();
    [[nodiscard]] model::Model labelled(model::Model model) const;
    [[nodiscard]] std::shared_ptr<const model::Model> finishedModel();

    std::unique_ptr<Learner> learner_;
    TrainingConfig config_;
    CorpusSnapshot corpus_;
    const TrainingObserver& observe_;
    CheckpointPlan checkpoints_;
    SnapshotPlan snapshots_;
    Consensus consensus_;
    std::string fingerprint_;
    TrainingBatches batches_;
    std::vector<Batch> validation_;     ///< this rank's share of it
    std::vector<std::byte> remembered_; ///< the learner at the last evaluation
    RunProgress at_;

    double leftAt_{-std::numeric_limits<double>::infinity()}; ///< when the last checkpoint was left
    double longestRound_{0.0};                                ///< seconds from one batch to the next
    double snapshotAt_{0.0};
    double rate_{0.0};
    Tally sinceReport_;
    double reportedAt_{0.0};
    double lastTrainNll_{0.0};
    double evaluatedAt_{0.0};
    double evaluationTook_{0.0};
    std::optional<model::Model> best_;
    std::vector<TrainingReport> history_;
};

double Run::progress() const
{
    double done = 0.0;
    if (config_.epochs)
        done = epoch() / *config_.epochs;
    if (config_.time)
        done = std::max(done, elapsed() / config_.time->count());
    return std::min(done, 1.0);
}

/// A run given in epochs evaluates at fixed points, so that the same seed chooses the same best model.
bool Run::isEvaluationDue() const
{
    if (validation_.empty())
        return false;
    if (config_.evaluateEpochs)
        return epoch() - at_.evaluatedAtEpoch >= *config_.evaluateEpochs;
    if (!config_.time)
        return progress() - at_.evaluatedAtProgress >= 1.0 / kEvaluationsByEpochs;
    const double pause = std::max(config_.evaluateEvery.count(), evaluationTook_ / kEvaluationShare);
    return elapsed() - evaluatedAt_ >= pause;
}

/// Before the next round could leave the newest one older than the plan says, however slow machine and disk are. The
/// first comes at once: from then on there is something to go on from.
bool Run::isCheckpointDue() const
{
    return elapsed() - leftAt_ + longestRound_ >= checkpoints_.every.count();
}

Result<void> Run::resume(Checkpoint checkpoint)
{
    if (checkpoint.fingerprint != fingerprint_)
        return failure(Fault::WrongEncoding, checkpoints_.file.string(),
                       "this checkpoint belongs to other music or settings");
    if (auto restored = learner_->restoreState(checkpoint.learner); !restored)
        return restored;
    batches_.setState(std::move(checkpoint.batches));
    at_ = checkpoint.progress;
    consensus_.goOnFrom(at_.seconds);
    reportedAt_ = evaluatedAt_ = leftAt_ = snapshotAt_ = at_.seconds;
    if (!checkpoint.best.empty()) {
        best_ = learner_->exportModel();
        best_->parameters = std::move(checkpoint.best);
    }
    return {};
}

Result<void> Run::leaveCheckpoint()
{
    if (checkpoints_.file.empty() || !consensus_.leads())
        return {};
    at_.seconds = leftAt_ = elapsed();
    Checkpoint checkpoint{fingerprint_, corpus_->composers, at_, batches_.state(), learner_->saveState(), {}};
    if (best_)
        checkpoint.best = best_->parameters;
    return writeCheckpoint(checkpoints_.file, checkpoint);
}

Result<TrainingOutcome> Run::go()
{
    const auto reason = trainToTheEnd();
    if (!reason && reason.error().fault == Fault::LostRank)
        if (auto left = leaveCheckpoint(); !left)
            return std::unexpected(left.error());
    if (!reason)
        return std::unexpected(reason.error());
    if (*reason == StopReason::Stopped) {
        if (auto left = leaveCheckpoint(); !left)
            return std::unexpected(left.error());
    } else if (!checkpoints_.file.empty() && consensus_.leads()) {
        std::error_code ignored;
        std::filesystem::remove(checkpoints_.file, ignored);
    }
    if (sinceReport_.notes > 0.0)
        report(std::nullopt);
    return TrainingOutcome{finishedModel(), *reason, std::move(history_)};
}

Result<StopReason> Run::trainToTheEnd()
{
    if (auto begun = remember(); !begun)
        return std::unexpected(begun.error());
    if (at_.notes == 0)
        takeSnapshot();
    if (auto evaluated = evaluateWhereDue(); !evaluated) // where it had been stopped in the middle of that
        return std::unexpected(evaluated.error());
    while (progress() < 1.0) {
        if (consensus_.isStopping())
            return StopReason::Stopped;
        if (config_.patience > 0 && at_.withoutImprovement >= config_.patience)
            return StopReason::EarlyStopping;
        const double begun = elapsed();
        if (auto trained = trainOnce(); !trained)
            return std::unexpected(trained.error());
        const auto evaluated = evaluateWhereDue();
        if (!evaluated)
            return std::unexpected(evaluated.error());
        if (!*evaluated && elapsed() - reportedAt_ >= config_.reportEvery.count())
            report(std::nullopt);
        if (elapsed() - snapshotAt_ >= snapshots_.every.count())
            takeSnapshot();
        if (isCheckpointDue())
            if (auto left = leaveCheckpoint(); !left)
                return std::unexpected(left.error());
        longestRound_ = std::max(longestRound_, elapsed() - begun);
    }
    if (!validation_.empty())
        if (auto evaluated = evaluateAndKeepBest(); !evaluated)
            return std::unexpected(evaluated.error());
    return StopReason::Finished;
}

/// Rises to 1 over the first batches: where a run is short for the machine, its schedule alone would rise too fast.
double Run::warmth() const
{
    const double batchNotes = static_cast<double>(config_.batch) * config_.steps;
    return std::min(1.0, (static_cast<double>(at_.notes) / batchNotes + 1.0) / kWarmingBatches);
}

Result<void> Run::trainOnce()
{
    rate_ = at_.caution
            * (config_.schedule == Schedule::Constant ? config_.learningRate
                                                      : warmth() * learningRateAt(progress(), config_.learningRate));
    auto before = consensus_.isAlone() ? std::nullopt : std::optional(batches_.state());
    Batch batch = batches_.next();
    const double counted = countedIn(batch);
    const auto own = learner_->trainOn(consensus_.shareOf(std::move(batch)), rate_);
    const auto all = consensus_.sum(own);
    const bool isLost = !all && all.error().fault == Fault::LostRank;
    if (all || (isLost && own))
        at_.notes += static_cast<std::uint64_t>(counted);
    else if (isLost && before)
        batches_.setState(std::move(*before)); // a checkpoint that is left now is of the last whole step
    if (!all)
        return all.error().fault == Fault::Diverged ? retreat(all.error()) : std::unexpected(all.error());
    sinceReport_ += *all;
    return {};
}

/// Back to the last evaluation, and on from there more carefully.
Result<void> Run::retreat(const Error& error)
{
    if (++at_.retreats > kMostRetreats)
        return std::unexpected(error);
    at_.caution *= 0.5;
    return learner_->restoreState(remembered_);
}

/// The learner as it is now is what a retreat goes back to. On all ranks it becomes what it is on the first: their
/// processors may round differently, and would drift apart.
Result<void> Run::remember()
{
    remembered_ = {}; // twice would be the most memory of the run
    auto state = consensus_.fromFirst(learner_->saveState());
    if (!state)
        return std::unexpected(state.error());
    remembered_ = std::move(*state);
    return consensus_.leads() ? Result<void>() : learner_->restoreState(remembered_);
}

/// Nothing when it was stopped on the way.
Result<std::optional<Tally>> Run::evaluate()
{
    Tally sum;
    for (const Batch& batch : validation_) {
        if (consensus_.isStopping())
            return std::nullopt;
        const auto tally = consensus_.sum(batch.batch > 0 ? learner_->evaluateOn(batch) : Tally{});
        if (!tally)
            return std::unexpected(tally.error());
        sum += *tally;
    }
    return sum;
}

Result<void> Run::evaluateAndKeepBest()
{
    const double begun = elapsed();
    const auto tally = evaluate();
    if (!tally && tally.error().fault == Fault::Diverged)
        return retreat(tally.error());
    if (!tally)
        return std::unexpected(tally.error());
    if (!*tally)
        return {};
    evaluatedAt_ = elapsed();
    at_.evaluatedAtProgress = progress();
    at_.evaluatedAtEpoch = epoch();
    evaluationTook_ = evaluatedAt_ - begun;
    const double nll = (*tally)->nllPerNote();
    ++at_.withoutImprovement;
    if (!best_ || nll < at_.bestNll) {
        at_.bestNll = nll;
        best_.reset();
        best_ = learner_->exportModel();
        at_.withoutImprovement = 0;
    }
    report(**tally);
    return remember();
}

/// Whether it was.
Result<bool> Run::evaluateWhereDue()
{
    if (!isEvaluationDue())
        return false;
    const auto evaluated = evaluateAndKeepBest();
    return evaluated ? Result<bool>(true) : std::unexpected(evaluated.error());
}

void Run::report(std::optional<Tally> valid)
{
    const double now = elapsed();
    if (sinceReport_.notes > 0.0)
        lastTrainNll_ = sinceReport_.nllPerNote();
    TrainingReport report;
    report.epoch = epoch();
    report.progress = progress();
    report.notes = at_.notes;
    report.seconds = now;
    report.trainNll = lastTrainNll_;
    report.train = std::exchange(sinceReport_, Tally{});
    report.valid = std::move(valid);
    report.learningRate = rate_;
    report.gradientNorm = learner_->gradientNorm();
    report.notesPerSecond = now > reportedAt_ ? report.train.notes / (now - reportedAt_) : 0.0;
    report.peakMemoryMB = peakMemoryMB();
    reportedAt_ = now;
    history_.push_back(report);
    if (observe_ && consensus_.leads())
        observe_(history_.back());
}

void Run::takeSnapshot()
{
    if (!snapshots_.take || !consensus_.leads())
        return;
    snapshotAt_ = elapsed();
    snapshots_.take({snapshotAt_, std::make_shared<const model::Model>(labelled(learner_->exportModel()))});
}

/// With what a network does not know of its music.
model::Model Run::labelled(model::Model model) const
{
    model.timeBase = corpus_->timeBase;
    model.composers = corpus_->composers;
    if (model.classic)
        model.classic->vocabulary = *corpus_->vocabulary;
    return model;
}

/// Once, at the end: what else was kept of weights is let go.
std::shared_ptr<const model::Model> Run::finishedModel()
{
    remembered_ = {};
    const bool judged = best_.has_value();
    auto model = std::make_shared<model::Model>(labelled(judged ? std::move(*best_) : learner_->exportModel()));
    model->card.trainedOn = materialOf(*corpus_, config_.parts);
    model->card.sourceHashes = corpus_->sourceHashes;
    model->fingerprints = corpus_->fingerprints;
    model->card.seconds = elapsed();
    model->card.trainNll = lastTrainNll_;
    model->card.validNll = judged ? at_.bestNll : 0.0;
    return model;
}

/// Whether a model reads what a corpus holds: events, or tokens of one vocabulary.
bool speakTheSame(const model::Model& model, const Corpus& corpus)
{
    return model.classic ? corpus.vocabulary && model.classic->vocabulary == *corpus.vocabulary : !corpus.vocabulary;
}

} // namespace

Result<TrainingOutcome> train(const LearnerFactory& makeLearner, const TrainingConfig& config, CorpusSnapshot corpus,
                              std::stop_token stop, const TrainingObserver& observe, const CheckpointPlan& checkpoints,
                              const RunOptions& options)
{
    if (auto valid = validate(config); !valid)
        return std::unexpected(valid.error());
    if (options.from && options.from->timeBase != corpus->timeBase)
        return failure(Fault::WrongEncoding, options.from->card.name, "one counts in beats, the other in seconds");
    if (options.from && !speakTheSame(*options.from, *corpus))
        return failure(Fault::WrongEncoding, options.from->card.name,
                       "a Classic model goes on only with music that has its own vocabulary");
    if (options.ranks)
        if (auto agreed = agreeOn(*options.ranks, config, *corpus); !agreed)
            return std::unexpected(agreed.error());
    stepBackBehindTheWindow();
    Consensus consensus(options.ranks, stop);
    auto checkpoint = checkpointToResume(checkpoints, consensus);
    if (!checkpoint)
        return std::unexpected(checkpoint.error());
    if (*checkpoint)
        corpus = renumbered(corpus, (*checkpoint)->composers);
    else if (options.from)
        corpus = renumbered(corpus, options.from->composers);
    const auto fitted = configFor(
        config, *corpus, options.from.get(), *checkpoint,
        options.ranks ? Calibrate() : [&](const TrainingConfig& wanted) {
            return fittedToMachine(makeLearner, wanted, corpus, stop);
        });
    if (!fitted)
        return std::unexpected(fitted.error());
    auto learner = makeLearner(fitted->shape, *fitted);
    if (!learner)
        return std::unexpected(learner.error());
    if (options.from && !*checkpoint)
        if (auto taken = (*learner)->importModel(
                corpus->vocabulary
                    ? *options.from
                    : withPartClasses(withComposers(*options.from, corpus->composers.size()), fitted->shape.parts));
            !taken)
            return std::unexpected(taken.error());
    Run run(std::move(*learner), *fitted, std::move(corpus), observe, checkpoints, options.snapshots, consensus);
    if (*checkpoint)
        if (auto resumed = run.resume(std::move(**checkpoint)); !resumed)
            return std::unexpected(resumed.error());
    return run.go();
}

} // namespace cadenza::training
