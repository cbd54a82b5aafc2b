#include "tests/support/music.h"
#include "ui/training/training_material.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

/// Eighth notes, `gridFit` of them on the grid and the rest 3 to 11 ticks late; 480 ticks per quarter.
midi::Piece eighths(int notes, double gridFit)
{
    midi::Piece piece = test::piano({});
    const int onGrid = static_cast<int>(gridFit * notes);
    for (int i = 0; i < notes; ++i)
        piece.parts.front().notes.push_back(test::note(240 * i + (i < onGrid ? 0 : 3 + i % 9), 120, 60 + i % 12));
    return piece;
}

library::Entry entryOf(const std::string& id, int notes, double gridFit, std::optional<midi::Piece> music = {})
{
    library::Entry entry;
    entry.id = entry.title = id;
    entry.composer = "Someone";
    entry.notes = static_cast<std::size_t>(notes);
    entry.length = Seconds{1.0};
    entry.gridFit = gridFit;
    entry.piece = std::make_shared<const midi::Piece>(music.value_or(eighths(notes, gridFit)));
    return entry;
}

library::Entry quartet()
{
    auto entry = entryOf("quartet", 120, 1.0);
    entry.parts = {{.name = "", .program = 73, .notes = 30},
                   {.name = "Violin I", .program = 40, .notes = 60},
                   {.name = "Cello", .program = 42, .notes = 30}};
    return entry;
}

QStringList idsOf(const TrainingSelection& selection)
{
    QStringList ids;
    for (const library::Entry& entry : selection.entries)
        ids << QString::fromStdString(entry.id);
    return ids;
}

} // namespace

