#include "core/encoding/encoder.h"
#include "core/generation/heard_parts.h"
#include "tests/support/fake_learner.h"
#include "tests/support/quartet.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::generation;
using namespace cadenza::test;

namespace {

model::Network networkOf(model::Model model)
{
    return model::Network(std::make_shared<const model::Model>(std::move(model)));
}

model::NetworkShape shapeOf(int parts)
{
    return {.hidden = 16, .layers = 1, .composers = 1, .parts = parts};
}

} // namespace

/// As what a network hears the parts of a seed.
class TestHeardParts : public QObject {
    Q_OBJECT

    const model::Network ensemble_ = networkOf(zeroModel(shapeOf(encoding::kPartClasses)));
    const model::Network keyboard_ = networkOf(keyboardModel(shapeOf(encoding::kPartFamilies)));

private Q_SLOTS:
    void aPartThatWasLearntIsHeardAsItself()
    {
        QVERIFY(heardPartsOf(ensemble_, band(8)).isPlain());
        QVERIFY(unheardParts(ensemble_, band(8)).empty());
    }
    void aKeyboardAloneIsHeardAsItIs()
    {
        midi::Piece piano;
        piano.parts = {wanderingPart("", 0, 0, 60, 8)};
        QVERIFY(heardPartsOf(keyboard_, piano).isPlain());
    }
    void whatAPianoModelHasNotLearntItHearsAsAPiano()
    {
        const HeardParts parts = heardPartsOf(keyboard_, band(8));
        for (const std::uint8_t strings : {5, 22, 39, 56})
            QCOMPARE(int{parts.as(strings)}, 0);
        QCOMPARE(int{parts.as(4)}, 0);
        QVERIFY(!parts.hears(16));
        QCOMPARE(unheardParts(keyboard_, band(8)), (std::vector<std::size_t>{4}));
        QVERIFY(audible(band(8), parts).parts[4].notes.empty());
        QCOMPARE(audible(band(8), parts).parts.size(), std::size_t{6});
    }
    void aRestingPartIsJudgedToo()
    {
        midi::Piece piece = quartet(8);
        piece.parts[2].notes.clear();
        QCOMPARE(int{heardPartsOf(keyboard_, piece).as(39)}, 0);
        QVERIFY(heardPartsOf(ensemble_, piece).isPlain());
    }
    void placesThatAreNotKnownShareTheLastOfTheirFamily()
    {
        const auto network = networkOf(zeroModel(shapeOf(2 * encoding::kPartFamilies)));
        const HeardParts parts = heardPartsOf(network, quartet(8));
        QCOMPARE(int{parts.as(5)}, 5);
        for (const std::uint8_t strings : {22, 39, 56})
            QCOMPARE(int{parts.as(strings)}, 22);
    }
    void drumsAloneAreHeardForWantOfElse()
    {
        midi::Piece drums = band(8);
        drums.parts = {drums.parts[4]};
        QVERIFY(heardPartsOf(keyboard_, drums).isPlain());
    }
    void aChordIsReadFromBelowWhoeverPlaysIt()
    {
        midi::Piece piece = quartet(2);
        piece.parts[3].notes[0].pitch = piece.parts[2].notes[0].pitch; // a unison
        const auto played = encoding::encode(piece, encoding::TimeBase::Beats).events;
        const auto heard = heardPartsOf(keyboard_, quartet(8)).heard(played);
        QCOMPARE(played.size(), std::size_t{8});
        QCOMPARE(heard.size(), std::size_t{7});
        for (std::size_t i = 0; i < heard.size(); ++i) {
            QCOMPARE(int{heard[i].part}, 0);
            QCOMPARE(heard[i].step != 0, i == 3);
            if (heard[i].step == 0 && i > 0)
                QVERIFY(heard[i].pitch > heard[i - 1].pitch);
        }
    }
};

QTEST_GUILESS_MAIN(TestHeardParts)
#include "tst_heard_parts.moc"
