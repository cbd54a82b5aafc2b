#include "ui/window/take_maker.h"

#include "core/midi/tempo_map.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/compose/take_row.h"
#include "ui/project/project_keeper.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/shown_takes.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace cadenza::ui {
namespace {

/// The onset of the last note that comes from before the seam.
Seconds seamOf(const midi::Piece& piece, std::size_t before)
{
    const auto notes = midi::notesInOrder(piece);
    const std::size_t last = std::min(before, notes.size()) - 1;
    return midi::TempoMap(piece).secondsAt(notes[last].note.onset);
}

/// The first notes of a take, and all of the parts that are kept: those go on as they are.
midi::Piece cutAt(const midi::Piece& take, std::size_t notes, const std::vector<bool>& kept)
{
    midi::Piece piece = take;
    for (midi::Part& part : piece.parts)
        part.notes.clear();
    const auto placed = midi::notesInOrder(take);
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (i < notes || (placed[i].part < kept.size() && kept[placed[i].part]))
            piece.parts[placed[i].part].notes.push_back(placed[i].note);
    return piece;
}

/// The piece with another pitch for a note.
midi::Piece withPitch(midi::Piece changed, std::size_t note, int pitch)
{
    const midi::PlacedNote last = midi::notesInOrder(changed)[note];
    auto& notes = changed.parts[last.part].notes;
    std::erase(notes, last.note);
    midi::Note other = last.note;
    other.pitch = static_cast<std::uint8_t>(pitch);
    std::erase_if(notes,
                  [&](const midi::Note& same) { return same.onset == other.onset && same.pitch == other.pitch; });
    notes.insert(std::ranges::upper_bound(notes, other), other);
    return changed;
}

/// Which parts of what grows go on as written.
std::vector<bool> keptIn(const GenerationRequest& request)
{
    std::vector<bool> kept;
    if (request.plan)
        for (const generation::PartRole role : request.plan->roles)
            if (role != generation::PartRole::LeftOut)
                kept.push_back(role == generation::PartRole::Kept);
    return kept;
}

std::size_t familySize(std::span<const Descent> descents, std::size_t take)
{
    std::size_t size = 1;
    for (std::size_t other = 0; other < descents.size(); ++other)
        for (auto parent = descents[other].parent; parent; parent = descents[*parent].parent)
            size += *parent == take ? 1 : 0;
    return size;
}

} // namespace

TakeMaker::TakeMaker(Document& document, ComposePage& page, PlaybackPresenter& playback, ProjectKeeper& keeper,
                     QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback), keeper_(keeper)
{
    connect(&job_, &GenerationJob::grew, this, [this](std::size_t take, const auto& piece) {
        page_.showGrowing(take, piece, rolesOf(*piece, wish_.request.seed->noteCount(), keptIn(wish_.request)));
        if (take == 0 && wish_.listening == Listening::AtOnce)
            hearGrowing(take, piece);
    });
    connect(&job_, &GenerationJob::finished, this, &TakeMaker::conclude);
    connect(&job_, &GenerationJob::failed, this, &TakeMaker::fail);
}

void TakeMaker::generate(Listening listening)
{
    if (!document_.network() || !document_.seedPiece())
        return;
    const ComposeOrder order = page_.order();
    GenerationRequest request{document_.network(), document_.seedPiece(), order.settings,
                              order.notes(),       order.takes,           order.randomSeed};
    request.plan = plan();
    if (request.plan)
        request.seed = std::make_shared<const midi::Piece>(generation::seedOf(*request.plan));
    start({std::move(request), {}, listening});
}

/// What becomes of the parts of the seed's piece, as the page says; nothing for a piece of one part, or where what
/// plays on is silent in the seed.
std::optional<generation::PartPlan> TakeMaker::plan() const
{
    const PartRolesPanel& parts = page_.controls().parts();
    const auto& seed = document_.seed();
    if (parts.roles().empty() || !seed)
        return std::nullopt;
    const bool whole = parts.piece() != document_.seedPiece(); // or the seed is all that is known of it
    generation::PartPlan plan{*parts.piece(), whole ? seed->first : 0, seed->count, parts.roles()};
    const auto notes = midi::notesInOrder(plan.piece);
    const auto plays = [&](const midi::PlacedNote& note) {
        return plan.roles[note.part] != generation::PartRole::LeftOut;
    };
    const bool sounds = std::ranges::any_of(std::span(notes).subspan(plan.first, plan.count), plays);
    return sounds ? std::optional(std::move(plan)) : std::nullopt;
}

