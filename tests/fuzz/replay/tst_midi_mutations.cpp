#include "core/base/file.h"
#include "core/base/random.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "tests/core/midi/smf_bytes.h"
#include "tests/fuzz/replay/counted_memory.h"
#include "tests/support/damage.h"
#include "tests/support/music.h"

#include <QtTest>

#include <ctime>
#include <filesystem>
#include <vector>

using namespace cadenza;

/// Good files with seeded damage, under the address sanitizer: whatever can be read is read, within a second and within
/// memory that the size of the file bounds. 10,000 files where CADENZA_THOROUGH is set, a tenth of them otherwise.
class TestMidiMutations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsLeft();
    void needsMemoryForNoMoreThanThereIs();
    void needsTimeForNoMoreThanThereIs_data();
    void needsTimeForNoMoreThanThereIs();
};

namespace {

using Bytes = std::vector<std::byte>;

/// A note takes three bytes in a file and, while its key's history is kept and vectors grow, some hundred in memory.
constexpr std::size_t kMemoryPerByte = 64;
constexpr std::size_t kMemoryOfAnyReading = std::size_t{512} << 10; ///< tables by channel, key and program

std::vector<Bytes> goodFiles()
{
    midi::Piece piece = test::wanderingLine(300);
    piece.title = "Étude";
    piece.tempo = {{Tick{0}, 400000.0}, {Tick{960}, 600000.0}};
    piece.parts.front().pedal = {{Tick{0}, 127}, {Tick{480}, 0}};
    std::vector<Bytes> files{midi::writeMidi(piece), midi::writeMidi(piece, midi::MidiFormat::SingleTrack)};
    if (const auto music = test::sharedMusic())
        for (const char* name : {"Albeniz/alb_esp1.mid", "Bach/bach_846.mid", "Schumann/scn15_1.mid"})
            if (auto bytes = readFile(*music / "piano-midi" / name))
                files.push_back(std::move(*bytes));
    return files;
}

/// Processor time of this thread, which other programs on the machine do not stretch.
double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// What reading a file cost.
struct Cost {
    Result<midi::MidiReading> reading;
    double seconds{0.0};
    std::size_t memory{0};
};

Cost costOfReading(const Bytes& file)
{
    test::watchMemory();
    const double start = threadSeconds();
    auto reading = midi::readMidi(file);
    return {std::move(reading), threadSeconds() - start, test::mostMemory()};
}

} // namespace

void TestMidiMutations::readsWhatIsLeft()
{
    const std::vector<Bytes> good = goodFiles();
    const std::uint64_t count = qEnvironmentVariableIsSet("CADENZA_THOROUGH") ? 10000 : 1000;
    std::uint64_t readable = 0;
    double slowest = 0.0;
    double largest = 0.0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        Random random(seed);
        const Bytes file = test::damaged(good[random.below(good.size())], random);
        const Cost cost = costOfReading(file);
        QVERIFY2(cost.seconds < 1.0, qPrintable(QStringLiteral("seed %1").arg(seed)));
        QVERIFY2(cost.memory <= kMemoryOfAnyReading + kMemoryPerByte * file.size(),
                 qPrintable(QStringLiteral("seed %1: %2 bytes for %3").arg(seed).arg(cost.memory).arg(file.size())));
        slowest = std::max(slowest, cost.seconds);
        if (file.size() > 4096) // the tables outweigh smaller ones
            largest = std::max(largest, static_cast<double>(cost.memory) / static_cast<double>(file.size()));
        if (!cost.reading)
            continue;
        ++readable;
        std::size_t notes = 0;
        for (const midi::Piece& piece : cost.reading->sequences) {
            notes += piece.noteCount();
            const auto again = midi::readMidi(midi::writeMidi(piece), midi::Strictness::Strict);
            QVERIFY2(again && again->sequences.front() == piece, qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        QVERIFY2(3 * notes <= file.size(), qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    QVERIFY2(readable > count * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(readable).arg(count)));
    qInfo("%llu files, %llu readable; slowest %.1f ms; at most %.1f bytes of memory a byte",
          static_cast<unsigned long long>(count), static_cast<unsigned long long>(readable), slowest * 1e3, largest);
}

void TestMidiMutations::needsMemoryForNoMoreThanThereIs()
{
    // The densest files there can be: a note-on every three bytes, never released; an event of every other kind.
    const std::vector<std::vector<int>> patterns{{0, 60, 64},     {0, 0xC0, 5},          {0, 0xB0, 64, 127},
                                                 {0, 0xFF, 1, 0}, {0, 0xFF, 1, 1, 0x78}, {0, 0xFF, 0x51, 3, 7, 1, 2},
                                                 {0, 0xF0, 0}};
    const auto begun = test::Smf().header(0, 1, 480).openTrack(-1).bytes({0, 0x90, 60, 64});
    for (const std::vector<int>& pattern : patterns) {
        Bytes file = begun.data();
        while (file.size() < (1u << 20))
            for (const int byte : pattern)
                file.push_back(static_cast<std::byte>(byte));
        const Cost cost = costOfReading(file);
        QVERIFY2(cost.memory <= kMemoryOfAnyReading + kMemoryPerByte * file.size(),
                 qPrintable(QString::number(cost.memory / file.size())));
        QVERIFY(cost.reading.has_value());
    }
}

void TestMidiMutations::needsTimeForNoMoreThanThereIs_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("tracks of nothing") << QByteArray("MTrk\0\0\0\0", 8);
    QTest::newRow("tracks and stray bytes") << QByteArray("MTrk\0\0\0\0\0", 9);
    QTest::newRow("headers and stray bytes") << QByteArray("MThd\0\0\0\6\0\1\0\1\1\340\7", 15);
    QTest::newRow("tracks that claim all") << QByteArray("MTrk\377\377\377\377\0\377\57\0", 12);
    QTest::newRow("chunks of other kinds") << QByteArray("XFIH\0\0\0\0", 8);
}

void TestMidiMutations::needsTimeForNoMoreThanThereIs()
{
    QFETCH(QByteArray, pattern);
    auto whole = test::Smf().header(1, 1, 480).track({0, 0x90, 60, 64, 96, 60, 0}).data();
    while (whole.size() < (1u << 20))
        for (const char byte : pattern)
            whole.push_back(static_cast<std::byte>(byte));
    const Cost cost = costOfReading(whole);
    QVERIFY(cost.reading.has_value());
    QVERIFY2(cost.seconds < 1.0, qPrintable(QString::number(cost.seconds)));
    QVERIFY2(cost.memory <= kMemoryOfAnyReading + kMemoryPerByte * whole.size(),
             qPrintable(QString::number(cost.memory / whole.size())));
}

QTEST_GUILESS_MAIN(TestMidiMutations)
#include "tst_midi_mutations.moc"
