#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/model/model.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace cadenza;
using namespace Qt::StringLiterals;

/// cadenza-cli as scripts use it: names, flags, JSON keys and exit statuses are a contract.
class TestCli : public QObject {
    Q_OBJECT

private:
    struct Run {
        int status{-1};
        QByteArray out;
        QString errors;
        [[nodiscard]] QList<QJsonObject> json() const
        {
            QList<QJsonObject> objects;
            for (const QByteArray& line : out.split('\n'))
                if (!line.trimmed().isEmpty())
                    objects << QJsonDocument::fromJson(line).object();
            return objects;
        }
    };

    QTemporaryDir folder_;

    [[nodiscard]] QString at(const QString& name) const { return folder_.filePath(name); }

    Run cli(const QStringList& arguments) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, at(u"state"_s));
        environment.insert(u"XDG_CONFIG_HOME"_s, at(u"config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, at(u"data"_s)); // the index of these tests, not of whoever runs them
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CADENZA_CLI), arguments);
        if (!process.waitForFinished(240000))
            return {};
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
                QString::fromUtf8(process.readAllStandardError())};
    }

    static QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static constexpr const char* kOneNote = "4d546864000000060000000101e0"
                                            "4d54726b0000000d00903c408360803c4000ff2f00";
    static constexpr const char* kTwoNotes = "4d546864000000060000000101e0"
                                             "4d54726b0000001100903c4000404060"
                                             "3c0000400000ff2f00";

    void write(const QString& name, const QByteArray& hex) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromHex(hex));
    }

    static QString severityIn(const QJsonObject& inspected)
    {
        return inspected[u"diagnostics"_s].toArray().at(0)[u"severity"_s].toString();
    }

    static std::size_t notesIn(const QString& path)
    {
        const auto bytes = readFile(path.toStdString());
        const auto reading = bytes ? midi::readMidi(*bytes, midi::Strictness::Strict) : failure(Fault::NotFound);
        return reading ? reading->sequences.front().noteCount() : 0;
    }

