#pragma once

#include "core/base/random.h"
#include "core/encoding/decoder.h"
#include "core/generation/cadence.h"
#include "core/generation/constraint_mask.h"
#include "core/generation/encoded_seed.h"
#include "core/generation/generator.h"
#include "core/generation/kept_voices.h"
#include "core/generation/state_history.h"
#include "core/generation/take_end.h"
#include "core/generation/texture_anchor.h"
#include "core/generation/voice_leading.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cadenza::generation {

/// One take while it grows: draws note after note from a network state that belongs to its row of a batch.
class TakeBuilder {
public:
    TakeBuilder(const model::Network& network, const EncodedSeed& seed, const GenerationSettings& settings,
                const Extent& extent, std::uint64_t randomSeed, std::size_t index,
                const std::optional<KeptVoices>& kept = {});

    /// Draws the next note from row `row` of `state` and returns what to feed that row: the note as it is heard. When
    /// the guard takes notes back, the row is set back to where it stood and the note is drawn from there. Draws none
    /// where the take ends instead. Precondition: the take is not complete.
    [[nodiscard]] encoding::Event drawNext(model::NetworkState& state, int row);
    [[nodiscard]] bool isComplete() const { return complete_; }

    [[nodiscard]] std::size_t notes() const { return take_.events.size(); }
    /// Notes that will not be taken back any more.
    [[nodiscard]] std::size_t certainNotes() const;
    [[nodiscard]] encoding::Event note(std::size_t index) const { return afterSeed(index); }
    [[nodiscard]] std::size_t index() const { return take_.index; }
    [[nodiscard]] Take finish(std::string modelHash) &&;

private:
    /// Where a note stands in the order of the piece's notes.
    struct Place {
        Tick onset;
        std::size_t part;
        std::uint8_t pitch;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    void replay();
    void orderInsights();
    [[nodiscard]] encoding::Event afterSeed(std::size_t index) const;
    void hear(const encoding::Event& event);
    void takeBack(model::NetworkState& state, int row);
    [[nodiscard]] std::optional<encoding::Event> draw(const model::NetworkState& state, int row, NoteInsight& insight);
    [[nodiscard]] encoding::Event keptNote(const model::NetworkState& state, int row, NoteInsight& insight);
    [[nodiscard]] bool mayJoinSeed(std::uint8_t part) const;
    [[nodiscard]] bool mayJoin(std::uint8_t part) const;
    void maskSteps(std::span<float> logits) const;
    void drawPart(const model::NetworkState& state, int row, model::PartialEvent& next);
    [[nodiscard]] VoiceLeading::Onset onsetAt(std::uint8_t step) const;
    [[nodiscard]] std::uint8_t tempoAt(std::uint8_t step, std::size_t drawn) const;
    void drawPitch(const model::NetworkState& state, int row, const model::PartialEvent& next, encoding::Event& event,
                   NoteInsight& insight, double& entropy);

    const model::Network& network_;
    const EncodedSeed& seed_;
    Take take_;
    Random random_;
    LoopGuard guard_;
    std::optional<ConstraintMask> mask_;
    std::optional<TextureAnchor> anchor_;
    std::optional<encoding::Decoder> decoder_;
    encoding::Event last_; ///< as it was heard
    Extent extent_;
    std::optional<TakeEnd> end_;
    std::optional<Cadence> cadence_;
    std::optional<KeptVoices> kept_;
    PartSet free_;                       ///< parts that may be drawn
    PartSet heardFree_;                  ///< as they are heard
    std::optional<VoiceLeading> voices_; ///< of several parts, or of what is heard as another
    std::size_t lastSeedPart_;           ///< of the notes of the seed's last onset, the last part in the piece
    std::vector<Place> places_;          ///< of the notes drawn
    std::optional<Tick> written_;        ///< onset of the kept note that is about to be heard
    StateHistory history_;               ///< before each of the last notes
    bool complete_{false};
    bool weighing_{false};
    bool warming_{false};
};

} // namespace cadenza::generation
