#include "core/generation/infill.h"

#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "core/encoding/onset_grid.h"
#include "core/encoding/parts.h"
#include "core/generation/encoded_seed.h"
#include "core/generation/heard_parts.h"
#include "core/generation/kept_voices.h"
#include "core/generation/note_surprise.h"
#include "core/generation/part_texture.h"
#include "core/generation/session.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

constexpr std::size_t kMostNotes = 4; ///< times those that are replaced: a filling is dense, not endless
constexpr std::size_t kFewMore = 64;

/// What is known of the piece around the range.
struct Surroundings {
    midi::Piece before;
    Tick start;               ///< of `before` in the piece
    std::vector<Event> after; ///< the first notes that follow, as they are heard
    std::int64_t gap{0};      ///< units from the last onset before to the first after
    TimeBase timeBase{TimeBase::Beats};
    std::vector<KeptNote> kept; ///< notes of the range that stay
    FreeVoices free;            ///< parts that may play in it
    HeardParts parts;
};

bool isDrawn(const InfillRange& range, std::size_t part)
{
    return range.parts.empty() || std::ranges::find(range.parts, part) != range.parts.end();
}

Result<void> checkRange(const midi::Piece& piece, const InfillRange& range)
{
    const std::size_t notes = piece.noteCount();
    if (range.notes == 0 || range.first >= notes || range.notes > notes - range.first)
        return failure(Fault::InvalidSetting, "range",
                       "notes " + std::to_string(range.first) + " to " + std::to_string(range.first + range.notes)
                           + " of " + std::to_string(notes));
    if (range.first + range.notes == notes)
        return failure(Fault::InvalidSetting, "range", "nothing follows it: continue the music instead");
    const auto all = midi::notesInOrder(piece);
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(range.first);
    if (std::none_of(first, first + static_cast<std::ptrdiff_t>(range.notes),
                     [&](const midi::PlacedNote& placed) { return isDrawn(range, placed.part); }))
        return failure(Fault::InvalidSetting, "range", "no note in it is of the parts to be drawn anew");
    if (range.first < kShortestSeed)
        return failure(Fault::TooLittleMusic, piece.title.empty() ? "the music before the range" : piece.title,
                       std::to_string(range.first) + " notes before the range; at least "
                           + std::to_string(kShortestSeed) + " are needed");
    return {};
}

/// The range with the parts in it that can be drawn: those that are heard.
InfillRange drawable(const midi::Piece& piece, InfillRange range, const HeardParts& parts)
{
    const auto classes = encoding::partClassesOf(piece);
    std::vector<std::size_t> drawn;
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (isDrawn(range, part) && parts.hears(classes[part]))
            drawn.push_back(part);
    if (!drawn.empty() && drawn.size() < classes.size())
        range.parts = std::move(drawn);
    return range;
}

/// Something must be left of what is asked for, and of what follows it.
Result<void> checkHeard(const midi::Piece& piece, const InfillRange& range, const HeardParts& parts)
{
    const auto notes = midi::notesInOrder(piece);
    const auto heard = heardNotes(piece, parts);
    const std::size_t afterwards = range.first + range.notes;
    if (heard.empty() || heard.back() < afterwards)
        return failure(Fault::InvalidSetting, "range", "nothing follows it but drums, which the model has not learnt");
    if (std::ranges::none_of(heard, [&](std::size_t note) {
            return note >= range.first && note < afterwards && isDrawn(range, notes[note].part);
        }))
        return failure(Fault::InvalidSetting, "range", "it has only drums, which the model has not learnt");
    return {};
}

