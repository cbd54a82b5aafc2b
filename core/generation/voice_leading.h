#pragma once

#include "core/encoding/event.h"
#include "core/generation/heard_parts.h"
#include "core/generation/part_texture.h"
#include "core/midi/piece.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Keeps the parts of a seed what they are: each in its register, at its pace, a melody that stays one. A network that
/// hears several of them as one draws a note, and here it is said whose it is: voice separation by register and pitch
/// proximity, as listeners do it (Huron, "Tone and voice", 2001; Temperley, "The cognition of basic musical
/// structures", 2001, chapter 4). One that knows the parts chooses them itself.
///
/// A part takes a note the rather the nearer it is to its last one and to the middle of its register, the less of late
/// it played beside what it played in the seed, where its last note has ended, and where it crosses no other and sounds
/// as well with them as they do in the seed. It stays within a fifth of its range there; one that was monophonic stays
/// so. How much a pitch is to any part's liking is also said to the network before it draws the pitch, and whether
/// parts wait for a note before it draws the step.
class VoiceLeading {
public:
    /// Whether an onset may have any of the parts, or has all of them, one after the other from the lowest.
    enum class Onset : std::uint8_t { Any, Full };

    /// `events` encode `seed`; those of `free` may be given notes.
    VoiceLeading(encoding::TimeBase timeBase, const midi::Piece& seed, std::span<const encoding::Event> events,
                 const HeardParts& parts, const PartSet& free);

    /// A note of the take as its part plays it, `position` units after the seed's last onset.
    void hear(const encoding::Event& played, std::int64_t position);

    /// What parts that are kept will play at the onset that comes next; nothing of what was said before holds.
    void await(std::span<const encoding::Event> played);

    /// Whether any of its parts is heard as this one.
    [[nodiscard]] bool leads(std::uint8_t heardPart) const;
    /// Whether any of its parts has room for a note over `lowest` at the onset `position`.
    [[nodiscard]] bool hasRoom(std::uint8_t heardPart, std::int64_t position, int lowest) const;
    /// Adds how much parts that would fall silent want a note after `last`, as it was heard, at its onset `position`.
    void pullSteps(const encoding::Event& last, std::int64_t position, std::span<float> logits) const;
    /// Adds how much the parts want each pitch at `position`; forbids what none can take, unless that is all.
    void pullPitches(std::uint8_t heardPart, std::int64_t position, std::span<float> logits,
                     Onset onset = Onset::Any) const;
    /// The part for a note that is drawn for `heardPart`, which it must lead.
    [[nodiscard]] std::uint8_t partFor(std::uint8_t heardPart, std::int64_t position, int pitch,
                                       Onset onset = Onset::Any) const;
    /// Adds how much rather a part plays each duration than the others did in the seed.
    void pullDurations(std::uint8_t part, std::span<float> logits) const;
    [[nodiscard]] bool isMonophonic(std::uint8_t part) const;
    /// Parts that may be given notes.
    [[nodiscard]] std::size_t size() const;

private:
    struct Voice {
        std::uint8_t part;
        std::uint8_t heard;
        bool free;
        PartTexture texture;
        double seedNotes{0.0};
        std::array<double, encoding::kDurationClasses> durations{}; ///< of them, how many
        double lateNotes{0.0};                                      ///< of late, as many in all as in the seed
        int pitch{-1};                                              ///< of its last note; −1: it has not played yet
        std::int64_t onset{0};                                      ///< of that
        std::int64_t end{0};
        int awaited{-1}; ///< pitch that it will play next; −1: none
    };
    void addVoices(const midi::Piece& seed, const HeardParts& parts, const PartSet& free);
    void hearSeed(std::span<const encoding::Event> events);
    void strike(Voice& voice, const encoding::Event& event, std::int64_t position) const;
    [[nodiscard]] bool mayTake(const Voice& voice, std::int64_t position, int pitch, Onset onset) const;
    [[nodiscard]] bool begins(const Voice& voice, std::int64_t position) const;
    [[nodiscard]] bool isDue(const Voice& voice, std::int64_t position) const;
    [[nodiscard]] static int soundingAt(const Voice& voice, std::int64_t position);
    [[nodiscard]] double likingOf(const Voice& voice, std::int64_t position, int pitch) const;
    [[nodiscard]] const Voice* bestFor(std::uint8_t heardPart, std::int64_t position, int pitch, Onset onset) const;

    encoding::TimeBase timeBase_;
    double dissonance_{0.0};    ///< nats for each interval that is one
    std::vector<Voice> voices_; ///< from the lowest to the highest
};

} // namespace cadenza::generation
