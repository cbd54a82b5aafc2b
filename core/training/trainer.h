#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/encoding/recollection.h"
#include "core/library/library.h"
#include "core/originality/fingerprints.h"
#include "core/training/collective.h"
#include "core/training/learner.h"
#include "core/training/split.h"
#include "core/training/training_config.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::training {

/// Who may learn from a token that is predicted.
enum class ClassicRole : std::uint8_t { None, Train, Valid };

/// One piece as training reads it: its events, or the tokens of Classic music.
struct CorpusPiece {
    std::vector<encoding::Event> events{};
    std::vector<encoding::Expectation> expected{}; ///< of each event but the first: see `encoding::expectationsOf`
    int composer{0};                               ///< class in `Corpus::composers`, from 1
    bool validation{false};
    std::string work{}; ///< movements of one work share it and stay on one side of the split
    std::vector<encoding::ClassicClasses> tokens{};
    std::vector<encoding::ClassicExpectations> expectedTokens{}; ///< of each token but the first
    std::vector<ClassicRole> roles{};                            ///< of each token
    std::size_t entry{0}; ///< its place among the entries that the corpus was made from

    [[nodiscard]] std::size_t size() const { return tokens.empty() ? events.size() : tokens.size(); }
    /// Whether predicting event or token `at` counts in training, or else in the held-out evaluation.
    [[nodiscard]] bool countsFor(ClassicRole role, std::size_t at) const { return roles.empty() || roles[at] == role; }
};

/// All the music of a run, encoded: a few bytes a note. Immutable and shared across threads.
struct Corpus {
    encoding::TimeBase timeBase{encoding::TimeBase::Beats};
    std::vector<CorpusPiece> pieces;
    std::vector<std::string> composers;    ///< names of classes 1…
    std::vector<std::string> sourceHashes; ///< SHA-256 of the files that are trained on, where they can be read
    std::size_t trainNotes{0};             ///< or tokens
    std::size_t validNotes{0};
    int parts{encoding::kPartFamilies}; ///< part classes that the pieces need: see `NetworkShape::parts`
    std::size_t withoutParts{0};        ///< pieces that were left out: they have none of the parts selected
    std::shared_ptr<const encoding::ClassicVocabulary> vocabulary; ///< of Classic music, else null
    std::shared_ptr<const originality::Fingerprints> fingerprints; ///< of the pieces that are trained on
};
using CorpusSnapshot = std::shared_ptr<const Corpus>;

/// Encodes the parts that are selected and splits by work: as `split` says where there is one (its test part is left
/// out; what it does not name is trained on), else seeded. For Classic settings see `makeClassicCorpus`.
///
/// Fails with TooLittleMusic, WrongEncoding (mixed time bases) or Cancelled.
[[nodiscard]] Result<CorpusSnapshot> makeCorpus(std::span<const library::Entry> entries, const TrainingConfig& config,
                                                std::stop_token stop = {},
                                                const std::optional<Split>& split = std::nullopt);

/// One line of a run's history.
struct TrainingReport {
    double epoch{0.0};            ///< passes over the training notes so far
    double progress{0.0};         ///< 0…1 of what was asked
    std::uint64_t notes{0};       ///< trained on so far
    double seconds{0.0};          ///< of training so far
    double trainNll{0.0};         ///< nats per note since the last report
    Tally train{};                ///< since the last report
    std::optional<Tally> valid{}; ///< when this report evaluated
    double learningRate{0.0};
    double gradientNorm{0.0};
    double notesPerSecond{0.0};
    double peakMemoryMB{0.0};
};
/// Called on the training thread, every `reportEvery`; return quickly.
using TrainingObserver = std::function<void(const TrainingReport&)>;

enum class StopReason { Finished, Stopped, EarlyStopping };

struct TrainingOutcome {
    std::shared_ptr<const model::Model> model; ///< the best by validation loss, else the newest
    StopReason reason{StopReason::Finished};
    std::vector<TrainingReport> history;
};

/// What a run does with a checkpoint that is already there.
enum class Resume { No, IfThere };

/// Where a run leaves what it needs to go on, and how old that may get. Without a file there are no checkpoints.
struct CheckpointPlan {
    std::filesystem::path file{};
    std::chrono::duration<double> every{30.0}; ///< the newest is never older, where a batch and the disk take no longer
    Resume resume{Resume::No};
};

/// The network as it is at a moment of a run.
struct Snapshot {
    double seconds{0.0}; ///< of training so far
    std::shared_ptr<const model::Model> model;
};

/// How often a run shows its network, beginning with the one that has learnt nothing. `take` is called on the training
/// thread; return quickly.
struct SnapshotPlan {
    std::chrono::duration<double> every{30.0};
    std::function<void(const Snapshot&)> take{};
};

/// What a run may have beside its music and its settings.
struct RunOptions {
    std::shared_ptr<const model::Model> from{}; ///< goes on from these weights, in their shape: see fine_tuning.h
    SnapshotPlan snapshots{};
    Collective* ranks{nullptr}; ///< that train together, each calling `train` with the same arguments
};

/// Checks every field. Fails with InvalidSetting, naming it.
[[nodiscard]] Result<void> validate(const TrainingConfig& config);

/// Runs on the calling thread, whose priority it lowers (nice 10), until done or stopped; `observe` is called on it. A
/// stopped run returns its model too, and leaves a checkpoint first. A resumed run gives the same curve as one that was
/// never stopped, to the last bit where its length is given in epochs; the checkpoint of a finished run is removed.
/// Fails with InvalidSetting, with what the learner fails with, with NotWritable or DiskFull (the checkpoint), with
/// NotModel when a checkpoint is damaged, and with WrongEncoding when it belongs to other music or settings, or when
/// the model to go on from counts time in another way than the music.
///
/// With `ranks`, `config.batch` is what all compute together, each its share, so that the curve does not depend on how
/// many there are; the learners must come from the same ranks. Rank 0 alone observes, takes snapshots, reads and leaves
/// the checkpoint, and its clock rules; any rank's stop request stops all. `fitToMachine` is not looked at. Fails also
/// with RanksDiffer, and with LostRank when a rank is gone: rank 0 has then left a checkpoint of the last step.
[[nodiscard]] Result<TrainingOutcome> train(const LearnerFactory& makeLearner, const TrainingConfig& config,
                                            CorpusSnapshot corpus, std::stop_token stop,
                                            const TrainingObserver& observe, const CheckpointPlan& checkpoints = {},
                                            const RunOptions& options = {});

} // namespace cadenza::training
