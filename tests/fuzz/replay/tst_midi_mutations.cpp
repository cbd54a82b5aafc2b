#include "core/base/file.h"
#include "core/base/random.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "tests/support/music.h"

#include <QElapsedTimer>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <vector>

using namespace cadenza;

/// Good files with seeded damage: bytes changed, cut out, doubled, ends cut off. A tenth of the thorough tier, which
/// CADENZA_THOROUGH asks for, runs everywhere.
class TestMidiMutations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsLeft();
};

namespace {

using Bytes = std::vector<std::byte>;

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

Bytes damaged(Bytes file, Random& random)
{
    for (std::uint64_t count = 1 + random.below(12); count > 0 && !file.empty(); --count) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(file.size()));
        const auto length = static_cast<std::ptrdiff_t>(
            std::min<std::uint64_t>(1 + random.below(64), file.size() - static_cast<std::uint64_t>(at)));
        switch (random.below(5)) {
        case 0: file[static_cast<std::size_t>(at)] = static_cast<std::byte>(random.below(256)); break;
        case 1: file[static_cast<std::size_t>(at)] ^= static_cast<std::byte>(1u << random.below(8)); break;
        case 2: file.erase(file.begin() + at, file.begin() + at + length); break;
        case 3: {
            const Bytes copy(file.begin() + at, file.begin() + at + length);
            file.insert(file.begin() + at, copy.begin(), copy.end());
            break;
        }
        default:
            if (random.below(6) == 0)
                file.resize(static_cast<std::size_t>(at));
            break;
        }
    }
    return file;
}

} // namespace

void TestMidiMutations::readsWhatIsLeft()
{
    const std::vector<Bytes> good = goodFiles();
    const std::uint64_t count = qEnvironmentVariableIsSet("CADENZA_THOROUGH") ? 10000 : 1000;
    std::uint64_t readable = 0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        Random random(seed);
        const Bytes file = damaged(good[random.below(good.size())], random);
        QElapsedTimer timer;
        timer.start();
        const auto reading = midi::readMidi(file);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QStringLiteral("seed %1").arg(seed)));
        if (!reading)
            continue;
        ++readable;
        std::size_t notes = 0;
        for (const midi::Piece& piece : reading->sequences) {
            notes += piece.noteCount();
            const auto again = midi::readMidi(midi::writeMidi(piece), midi::Strictness::Strict);
            QVERIFY2(again && again->sequences.front() == piece, qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        QVERIFY2(3 * notes <= file.size(), qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
    QVERIFY2(readable > count * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(readable).arg(count)));
}

QTEST_GUILESS_MAIN(TestMidiMutations)
#include "tst_midi_mutations.moc"
