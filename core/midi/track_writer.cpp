#include "core/midi/track_writer.h"

#include <algorithm>
#include <tuple>

namespace cadenza::midi {

namespace {

constexpr std::int64_t kLongestDelta = 0x0FFFFFFF; ///< what four bytes of seven bits hold

void appendQuantity(std::vector<std::uint8_t>& out, std::uint32_t value)
{
    for (int shift = 21; shift > 0; shift -= 7)
        if (value >> shift)
            out.push_back(static_cast<std::uint8_t>(0x80u | ((value >> shift) & 0x7Fu)));
    out.push_back(static_cast<std::uint8_t>(value & 0x7Fu));
}

/// Delta times have a largest value: a longer wait is bridged by empty texts.
void appendDelta(std::vector<std::uint8_t>& out, std::int64_t delta)
{
    for (; delta > kLongestDelta; delta -= kLongestDelta) {
        appendQuantity(out, static_cast<std::uint32_t>(kLongestDelta));
        out.insert(out.end(), {0xFF, 0x01, 0x00});
    }
    appendQuantity(out, static_cast<std::uint32_t>(std::max<std::int64_t>(0, delta)));
}

} // namespace

void TrackWriter::meta(Tick at, std::uint8_t type, std::span<const std::uint8_t> data)
{
    std::vector<std::uint8_t> bytes{type};
    bytes.insert(bytes.end(), data.begin(), data.end());
    events_.push_back({at, Rank::Meta, 0, {}, metas_.size()});
    metas_.push_back(std::move(bytes));
}

void TrackWriter::text(Tick at, std::uint8_t type, std::string_view text)
{
    if (!text.empty())
        meta(at, type, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void TrackWriter::message(Tick at, Rank rank, std::initializer_list<std::uint8_t> bytes)
{
    Event event{at, rank, static_cast<std::uint8_t>(bytes.size()), {}, 0};
    std::copy(bytes.begin(), bytes.end(), event.bytes);
    events_.push_back(event);
}

void TrackWriter::appendTo(std::vector<std::uint8_t>& file) const
{
    std::vector<Event> events = events_;
    std::ranges::stable_sort(
        events, [](const Event& a, const Event& b) { return std::tie(a.at, a.rank) < std::tie(b.at, b.rank); });

    file.insert(file.end(), {'M', 'T', 'r', 'k', 0, 0, 0, 0});
    const std::size_t begin = file.size();
    Tick now;
    std::uint8_t runningStatus = 0;
    for (const Event& event : events) {
        const std::int64_t delta = (event.at - now).value;
        if (delta > kLongestDelta)
            runningStatus = 0;
        appendDelta(file, delta);
        now = std::max(now, event.at);
        if (event.length == 0) {
            const auto& data = metas_[event.meta];
            file.insert(file.end(), {0xFF, data[0]});
            appendQuantity(file, static_cast<std::uint32_t>(data.size() - 1));
            file.insert(file.end(), data.begin() + 1, data.end());
            runningStatus = 0; // RP-001, section 3: a meta event cancels running status
            continue;
        }
        const bool repeats = event.bytes[0] == runningStatus;
        file.insert(file.end(), event.bytes + (repeats ? 1 : 0), event.bytes + event.length);
        runningStatus = event.bytes[0];
    }
    file.insert(file.end(), {0x00, 0xFF, 0x2F, 0x00});
    const std::size_t length = file.size() - begin;
    for (std::size_t i = 0; i < 4; ++i)
        file[begin - 4 + i] = static_cast<std::uint8_t>(length >> (8 * (3 - i)));
}

} // namespace cadenza::midi
