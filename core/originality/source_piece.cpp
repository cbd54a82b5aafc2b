#include "core/originality/source_piece.h"

#include "core/midi/tempo_map.h"

#include <utility>

namespace cadenza::originality {

SourcePiece sourcePieceOf(std::string name, const midi::Piece& piece, const encoding::EventStream& stream)
{
    SourcePiece source{std::move(name), stream.events, {}};
    const midi::TempoMap map(piece);
    const auto notes = midi::notesInOrder(piece);
    source.bars.reserve(stream.noteOf.size());
    for (const std::uint32_t note : stream.noteOf)
        source.bars.push_back(static_cast<std::uint32_t>(map.barAt(notes[note].note.onset).bar));
    return source;
}

std::vector<Token> tokensOf(std::span<const encoding::Event> events)
{
    constexpr int octave = 12;
    constexpr int above = 11 * octave; // keeps the remainder positive
    std::vector<Token> tokens;
    for (std::size_t i = 1; i < events.size(); ++i)
        tokens.push_back(
            static_cast<Token>(events[i].step * octave + (events[i].pitch - events[i - 1].pitch + above) % octave));
    return tokens;
}

} // namespace cadenza::originality
