#pragma once

#include "core/base/result.h"
#include "core/encoding/classic_recollection.h"
#include "core/encoding/classic_vocabulary.h"
#include "core/encoding/event.h"
#include "core/encoding/recollection.h"
#include "core/model/model.h"
#include "core/training/training_config.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::training {

/// Sums over notes, in nats: divide by `notes` for a mean. Of a Classic model a note is a token, its word stands under
/// pitch and its offset under step.
struct Tally {
    double notes{0.0};
    double step{0.0}, part{0.0}, pitch{0.0}, duration{0.0}, velocity{0.0}, tempo{0.0}, pedal{0.0};
    double stepRight{0.0}, pitchRight{0.0}, durationRight{0.0}, velocityRight{0.0}; ///< notes predicted exactly

    Tally& operator+=(const Tally& other);
    /// Nats per note over step, pitch, duration and velocity: the figure we compare.
    [[nodiscard]] double nllPerNote() const;
};

/// Which sequences of a larger batch a batch holds: what one of several ranks computes of it.
struct Share {
    int first{0};        ///< sequence of the larger batch that stands first here
    int of{0};           ///< sequences of the larger batch
    double counted{0.0}; ///< targets that count in the larger batch
};

/// `steps` + 1 consecutive events of each of `batch` sequences, row-major [batch][steps + 1]: events 0…steps−1 are
/// read, 1…steps predicted. `fresh[b]` says that sequence b starts anew here and its carried state must be zeroed.
struct Batch {
    int batch{0};
    int steps{0};
    std::vector<encoding::Event> events;
    std::vector<encoding::Expectation> expected;  ///< [batch][steps] what the events up to each lead to expect next
    std::vector<encoding::ClassicClasses> tokens; ///< [batch][steps + 1] of Classic music, instead of the two above
    std::vector<encoding::ClassicExpectations> expectedTokens; ///< [batch][steps]
    std::vector<std::uint8_t> counts; ///< [batch][steps] 1 where the target counts (0 is padding past a piece's end)
    std::vector<int> composers;       ///< [batch]
    std::vector<std::uint8_t> fresh;  ///< [batch]
    std::optional<Share> share;       ///< nothing where it is whole
};

/// The network as `train` sees it; core/ml implements it with libtorch. One thread at a time.
class Learner {
public:
    virtual ~Learner() = default;

    /// Forward, backward and one optimiser step; the tally is of this batch. With a share, one step of the larger batch
    /// that all ranks take together. Fails with Diverged when the loss is no longer a number and with LostRank, both
    /// before the weights are touched; after LostRank everything is as it was before.
    [[nodiscard]] virtual Result<Tally> trainOn(const Batch& batch, double learningRate) = 0;
    /// Forward only, no dropout; the carried state of evaluation is separate from training's.
    [[nodiscard]] virtual Result<Tally> evaluateOn(const Batch& batch) = 0;
    /// L2 norm of the gradient at the last `trainOn`, before clipping.
    [[nodiscard]] virtual double gradientNorm() const = 0;

    [[nodiscard]] virtual model::Model exportModel() const = 0;
    [[nodiscard]] virtual Result<void> importModel(const model::Model& model) = 0;
    /// Weights, optimiser and carried state and the random generators, so that a resumed run gives the same curve. Of
    /// several ranks each has the state of all, the same.
    [[nodiscard]] virtual std::vector<std::byte> saveState() const = 0;
    [[nodiscard]] virtual Result<void> restoreState(std::span<const std::byte> state) = 0;
};

/// How `app` hands core/ml to whoever trains: opens the training module when first called (0.5 s, off the GUI thread).
/// Fails with MissingTraining or SlowBlas.
using LearnerFactory =
    std::function<Result<std::unique_ptr<Learner>>(const model::NetworkShape&, const TrainingConfig&)>;

} // namespace cadenza::training
