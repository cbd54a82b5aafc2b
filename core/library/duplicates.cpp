#include "core/library/duplicates.h"

#include "core/library/passages.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace cadenza::library {

namespace {

constexpr double kWhole = 0.9;              ///< sharing this much is the same text, re-saved
constexpr double kArranged = 0.15;          ///< unrelated pieces share less than a tenth, in whatever order
constexpr double kQuoted = 0.04;            ///< enough where nearly all of it comes in the same order
constexpr double kOrdered = 0.9;            ///< of the shared passages
constexpr std::size_t kFewestPassages = 12; ///< a pair that shares fewer may do so by chance
constexpr std::size_t kFewestOrdered = 20;

struct Found {
    std::uint32_t steps;
    std::uint32_t entry;
    std::uint8_t pitchClass;
    Tick at;
};

/// Where two entries have the same passage, and by how much it is transposed.
struct Meeting {
    Tick first;
    Tick second;
    std::uint8_t transposition;
};
using Meetings = std::unordered_map<std::uint64_t, std::vector<Meeting>>;

/// The meetings of each pair of entries. A passage that many entries have says nothing about two of them.
Meetings findMeetings(std::vector<Found>& found, std::size_t mostEntries, const std::stop_token& stop)
{
    std::ranges::sort(found, [](const Found& a, const Found& b) {
        return a.steps != b.steps ? a.steps < b.steps : a.entry < b.entry;
    });
    Meetings meetings;
    for (std::size_t first = 0; first < found.size() && !stop.stop_requested();) {
        std::size_t last = first;
        while (last < found.size() && found[last].steps == found[first].steps)
            ++last;
        if (last - first <= mostEntries)
            for (std::size_t i = first; i < last; ++i)
                for (std::size_t j = i + 1; j < last; ++j)
                    if (found[i].entry != found[j].entry)
                        meetings[(std::uint64_t{found[i].entry} << 32) | found[j].entry].push_back(
                            {found[i].at, found[j].at,
                             static_cast<std::uint8_t>((found[j].pitchClass + 12u - found[i].pitchClass) % 12u)});
        first = last;
    }
    return meetings;
}

/// How many meetings of one transposition come in the same order in both pieces (the longest increasing subsequence):
/// chance meetings are in no order.
std::size_t inOrder(std::vector<Meeting> meetings)
{
    std::ranges::sort(meetings, [](const Meeting& a, const Meeting& b) {
        return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    std::vector<Tick> ends;
    for (const Meeting& meeting : meetings) {
        const auto place = std::ranges::lower_bound(ends, meeting.second);
        if (place == ends.end())
            ends.push_back(meeting.second);
        else
            *place = meeting.second;
    }
    return ends.size();
}

struct BestTransposition {
    std::size_t semitones{0};
    std::size_t shared{0};
    std::size_t ordered{0};
};

BestTransposition bestTransposition(const std::vector<Meeting>& meetings)
{
    std::array<std::vector<Meeting>, 12> byTransposition;
    for (const Meeting& meeting : meetings)
        byTransposition[meeting.transposition].push_back(meeting);
    const auto best = std::ranges::max_element(byTransposition, {}, [](const auto& some) { return some.size(); });
    return {static_cast<std::size_t>(best - byTransposition.begin()), best->size(), inOrder(*best)};
}

bool sameMusic(const midi::Piece& a, const midi::Piece& b)
{
    return a.ticksPerQuarter == b.ticksPerQuarter && a.parts.size() == b.parts.size()
           && std::ranges::equal(a.parts, b.parts, [](const midi::Part& x, const midi::Part& y) {
                  return x.notes == y.notes && x.pedal == y.pedal && x.program == y.program;
              });
}

/// Semitones of the smaller size: seven up is five down.
int asTransposition(std::size_t semitonesUp)
{
    return semitonesUp > 6 ? static_cast<int>(semitonesUp) - 12 : static_cast<int>(semitonesUp);
}

/// The whole-piece shapes that are equal whatever the transposition, to tell the same text from an arrangement.
std::uint64_t shapeOf(const midi::Piece& piece)
{
    std::uint64_t hash = 1469598103934665603ull; // FNV-1a
    int before = -1;
    for (const midi::PlacedNote& placed : notesInOrder(piece)) {
        const int pitch = placed.note.pitch;
        hash = (hash ^ static_cast<std::uint64_t>(before < 0 ? 0 : pitch - before + 128)) * 1099511628211ull;
        before = pitch;
    }
    return hash;
}

int firstPitch(const midi::Piece& piece)
{
    return notesInOrder(piece).front().note.pitch;
}

} // namespace

std::string_view nameOf(Likeness likeness)
{
    switch (likeness) {
    case Likeness::SameFile: return "same file";
    case Likeness::Resaved: return "re-saved";
    case Likeness::Transposed: return "transposed";
    case Likeness::Arranged: return "arranged";
    }
    return "";
}

std::vector<Duplicate> findDuplicates(const Library& library, std::stop_token stop)
{
    std::vector<std::size_t> passageCounts(library.entries.size(), 0);
    std::vector<Found> found;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> byShape;
    for (std::size_t i = 0; i < library.entries.size() && !stop.stop_requested(); ++i) {
        const auto& piece = library.entries[i].piece;
        if (!piece || piece->noteCount() == 0)
            continue;
        const std::vector<Passage> passages = passagesOf(*piece);
        passageCounts[i] = passages.size();
        for (const Passage& passage : passages)
            found.push_back({passage.steps, static_cast<std::uint32_t>(i), passage.pitchClass, passage.at});
        byShape[shapeOf(*piece)].push_back(static_cast<std::uint32_t>(i));
    }

    std::vector<Duplicate> duplicates;
    std::unordered_map<std::uint64_t, bool> whole;
    for (const auto& [shape, entries] : byShape) {
        for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
            const std::uint32_t first = entries[i];
            const std::uint32_t second = entries[i + 1]; // a chain joins them all without naming every pair
            const midi::Piece& a = *library.entries[first].piece;
            const midi::Piece& b = *library.entries[second].piece;
            const int transposition = firstPitch(b) - firstPitch(a);
            const Likeness likeness = transposition != 0 ? Likeness::Transposed
                                      : sameMusic(a, b)  ? Likeness::SameFile
                                                         : Likeness::Resaved;
            duplicates.push_back({first, second, likeness, transposition, 1.0});
        }
        for (std::size_t i = 0; i < entries.size(); ++i)
            for (std::size_t j = i + 1; j < std::min(entries.size(), i + 64); ++j)
                whole[(std::uint64_t{entries[i]} << 32) | entries[j]] = true;
    }

    const std::size_t mostEntries = 8 + library.entries.size() / 40;
    for (const auto& [pair, meetings] : findMeetings(found, mostEntries, stop)) {
        if (meetings.size() < kFewestPassages || whole.contains(pair))
            continue;
        const auto first = static_cast<std::size_t>(pair >> 32);
        const auto second = static_cast<std::size_t>(pair & 0xFFFFFFFFu);
        const BestTransposition best = bestTransposition(meetings);
        const std::size_t shorter = std::min(passageCounts[first], passageCounts[second]);
        const double share = std::min(1.0, static_cast<double>(best.shared) / static_cast<double>(shorter));
        const double order =
            static_cast<double>(best.ordered) / static_cast<double>(std::max<std::size_t>(1, best.shared));
        const bool arranged = share >= kArranged && best.ordered >= kFewestPassages;
        const bool quoted = share >= kQuoted && order >= kOrdered && best.ordered >= kFewestOrdered;
        if (!arranged && !quoted)
            continue;
        const int transposition = asTransposition(best.semitones);
        const Likeness likeness = share < kWhole       ? Likeness::Arranged
                                  : transposition != 0 ? Likeness::Transposed
                                                       : Likeness::Resaved;
        duplicates.push_back({first, second, likeness, transposition, share});
    }
    std::ranges::sort(duplicates, {}, [](const Duplicate& d) { return std::pair(d.first, d.second); });
    return duplicates;
}

std::vector<std::vector<std::size_t>> duplicateGroups(const Library& library, const std::vector<Duplicate>& duplicates)
{
    std::vector<std::size_t> leader(library.entries.size());
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto leaderOf = [&](std::size_t entry) {
        while (leader[entry] != entry)
            entry = leader[entry] = leader[leader[entry]];
        return entry;
    };
    for (const Duplicate& duplicate : duplicates)
        leader[std::max(leaderOf(duplicate.first), leaderOf(duplicate.second))] =
            std::min(leaderOf(duplicate.first), leaderOf(duplicate.second));
    std::vector<std::vector<std::size_t>> byLeader(library.entries.size());
    for (std::size_t i = 0; i < leader.size(); ++i)
        byLeader[leaderOf(i)].push_back(i);
    std::erase_if(byLeader, [](const auto& group) { return group.size() < 2; });
    return byLeader;
}

} // namespace cadenza::library
