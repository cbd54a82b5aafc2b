#include "core/generation/stretches.h"

#include "core/encoding/encoder.h"

namespace cadenza::generation {

Stretches::Stretches(std::span<const std::shared_ptr<const midi::Piece>> pieces, encoding::TimeBase timeBase,
                     std::size_t notes, std::uint64_t randomSeed)
    : timeBase_(timeBase), notes_(notes), random_(randomSeed)
{
    for (const auto& piece : pieces)
        if (piece && piece->noteCount() >= notes && encoding::suitableTimeBase(*piece) == timeBase) {
            pieces_.push_back(piece);
            starts_ += piece->noteCount() - notes + 1;
        }
}

Stretches::Place Stretches::drawPlace()
{
    for (;;) {
        std::uint64_t place = random_.below(starts_);
        auto piece = pieces_.begin();
        for (; place >= (*piece)->noteCount() - notes_ + 1; ++piece)
            place -= (*piece)->noteCount() - notes_ + 1;
        const auto first = static_cast<std::size_t>(place);
        if (encoding::suitableTimeBase(midi::excerpt(**piece, first, notes_)) == timeBase_)
            return {*piece, first};
    }
}

midi::Piece Stretches::draw()
{
    const auto [piece, first] = drawPlace();
    return midi::excerpt(*piece, first, notes_, midi::RestingParts::Kept);
}

} // namespace cadenza::generation
