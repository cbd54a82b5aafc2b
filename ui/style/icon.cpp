#include "ui/style/icon.h"

#include "ui/style/palette.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace cadenza::ui {
namespace {

constexpr double kDrawnAt = 20.0; ///< the icons' view box
const QString kFolder = QStringLiteral(":/cadenza/icons/");

QByteArray source(const QString& name)
{
    QFile file(kFolder + name + QStringLiteral(".svg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QColor colourOf(Tint tint, const Palette& palette)
{
    switch (tint) {
    case Tint::Text: return palette.text;
    case Tint::Secondary: return palette.secondaryText;
    case Tint::OnAccent: return palette.onAccent();
    case Tint::Music: return palette.music;
    case Tint::Made: return palette.made;
    case Tint::Sounding: return palette.sounding;
    case Tint::Good: return palette.good;
    case Tint::Warning: return palette.warning;
    case Tint::Error: return palette.error;
    }
    return palette.text;
}

/// Draws one icon in the palette in force at the moment of painting.
class TintedIconEngine : public QIconEngine {
public:
    TintedIconEngine(QString name, Tint tint) : name_(std::move(name)), tint_(tint) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = qMin(rect.width(), rect.height());
        const QRect square(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size);
        painter->drawPixmap(square,
                            iconPixmap(name_, colour(mode, state), size, painter->device()->devicePixelRatio()));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    /// `size` is in device pixels; `scale` tells how many of them make one of ours.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const int side = qRound(qMin(size.width(), size.height()) / scale);
        QPixmap pixmap = iconPixmap(name_, colour(mode, state), side, scale);
        pixmap.setDevicePixelRatio(1.0);
        return pixmap;
    }
    QIconEngine* clone() const override { return new TintedIconEngine(*this); }
    QString iconName() override { return name_; }
    bool isNull() override { return false; }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State) const
    {
        const Palette& palette = currentPalette();
        return mode == QIcon::Disabled ? palette.disabledText : colourOf(tint_, palette);
    }

    QString name_;
    Tint tint_;
};

} // namespace

QIcon icon(const QString& name, Tint tint)
{
    Q_ASSERT_X(QFile::exists(kFolder + name + QStringLiteral(".svg")), "icon", qPrintable(name));
    return QIcon(new TintedIconEngine(name, tint));
}

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("cadenza-icon-%1-%2-%3-%4")
                            .arg(name, colour.name(QColor::HexArgb))
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = source(name);
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("stroke-width=\"1.5\"", "stroke-width=\"" + QByteArray::number(1.5 * kDrawnAt / size) + '"');
    pixmap = QPixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(colour.alphaF());
    QSvgRenderer(svg).render(&painter, QRectF(0, 0, size, size));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QStringList iconNames()
{
    QStringList names = QDir(kFolder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (QString& name : names)
        name.chop(4);
    return names;
}

} // namespace cadenza::ui
