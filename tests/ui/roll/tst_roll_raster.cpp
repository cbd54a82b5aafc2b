#include "tests/support/music.h"
#include "ui/roll/roll_margins.h"
#include "ui/roll/roll_raster.h"
#include "ui/roll/thumbnail.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

RollPicture picture()
{
    RollPicture wanted;
    wanted.geometry.pixelsPerTick = 0.1;
    wanted.geometry.rowHeight = 10.0;
    wanted.geometry.lowest = 55;
    wanted.geometry.highest = 66;
    wanted.size = {200, 120};
    return wanted;
}

RollContent contentOf(std::vector<midi::Note> notes, std::vector<NoteRole> roles = {})
{
    return RollContent(std::make_shared<midi::Piece>(test::piano(std::move(notes))), roles);
}

const RollColours kColours(Palette::of(Theme::Dark));

} // namespace

/// The pixels of the roll.
class TestRollRaster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsANoteWithADarkEdgeAtItsOnset()
    {
        const QImage image = paintRoll(contentOf({test::note(480, 480, 60, 90)}), picture(), kColours);
        const auto& note = kColours.of(NoteRole::Music, Emphasis::Full, 90);
        QCOMPARE(image.pixel(48, 65), note.edge);
        QCOMPARE(image.pixel(49, 65), note.body);
        QCOMPARE(image.pixel(95, 65), note.body);
        QVERIFY(image.pixel(97, 65) != note.body);
        QCOMPARE(image.pixel(60, 60), note.body);
        QVERIFY(image.pixel(60, 69) != note.body); // the gap above the next row
    }

    void shortNotesAreTwoPixelsWide()
    {
        const RollContent content = contentOf({test::note(0, 1, 60)});
        QCOMPARE(noteRect(content.notes()[0], picture().geometry, 1.0).width(), 2);
        QCOMPARE(noteRect(content.notes()[0], picture().geometry.scaled(2.0), 2.0).width(), 4);
    }

    void drumsAreShortMarks()
    {
        midi::Piece piece = test::piano({test::note(0, 960, 60), test::note(1200, 20, 60)});
        piece.parts[0].drums = true;
        const RollContent content(std::make_shared<const midi::Piece>(piece), {});
        const QRect mark = noteRect(content.notes()[0], picture().geometry, 1.0);
        QCOMPARE(mark.width(), mark.height());
        QCOMPARE(noteRect(content.notes()[1], picture().geometry, 1.0).width(), 2);
    }

    void hiddenNotesAreNotPainted()
    {
        midi::Piece piece = test::piano({test::note(0, 480, 60)});
        piece.parts.push_back(test::piano({test::note(0, 480, 62)}).parts[0]);
        const RollContent both(std::make_shared<const midi::Piece>(piece), {});
        const RollContent first = both.shownBy({{}, {.shown = false}});
        const QPoint onSecond(20, picture().geometry.topOf(62) + 3);
        QCOMPARE(paintRoll(both, picture(), kColours).pixel(onSecond), kColours.ofPart(1, Emphasis::Full, 64).body);
        QCOMPARE(paintRoll(first, picture(), kColours).pixel(onSecond), kColours.whiteRow);
    }

    void theNinthPartIsTheFirstHueHollowAndTheSeventeenthBanded()
    {
        midi::Piece piece;
        for (int i = 0; i < 17; ++i)
            piece.parts.push_back(test::piano({test::note(0, 480,
                                                          i == 0    ? 60
                                                          : i == 8  ? 62
                                                          : i == 16 ? 64
                                                                    : 50)})
                                      .parts[0]);
        const RollContent content(std::make_shared<const midi::Piece>(piece), {});
        const QImage image = paintRoll(content, picture(), kColours);
        const QRgb body = kColours.ofPart(0, Emphasis::Full, 64).body;
        const QRgb inside = kColours.insideOf(0, Emphasis::Full);
        const auto column = [&](int pitch) {
            const int top = picture().geometry.topOf(pitch);
            return std::array{image.pixel(20, top), image.pixel(20, top + 2), image.pixel(20, top + 4)};
        };
        QCOMPARE(column(60), (std::array{body, body, body}));
        QCOMPARE(column(62), (std::array{body, inside, inside}));
        QCOMPARE(column(64), (std::array{body, body, inside}));
    }

    void louderNotesAreStronger()
    {
        const QColor paper = Palette::of(Theme::Dark).surface;
        const QColor soft(kColours.of(NoteRole::Music, Emphasis::Full, 30).body);
        const QColor loud(kColours.of(NoteRole::Music, Emphasis::Full, 100).body);
        QVERIFY(contrast(loud, paper) > contrast(soft, paper));
    }

    void whatTheModelMadeIsHatchedAndTeal()
    {
        const QImage image = paintRoll(contentOf({test::note(0, 960, 60, 90)}, {NoteRole::Made}), picture(), kColours);
        const auto& made = kColours.of(NoteRole::Made, Emphasis::Full, 90);
        int hatched = 0;
        int plain = 0;
        for (int x = 2; x < 90; ++x) {
            hatched += image.pixel(x, 64) == made.hatch;
            plain += image.pixel(x, 64) == made.body;
        }
        QVERIFY(hatched > 10);
        QVERIFY(plain > 40);
    }

    void musicOutsideTheSeedStepsBack()
    {
        RollPicture wanted = picture();
        wanted.seed = NoteRange{1, 1};
        const QImage image = paintRoll(contentOf({test::note(0, 240, 60), test::note(480, 240, 60)}), wanted, kColours);
        QCOMPARE(image.pixel(10, 65), kColours.of(NoteRole::Music, Emphasis::Faded, 64).body);
        QCOMPARE(image.pixel(60, 65), kColours.of(NoteRole::Music, Emphasis::Full, 64).body);
    }

    void blackKeyRowsAreDarker()
    {
        const QImage image = paintRoll({}, picture(), kColours);
        QCOMPARE(image.pixel(5, 65), kColours.whiteRow); // C4
        QCOMPARE(image.pixel(5, 55), kColours.blackRow); // C♯4
    }

    void everyScaleIsCrisp()
    {
        // At any scale a note has its body's colour up to its last pixel: no blended edges.
        for (const double scale : {1.0, 1.25, 1.5, 2.0, 3.0}) {
            RollPicture wanted = picture();
            wanted.geometry = wanted.geometry.scaled(scale);
            wanted.scale = scale;
            wanted.size = (QSizeF(wanted.size) * scale).toSize();
            const RollContent content = contentOf({test::note(480, 480, 60, 90)});
            const QRect note = noteRect(content.notes()[0], wanted.geometry, scale);
            const QImage image = paintRoll(content, wanted, kColours);
            QCOMPARE(image.pixel(note.right(), note.bottom()), kColours.of(NoteRole::Music, Emphasis::Full, 90).body);
            QVERIFY(image.pixel(note.right() + 1, note.center().y())
                    != kColours.of(NoteRole::Music, Emphasis::Full, 90).body);
        }
    }

    void heatTakesTheBestWindowOfAColumn()
    {
        const RollContent content =
            contentOf({test::note(0, 240, 60), test::note(5, 240, 62), test::note(480, 240, 64)});
        QCOMPARE(ranked(std::vector{0.90F, 0.95F, 0.91F, 0.1F}), (std::vector{1.0F / 3.0F, 1.0F, 2.0F / 3.0F, 0.0F}));
        const auto columns = heatColumns(content, std::vector{0.2F, 1.0F, 0.5F}, picture().geometry, 100);
        QCOMPARE(columns[0], 1.0F);
        QVERIFY(qAbs(columns[48] - 0.5F) < 1e-6F);
    }

    void aThumbnailShowsItsRangeAlone()
    {
        const RollContent content =
            contentOf({test::note(0, 480, 60), test::note(480, 480, 62), test::note(960, 480, 64)});
        const QImage image = rollThumbnail(content, {100, 36}, 2.0, NoteRange{1, 1});
        QCOMPARE(image.size(), QSize(200, 72));
        bool all = true;
        for (int x = 4; x < 196; x += 8) {
            bool column = false;
            for (int y = 0; y < image.height(); ++y)
                column = column || qAlpha(image.pixel(x, y)) == 255;
            all = all && column;
        }
        QVERIFY(all); // the one note fills the width
    }
};

QTEST_MAIN(TestRollRaster)
#include "tst_roll_raster.moc"
