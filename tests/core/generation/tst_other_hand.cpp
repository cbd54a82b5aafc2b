#include "core/encoding/encoder.h"
#include "core/generation/other_hand.h"
#include "tests/support/fake_learner.h"
#include "tests/support/music.h"

#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::generation;

namespace {

model::Network network()
{
    const model::NetworkShape shape{.hidden = 8, .layers = 1, .composers = 1};
    return model::Network(std::make_shared<const model::Model>(test::zeroModel(shape)));
}

/// Two bars of 4/4: a bass note on each beat, two eighths above it.
midi::Piece twoHands()
{
    std::vector<midi::Note> notes;
    for (int beat = 0; beat < 8; ++beat) {
        midi::Note bass = test::note(480 * beat, 480, 40 + beat % 4);
        bass.hand = midi::Hand::Left;
        notes.push_back(bass);
        for (int half = 0; half < 2; ++half) {
            midi::Note melody = test::note(480 * beat + 240 * half, 240, 67 + (beat + half) % 7);
            melody.hand = midi::Hand::Right;
            notes.push_back(melody);
        }
    }
    std::ranges::sort(notes);
    return test::piano(std::move(notes));
}

/// Onset from the second repetition's start, and pitch, of the notes on one side of middle C.
std::vector<std::pair<std::int64_t, int>> notesOf(const midi::Piece& piece, std::int64_t from, bool low)
{
    std::vector<std::pair<std::int64_t, int>> found;
    for (const auto& [note, part] : midi::notesInOrder(piece))
        if (note.onset.value >= from && (note.pitch < 60) == low)
            found.emplace_back(note.onset.value - from, note.pitch);
    return found;
}

} // namespace

/// One hand of a seed again, the other anew.
class TestOtherHand : public QObject {
    Q_OBJECT

    static constexpr std::int64_t kTwoBars = 2 * 4 * 480;

private Q_SLOTS:
    void theKeptHandIsPlayedAgainNoteForNote_data()
    {
        QTest::addColumn<bool>("left");
        QTest::newRow("left") << true;
        QTest::newRow("right") << false;
    }
    void theKeptHandIsPlayedAgainNoteForNote()
    {
        QFETCH(bool, left);
        const midi::Piece seed = twoHands();
        const auto takes = drawOtherHand(network(), seed, left ? midi::Hand::Left : midi::Hand::Right, {}, 3, 5);
        QVERIFY(takes);
        QCOMPARE(takes->size(), std::size_t{3});
        for (const Take& take : *takes) {
            QCOMPARE(take.seedNotes, seed.noteCount());
            QVERIFY(notesOf(take.piece, kTwoBars, left) == notesOf(seed, 0, left));
            const auto other = notesOf(take.piece, kTwoBars, !left);
            QVERIFY(!other.empty());
            QVERIFY(other != notesOf(seed, 0, !left));
        }
        QVERIFY((*takes)[0].piece != (*takes)[1].piece);
    }
    void theSameRandomSeedGivesTheSame()
    {
        const auto once = drawOtherHand(network(), twoHands(), midi::Hand::Left, {}, 2, 9);
        const auto again = drawOtherHand(network(), twoHands(), midi::Hand::Left, {}, 2, 9);
        QVERIFY(once && again && (*once)[1].piece == (*again)[1].piece);
        QCOMPARE((*once)[0].insights.size(), (*once)[0].events.size());
    }
    void handsThatNobodyNamedAreSplitAtMiddleC()
    {
        QCOMPARE(handOf(test::note(0, 1, 59)), midi::Hand::Left);
        QCOMPARE(handOf(test::note(0, 1, 60)), midi::Hand::Right);
    }
    void aSeedForOneHandIsRefused()
    {
        const auto takes = drawOtherHand(network(), test::wanderingLine(16), midi::Hand::Left, {}, 1, 1);
        QVERIFY(!takes);
        QCOMPARE(takes.error().fault, Fault::InvalidSetting);
        QVERIFY(!drawOtherHand(network(), twoHands(), midi::Hand::Unknown, {}, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestOtherHand)
#include "tst_other_hand.moc"