/// Which pieces of a collection are trained on together.
class TestTrainingMaterial : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGivesNothing()
    {
        const auto selection = trainableTogether({});
        QVERIFY(selection.entries.empty());
        QCOMPARE(selection.material.pieces, std::size_t{0});
        QCOMPARE(selection.material.leftOut, std::size_t{0});
    }

    void rubatoOnHalfTheNotesIsStillOnTheBeat()
    {
        const auto selection = trainableTogether({{entryOf("étude", 100, 0.49), entryOf("prelude", 200, 1.0)}, {}});
        QCOMPARE(selection.material.pieces, std::size_t{2});
        QCOMPARE(selection.material.notes, std::size_t{300});
        QCOMPARE(selection.material.length.count(), 2.0);
        QCOMPARE(selection.material.composers, std::size_t{1});
        QCOMPARE(selection.material.leftOut, std::size_t{0});
    }

    void theKindWithFewerNotesIsLeftOut()
    {
        const auto few = entryOf("recording", 100, 0.05);
        const auto more = trainableTogether({{few, entryOf("prelude", 200, 1.0)}, {}});
        QCOMPARE(idsOf(more), QStringList{QStringLiteral("prelude")});
        QCOMPARE(more.material.leftOut, std::size_t{1});
        QVERIFY(more.material.onTheBeat);

        const auto less = trainableTogether({{few, entryOf("prelude", 90, 1.0)}, {}});
        QCOMPARE(idsOf(less), QStringList{QStringLiteral("recording")});
        QCOMPARE(less.material.notes, std::size_t{100});
        QCOMPARE(less.material.leftOut, std::size_t{1});
        QVERIFY(!less.material.onTheBeat);
    }

    void soloMusicOffersNoParts()
    {
        auto piano = entryOf("prelude", 100, 1.0);
        piano.parts = {{.name = "", .notes = 100}};
        auto flute = entryOf("syrinx", 100, 1.0);
        flute.parts = {{.name = "", .program = 73, .notes = 100}};
        QVERIFY(trainableTogether({{piano, flute}, {}}).material.offered.empty());
    }

    void ensemblesOfferFamiliesAndNamesWithTheirNotes()
    {
        const auto offered = trainableTogether({{quartet()}, {}}).material.offered;
        QCOMPARE(offered.size(), std::size_t{2 + 3});
        using Kind = OfferedPart::Kind;
        QCOMPARE(offered[0], (OfferedPart{Kind::Family, "strings", "Strings", 90}));
        QCOMPARE(offered[1], (OfferedPart{Kind::Family, "pipe", "Pipe", 30}));
        QCOMPARE(offered[2], (OfferedPart{Kind::Name, "violin i", "Violin I", 60}));
        QVERIFY(std::ranges::find(offered, OfferedPart{Kind::Name, "flute", "Flute", 30}) != offered.end());
    }

    void aWordIsOfferedOnceAndMeansAllThatItSelects()
    {
        auto band = entryOf("band", 100, 1.0);
        band.parts = {{.name = "VIOLIN", .program = 40, .notes = 10},
                      {.name = "Violin", .program = 40, .notes = 20},
                      {.name = "Violin solo", .program = 40, .notes = 30},
                      {.name = "2", .program = 42, .notes = 25},
                      {.name = "Violins", .program = 41, .notes = 4},
                      {.name = "Violin", .program = 41, .notes = 3},
                      {.name = "Strings", .program = 41, .notes = 2},
                      {.name = "Bass, drums", .program = 33, .notes = 15},
                      {.name = " ", .program = 0, .notes = 5}};
        std::vector<OfferedPart> names = trainableTogether({{band}, {}}).material.offered;
        std::erase_if(names, [](const OfferedPart& part) { return part.kind == OfferedPart::Kind::Family; });
        QCOMPARE(names.size(), std::size_t{2}); // a number means a place, a comma divides words, strings are a family
        QCOMPARE(names[0].word, std::string("violin"));
        QCOMPARE(names[0].notes, std::size_t{67}); // violins too
        QCOMPARE(names[1], (OfferedPart{OfferedPart::Kind::Name, "violin solo", "Violin solo", 30}));
    }

    void aNumberInANameIsOneInBothWaysOfWriting()
    {
        auto duo = entryOf("duo", 60, 1.0);
        duo.parts = {{.name = "Horn II", .program = 60, .notes = 10},
                     {.name = "Horn 2", .program = 60, .notes = 20},
                     {.name = "II", .program = 70, .notes = 30}};
        std::vector<OfferedPart> names = trainableTogether({{duo}, {}}).material.offered;
        std::erase_if(names, [](const OfferedPart& part) { return part.kind == OfferedPart::Kind::Family; });
        QCOMPARE(names.size(), std::size_t{2});
        QCOMPARE(names[0], (OfferedPart{OfferedPart::Kind::Name, "ii", "II", 60}));
        QCOMPARE(names[1], (OfferedPart{OfferedPart::Kind::Name, "horn 2", "Horn 2", 30}));
    }

    void onlyPiecesWithTheChosenPartsAreTaken()
    {
        auto piano = entryOf("prelude", 100, 1.0);
        piano.parts = {{.name = "", .notes = 100}};
        const auto chosen = trainableTogether({{piano, quartet()}, {}}, {{"strings"}});
        QCOMPARE(idsOf(chosen), QStringList{QStringLiteral("quartet")});
        QCOMPARE(chosen.material.notes, std::size_t{90});
        QCOMPARE(chosen.material.withoutParts, std::size_t{1});
        QCOMPARE(trainableTogether({{piano, quartet()}, {}}, {{"piano"}}).material.notes, std::size_t{100});
        const auto none = trainableTogether({{piano, quartet()}, {}}, {{"drums"}});
        QCOMPARE(none.material.pieces, std::size_t{0});
        QCOMPARE(none.material.withoutParts, std::size_t{2});
    }

    void aPieceThatBeginsBesideTheGridKeepsABeat()
    {
        midi::Piece late = eighths(100, 1.0);
        for (midi::Note& note : late.parts.front().notes)
            note.onset += Tick{7};
        late.timeSignatures = {{Tick{0}, 4, 4}, {Tick{7}, 4, 4}}; // the second tells where bars begin
        const auto upbeat = entryOf("upbeat", 100, 0.0, late);    // counted from the start of the file none is on it
        QCOMPARE(trainableTogether({{upbeat, entryOf("prelude", 200, 1.0)}, {}}).material.leftOut, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestTrainingMaterial)
#include "tst_training_material.moc"
