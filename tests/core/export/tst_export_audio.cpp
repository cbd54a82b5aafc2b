#include "core/base/file.h"
#include "core/export/export.h"
#include "core/midi/midi_reader.h"
#include "tests/support/music.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <sndfile.h>
#include <sys/mount.h>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace cadenza;
using namespace cadenza::exporting;

namespace {

const std::filesystem::path kFont = "/usr/share/sounds/sf2/TimGM6mb.sf2";

struct Audio {
    SF_INFO info{};
    std::vector<float> samples;
    std::string title, artist, comment;
    [[nodiscard]] double seconds() const { return static_cast<double>(info.frames) / info.samplerate; }
    [[nodiscard]] float peak() const
    {
        float most = 0.0F;
        for (const float s : samples)
            most = std::max(most, std::abs(s));
        return most;
    }
};

std::string textOf(SNDFILE* file, int kind)
{
    const char* text = sf_get_string(file, kind);
    return text ? text : "";
}

Audio readAudio(const std::filesystem::path& path)
{
    Audio audio;
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &audio.info);
    if (!file)
        return audio;
    audio.samples.resize(static_cast<std::size_t>(audio.info.frames * audio.info.channels));
    sf_readf_float(file, audio.samples.data(), audio.info.frames);
    audio.title = textOf(file, SF_STR_TITLE);
    audio.artist = textOf(file, SF_STR_ARTIST);
    audio.comment = textOf(file, SF_STR_COMMENT);
    sf_close(file);
    return audio;
}

AudioOptions testOptions()
{
    AudioOptions options;
    options.soundFont = kFont;
    return options;
}

