#pragma once

#include "core/base/random.h"
#include "core/training/learner.h"
#include "core/training/trainer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cadenza::training {

/// Where a sequence of a batch stands: a passage of one piece, transposed.
struct Passage {
    std::uint32_t piece{0};
    std::uint32_t next{0};    ///< the event that is read next
    std::uint32_t end{0};     ///< the last event, only ever predicted
    std::uint32_t counted{0}; ///< the first event whose prediction counts
    std::int32_t transposition{0};
    friend bool operator==(const Passage&, const Passage&) = default;
};

/// An endless stream of training batches. Each epoch shuffles the pieces and transposes each anew; a long piece is cut
/// where there would be too few for all sequences. A sequence reads its passage to the end, window after window, and
/// then takes the next one, so no sequence ever idles. Tokens of Classic music are predicted after 64 others at least,
/// as in the published windows: where a passage does not begin its piece, it begins that much earlier.
class TrainingBatches {
public:
    /// Everything that decides which batches come next.
    struct State {
        std::array<std::uint64_t, 4> random{};
        std::vector<Passage> queue; ///< what is left of the epoch, last first
        std::vector<Passage> lanes;
        std::vector<std::uint8_t> fresh;
    };

    TrainingBatches(CorpusSnapshot corpus, const TrainingConfig& config);

    [[nodiscard]] Batch next();
    [[nodiscard]] State state() const;
    void setState(State state);

private:
    void refill();
    void addPassages(std::uint32_t piece, std::size_t longest);
    [[nodiscard]] int drawTransposition(const CorpusPiece& piece);

    CorpusSnapshot corpus_;
    int batch_;
    int steps_;
    bool transpose_;
    double recallDropout_;
    Random random_;
    std::vector<Passage> queue_;
    std::vector<Passage> lanes_;
    std::vector<std::uint8_t> fresh_;
};

/// The held-out music once through, always the same: whole pieces, or the beginnings of all when `mostNotes` is less
/// than there is. No transposition. Classic music is all read, in passages side by side.
[[nodiscard]] std::vector<Batch> validationBatches(const Corpus& corpus, const TrainingConfig& config,
                                                   std::size_t mostNotes);

/// `event` sounding `semitones` higher; drums stay.
[[nodiscard]] encoding::Event transposed(encoding::Event event, int semitones);

} // namespace cadenza::training
