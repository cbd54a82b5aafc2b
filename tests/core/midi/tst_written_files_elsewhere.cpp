#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "tests/support/music.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace cadenza;

/// What we write, opened by other programs. Each is skipped where it is not installed.
class TestWrittenFilesElsewhere : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void midicsvFindsEveryNote_data() { formats(); }
    void midicsvFindsEveryNote();
    void midoFindsEveryNote_data() { formats(); }
    void midoFindsEveryNote();
    void fluidSynthPlaysIt_data() { formats(); }
    void fluidSynthPlaysIt();

private:
    void formats();
    QString fileOf(int format) const;
    std::size_t notes_{0};
    QTemporaryDir folder_;
};

namespace {

constexpr auto kMido = "import mido,sys; print(sum(m.type=='note_on' and m.velocity>0 "
                       "for t in mido.MidiFile(sys.argv[1]).tracks for m in t))";

QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.exitCode() == 0 ? process.readAll() : QByteArray();
}

} // namespace

void TestWrittenFilesElsewhere::formats()
{
    QTest::addColumn<int>("format");
    QTest::newRow("format 0") << 0;
    QTest::newRow("format 1") << 1;
}

QString TestWrittenFilesElsewhere::fileOf(int format) const
{
    return folder_.filePath(QStringLiteral("format%1.mid").arg(format));
}

void TestWrittenFilesElsewhere::initTestCase()
{
    midi::Piece piece = test::wanderingLine(200);
    piece.title = "Étude";
    piece.composer = "Albéniz";
    piece.tempo = {{Tick{0}, 200000.0}, {Tick{960}, 100000.0}};
    piece.timeSignatures = {{Tick{0}, 3, 8}};
    piece.keySignatures = {{Tick{0}, -3, true}};
    midi::Part& piano = piece.parts.front();
    piano.name = "Piano";
    piano.pedal = {{Tick{0}, 127}, {Tick{480}, 0}};
    for (std::size_t i = 0; i < piano.notes.size(); ++i)
        piano.notes[i].hand = i % 2 ? midi::Hand::Left : midi::Hand::Right;
    midi::Part violin = test::wanderingLine(50).parts.front();
    violin.program = 40;
    violin.channel = 2;
    piece.parts.push_back(violin);
    notes_ = piece.noteCount();
    for (const int format : {0, 1})
        QVERIFY(writeFileAtomically(std::filesystem::path(fileOf(format).toStdString()),
                                    midi::writeMidi(piece, static_cast<midi::MidiFormat>(format)))
                    .has_value());
}

void TestWrittenFilesElsewhere::midicsvFindsEveryNote()
{
    QFETCH(int, format);
    if (QStandardPaths::findExecutable(QStringLiteral("midicsv")).isEmpty())
        QSKIP("midicsv is not installed.");
    std::size_t notes = 0;
    for (const QByteArray& line : outputOf(QStringLiteral("midicsv"), {fileOf(format)}).split('\n'))
        if (line.contains("Note_on_c") && !line.trimmed().endsWith(" 0"))
            ++notes;
    QCOMPARE(notes, notes_);
}

void TestWrittenFilesElsewhere::midoFindsEveryNote()
{
    QFETCH(int, format);
    const QString python = QStringLiteral("/usr/bin/python3"); // Debian's own, where python3-mido lives
    if (outputOf(python, {QStringLiteral("-c"), QStringLiteral("import mido; print(1)")}).isEmpty())
        QSKIP("python3-mido is not installed.");
    const QByteArray count = outputOf(python, {QStringLiteral("-c"), QLatin1String(kMido), fileOf(format)});
    QCOMPARE(count.trimmed().toULongLong(), static_cast<qulonglong>(notes_));
}

void TestWrittenFilesElsewhere::fluidSynthPlaysIt()
{
    QFETCH(int, format);
    const QString font = QStringLiteral("/usr/share/sounds/sf2/TimGM6mb.sf2");
    if (QStandardPaths::findExecutable(QStringLiteral("fluidsynth")).isEmpty() || !QFile::exists(font))
        QSKIP("FluidSynth or its SoundFont TimGM6mb is not installed.");
    const QString sound = folder_.filePath(QStringLiteral("sound%1.raw").arg(format));
    outputOf(QStringLiteral("fluidsynth"), {QStringLiteral("-ni"), QStringLiteral("-F"), sound, QStringLiteral("-T"),
                                            QStringLiteral("raw"), font, fileOf(format)});
    QFile file(sound);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray samples = file.readAll();
    QVERIFY(samples.size() > 44100 * 4); // seconds of stereo
    QVERIFY(samples.count('\0') < samples.size() / 2);
}

QTEST_GUILESS_MAIN(TestWrittenFilesElsewhere)
#include "tst_written_files_elsewhere.moc"
