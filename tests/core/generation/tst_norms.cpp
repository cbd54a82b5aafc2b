#include "core/generation/norms.h"
#include "tests/support/music.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::generation;

/// What real music is like, for a take to be compared with.
class TestNorms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsHowManyStretchesHaveLess()
    {
        std::vector<Measures> stretches;
        for (const double density : {1.0, 2.0, 2.0, 4.0})
            stretches.push_back({.notesPerSecond = density});
        const Norms norms(stretches);
        QCOMPARE(norms.shareBelow(&Measures::notesPerSecond, 0.5), 0.0);
        QCOMPARE(norms.shareBelow(&Measures::notesPerSecond, 2.0), 0.5); // one below, two as much
        QCOMPARE(norms.shareBelow(&Measures::notesPerSecond, 9.0), 1.0);
    }
    void measuresStretchesOfPieces()
    {
        const auto piece = [](int notes) { return std::make_shared<const midi::Piece>(test::wanderingLine(notes)); };
        const std::vector pieces{piece(430), piece(50), piece(20)}; // two stretches, a short one, and too short a one
        const Norms norms = normsOf(pieces, {});
        QCOMPARE(norms.stretches(), std::size_t{3});
        QCOMPARE(norms.shareBelow(&Measures::notesPerSecond, 3.9), 0.0); // eighths at 120 a minute
        QCOMPARE(norms.shareBelow(&Measures::notesPerSecond, 4.1), 1.0);
    }
    void rangeAndKeyAreMeasured()
    {
        std::vector<midi::Note> notes;
        for (int i = 0; i < 100; ++i) // C major over two octaves
            notes.push_back(
                test::note(240 * i, 240, 60 + std::array{0, 4, 7, 12, 16, 19, 24}[static_cast<std::size_t>(i % 7)]));
        const Measures measures = measure(test::piano(notes));
        QCOMPARE(measures.pitchRange, 24.0);
        QVERIFY(measures.keyClarity > 0.8);
        const auto key = tonalityOf(test::piano(notes));
        QCOMPARE(key.tonic, 0);
        QVERIFY(!key.minor);
    }
};

QTEST_GUILESS_MAIN(TestNorms)
#include "tst_norms.moc"
