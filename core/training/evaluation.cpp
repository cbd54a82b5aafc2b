#include "core/training/evaluation.h"

#include "core/encoding/parts.h"
#include "core/training/classic_evaluation.h"
#include "core/training/targets.h"
#include "core/training/verdict.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace cadenza::training {
namespace {

constexpr std::size_t kSideBySide = 16; ///< pieces that share one read of the weights

/// Judges the heads one after the other, each told what the ones before should have drawn.
Tally tallyOf(const model::Network& network, const model::NetworkState& state, int b, const encoding::Event& previous,
              const encoding::Event& next)
{
    const model::PartialEvent drawn{next.step, next.beat, next.part, next.pitch, next.duration};
    std::array<float, encoding::kStepClasses> step;
    std::array<float, encoding::kPartClasses> part;
    std::array<float, encoding::kPitchClasses> pitch;
    std::array<float, encoding::kDurationClasses> duration;
    std::array<float, encoding::kVelocityClasses> velocity;
    std::array<float, encoding::kTempoClasses> tempo;
    std::array<float, encoding::kPedalClasses> pedal;
    network.stepLogits(state, b, step);
    const auto parts = std::span(part).first(static_cast<std::size_t>(network.model().shape.parts));
    network.partLogits(state, b, drawn, parts);
    network.pitchLogits(state, b, drawn, pitch);
    if (next.pitch > previous.pitch)
        model::maskPitches(previous, drawn, pitch);
    network.durationLogits(state, b, drawn, duration);
    network.velocityLogits(state, b, drawn, velocity);

    const Verdict ofStep = judge(step, next.step), ofPitch = judge(pitch, next.pitch);
    const Verdict ofDuration = judge(duration, next.duration), ofVelocity = judge(velocity, next.velocity);
    Tally tally{.notes = 1.0,
                .step = ofStep.nll,
                .part = judge(parts, encoding::partWithin(next.part, network.model().shape.parts)).nll,
                .pitch = ofPitch.nll,
                .duration = ofDuration.nll,
                .velocity = ofVelocity.nll,
                .stepRight = ofStep.right,
                .pitchRight = ofPitch.right,
                .durationRight = ofDuration.right,
                .velocityRight = ofVelocity.right};
    if (predictsTempo(previous, next)) {
        network.tempoLogits(state, b, drawn, tempo);
        tally.tempo = judge(tempo, next.tempo).nll;
    }
    if (predictsPedal(next)) {
        network.pedalLogits(state, b, drawn, pedal);
        tally.pedal = judge(pedal, next.pedal).nll;
    }
    return tally;
}

/// Longest first, so that pieces side by side end at about the same time.
std::vector<const CorpusPiece*> byLength(const Corpus& corpus)
{
    std::vector<const CorpusPiece*> pieces;
    for (const CorpusPiece& piece : corpus.pieces)
        if (piece.events.size() >= 2)
            pieces.push_back(&piece);
    std::ranges::stable_sort(pieces, std::greater<>(), [](const auto* piece) { return piece->events.size(); });
    return pieces;
}

/// The model's class of a composer of the corpus.
int composerFor(const model::Model& model, const Corpus& corpus, int composer)
{
    if (composer == 0)
        return 0;
    const auto& name = corpus.composers[static_cast<std::size_t>(composer - 1)];
    const auto found = std::ranges::find(model.composers, name);
    return found == model.composers.end() ? 0 : static_cast<int>(found - model.composers.begin()) + 1;
}

/// Reads pieces of about equal length side by side, one event a step.
class Group {
public:
    Group(const model::Network& network, const Corpus& corpus, std::span<const CorpusPiece* const> pieces,
          int recallLongest)
        : network_(network), pieces_(pieces), state_(network.initialState(static_cast<int>(pieces.size()))),
          read_(pieces.size())
    {
        state_.recallLongest = recallLongest;
        for (const CorpusPiece* piece : pieces)
            composers_.push_back(composerFor(network.model(), corpus, piece->composer));
    }
    [[nodiscard]] std::size_t steps() const { return pieces_.front()->events.size() - 1; }
    [[nodiscard]] Tally step(std::size_t t)
    {
        Tally sum;
        for (std::size_t b = 0; b < pieces_.size(); ++b)
            read_[b] = pieces_[b]->events[std::min(t, pieces_[b]->events.size() - 1)];
        network_.step(state_, read_, composers_);
        for (std::size_t b = 0; b < pieces_.size(); ++b)
            if (t + 1 < pieces_[b]->events.size())
                sum += tallyOf(network_, state_, static_cast<int>(b), read_[b], pieces_[b]->events[t + 1]);
        return sum;
    }

private:
    const model::Network& network_;
    std::span<const CorpusPiece* const> pieces_;
    model::NetworkState state_;
    std::vector<encoding::Event> read_;
    std::vector<int> composers_;
};

} // namespace

Result<Evaluation> evaluate(const model::Network& network, const Corpus& corpus, std::stop_token stop,
                            const ProgressSink& progress, int recallLongest)
{
    if (network.classic())
        return evaluateClassic(*network.classic(), corpus, stop, progress);
    if (network.model().timeBase != corpus.timeBase)
        return failure(Fault::WrongEncoding, network.model().card.name, "one counts in beats, the other in seconds");
    const auto pieces = byLength(corpus);
    double notes = 0.0;
    for (const CorpusPiece* piece : pieces)
        notes += static_cast<double>(piece->events.size() - 1);
    if (notes == 0.0)
        return failure(Fault::TooLittleMusic, "The selection");

    Evaluation result;
    result.baseline = baselineOf(corpus, [](const CorpusPiece&) { return true; });
    for (std::size_t first = 0; first < pieces.size(); first += kSideBySide) {
        const auto count = std::min(kSideBySide, pieces.size() - first);
        Group group(network, corpus, std::span(pieces).subspan(first, count), recallLongest);
        for (std::size_t t = 0; t < group.steps(); ++t) {
            if (stop.stop_requested())
                return failure(Fault::Cancelled);
            result.tally += group.step(t);
        }
        if (progress)
            progress(result.tally.notes / notes, "Listening");
    }
    return result;
}

} // namespace cadenza::training