Surroundings surroundingsOf(const midi::Piece& piece, const InfillRange& range, const HeardParts& parts,
                            TimeBase timeBase)
{
    constexpr auto resting = midi::RestingParts::Kept;
    const auto notes = midi::notesInOrder(piece);
    const auto classes = encoding::partClassesOf(piece);
    const std::size_t afterwards = range.first + range.notes;
    Surroundings around{
        midi::excerpt(piece, 0, range.first, resting), notes.front().note.onset, {}, 0, timeBase, {}, {}, parts};
    const auto heard = heardNotes(piece, parts);
    const auto following = static_cast<std::size_t>(heard.end() - std::ranges::lower_bound(heard, afterwards));
    const std::size_t last = following > kJoiningNotes ? heard[heard.size() - following + kJoiningNotes] : notes.size();
    const auto stream = encoding::encode(audible(midi::excerpt(piece, 0, last, resting), parts), timeBase);
    std::int64_t begin = 0; // the last onset before
    for (std::size_t i = 0; i < stream.events.size(); ++i)
        if (heard[stream.noteOf[i]] < range.first)
            begin = stream.positions[i];
    for (std::size_t i = 0; i < stream.events.size(); ++i) {
        const std::int64_t at = stream.positions[i] - begin;
        const std::size_t note = heard[stream.noteOf[i]];
        if (note >= afterwards) {
            around.gap = around.after.empty() ? at : around.gap;
            around.after.push_back(stream.events[i]);
        } else if (note >= range.first && !isDrawn(range, notes[note].part)) {
            around.kept.push_back({at, stream.events[i], notes[note].note.onset - around.start});
        }
    }
    around.after = parts.heard(around.after);
    for (std::size_t i = 0; i < afterwards; ++i)
        if (isDrawn(range, notes[i].part))
            around.free.parts[classes[notes[i].part]] = true;
    return around;
}

/// The first note that follows, as it is encoded after `last`, which stands `distance` units before it.
Event joined(const Event& first, std::int64_t distance, TimeBase timeBase)
{
    Event event = first;
    event.step =
        timeBase == TimeBase::Beats ? encoding::beatStepClassOf(distance) : encoding::stepClassOf(timeBase, distance);
    return event;
}

/// From the last onset of the seed that was heard to that of the last event.
std::int64_t lengthOf(std::span<const Event> events, const EncodedSeed& seed, TimeBase timeBase)
{
    std::int64_t length = events.empty() ? 0 : seed.rest;
    const Event* previous = &seed.events.back();
    for (const Event& event : events) {
        length += timeBase == TimeBase::Beats ? encoding::resolveStep(event.step, previous->beat, event.beat)
                                              : encoding::stepUnits(timeBase)[event.step];
        previous = &event;
    }
    return length;
}

/// Nats per note of what follows each take; `state` has a row for each, where it ended.
std::vector<double> joinings(const model::Network& network, model::NetworkState& state, std::span<const Take> takes,
                             const Surroundings& around, const EncodedSeed& seed, int composer, std::size_t mostNotes)
{
    const Event& before = seed.events.back();
    std::vector<Event> previous;
    for (const Take& take : takes)
        previous.push_back(take.events.empty() ? before : around.parts.heard(take.events.back()));
    const std::vector<int> composers(takes.size(), composer);
    std::vector<double> nats(takes.size(), 0.0);
    for (std::size_t i = 0; i < around.after.size(); ++i) {
        std::vector<Event> next(takes.size(), around.after[i]);
        for (std::size_t b = 0; b < takes.size(); ++b) {
            if (i == 0)
                next[b] =
                    joined(next[b], around.gap - lengthOf(takes[b].events, seed, around.timeBase), around.timeBase);
            nats[b] += surpriseOfNote(network, state, static_cast<int>(b), previous[b], next[b]);
        }
        network.step(state, next, composers);
        previous = std::move(next);
    }
    for (std::size_t b = 0; b < takes.size(); ++b) {
        nats[b] /= static_cast<double>(around.after.size());
        if (takes[b].events.size() == mostNotes) // it never came to what follows
            nats[b] = std::numeric_limits<double>::infinity();
    }
    return nats;
}

/// What may sound once at a time in a part.
enum class Alone : std::uint8_t { Key, Note };

/// An earlier note ends where the new one begins, which ends where a later begins: of the same key, or any.
void makeRoom(std::vector<midi::Note>& notes, midi::Note& added, Alone alone)
{
    for (midi::Note& other : notes) {
        if (alone == Alone::Key && other.pitch != added.pitch)
            continue;
        if (other.onset > added.onset)
            added.duration = std::min(added.duration, other.onset - added.onset);
        else if (other.onset < added.onset)
            other.duration = std::min(other.duration, added.onset - other.onset);
    }
}

