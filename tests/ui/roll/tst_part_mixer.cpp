#include "tests/support/ensemble.h"
#include "ui/roll/part_identity.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/roll_content.h"

#include <QSignalSpy>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

const PartState kMuted{.muted = true}, kHidden{.shown = false};

} // namespace

/// What is remembered of the parts of a piece.
class TestPartMixer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAreShownAndHeardUntilSomeoneSaysOtherwise()
    {
        const PartMixer mixer;
        QCOMPARE(mixer.mixOf("a", test::ensemble(2)), PartMix(4));
    }

    void eachPieceHasItsOwnMix()
    {
        PartMixer mixer;
        const midi::Piece piece = test::ensemble(2);
        QSignalSpy changed(&mixer, &PartMixer::changed);
        mixer.set("a", piece, {{}, kMuted});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].value<std::string>(), std::string("a"));
        QCOMPARE(mixer.mixOf("a", piece), (PartMix{{}, kMuted, {}, {}}));
        QCOMPARE(mixer.mixOf("b", piece), PartMix(4));
        mixer.set("a", piece, {{}, kMuted});
        QCOMPARE(changed.count(), 1); // nothing new
    }

    void takesShareTheMixOfThoseOfTheirPiece()
    {
        QVERIFY(takesOf("a") != "a");
        QVERIFY(takesOf("a") != takesOf("b"));
        QCOMPARE(pieceOf(takesOf("/music/a.mid")), std::string("/music/a.mid"));
        QCOMPARE(pieceOf("/music/a.mid"), std::string("/music/a.mid"));
    }

    void anExcerptThatLacksAPartFindsTheOthers()
    {
        PartMixer mixer;
        const midi::Piece piece = test::ensemble(4);
        mixer.set("a", piece, {{}, {}, kMuted, kHidden});
        const midi::Piece opening = midi::excerpt(piece, 0, 20); // the cello is silent there
        QCOMPARE(opening.parts.size(), std::size_t{3});
        QCOMPARE(mixer.mixOf("a", opening), (PartMix{{}, {}, kHidden}));
        mixer.set("a", opening, {kMuted});
        QCOMPARE(mixer.mixOf("a", piece), (PartMix{kMuted, {}, kMuted, {}})); // the cello's stays
    }

    void anExcerptHasTheHuesOfItsPiece()
    {
        const midi::Piece piece = test::ensemble(4);
        const midi::Piece opening = midi::excerpt(piece, 0, 20); // without the cello
        QCOMPARE(huesWithin(opening, piece), (PartHues{0, 1, 3}));
        const RollContent content(std::make_shared<const midi::Piece>(opening), {}, {}, huesWithin(opening, piece));
        QCOMPARE(int{content.notes()[2].part}, 2);
        QCOMPARE(int{content.notes()[2].hue}, 3);
    }

    void partsThatAreAlikeAreToldApartByTheirOrder()
    {
        PartMixer mixer;
        midi::Piece piece = test::ensemble(1);
        piece.parts[0] = piece.parts[1];
        mixer.set("a", piece, {{}, kMuted});
        QCOMPARE(mixer.mixOf("a", piece), (PartMix{{}, kMuted, {}, {}}));
    }
};

QTEST_GUILESS_MAIN(TestPartMixer)
#include "tst_part_mixer.moc"
