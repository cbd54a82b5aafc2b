#include "ui/compose/compose_page.h"

#include "core/base/explain.h"
#include "core/midi/tempo_map.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/duet_panel.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/compose/take_list.h"
#include "ui/roll/ensemble_view.h"
#include "ui/roll/part_identity.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/part_words.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"

#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

QString lengthOf(const midi::Piece& piece)
{
    return clockTime(midi::TempoMap(piece).secondsAt(piece.end()));
}

QString numbered(std::size_t take)
{
    return ComposePage::tr("Take %1").arg(take + 1);
}

std::vector<float> surprisesOf(const ShownTake& take)
{
    std::vector<float> surprises;
    for (const auto& insight : take.insights)
        surprises.push_back(insight ? insight->surprise : -1.0F);
    return surprises;
}

QString barsOf(const midi::TempoMap& time, Tick from, Tick to)
{
    const int first = time.barAt(from).bar;
    const int last = time.barAt(to).bar;
    return first == last ? ComposePage::tr("bar %1").arg(first) : ComposePage::tr("bars %1 to %2").arg(first).arg(last);
}

} // namespace

void ComposePage::setSeed(std::shared_ptr<const midi::Piece> seed, const QString& name)
{
    seedRowHasMusic_ = seed && seed->noteCount() > 0;
    seedNotes_ = seedRowHasMusic_ ? seed->noteCount() : 0;
    seedName_ = name;
    seedRow_->setSubtitle(name);
    seedRow_->setToolTip(name);
    seedRow_->setFinished(seedRowHasMusic_);
    seedRow_->setPiece(seed, std::vector(seedNotes_, NoteRole::Seed), seed ? huesOf(*seed) : PartHues());
    showState();
}

ComposeOrder ComposePage::order() const
{
    return controls_->order();
}

std::size_t ComposePage::takeCount() const
{
    return list_->count();
}

std::optional<std::size_t> ComposePage::chosenTake() const
{
    return list_->chosen();
}

void ComposePage::chooseTake(std::size_t take)
{
    list_->choose(take);
}

void ComposePage::pressMain()
{
    if (generating_) {
        stopping_ = true;
        showState();
        Q_EMIT stopRequested();
        return;
    }
    if (list_->count() > 0) // the first takes are those of the seed shown; after that each press brings new ones
        controls_->drawRandomSeed();
    Q_EMIT generateRequested(order());
}

void ComposePage::generationStarted(const std::vector<std::size_t>& staying, std::size_t place, std::size_t fresh)
{
    message_->dismiss();
    generating_ = true;
    stopping_ = false;
    const auto& ending = order().settings.ending;
    wantedNotes_ = ending.bars > 0.0 || ending.seconds > 0.0 ? 0 : order().notes();
    firstFresh_ = place;
    takes_.clear();
    list_->rearrange(staying, place, fresh);
    for (std::size_t i = 0; i < list_->count(); ++i) // a row has its place among takes again when all are there
        list_->row(i).setFinished(false);
    for (std::size_t i = 0; i < fresh; ++i)
        list_->row(place + i).setName(numbered(i));
    list_->chooseNone();
    ensemble_->setPiece({}, nullptr);
    lower_->setVisible(list_->count() > 0);
    list_->choose(place);
    showState();
}

/// A part has the colour that it has in the piece of the seed, also where others rest.
PartHues ComposePage::huesOf(const midi::Piece& piece) const
{
    const auto& whole = controls_->parts().piece();
    return whole && whole->parts.size() > 1 ? huesWithin(piece, *whole) : PartHues();
}

void ComposePage::setParts(const std::string& entryId, std::shared_ptr<const midi::Piece> piece)
{
    seedEntry_ = entryId;
    controls_->parts().setPiece(std::move(piece));
    std::vector<QString> names;
    if (!controls_->parts().roles().empty()) {
        const midi::Piece& whole = *controls_->parts().piece();
        const auto all = partNames(whole);
        for (const std::size_t part : playingParts(whole))
            names.push_back(all[part]);
    }
    seedRow_->offerParts(names);
}

/// As with a hand: takes are made at once.
void ComposePage::keepPart(std::size_t offered)
{
    const std::size_t part = playingParts(*controls_->parts().piece()).at(offered);
    std::vector<generation::PartRole> roles = controls_->parts().roles();
    std::ranges::fill(roles, generation::PartRole::New);
    roles.at(part) = generation::PartRole::Kept;
    controls_->parts().setRoles(roles);
    if (ready() && !generating_)
        pressMain();
}

