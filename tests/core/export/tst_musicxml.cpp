#include "core/base/file.h"
#include "core/export/musicxml.h"
#include "core/export/note_values.h"
#include "core/export/pitch_spelling.h"
#include "core/export/score.h"
#include "core/midi/midi_reader.h"
#include "tests/support/music.h"
#include "tests/support/quartet.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace cadenza;
using namespace cadenza::exporting;
using test::note;
using test::piano;

namespace {

/// A note as a reader of the score understands it, in divisions from the start, ties joined.
struct ReadNote {
    int at{0};
    int length{0};
    int pitch{0};
    int staff{1};
    friend auto operator<=>(const ReadNote&, const ReadNote&) = default;
};

/// What a MusicXML reader gets out of the text; `flaw` says what it stumbled over.
struct Reading {
    std::vector<ReadNote> notes;
    QStringList elements; ///< names of all elements, in order
    QString flaw;
    int measures{0};
    int tupletStarts{0};
    int tupletStops{0};
};

class ScoreReader {
public:
    explicit ScoreReader(const std::string& text) : xml_(QByteArray::fromStdString(text)) {}

    Reading read()
    {
        while (!xml_.atEnd()) {
            xml_.readNext();
            if (!xml_.isStartElement())
                continue;
            const QString name = xml_.name().toString();
            reading_.elements << name;
            if (name == u"part")
                at_ = measureStart_ = 0;
            else if (name == u"measure")
                beginMeasure();
            else if (name == u"note")
                readNote();
            else if (name == u"backup")
                at_ -= durationOf();
            if (name == u"backup" && at_ != measureStart_)
                reading_.flaw = QStringLiteral("a voice of measure %1 is not full").arg(reading_.measures);
        }
        if (xml_.hasError())
            reading_.flaw = xml_.errorString();
        if (!open_.empty())
            reading_.flaw = QStringLiteral("a tie is left open");
        std::ranges::sort(reading_.notes);
        return std::move(reading_);
    }

private:
    void beginMeasure()
    {
        ++reading_.measures;
        measureStart_ = at_;
    }

    int durationOf()
    {
        while (xml_.readNextStartElement())
            if (xml_.name() == u"duration")
                return xml_.readElementText().toInt();
            else
                xml_.skipCurrentElement();
        return 0;
    }

    void readNote()
    {
        QString step;
        int alter = 0, octave = 0, duration = 0, voice = 0, staff = 1;
        bool chord = false, rest = false, tieStart = false, tieStop = false;
        while (!(xml_.readNext() == QXmlStreamReader::EndElement && xml_.name() == u"note") && !xml_.atEnd()) {
            if (!xml_.isStartElement())
                continue;
            const QString name = xml_.name().toString();
            reading_.elements << name;
            if (name == u"chord")
                chord = true;
            else if (name == u"rest")
                rest = true;
            else if (name == u"tie")
                (xml_.attributes().value(QStringLiteral("type")) == u"start" ? tieStart : tieStop) = true;
            else if (name == u"tuplet")
                ++(xml_.attributes().value(QStringLiteral("type")) == u"start" ? reading_.tupletStarts
                                                                               : reading_.tupletStops);
            else if (name == u"step" || name == u"display-step")
                step = xml_.readElementText();
            else if (name == u"alter")
                alter = xml_.readElementText().toInt();
            else if (name == u"octave" || name == u"display-octave")
                octave = xml_.readElementText().toInt();
            else if (name == u"duration")
                duration = xml_.readElementText().toInt();
            else if (name == u"voice")
                voice = xml_.readElementText().toInt();
            else if (name == u"staff")
                staff = xml_.readElementText().toInt();
        }
        if (duration <= 0)
            reading_.flaw = QStringLiteral("a note without length");
        if (!chord) {
            noteAt_ = at_;
            at_ += duration;
        }
        if (rest)
            return;
        static const std::map<QChar, int> steps{{u'C', 0}, {u'D', 2}, {u'E', 4}, {u'F', 5},
                                                {u'G', 7}, {u'A', 9}, {u'B', 11}};
        const int pitch = 12 * (octave + 1) + steps.at(step[0]) + alter;
        const std::pair key(voice, pitch);
        if (tieStop != open_.contains(key))
            reading_.flaw = QStringLiteral("a tie that does not fit at %1").arg(noteAt_);
        if (tieStop)
            open_[key].length += duration;
        else
            open_[key] = {noteAt_, duration, pitch, staff};
        if (!tieStart) {
            reading_.notes.push_back(open_[key]);
            open_.erase(key);
        }
    }

