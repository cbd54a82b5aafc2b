#include "core/encoding/classic_tokens.h"

#include "core/encoding/normal_order.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <utility>

namespace cadenza::encoding {
namespace {

constexpr std::size_t kKeys = 16 * 128;
constexpr std::size_t kSilent = static_cast<std::size_t>(-1);
constexpr std::int64_t kTogether = 16; ///< notes within a sixteenth of a quarter make a chord

struct TrackNote {
    std::int64_t start{0};
    std::int64_t end{-1}; ///< −1: nothing ended it, and it is lost
    std::uint8_t pitch{0};
};

/// A token before it knows its neighbours, with its onset in twelfths.
struct PlacedToken {
    int onset{0};
    std::size_t track{0};
    ClassicToken token;
};

std::vector<TrackNote> notesOf(const std::vector<midi::KeyEvent>& keys)
{
    std::vector<TrackNote> notes;
    std::array<std::size_t, kKeys> open{};
    open.fill(kSilent);
    for (const midi::KeyEvent& key : keys) {
        std::size_t& sounding = open[key.channel * 128u + key.pitch];
        if (sounding != kSilent) {
            notes[sounding].end = key.at.value;
            sounding = kSilent;
        } else if (key.velocity > 0) {
            sounding = notes.size();
            notes.push_back({key.at.value, -1, key.pitch});
        }
    }
    std::erase_if(notes, [](const TrackNote& note) { return note.end < 0; });
    return notes;
}

/// The notes that sound together, each group with its first note first.
std::vector<std::vector<const TrackNote*>> groupsOf(const std::vector<TrackNote>& notes, int ticksPerQuarter)
{
    const auto near = [&](std::int64_t a, std::int64_t b) { return std::abs(a - b) * kTogether <= ticksPerQuarter; };
    std::vector<std::vector<const TrackNote*>> groups;
    std::vector<bool> gathered(notes.size());
    for (std::size_t i = 0; i < notes.size(); ++i) {
        if (gathered[i])
            continue;
        auto& group = groups.emplace_back(1, &notes[i]);
        for (std::size_t j = i + 1; j < notes.size() && near(notes[j].start, notes[i].start); ++j) {
            if (!near(notes[j].end, notes[i].end))
                continue;
            group.push_back(&notes[j]);
            gathered[j] = true;
        }
    }
    return groups;
}

ClassicToken tokenOf(const std::vector<const TrackNote*>& group, int ticksPerQuarter)
{
    ClassicToken token;
    for (const TrackNote* note : group)
        token.pitches.push_back(note->pitch);
    std::ranges::sort(token.pitches);
    const std::int64_t length = group.front()->end - group.back()->start;
    token.duration = length == 0 ? kTwelfths : toTwelfths(std::max<std::int64_t>(length, 0), ticksPerQuarter);
    return token;
}

/// When something happens, in twelfths; −1 where it never does.
int whenOf(const std::optional<Tick>& at, int ticksPerQuarter)
{
    return at ? toTwelfths(at->value, ticksPerQuarter) : -1;
}

/// The tokens of the tracks of a file, which are parts where they have notes.
class TrackTokens {
public:
    explicit TrackTokens(const midi::FileEvents& file) : file_(file)
    {
        for (const midi::TrackEvents& track : file.tracks) {
            if (hasNotes(track)) {
                anyProgram_ = anyProgram_ || track.firstProgram;
                continue;
            }
            tempoEnd_ = std::max(tempoEnd_, whenOf(track.lastTempo, file.ticksPerQuarter));
            signatureEnd_ = std::max(signatureEnd_, whenOf(track.lastSignature, file.ticksPerQuarter));
        }
    }

    [[nodiscard]] std::vector<PlacedToken> all() const
    {
        std::vector<PlacedToken> tokens;
        std::size_t part = 0;
        for (const midi::TrackEvents& track : file_.tracks)
            if (hasNotes(track))
                add(tokens, track, part++);
        std::ranges::stable_sort(tokens, {},
                                 [](const PlacedToken& token) { return std::pair(token.onset, token.track); });
        return tokens;
    }

private:
    static bool hasNotes(const midi::TrackEvents& track)
    {
        return std::ranges::any_of(track.keys, [](const midi::KeyEvent& key) { return key.velocity > 0; });
    }

