#include "core/generation/part_texture.h"
#include "tests/support/quartet.h"

#include <QTest>

#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::note;

/// How a part plays in a seed.
class TestPartTexture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMelodyInNumbers()
    {
        const PartTexture texture = textureOf({note(0, 480, 60), note(480, 240, 64), note(960, 480, 62)}, 480);
        QVERIFY(texture.monophonic);
        QCOMPARE(texture.lowest, 60);
        QCOMPARE(texture.highest, 64);
        QCOMPARE(texture.height, 62.0);
        QCOMPARE(texture.spread, std::sqrt(8.0 / 3.0));
        QCOMPARE(texture.leap, 3.0);
        QCOMPARE(texture.legato, 1200.0 / 1440.0);
    }
    void legatoNotesOverlapALittle()
    {
        QVERIFY(textureOf({note(0, 540, 60), note(480, 540, 62), note(960, 480, 64)}, 480).monophonic);
        QVERIFY(!textureOf({note(0, 720, 60), note(480, 720, 62), note(960, 480, 64)}, 480).monophonic);
    }
    void chordsAreNotMonophonic()
    {
        QVERIFY(!textureOf({note(0, 480, 60), note(0, 480, 64), note(480, 480, 62)}, 480).monophonic);
    }
    void oneNoteIsAMelody()
    {
        const PartTexture texture = textureOf({note(0, 480, 60)}, 480);
        QVERIFY(texture.monophonic);
        QCOMPARE(texture.legato, 1.0);
        QCOMPARE(texture.leap, PartTexture{}.leap);
    }
    void consonanceIsMeasuredAgainstChance()
    {
        midi::Piece piece = test::quartet(16);
        for (std::size_t part = 0; part < 4; ++part)
            for (midi::Note& one : piece.parts[part].notes)
                one.pitch = static_cast<std::uint8_t>(48 + 12 * part);
        const double octaves = consonanceOf(piece);
        for (std::size_t part = 0; part < 4; ++part)
            for (midi::Note& one : piece.parts[part].notes)
                one.pitch = static_cast<std::uint8_t>(60 + part);
        QVERIFY(octaves > 3.0);
        QVERIFY(consonanceOf(piece) < 1.0);
        QCOMPARE(consonanceOf(midi::Piece{}), 0.0);
        QVERIFY(isConsonant(-16) && isConsonant(0) && !isConsonant(6) && !isConsonant(-1));
    }
};

QTEST_GUILESS_MAIN(TestPartTexture)
#include "tst_part_texture.moc"
