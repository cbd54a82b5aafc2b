#include "core/base/file.h"
#include "core/midi/midi_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// Music in parts on the command line.
class TestParts : public QObject {
    Q_OBJECT

private:
    struct Run {
        int status{-1};
        QByteArray out;
        QString errors;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out.split('\n').first()).object(); }
    };
    QTemporaryDir folder_;

    [[nodiscard]] QString at(const QString& name) const { return folder_.filePath(name); }
    [[nodiscard]] static QString ensemble(const QString& name)
    {
        return QStringLiteral(ENSEMBLES_FOLDER "/") + name + u".mid"_s;
    }
    [[nodiscard]] Run cli(const QStringList& arguments) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, at(u"state"_s));
        environment.insert(u"XDG_DATA_HOME"_s, at(u"data"_s));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CADENZA_CLI), arguments);
        if (!process.waitForFinished(240000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }
    static midi::Piece pieceOf(const QString& path)
    {
        const auto bytes = readFile(path.toStdString());
        const auto reading = bytes ? midi::readMidi(*bytes) : std::unexpected(bytes.error());
        return reading ? reading->sequences.front() : midi::Piece{};
    }

private Q_SLOTS:
    void inspectNamesTheParts()
    {
        const Run run = cli({u"inspect"_s, u"--json"_s, ensemble(u"Arbeau/Pavane Belle qui tiens ma vie"_s)});
        QCOMPARE(run.status, 0);
        const QJsonArray parts = run.json()[u"parts"_s].toArray();
        QCOMPARE(parts.size(), 5);
        QCOMPARE(parts[0][u"name"_s].toString(), u"Superius"_s);
        QCOMPARE(parts[0][u"instrument"_s].toString(), u"Recorder"_s);
        QCOMPARE(parts[0][u"family"_s].toString(), u"Pipe"_s);
        QVERIFY(parts[4][u"drums"_s].toBool());
        const Run words = cli({u"inspect"_s, ensemble(u"Arbeau/Pavane Belle qui tiens ma vie"_s)});
        QVERIFY2(words.out.contains("part 5: Tabor (Drums), 192 notes"), words.out);
    }
    void theLibrarySaysWhichFamiliesPlay()
    {
        for (int once = 0; once < 2; ++once) { // read, and then known from the index
            const QJsonObject library = cli({u"library"_s, u"ensembles"_s, u"--json"_s, u"--pieces"_s}).json();
            QCOMPARE(library[u"pieces"_s].toInt(), 6);
            QStringList families;
            for (const QJsonValue& family : library[u"perFamily"_s].toArray())
                families << family[u"family"_s].toString();
            QVERIFY(families.contains(u"Strings"_s) && families.contains(u"Drums"_s) && families.contains(u"Brass"_s));
            QCOMPARE(library[u"entries"_s][0][u"parts"_s].toArray().size(), 5);
            QCOMPARE(library[u"entries"_s][0][u"parts"_s][4][u"name"_s].toString(), u"Tabor"_s);
        }
    }
    void keepsAPartAsItIsWritten()
    {
        const QString file = ensemble(u"Bach/Aus meines Herzens Grunde BWV 269"_s);
        const Run run = cli({u"generate"_s, u"builtin"_s, u"--seed"_s, file + u":0"_s, u"--seed-notes"_s, u"40"_s,
                             u"--keep-parts"_s, u"cello"_s, u"--bars"_s, u"6"_s, u"--out"_s, at(u"kept"_s)});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        const midi::Piece whole = pieceOf(file), piece = midi::excerpt(whole, 0, whole.noteCount());
        const midi::Piece take = pieceOf(at(u"kept/take-01.mid"_s));
        QCOMPARE(take.parts.size(), std::size_t{4});
        QCOMPARE(take.parts[3].name, std::string("Cello"));
        QCOMPARE(int{take.parts[3].program}, 42);
        QVERIFY(take.parts[3].notes.size() > 20);
        QVERIFY(std::equal(take.parts[3].notes.begin(), take.parts[3].notes.end(), piece.parts[3].notes.begin()));
    }
    void leavesOutWhatNobodyNames()
    {
        const Run run = cli({u"generate"_s, u"builtin"_s, u"--seed"_s, u"ensembles:1"_s, u"--keep-parts"_s, u"cello"_s,
                             u"--parts"_s, u"1"_s, u"--notes"_s, u"60"_s, u"--out"_s, at(u"two"_s)});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        const midi::Piece take = pieceOf(at(u"two/take-01.mid"_s));
        QCOMPARE(take.parts.size(), std::size_t{2});
        QCOMPARE(take.parts[0].name, std::string("Violin I"));
    }
    void anUnknownPartIsNamedWithThoseThereAre()
    {
        const Run run = cli({u"generate"_s, u"builtin"_s, u"--seed"_s, u"ensembles:1"_s, u"--keep-parts"_s,
                             u"theremin"_s, u"--out"_s, at(u"none"_s)});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.errors.contains(u"theremin"_s) && run.errors.contains(u"4 Cello"_s), qPrintable(run.errors));
    }
    void drawsAPartOfAStretchAnew()
    {
        const QString file = ensemble(u"Bach/Aus meines Herzens Grunde BWV 269"_s);
        const Run run = cli({u"infill"_s, u"builtin"_s, file, u"--first"_s, u"60"_s, u"--count"_s, u"40"_s,
                             u"--parts"_s, u"violin i"_s, u"--out"_s, at(u"filled"_s)});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        const midi::Piece before = pieceOf(file), after = pieceOf(at(u"filled/take-01.mid"_s));
        for (std::size_t part = 1; part < 4; ++part)
            QVERIFY(after.parts[part].notes == before.parts[part].notes);
        QVERIFY(after.parts[0].notes != before.parts[0].notes);
    }
    void saysWhichPartsRestBecauseTheModelHasNotLearntThem()
    {
        const QString file = ensemble(u"Arbeau/Pavane Belle qui tiens ma vie"_s);
        const QStringList generate{u"generate"_s, u"builtin"_s, u"--seed"_s, file,
                                   u"--notes"_s,  u"40"_s,      u"--out"_s,  at(u"rest"_s)};
        const Run run = cli(generate);
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        QVERIFY2(run.errors.contains(u"Tabor"_s), qPrintable(run.errors));
        QVERIFY(cli(generate + QStringList{u"--keep-parts"_s, u"tabor"_s}).errors.isEmpty());
        const Run drums = cli(generate + QStringList{u"--parts"_s, u"tabor"_s});
        QCOMPARE(drums.status, 1);
        QVERIFY2(drums.errors.contains(u"no drums"_s), qPrintable(drums.errors));
    }
    void aClassicModelLearnsFromASelectionToo()
    {
        const Run run = cli({u"train"_s, u"ensembles"_s, u"--kind"_s, u"classic"_s, u"--hidden"_s, u"16"_s,
                             u"--parts"_s, u"brass"_s, u"--epochs"_s, u"1"_s, u"--out"_s, at(u"c.safetensors"_s)});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        QVERIFY2(run.errors.contains(u"4 pieces have none of these parts"_s), qPrintable(run.errors));
    }
    void trainsOnASelectionAndSaysWhatItLeftOut()
    {
        const Run run = cli({u"train"_s, u"ensembles"_s, u"--parts"_s, u"strings, winds"_s, u"--hidden"_s, u"16"_s,
                             u"--layers"_s, u"1"_s, u"--epochs"_s, u"1"_s, u"--out"_s, at(u"m.safetensors"_s)});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        QVERIFY2(run.errors.contains(u"1 piece has none of these parts"_s), qPrintable(run.errors));
        QCOMPARE(cli({u"train"_s, u"starter"_s, u"--parts"_s, u"sitar"_s, u"--out"_s, at(u"n.safetensors"_s)}).status,
                 1);
    }
};

QTEST_GUILESS_MAIN(TestParts)
#include "tst_parts.moc"