QStringList entries(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

class TestExportAudio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        if (!std::filesystem::exists(kFont))
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
    }

    void everyFormatReadsBack_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("format");
        QTest::newRow("wav 16") << QStringLiteral("a.wav") << 0 << int{SF_FORMAT_WAV | SF_FORMAT_PCM_16};
        QTest::newRow("wav 24") << QStringLiteral("a.wav") << 1 << int{SF_FORMAT_WAV | SF_FORMAT_PCM_24};
        QTest::newRow("wav float") << QStringLiteral("a.WAV") << 2 << int{SF_FORMAT_WAV | SF_FORMAT_FLOAT};
        QTest::newRow("flac 16") << QStringLiteral("a.flac") << 0 << int{SF_FORMAT_FLAC | SF_FORMAT_PCM_16};
        QTest::newRow("flac 24") << QStringLiteral("a.flac") << 1 << int{SF_FORMAT_FLAC | SF_FORMAT_PCM_24};
        QTest::newRow("ogg") << QStringLiteral("a.ogg") << 0 << int{SF_FORMAT_OGG | SF_FORMAT_VORBIS};
        QTest::newRow("mp3") << QStringLiteral("a.mp3") << 0 << int{SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III};
    }

    void everyFormatReadsBack()
    {
        QFETCH(QString, name);
        QFETCH(int, samples);
        QFETCH(int, format);
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(name).toStdString();
        AudioOptions options = testOptions();
        options.wavSamples = static_cast<WavSamples>(samples);
        options.tags = {"Étude in C", "Cadenza & I", "seed 7, temperature 0.9"};
        double last = 0.0;
        const auto done =
            exportAudio(test::wanderingLine(16), target, options, {}, [&](double fraction, std::string_view) {
                QVERIFY(fraction >= last);
                last = fraction;
            });
        QVERIFY2(done, done ? "" : done.error().detail.c_str());
        QCOMPARE(last, 1.0);
        QCOMPARE(entries(folder), QStringList{name});

        const Audio audio = readAudio(target);
        QCOMPARE(audio.info.format & (SF_FORMAT_TYPEMASK | SF_FORMAT_SUBMASK), format);
        QCOMPARE(audio.info.channels, 2);
        QVERIFY(audio.seconds() > 4.0 && audio.seconds() < 10.2);
        QVERIFY2(audio.peak() > 0.8F && audio.peak() < 1.0F, qPrintable(QString::number(audio.peak())));
        QCOMPARE(audio.title, std::string("Étude in C"));
        QCOMPARE(audio.artist, std::string("Cadenza & I"));
        QCOMPARE(audio.comment, std::string("seed 7, temperature 0.9"));
    }

    void tagsComeFromThePieceWhereNoneAreGiven()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(QStringLiteral("a.flac")).toStdString();
        midi::Piece piece = test::wanderingLine(4);
        piece.title = "Prelude";
        piece.composer = "Somebody";
        QVERIFY(exportAudio(piece, target, testOptions()));
        QCOMPARE(readAudio(target).title, std::string("Prelude"));
        QCOMPARE(readAudio(target).artist, std::string("Somebody"));
    }

    void asPlayedKeepsTheLoudnessOfTheMusic()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(QStringLiteral("a.wav")).toStdString();
        AudioOptions options = testOptions();
        options.loudness = Loudness::AsPlayed;
        QVERIFY(exportAudio(test::piano({test::note(0, 480, 60, 20)}), target, options));
        const float soft = readAudio(target).peak();
        QVERIFY(soft > 0.0F);
        QVERIFY(exportAudio(test::piano({test::note(0, 480, 60, 120)}), target, options));
        QVERIFY(readAudio(target).peak() > 3.0F * soft);
    }

    void replacesAFileThatExists()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(QStringLiteral("a.wav")).toStdString();
        std::ofstream(target) << "old";
        QVERIFY(exportAudio(test::wanderingLine(4), target, testOptions()));
        QVERIFY(readAudio(target).info.frames > 0);
    }

    void unknownEndingIsRefusedBeforeAnyWork()
    {
        const QTemporaryDir folder;
        const auto done =
            exportAudio(test::wanderingLine(4), folder.filePath(QStringLiteral("a.xyz")).toStdString(), testOptions());
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::Unsupported);
        QVERIFY(entries(folder).isEmpty());
    }

    void unwritableTargetsAreNamed()
    {
        const QTemporaryDir folder;
        for (const QString& target : {QStringLiteral("/nowhere/at/all/a.wav"), QStringLiteral("/proc/a.wav")}) {
            const auto done = exportAudio(test::wanderingLine(4), target.toStdString(), testOptions());
            QVERIFY(!done);
            QCOMPARE(done.error().fault, Fault::NotWritable);
            QCOMPARE(done.error().subject, target.toStdString());
        }
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("b.wav")));
        const auto done =
            exportAudio(test::wanderingLine(4), folder.filePath(QStringLiteral("b.wav")).toStdString(), testOptions());
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::NotWritable);
    }

    void cancellingLeavesTheOldFileAndNothingElse()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(QStringLiteral("a.wav")).toStdString();
        std::ofstream(target) << "old";
        std::stop_source stop;
        const auto done = exportAudio(test::wanderingLine(2000), target, testOptions(), stop.get_token(),
                                      [&](double, std::string_view) { stop.request_stop(); });
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::Cancelled);
        QCOMPARE(entries(folder), QStringList{QStringLiteral("a.wav")});
        std::string text;
        std::getline(std::ifstream(target), text);
        QCOMPARE(text, std::string("old"));
    }

    void aFullDiskIsReportedAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.wav", "a.flac", "a.ogg", "a.mp3"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }

    void aFullDiskIsReportedAndLeavesNothing()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        if (::mount("cadenza-test", folder.path().toLocal8Bit().constData(), "tmpfs", 0, "size=64k") != 0)
            QSKIP("a small file system can only be mounted by root");
        const auto unmount = qScopeGuard([&] { ::umount(folder.path().toLocal8Bit().constData()); });
        AudioOptions options = testOptions();
        for (const Loudness loudness : {Loudness::AsPlayed, Loudness::Normalised}) {
            options.loudness = loudness;
            const auto done = exportAudio(test::wanderingLine(400), folder.filePath(name).toStdString(), options);
            QVERIFY(!done);
            QCOMPARE(done.error().fault, Fault::DiskFull);
            QVERIFY(entries(folder).isEmpty());
        }
    }

    void brokenSoundFontIsNamed()
    {
        const QTemporaryDir folder;
        const auto done = exportAudio(test::wanderingLine(4), folder.filePath(QStringLiteral("a.wav")).toStdString(),
                                      std::filesystem::path("/nowhere.sf2"));
        QVERIFY(!done);
        QCOMPARE(done.error().fault, Fault::NoSoundFont);
        QVERIFY(entries(folder).isEmpty());
    }

    void midiRoundTrips()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = folder.filePath(QStringLiteral("a.mid")).toStdString();
        midi::Piece piece = test::wanderingLine(32);
        piece.parts[0].program = 5;
        piece.parts[0].pedal = {{Tick{0}, 127}, {Tick{480}, 0}};
        piece.tempo = {{Tick{0}, 400000.0}, {Tick{960}, 600000.0}};
        for (const auto format : {midi::MidiFormat::SingleTrack, midi::MidiFormat::Parallel}) {
            QVERIFY(exportMidi(piece, target, format));
            const auto bytes = readFile(target);
            QVERIFY(bytes);
            const auto reading = midi::readMidi(*bytes);
            QVERIFY(reading);
            QCOMPARE(reading->format, static_cast<int>(format));
            const midi::Piece& back = reading->sequences.at(0);
            QVERIFY(back.parts[0].notes == piece.parts[0].notes);
            QVERIFY(back.parts[0].pedal == piece.parts[0].pedal);
            QVERIFY(back.tempo == piece.tempo);
            QCOMPARE(back.parts[0].program, piece.parts[0].program);
        }
        QCOMPARE(exportMidi(piece, "/nowhere/a.mid").error().fault, Fault::NotWritable);
    }
};

QTEST_GUILESS_MAIN(TestExportAudio)
#include "tst_export_audio.moc"