private Q_SLOTS:
    void libraryCountsTheStarterCollection()
    {
        const Run run = cli({u"library"_s, u"starter"_s, u"--json"_s});
        QCOMPARE(run.status, 0);
        const QJsonObject counts = run.json().value(0);
        QVERIFY(counts[u"pieces"_s].toInt() >= 4);
        QVERIFY(counts[u"composers"_s].toInt() >= 2);
        QVERIFY(counts[u"notes"_s].toInt() >= 2500);
        QVERIFY(counts[u"seconds"_s].toDouble() > 60.0);
    }

    void libraryCountsARealCollection()
    {
        const auto music = test::sharedMusic();
        if (!music)
            QSKIP("no shared music on this machine");
        const auto zip = QString::fromStdString((*music / "kaggle-classical-music-midi.zip").string());
        const QJsonObject counts = cli({u"library"_s, zip, u"--json"_s}).json().value(0);
        QCOMPARE(counts[u"pieces"_s].toInt(), 295);
        QCOMPARE(counts[u"composers"_s].toInt(), 19);
        QCOMPARE(counts[u"notes"_s].toInt(), 710085);
    }

    void libraryCountsTheTokensOfTheClassicModel()
    {
        write(u"in/two.mid"_s, kTwoNotes);
        const Run run = cli({u"library"_s, at(u"in/two.mid"_s), u"--classic"_s, u"--json"_s});
        QCOMPARE(run.status, 0);
        const QJsonObject classic = run.json().value(0)[u"classic"_s].toObject();
        QCOMPARE(cli({u"convert"_s, at(u"in/two.mid"_s), u"--out"_s, at(u"two.csv"_s)}).status, 0);
        QFile table(at(u"two.csv"_s));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readLine(), QByteArray("word,offset,duration,pitches\n"));
        QCOMPARE(table.readAll().count('\n'), classic[u"tokens"_s].toInt());
        QVERIFY(classic[u"tokens"_s].toInt() > 0);
        QVERIFY(classic[u"words"_s].toInt() > 0);
    }

    void libraryIsReopenedFromItsIndex()
    {
        write(u"reopened/a.mid"_s, kOneNote);
        write(u"reopened/b.mid"_s, kTwoNotes);
        const QStringList ask{u"library"_s, at(u"reopened"_s), u"--json"_s, u"--pieces"_s};
        const QJsonObject first = cli(ask).json().value(0);
        QCOMPARE(first[u"notes"_s].toInt(), 3);
        QCOMPARE(first[u"statistics"_s][u"distinctWords"_s].toInt(), 2);
        // Other bytes of the same size and time are not looked at: the index knows the file.
        const std::filesystem::path file = at(u"reopened/a.mid"_s).toStdString();
        const auto time = std::filesystem::last_write_time(file);
        write(u"reopened/a.mid"_s, QByteArray(QByteArrayView(kOneNote).size(), '0'));
        std::filesystem::last_write_time(file, time);
        QCOMPARE(cli(ask).json().value(0), first);
        QCOMPARE(cli(ask + QStringList{u"--no-index"_s}).json().value(0)[u"skipped"_s].toInt(), 1);
        write(u"reopened/a.mid"_s, "00");
        QCOMPARE(cli(ask).json().value(0)[u"notes"_s].toInt(), 2);
    }

    void libraryKeepsNamesThatWereGiven()
    {
        write(u"named/a.mid"_s, kOneNote);
        const QStringList ask{u"library"_s, at(u"named"_s), u"--json"_s, u"--pieces"_s};
        const Run named = cli(
            ask
            + QStringList{u"--edit"_s, u"a.mid"_s, u"--composer"_s, u"Clara Schumann"_s, u"--title"_s, u"Romance"_s});
        QCOMPARE(named.status, 0);
        for (const Run& run : {named, cli(ask)}) {
            const QJsonObject entry = run.json().value(0)[u"entries"_s].toArray().at(0).toObject();
            QCOMPARE(entry[u"composer"_s].toString(), u"Clara Schumann"_s);
            QCOMPARE(entry[u"title"_s].toString(), u"Romance"_s);
        }
        QCOMPARE(cli(ask + QStringList{u"--edit"_s, u"b.mid"_s, u"--title"_s, u"x"_s}).status, 1);
    }

    void libraryTellsAgainWhenFilesChange()
    {
        write(u"watched/a.mid"_s, kOneNote);
        QProcess process;
        process.start(QStringLiteral(CADENZA_CLI),
                      {u"library"_s, at(u"watched"_s), u"--json"_s, u"--watch"_s, u"--no-index"_s});
        QByteArray told;
        const auto tellsLines = [&](int lines) {
            told += process.readAllStandardOutput();
            return told.count('\n') >= lines;
        };
        QTRY_VERIFY_WITH_TIMEOUT(tellsLines(1), 30000);
        for (int i = 0; !tellsLines(2) && i < 600; ++i) { // the watch begins some time after the first line
            write(u"watched/%1.mid"_s.arg(i), kTwoNotes);
            process.waitForReadyRead(500);
        }
        QVERIFY(tellsLines(2));
        process.terminate();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(QJsonDocument::fromJson(told.split('\n').value(1))[u"notes"_s].toInt() >= 3);
    }

    void projectsAreMadePackedAndUnpacked()
    {
        write(u"score/a.mid"_s, kOneNote);
        write(u"score/b.mid"_s, kTwoNotes);
        const auto project = [&](const QStringList& arguments) {
            const Run run = cli(QStringList{u"project"_s} + arguments + QStringList{u"--json"_s});
            return run.status == 0 ? run.json().value(0) : QJsonObject();
        };
        QCOMPARE(project({u"new"_s, at(u"p"_s), u"--music"_s, at(u"score"_s)})[u"pieces"_s].toInt(), 2);
        QCOMPARE(project({u"archive"_s, at(u"p"_s), at(u"p.zip"_s)})[u"files"_s].toInt(), 4);
        QVERIFY(QDir(at(u"score"_s)).removeRecursively());
        QVERIFY(!project({u"restore"_s, at(u"q"_s), at(u"p.zip"_s)}).isEmpty());
        QCOMPARE(project({u"info"_s, at(u"q"_s)})[u"pieces"_s].toInt(), 2);
        const QJsonObject health = project({u"check"_s, at(u"q"_s)});
        QVERIFY(health[u"good"_s].toBool());
        QVERIFY(health[u"sourcesAway"_s].toArray().isEmpty());
        QCOMPARE(project({u"check"_s, at(u"p"_s)})[u"sourcesAway"_s].toArray().size(), 1);
        QVERIFY(!project({u"duplicate"_s, at(u"q"_s), at(u"r"_s), u"--name"_s, u"copy"_s}).isEmpty());
        QCOMPARE(project({u"tidy"_s, at(u"r"_s)})[u"things"_s].toInt(), 0);
        QVERIFY(QFile::resize(at(u"r/project.db"_s), 5000));
        QCOMPARE(cli({u"project"_s, u"check"_s, at(u"r"_s)}).status, 1);
        QVERIFY(!project({u"rescue"_s, at(u"r"_s), at(u"saved"_s)}).isEmpty());
        QVERIFY(project({u"check"_s, at(u"saved"_s)})[u"good"_s].toBool());
        QCOMPARE(cli({u"project"_s, u"info"_s, at(u"nowhere"_s)}).status, 1);
    }

    void trainsGeneratesAndRenders()
    {
        const QString model = at(u"m.safetensors"_s);
        const Run training = cli({u"train"_s, u"starter"_s, u"--out"_s, model, u"--epochs"_s, u"2"_s, u"--json"_s});
        QVERIFY2(training.status == 0, qPrintable(training.errors));
        const auto reports = training.json();
        QVERIFY(reports.size() >= 2);
        for (const QString& key : {u"epoch"_s, u"notes"_s, u"seconds"_s, u"trainNll"_s, u"validNll"_s, u"nll"_s,
                                   u"accuracy"_s, u"notesPerSecond"_s, u"peakMemoryMB"_s})
            QVERIFY2(reports.last().contains(key), qPrintable(key));
        QVERIFY(reports.last()[u"trainNll"_s].toDouble() < reports.first()[u"trainNll"_s].toDouble());

        const auto generate = [&](const QString& out) {
            return cli({u"generate"_s, model, u"--seed"_s, u"starter:0"_s, u"--notes"_s, u"200"_s, u"--takes"_s, u"2"_s,
                        u"--random-seed"_s, u"7"_s, u"--out"_s, out});
        };
        QCOMPARE(generate(at(u"one"_s)).status, 0);
        QCOMPARE(generate(at(u"two"_s)).status, 0);
        const QString first = at(u"one/take-01.mid"_s);
        QCOMPARE(notesIn(first), std::size_t{264});
        QCOMPARE(notesIn(at(u"one/take-02.mid"_s)), std::size_t{264});
        QVERIFY(bytesOf(first) != bytesOf(at(u"one/take-02.mid"_s)));
        QCOMPARE(bytesOf(at(u"two/take-01.mid"_s)), bytesOf(first));
        QCOMPARE(bytesOf(at(u"two/take-02.mid"_s)), bytesOf(at(u"one/take-02.mid"_s)));

        const QString wav = at(u"take.wav"_s);
        const Run render = cli({u"render"_s, first, u"--out"_s, wav});
        QVERIFY2(render.status == 0, qPrintable(render.errors));
        const QByteArray audio = bytesOf(wav);
        QVERIFY(audio.startsWith("RIFF"));
        qsizetype loud = 0; // 16-bit samples behind the header that are well above silence
        for (qsizetype i = 44; i + 1 < audio.size(); i += 2)
            loud += std::abs(static_cast<qint16>(static_cast<quint8>(audio[i]) | (audio[i + 1] << 8))) > 300;
        QVERIFY(loud > 44100);
        const Run again = cli({u"render"_s, first, u"--out"_s, wav});
        QCOMPARE(again.status, 0);
        QVERIFY2(again.errors.contains(u"replaced"_s), qPrintable(again.errors));
    }

    void aTakeIsMadeAgainFromItsSettingsFile()
    {
        const QString settings = at(u"settings.json"_s);
        const auto generate = [&](const QString& out, const QStringList& dials) {
            return cli(QStringList{u"generate"_s, u"builtin"_s, u"--seed"_s, u"starter:1"_s, u"--notes"_s, u"60"_s,
                                   u"--json"_s, u"--out"_s, out}
                       + dials);
        };
        const Run byFlags =
            generate(at(u"flags"_s), {u"--key"_s, u"F# minor"_s, u"--key-strength"_s, u"1"_s, u"--lowest-pitch"_s,
                                      u"48"_s, u"--pitch-min-p"_s, u"0.1"_s, u"--settings-out"_s, settings});
        QVERIFY2(byFlags.status == 0, qPrintable(byFlags.errors));
        const Run byFile = generate(at(u"file"_s), {u"--settings"_s, settings});
        QVERIFY2(byFile.status == 0, qPrintable(byFile.errors));
        QCOMPARE(bytesOf(at(u"file/take-01.mid"_s)), bytesOf(at(u"flags/take-01.mid"_s)));
        const QJsonObject take = byFlags.json().value(0);
        for (const QString& key : {u"file"_s, u"notes"_s, u"randomSeed"_s, u"model"_s, u"surprise"_s,
                                   u"interventions"_s, u"measures"_s, u"settings"_s})
            QVERIFY2(take.contains(key), qPrintable(key));
        QCOMPARE(take[u"settings"_s][u"constraints"_s][u"key"_s][u"tonic"_s].toInt(), 6);
        QVERIFY(take[u"measures"_s][u"scaleConsistency"_s].toDouble() > 0.0);
    }

    void aTakeIsClosedContinuedMendedAndLookedUp()
    {
        const Run closed = cli({u"generate"_s, u"builtin"_s, u"--seed"_s, u"starter:0"_s, u"--bars"_s, u"6"_s,
                                u"--cadence"_s, u"true"_s, u"--json"_s, u"--out"_s, at(u"closed"_s)});
        QVERIFY2(closed.status == 0, qPrintable(closed.errors));
        QVERIFY(closed.json().value(0)[u"notes"_s].toInt() > 10);
        QVERIFY(closed.json().value(0)[u"originality"_s][u"human"_s].isObject());
        const QString take = at(u"closed/take-01.mid"_s);

        const Run onwards = cli({u"generate"_s, u"builtin"_s, u"--seed"_s, take, u"--continue-from"_s, u"70"_s,
                                 u"--notes"_s, u"30"_s, u"--out"_s, at(u"onwards"_s)});
        QVERIFY2(onwards.status == 0, qPrintable(onwards.errors));
        QCOMPARE(notesIn(at(u"onwards/take-01.mid"_s)), std::size_t{100});

        const Run mended =
            cli({u"infill"_s, u"builtin"_s, take, u"--first"_s, u"30"_s, u"--count"_s, u"10"_s, u"--candidates"_s,
                 u"8"_s, u"--takes"_s, u"2"_s, u"--json"_s, u"--out"_s, at(u"mended"_s)});
        QVERIFY2(mended.status == 0, qPrintable(mended.errors));
        QCOMPARE(mended.json().size(), 2);
        QVERIFY(mended.json()[0][u"joining"_s].toDouble() <= mended.json()[1][u"joining"_s].toDouble());
        QCOMPARE(notesIn(at(u"mended/take-01.mid"_s)),
                 notesIn(take) - 10 + std::size_t(mended.json()[0][u"notes"_s].toInt()));

        const Run cut =
            cli({u"convert"_s, take, u"--first"_s, u"10"_s, u"--count"_s, u"25"_s, u"--out"_s, at(u"cut.mid"_s)});
        QVERIFY2(cut.status == 0, qPrintable(cut.errors));
        QCOMPARE(notesIn(at(u"cut.mid"_s)), std::size_t{25});

        const Run original = cli({u"originality"_s, u"builtin"_s, take, u"--skip"_s, u"64"_s, u"--json"_s});
        QVERIFY2(original.status == 0, qPrintable(original.errors));
        QCOMPARE(original.json().value(0)[u"notes"_s].toInt(), closed.json().value(0)[u"notes"_s].toInt());
        const Run known = cli({u"originality"_s, u"builtin"_s, take, u"--library"_s, u"starter"_s, u"--json"_s});
        QVERIFY2(known.status == 0, qPrintable(known.errors));
        QVERIFY(known.json().value(0)[u"passage"_s][u"notes"_s].toInt() >= 60); // the seed itself
        QVERIFY(known.json().value(0)[u"passage"_s][u"piece"_s].toString().contains(u"BWV 846"_s));
    }

    void seedsAreRehearsedAndTried()
    {
        const Run rehearsed = cli(
            {u"seeds"_s, u"starter"_s, u"--top"_s, u"3"_s, u"--model"_s, u"builtin"_s, u"--rehearse"_s, u"--json"_s});
        QVERIFY2(rehearsed.status == 0, qPrintable(rehearsed.errors));
        QCOMPARE(rehearsed.json().size(), 3);
        QVERIFY(rehearsed.json()[0][u"reasons"_s][u"rehearsal"_s].toDouble() > 0.0);
        const Run tried = cli(
            {u"experiment"_s, u"builtin"_s, u"starter"_s, u"--seeds"_s, u"4"_s, u"--notes"_s, u"120"_s, u"--json"_s});
        QVERIFY2(tried.status == 0, qPrintable(tried.errors));
        QCOMPARE(tried.json().size(), 9); // a line a take, then all of them
        QVERIFY(tried.json()[8][u"inside"_s].isObject());
    }

    void theBestSeedsOfALibraryCanBeContinued()
    {
        const auto generate = [&](const QString& seed, const QString& out) {
            return cli({u"generate"_s, u"builtin"_s, u"--seed"_s, seed, u"--library"_s, u"starter"_s, u"--notes"_s,
                        u"20"_s, u"--out"_s, out});
        };
        QCOMPARE(generate(u"best:0"_s, at(u"best-0"_s)).status, 0);
        QCOMPARE(generate(u"best:1"_s, at(u"best-1"_s)).status, 0);
        QVERIFY(bytesOf(at(u"best-0/take-01.mid"_s)) != bytesOf(at(u"best-1/take-01.mid"_s)));
        const Run beyond = generate(u"best:100000"_s, at(u"beyond"_s));
        QCOMPARE(beyond.status, 1);
        QVERIFY2(beyond.errors.contains(u"seeds"_s), qPrintable(beyond.errors));
    }

    void seedsSaysWhereTheBestAreAndWhy()
    {
        const Run run = cli({u"seeds"_s, u"starter"_s, u"--top"_s, u"3"_s, u"--json"_s});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.json().size(), 3);
        const QJsonObject best = run.json().front();
        for (const auto* key : {"piece", "first", "notes", "bars", "score", "reasons", "words"})
            QVERIFY2(best.contains(QLatin1String(key)), key);
        QCOMPARE(best[u"notes"_s].toInt(), 64);
        QCOMPARE(best[u"reasons"_s].toObject().size(), best[u"words"_s].toArray().size());
        QVERIFY(best[u"score"_s].toDouble() >= run.json()[1][u"score"_s].toDouble());

        const Run sorted = cli({u"seeds"_s, u"starter"_s, u"--top"_s, u"2"_s, u"--sort"_s, u"rhythm"_s, u"--snap"_s,
                                u"bars"_s, u"--json"_s});
        QCOMPARE(sorted.status, 0);
        const auto rhythmOf = [&](int i) { return sorted.json()[i][u"reasons"_s][u"rhythm"_s].toDouble(); };
        QVERIFY(rhythmOf(0) >= rhythmOf(1));
        QCOMPARE(cli({u"seeds"_s, u"starter"_s, u"--sort"_s, u"colour"_s}).status, 2);
    }

    void seedsAsksAModelWhatSurprisesIt()
    {
        const Run run = cli({u"seeds"_s, u"starter"_s, u"--top"_s, u"3"_s, u"--model"_s, u"builtin"_s, u"--sort"_s,
                             u"surprise"_s, u"--json"_s});
        QVERIFY2(run.status == 0, qPrintable(run.errors));
        double before = 1.0;
        for (const QJsonObject& seed : run.json()) {
            const double value = seed[u"reasons"_s][u"surprise"_s].toDouble(-1.0);
            QVERIFY(value >= 0.0 && value <= before);
            before = value;
        }
        const Run table = cli({u"seeds"_s, u"starter"_s, u"--model"_s, u"builtin"_s, u"--reasons"_s, u"--json"_s});
        QVERIFY(table.json().front()[u"means"_s].toObject().contains(u"surprise"_s));

        const Run nobody = cli({u"seeds"_s, u"starter"_s, u"--sort"_s, u"surprise"_s});
        QCOMPARE(nobody.status, 1);
        QVERIFY2(nobody.errors.contains(u"--model"_s), qPrintable(nobody.errors));
        QCOMPARE(cli({u"seeds"_s, u"starter"_s, u"--model"_s, u"nowhere.safetensors"_s}).status, 1);
    }

    void seedsTellsWhatTheBestHaveInCommon()
    {
        const Run run = cli({u"seeds"_s, u"starter"_s, u"--reasons"_s, u"--json"_s});
        QCOMPARE(run.status, 0);
        const QJsonObject table = run.json().front();
        QVERIFY(table[u"top_windows"_s].toInt() * 100 >= table[u"windows"_s].toInt());
        const QJsonObject score = table[u"means"_s][u"score"_s].toObject();
        QVERIFY(score[u"top"_s].toDouble() > score[u"random"_s].toDouble());
    }

    void inspectDescribesAFile()
    {
        write(u"in/one.mid"_s, kOneNote);
        const Run run = cli({u"inspect"_s, u"--json"_s, at(u"in/one.mid"_s)});
        QCOMPARE(run.status, 0);
        const QJsonObject seen = run.json().value(0);
        QCOMPARE(seen[u"file"_s].toString(), at(u"in/one.mid"_s));
        QCOMPARE(seen[u"format"_s].toInt(), 0);
        QCOMPARE(seen[u"division"_s].toInt(), 480);
        QCOMPARE(seen[u"tracks"_s].toInt(), 1);
        QCOMPARE(seen[u"notes"_s].toInt(), 1);
        QCOMPARE(seen[u"drumNotes"_s].toInt(), 0);
        QCOMPARE(seen[u"seconds"_s].toDouble(), 0.5);
        QCOMPARE(seen[u"beats"_s].toDouble(), 1.0);
        QCOMPARE(seen[u"gridFit"_s].toDouble(), 1.0);
        QVERIFY(seen[u"diagnostics"_s].isArray());
    }

    void inspectGivesAnObjectForEveryFile()
    {
        write(u"in/music.mid"_s, "4d546864000000060000000101e04d54726b0000000d0099244083608099240000ff2f00");
        write(u"in/silent.mid"_s, "4d546864000000060000000101e04d54726b0000000400ff2f00");
        write(u"in/cut.mid"_s, "4d5468640000");
        write(u"in/empty.mid"_s, "");
        const QStringList keys{u"file"_s,    u"format"_s, u"division"_s, u"tracks"_s,      u"notes"_s, u"drumNotes"_s,
                               u"seconds"_s, u"beats"_s,  u"gridFit"_s,  u"diagnostics"_s, u"parts"_s};
        const Run run = cli({u"inspect"_s, u"--json"_s, at(u"in/empty.mid"_s), at(u"in/music.mid"_s),
                             at(u"in/silent.mid"_s), at(u"in/cut.mid"_s), at(u"in/nowhere.mid"_s)});
        QCOMPARE(run.status, 0);
        QCOMPARE(run.errors.count(u'\n'), 3);
        QCOMPARE(run.json().value(1)[u"file"_s].toString(), at(u"in/music.mid"_s)); // in the order they were named
        QMap<QString, QJsonObject> byName;
        for (const QJsonObject& object : run.json()) {
            QStringList sorted = keys;
            sorted.sort();
            QCOMPARE(object.keys(), sorted);
            byName[object[u"file"_s].toString().section(u'/', -1)] = object;
        }
        QCOMPARE(byName.size(), 5);
        QCOMPARE(byName[u"music.mid"_s][u"notes"_s].toInt(), 1);
        QCOMPARE(byName[u"music.mid"_s][u"drumNotes"_s].toInt(), 1);
        QCOMPARE(severityIn(byName[u"silent.mid"_s]), u"warning"_s);
        QCOMPARE(byName[u"silent.mid"_s][u"tracks"_s].toInt(), 1);
        for (const QString& refused : {u"empty.mid"_s, u"cut.mid"_s, u"nowhere.mid"_s}) {
            QCOMPARE(byName[refused][u"notes"_s].toInt(), 0);
            QCOMPARE(severityIn(byName[refused]), u"error"_s);
        }
        QVERIFY(byName[u"empty.mid"_s][u"format"_s].isNull());
        QCOMPARE(cli({u"inspect"_s, u"--json"_s, at(u"in/silent.mid"_s)}).status, 0);
        QCOMPARE(cli({u"inspect"_s, u"--json"_s, at(u"in/cut.mid"_s), at(u"in/empty.mid"_s)}).status, 1);
    }

    void inspectCallsAFileWhatTheCallerCallsIt()
    {
        write(u"in/music.mid"_s, kOneNote);
        const QString relative = QDir::current().relativeFilePath(at(u"in/music.mid"_s));
        const auto seen = cli({u"inspect"_s, u"--json"_s, relative, relative}).json();
        QCOMPARE(seen.size(), 2);
        QCOMPARE(seen.front()[u"file"_s].toString(), relative);
        QCOMPARE(cli({u"inspect"_s, u"--json"_s, at(u"in"_s)}).json().size(), QDir(at(u"in"_s)).count() - 2u);
    }

    void strictInspectionRefusesWithTheOffset()
    {
        write(u"in/counts.mid"_s, "4d546864000000060000000201e04d54726b0000000d00903c408360803c4000ff2f00");
        QCOMPARE(cli({u"inspect"_s, u"--json"_s, at(u"in/counts.mid"_s)}).json().value(0)[u"notes"_s].toInt(), 1);
        const Run run = cli({u"inspect"_s, u"--strict"_s, u"--json"_s, at(u"in/counts.mid"_s)});
        QCOMPARE(run.status, 1);
        const QJsonObject found = run.json().value(0)[u"diagnostics"_s].toArray().at(0).toObject();
        QCOMPARE(found[u"severity"_s].toString(), u"error"_s);
        QCOMPARE(found[u"offset"_s].toInt(), 10);
        QVERIFY(found[u"track"_s].isNull());
    }

    void rendersInTheFormatAndWithTheSamplesAskedFor()
    {
        write(u"in/one.mid"_s, kOneNote);
        const auto header = [&](const QString& samples) {
            const Run run =
                cli({u"render"_s, at(u"in/one.mid"_s), u"--out"_s, at(u"one.wav"_s), u"--samples"_s, samples});
            return run.status == 0 ? bytesOf(at(u"one.wav"_s)).left(64) : QByteArray();
        };
        const auto bits = [](const QByteArray& wav) { return wav.size() < 36 ? 0 : static_cast<int>(wav[34]); };
        QCOMPARE(bits(header(u"16"_s)), 16);
        QCOMPARE(bits(header(u"24"_s)), 24);
        QCOMPARE(bits(header(u"32f"_s)), 32);
        QCOMPARE(cli({u"render"_s, at(u"in/one.mid"_s), u"--out"_s, at(u"one.wav"_s), u"--samples"_s, u"20"_s}).status,
                 2);
        const Run told = cli({u"render"_s, at(u"in/one.mid"_s), u"--out"_s, at(u"one.flac"_s), u"--json"_s});
        QCOMPARE(told.json().last()[u"progress"_s].toDouble(), 1.0);
    }

    void convertsToAScoreAndToEitherMidiFormat()
    {
        write(u"in/two.mid"_s, kTwoNotes);
        const auto convert = [&](const QString& name, const QString& format) {
            return cli({u"convert"_s, at(u"in/two.mid"_s), u"--out"_s, at(name), u"--format"_s, format}).status;
        };
        QCOMPARE(convert(u"two.musicxml"_s, u"1"_s), 0);
        QVERIFY(bytesOf(at(u"two.musicxml"_s)).contains("score-partwise"));
        QCOMPARE(convert(u"zero.mid"_s, u"0"_s), 0);
        QCOMPARE(bytesOf(at(u"zero.mid"_s)).mid(8, 4), QByteArray::fromHex("00000001")); // format 0, one track
        QCOMPARE(convert(u"one.mid"_s, u"1"_s), 0);
        QCOMPARE(bytesOf(at(u"one.mid"_s)).mid(8, 2), QByteArray::fromHex("0001"));
        QCOMPARE(notesIn(at(u"zero.mid"_s)), std::size_t{2});
        QCOMPARE(notesIn(at(u"one.mid"_s)), std::size_t{2});
    }

    void playingWhereNothingSoundsSaysWhy()
    {
        write(u"in/one.mid"_s, kOneNote);
        const Run run = cli({u"play"_s, at(u"in/one.mid"_s), u"--to"_s, u"midi:No such piano"_s});
        QCOMPARE(run.status, 1);
        QVERIFY2(run.errors.contains(u"No such piano"_s), qPrintable(run.errors));
        QCOMPARE(run.errors.count(u'\n'), 1);
        QCOMPARE(cli({u"play"_s, at(u"in/one.mid"_s), u"--to"_s, u"kazoo"_s}).status, 2);
    }

    void badInputIsOneMessageAndStatusOne_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const QString empty = at(u"empty"_s);
        QDir().mkpath(empty);
        QFile text(at(u"text.mid"_s));
        if (text.open(QIODevice::WriteOnly))
            text.write("this is no MIDI file");
        text.close();
        const QString textPath = at(u"text.mid"_s);
        QTest::newRow("folder without MIDI") << QStringList{u"library"_s, empty} << empty;
        QTest::newRow("not a MIDI file") << QStringList{u"inspect"_s, textPath} << textPath;
        QTest::newRow("no such file") << QStringList{u"library"_s, u"/nowhere.mid"_s} << u"/nowhere.mid"_s;
        QTest::newRow("not a model") << QStringList{u"generate"_s,  textPath,   u"--seed"_s,
                                                    u"starter:0"_s, u"--out"_s, empty}
                                     << textPath;
        const QString forgetful = at(u"forgetful.safetensors"_s);
        QVERIFY(model::writeModel(forgetful.toStdString(), *test::randomModel({.hidden = 4, .layers = 1})));
        QTest::newRow("a model without fingerprints")
            << QStringList{u"originality"_s, forgetful, textPath} << forgetful;
        QTest::newRow("none of a model's music")
            << QStringList{u"fingerprint"_s, u"builtin"_s, u"starter"_s, u"--out"_s, at(u"x.safetensors"_s)}
            << u"builtin"_s;
        QTest::newRow("too little music")
            << QStringList{u"train"_s, at(u"in/one.mid"_s), u"--out"_s, at(u"x.safetensors"_s), u"--epochs"_s, u"1"_s}
            << QString();
        QTest::newRow("full or unwritable target")
            << QStringList{u"render"_s, at(u"in/one.mid"_s), u"--out"_s, u"/proc/cannot/x.wav"_s}
            << u"/proc/cannot/x.wav"_s;
    }

    void badInputIsOneMessageAndStatusOne()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const Run run = cli(arguments);
        QCOMPARE(run.status, 1);
        QVERIFY2(run.errors.contains(named), qPrintable(run.errors));
        QCOMPARE(run.errors.count(u'\n'), 1);
    }

    void wrongUsageIsStatusTwo()
    {
        QCOMPARE(cli({u"library"_s}).status, 2);
        QCOMPARE(cli({u"fly"_s}).status, 2);
        QCOMPARE(cli({u"train"_s, u"starter"_s, u"--epochs"_s, u"-3"_s, u"--out"_s, u"x"_s}).status, 2);
        QCOMPARE(cli({u"--help"_s}).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