void ComposePage::showGrowing(std::size_t take, const std::shared_ptr<const midi::Piece>& piece,
                              std::vector<NoteRole> roles)
{
    const std::size_t place = firstFresh_ + take;
    if (place >= list_->count() || !generating_)
        return;
    TakeRow& row = list_->row(place);
    const bool first = !row.piece();
    if (roles.empty())
        roles = rolesOf(*piece, seedNotes_);
    const auto made =
        static_cast<std::size_t>(std::ranges::count_if(roles, [](NoteRole role) { return role != NoteRole::Seed; }));
    row.setPiece(piece, std::move(roles), huesOf(*piece));
    row.setSubtitle(wantedNotes_ > 0 ? tr("%1 of %2 notes").arg(made).arg(wantedNotes_) : tr("%1 notes").arg(made));
    if (list_->chosen() == place)
        showChosen(!first);
}

void ComposePage::showTakes(const std::vector<ShownTake>& takes)
{
    generating_ = stopping_ = false;
    const bool others = list_->count() != takes.size();
    const std::size_t place = list_->chosen().value_or(0);
    takes_ = takes;
    origins_.clear();
    gauges_.clear();
    list_->setCount(takes.size());
    lower_->setVisible(!takes.empty());
    for (std::size_t i = 0; i < takes.size(); ++i) {
        TakeRow& row = list_->row(i);
        row.setName(takes[i].name);
        row.setPiece(takes[i].piece, takes[i].roles, huesOf(*takes[i].piece));
        row.setSubtitle(tr("%1 notes · %2").arg(takes[i].made).arg(lengthOf(*takes[i].piece)));
        row.setDepth(takes[i].depth);
        row.setOrigin({}, {});
        row.setGauges({});
        row.setFinished(true);
    }
    if (!takes.empty() && (others || !list_->chosen()))
        list_->choose(std::min(place, takes.size() - 1));
    if (list_->chosen())
        showChosen(!others && roll_->content().piece());
    inspectChosen();
    showState();
}

void ComposePage::generationFailed(const Error& error)
{
    showTakes({});
    if (error.fault != Fault::Cancelled)
        message_->show(MessageKind::Error, QString::fromStdString(explain(error)));
}

void ComposePage::showOrigins(const OriginalityJob::Origins& origins)
{
    origins_ = origins;
    for (std::size_t i = 0; i < std::min(origins.size(), list_->count()); ++i)
        if (origins[i])
            list_->row(i).setOrigin(origins[i]->summary(), origins[i]->sentence());
    inspectChosen();
}

void ComposePage::showGauges(const std::vector<std::vector<Gauge>>& gauges)
{
    gauges_ = gauges;
    for (std::size_t i = 0; i < std::min(gauges.size(), list_->count()); ++i)
        list_->row(i).setGauges(gauges[i]);
    inspectChosen();
}

void ComposePage::setLabel(std::size_t take, const QString& name, const QString& note, bool starred)
{
    if (take >= list_->count())
        return;
    TakeRow& row = list_->row(take);
    if (!name.isEmpty())
        row.setName(name);
    else if (take < takes_.size())
        row.setName(takes_[take].name);
    row.setNote(note);
    row.setStarred(starred);
    if (list_->chosen() == take)
        inspectChosen();
}

QString ComposePage::nameOf(std::size_t take) const
{
    return list_->row(take).name();
}

void ComposePage::setPlayback(Source source, std::size_t take, Seconds position, bool playing)
{
    const bool seed = source == Source::Seed;
    seedRow_->setPlaying(seed && playing, seed ? std::optional(position) : std::nullopt);
    for (std::size_t i = 0; i < list_->count(); ++i) {
        const bool this_ = source == Source::Take && i == take;
        list_->row(i).setPlaying(this_ && playing, this_ ? std::optional(position) : std::nullopt);
    }
    if (source == Source::Take && list_->chosen() == take)
        roll_->setPlayhead(position, playing);
    else
        roll_->hidePlayhead();
}

/// What is shown of the chosen row; null while it grows.
const ShownTake* ComposePage::shown() const
{
    const auto take = list_->chosen();
    return take && *take < takes_.size() ? &takes_[*take] : nullptr;
}

/// The stretch that repeats stays where it is from take to take: that is how they are compared.
void ComposePage::showChosen(bool keepView)
{
    const TakeRow& row = list_->row(*list_->chosen());
    if (!row.piece()) {
        ensemble_->setPiece({}, nullptr);
        return;
    }
    const ShownTake* take = shown();
    auto roles = row.roles();
    auto surprises = take ? surprisesOf(*take) : std::vector<float>();
    if (keepView) {
        ensemble_->updatePiece(row.piece(), std::move(roles), std::move(surprises), row.hues());
        return;
    }
    {
        const QSignalBlocker quiet(roll_);
        ensemble_->setPiece(takesOf(take ? take->entryId : seedEntry_), row.piece(), std::move(roles),
                            std::move(surprises), row.hues());
        if (range_)
            roll_->showRange(range_->first, range_->second);
    }
    inspectPlace();
}

