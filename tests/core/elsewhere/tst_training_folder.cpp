#include "core/base/file.h"
#include "core/elsewhere/folder_writer.h"
#include "core/elsewhere/training_folder.h"
#include "core/library/piece_loading.h"
#include "core/model/sha256.h"
#include "core/training/checkpoint.h"
#include "core/training/trainer.h"
#include "tests/support/fake_learner.h"
#include "tests/support/training_folders.h"

#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace cadenza;
using namespace cadenza::elsewhere;
using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

/// A training is carried to another machine in a folder and is the same there.
class TestTrainingFolder : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    fs::path place_;

    [[nodiscard]] fs::path at(const char* name) const { return fs::path(scratch_.path().toStdString()) / name; }

    [[nodiscard]] FolderRequest request() const
    {
        return {.name = "Run 3 · Standard", .config = test::folderConfig(), .entries = test::writtenMusic(at("in"))};
    }
    /// What the run would learn from in place.
    static Result<training::CorpusSnapshot> corpusHere(std::vector<library::Entry> entries,
                                                       const training::TrainingConfig& config)
    {
        library::Library music{std::move(entries), {}};
        (void)library::loadPieces(music);
        return training::makeCorpus(music.entries, config);
    }
    /// Puts `text` in place of what the settings say.
    void changeSettings(const QByteArray& before, const QByteArray& after) const
    {
        const auto bytes = readFile(place_ / kSettingsFile);
        QByteArray text(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
        QVERIFY(text.contains(before));
        QVERIFY(writeFileAtomically(place_ / kSettingsFile, text.replace(before, after).toStdString()));
    }

private Q_SLOTS:
    void init()
    {
        fs::remove_all(at("in"));
        fs::remove_all(at("out"));
        place_ = at("out") / "Run 3";
        QVERIFY(writeTrainingFolder(place_, request()));
    }

    void carriesMusicSettingsAndWords()
    {
        QCOMPARE(trainingFolderNamed(place_), place_);
        QCOMPARE(trainingFolderNamed(place_ / kSettingsFile), place_);
        QVERIFY(trainingFolderNamed(at("in")).empty());
        const auto order = readOrder(place_);
        QVERIFY(order);
        QCOMPARE(order->name, "Run 3 · Standard");
        QCOMPARE(order->id.size(), std::size_t{32});
        QCOMPARE(order->pieces.size(), std::size_t{4});
        QCOMPARE(order->facts.trainNotes, std::size_t{600}); // one of the four is held out
        QCOMPARE(order->config.randomSeed, test::folderConfig().randomSeed);
        const auto words = readFile(place_ / kReadMeFile);
        QVERIFY(words);
        QVERIFY(QByteArray(reinterpret_cast<const char*>(words->data()), static_cast<qsizetype>(words->size()))
                    .contains("cadenza-cli train --folder ."));
    }

    void filesAreAsTheyWereUnderNamesThatEveryDiskKeeps()
    {
        const auto order = readOrder(place_);
        const auto entries = request().entries;
        for (std::size_t i = 0; i < order->pieces.size(); ++i) {
            const OrderedPiece& piece = order->pieces[i];
            QCOMPARE(piece.composer, entries[i].composer);
            QCOMPARE(piece.title, entries[i].title);
            QVERIFY(*readFile(place_ / kMusicFolder / piece.file) == *readFile(entries[i].source));
            QCOMPARE(piece.sha256, model::Sha256().add(*readFile(entries[i].source)).hex());
            for (const char c : piece.file)
                QVERIFY2(std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.',
                         piece.file.c_str());
        }
        QCOMPARE(order->pieces[0].file, "tude.mid");   // “Étude”
        QCOMPARE(order->pieces[1].file, "TUDE-2.mid"); // one file where letter case counts for nothing
    }

    void isTheSameRunThere()
    {
        const auto here = corpusHere(request().entries, test::folderConfig());
        fs::rename(place_, at("out") / "carried");
        place_ = at("out") / "carried";
        const auto order = readOrder(place_);
        const auto music = readMusic(place_, *order, {});
        QVERIFY(music);
        const auto there = training::makeCorpus(*music, order->config, {}, splitOf(*order));
        QVERIFY(here && there);
        QCOMPARE(training::fingerprintOf(order->config, **there),
                 training::fingerprintOf(test::folderConfig(), **here));
        QCOMPARE((*there)->validNotes, (*here)->validNotes);
    }

    void isTheSameClassicRunThere()
    {
        for (const auto split : {training::ClassicSplit::Works, training::ClassicSplit::Windows}) {
            auto asked = request();
            asked.config.classic = training::ClassicSettings{.split = split};
            const auto config = asked.config;
            const auto entries = asked.entries;
            const fs::path folder = at("out") / (split == training::ClassicSplit::Works ? "works" : "windows");
            QVERIFY(writeTrainingFolder(folder, std::move(asked)));
            const auto here = corpusHere(entries, config);
            const auto order = readOrder(folder);
            QVERIFY(order);
            const auto music = readMusic(folder, *order, {});
            const auto there = training::makeCorpus(*music, order->config, {}, splitOf(*order));
            QVERIFY(here && there);
            QCOMPARE(training::fingerprintOf(order->config, **there), training::fingerprintOf(config, **here));
        }
    }

    void carriesTheModelThatItGoesOnFrom()
    {
        auto asked = request();
        const auto from = std::make_shared<const model::Model>(test::zeroModel({.hidden = 32, .composers = 2}));
        asked.from = from;
        asked.fromName = "Run 1";
        QVERIFY(writeTrainingFolder(at("out") / "further", std::move(asked)));
        const auto order = readOrder(at("out") / "further");
        QCOMPARE(order->facts.from, "Run 1");
        const auto read = readFrom(at("out") / "further", *order);
        QVERIFY(read && *read);
        QVERIFY((*read)->parameters == from->parameters);
        QVERIFY(fs::remove(at("out") / "further" / kFromFile));
        QCOMPARE(readFrom(at("out") / "further", *order).error().fault, Fault::TrainingFolderDamaged);
    }

    void appearsWholeOrNotAtAll()
    {
        std::stop_source stop;
        const auto stopped = writeTrainingFolder(at("out") / "stopped", request(), stop.get_token(),
                                                 [&](double, std::string_view) { stop.request_stop(); });
        QCOMPARE(stopped.error().fault, Fault::Cancelled);
        QCOMPARE(writeTrainingFolder(place_, request()).error().fault, Fault::NotWritable); // it is there already
        QCOMPARE(std::distance(fs::directory_iterator(at("out")), {}), 1);
    }

    void saysWhichFileIsMissingOrChanged()
    {
        const auto order = readOrder(place_);
        const fs::path piece = place_ / kMusicFolder / order->pieces[2].file;
        QVERIFY(writeFileAtomically(piece, "not as it was"));
        auto music = readMusic(place_, *order, {});
        QCOMPARE(music.error().fault, Fault::TrainingFolderDamaged);
        QCOMPARE(music.error().subject, piece.string());
        QVERIFY(fs::remove(piece));
        music = readMusic(place_, *order, {});
        QCOMPARE(music.error().subject, piece.string());
        QCOMPARE(music.error().detail, "it is missing");
    }

    void carriesThePrecision()
    {
        auto asked = request();
        asked.config.arithmetic = training::Arithmetic::BFloat16;
        QVERIFY(writeTrainingFolder(at("out") / "rounded", std::move(asked)));
        QVERIFY(readOrder(at("out") / "rounded")->config.arithmetic == training::Arithmetic::BFloat16);
    }

    void anOlderFolderComputesInFloat()
    {
        changeSettings("\"version\": 2", "\"version\": 1");
        changeSettings("\"precision\": \"float\",", "");
        const auto order = readOrder(place_);
        QVERIFY(order);
        QVERIFY(order->config.arithmetic == training::Arithmetic::Float32);
    }

    void aNameIsShownInPart()
    {
        changeSettings("Run 3 · Standard", QByteArray(100'000, 'x') + "é");
        QCOMPARE(readOrder(place_)->name.size(), std::size_t{200});
    }

    void whatIsNoFileIsNotWaitedFor()
    {
        QVERIFY(fs::remove(place_ / kSettingsFile));
        QCOMPARE(::mkfifo((place_ / kSettingsFile).c_str(), 0600), 0);
        QVERIFY(trainingFolderNamed(place_).empty());
        QVERIFY(!readOrder(place_));
    }

    void refusesSettingsThatAreDamaged_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* name, const char* before, const char* after, Fault fault) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << static_cast<int>(fault);
        };
        row("cut short", "\"pieces\"", "", Fault::TrainingFolderDamaged);
        row("a setting of another kind", "\"learningRate\": 0.01", "\"learningRate\": \"fast\"",
            Fault::TrainingFolderDamaged);
        row("a setting that is missing", "\"learningRate\": 0.01,", "", Fault::TrainingFolderDamaged);
        row("no name", "\"name\"", "\"nom\"", Fault::TrainingFolderDamaged);
        row("a piece elsewhere", "\"tude.mid\"", "\"../tude.mid\"", Fault::TrainingFolderDamaged);
        row("a setting beyond its range", "\"learningRate\": 0.01", "\"learningRate\": 1e9",
            Fault::TrainingFolderDamaged);
        row("a precision that nobody knows", "\"float\"", "\"float8\"", Fault::TrainingFolderDamaged);
        row("a newer program's", "\"version\": 2", "\"version\": 3", Fault::Unsupported);
        row("another program's", "\"training folder\"", "\"other\"", Fault::NotTrainingFolder);
    }
    void refusesSettingsThatAreDamaged()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, fault);
        changeSettings(before, after);
        const auto order = readOrder(place_);
        QVERIFY(!order);
        QCOMPARE(static_cast<int>(order.error().fault), fault);
        QVERIFY(order.error().subject.starts_with(place_.string()));
    }

    void knowsWhatIsNoTrainingFolder()
    {
        QCOMPARE(readOrder(at("in")).error().fault, Fault::NotTrainingFolder);
        QCOMPARE(readOrder(at("nowhere")).error().fault, Fault::NotTrainingFolder);
    }
};

QTEST_GUILESS_MAIN(TestTrainingFolder)
#include "tst_training_folder.moc"
