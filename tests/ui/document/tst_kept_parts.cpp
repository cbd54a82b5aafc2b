#include "tests/support/ensemble.h"
#include "ui/document/kept_parts.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using generation::PartRole;

namespace {

constexpr std::size_t kFirst = 60, kSeed = 40; ///< all four parts play there
const midi::Piece kSource = test::ensemble(12);

/// The seed and all that follows it, as written.
midi::Piece written()
{
    return midi::excerpt(kSource, kFirst, kSource.noteCount() - kFirst);
}

std::vector<PartRole> rolesOf(const midi::Piece& take)
{
    return rolesIn(take, kSeed, kSource, kFirst);
}

} // namespace

/// What can be told of a take beside the piece that its seed comes from.
class TestKeptParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPartThatGoesOnAsWrittenIsKept()
    {
        midi::Piece take = written();
        take.parts[0].notes.back().pitch += 1; // the flute's is another one
        const auto roles = rolesOf(take);
        QCOMPARE(roles, (std::vector{PartRole::New, PartRole::Kept, PartRole::Kept, PartRole::Kept}));
        QCOMPARE(keptIn(take, roles, kSource), (std::vector{false, true, true, true}));
    }

    void aPartThatIsNotThereIsLeftOut()
    {
        midi::Piece take = written();
        take.parts.erase(take.parts.begin() + 1);
        const auto roles = rolesOf(take);
        QCOMPARE(roles[1], PartRole::LeftOut);
        QCOMPARE(keptIn(take, roles, kSource).size(), std::size_t{3});
    }

    void theTakeBeginsWhereTheFirstPartThatIsLeftDoes()
    {
        midi::Piece source = kSource;
        for (auto* notes : {&source.parts[1].notes, &source.parts[2].notes, &source.parts[3].notes})
            for (midi::Note& note : *notes)
                note.onset += Tick{120}; // the flute comes first
        midi::Piece take = midi::excerpt(source, kFirst, source.noteCount() - kFirst);
        take.parts.erase(take.parts.begin());
        const Tick begin = midi::notesInOrder(take).front().note.onset;
        for (midi::Part& part : take.parts)
            for (midi::Note& note : part.notes)
                note.onset -= begin;
        const auto roles = rolesIn(take, kSeed, source, kFirst);
        QCOMPARE(roles, (std::vector{PartRole::LeftOut, PartRole::Kept, PartRole::Kept, PartRole::Kept}));
    }

    void aPartThatEndsWithTheSeedIsNew()
    {
        midi::Piece take = midi::excerpt(kSource, kFirst, kSeed);
        QCOMPARE(rolesOf(take), std::vector(4, PartRole::New));
    }

    void aSeedThatIsPlayedOnceMoreIsKept()
    {
        midi::Piece take = midi::excerpt(kSource, kFirst, kSeed);
        auto& cello = take.parts[2].notes;
        const auto once = cello;
        for (midi::Note note : once) {
            note.onset += Tick{40 * 1920};
            cello.push_back(note);
        }
        QCOMPARE(rolesOf(take)[2], PartRole::Kept);
        cello.back().pitch += 2;
        QCOMPARE(rolesOf(take)[2], PartRole::New);
    }
};

QTEST_GUILESS_MAIN(TestKeptParts)
#include "tst_kept_parts.moc"
