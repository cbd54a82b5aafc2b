#include "ui/roll/roll_export.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

RollContent twoNotes()
{
    auto piece = std::make_shared<midi::Piece>();
    piece->title = "Zwei <Töne>";
    piece->parts.resize(1);
    piece->parts[0].notes = {{Tick{0}, Tick{960}, 60, 100, midi::Hand::Unknown},
                             {Tick{960}, Tick{960}, 72, 100, midi::Hand::Unknown}};
    const NoteRole roles[] = {NoteRole::Seed, NoteRole::Made};
    return {piece, roles};
}

/// Whether some pixel of the rectangle has about the hue.
bool holds(const QImage& image, const QRect& where, const QColor& hue)
{
    for (int y = where.top(); y <= where.bottom(); ++y)
        for (int x = where.left(); x <= where.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.saturation() > 60 && std::abs(pixel.hue() - hue.hue()) < 12)
                return true;
        }
    return false;
}

} // namespace

/// Pictures of the roll as files that other programs open.
class TestRollExport : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path at(const QString& name) const { return folder_.filePath(name).toStdString(); }

    void seedIsAmberAndMadeIsTeal(const QImage& image) const
    {
        const Palette dark = Palette::of(Theme::Dark);
        const QRect left(image.width() / 10, image.height() / 4, image.width() * 3 / 10, image.height() * 3 / 4);
        const QRect right = left.translated(image.width() * 11 / 20, 0);
        QVERIFY(holds(image, left, dark.music));
        QVERIFY(!holds(image, left, dark.made));
        QVERIFY(holds(image, right, dark.made));
        QVERIFY(!holds(image, right, dark.music));
    }

private Q_SLOTS:
    void pngShowsWhatCameFromWhere()
    {
        const auto written = exportRollPicture(twoNotes(), Palette::of(Theme::Dark), at(u"roll.png"_s));
        QVERIFY(written);
        const QImage image(folder_.filePath(u"roll.png"_s));
        QCOMPARE(image.size(), QSize(2 * (48 + 161), 2 * (30 + 19 * 8))); // 4 quarters of 40, 13 + 6 rows of 8
        seedIsAmberAndMadeIsTeal(image);
    }

    void svgShowsTheSame()
    {
        const auto written = exportRollPicture(twoNotes(), Palette::of(Theme::Dark), at(u"roll.svg"_s));
        QVERIFY(written);
        QSvgRenderer svg(folder_.filePath(u"roll.svg"_s));
        QVERIFY(svg.isValid());
        QCOMPARE(svg.viewBox().size(), QSize(48 + 161, 30 + 19 * 8));
        QImage image(svg.viewBox().size() * 2, QImage::Format_RGB32);
        QPainter painter(&image);
        svg.render(&painter);
        painter.end();
        seedIsAmberAndMadeIsTeal(image);
    }

    void aPieceOfHoursStaysAPictureThatOpens()
    {
        auto piece = std::make_shared<midi::Piece>();
        piece->parts.resize(1);
        piece->parts[0].notes = {{Tick{0}, Tick{480}, 60, 64, midi::Hand::Unknown},
                                 {Tick{480 * 20000}, Tick{480}, 64, 64, midi::Hand::Unknown}};
        QVERIFY(exportRollPicture(RollContent(piece, {}), Palette::of(Theme::Light), at(u"long.png"_s)));
        const QImage image(folder_.filePath(u"long.png"_s));
        QVERIFY(!image.isNull());
        QVERIFY(image.width() <= 32767);
    }

    void whatCannotBeDrawnIsSaidAndLeavesNothing()
    {
        const auto nothing = exportRollPicture({}, Palette::of(Theme::Dark), at(u"empty.png"_s));
        QCOMPARE(nothing.error().fault, Fault::TooLittleMusic);
        const auto format = exportRollPicture(twoNotes(), Palette::of(Theme::Dark), at(u"roll.bmp"_s));
        QCOMPARE(format.error().fault, Fault::Unsupported);
        const auto place = exportRollPicture(twoNotes(), Palette::of(Theme::Dark), "/proc/cannot/roll.png");
        QCOMPARE(place.error().fault, Fault::NotWritable);
        QVERIFY(!QFile::exists(folder_.filePath(u"empty.png"_s)));
        QVERIFY(!QFile::exists(folder_.filePath(u"roll.bmp"_s)));
    }
};

QTEST_MAIN(TestRollExport)
#include "tst_roll_export.moc"