    QXmlStreamReader xml_;
    Reading reading_;
    std::map<std::pair<int, int>, ReadNote> open_;
    int at_{0};
    int noteAt_{0};
    int measureStart_{0};
};

Reading readBack(const midi::Piece& piece)
{
    return ScoreReader(writeMusicXml(piece)).read();
}

/// Notes at 24 ticks to the quarter, so that ticks are divisions.
midi::Piece inDivisions(std::vector<midi::Note> notes)
{
    midi::Piece piece = piano(std::move(notes));
    piece.ticksPerQuarter = 24;
    return piece;
}

QString words(const std::vector<ReadNote>& notes)
{
    QStringList list;
    for (const ReadNote& n : notes)
        list << QStringLiteral("%1+%2:%3/%4").arg(n.at).arg(n.length).arg(n.pitch).arg(n.staff);
    return list.join(u' ');
}

} // namespace

class TestMusicXml : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhoPlaysWhat()
    {
        auto piece = test::band(8);
        piece.parts[1].name.clear();
        piece.parts[4].name.clear();
        const auto xml = QString::fromStdString(writeMusicXml(piece));
        QCOMPARE(xml.count(QStringLiteral("<score-part ")), 6);
        for (const char* name : {"Violin I", "Violin", "Viola", "Cello", "Drums", "Bass"})
            QVERIFY2(xml.contains(QStringLiteral("<part-name>%1</part-name>").arg(QLatin1String(name))), name);
        for (const char* name : {"Violin", "Viola", "Cello", "Electric Bass (finger)"})
            QVERIFY2(xml.contains(QStringLiteral("<instrument-name>%1</instrument-name>").arg(QLatin1String(name))),
                     name);
        for (const int program : {41, 42, 43, 34})
            QVERIFY(xml.contains(QStringLiteral("<midi-program>%1</midi-program>").arg(program)));
    }
    void spellsByTheKey_data()
    {
        QTest::addColumn<int>("pitch");
        QTest::addColumn<int>("sharps");
        QTest::addColumn<bool>("minor");
        QTest::addColumn<QString>("spelled");
        QTest::newRow("middle C") << 60 << 0 << false << QStringLiteral("C0 4");
        QTest::newRow("lowest key") << 21 << 0 << false << QStringLiteral("A0 0");
        QTest::newRow("lowest pitch") << 0 << 0 << false << QStringLiteral("C0 -1");
        QTest::newRow("highest pitch") << 127 << 0 << false << QStringLiteral("G0 9");
        QTest::newRow("F sharp in C") << 66 << 0 << false << QStringLiteral("F1 4");
        QTest::newRow("B flat in C") << 70 << 0 << false << QStringLiteral("B-1 4");
        QTest::newRow("G sharp in a minor") << 68 << 0 << true << QStringLiteral("G1 4");
        QTest::newRow("A flat in c minor") << 68 << -3 << true << QStringLiteral("A-1 4");
        QTest::newRow("C flat in G flat") << 71 << -6 << false << QStringLiteral("C-1 5");
        QTest::newRow("B sharp in C sharp") << 72 << 7 << false << QStringLiteral("B1 4");
        QTest::newRow("F double sharp in g sharp minor") << 67 << 5 << true << QStringLiteral("F2 4");
    }

    void spellsByTheKey()
    {
        QFETCH(int, pitch);
        QFETCH(int, sharps);
        QFETCH(bool, minor);
        const SpelledPitch s = spell(pitch, sharps, minor);
        QTEST(QStringLiteral("%1%2 %3").arg(QLatin1Char(s.step)).arg(s.alter).arg(s.octave), "spelled");
    }

    void everySpellingSoundsRight()
    {
        const std::map<char, int> steps{{'C', 0}, {'D', 2}, {'E', 4}, {'F', 5}, {'G', 7}, {'A', 9}, {'B', 11}};
        for (int sharps = -7; sharps <= 7; ++sharps)
            for (const bool minor : {false, true})
                for (int pitch = 0; pitch < 128; ++pitch) {
                    const SpelledPitch s = spell(pitch, sharps, minor);
                    QCOMPARE(12 * (s.octave + 1) + steps.at(s.step) + s.alter, pitch);
                    QVERIFY(std::abs(s.alter) <= 2);
                }
    }

    void lengthsBecomeValues()
    {
        const auto names = [](const std::vector<NoteValue>& values) {
            QStringList list;
            for (const NoteValue& value : values)
                list << QString::fromUtf8(value.type.data(), qsizetype(value.type.size())) + QString(value.dots, u'.');
            return list.join(u' ');
        };
        QCOMPARE(names(binaryValues(0, 96)), QStringLiteral("whole"));
        QCOMPARE(names(binaryValues(0, 36)), QStringLiteral("quarter."));
        QCOMPARE(names(binaryValues(12, 24)), QStringLiteral("quarter"));
        QCOMPARE(names(binaryValues(6, 24)), QStringLiteral("eighth. 16th"));
        QCOMPARE(names(binaryValues(0, 30)), QStringLiteral("quarter 16th"));
        QCOMPARE(names(binaryValues(18, 54)), QStringLiteral("16th half"));
        QCOMPARE(names(tripletValues(20)), QStringLiteral("quarter 16th"));
        for (int offset = 0; offset < 96; offset += 3)
            for (int length = 3; length <= 192; length += 3) {
                int sum = 0;
                for (const NoteValue& value : binaryValues(offset, length))
                    sum += value.length;
                QCOMPARE(sum, length);
            }
    }

    void plainMusicReadsBackExactly()
    {
        const Reading reading = readBack(
            inDivisions({note(0, 24, 60), note(0, 24, 64), note(24, 12, 67), note(48, 96, 48), note(96, 48, 72)}));
        QCOMPARE(reading.flaw, QString());
        QCOMPARE(words(reading.notes), QStringLiteral("0+24:60/1 0+24:64/1 24+12:67/1 48+96:48/2 96+48:72/1"));
        QCOMPARE(reading.measures, 2);
    }

    void notesAcrossBarLinesAreTied()
    {
        const Reading reading = readBack(inDivisions({note(84, 120, 60)}));
        QCOMPARE(words(reading.notes), QStringLiteral("84+120:60/1"));
        QVERIFY(reading.elements.contains(QStringLiteral("tied")));
        QCOMPARE(reading.measures, 3);
    }

    void tripletsAreWrittenAsTriplets()
    {
        const Reading reading = readBack(inDivisions(
            {note(0, 8, 60), note(8, 8, 62), note(16, 8, 64), note(24, 12, 65), note(36, 12, 67), note(0, 24, 40)}));
        QCOMPARE(reading.flaw, QString());
        QCOMPARE(words(reading.notes), QStringLiteral("0+8:60/1 0+24:40/2 8+8:62/1 16+8:64/1 24+12:65/1 36+12:67/1"));
        QCOMPARE(reading.tupletStarts, 1);
        QCOMPARE(reading.tupletStops, 1);
        QCOMPARE(reading.elements.count(QStringLiteral("time-modification")), 3);
    }

    void humanTimingIsQuantised()
    {
        midi::Piece piece = piano({note(3, 470, 60), note(485, 230, 62), note(716, 244, 64)});
        const Reading reading = readBack(piece);
        QCOMPARE(words(reading.notes), QStringLiteral("0+24:60/1 24+12:62/1 36+12:64/1"));
    }

    void voicesHoldWhatOverlaps()
    {
        const Reading reading =
            readBack(inDivisions({note(0, 96, 60), note(0, 24, 72), note(24, 24, 74), note(48, 48, 76)}));
        QCOMPARE(reading.flaw, QString());
        QCOMPARE(words(reading.notes), QStringLiteral("0+24:72/1 0+96:60/1 24+24:74/1 48+48:76/1"));
    }

    void handsGoToTheirStaves()
    {
        midi::Piece piece = inDivisions({note(0, 24, 72), note(24, 24, 50)});
        piece.parts[0].notes[0].hand = midi::Hand::Left;
        piece.parts[0].notes[1].hand = midi::Hand::Right;
        QCOMPARE(words(readBack(piece).notes), QStringLiteral("0+24:72/2 24+24:50/1"));
    }

    void metreKeyTempoPedalAndDynamicsAreWritten()
    {
        midi::Piece piece = inDivisions({note(0, 36, 60, 30), note(36, 36, 62, 30), note(72, 36, 64, 100)});
        piece.title = "A < B & C";
        piece.composer = "N. N.";
        piece.timeSignatures = {{Tick{0}, 6, 8}};
        piece.keySignatures = {{Tick{0}, -3, true}};
        piece.tempo = {{Tick{0}, 600000.0}, {Tick{40}, 500000.0}};
        piece.parts[0].pedal = {{Tick{0}, 127}, {Tick{30}, 0}};
        const QString xml =
            QString::fromStdString(writeMusicXml(piece)).remove(QRegularExpression(QStringLiteral("\n *")));
        for (const char* part :
             {"<work-title>A &lt; B &amp; C</work-title>", "<creator type=\"composer\">N. N.</creator>",
              "<fifths>-3</fifths><mode>minor</mode>", "<beats>6</beats><beat-type>8</beat-type>",
              "<per-minute>100</per-minute>", "<sound tempo=\"120.00\"><offset>40</offset></sound>",
              "<pedal type=\"start\" line=\"yes\"/>",
              "<pedal type=\"stop\" line=\"yes\"/></direction-type><offset>30</offset>", "<pp/>", "<ff/>",
              "<staves>2</staves>", "<note dynamics=\"33.33\">"})
            QVERIFY2(xml.contains(QString::fromUtf8(part)), part);
        QCOMPARE(readBack(piece).measures, 2);
    }

    void drumsAreUnpitchedAndKeepTheirKeys()
    {
        midi::Piece piece = inDivisions({note(0, 24, 38), note(24, 24, 42)});
        piece.parts[0].drums = true;
        piece.parts[0].channel = 9;
        const std::string xml = writeMusicXml(piece);
        QVERIFY(xml.contains("<midi-unpitched>39</midi-unpitched>"));
        QVERIFY(xml.contains("<instrument id=\"P1-I43\"/>"));
        QVERIFY(xml.contains("<sign>percussion</sign>"));
    }

    void emptyMusicIsAScoreWithOneBarOfRest()
    {
        const Reading reading = readBack({});
        QCOMPARE(reading.flaw, QString());
        QCOMPARE(reading.measures, 1);
        QVERIFY(reading.notes.empty());
    }

    /// Whatever comes: bars are full, ties fit, no onset is lost that the grid can hold.
    void randomMusicGivesASoundScore()
    {
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            const auto pick = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
            std::vector<midi::Note> notes;
            const int unit = seed % 2 ? 1 : 3;
            std::set<std::pair<int, int>> onsets;
            for (int i = 0; i < 120; ++i) {
                const int at = pick(0, 200) * unit;
                const int pitch = pick(48, 72);
                if (onsets.insert({at, pitch}).second)
                    notes.push_back(note(at, pick(1, 40) * unit, pitch, pick(1, 127)));
            }
            std::ranges::sort(notes);
            midi::Piece piece = inDivisions(notes);
            piece.timeSignatures = {
                {Tick{0}, static_cast<std::uint8_t>(pick(2, 7)), static_cast<std::uint8_t>(pick(0, 1) ? 4 : 8)}};
            const Reading reading = readBack(piece);
            QVERIFY2(reading.flaw.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(reading.flaw)));
            QCOMPARE(reading.tupletStarts, reading.tupletStops);
            if (unit != 3)
                continue;
            std::set<std::pair<int, int>> written;
            for (const ReadNote& n : reading.notes)
                written.insert({n.at, n.pitch});
            QCOMPARE(written, onsets);
        }
    }

    void museScoreReadsWhatWeWrote();
    void realMusicGivesASoundScore();
};

