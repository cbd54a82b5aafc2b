#include "core/midi/instruments.h"
#include "core/midi/part_selection.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::midi;

namespace {

using Indices = std::vector<std::size_t>;

Part part(std::string name, std::uint8_t program)
{
    Part made;
    made.name = std::move(name);
    made.program = program;
    made.notes.push_back({Tick{0}, Tick{480}, 60, 64});
    return made;
}

/// Violin I, Violin II, timpani, clarinet, trumpet, choir bass, electric bass, piano, drums.
Piece orchestra()
{
    Piece piece;
    piece.title = "Everyone";
    piece.tempo.push_back({Tick{0}, 400000.0});
    piece.parts = {part("Violin I", 40), part("Violin II", 40), part("", 47), part("", 71), part("", 56),
                   part("Bass", 52),     part("", 33),          part("", 0),  part("", 0)};
    piece.parts.back().drums = true;
    return piece;
}

Indices meant(std::string_view words)
{
    return partsIn(orchestra(), partSelectionFrom(words));
}

} // namespace

class TestPartSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesInstrumentsAsGeneralMidiDoes();
    void callsAPartByItsNameOrElseItsInstrument();
    void readsWordsBetweenCommas();
    void selectsEverythingWithoutWords();
    void findsFamiliesProgramsAndNames();
    void findsWhatInstrumentsAreCalledTogether();
    void findsAPartByItsPlace();
    void findsNothingForAStrangeWord();
    void keepsTimpaniOutOfTheStrings();
    void knowsTheOthers();
    void keepsAllButTheOtherParts();
};

void TestPartSelection::namesInstrumentsAsGeneralMidiDoes()
{
    QCOMPARE(programName(0), std::string_view("Acoustic Grand Piano"));
    QCOMPARE(programName(40), std::string_view("Violin"));
    QCOMPARE(programName(73), std::string_view("Flute"));
    QCOMPARE(programName(110), std::string_view("Fiddle"));
    QCOMPARE(programName(127), std::string_view("Gunshot"));
    QCOMPARE(nameOf(familyOf(part("", 73))), std::string_view("Pipe"));
    QCOMPARE(nameOf(familyOf(orchestra().parts.back())), std::string_view("Drums"));
}

void TestPartSelection::callsAPartByItsNameOrElseItsInstrument()
{
    QCOMPARE(labelOf(part("Soprano", 52)), std::string("Soprano"));
    QCOMPARE(labelOf(part("", 52)), std::string("Choir Aahs"));
    QCOMPARE(labelOf(orchestra().parts.back()), std::string("Drums"));
}

void TestPartSelection::readsWordsBetweenCommas()
{
    QCOMPARE(partSelectionFrom(" bass, strings,,violin 2 ").words,
             (std::vector<std::string>{"bass", "strings", "violin 2"}));
    QVERIFY(partSelectionFrom(" , ").all());
}

void TestPartSelection::selectsEverythingWithoutWords()
{
    QCOMPARE(meant(""), (Indices{0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

void TestPartSelection::findsFamiliesProgramsAndNames()
{
    QCOMPARE(meant("strings"), (Indices{0, 1}));
    QCOMPARE(meant("Violins"), (Indices{0, 1}));
    QCOMPARE(meant("violin ii"), (Indices{1}));
    QCOMPARE(meant("violin 2"), (Indices{1}));
    QCOMPARE(meant("bass"), (Indices{5, 6})); // a voice that is called so, and an instrument
    QCOMPARE(meant("clarinet,trumpet"), (Indices{3, 4}));
}

void TestPartSelection::findsWhatInstrumentsAreCalledTogether()
{
    QCOMPARE(meant("winds"), (Indices{3, 4}));
    QCOMPARE(meant("woodwind"), (Indices{3}));
    QCOMPARE(meant("keyboard"), (Indices{7}));
    QCOMPARE(meant("choir"), (Indices{5}));
    QCOMPARE(meant("percussion"), (Indices{2, 8}));
    QCOMPARE(meant("drums"), (Indices{8}));
}

void TestPartSelection::findsAPartByItsPlace()
{
    QCOMPARE(meant("1,9"), (Indices{0, 8}));
    QCOMPARE(meant("10"), Indices{});
    Piece numbered;
    numbered.parts = {part("Violin 2", 40), part("", 48), part("Violin 1", 40)}; // 48: “String Ensemble 1”
    QCOMPARE(partsIn(numbered, {{"1"}}), (Indices{0}));
    QCOMPARE(partsIn(numbered, {{"2"}}), (Indices{1}));
}

void TestPartSelection::findsNothingForAStrangeWord()
{
    QCOMPARE(meant("theremin"), Indices{});
    QCOMPARE(meant("?"), Indices{});
    QCOMPARE(meant("vio"), Indices{});
}

void TestPartSelection::keepsTimpaniOutOfTheStrings()
{
    QCOMPARE(meant("timpani"), (Indices{2}));
}

void TestPartSelection::knowsTheOthers()
{
    Piece piece = orchestra();
    piece.parts[3].notes.clear();
    QCOMPARE(otherParts(piece, Indices{0, 1, 2}), (Indices{4, 5, 6, 7, 8}));
}

void TestPartSelection::keepsAllButTheOtherParts()
{
    const Piece piece = orchestra();
    const Piece kept = withParts(piece, Indices{1, 3});
    QCOMPARE(kept.parts.size(), std::size_t{2});
    QVERIFY(kept.parts[0] == piece.parts[1] && kept.parts[1] == piece.parts[3]);
    QCOMPARE(kept.title, piece.title);
    QVERIFY(kept.tempo == piece.tempo);
}

QTEST_GUILESS_MAIN(TestPartSelection)
#include "tst_part_selection.moc"
