#include "core/export/score.h"

#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace cadenza::exporting {
namespace {

constexpr int kBinaryUnit = 3;  ///< a 32nd
constexpr int kTripletUnit = 4; ///< a third of an eighth
constexpr std::size_t kMostVoices = 4;
constexpr int kMiddleC = 60;
constexpr int kOverlapForgiven = 3; ///< legato fingers: no voice of its own
constexpr double kAudibleTempoChange = 0.005;
constexpr std::size_t kMostMeasures = 100000;
constexpr int kSmallestDenominator = 32;

/// Converts ticks to divisions of this score.
class Grid {
public:
    explicit Grid(const midi::Piece& piece) : perTick_(static_cast<double>(kDivisions) / piece.ticksPerQuarter) {}
    [[nodiscard]] double exact(Tick tick) const { return static_cast<double>(tick.value) * perTick_; }
    [[nodiscard]] int nearest(Tick tick, int unit) const
    {
        return static_cast<int>(std::lround(exact(tick) / unit)) * unit;
    }

private:
    double perTick_;
};

std::vector<ScoreMeasure> measuresOf(const midi::Piece& piece, const Grid& grid)
{
    const midi::TempoMap tempo(piece);
    std::vector<ScoreMeasure> measures;
    for (int bar = 1; measures.size() < kMostMeasures; ++bar) {
        const Tick start = tempo.barStart(bar);
        if (bar > 1 && start >= piece.end())
            break;
        ScoreMeasure measure;
        measure.start = grid.nearest(start, kBinaryUnit);
        measure.length = std::max(kBinaryUnit, grid.nearest(tempo.barStart(bar + 1), kBinaryUnit) - measure.start);
        measure.time = tempo.signatureAt(start);
        if (measure.time.denominator > kSmallestDenominator)
            measure.time = {};
        for (const midi::KeySignature& key : piece.keySignatures)
            if (key.at <= start) {
                measure.sharps = key.sharps;
                measure.minor = key.minor;
            }
        measures.push_back(measure);
    }
    return measures;
}

const ScoreMeasure& measureAt(const std::vector<ScoreMeasure>& measures, double at)
{
    auto after = std::ranges::upper_bound(measures, at, {}, [](const ScoreMeasure& m) { return double(m.start); });
    return after == measures.begin() ? measures.front() : *std::prev(after);
}

bool canBeTriplet(const Cell& cell)
{
    return cell.length == kDivisions || cell.length == kDivisions / 2;
}

double distanceToGrid(double at, int unit)
{
    return std::abs(at - std::round(at / unit) * unit);
}

/// Which beats of a staff are divided in three: those whose onsets lie nearer to thirds.
std::set<int> tripletCellsOf(const std::vector<midi::Note>& notes, const std::vector<ScoreMeasure>& measures,
                             const Grid& grid)
{
    std::map<int, double> advantage;
    for (const midi::Note& note : notes) {
        const double at = grid.exact(note.onset);
        const Cell cell = cellAt(measureAt(measures, at), static_cast<int>(at));
        const double within = at - cell.start;
        if (canBeTriplet(cell))
            advantage[cell.start] += distanceToGrid(within, kBinaryUnit) - distanceToGrid(within, kTripletUnit);
    }
    std::set<int> cells;
    for (const auto& [start, gain] : advantage)
        if (gain > 1e-6)
            cells.insert(start);
    return cells;
}

/// The notes of one staff on its grid, those that begin and end together as chords, in time order.
std::vector<ScoreChord> chordsOf(const std::vector<midi::Note>& notes, const std::set<int>& tripletCells,
                                 const std::vector<ScoreMeasure>& measures, const Grid& grid)
{
    const auto snap = [&](Tick tick) {
        const double at = grid.exact(tick);
        const Cell cell = cellAt(measureAt(measures, at), static_cast<int>(at));
        const int unit = tripletCells.contains(cell.start) ? kTripletUnit : kBinaryUnit;
        const int within = static_cast<int>(std::lround((at - cell.start) / unit)) * unit;
        return std::pair(cell.start + std::min(within, cell.length), unit);
    };
    std::map<std::pair<int, int>, std::map<int, std::uint8_t>> groups;
    for (const midi::Note& note : notes) {
        const int at = snap(note.onset).first;
        int end = snap(note.end()).first;
        if (end <= at) {
            const Cell cell = cellAt(measureAt(measures, at), at);
            end = std::min(at + (tripletCells.contains(cell.start) ? kTripletUnit : kBinaryUnit),
                           cell.start + cell.length);
        }
        groups[{at, end}][note.pitch] = note.velocity;
    }
    std::vector<ScoreChord> chords;
    for (const auto& [span, heads] : groups) {
        ScoreChord chord{span.first, span.second, {}};
        for (const auto& [pitch, velocity] : heads)
            chord.heads.push_back({static_cast<std::uint8_t>(pitch), velocity});
        chords.push_back(std::move(chord));
    }
    return chords;
}

/// The voice a chord goes to: the first that is free, a new one, else the one whose chord began earliest, cut short.
std::vector<std::vector<ScoreChord>> voicesOf(std::vector<ScoreChord> chords)
{
    std::vector<std::vector<ScoreChord>> voices;
    for (ScoreChord& chord : chords) {
        const auto freeAt = [&](const std::vector<ScoreChord>& voice) {
            const ScoreChord& last = voice.back();
            return last.at < chord.at && last.end <= chord.at + (last.end - last.at > 6 ? kOverlapForgiven : 0);
        };
        auto voice = std::ranges::find_if(voices, freeAt);
        if (voice == voices.end() && voices.size() < kMostVoices)
            voice = voices.emplace(voices.end());
        if (voice == voices.end())
            voice = std::ranges::min_element(voices, {}, [](const auto& v) { return v.back().at; });
        if (!voice->empty() && voice->back().at == chord.at) { // all four began here: one stem must carry both
            std::ranges::move(chord.heads, std::back_inserter(voice->back().heads));
            std::ranges::sort(voice->back().heads, {}, &ScoreChord::Head::pitch);
            continue;
        }
        if (!voice->empty())
            voice->back().end = std::min(voice->back().end, chord.at);
        voice->push_back(std::move(chord));
    }
    return voices;
}

ScoreStaff staffOf(const std::vector<midi::Note>& notes, const std::vector<ScoreMeasure>& measures, const Grid& grid,
                   bool bass)
{
    ScoreStaff staff;
    staff.bass = bass;
    staff.tripletCells = tripletCellsOf(notes, measures, grid);
    staff.voices = voicesOf(chordsOf(notes, staff.tripletCells, measures, grid));
    return staff;
}

/// Keyboards and the harp are written on two staves.
bool onTwoStaves(const midi::Part& part)
{
    constexpr int kLastKeyboard = 7, kFirstOrgan = 16, kLastOrgan = 23, kHarp = 46;
    const int p = part.program;
    const bool hands =
        std::ranges::any_of(part.notes, [](const midi::Note& n) { return n.hand != midi::Hand::Unknown; });
    return !part.drums && (hands || p <= kLastKeyboard || (p >= kFirstOrgan && p <= kLastOrgan) || p == kHarp);
}

bool liesLow(const std::vector<midi::Note>& notes)
{
    constexpr double kBassBelow = 57.0;
    double sum = 0.0;
    for (const midi::Note& note : notes)
        sum += note.pitch;
    return !notes.empty() && sum / static_cast<double>(notes.size()) < kBassBelow;
}

std::vector<ScorePart::Pedal> pedalOf(const midi::Part& part, const Grid& grid, int end)
{
    std::vector<ScorePart::Pedal> pedal;
    for (const midi::PedalChange& change : part.pedal) {
        const bool down = change.value >= 64;
        const int at = std::min(grid.nearest(change.at, 1), end - 1);
        if (down != (!pedal.empty() && pedal.back().down))
            pedal.push_back({at, down});
    }
    if (!pedal.empty() && pedal.back().down)
        pedal.push_back({end - 1, false});
    return pedal;
}

ScorePart partOf(const midi::Part& part, const std::vector<ScoreMeasure>& measures, const Grid& grid)
{
    ScorePart score{part.name, part.program, part.channel, part.drums, {}, {}};
    score.pedal = pedalOf(part, grid, measures.back().start + measures.back().length);
    if (!onTwoStaves(part)) {
        score.staves.push_back(staffOf(part.notes, measures, grid, !part.drums && liesLow(part.notes)));
        return score;
    }
    std::vector<midi::Note> right, left;
    for (const midi::Note& note : part.notes) {
        const bool isLeft = note.hand == midi::Hand::Unknown ? note.pitch < kMiddleC : note.hand == midi::Hand::Left;
        (isLeft ? left : right).push_back(note);
    }
    score.staves.push_back(staffOf(right, measures, grid, false));
    score.staves.push_back(staffOf(left, measures, grid, true));
    return score;
}

std::vector<Score::Tempo> tempoOf(const midi::Piece& piece, const Grid& grid)
{
    std::vector<Score::Tempo> tempo;
    for (const midi::TempoChange& change : piece.tempo) {
        const double bpm = 60e6 / change.microsecondsPerQuarter;
        if (change.at > piece.end())
            break;
        if (tempo.empty() || std::abs(bpm / tempo.back().quartersPerMinute - 1.0) > kAudibleTempoChange)
            tempo.push_back({grid.nearest(change.at, 1), bpm});
    }
    if (tempo.empty() || tempo.front().at > 0)
        tempo.insert(tempo.begin(), {0, 120.0});
    return tempo;
}

} // namespace

Cell cellAt(const ScoreMeasure& measure, int at)
{
    const int index = std::max(0, at - measure.start) / kDivisions;
    const int start = measure.start + index * kDivisions;
    return {start, std::max(0, std::min(kDivisions, measure.start + measure.length - start))};
}

Score makeScore(const midi::Piece& piece)
{
    const Grid grid(piece);
    Score score;
    score.title = piece.title;
    score.composer = piece.composer;
    score.measures = measuresOf(piece, grid);
    score.tempo = tempoOf(piece, grid);
    for (const midi::Part& part : piece.parts)
        score.parts.push_back(partOf(part, score.measures, grid));
    return score;
}

} // namespace cadenza::exporting