void TestMusicXml::museScoreReadsWhatWeWrote()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("musescore3"));
    if (program.isEmpty())
        QSKIP("musescore3 is not installed, so nothing can read the score back");
    const QTemporaryDir folder;
    midi::Piece piece = inDivisions({note(0, 8, 72), note(8, 8, 74), note(16, 8, 76), note(24, 36, 77, 90),
                                     note(60, 12, 79), note(72, 48, 81), note(0, 72, 48), note(72, 24, 43),
                                     note(96, 96, 41), note(96, 96, 60), note(120, 24, 84), note(144, 48, 83)});
    std::ranges::sort(piece.parts[0].notes);
    piece.parts[0].pedal = {{Tick{0}, 127}, {Tick{72}, 0}};
    piece.keySignatures = {{Tick{0}, -3, true}};
    const QString score = folder.filePath(QStringLiteral("score.musicxml"));
    const QString back = folder.filePath(QStringLiteral("back.mid"));
    QVERIFY(exportMusicXml(piece, score.toStdString()));

    QProcess museScore;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("HOME"), folder.path());
    museScore.setProcessEnvironment(environment);
    museScore.start(program, {QStringLiteral("-o"), back, score});
    QVERIFY(museScore.waitForFinished(120000));
    const QString said = QString::fromUtf8(museScore.readAllStandardError() + museScore.readAllStandardOutput());
    QVERIFY2(QFile::exists(back), qPrintable(said));

    const auto bytes = readFile(back.toStdString());
    QVERIFY(bytes);
    const auto reading = midi::readMidi(*bytes);
    QVERIFY(reading);
    const midi::Piece& read = reading->sequences.at(0);
    std::multiset<std::pair<int, int>> expected, found;
    for (const midi::Note& n : piece.parts[0].notes)
        expected.insert({static_cast<int>(n.onset.value), n.pitch});
    for (const midi::Part& part : read.parts)
        for (const midi::Note& n : part.notes)
            found.insert({static_cast<int>(n.onset.value * 24 / read.ticksPerQuarter), n.pitch});
    QCOMPARE(found, expected);
}

void TestMusicXml::realMusicGivesASoundScore()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("CADENZA_SHARED_MUSIC names no folder of real music");
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*music)) {
        if (entry.path().extension() != ".mid" || files >= 40)
            continue;
        const auto bytes = readFile(entry.path());
        const auto reading = bytes ? midi::readMidi(*bytes) : std::unexpected(bytes.error());
        if (!reading)
            continue;
        ++files;
        const midi::Piece& piece = reading->sequences[0];
        const Reading score = readBack(piece);
        QVERIFY2(score.flaw.isEmpty(), qPrintable(QString::fromStdString(entry.path().string()) + score.flaw));
        const double kept = static_cast<double>(score.notes.size()) / static_cast<double>(piece.noteCount());
        QVERIFY2(kept > 0.98 && kept <= 1.0,
                 qPrintable(QString::fromStdString(entry.path().string()) + QString::number(kept)));
    }
    if (files == 0)
        QSKIP("the folder of real music holds no MIDI files");
}

QTEST_GUILESS_MAIN(TestMusicXml)
#include "tst_musicxml.moc"
