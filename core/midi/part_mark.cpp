#include "core/midi/part_mark.h"

#include <algorithm>
#include <array>

namespace cadenza::midi {

namespace {
constexpr std::array<std::uint8_t, 9> kSignature{0x7D, 'c', 'a', 'd', 'e', 'n', 'z', 'a', 1};
constexpr std::size_t kLength = kSignature.size() + 6;
} // namespace

std::vector<std::uint8_t> partMarkBytes(const PartMark& mark)
{
    std::vector<std::uint8_t> bytes(kSignature.begin(), kSignature.end());
    bytes.push_back(static_cast<std::uint8_t>(mark.part >> 8));
    bytes.push_back(static_cast<std::uint8_t>(mark.part & 0xFF));
    bytes.push_back(static_cast<std::uint8_t>(mark.hand));
    bytes.push_back(mark.eventChannel);
    bytes.push_back(mark.partChannel);
    bytes.push_back(mark.drums ? 1 : 0);
    return bytes;
}

std::optional<PartMark> readPartMark(std::span<const std::uint8_t> data)
{
    if (data.size() != kLength || !std::equal(kSignature.begin(), kSignature.end(), data.begin()))
        return std::nullopt;
    const auto fields = data.subspan(kSignature.size());
    if (fields[2] > 2 || fields[3] > 15 || fields[4] > 15 || fields[5] > 1)
        return std::nullopt;
    return PartMark{fields[3], fields[4], static_cast<std::uint16_t>((fields[0] << 8) | fields[1]),
                    static_cast<Hand>(fields[2]), fields[5] == 1};
}

} // namespace cadenza::midi
