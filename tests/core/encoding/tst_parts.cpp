#include "core/encoding/decoder.h"
#include "core/encoding/encoder.h"
#include "core/encoding/parts.h"
#include "tests/support/quartet.h"

#include <QTest>

#include <set>

using namespace cadenza;
using namespace cadenza::encoding;
using namespace cadenza::test;

namespace {

using Classes = std::vector<std::uint8_t>;

midi::Piece pieceOf(const std::vector<std::uint8_t>& programs)
{
    midi::Piece piece;
    for (const std::uint8_t program : programs)
        piece.parts.push_back({"", 0, program, false, {note(0, 480, 60)}, {}});
    return piece;
}

} // namespace

/// Which class each part of a piece has, and that parts of one family stay apart.
class TestParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyboardIsClassZeroAndDrumsAreSixteen()
    {
        auto piece = pieceOf({0, 40});
        piece.parts.push_back({"", 9, 0, true, {note(0, 480, 36)}, {}});
        QCOMPARE(partClassesOf(piece), (Classes{0, 5, 16}));
        QVERIFY(isDrums(16) && isDrums(16 + 17) && !isDrums(0) && !isDrums(17));
    }
    void partsOfAFamilyStandByProgramThenInTheirOrder()
    {
        QCOMPARE(partClassesOf(quartet(1)), (Classes{5, 22, 39, 56}));
        QCOMPARE(partClassesOf(pieceOf({42, 40, 41, 40})), (Classes{56, 5, 39, 22}));
        QCOMPARE(partClassesOf(pieceOf({52, 52, 52, 52})), (Classes{6, 23, 40, 57}));
    }
    void aNinthPartOfAFamilyGoesWithTheEighth()
    {
        const auto classes = partClassesOf(pieceOf({40, 40, 40, 40, 40, 40, 40, 40, 40, 40}));
        QCOMPARE(int{classes[7]}, 5 + 7 * 17);
        QCOMPARE(classes[8], classes[7]);
        QCOMPARE(classes[9], classes[7]);
        QVERIFY(std::ranges::max(classes) < kPartClasses);
    }
    void aClassBeyondThoseKnownIsTheLastOfItsFamily()
    {
        QCOMPARE(int{partWithin(56, 17)}, 5);
        QCOMPARE(int{partWithin(56, 34)}, 22);
        QCOMPARE(int{partWithin(56, 68)}, 56);
        QCOMPARE(int{partWithin(16, 17)}, 16);
        QCOMPARE(int{partWithin(33, 17)}, 16);
    }
    void fourVoicesOfOneFamilyComeBackApart()
    {
        const auto events = encode(quartet(32), TimeBase::Beats).events;
        std::set<std::uint8_t> classes;
        for (const Event& event : events)
            classes.insert(event.part);
        QCOMPARE(classes, (std::set<std::uint8_t>{5, 22, 39, 56}));
        const auto back = decode(TimeBase::Beats, events);
        QCOMPARE(back.parts.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(back.parts[i].notes.size(), std::size_t{32});
            for (std::size_t n = 0; n < 32; ++n)
                QCOMPARE(back.parts[i].notes[n].pitch, quartet(32).parts[i].notes[n].pitch);
        }
        QVERIFY(encode(back, TimeBase::Beats).events == events);
    }
    void unisonsOfTwoPlayersAreTwoNotes()
    {
        auto piece = pieceOf({40, 40});
        QCOMPARE(encode(piece, TimeBase::Beats).events.size(), std::size_t{2});
    }
    void newPartsOfAFamilyStandInTheOrderOfTheirClasses()
    {
        const std::vector<Event> events{{.part = 22, .pitch = 60}, {.step = 9, .part = 5, .pitch = 72, .beat = 12}};
        const auto piece = decode(TimeBase::Beats, events);
        QCOMPARE(piece.parts.size(), std::size_t{2});
        QCOMPARE(int{piece.parts[0].notes.front().pitch}, 72);
        QCOMPARE(partClassesOf(piece), (Classes{5, 22}));
    }
    void takesTheInstrumentsOfItsContext()
    {
        Decoder decoder(TimeBase::Beats, quartet(4));
        decoder.append({.step = 9, .part = 39, .pitch = 60});
        QCOMPARE(decoder.piece().parts.size(), std::size_t{4});
        QCOMPARE(decoder.piece().parts[2].name, std::string("Viola"));
        QCOMPARE(decoder.piece().parts[2].notes.size(), std::size_t{5});
    }
    void positionsSayWhereEventsBegin()
    {
        const auto stream = encode(quartet(3), TimeBase::Beats);
        QCOMPARE(stream.positions.size(), stream.events.size());
        QCOMPARE(stream.positions.front(), std::int64_t{0});
        QCOMPARE(stream.positions.back(), std::int64_t{48});
    }
};

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
