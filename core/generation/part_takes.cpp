#include "core/generation/part_takes.h"

#include "core/encoding/encoder.h"
#include "core/encoding/parts.h"
#include "core/generation/heard_parts.h"
#include "core/generation/kept_music.h"
#include "core/midi/part_selection.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace cadenza::generation {
namespace {

/// The plan without the parts left out: the music from the seed on, and what of it is the seed.
struct Reduced {
    midi::Piece rest;            ///< begins with the seed; all parts, resting ones too
    midi::Piece seed;            ///< likewise
    std::vector<PartRole> roles; ///< New or Kept, of each part
};

Result<void> check(const PartPlan& plan)
{
    const std::size_t notes = plan.piece.noteCount();
    if (plan.roles.size() != plan.piece.parts.size())
        return failure(Fault::InvalidSetting, "parts",
                       std::to_string(plan.roles.size()) + " roles for " + std::to_string(plan.piece.parts.size()));
    if (std::ranges::find(plan.roles, PartRole::New) == plan.roles.end())
        return failure(Fault::InvalidSetting, "parts", "at least one must be made anew");
    if (plan.count == 0 || plan.first >= notes || plan.count > notes - plan.first)
        return failure(Fault::InvalidSetting, "seed",
                       "notes " + std::to_string(plan.first) + " to " + std::to_string(plan.first + plan.count) + " of "
                           + std::to_string(notes));
    return {};
}

/// Nothing where the seed has no note of the parts that are left.
std::optional<Reduced> reduced(const PartPlan& plan)
{
    std::vector<std::size_t> chosen;
    Reduced result;
    for (std::size_t part = 0; part < plan.roles.size(); ++part)
        if (plan.roles[part] != PartRole::LeftOut) {
            chosen.push_back(part);
            result.roles.push_back(plan.roles[part]);
        }
    const auto all = midi::notesInOrder(plan.piece);
    const auto plays = [&](const midi::PlacedNote& placed) { return plan.roles[placed.part] != PartRole::LeftOut; };
    const auto seedBegin = all.begin() + static_cast<std::ptrdiff_t>(plan.first);
    const auto seedEnd = seedBegin + static_cast<std::ptrdiff_t>(plan.count);
    const auto before = static_cast<std::size_t>(std::count_if(all.begin(), seedBegin, plays));
    const auto within = static_cast<std::size_t>(std::count_if(seedBegin, seedEnd, plays));
    const auto after = static_cast<std::size_t>(std::count_if(seedEnd, all.end(), plays));
    if (within == 0)
        return std::nullopt;
    const midi::Piece piece = midi::withParts(plan.piece, chosen);
    result.rest = midi::excerpt(piece, before, within + after, midi::RestingParts::Kept);
    result.seed = midi::excerpt(piece, before, within, midi::RestingParts::Kept);
    return result;
}

/// A part whose class a kept one has is kept as well: the model could not tell them apart.
void keepWhatSharesAClass(std::vector<PartRole>& roles, const std::vector<std::uint8_t>& classes)
{
    for (std::size_t part = 0; part < roles.size(); ++part)
        for (std::size_t other = 0; other < roles.size(); ++other)
            if (classes[part] == classes[other] && roles[other] == PartRole::Kept)
                roles[part] = PartRole::Kept;
}

/// Some new part must be one that the model hears.
Result<void> checkHeard(const Reduced& music, const std::vector<std::uint8_t>& classes, const HeardParts& parts)
{
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (music.roles[part] == PartRole::New && parts.hears(classes[part]))
            return {};
    return failure(Fault::InvalidSetting, "parts", "the model has learnt no drums: choose a part with pitches too");
}

/// Where the ending that is asked for comes, from a piece whose first `seedNotes` notes are the seed.
std::optional<Tick> limitOf(const midi::Piece& piece, std::size_t seedNotes, const Ending& ending)
{
    const midi::TempoMap map(piece);
    const Tick last = midi::notesInOrder(piece)[seedNotes - 1].note.onset;
    std::optional<Tick> limit;
    if (ending.bars > 0.0)
        limit = map.barStart(map.barAt(last).bar + 1 + static_cast<int>(ending.bars));
    if (ending.seconds > 0.0) {
        const Tick after = map.tickAt(map.secondsAt(last) + Seconds{ending.seconds});
        limit = std::min(after, limit.value_or(after));
    }
    return limit;
}

/// The seed, and the kept parts after it up to `limit`.
midi::Piece writtenOf(const Reduced& music, std::optional<Tick> limit)
{
    midi::Piece written = music.rest;
    for (std::size_t part = 0; part < written.parts.size(); ++part) {
        if (music.roles[part] == PartRole::New)
            written.parts[part] = music.seed.parts[part];
        else if (limit)
            std::erase_if(written.parts[part].notes, [&](const midi::Note& note) { return note.onset >= *limit; });
    }
    return written;
}

midi::Piece keptAlone(const Reduced& music)
{
    midi::Piece kept = music.seed;
    for (std::size_t part = 0; part < kept.parts.size(); ++part)
        if (music.roles[part] == PartRole::New) {
            kept.parts[part].notes.clear();
            kept.parts[part].pedal.clear();
        }
    return kept;
}

KeptMusic keptMusicOf(const Reduced& music, const std::vector<std::uint8_t>& classes, const HeardParts& parts,
                      const Ending& ending, encoding::TimeBase timeBase)
{
    KeptMusic kept{music.seed, {}, {}, {}, parts};
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (music.roles[part] == PartRole::New)
            kept.free.parts[classes[part]] = true;
    const std::size_t seedNotes = music.seed.noteCount();
    const midi::Piece again = keptAlone(music);
    if (writtenOf(music, {}).noteCount() == seedNotes && again.noteCount() > 0) {
        const Tick from = barsOf(music.seed, timeBase);
        kept.written = playedAgain(music.seed, again, from);
        kept.end = midi::notesInOrder(music.seed).back().note.onset + from;
        return kept;
    }
    const auto limit = limitOf(music.rest, seedNotes, ending);
    kept.written = writtenOf(music, limit);
    const Tick step{std::max(music.seed.ticksPerQuarter / encoding::kStepsPerQuarter, 1)};
    kept.end = limit.value_or(kept.written.end()) - step; // nothing begins where it ends
    return kept;
}

/// How many notes of `written` a take of at most `most` events has: those up to its last kept event with what is no
/// event between them, struck twice at one grid step or not heard; or where nothing is heard, up to its last onset; and
/// all of them where it did not break off.
std::size_t endOfKept(const Take& take, const KeptMusic& music, std::span<const std::uint32_t> keptNotes,
                      std::size_t most)
{
    const auto taken = static_cast<std::size_t>(std::ranges::count_if(
        take.events, [&](const encoding::Event& event) { return !music.free.parts[event.part]; }));
    if (taken < keptNotes.size())
        return taken == 0 ? music.seed.noteCount() : keptNotes[taken - 1] + std::size_t{1};
    if (!keptNotes.empty() || take.events.size() < most)
        return music.written.noteCount();
    const auto notes = midi::notesInOrder(music.written);
    const Tick last = midi::notesInOrder(take.piece).back().note.onset;
    return static_cast<std::size_t>(
        std::ranges::count_if(notes, [&](const midi::PlacedNote& placed) { return placed.note.onset <= last; }));
}

/// Cuts what lies past the end of a piece.
void cutChanges(midi::Piece& piece)
{
    const auto past = [end = piece.end()](const auto& change) { return change.at > end; };
    std::erase_if(piece.tempo, past);
    std::erase_if(piece.timeSignatures, past);
    std::erase_if(piece.keySignatures, past);
    for (midi::Part& part : piece.parts)
        std::erase_if(part.pedal, past);
}

/// A note without an event has nothing to tell.
void insertBlank(Take& take, std::size_t note)
{
    const auto at = static_cast<std::ptrdiff_t>(std::min(note, take.insights.size()));
    take.insights.insert(take.insights.begin() + at, NoteInsight{});
    take.surprise.insert(take.surprise.begin() + at, 0.0F);
}

/// Puts the kept parts into a take as they are written, as far as it goes, and the tempo and metre with them.
void restore(Take& take, const KeptMusic& music, const std::vector<PartRole>& roles, std::size_t most,
             encoding::TimeBase timeBase)
{
    const std::size_t seedNotes = music.seed.noteCount();
    const auto written = midi::notesInOrder(music.written);
    const auto stream = encoding::encode(music.written, timeBase);
    std::vector<std::uint32_t> keptNotes;
    for (std::size_t i = 0; i < stream.events.size(); ++i)
        if (stream.noteOf[i] >= seedNotes && music.parts.hears(stream.events[i].part))
            keptNotes.push_back(stream.noteOf[i]);
    const std::size_t end = endOfKept(take, music, keptNotes, most);
    for (std::size_t part = 0; part < roles.size(); ++part)
        if (roles[part] == PartRole::Kept) {
            take.piece.parts[part].notes.clear();
            take.piece.parts[part].pedal = music.written.parts[part].pedal;
        }
    for (std::size_t i = 0; i < end; ++i)
        if (roles[written[i].part] == PartRole::Kept)
            take.piece.parts[written[i].part].notes.push_back(written[i].note);
    take.piece.tempo = music.written.tempo;
    take.piece.timeSignatures = music.written.timeSignatures;
    take.piece.keySignatures = music.written.keySignatures;
    cutChanges(take.piece);
    std::ranges::sort(keptNotes);
    const auto all = midi::notesInOrder(take.piece);
    for (std::size_t i = seedNotes; i < end; ++i)
        if (!std::ranges::binary_search(keptNotes, static_cast<std::uint32_t>(i)))
            insertBlank(take, static_cast<std::size_t>(std::ranges::find(all, written[i]) - all.begin()) - seedNotes);
}

} // namespace

