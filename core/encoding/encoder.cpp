#include "core/encoding/encoder.h"

#include "core/encoding/classes.h"
#include "core/encoding/onset_grid.h"
#include "core/encoding/parts.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace cadenza::encoding {
namespace {

constexpr double kSecondsPerMinute = 60.0;
constexpr double kStepsPerSecond = 100.0; ///< performance time
constexpr std::uint8_t kPedalHeld = 1;
constexpr std::uint8_t kPedalPressed = 2;

/// A note on the way to its event.
struct Draft {
    std::int64_t position{0}; ///< of the onset, in units of the time base
    std::size_t onset{0};     ///< index of its distinct onset
    Event event;
    std::uint32_t note{0};
};

std::vector<Onset> distinctOnsets(const std::vector<midi::PlacedNote>& notes)
{
    std::vector<Onset> onsets;
    for (const auto& placed : notes) {
        if (!onsets.empty() && onsets.back().at == placed.note.onset)
            ++onsets.back().notes;
        else
            onsets.push_back({placed.note.onset, 1});
    }
    return onsets;
}

/// The clock of one time base: where onsets stand and how long notes last, in its units.
class Clock {
public:
    Clock(const midi::Piece& piece, TimeBase timeBase) : piece_(piece), tempo_(piece), timeBase_(timeBase) {}

    [[nodiscard]] std::vector<std::int64_t> positions(const std::vector<Onset>& onsets) const
    {
        if (timeBase_ == TimeBase::Beats)
            return gridPositions(shifted(onsets), piece_.ticksPerQuarter);
        std::vector<std::int64_t> positions;
        for (const auto& onset : onsets)
            positions.push_back(std::llround(tempo_.secondsAt(onset.at).count() * kStepsPerSecond));
        return positions;
    }

    [[nodiscard]] std::vector<Onset> shifted(std::vector<Onset> onsets) const
    {
        const Tick shift = quarterShift(piece_);
        for (auto& onset : onsets)
            onset.at += shift;
        return onsets;
    }

    [[nodiscard]] std::int64_t lengthOf(const midi::Note& note) const
    {
        if (timeBase_ == TimeBase::Beats)
            return std::max<std::int64_t>(gridAtTick(note.duration, piece_.ticksPerQuarter), 1);
        const Seconds length = tempo_.secondsAt(note.end()) - tempo_.secondsAt(note.onset);
        return std::max<std::int64_t>(std::llround(length.count() * kStepsPerSecond), 1);
    }

