#include "core/library/library.h"
#include "core/library/statistics.h"
#include "tests/support/music.h"

#include <QtTest>

#include <string>

using namespace cadenza;
using library::findKey;
using library::Statistics;
using library::statisticsOf;
using test::note;

/// What is counted and measured about pieces and libraries.
class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsNotesChordsAndWords();
    void leavesDrumsOutOfPitches();
    void measuresTheGridFit();
    void measuresTempoAndLength();
    void findsTheMetreInForceLongest();
    void measuresPolyphony();
    void findsKeys_data();
    void findsKeys();
    void describesSilenceWithoutNotes();
    void describesRealMusic();
};

void TestStatistics::countsNotesChordsAndWords()
{
    const Statistics stats =
        statisticsOf(test::piano({note(0, 100, 60), note(0, 100, 64), note(480, 100, 64), note(480, 100, 60),
                                  note(960, 100, 60, 80), note(1440, 10, 100)}));
    QCOMPARE(stats.notes, std::size_t{6});
    QCOMPARE(stats.onsets, std::size_t{4});
    QCOMPARE(stats.chords, std::size_t{2});
    QCOMPARE(stats.distinctWords, std::size_t{3});
    QCOMPARE(stats.largestChord, std::size_t{2});
    QCOMPARE(stats.pitches[60], std::size_t{3});
    QCOMPARE(stats.velocities[64], std::size_t{5});
    QCOMPARE(stats.meanVelocity(), (5 * 64 + 80) / 6.0);
}

void TestStatistics::leavesDrumsOutOfPitches()
{
    midi::Piece piece = test::piano({note(0, 100, 60)});
    midi::Part drums;
    drums.drums = true;
    drums.channel = 9;
    drums.notes = {note(0, 100, 36), note(240, 100, 38)};
    piece.parts.push_back(drums);
    const Statistics stats = statisticsOf(piece);
    QCOMPARE(stats.notes, std::size_t{3});
    QCOMPARE(stats.drumNotes, std::size_t{2});
    QCOMPARE(stats.pitches[36], std::size_t{0});
    QCOMPARE(stats.onsets, std::size_t{1});
}

void TestStatistics::measuresTheGridFit()
{
    // 480 ticks a quarter: steps of 20 ticks; one tick beside the step counts, two do not.
    const Statistics stats =
        statisticsOf(test::piano({note(0, 9, 60), note(21, 9, 60), note(39, 9, 60), note(62, 9, 60), note(90, 9, 60)}));
    QCOMPARE(stats.grid.onsets, std::size_t{5});
    QCOMPARE(stats.grid.onGrid, std::size_t{3});
    midi::Piece coarse = test::piano({note(0, 9, 60), note(7, 9, 60), note(50, 9, 60)});
    coarse.ticksPerQuarter = 100; // steps of 4⅙ ticks
    QCOMPARE(statisticsOf(coarse).grid.onGrid, std::size_t{2});
}

void TestStatistics::measuresTempoAndLength()
{
    midi::Piece piece = test::piano({note(0, 480, 60), note(480, 480, 62)});
    piece.tempo = {{Tick{0}, 500000.0}, {Tick{480}, 1000000.0}, {Tick{5000}, 100000.0}};
    const Statistics stats = statisticsOf(piece);
    QCOMPARE(stats.length.count(), 1.5);
    QCOMPARE(stats.beats, 2.0);
    QCOMPARE(stats.meanTempoBpm, 80.0);
    QCOMPARE(stats.slowestTempoBpm, 60.0);
    QCOMPARE(stats.fastestTempoBpm, 120.0);
    QCOMPARE(stats.tempoChanges, std::size_t{1});
}

void TestStatistics::findsTheMetreInForceLongest()
{
    midi::Piece piece = test::piano({note(0, 4800, 60)});
    piece.timeSignatures = {{Tick{0}, 1, 4}, {Tick{480}, 3, 4}, {Tick{3840}, 4, 4}, {Tick{9000}, 6, 8}};
    const Statistics stats = statisticsOf(piece);
    QCOMPARE(stats.metre.numerator, std::uint8_t{3});
    QCOMPARE(stats.metreChanges, std::size_t{2});
}

void TestStatistics::measuresPolyphony()
{
    // Two notes for the first half, one for the second, none in the gap before the last.
    const Statistics stats = statisticsOf(test::piano({note(0, 200, 60), note(0, 100, 64), note(500, 100, 60)}));
    QCOMPARE(stats.mostPolyphony, std::size_t{2});
    QCOMPARE(stats.meanPolyphony, 400.0 / 300.0);
}

void TestStatistics::findsKeys_data()
{
    QTest::addColumn<QString>("scale");
    QTest::addColumn<QString>("name");
    // How often each pitch class from C on sounds.
    QTest::newRow("C major") << QStringLiteral("503033040302") << QStringLiteral("C major");
    QTest::newRow("A minor") << QStringLiteral("402030022503") << QStringLiteral("A minor");
    QTest::newRow("E flat major") << QStringLiteral("203503044030") << QString::fromUtf8("E♭ major");
    QTest::newRow("F sharp minor") << QStringLiteral("040020503202") << QString::fromUtf8("F♯ minor");
}

void TestStatistics::findsKeys()
{
    QFETCH(QString, scale);
    std::array<double, 12> weights{};
    for (int i = 0; i < 12; ++i)
        weights[static_cast<std::size_t>(i)] = scale[i].digitValue();
    const auto key = findKey(weights);
    QTEST(QString::fromStdString(key.name()), "name");
    QVERIFY(key.margin > 0.0);
    QVERIFY(key.correlation > 0.6);
}

void TestStatistics::describesSilenceWithoutNotes()
{
    const Statistics stats = statisticsOf(midi::Piece{});
    QCOMPARE(stats.notes, std::size_t{0});
    QCOMPARE(stats.grid.share(), 0.0);
    QCOMPARE(stats.meanVelocity(), 0.0);
    QCOMPARE(stats.key.correlation, 0.0);
}

void TestStatistics::describesRealMusic()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("The real music is not on this machine (CADENZA_SHARED_MUSIC).");
    const std::filesystem::path folder = *music / "piano-midi";
    const auto read = library::importLibrary(std::span(&folder, 1));
    QVERIFY(read.has_value());
    const Statistics stats = statisticsOf(*read);
    QCOMPARE(stats.pieces, std::size_t{337});
    QCOMPARE(stats.notes, std::size_t{794411});
    QVERIFY(std::abs(stats.grid.share() - 0.980) < 0.0005);
    QVERIFY(std::abs(stats.meanVelocity() - 51.0) < 1.0);
    QVERIFY(std::abs(stats.velocityDeviation() - 17.0) < 1.0);
    QVERIFY(std::abs(stats.length.count() / 3600.0 - 22.31) < 0.01);

    // Titles that say their key: how often the profile agrees is known for such methods, four in five or better.
    const auto keyOf = [&](const char* file) {
        for (const library::Entry& entry : read->entries)
            if (entry.source.filename() == file)
                return entry.statistics->key.name();
        return std::string("not found");
    };
    QCOMPARE(keyOf("mz_545_1.mid"), std::string("C major"));
    QCOMPARE(keyOf("waldstein_3.mid"), std::string("C major"));
    QCOMPARE(keyOf("bach_847.mid"), std::string("C minor"));
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
