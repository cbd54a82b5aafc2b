#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "core/project/record_json.h"
#include "tests/core/project/project_things.h"
#include "tests/support/fake_learner.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::project;

/// What a project keeps, and that it is all there when it is opened again.
class TestProject : public QObject {
    Q_OBJECT

    QTemporaryDir scratch_;
    int projects_{0};
    std::unique_ptr<Project> project_;

    [[nodiscard]] std::filesystem::path at(const std::string& name) const
    {
        return std::filesystem::path(scratch_.path().toStdString()) / name;
    }
    void reopen()
    {
        const auto folder = project_->folder();
        project_.reset();
        auto opened = Project::open(folder);
        QVERIFY2(opened, opened ? "" : opened.error().detail.c_str());
        project_ = std::move(*opened);
    }

private Q_SLOTS:
    void init() { project_ = *Project::create(at("project " + std::to_string(++projects_)), "Étude"); }

    void explainsItselfInAFileManager()
    {
        const auto words = readFile(project_->folder() / kReadMe);
        QVERIFY(words);
        for (const char* part : {kModels, kTakes, kCheckpoints, kBackups})
            QVERIFY(std::filesystem::is_directory(project_->folder() / part));
        QCOMPARE(*project_->name(), std::string("Étude"));
    }

    void keepsSourcesWithTheirPieces()
    {
        const std::vector<Piece> pieces{{"a/1.mid", "hash", "Bach", "Prelude", 500},
                                        {"a/2.mid", "", "Bach", "Fugue", 700}};
        const auto outside =
            *project_->addSource({.name = "Bach", .kind = SourceKind::Folder, .place = "/music/Bach"}, pieces);
        const auto inside = *project_->addSource({.name = "mine", .place = project_->folder() / "music" / "x.mid"}, {});
        reopen();
        const auto sources = *project_->sources();
        QCOMPARE(sources.size(), std::size_t{2});
        QCOMPARE(sources[0].place, std::filesystem::path("/music/Bach"));
        QVERIFY(sources[0].kind == SourceKind::Folder);
        QCOMPARE(sources[1].place, std::filesystem::path("music/x.mid"));
        QVERIFY(*project_->pieces(outside) == pieces);
        QVERIFY(project_->pieces(inside)->empty());
    }

    void aSourceAddedAgainIsTheSame()
    {
        const std::vector<Piece> before{{"1.mid", "", "", "", 1}, {"2.mid", "", "", "", 2}};
        const std::vector<Piece> after{{"2.mid", "", "", "", 3}};
        const Source source{.name = "Bach", .kind = SourceKind::Folder, .place = "/music/Bach"};
        const auto id = *project_->addSource(source, before);
        QVERIFY(project_->remove(id));
        QCOMPARE(project_->addSource(source, after)->value, id.value);
        QVERIFY(*project_->pieces(id) == after);
        QCOMPARE(project_->sources()->size(), std::size_t{1});
    }