    [[nodiscard]] const midi::TempoMap& tempo() const { return tempo_; }

private:
    const midi::Piece& piece_;
    midi::TempoMap tempo_;
    TimeBase timeBase_;
};

/// Notes in event order; a key struck twice at one position in one part is kept once, as long and as loud as either.
std::vector<Draft> draftsOf(const midi::Piece& piece, const Clock& clock, TimeBase timeBase)
{
    const auto notes = midi::notesInOrder(piece);
    const auto onsets = distinctOnsets(notes);
    const auto positions = clock.positions(onsets);
    std::vector<Draft> drafts;
    drafts.reserve(notes.size());
    const auto classes = partClassesOf(piece);
    std::size_t onset = 0;
    for (std::uint32_t i = 0; i < notes.size(); ++i) {
        const auto& [note, part] = notes[i];
        if (onsets[onset].at != note.onset)
            ++onset;
        Draft draft{positions[onset], onset, {}, i};
        draft.event.part = classes[part];
        draft.event.pitch = note.pitch;
        draft.event.duration = durationClassOf(timeBase, clock.lengthOf(note));
        draft.event.velocity = velocityClassOf(note.velocity);
        drafts.push_back(draft);
    }
    const auto key = [](const Draft& d) { return std::tuple(d.position, d.event.part, d.event.pitch); };
    std::ranges::stable_sort(drafts, {}, key);
    std::size_t kept = 0;
    for (const auto& draft : drafts) {
        if (kept > 0 && key(drafts[kept - 1]) == key(draft)) {
            auto& event = drafts[kept - 1].event;
            event.duration = std::max(event.duration, draft.event.duration);
            event.velocity = std::max(event.velocity, draft.event.velocity);
        } else {
            drafts[kept++] = draft;
        }
    }
    drafts.resize(kept);
    return drafts;
}

void setSteps(std::vector<Draft>& drafts, TimeBase timeBase)
{
    std::int64_t before = timeBase == TimeBase::Beats || drafts.empty() ? 0 : drafts.front().position;
    std::int64_t reached = before; // where the events so far lead when decoded
    std::int64_t shortened = 0;    // how much of the rests was longer than the longest step
    for (auto& draft : drafts) {
        const bool sameOnset = draft.position == before && &draft != drafts.data();
        const std::int64_t step = draft.position - shortened - reached;
        if (timeBase == TimeBase::Beats) {
            const auto beat = static_cast<int>(draft.position % kBeatClasses);
            draft.event.beat = static_cast<std::uint8_t>(beat);
            draft.event.step = beatStepClassOf(step);
            const int taken = resolveStep(draft.event.step, static_cast<int>(reached % kBeatClasses), beat);
            shortened += step - taken;
            reached += taken;
        } else if (!sameOnset && &draft != drafts.data()) {
            draft.event.step = std::max<std::uint8_t>(stepClassOf(timeBase, step), 1);
            const int taken = stepUnits(timeBase)[draft.event.step];
            if (step > stepUnits(timeBase).back())
                shortened += step - taken; // a rest too long is cut, and what follows keeps its distance from it
            reached += taken;
        }
        before = draft.position;
    }
}

/// Calls `visit(first, last)` for each run of drafts [first, last) at one position.
template <class Visit>
void forEachOnset(std::vector<Draft>& drafts, Visit visit)
{
    for (std::size_t first = 0; first < drafts.size();) {
        std::size_t last = first;
        while (last < drafts.size() && drafts[last].position == drafts[first].position)
            ++last;
        visit(first, last);
        first = last;
    }
}

void setTempo(std::vector<Draft>& drafts, const midi::Piece& piece, const midi::TempoMap& tempo)
{
    const Tick shift = quarterShift(piece);
    const auto quarterOf = [&](const Draft& draft) { return draft.position / kBeatClasses; };
    const auto startOf = [&](std::int64_t quarter) {
        return std::max(tickAtGrid(quarter * kBeatClasses, piece.ticksPerQuarter) - shift, Tick{});
    };
    for (std::size_t first = 0; first < drafts.size();) {
        std::size_t next = first;
        while (next < drafts.size() && quarterOf(drafts[next]) == quarterOf(drafts[first]))
            ++next;
        const Tick from = startOf(quarterOf(drafts[first]));
        const Tick to = next < drafts.size() ? startOf(quarterOf(drafts[next])) : std::max(piece.end(), from + Tick{1});
        const double quarters = static_cast<double>((to - from).value) / piece.ticksPerQuarter;
        const Seconds length = tempo.secondsAt(to) - tempo.secondsAt(from);
        const std::uint8_t tempoClass = tempoClassOf(kSecondsPerMinute * quarters / length.count());
        for (; first < next; ++first)
            drafts[first].event.tempo = tempoClass;
    }
}

void setMetre(std::vector<Draft>& drafts, const midi::Piece& piece, const std::vector<midi::PlacedNote>& notes)
{
    std::size_t next = 0;
    std::uint8_t metre = metreClassOf({});
    for (auto& draft : drafts) {
        while (next < piece.timeSignatures.size() && piece.timeSignatures[next].at <= notes[draft.note].note.onset)
            metre = metreClassOf(piece.timeSignatures[next++]);
        draft.event.metre = metre;
    }
}

void setPedal(std::vector<Draft>& drafts, const midi::Piece& piece, const std::vector<midi::PlacedNote>& notes)
{
    const auto part = std::ranges::find_if(piece.parts, [](const midi::Part& p) { return !p.pedal.empty(); });
    if (part == piece.parts.end())
        return;
    std::size_t next = 0;
    bool down = false;
    bool wasDown = false;
    forEachOnset(drafts, [&](std::size_t first, std::size_t last) {
        const Tick onset = notes[drafts[first].note].note.onset;
        const Tick following = last < drafts.size() ? notes[drafts[last].note].note.onset : piece.end();
        const Tick sample{std::max(onset.value, (onset.value + following.value) / 2)};
        bool released = false;
        for (; next < part->pedal.size() && part->pedal[next].at <= sample; ++next) {
            down = part->pedal[next].value >= 64;
            released = released || !down;
        }
        const std::uint8_t pedal = !down ? 0 : wasDown && !released ? kPedalHeld : kPedalPressed;
        for (std::size_t i = first; i < last; ++i)
            drafts[i].event.pedal = pedal;
        wasDown = down;
    });
}

} // namespace

double gridFit(const midi::Piece& piece)
{
    const Tick shift = quarterShift(piece);
    std::size_t fitting = 0;
    std::size_t total = 0;
    for (const auto& part : piece.parts)
        for (const auto& note : part.notes) {
            const double position =
                static_cast<double>((note.onset + shift).value) * kStepsPerQuarter / piece.ticksPerQuarter;
            constexpr double tolerance = kStepsPerQuarter / 480.0 + 1e-9;
            fitting += std::abs(position - std::round(position)) <= tolerance ? 1 : 0;
            ++total;
        }
    return total == 0 ? 1.0 : static_cast<double>(fitting) / static_cast<double>(total);
}

TimeBase suitableTimeBase(const midi::Piece& piece)
{
    return gridFit(piece) >= kBeatsFromGridFit ? TimeBase::Beats : TimeBase::Performance;
}

EventStream encode(const midi::Piece& piece, TimeBase timeBase)
{
    const Clock clock(piece, timeBase);
    auto drafts = draftsOf(piece, clock, timeBase);
    const auto notes = midi::notesInOrder(piece);
    setSteps(drafts, timeBase);
    setPedal(drafts, piece, notes);
    if (timeBase == TimeBase::Beats) {
        setTempo(drafts, piece, clock.tempo());
        setMetre(drafts, piece, notes);
    }
    EventStream stream{timeBase, {}, {}, {}};
    for (const auto& draft : drafts) {
        stream.events.push_back(draft.event);
        stream.noteOf.push_back(draft.note);
        stream.positions.push_back(draft.position);
    }
    return stream;
}

} // namespace cadenza::encoding
