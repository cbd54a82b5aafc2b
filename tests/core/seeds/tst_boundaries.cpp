#include "core/seeds/boundaries.h"
#include "core/seeds/seed_scoring.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::seeds;
using cadenza::test::note;
using cadenza::test::piano;

namespace {

/// Phrases of seven eighths and a half note, each from the middle C upwards; with `stride` each in other steps.
midi::Piece phrases(int count, int stride = 0)
{
    std::vector<midi::Note> notes;
    std::int64_t at = 0;
    for (int phrase = 0; phrase < count; ++phrase) {
        for (int i = 0; i < 7; ++i, at += 240)
            notes.push_back(note(at, 240, 60 + i + stride * phrase * (i % 3) % 11));
        notes.push_back(note(at, 960, 67));
        at += 960;
    }
    return piano(std::move(notes));
}

} // namespace

class TestBoundaries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void barsBeginOnDownbeats()
    {
        const auto bars = boundariesOf(trackNotes(test::wanderingLine(20)), Snap::Bars);
        QCOMPARE(bars, (std::vector<std::size_t>{0, 8, 16, 20}));
    }

    void phrasesBeginAfterLongNotes()
    {
        const auto starts = boundariesOf(trackNotes(phrases(4)), Snap::Phrases);
        QCOMPARE(starts, (std::vector<std::size_t>{0, 8, 16, 24, 32}));
    }

    void nothingIsSnappedWhenNobodyAsks()
    {
        QVERIFY(boundariesOf(trackNotes(phrases(2)), Snap::None).empty());
        QVERIFY(boundariesOf({}, Snap::Bars).empty());
    }

    void endsMoveToTheNearestBoundaries()
    {
        const std::vector<std::size_t> boundaries{0, 8, 40, 100, 400};
        QCOMPARE(snapped(boundaries, {10, 64}), (NoteRun{8, 92}));
        QCOMPARE(snapped(boundaries, {10, 20}), (NoteRun{8, 32}));
        QVERIFY(!snapped(boundaries, {390, 64})); // nothing follows the last boundary
        QVERIFY(!snapped(boundaries, {100, 64})); // 300 notes are too many
        QVERIFY(!snapped({}, {0, 64}));
    }

    void theBestSeedsKeepToBars()
    {
        const auto piece = phrases(60, 3); // no phrase is heard twice within a seed
        const NoteTrack track = trackNotes(piece);
        const auto bars = boundariesOf(track, Snap::Bars);
        const auto best = SeedScorer(piece).best({64, 3, Snap::Bars});
        QCOMPARE(best.size(), std::size_t{3});
        for (const auto& window : best) {
            QVERIFY(std::ranges::binary_search(bars, window.first));
            QVERIFY(std::ranges::binary_search(bars, window.first + window.count));
            QVERIFY(window.count >= kFewestSeedNotes && window.count <= kMostSeedNotes);
        }
    }
};

QTEST_GUILESS_MAIN(TestBoundaries)
#include "tst_boundaries.moc"
