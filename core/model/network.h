#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/encoding/recollection.h"
#include "core/model/model.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cadenza::model {

class ClassicNetwork;

/// What `batch` independent sequences remember, and what they lead to. A value: copying it forks the sequences.
struct NetworkState {
    int batch{0};
    std::vector<float> hidden_lbh; ///< layers × batch × hidden
    std::vector<float> cell_lbh;
    std::vector<float> heads_bv;  ///< every head's share of the logits that depends on the hidden state alone
    std::vector<float> gates_bg;  ///< room to work in
    std::vector<float> stream_bh; ///< the sum of the layers so far, room to work in too
    int recallLongest{encoding::kRecallAll}; ///< notes of a passage that may be recalled; 0 never
    std::vector<encoding::Recollection> recollections_b;
    std::vector<encoding::Expectation> expected_b; ///< of the next event
};

/// The attributes of the next event drawn so far: what a head is conditioned on.
struct PartialEvent {
    std::uint8_t step{0};
    std::uint8_t beat{0}; ///< beat class the step leads to
    std::uint8_t part{0};
    std::uint8_t pitch{0};
    std::uint8_t duration{0};
};

/// The forward pass without libtorch: one step of a batch, and the heads one after the other.
/// Weights are packed once at construction; const calls may run on several threads with states of their own.
/// A sequence's numbers do not depend on how many others share its batch, to the last bit on one processor.
class Network {
public:
    /// Precondition: the model has every parameter of its shape, as `readModel` checks.
    explicit Network(std::shared_ptr<const Model> model);
    ~Network();
    Network(Network&&) noexcept;
    Network& operator=(Network&&) noexcept;

    [[nodiscard]] const Model& model() const;
    [[nodiscard]] const std::string& contentHash() const; ///< of the model; worked out once, when first asked for
    /// The networks of a Classic model; null for an Expressive one. Where there are any, nothing below may be called.
    [[nodiscard]] const ClassicNetwork* classic() const;

    [[nodiscard]] NetworkState initialState(int batch) const; ///< all zero
    /// `batch` sequences that all continue sequence `b` of `state`.
    [[nodiscard]] NetworkState fork(const NetworkState& state, int b, int batch) const;
    /// Makes sequence `b` of `state` continue where sequence `otherB` of `other` stands.
    void restore(NetworkState& state, int b, const NetworkState& other, int otherB) const;

    /// Feeds one event per sequence. `composers` has one class per sequence.
    void step(NetworkState& state, std::span<const encoding::Event> events_b, std::span<const int> composers_b) const;

    /// Unnormalised log-probabilities of sequence `b` after its last step, into `logits` (exactly the head's classes).
    /// Masks are not applied here: see `maskPitches`.
    void stepLogits(const NetworkState& state, int b, std::span<float> logits) const;
    /// `logits` may have more classes than the model: a part it has no place for is as likely as the last of its
    /// family.
    void partLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;
    void pitchLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;
    void durationLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;
    void velocityLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;
    void tempoLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;
    void pedalLogits(const NetworkState& state, int b, const PartialEvent& next, std::span<float> logits) const;

private:
    struct Packed;
    std::unique_ptr<const Packed> packed_;
};

/// Fails with Unsupported, naming the model, where it is Classic: then it can continue seeds and be examined, no more.
[[nodiscard]] Result<void> requireExpressive(const Network& network);

/// Within one onset and part pitches ascend: sets the logits of impossible pitches to −infinity. Never all of them:
/// where no pitch is left above, the step-0 class itself must not be drawn (see `mayShareOnset`).
void maskPitches(const encoding::Event& previous, const PartialEvent& next, std::span<float> pitchLogits);
[[nodiscard]] bool mayShareOnset(const encoding::Event& previous);

} // namespace cadenza::model