void ComposePage::inspectChosen()
{
    const auto chosen = list_->chosen();
    const ShownTake* take = shown();
    inspector_->setEnabled(take != nullptr);
    if (!take) {
        inspector_->setTake(tr("No take is chosen"), tr("Takes are measured and changed here once they are made."), {});
        inspector_->setGauges({});
        return;
    }
    inspector_->setTake(nameOf(*chosen), take->descent, take->settings);
    inspector_->setGauges(*chosen < gauges_.size() ? gauges_[*chosen] : std::vector<Gauge>());
    inspector_->setOrigin(*chosen < origins_.size() ? origins_[*chosen] : std::nullopt);
    inspectPlace();
}

/// What can be done at the mark and with the stretch on the ruler.
void ComposePage::inspectPlace()
{
    const ShownTake* take = shown();
    const auto note = markedNote();
    if (!take || !note) {
        inspector_->setPlace({}, {});
    } else {
        const auto at = roll_->content().time().barAt(Tick{roll_->content().notes()[*note].onset});
        const auto& insight = *note < take->insights.size() ? take->insights[*note] : std::nullopt;
        inspector_->setPlace(tr("bar %1, beat %2").arg(at.bar).arg(at.beat),
                             insight ? std::vector(insight->likeliest.begin(), insight->likeliest.end())
                                     : std::vector<generation::Alternative>());
    }
    const auto stretch = markedStretch();
    const auto notes = roll_->content().notes();
    inspector_->setStretch(stretch ? barsOf(roll_->content().time(), Tick{notes[stretch->first].onset},
                                            Tick{notes[stretch->first + stretch->notes - 1].onset})
                                   : QString());
}

std::optional<std::size_t> ComposePage::markedNote() const
{
    return roll_->mark();
}

std::optional<generation::InfillRange> ComposePage::markedStretch() const
{
    const auto& range = roll_->range();
    if (!range)
        return std::nullopt;
    const auto notes = roll_->content().notes();
    const auto onset = [](const RollNote& note) { return static_cast<double>(note.onset); };
    const auto first = std::ranges::lower_bound(notes, range->first, {}, onset) - notes.begin();
    const auto end = std::ranges::lower_bound(notes, range->second, {}, onset) - notes.begin();
    if (first >= end)
        return std::nullopt;
    return generation::InfillRange{static_cast<std::size_t>(first), static_cast<std::size_t>(end - first)};
}

/// What a note cost the model, and what it would rather have played.
QString ComposePage::readOutOf(std::size_t note) const
{
    const ShownTake* take = shown();
    if (!take || note >= take->insights.size() || !take->insights[note])
        return {};
    const generation::NoteInsight& insight = *take->insights[note];
    QStringList likeliest;
    for (const auto& [pitch, probability] : insight.likeliest)
        likeliest << tr("%1 %2\u00a0%").arg(pitchName(pitch)).arg(qRound(100.0F * probability));
    return tr("surprise %1 nats\nlikeliest here: %2").arg(insight.surprise, 0, 'f', 1).arg(likeliest.join(u" · "_s));
}

void ComposePage::offerNoteMenu(std::size_t note, const QPoint& place)
{
    const ShownTake* take = shown();
    if (!take)
        return;
    const std::size_t index = *list_->chosen();
    roll_->setMark(note);
    inspectPlace();
    auto* menu = new QMenu(this);
    menu->setObjectName(u"noteMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icon(u"cut"_s), tr("&Cut here and continue"), this,
                    [this, index, note] { Q_EMIT continueRequested(index, note); });
    if (const auto& insight = note < take->insights.size() ? take->insights[note] : std::nullopt) {
        menu->addSection(tr("Go on from another note"));
        for (const auto& [pitch, probability] : insight->likeliest)
            menu->addAction(
                tr("%1, probability %2\u00a0%").arg(pitchName(pitch)).arg(qRound(100.0F * probability)), this,
                [this, index, note, chosen = int{pitch}] { Q_EMIT alternativeRequested(index, note, chosen); });
    }
    if (const auto stretch = markedStretch()) {
        menu->addSeparator();
        menu->addAction(icon(u"dice"_s), tr("&Draw the marked stretch anew"), this,
                        [this, index, range = *stretch] { Q_EMIT redrawRequested(index, range); });
    }
    menu->popup(place);
}

} // namespace cadenza::ui

#include "moc_compose_page.cpp"
