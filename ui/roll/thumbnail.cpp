#include "ui/roll/thumbnail.h"

#include "ui/roll/roll_raster.h"
#include "ui/style/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace cadenza::ui {
namespace {

/// What a thumbnail shows of the piece.
struct Frame {
    std::int64_t from{0}, to{1};
    int lowest{48}, highest{72};
};

constexpr int kFewestRows = 18; ///< a line of three notes is not stretched to the full height

Frame frameOf(const RollContent& content, const std::optional<NoteRange>& range)
{
    const auto notes = range ? content.notes().subspan(range->first, range->count) : content.notes();
    if (notes.empty())
        return {};
    Frame frame{notes.front().onset, notes.front().end, 127, 0};
    for (const RollNote& note : notes) {
        frame.to = std::max(frame.to, note.end);
        if (note.hidden)
            continue;
        frame.lowest = std::min<int>(frame.lowest, note.pitch);
        frame.highest = std::max<int>(frame.highest, note.pitch);
    }
    if (frame.lowest > frame.highest) // none is shown
        std::tie(frame.lowest, frame.highest) = std::pair(Frame{}.lowest, Frame{}.highest);
    const int missing = std::max(0, kFewestRows - (frame.highest - frame.lowest + 1));
    frame.lowest -= missing / 2;
    frame.highest += missing - missing / 2;
    return frame;
}

RollGeometry geometryOf(const Frame& frame, QSize size)
{
    RollGeometry geometry;
    geometry.pixelsPerTick = size.width() / static_cast<double>(std::max<std::int64_t>(1, frame.to - frame.from));
    geometry.scrollX = static_cast<double>(frame.from) * geometry.pixelsPerTick;
    geometry.lowest = frame.lowest;
    geometry.highest = frame.highest;
    geometry.rowHeight = size.height() / static_cast<double>(geometry.rows());
    return geometry;
}

} // namespace

QImage rollThumbnail(const RollContent& content, QSize size, qreal devicePixelRatio, std::optional<NoteRange> range)
{
    return rollThumbnail(content, size, devicePixelRatio, range, RollColours(currentPalette()));
}

QImage rollThumbnail(const RollContent& content, QSize size, qreal devicePixelRatio, std::optional<NoteRange> range,
                     const RollColours& colours)
{
    const QSize pixels = (QSizeF(size) * devicePixelRatio).toSize();
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (!content.empty() && !pixels.isEmpty()) {
        const RollPicture picture{geometryOf(frameOf(content, range), pixels), pixels, devicePixelRatio, {}};
        paintRollNotes(image, content, picture, colours);
    }
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

ThumbnailRoll::ThumbnailRoll(QWidget* parent) : QWidget(parent), content_(std::make_shared<const RollContent>())
{
    setObjectName(QStringLiteral("thumbnailRoll"));
    setAccessibleName(tr("Small piano roll"));
    setCursor(Qt::PointingHandCursor);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] {
        picture_ = {};
        update();
    });
}

void ThumbnailRoll::setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                             std::optional<NoteRange> range, const PartHues& hues)
{
    setContent(std::make_shared<const RollContent>(std::move(piece), roles, std::span<const float>(), hues), range);
}

void ThumbnailRoll::setContent(std::shared_ptr<const RollContent> content, std::optional<NoteRange> range)
{
    content_ = std::move(content);
    range_ = range;
    picture_ = {};
    update();
}

void ThumbnailRoll::setPlayhead(std::optional<Seconds> position)
{
    if (position == playhead_)
        return;
    repaintPlayhead();
    playhead_ = position;
    repaintPlayhead();
}

double ThumbnailRoll::xOf(Seconds position) const
{
    return geometryOf(frameOf(*content_, range_), size()).xOf(content_->tickAt(position));
}

void ThumbnailRoll::repaintPlayhead()
{
    if (playhead_)
        update(static_cast<int>(xOf(*playhead_)) - 2, 0, 5, height());
}

void ThumbnailRoll::paintEvent(QPaintEvent*)
{
    const qreal ratio = devicePixelRatioF();
    if (picture_.size() != (QSizeF(size()) * ratio).toSize())
        picture_ = rollThumbnail(*content_, size(), ratio, range_);
    QPainter painter(this);
    painter.drawImage(QPoint(0, 0), picture_);
    if (playhead_ && !content_->empty())
        painter.fillRect(QRectF(std::floor(xOf(*playhead_)), 0, 2, height()), currentPalette().sounding);
}

void ThumbnailRoll::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || content_->empty())
        return;
    const double tick = geometryOf(frameOf(*content_, range_), size()).tickAt(event->position().x());
    const auto nearest = static_cast<std::int64_t>(std::llround(std::max(0.0, tick)));
    Q_EMIT seekRequested(content_->time().secondsAt(Tick{nearest}));
}

} // namespace cadenza::ui