void TakeMaker::keepHand(midi::Hand hand)
{
    if (!document_.network() || !document_.seedPiece())
        return;
    page_.controls().drawRandomSeed();
    const ComposeOrder order = page_.order();
    GenerationRequest request{document_.network(), document_.seedPiece(), order.settings,
                              order.notes(),       order.takes,           order.randomSeed};
    request.keptHand = hand;
    start({std::move(request), {}, order.listen ? Listening::AtOnce : Listening::No});
}

/// By the model in use, with the settings that the page says; without the music.
GenerationRequest TakeMaker::requestLike(std::size_t take) const
{
    page_.controls().drawRandomSeed(); // another way from the same place
    const ComposeOrder order = page_.order();
    const generation::Take& from = document_.takes()[take];
    GenerationRequest request;
    request.network = document_.network();
    request.settings = page_.inspector().whoseSettings() == WhoseSettings::Takes ? from.settings : order.settings;
    request.notes = generation::mostNotes(request.settings.ending);
    request.takes = page_.inspector().count();
    request.randomSeed = order.randomSeed;
    return request;
}

void TakeMaker::goOn(std::size_t take, std::size_t note)
{
    if (take >= document_.takes().size() || !document_.network() || note == 0)
        return;
    const auto kept = keptParts(document_, take);
    goOnAs(take, cutAt(document_.takes()[take].piece, note, kept), note, kept);
}

void TakeMaker::goOnFrom(std::size_t take, std::size_t note, int pitch)
{
    if (take >= document_.takes().size() || !document_.network())
        return;
    const auto kept = keptParts(document_, take);
    const midi::Piece cut = cutAt(document_.takes()[take].piece, note + 1, kept);
    const midi::Piece changed = withPitch(cut, note, pitch);
    const std::size_t lost = cut.noteCount() - changed.noteCount(); // that sounded on the same key
    goOnAs(take, changed, note + 1 - lost, kept);
}

/// From the first notes of `piece`; where parts of it are kept and play on, the model plays around those.
void TakeMaker::goOnAs(std::size_t take, midi::Piece piece, std::size_t seedNotes, const std::vector<bool>& kept)
{
    GenerationRequest request = requestLike(take);
    const bool around = piece.noteCount() > seedNotes && std::ranges::count(kept, false) > 0;
    if (around) {
        std::vector<generation::PartRole> roles(piece.parts.size(), generation::PartRole::New);
        for (std::size_t part = 0; part < kept.size(); ++part)
            if (kept[part])
                roles[part] = generation::PartRole::Kept;
        request.plan = {std::move(piece), 0, seedNotes, std::move(roles)};
        request.seed = std::make_shared<const midi::Piece>(generation::seedOf(*request.plan));
    } else {
        request.seed =
            std::make_shared<const midi::Piece>(midi::excerpt(piece, 0, seedNotes, midi::RestingParts::Kept));
    }
    steer(std::move(request), take);
}

/// Kept parts stay as they are, unless nothing else plays in the stretch.
void TakeMaker::redraw(std::size_t take, const generation::InfillRange& range)
{
    if (take >= document_.takes().size() || !document_.network())
        return;
    GenerationRequest request = requestLike(take);
    request.seed = std::make_shared<const midi::Piece>(document_.takes()[take].piece);
    request.range = range;
    const auto kept = keptParts(document_, take);
    const auto placed = midi::notesInOrder(*request.seed);
    const auto isNew = [&](const midi::PlacedNote& note) { return note.part >= kept.size() || !kept[note.part]; };
    const auto stretch = std::span(placed).subspan(range.first, range.notes);
    if (std::ranges::find(kept, true) != kept.end() && std::ranges::any_of(stretch, isNew))
        for (std::size_t part = 0; part < kept.size(); ++part)
            if (!kept[part])
                request.range->parts.push_back(part);
    steer(std::move(request), take);
}

