#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <vector>

using namespace cadenza;

/// Read, write, read on every real file.
class TestRoundTripRealMusic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFileSurvives_data();
    void everyFileSurvives();
    void everyFileHasOnePianoWithHands();

private:
    std::vector<std::filesystem::path> files_;
};

void TestRoundTripRealMusic::initTestCase()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("The real music is not on this machine (CADENZA_SHARED_MUSIC).");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*music / "piano-midi"))
        if (entry.path().extension() == ".mid")
            files_.push_back(entry.path());
    QCOMPARE(files_.size(), std::size_t{337});
}

void TestRoundTripRealMusic::everyFileSurvives_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("format 0") << 0;
    QTest::newRow("format 1") << 1;
}

void TestRoundTripRealMusic::everyFileSurvives()
{
    QFETCH(int, format);
    for (const auto& path : files_) {
        const auto bytes = readFile(path);
        QVERIFY(bytes.has_value());
        const auto first = midi::readMidi(*bytes);
        QVERIFY2(first.has_value(), path.c_str());
        QCOMPARE(first->sequences.size(), std::size_t{1});
        const auto written = midi::writeMidi(first->sequences.front(), static_cast<midi::MidiFormat>(format));
        const auto second = midi::readMidi(written, midi::Strictness::Strict);
        QVERIFY2(second.has_value(), second ? "" : (path.string() + ": " + second.error().detail).c_str());
        QCOMPARE(second->format, format);
        QVERIFY2(second->sequences.front() == first->sequences.front(), path.c_str());
    }
}

void TestRoundTripRealMusic::everyFileHasOnePianoWithHands()
{
    std::size_t all = 0;
    std::size_t known = 0;
    for (const auto& path : files_) {
        const auto reading = midi::readMidi(*readFile(path));
        const midi::Piece& piece = reading->sequences.front();
        QVERIFY2(piece.parts.size() == 1, path.c_str());
        const auto& notes = piece.parts.front().notes;
        all += notes.size();
        known += static_cast<std::size_t>(
            std::ranges::count_if(notes, [](const midi::Note& n) { return n.hand != midi::Hand::Unknown; }));
    }
    // The rest stands in tracks named by voice: fugues, themes.
    QVERIFY2(known > all * 98 / 100, qPrintable(QStringLiteral("%1 of %2").arg(known).arg(all)));
}

QTEST_GUILESS_MAIN(TestRoundTripRealMusic)
#include "tst_round_trip_real_music.moc"