midi::Piece seedOf(const PartPlan& plan)
{
    return reduced(plan).value().seed;
}

Result<std::vector<Take>> drawParts(const model::Network& network, const PartPlan& plan,
                                    const GenerationSettings& settings, std::size_t notes, std::size_t takes,
                                    std::uint64_t randomSeed, std::stop_token stop, const TakeListener& listen)
{
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    if (auto checked = check(plan); !checked)
        return std::unexpected(std::move(checked.error()));
    auto music = reduced(plan);
    if (!music)
        return failure(Fault::TooLittleMusic, plan.piece.title, "the parts that are left rest in the seed");
    const auto classes = encoding::partClassesOf(music->seed);
    keepWhatSharesAClass(music->roles, classes);
    if (std::ranges::find(music->roles, PartRole::New) == music->roles.end())
        return failure(Fault::InvalidSetting, "parts", "too many of one family: at least one must be made anew");
    const HeardParts parts = heardPartsOf(network, music->seed);
    if (auto able = checkHeard(*music, classes, parts); !able)
        return std::unexpected(std::move(able.error()));
    const auto timeBase = network.model().timeBase;
    const KeptMusic kept = keptMusicOf(*music, classes, parts, settings.ending, timeBase);
    auto made = drawAround(network, kept, settings, notes, takes, randomSeed, stop, listen);
    if (!made)
        return made;
    for (Take& take : *made) {
        if (kept.written.noteCount() > kept.seed.noteCount())
            restore(take, kept, music->roles, notes, timeBase);
        take.piece = midi::withoutEmptyParts(std::move(take.piece));
    }
    return made;
}

} // namespace cadenza::generation
