#pragma once

#include "core/base/result.h"
#include "core/originality/source_piece.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cadenza::originality {

/// Notes that one fingerprint covers.
inline constexpr std::size_t kFingerprintNotes = 12;
/// The fingerprint of a window too plain to be anyone's: a trill, a repeated chord, a scale in one step.
inline constexpr std::uint32_t kPlain = 0;

/// One for each window of `kFingerprintNotes` events: 32 bits of a hash of its tokens. Fewer events have none.
[[nodiscard]] std::vector<std::uint32_t> windowsOf(std::span<const encoding::Event> events);

/// What a stretch of music that nobody trained on shares with the music that was: how much is common property.
struct HumanStretch {
    float copied{0.0F};          ///< see `Resemblance`
    std::uint32_t longestRun{0}; ///< notes
    friend bool operator==(const HumanStretch&, const HumanStretch&) = default;
};

/// What a model keeps of its training music so that copies of it are recognised: hashed runs of 12 notes with piece and
/// bar, 4 bytes a note, instead of the music. A value; any thread.
class Fingerprints {
public:
    struct Piece {
        std::string name;
        std::size_t firstWindow{0};            ///< into `windows`
        std::vector<std::uint16_t> barNotes{}; ///< how many events begin in each bar, from the first bar on
        friend bool operator==(const Piece&, const Piece&) = default;
    };

    /// Pieces of under `kFingerprintNotes` events have no windows.
    void add(const SourcePiece& piece);
    /// Compares stretches of 500 notes of music that was held out with what has been added.
    void compareWith(std::span<const SourcePiece> heldOut);

    [[nodiscard]] std::span<const Piece> pieces() const { return pieces_; }
    /// Of all pieces, one after the other, each followed by `kPlain`.
    [[nodiscard]] std::span<const std::uint32_t> windows() const { return windows_; }
    [[nodiscard]] std::span<const HumanStretch> human() const { return human_; }
    /// The bar in which an event of a piece begins, from 1; 0 where it is unknown.
    [[nodiscard]] std::uint32_t barOf(std::size_t piece, std::size_t event) const;

    /// As a model file keeps them, and back. Reading fails with NotModel where the bytes are none of these.
    [[nodiscard]] std::vector<std::byte> toBytes() const;
    [[nodiscard]] static Result<Fingerprints> fromBytes(std::span<const std::byte> bytes);

    friend bool operator==(const Fingerprints&, const Fingerprints&) = default;

private:
    std::vector<Piece> pieces_;
    std::vector<std::uint32_t> windows_;
    std::vector<HumanStretch> human_;
};

} // namespace cadenza::originality