/// A melody among other parts stays one.
std::vector<Alone> alonesOf(const midi::Piece& piece)
{
    const auto sounds = [](const midi::Part& part) { return !part.drums && !part.notes.empty(); };
    const bool several = std::ranges::count_if(piece.parts, sounds) > 1;
    std::vector<Alone> alones;
    for (const midi::Part& part : piece.parts)
        alones.push_back(several && sounds(part) && textureOf(part.notes, piece.ticksPerQuarter).monophonic
                             ? Alone::Note
                             : Alone::Key);
    return alones;
}

/// The piece with the new notes in the place of the old. The parts of the take are those of the piece.
midi::Piece filled(const midi::Piece& piece, const InfillRange& range, const Surroundings& around, const Take& take)
{
    midi::Piece result = piece;
    const auto alones = alonesOf(piece);
    const auto all = midi::notesInOrder(piece);
    for (std::size_t i = range.first; i < range.first + range.notes; ++i)
        if (isDrawn(range, all[i].part))
            std::erase(result.parts[all[i].part].notes, all[i].note);
    const auto placed = midi::notesInOrder(take.piece);
    for (std::size_t i = take.seedNotes; i < placed.size(); ++i) {
        if (!isDrawn(range, placed[i].part))
            continue;
        auto& notes = result.parts[placed[i].part].notes;
        midi::Note note = placed[i].note;
        note.onset += around.start;
        makeRoom(notes, note, alones[placed[i].part]);
        notes.insert(std::ranges::upper_bound(notes, note), note);
    }
    return result;
}

} // namespace

Result<std::vector<Infilling>> infill(const model::Network& network, const midi::Piece& piece, const InfillRange& asked,
                                      const GenerationSettings& settings, std::size_t candidates, std::size_t kept,
                                      std::uint64_t randomSeed, std::stop_token stop)
{
    if (auto checked = checkRequest(network, settings, asked.notes, candidates); !checked)
        return std::unexpected(std::move(checked.error()));
    if (auto checked = checkRange(piece, asked); !checked)
        return std::unexpected(std::move(checked.error()));
    if (kept == 0)
        return failure(Fault::InvalidSetting, "kept", "at least one filling must be kept");
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    const HeardParts parts = heardPartsOf(network, midi::excerpt(piece, 0, asked.first, midi::RestingParts::Kept));
    const InfillRange range = drawable(piece, asked, parts);
    if (auto checked = checkHeard(piece, range, parts); !checked)
        return std::unexpected(std::move(checked.error()));
    const auto around = surroundingsOf(piece, range, parts, network.model().timeBase);
    const auto seed = encodeSeed(network, around.before, parts);
    if (!seed)
        return std::unexpected(seed.error());
    GenerationSettings free = settings; // what follows says where the filling ends
    free.ending = {};
    free.loopGuard.enabled = free.loopGuard.enabled && around.kept.empty();
    const KeptVoices voices(around.timeBase, around.kept,
                            around.kept.empty() ? std::nullopt : std::optional(around.gap), around.free, parts);
    const std::size_t mostNotes = kMostNotes * range.notes + kFewMore;
    Session session(network, free);
    for (std::size_t i = 0; i < candidates; ++i)
        session.add(*seed, {mostNotes, around.gap}, randomSeed, i, voices);
    auto ends = network.initialState(static_cast<int>(candidates));
    ends.recallLongest = settings.recall;
    auto takes = session.run(stop, {}, [&](std::size_t take, const model::NetworkState& state, int row) {
        network.restore(ends, static_cast<int>(take), state, row);
    });
    if (!takes)
        return std::unexpected(std::move(takes.error()));
    const auto nats = joinings(network, ends, *takes, around, **seed, settings.composer, mostNotes);
    std::vector<Infilling> fillings;
    for (std::size_t i = 0; i < candidates; ++i) {
        (*takes)[i].settings = settings;
        (*takes)[i].piece = filled(piece, range, around, (*takes)[i]);
        fillings.push_back({std::move((*takes)[i]), nats[i]});
    }
    std::ranges::stable_sort(fillings, {}, &Infilling::joining);
    fillings.resize(std::min(kept, candidates));
    return fillings;
}

} // namespace cadenza::generation
