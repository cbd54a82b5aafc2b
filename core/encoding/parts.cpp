#include "core/encoding/parts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <tuple>

namespace cadenza::encoding {

std::vector<std::uint8_t> partClassesOf(const midi::Piece& piece)
{
    std::vector<std::size_t> order(piece.parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        const midi::Part& part = piece.parts[i];
        return std::tuple(midi::familyOf(part), part.drums ? std::uint8_t{0} : part.program);
    });
    std::array<int, kPartFamilies> places{};
    std::vector<std::uint8_t> classes(piece.parts.size());
    for (const std::size_t i : order) {
        const auto family = static_cast<int>(midi::familyOf(piece.parts[i]));
        const int place = std::min(places[static_cast<std::size_t>(family)]++, kPartPlaces - 1);
        classes[i] = static_cast<std::uint8_t>(family + kPartFamilies * place);
    }
    return classes;
}

midi::Part partOf(std::uint8_t partClass)
{
    constexpr std::uint8_t drumChannel = 9;
    const auto family = static_cast<std::uint8_t>(partClass % kPartFamilies);
    midi::Part part;
    part.drums = family == kDrumsPart;
    part.program = part.drums ? std::uint8_t{0} : static_cast<std::uint8_t>(family * 8);
    if (part.drums)
        part.channel = drumChannel;
    else
        part.channel = family < drumChannel ? family : static_cast<std::uint8_t>((family + 1) % 16);
    return part;
}

} // namespace cadenza::encoding
