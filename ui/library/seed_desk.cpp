#include "ui/library/seed_desk.h"

#include "ui/library/library_words.h"
#include "ui/library/piece_view.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/seed_card.h"
#include "ui/seeds/seed_finder.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/seeds/selection_search.h"
#include "ui/seeds/surprise_reader.h"

#include <QCursor>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kCards = 16;
constexpr std::size_t kPromising = 64; ///< seeds of a selection whose pieces a model reads

} // namespace

SeedDesk::SeedDesk(PieceView& view, SeedGallery& gallery, QObject* parent)
    : QObject(parent), view_(view), gallery_(gallery), finder_(new SeedFinder(this)),
      search_(new SelectionSearch(this)), reader_(new SurpriseReader(this))
{
    connectParts();
}

void SeedDesk::connectParts()
{
    connect(&view_.roll(), &PianoRoll::seedMoved, this, [this](std::size_t first, std::size_t count) {
        mark();
        Q_EMIT seedChosen(first, count);
    });
    connect(&view_.roll(), &PianoRoll::heatHovered, this, &SeedDesk::explainHeat);
    connect(&gallery_, &SeedGallery::pieceWanted, this, &SeedDesk::pieceWanted);
    connect(&gallery_, &SeedGallery::seedChosen, this, &SeedDesk::choose);
    connect(&gallery_, &SeedGallery::playRequested, this, [this](std::size_t first, std::size_t count) {
        choose(first, count);
        Q_EMIT playRequested(first, count);
    });
    connect(&gallery_, &SeedGallery::starred, this, &SeedDesk::star);
    connect(&gallery_, &SeedGallery::wishChanged, this, &SeedDesk::find);
    connect(&gallery_, &SeedGallery::seedLengthChanged, this, [this](std::size_t notes) {
        view_.roll().setSeedLength(notes);
        find();
    });
    connect(&gallery_.comparison(), &SeedComparison::recalled, this, [this](const SeedPlace& place) {
        Q_EMIT pieceWanted(place.entryId);
        choose(place.range.first, place.range.count);
        Q_EMIT playRequested(place.range.first, place.range.count);
    });
    connect(finder_, &SeedFinder::found, this, &SeedDesk::showFindings);
    connect(finder_, &SeedFinder::judged, this, &SeedDesk::explain);
    connect(reader_, &SurpriseReader::read, this, &SeedDesk::refine);
    connect(search_, &SelectionSearch::found, this, &SeedDesk::showBestOfSelection);
}

void SeedDesk::pieceChanged(const std::string& id)
{
    piece_ = id;
    offered_.reset();
    mark();
    findHere();
}

void SeedDesk::setSelection(std::vector<library::Entry> entries)
{
    const bool had = !selection_.empty();
    selection_ = std::move(entries);
    if (!selection_.empty()) {
        searchSelection();
    } else if (had) {
        search_->cancel();
        promising_.clear();
        findHere();
    }
}

void SeedDesk::setStars(std::vector<SeedPlace> stars)
{
    if (stars == stars_)
        return;
    stars_ = std::move(stars);
    find();
}

void SeedDesk::setNetwork(std::shared_ptr<const model::Network> network)
{
    gallery_.setModelReads(network != nullptr);
    reader_->setNetwork(std::move(network));
    heard_ = {};
    find();
}

/// What seeds were found in: the promising pieces of the selection, and the one that is shown.
void SeedDesk::letModelRead()
{
    std::vector<library::Entry> entries = promising_;
    if (view_.piece() && !view_.edits()) {
        library::Entry shown;
        shown.id = piece_;
        shown.notes = view_.piece()->noteCount();
        shown.piece = view_.piece();
        entries.push_back(std::move(shown));
    }
    if (entries.empty())
        reader_->cancel();
    else
        reader_->start(std::move(entries), gallery_.seedLength());
}

void SeedDesk::refine(const HeardPieces& heard)
{
    heard_ = heard;
    if (!promising_.empty() && !std::exchange(refined_, true))
        search_->start(promising_, gallery_.wish(kCards), heard_, SelectionSearch::Telling::AtTheEnd);
    if (view_.piece() && !view_.edits())
        startFinder();
}

void SeedDesk::star(SeedPlace place, bool on)
{
    if (place.entryId.empty())
        place.entryId = piece_;
    std::erase(stars_, place);
    if (on)
        stars_.push_back(place);
    Q_EMIT starsChanged(stars_);
}

std::vector<seeds::NoteRun> SeedDesk::starsHere() const
{
    std::vector<seeds::NoteRun> here;
    for (const SeedPlace& place : stars_)
        if (place.entryId == piece_)
            here.push_back({place.range.first, place.range.count});
    return here;
}

void SeedDesk::find()
{
    if (!selection_.empty())
        searchSelection();
    findHere();
}

/// In the piece that is shown, for the heat strip, and for the gallery unless several pieces are chosen.
void SeedDesk::findHere()
{
    if (!view_.piece())
        return;
    if (view_.edits()) {
        finder_->cancel();
        if (selection_.empty()) {
            gallery_.setHeading({});
            gallery_.setNote(tr("This seed is your own: all of it is continued."));
        }
        return;
    }
    if (selection_.empty())
        gallery_.setNote(tr("Looking for good seeds…"));
    startFinder();
    letModelRead();
}