    void keepsSelectionsAndSeeds()
    {
        const auto source = *project_->addSource({.name = "s", .place = "/s.mid"}, {});
        const auto selection =
            *project_->put(Selection{.name = "fast ones", .pieces = {{source, "a \"b\".mid"}, {source, ""}}});
        const auto seed =
            *project_->put(project::Seed{.name = "dawn", .piece = {source, "x"}, .first = 12, .count = 64});
        QVERIFY(
            project_->put(project::Seed{.id = seed, .name = "dusk", .piece = {source, "x"}, .first = 13, .count = 64}));
        reopen();
        const auto selections = *project_->selections();
        QCOMPARE(selections.size(), std::size_t{1});
        QCOMPARE(selections[0].id.value, selection.value);
        QVERIFY(selections[0].pieces == (std::vector<PieceRef>{{source, "a \"b\".mid"}, {source, ""}}));
        const auto seeds = *project_->seeds();
        QCOMPARE(seeds.size(), std::size_t{1});
        QCOMPARE(seeds[0].name, std::string("dusk"));
        QCOMPARE(seeds[0].first, std::size_t{13});
        const auto nowhere = project_->put(project::Seed{.id = {77}});
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().fault, Fault::NotFound);
    }

    void keepsRunsWithTheirHistory()
    {
        training::TrainingConfig config;
        config.shape.hidden = 96;
        config.epochs = 2.5;
        config.time = std::chrono::seconds(90);
        config.device = training::Device::Cuda;
        const auto run = *project_->beginRun("first", config);
        std::vector<training::TrainingReport> reports;
        for (int i = 0; i < 7; ++i)
            reports.push_back(test::report(i));
        QVERIFY(project_->addReports(run, std::span(reports).first(3)));
        QVERIFY(project_->addReports(run, std::span(reports).subspan(3)));
        QVERIFY(project_->setState(run, RunState::Finished));
        reopen();
        const auto runs = *project_->runs();
        QCOMPARE(runs.size(), std::size_t{1});
        QVERIFY(runs[0].state == RunState::Finished);
        QVERIFY(runs[0].ended.has_value());
        QCOMPARE(runs[0].config.shape.hidden, 96);
        QCOMPARE(*runs[0].config.epochs, 2.5);
        QCOMPARE(runs[0].config.time->count(), 90.0);
        QVERIFY(runs[0].config.device == training::Device::Cuda);
        const auto history = *project_->historyOf(run);
        QCOMPARE(history.size(), reports.size());
        for (std::size_t i = 0; i < history.size(); ++i) {
            QCOMPARE(history[i].notes, reports[i].notes);
            QCOMPARE(history[i].trainNll, reports[i].trainNll);
            QCOMPARE(history[i].learningRate, reports[i].learningRate);
            QCOMPARE(history[i].valid.has_value(), reports[i].valid.has_value());
            if (history[i].valid)
                QCOMPARE(history[i].valid->velocityRight, reports[i].valid->velocityRight);
        }
    }

    void keepsWhatARunSoundedLikeAndWhatIsKnownOfIt()
    {
        const auto run = *project_->beginRun("first", {});
        const auto piece = std::make_shared<const midi::Piece>(test::wanderingLine(12));
        for (const double seconds : {10.0, 20.0, 30.0, 20.0}) // the last after going on from a checkpoint
            QVERIFY(project_->addPreview(run, {seconds, 8, piece}));
        QVERIFY(project_->setFacts(run, {.pieces = 3, .baseline = {.pitch = 0.25}, .from = "Ready", .bestNll = 4.5}));
        reopen();
        const auto previews = *project_->previewsOf(run);
        QCOMPARE(previews.size(), std::size_t{2});
        QCOMPARE(previews[1].seconds, 20.0);
        QCOMPARE(previews[1].seedNotes, std::size_t{8});
        QVERIFY(*previews[1].piece == *piece);
        const auto facts = project_->runs()->front().facts;
        QCOMPARE(facts.pieces, std::size_t{3});
        QCOMPARE(facts.baseline.pitch, 0.25);
        QCOMPARE(facts.from, std::string("Ready"));
        QCOMPARE(facts.bestNll, 4.5);
        QVERIFY(project_->remove(run));
        QVERIFY(project_->tidy());
        QVERIFY(project_->previewsOf(run)->empty());
    }

    void keepsAFewMomentsOfARun()
    {
        const auto run = *project_->beginRun("first", {});
        const model::Model model = test::zeroModel({.hidden = 16, .layers = 1, .composers = 1});
        for (int i = 1; i <= 20; ++i)
            QVERIFY(project_->keepMoment(run, i * 1.5, model));
        reopen();
        auto moments = project_->momentsOf(run);
        QCOMPARE(moments.size(), std::size_t{8});
        QCOMPARE(moments.back(), 30.0);
        QVERIFY(moments.front() < 8.0);
        for (std::size_t i = 1; i < moments.size(); ++i)
            QVERIFY(moments[i] - moments[i - 1] <= 9.0); // spread over the run
        QCOMPARE((*project_->loadMoment(run, moments[3]))->shape.hidden, 16);
        QCOMPARE(project_->loadMoment(run, 2.25).error().fault, Fault::NotFound);
        const double middle = moments[3];
        QVERIFY(project_->keepMoment(run, middle, model)); // it went on from a checkpoint
        moments = project_->momentsOf(run);
        QCOMPARE(moments.back(), middle);
        QVERIFY(project_->momentsOf(*project_->beginRun("second", {})).empty());
        QVERIFY(project_->remove(run));
        QVERIFY(project_->tidy());
        QVERIFY(project_->momentsOf(run).empty());
    }

    void aRunThatTrainsElsewhereGoesOnDoingSo()
    {
        const auto run = project_->beginRun("Night run", {});
        QVERIFY(run);
        QVERIFY(project_->setFacts(*run, {.folder = "/stick/Night run", .order = "c0ffee", .host = "studio"}));
        QVERIFY(project_->setState(*run, RunState::Elsewhere));
        reopen();
        const Run kept = project_->runs()->front();
        QVERIFY(kept.state == RunState::Elsewhere);
        QVERIFY(!kept.ended);
        QCOMPARE(kept.facts.folder, "/stick/Night run");
        QCOMPARE(kept.facts.order, "c0ffee");
        QCOMPARE(kept.facts.host, "studio");
    }

    void aRunThatNobodyEndedIsInterrupted()
    {
        const auto run = *project_->beginRun("lost", {});
        QVERIFY(project_->checkpointOf(run).string().ends_with("run-1.checkpoint"));
        reopen();
        QVERIFY(project_->runs()->front().state == RunState::Interrupted);
        QVERIFY(project_->setState(run, RunState::Running)); // goes on
        QVERIFY(project_->setState(run, RunState::Stopped));
        reopen();
        QVERIFY(project_->runs()->front().state == RunState::Stopped);
    }

    void keepsModels()
    {
        const auto run = *project_->beginRun("first", {});
        const auto made = test::smallModel(1);
        const auto id = *project_->addModel(*made, "Nocturne / night", run);
        reopen();
        const auto models = *project_->models();
        QCOMPARE(models.size(), std::size_t{1});
        QCOMPARE(models[0].file, std::string("Nocturne _ night.safetensors"));
        QCOMPARE(models[0].contentHash, model::contentHash(*made));
        QCOMPARE(models[0].card.licence, std::string("CC0"));
        QCOMPARE(project_->runs()->front().model.value, id.value);
        QVERIFY((*project_->loadModel(id))->parameters == made->parameters);
    }

    void importsAndExportsModelsWithTheirCard()
    {
        QVERIFY(model::writeModel(at("given.safetensors"), *test::smallModel(3)));
        const auto id = *project_->importModel(at("given.safetensors"));
        QCOMPARE(project_->models()->front().name, std::string("Small 3"));
        QVERIFY(project_->exportModel(id, at("taken.safetensors")));
        QVERIFY(*readFile(at("given.safetensors")) == *readFile(at("taken.safetensors")));
        QVERIFY(writeFileAtomically(at("bad.safetensors"), std::string_view("no model")));
        const auto bad = project_->importModel(at("bad.safetensors"));
        QVERIFY(!bad);
        QCOMPARE(bad.error().fault, Fault::NotModel);
        QCOMPARE(project_->models()->size(), std::size_t{1});
    }

    void saysInTheCardWhatAModelLearntAndMade()
    {
        training::TrainingConfig config;
        config.dropout = 0.375;
        const auto run = *project_->beginRun("first", config);
        const auto made = test::smallModel(1);
        const auto id = *project_->addModel(*made, "Nocturne", run);
        QVERIFY(project_->addTake(test::someTake(3), {.name = "Plain", .model = id}));
        const auto loved = *project_->addTake(test::someTake(4), {.name = "Loved", .model = id});
        QVERIFY(project_->rate(loved, 5));
        auto card = *project_->cardOf(id);
        QCOMPARE(card.name, std::string("Nocturne"));
        QCOMPARE(project::configFromJson(card.settings).dropout, 0.375);
        QCOMPARE(card.attribution, made->card.attribution);
        QCOMPARE(card.examples.size(), std::size_t{2});
        QVERIFY(card.examples[0].starts_with("Loved, "));
        card.licence = "CC BY 4.0";
        card.attribution = "Clara";
        for (const auto precision : {model::Precision::Float32, model::Precision::Float16}) {
            QVERIFY(project_->exportModel(id, at("told.safetensors"), card, precision));
            const auto told = *model::readModel(at("told.safetensors"));
            QCOMPARE(told->card.licence, std::string("CC BY 4.0"));
            QCOMPARE(told->card.attribution, std::string("Clara"));
            QCOMPARE(told->card.settings, card.settings);
            QCOMPARE(told->card.examples, card.examples);
        }
        QVERIFY(!project_->cardOf({id.value + 1}));
    }

    void keepsTakesToTheLastNumber()
    {
        const auto seed = *project_->put(project::Seed{.name = "s", .count = 16});
        const auto first = *project_->addTake(test::someTake(5), {.name = "Take 1", .seed = seed});
        const auto second = *project_->addTake(test::someTake(6), {.name = "Take 1", .seed = seed, .parent = first});
        QVERIFY(project_->rate(second, 4));
        QVERIFY(!project_->rate(second, 6));
        reopen();
        const auto takes = *project_->takes();
        QCOMPARE(takes.size(), std::size_t{2});
        QCOMPARE(takes[0].file, std::string("Take 1.mid"));
        QCOMPARE(takes[1].file, std::string("Take 1 (2).mid"));
        QCOMPARE(takes[1].parent.value, first.value);
        QCOMPARE(takes[1].seed.value, seed.value);
        QCOMPARE(takes[1].rating, 4);
        const auto expected = test::someTake(6);
        const auto take = *project_->loadTake(second);
        QCOMPARE(take.modelHash, expected.modelHash);
        QCOMPARE(take.randomSeed, expected.randomSeed);
        QCOMPARE(take.index, expected.index);
        QVERIFY(take.settings == expected.settings);
        QVERIFY(take.events == expected.events);
        QVERIFY(take.surprise == expected.surprise);
        QVERIFY(take.insights == expected.insights);
        QVERIFY(take.interventions == expected.interventions);
        QVERIFY(take.piece == expected.piece);
        QCOMPARE(take.seedNotes, expected.seedNotes);
    }

    void keepsTheWindowsStateByType()
    {
        QVERIFY(project_->setState("page", StateValue(std::int64_t{3})));
        QVERIFY(project_->setState("zoom", StateValue(1.5)));
        QVERIFY(project_->setState("piece", StateValue(std::string("Für Elise"))));
        QVERIFY(project_->setState("piece", StateValue(std::string("Gnossienne"))));
        QVERIFY(project_->setState("layout", StateValue(std::vector<std::byte>{std::byte{0}, std::byte{255}})));
        reopen();
        QVERIFY(**project_->state("page") == StateValue(std::int64_t{3}));
        QVERIFY(**project_->state("zoom") == StateValue(1.5));
        QVERIFY(**project_->state("piece") == StateValue(std::string("Gnossienne")));
        QVERIFY(**project_->state("layout") == StateValue(std::vector<std::byte>{std::byte{0}, std::byte{255}}));
        QVERIFY(!project_->state("never")->has_value());
    }

    void namesAndNotesAreTextWhateverTheyHold()
    {
        const std::string nasty[] = {"../../etc/passwd",
                                     std::string(4096, 'n'),
                                     "a\nb\x01\x7f",
                                     "\u202Egnp.exe",
                                     "<b>bold</b> &amp; '; DROP TABLE takes; --",
                                     "",
                                     ".",
                                     "..",
                                     "CON",
                                     "\xff\xfe"};
        for (const std::string& name : nasty) {
            const auto take = *project_->addTake(test::someTake(1), {.name = name});
            const auto model = *project_->addModel(*test::smallModel(1), name);
            QVERIFY(project_->setNote(take, name));
            QVERIFY(project_->rename(model, name + "!"));
            reopen();
            const auto record = project_->takes()->back();
            QCOMPARE(record.name, name);
            QCOMPARE(record.note, name);
            QCOMPARE(project_->models()->back().name, name + "!");
            QVERIFY2(isPlainFileName(record.file), record.file.c_str());
            QVERIFY(record.file.find("\u202E") == std::string::npos);
            QVERIFY(std::filesystem::exists(project_->folder() / kTakes / record.file));
            QVERIFY(project_->loadTake(take));
        }
        QCOMPARE(filesEnding(project_->folder() / kTakes, ".mid").size(), std::size(nasty));
        QVERIFY(project_->describe(nasty[0], nasty[3]));
        QCOMPARE(*project_->name(), nasty[0]);
        QCOMPARE(*project_->note(), nasty[3]);
    }

    void whatIsDeletedComesBackUntilTheProjectIsTidied()
    {
        const auto take = *project_->addTake(test::someTake(1), {.name = "one"});
        const auto kept = *project_->addTake(test::someTake(2), {.name = "two"});
        const auto model = *project_->addModel(*test::smallModel(1), "m");
        const auto run = *project_->beginRun("r", {});
        QVERIFY(project_->addReports(run, std::vector{test::report(0)}));
        for (const Item item : {Item(take), Item(model), Item(run)})
            QVERIFY(project_->remove(item));
        reopen();
        QCOMPARE(project_->takes()->size(), std::size_t{1});
        QCOMPARE(project_->takes(Which::Deleted)->size(), std::size_t{1});
        QVERIFY(project_->runs()->empty());
        QVERIFY(std::filesystem::exists(project_->folder() / kTakes / "one.mid"));
        QVERIFY(project_->restore(take));
        QCOMPARE(project_->takes()->size(), std::size_t{2});
        QVERIFY(project_->remove(take));

        const auto tidied = *project_->tidy();
        QCOMPARE(tidied.things, std::size_t{3});
        QCOMPARE(tidied.files, std::size_t{2});
        QVERIFY(tidied.bytes > 0);
        QVERIFY(!std::filesystem::exists(project_->folder() / kTakes / "one.mid"));
        QVERIFY(filesEnding(project_->folder() / kModels, "").empty());
        QVERIFY(project_->historyOf(run)->empty());
        const auto gone = project_->restore(take);
        QVERIFY(!gone);
        QCOMPARE(gone.error().fault, Fault::NotFound);
        QVERIFY(project_->loadTake(kept));
        QCOMPARE(project_->addTake(test::someTake(3), {.name = "three"})->value, kept.value + 1); // numbers go on
    }

    void clearsAwayWhatAKilledProcessLeftAndNothingElse()
    {
        const auto takes = project_->folder() / kTakes;
        QVERIFY(writeFileAtomically(takes / "one.mid.a1B2c3", std::string_view("half")));
        for (const char* name : {"x.mid._", "y.mid.abcdef", "z.safetensors.a1B2c3", "w.mid.a.b"})
            QVERIFY(project_->addTake(test::someTake(1), {.name = name}));
        reopen();
        QVERIFY(!std::filesystem::exists(takes / "one.mid.a1B2c3"));
        QCOMPARE(filesEnding(takes, "").size(), std::size_t{4});
    }

    void createsOnlyInAnEmptyFolder()
    {
        QVERIFY(std::filesystem::create_directory(at("full")));
        QVERIFY(writeFileAtomically(at("full") / "thesis.txt", std::string_view("x")));
        const auto made = Project::create(at("full"), "x");
        QVERIFY(!made);
        QCOMPARE(made.error().fault, Fault::NotWritable);
        QCOMPARE(Project::open(at("full")).error().fault, Fault::NotProject);
        QCOMPARE(Project::open(at("nowhere")).error().fault, Fault::NotProject);
    }

    void movesAsAFolder()
    {
        const auto take = *project_->addTake(test::someTake(1), {.name = "one"});
        const auto folder = project_->folder();
        project_.reset();
        std::filesystem::rename(folder, at("moved"));
        project_ = *Project::open(at("moved"));
        QVERIFY(project_->loadTake(take));
    }
};

QTEST_GUILESS_MAIN(TestProject)
#include "tst_project.moc"
