#include "core/originality/fingerprint_index.h"

#include <algorithm>
#include <tuple>

namespace cadenza::originality {
namespace {

constexpr std::size_t kBridge = 12; ///< notes between two runs of one passage: two changed notes reach no further

constexpr std::size_t placeIn(std::uint64_t entry)
{
    return static_cast<std::uint32_t>(entry);
}

/// Notes that a run of windows covers.
constexpr std::size_t notesOf(std::size_t windows)
{
    return windows + kFingerprintNotes - 1;
}

} // namespace

FingerprintIndex::FingerprintIndex(std::shared_ptr<const Fingerprints> fingerprints)
    : fingerprints_(std::move(fingerprints))
{
    const auto windows = fingerprints_->windows();
    sorted_.reserve(windows.size());
    for (std::size_t place = 0; place < windows.size(); ++place)
        if (windows[place] != kPlain)
            sorted_.push_back(std::uint64_t{windows[place]} << 32 | place);
    std::ranges::sort(sorted_);
}

std::span<const std::uint64_t> FingerprintIndex::placesOf(std::uint32_t window) const
{
    if (window == kPlain)
        return {};
    const auto first = std::ranges::lower_bound(sorted_, std::uint64_t{window} << 32);
    const auto last = std::find_if(first, sorted_.end(), [&](std::uint64_t entry) { return entry >> 32 != window; });
    return {first, last};
}

/// Every run that cannot be made longer.
std::vector<FingerprintIndex::Run> FingerprintIndex::runsOf(std::span<const encoding::Event> music) const
{
    const auto windows = windowsOf(music);
    std::vector<Run> done;
    std::vector<Run> open; // by the place at which each goes on
    for (std::size_t i = 0; i < windows.size(); ++i) {
        std::vector<Run> going;
        auto from = open.begin();
        for (const std::uint64_t entry : placesOf(windows[i])) {
            const std::size_t place = placeIn(entry);
            for (; from != open.end() && from->place + from->windows < place; ++from)
                done.push_back(*from);
            if (from != open.end() && from->place + from->windows == place) {
                going.push_back({from->first, from->place, from->windows + 1});
                ++from;
            } else {
                going.push_back({i, place, 1});
            }
        }
        done.insert(done.end(), from, open.end());
        open = std::move(going);
    }
    done.insert(done.end(), open.begin(), open.end());
    return done;
}

std::vector<std::uint32_t> FingerprintIndex::copiedRuns(std::span<const encoding::Event> music) const
{
    std::vector<std::uint32_t> lengths(music.size(), 1);
    for (const Run& run : runsOf(music)) {
        const auto notes = static_cast<std::uint32_t>(notesOf(run.windows));
        for (std::size_t note = run.first; note < run.first + notes; ++note)
            lengths[note] = std::max(lengths[note], notes);
    }
    return lengths;
}

CopiedRun FingerprintIndex::copyOf(const Run& run, std::size_t notes) const
{
    const auto pieces = fingerprints_->pieces();
    const auto after = std::ranges::upper_bound(pieces, run.place, {}, &Fingerprints::Piece::firstWindow);
    const auto piece = static_cast<std::size_t>(after - pieces.begin()) - 1;
    return {run.first, notes, piece, run.place - pieces[piece].firstWindow};
}

std::optional<CopiedRun> FingerprintIndex::longestCopy(std::span<const encoding::Event> music,
                                                       std::size_t minimumNotes) const
{
    auto runs = runsOf(music);
    const auto alignment = [](const Run& run) {
        return static_cast<std::ptrdiff_t>(run.place) - static_cast<std::ptrdiff_t>(run.first);
    };
    std::ranges::sort(runs, {}, [&](const Run& run) { return std::tuple(alignment(run), run.first); });
    std::optional<CopiedRun> longest;
    for (std::size_t i = 0; i < runs.size();) {
        const Run& begin = runs[i];
        const auto piece = copyOf(begin, 0).piece;
        std::size_t end = begin.first + notesOf(begin.windows);
        for (++i; i < runs.size() && alignment(runs[i]) == alignment(begin) && runs[i].first <= end + kBridge
                  && copyOf(runs[i], 0).piece == piece;
             ++i)
            end = runs[i].first + notesOf(runs[i].windows);
        const std::size_t notes = end - begin.first;
        if (notes >= minimumNotes && (!longest || notes > longest->notes))
            longest = copyOf(begin, notes);
    }
    return longest;
}

std::string FingerprintIndex::nameOf(const CopiedRun& run) const
{
    return fingerprints_->pieces()[run.piece].name;
}

std::uint32_t FingerprintIndex::barOf(const CopiedRun& run) const
{
    return fingerprints_->barOf(run.piece, run.pieceNote);
}

} // namespace cadenza::originality