/// In all pieces that are chosen, for the gallery. A model then reads those that hold the best.
void SeedDesk::searchSelection()
{
    promising_.clear();
    refined_ = false;
    search_->start(selection_, gallery_.wish(kPromising));
}

void SeedDesk::showBestOfSelection(const std::vector<GallerySeed>& best, std::size_t done, std::size_t all)
{
    std::vector<GallerySeed> seeds(best.begin(), best.begin() + std::ptrdiff_t(std::min(best.size(), kCards)));
    for (GallerySeed& seed : seeds)
        seed.starred = std::ranges::find(stars_, SeedPlace{seed.entryId, seed.range()}) != stars_.end();
    gallery_.setSeeds(std::move(seeds));
    const bool more = promising_.empty() && reader_->canRead(); // the model is about to read some
    gallery_.setHeading(done < all ? tr("%1 of %2 pieces…").arg(done).arg(all)
                        : more     ? tr("Best of %1 pieces…").arg(selection_.size())
                                   : tr("Best of %1 pieces").arg(selection_.size()));
    gallery_.setChosen(seed(), piece_);
    if (done < all || !promising_.empty())
        return;
    for (const library::Entry& entry : selection_)
        if (std::ranges::find(best, entry.id, &GallerySeed::entryId) != best.end())
            promising_.push_back(entry);
    letModelRead();
}

void SeedDesk::startFinder()
{
    finder_->find(view_.piece(), gallery_.wish(kCards), starsHere(), heard_.of(piece_));
}

void SeedDesk::showFindings(const SeedFindings& findings)
{
    if (findings.piece != view_.piece())
        return;
    view_.roll().setHeat(findings.scores, findings.count);
    std::vector<std::size_t> best;
    for (const seeds::ScoredWindow& window : findings.best)
        best.push_back(window.first);
    view_.roll().setBestWindows(std::move(best));
    view_.roll().setSeedBoundaries(findings.boundaries);
    if (selection_.empty()) {
        gallery_.setHeading({});
        gallery_.setFindings(findings);
    }
    const auto chosen = seed();
    const bool asWished = chosen && (chosen->count == findings.count || gallery_.wish(1).snap != seeds::Snap::None);
    const bool untouched = chosen && chosen == offered_ && view_.isVisible();
    if (findings.best.empty() || (asWished && !untouched))
        return mark();
    const seeds::ScoredWindow& first = findings.best.front();
    offered_ = NoteRange{first.first, first.count};
    setSeed(offered_);
    Q_EMIT seedSuggested(first.first, first.count);
}

void SeedDesk::choose(std::size_t first, std::size_t count)
{
    setSeed(NoteRange{first, count});
    Q_EMIT seedChosen(first, count);
}

void SeedDesk::setSeed(std::optional<NoteRange> range)
{
    view_.roll().setSeedWindow(range);
    if (range && !view_.edits())
        view_.roll().showNotes(*range);
    mark();
}

std::optional<NoteRange> SeedDesk::seed() const
{
    return view_.roll().seedWindow();
}

void SeedDesk::mark()
{
    const auto range = seed();
    gallery_.setChosen(range, piece_);
    if (range) {
        finder_->judge(view_.piece(), range->first, range->count, heard_.of(piece_));
        gallery_.comparison().setCurrent(SeedPlace{piece_, *range}, barsInWords(view_.roll().content(), *range));
    } else {
        view_.setReasons(!view_.piece()  ? QString()
                         : view_.edits() ? tr("Draw notes with the pen: press where one begins, drag to its end.")
                                         : tr("Click in the roll to put a seed there."));
    }
    Q_EMIT seedChanged(range.has_value());
}

void SeedDesk::explain(const seeds::ScoredWindow& window)
{
    const NoteRange range{window.first, window.count};
    const RollContent& content = view_.roll().content();
    if (range.end() > content.notes().size())
        return;
    seeds::ScoredWindow told = window;
    if (view_.edits()) // a seed of one's own has nothing around it
        std::erase_if(told.reasons, [](const seeds::Reason& reason) {
            return reason.name == "position" || reason.name == "closing";
        });
    const QString words = reasonsInWords(told, 5);
    if (std::exchange(hovered_, {}) == range)
        QToolTip::showText(
            QCursor::pos(),
            tr("%1 % · %2\n%3").arg(std::lround(100.0 * window.score)).arg(seedPlace(content, range), words),
            &view_.roll());
    if (seed() == range)
        view_.setReasons(seedPlace(content, range) + (words.isEmpty() ? QString() : QStringLiteral(" · ") + words));
}

/// Why the window that begins under the mouse is good or bad.
void SeedDesk::explainHeat(std::size_t first)
{
    const NoteRange window{first, gallery_.seedLength()};
    if (!view_.piece() || window.end() > view_.roll().content().notes().size())
        return;
    hovered_ = window;
    finder_->judge(view_.piece(), window.first, window.count, heard_.of(piece_));
}

} // namespace cadenza::ui