void TakeMaker::steer(GenerationRequest request, std::size_t parent)
{
    const Listening listening = page_.order().listen ? Listening::AtOnce : Listening::No;
    start({std::move(request), ParentTake{document_.takeLabels()[parent].id, document_.takes()[parent]}, listening});
}

std::optional<std::size_t> TakeMaker::placeOf(const midi::Piece& piece) const
{
    const auto place = std::ranges::find(document_.takes(), piece, &generation::Take::piece);
    return place == document_.takes().end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(place - document_.takes().begin()));
}

void TakeMaker::start(Wish wish)
{
    if (job_.running()) {
        next_ = std::move(wish);
        job_.stop();
        return;
    }
    wish_ = std::move(wish);
    begin();
}

void TakeMaker::begin()
{
    sounds_ = false;
    std::vector<std::size_t> staying = keptTakes(document_.takeLabels(), document_.descents());
    place_ = 0;
    seed_ = wish_.parent ? std::nullopt : document_.seed();
    if (const auto parent = wish_.parent ? placeOf(wish_.parent->take.piece) : std::nullopt) {
        staying.resize(document_.takes().size());
        std::iota(staying.begin(), staying.end(), std::size_t{0});
        place_ = *parent + familySize(document_.descents(), *parent);
        seed_ = document_.descents()[*parent].seed;
    }
    if (playback_.cued().kind == Playable::Kind::Take)
        playback_.cue({});
    job_.start(wish_.request); // it draws while the rows are made
    page_.generationStarted(staying, place_, wish_.request.takes);
}

void TakeMaker::stop()
{
    next_.reset();
    job_.stop();
}

/// From the last note before the seam, so that one hears how it goes on.
void TakeMaker::hearGrowing(std::size_t take, const std::shared_ptr<const midi::Piece>& piece)
{
    Playable what;
    what.kind = Playable::Kind::Take;
    what.take = place_ + take;
    what.entryId = seed_ ? seed_->entryId : std::string();
    what.name = page_.nameOf(what.take);
    what.piece = piece;
    if (sounds_)
        return playback_.grow(what);
    sounds_ = true;
    playback_.playFrom(what, seamOf(*piece, wish_.request.seed->noteCount()));
}

TakesInSight TakeMaker::withNew(const std::vector<generation::Take>& takes) const
{
    const TakesInSight before = takesInSight(document_);
    if (wish_.parent) { // where that was taken back meanwhile, they stand by themselves
        TakesInSight all = before;
        const auto parent = placeOf(wish_.parent->take.piece);
        Descent descent =
            parent ? all.descents[*parent] : Descent{.music = wish_.parent->take.seedNotes, .seed = seed_};
        descent.parent = parent;
        descent.steered = true;
        const std::size_t music = descent.music;
        for (const generation::Take& take : takes) {
            descent.music = std::min(music, take.seedNotes);
            all.add(take, descent);
        }
        return all.only(familyOrder(all.descents));
    }
    TakesInSight all;
    for (const generation::Take& take : takes)
        all.add(take, {.music = take.seedNotes, .seed = seed_});
    const TakesInSight kept = before.only(keptTakes(before.labels, before.descents));
    for (std::size_t i = 0; i < kept.takes.size(); ++i) {
        Descent descent = kept.descents[i];
        if (descent.parent)
            *descent.parent += takes.size();
        all.add(kept.takes[i], descent, kept.labels[i]);
    }
    return all;
}

void TakeMaker::conclude(const std::vector<generation::Take>& takes)
{
    TakesInSight all = withNew(takes);
    if (wish_.listening == Listening::AtOnce)
        hearGrowing(0, std::make_shared<const midi::Piece>(takes.front().piece));
    document_.setTakes(std::move(all.takes), std::move(all.labels), std::move(all.descents));
    keeper_.addTakes(takes, seed_, wish_.parent);
    if (const auto first = placeOf(takes.front().piece))
        page_.chooseTake(*first);
    Q_EMIT made();
    if (next_)
        start(*std::exchange(next_, std::nullopt));
}

void TakeMaker::fail(const Error& error)
{
    if (next_ && error.fault == Fault::Cancelled)
        return start(*std::exchange(next_, std::nullopt));
    next_.reset();
    page_.generationFailed(error);
    Q_EMIT failed(error);
}

} // namespace cadenza::ui
