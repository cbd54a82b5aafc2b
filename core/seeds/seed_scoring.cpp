#include "core/seeds/seed_scoring.h"

#include "core/seeds/tonality.h"
#include "core/seeds/window_sums.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <sstream>
#include <utility>

namespace cadenza::seeds {
namespace {

enum Measure {
    Position,
    Opening,
    Closing,
    Density,
    Evenness,
    PitchVariety,
    RhythmVariety,
    Repetition,
    Span,
    Tonal,
    Silence,
    Polyphony,
    Surprise, ///< last: only where a model has read the piece
    kMeasures
};
using Values = std::array<double, kMeasures>;

constexpr std::array<const char*, kMeasures> kNames{"position", "opening",   "closing",      "density", "evenness",
                                                    "pitch",    "rhythm",    "repetition",   "span",    "tonality",
                                                    "silence",  "polyphony", kSurpriseReason};
/// What tells of lively takes (`generation::tryBestSeeds` on validation pieces, see tests/bench/README.md) weighs most;
/// where a phrase begins and ends is for the ear. In the order of `kNames`.
constexpr Values kWeights{1.0, 0.5, 0.5, 2.5, 0.5, 3.0, 0.25, 1.0, 0.5, 0.25, 2.0, 1.5, 0.5};

/// A window this near to an end of its piece, or with a silence this long, is no seed while there are others.
constexpr std::size_t kEdgeNotes = 16;
constexpr std::int64_t kLongSilence = 4000; ///< milli-beats
constexpr double kDisqualified = 0.1;
constexpr double kRepeats = 0.8; ///< share of patterns that make one window a repetition of another

/// 0 below `worstLow`, 1 from `low` to `high`, 0 above `worstHigh`, straight lines between.
double band(double value, double worstLow, double low, double high, double worstHigh)
{
    if (value < low)
        return std::clamp((value - worstLow) / (low - worstLow), 0.0, 1.0);
    if (value > high)
        return std::clamp((worstHigh - value) / (worstHigh - high), 0.0, 1.0);
    return 1.0;
}

/// Shannon entropy in bits.
template <std::size_t n>
double entropyOf(const std::array<std::int32_t, n>& counts)
{
    double total = 0.0;
    double sum = 0.0;
    for (const std::int32_t count : counts)
        if (count > 0) {
            total += count;
            sum += count * std::log2(static_cast<double>(count));
        }
    return total > 0.0 ? std::log2(total) - sum / total : 0.0;
}

/// What a window measures, before it is judged.
struct Measured {
    std::size_t notesToEdge{0};
    MetricPlace opening{MetricPlace::Between};
    MetricPlace closing{MetricPlace::Between}; ///< of the note that follows the window
    double restBefore{0.0};                    ///< beats of silence
    double restAfter{0.0};
    double notesPerSecond{0.0};
    double unevenness{0.0}; ///< coefficient of variation of the times between onsets
    double pitchBits{0.0};
    double rhythmBits{0.0};
    double distinct{0.0}; ///< share of patterns that are heard once or for the first time
    int span{0};
    Tonality tonality;
    double longestSilence{0.0}; ///< beats
    double silentShare{0.0};
    double voices{0.0};
    double surprise{0.0}; ///< nats per note
    SurpriseRange usual;
    bool heard{false}; ///< by a model: the two above count
};

Measured measure(const WindowSums& sums)
{
    const auto& notes = sums.track().notes;
    const std::size_t after = sums.first() + sums.count();
    const auto& opening = notes[sums.first()];
    Measured m;
    m.notesToEdge = std::min(sums.first(), notes.size() - after);
    m.opening = opening.newOnset ? opening.place : MetricPlace::Between;
    m.restBefore = static_cast<double>(opening.silence) / 1000.0;
    if (after < notes.size() && notes[after].newOnset) {
        m.closing = notes[after].place;
        m.restAfter = static_cast<double>(notes[after].silence) / 1000.0;
    }
    const auto beats = static_cast<double>(std::max<std::int64_t>(sums.milliBeats(), 1));
    m.notesPerSecond = 1000.0 * static_cast<double>(sums.count())
                       / static_cast<double>(std::max<std::int64_t>(sums.milliseconds(), 1));
    if (sums.onsets() > 0 && sums.gapSum() > 0) {
        const double mean = static_cast<double>(sums.gapSum()) / static_cast<double>(sums.onsets());
        const double square = static_cast<double>(sums.gapSquareSum()) / static_cast<double>(sums.onsets());
        m.unevenness = std::sqrt(std::max(square - mean * mean, 0.0)) / mean;
    }
    m.pitchBits = entropyOf(sums.pitchClasses());
    m.rhythmBits = entropyOf(sums.rhythms());
    m.distinct = static_cast<double>(sums.distinctPatterns()) / static_cast<double>(sums.count());
    m.span = sums.melodicSpan();
    m.tonality = tonalityOf(sums.pitchClassLengths());
    m.longestSilence = static_cast<double>(sums.longestSilence()) / 1000.0;
    m.silentShare = static_cast<double>(sums.totalSilence()) / beats;
    m.voices = static_cast<double>(sums.totalLength()) / beats;
    if (const auto& usual = sums.track().usualSurprise) {
        m.surprise = static_cast<double>(sums.totalSurprise()) / 1000.0 / static_cast<double>(sums.count());
        m.usual = *usual;
        m.heard = true;
    }
    return m;
}

double placeValue(MetricPlace place, double rest)
{
    const double metric = place == MetricPlace::Downbeat ? 1.0 : place == MetricPlace::Beat ? 0.5 : 0.0;
    return std::min(1.0, metric + (rest >= 0.25 ? 0.4 : 0.0)); // a rest marks a phrase boundary
}

Values judge(const Measured& m, std::size_t pieceNotes)
{
    Values v{};
    const double comfortable = std::max(2.0 * kEdgeNotes, 0.08 * static_cast<double>(pieceNotes));
    v[Position] = m.notesToEdge < kEdgeNotes ? 0.0 : std::min(1.0, static_cast<double>(m.notesToEdge) / comfortable);
    v[Opening] = placeValue(m.opening, m.restBefore);
    v[Closing] = placeValue(m.closing, m.restAfter);
    v[Density] = band(m.notesPerSecond, 1.5, 4.5, 11.5, 26.0);
    v[Evenness] = band(m.unevenness, -1.0, 0.0, 0.8, 2.5);
    v[PitchVariety] = band(m.pitchBits, 1.7, 2.7, 3.12, 3.5);
    v[RhythmVariety] = band(m.rhythmBits, 0.0, 0.8, 2.2, 3.4);
    v[Repetition] = band(m.distinct, 0.3, 0.88, 1.0, 1.15);
    v[Span] = band(m.span, 4.0, 18.0, 48.0, 70.0);
    v[Tonal] = band(m.tonality.clarity, 0.4, 0.8, 1.0, 2.0);
    v[Silence] = band(m.longestSilence, -1.0, 0.0, 0.5, 4.0) * band(m.silentShare, -1.0, 0.0, 0.05, 0.5);
    v[Polyphony] = band(m.voices, 0.5, 1.2, 2.8, 7.0);
    v[Surprise] = m.heard ? m.usual.valueOf(m.surprise) : 0.0;
    return v;
}

/// How many of the measures are known.
std::size_t measuresOf(const Measured& m)
{
    return m.heard ? kMeasures : Surprise;
}

double scoreOf(const Values& values, const Measured& m)
{
    const auto known = static_cast<std::ptrdiff_t>(measuresOf(m));
    double sum = 0.0;
    for (std::size_t i = 0; i < measuresOf(m); ++i)
        sum += kWeights[i] * values[i];
    double score = sum / std::accumulate(kWeights.begin(), kWeights.begin() + known, 0.0);
    if (m.notesToEdge < kEdgeNotes)
        score *= kDisqualified;
    if (m.longestSilence * 1000.0 > kLongSilence)
        score *= kDisqualified;
    return score;
}

std::string withOneDecimal(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << std::round(value * 10.0) / 10.0;
    return text.str();
}

/// One of three wordings: too little, right, too much.
std::string byBand(double value, double low, double high, const char* little, const char* right, const char* much)
{
    return value < low ? little : value > high ? much : right;
}

std::string placeWords(MetricPlace place, double rest, const char* verb)
{
    const std::string does = verb;
    if (place == MetricPlace::Downbeat)
        return does + " on a downbeat";
    if (rest >= 0.25)
        return does + " at a rest";
    return does + (place == MetricPlace::Beat ? " on a beat" : " between beats");
}

std::string surpriseWords(double surprise, const SurpriseRange& usual)
{
    if (surprise > usual.upperFence())
        return "strange to the model";
    return byBand(surprise, usual.lower, usual.upper, "easy for the model to foresee", "the model knows this style",
                  "unusual for the model");
}

std::string wordsFor(Measure which, const Measured& m)
{
    switch (which) {
    case Position: return m.notesToEdge < kEdgeNotes ? "at an end of the piece" : "well inside the piece";
    case Opening: return placeWords(m.opening, m.restBefore, "starts");
    case Closing: return placeWords(m.closing, m.restAfter, "hands over");
    case Density: return withOneDecimal(m.notesPerSecond) + " notes a second";
    case Evenness: return m.unevenness <= 0.8 ? "steady flow" : "uneven flow";
    case PitchVariety:
        return byBand(m.pitchBits, 2.2, 3.3, "few different pitches", "varied pitches", "chromatic throughout");
    case RhythmVariety: return byBand(m.rhythmBits, 0.5, 2.6, "uniform rhythm", "varied rhythm", "restless rhythm");
    case Repetition: return byBand(m.distinct, 0.5, 0.98, "repeats itself", "some repetition", "hardly any repetition");
    case Span: return "melody over " + std::to_string(m.span) + " semitones";
    case Tonal:
        return (m.tonality.clarity >= 0.8 ? "clear " : "near ")
               + std::string(keyName(m.tonality.tonic, m.tonality.minor));
    case Silence:
        return m.longestSilence <= 0.5 ? "no long silence"
                                       : "a silence of " + withOneDecimal(m.longestSilence) + " beats";
    case Polyphony: return withOneDecimal(m.voices) + " voices on average";
    case Surprise: return surpriseWords(m.surprise, m.usual);
    case kMeasures: break;
    }
    return {};
}

ScoredWindow explained(const WindowSums& sums)
{
    const Measured m = measure(sums);
    const Values values = judge(m, sums.track().notes.size());
    ScoredWindow window{sums.first(), sums.count(), scoreOf(values, m), {}};
    for (std::size_t i = 0; i < measuresOf(m); ++i)
        window.reasons.push_back({kNames[i], wordsFor(static_cast<Measure>(i), m), values[i]});
    return window;
}

std::vector<float> scoresOf(const NoteTrack& track, std::size_t count, const std::stop_token& stop)
{
    if (count == 0 || track.notes.size() < count)
        return {};
    const std::size_t windows = track.notes.size() - count + 1;
    std::vector<float> scores;
    scores.reserve(windows);
    WindowSums sums(track, 0, count);
    for (;;) {
        const Measured m = measure(sums);
        scores.push_back(static_cast<float>(scoreOf(judge(m, track.notes.size()), m)));
        if (scores.size() == windows)
            return scores;
        if (stop.stop_requested())
            return {};
        sums.advance();
    }
}

/// A window's score is at most this where it lies at an end or around a long silence.
bool isDisqualified(double score)
{
    return score <= kDisqualified;
}

bool overlap(const ScoredWindow& a, const ScoredWindow& b)
{
    return a.first < b.first + b.count && b.first < a.first + a.count;
}

/// The patterns of a window, ascending.
std::vector<std::uint32_t> patternsOf(const NoteTrack& track, const ScoredWindow& window)
{
    std::vector<std::uint32_t> patterns;
    patterns.reserve(window.count);
    for (std::size_t i = window.first; i < window.first + window.count; ++i)
        patterns.push_back(track.notes[i].pattern);
    std::ranges::sort(patterns);
    return patterns;
}

bool repeats(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b)
{
    std::size_t common = 0;
    for (auto inA = a.begin(), inB = b.begin(); inA != a.end() && inB != b.end();)
        if (*inA == *inB) {
            ++common;
            ++inA;
            ++inB;
        } else {
            ++(*inA < *inB ? inA : inB);
        }
    return static_cast<double>(common) >= kRepeats * static_cast<double>(std::min(a.size(), b.size()));
}

} // namespace

double ScoredWindow::valueOf(std::string_view reason) const
{
    const auto found = std::ranges::find(reasons, reason, &Reason::name);
    return found == reasons.end() ? -1.0 : found->value;
}

void weighIn(ScoredWindow& window, Reason reason, double weight)
{
    double own = 0.0;
    for (std::size_t i = 0; i < kMeasures; ++i)
        own += window.valueOf(kNames[i]) >= 0.0 ? kWeights[i] : 0.0;
    const double most = isDisqualified(window.score) ? kDisqualified : 1.0;
    window.score = (own * window.score + weight * most * reason.value) / (own + weight);
    window.reasons.push_back(std::move(reason));
}

std::span<const char* const> reasonNames()
{
    return std::span(kNames).first<Surprise>();
}

SeedScorer::SeedScorer(const midi::Piece& piece) : track_(trackNotes(piece)) {}

SeedScorer::SeedScorer(const midi::Piece& piece, std::span<const float> surprise, const SurpriseRange& usual)
    : SeedScorer(piece)
{
    assert(surprise.empty() || surprise.size() == track_.notes.size());
    if (surprise.empty())
        return;
    for (std::size_t i = 0; i < surprise.size(); ++i)
        track_.notes[i].surprise = std::llround(1000.0 * double{surprise[i]});
    track_.usualSurprise = usual;
}

std::vector<float> SeedScorer::scores(std::size_t count, const std::stop_token& stop) const
{
    return scoresOf(track_, count, stop);
}

ScoredWindow SeedScorer::explain(std::size_t first, std::size_t count) const
{
    return explained(WindowSums(track_, first, count));
}

std::vector<ScoredWindow> SeedScorer::best(const SeedWish& wish, const std::stop_token& stop) const
{
    const auto known = wish.snap == Snap::None ? scores(wish.count, stop) : std::vector<float>();
    return best(wish, known);
}

/// Windows with their scores, without reasons: all of them, or those from boundary to boundary.
std::vector<ScoredWindow> SeedScorer::candidates(const SeedWish& wish, std::span<const float> scores) const
{
    std::vector<ScoredWindow> windows;
    if (wish.snap == Snap::None) {
        for (std::size_t first = 0; first < scores.size(); ++first)
            windows.push_back({first, wish.count, scores[first], {}});
        return windows;
    }
    const auto boundaries = boundariesOf(track_, wish.snap);
    for (const std::size_t start : boundaries)
        if (const auto run = snapped(boundaries, {start, wish.count}); run && run->first == start)
            windows.push_back({run->first, run->count, explain(run->first, run->count).score, {}});
    return windows;
}

std::vector<ScoredWindow> SeedScorer::best(const SeedWish& wish, std::span<const float> scores) const
{
    auto windows = candidates(wish, scores);
    std::ranges::stable_sort(windows, std::ranges::greater{}, &ScoredWindow::score);
    std::vector<ScoredWindow> best;
    std::vector<std::vector<std::uint32_t>> known; ///< patterns of the best
    for (const ScoredWindow& window : windows) {
        if (best.size() == wish.top || (!best.empty() && isDisqualified(window.score)))
            break;
        if (std::ranges::any_of(best, [&](const ScoredWindow& other) { return overlap(window, other); }))
            continue;
        auto patterns = patternsOf(track_, window);
        if (std::ranges::any_of(known, [&](const auto& others) { return repeats(patterns, others); }))
            continue;
        best.push_back(explain(window.first, window.count));
        known.push_back(std::move(patterns));
    }
    return best;
}

std::vector<float> scoreAllWindows(const midi::Piece& piece, std::size_t count, std::stop_token stop)
{
    return SeedScorer(piece).scores(count, stop);
}

ScoredWindow scoreWindow(const midi::Piece& piece, std::size_t first, std::size_t count)
{
    return SeedScorer(piece).explain(first, count);
}

std::vector<ScoredWindow> bestWindows(const midi::Piece& piece, std::size_t top, std::size_t count)
{
    return SeedScorer(piece).best({count, top, Snap::None});
}

} // namespace cadenza::seeds