    void add(std::vector<PlacedToken>& tokens, const midi::TrackEvents& track, std::size_t part) const
    {
        const std::vector<TrackNote> notes = notesOf(track.keys);
        std::vector<PlacedToken> own;
        for (const auto& group : groupsOf(notes, file_.ticksPerQuarter))
            own.push_back(
                {toTwelfths(group.front()->start, file_.ticksPerQuarter), part, tokenOf(group, file_.ticksPerQuarter)});
        if (anyProgram_) {
            const int begin = whenOf(track.firstProgram, file_.ticksPerQuarter);
            const int end = endOf(own, track, part);
            std::erase_if(
                own, [&](const PlacedToken& token) { return begin < 0 || token.onset < begin || token.onset >= end; });
        }
        std::ranges::move(own, std::back_inserter(tokens));
    }

    /// Where a part ends: with its music, its own tempo and signatures, those of the whole piece, and for the first
    /// part the tempo of the whole piece as well.
    [[nodiscard]] int endOf(const std::vector<PlacedToken>& tokens, const midi::TrackEvents& track,
                            std::size_t part) const
    {
        int end = std::max({signatureEnd_, whenOf(track.lastTempo, file_.ticksPerQuarter),
                            whenOf(track.lastSignature, file_.ticksPerQuarter), part == 0 ? tempoEnd_ : -1});
        for (const PlacedToken& token : tokens)
            end = std::max(end, token.onset + token.token.duration);
        return end;
    }

    const midi::FileEvents& file_;
    bool anyProgram_{false};
    int tempoEnd_{-1};
    int signatureEnd_{-1};
};

/// 7/3 → “2.333”: quarters to three places, as Python prints a rounded float.
std::string decimal(int twelfths)
{
    const int thousandths = (twelfths % kTwelfths * 1000 + kTwelfths / 2) / kTwelfths;
    std::string places = std::to_string(1000 + thousandths).substr(1);
    while (places.size() > 1 && places.back() == '0')
        places.pop_back();
    return std::to_string(twelfths / kTwelfths) + '.' + places;
}

} // namespace

int toTwelfths(std::int64_t ticks, int ticksPerQuarter)
{
    const std::int64_t exact = ticks * kTwelfths; // in twelfths, times the ticks of a quarter
    std::int64_t best = 0;
    std::int64_t bestError = -1;
    for (const std::int64_t unit : {std::int64_t{3} * ticksPerQuarter, std::int64_t{4} * ticksPerQuarter}) {
        const std::int64_t low = exact / unit * unit;
        const std::int64_t nearest = 2 * (exact - low) <= unit ? low : low + unit;
        const std::int64_t error = std::abs(exact - nearest);
        if (bestError < 0 || std::pair(error, nearest) < std::pair(bestError, best))
            std::tie(bestError, best) = std::pair(error, nearest);
    }
    return static_cast<int>(best / ticksPerQuarter);
}

std::vector<ClassicToken> classicTokens(const midi::FileEvents& file)
{
    std::vector<ClassicToken> tokens;
    int before = 0;
    for (PlacedToken& placed : TrackTokens(file).all()) {
        placed.token.offset = placed.onset - std::exchange(before, placed.onset);
        tokens.push_back(std::move(placed.token));
    }
    return tokens;
}

std::vector<ClassicToken> classicTokens(const midi::Piece& piece)
{
    return classicTokens(midi::trackEventsOf(piece));
}

std::string classicNoteName(std::uint8_t pitch)
{
    constexpr std::array names{"C", "C#", "D", "E-", "E", "F", "F#", "G", "G#", "A", "B-", "B"};
    return names[pitch % 12u] + std::to_string(pitch / 12 - 1);
}

std::string classicWord(const ClassicToken& token, ChordSpelling spelling)
{
    const bool chord = token.pitches.size() > 1;
    std::string word;
    const auto add = [&](const std::string& name) { word += (word.empty() ? "" : ".") + name; };
    if (chord && spelling == ChordSpelling::PitchClasses)
        for (const int pitchClass : normalOrder(token.pitches))
            add(std::to_string(pitchClass));
    else
        for (const std::uint8_t pitch : token.pitches)
            add(classicNoteName(pitch));
    return word;
}

std::string classicOffsetText(int twelfths)
{
    return decimal(twelfths);
}

std::string classicDurationText(int twelfths)
{
    return twelfths % 3 == 0 ? decimal(twelfths) : std::to_string(twelfths / 4) + "/3";
}

} // namespace cadenza::encoding
