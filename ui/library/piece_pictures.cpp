#include "ui/library/piece_pictures.h"

#include "core/library/piece_loading.h"
#include "ui/roll/thumbnail.h"
#include "ui/style/theme.h"

#include <QPointer>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kKept = 2000;               ///< pictures
constexpr std::size_t kMostWishes = 60;   ///< more than rows on a screen: what was scrolled past is given up
constexpr std::size_t kOpeningNotes = 48; ///< how much of a piece a picture shows

QImage openingOf(const library::Entry& entry, qreal ratio, const RollColours& colours)
{
    const auto piece = library::loadPiece(entry);
    if (!piece)
        return {};
    const RollContent content(*piece, {});
    const NoteRange opening{0, std::min(kOpeningNotes, content.notes().size())};
    return rollThumbnail(content, PiecePictures::kSize, ratio, opening, colours);
}

} // namespace

PiecePictures::PiecePictures(QObject* parent) : QObject(parent), pictures_(kKept)
{
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &PiecePictures::forget);
}

PiecePictures::~PiecePictures() = default;

void PiecePictures::forget()
{
    ++theme_;
    pictures_.clear();
    wishes_.clear();
}

QImage PiecePictures::of(const library::Entry& entry, qreal devicePixelRatio)
{
    if (const QImage* known = pictures_.object(QString::fromStdString(entry.id)))
        return *known;
    if (std::ranges::any_of(wishes_, [&](const Wish& wish) { return wish.entry.id == entry.id; }))
        return {};
    if (wishes_.size() >= kMostWishes)
        wishes_.erase(wishes_.begin());
    wishes_.push_back({entry, devicePixelRatio});
    drawNext();
    return {};
}

void PiecePictures::drawNext()
{
    if (drawing_ || wishes_.empty())
        return;
    drawing_ = true;
    const Wish wish = wishes_.back();
    QtConcurrent::run([wish, colours = RollColours(currentPalette())] {
        return openingOf(wish.entry, wish.ratio, colours);
    }).then(this, [this, id = wish.entry.id, theme = theme_](const QImage& picture) {
        drawing_ = false;
        std::erase_if(wishes_, [&](const Wish& other) { return other.entry.id == id; });
        if (theme == theme_) {
            pictures_.insert(QString::fromStdString(id), new QImage(picture)); // null where there is no music
            Q_EMIT drawn(id);
        }
        drawNext();
    });
}

} // namespace cadenza::ui
