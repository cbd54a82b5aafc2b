#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "core/project/sources.h"
#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/compose/compose_page.h"
#include "ui/library/library_page.h"
#include "ui/project/project_keeper.h"
#include "ui/roll/part_list.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/message_bar.h"
#include "ui/window/library_presenter.h"
#include "ui/window/missing_music.h"
#include "ui/window/training_presenter.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSplitter>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// What a person did is there again when the window comes back: nothing has to be saved.
class TestKeptProject : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;

    test::WindowUnderTest window_;
    Seed seed_;
    std::vector<generation::Take> takes_;

    [[nodiscard]] Document& document() { return window_.document(); }
    [[nodiscard]] std::filesystem::path project() { return window_.filePath(u"project"_s).toStdString(); }

    /// The window on the project, as far as its music and the model that came with the program.
    void open()
    {
        const auto model = window_.filePath(u"ready.safetensors"_s).toStdString();
        auto ready = *test::randomModel({.hidden = 32, .layers = 1});
        ready.card.name = "Ready";
        QVERIFY(model::writeModel(model, ready));
        QVERIFY(window_.open(test::fakeLearners(), model, project()));
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value() && document().network(), kPatienceMs);
    }
    /// What was asked of the project before this is done.
    void waitUntilKept()
    {
        const auto done =
            window_->keeper().withProject([](project::Project&, std::stop_token) { return Result<void>(); });
        QTRY_VERIFY_WITH_TIMEOUT(done.isFinished(), kPatienceMs);
    }
    [[nodiscard]] QString messageOnTheTrainingPage()
    {
        for (auto* bar : window_->findChildren<MessageBar*>())
            if (bar->isVisible())
                return bar->message();
        return {};
    }

private Q_SLOTS:
    void aNewProjectBeginsWithTheStarterCollection()
    {
        open();
        QVERIFY(document().library().entries.size() >= 4);
        QVERIFY(std::filesystem::exists(project() / "project.db"));
    }

    void seedAndTakesComeBack()
    {
        const library::Entry& piece = document().library().entries.back();
        document().select(piece.id);
        QTRY_VERIFY_WITH_TIMEOUT(document().seed()->entryId == piece.id, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(document().seed()->count == 64, kPatienceMs);
        const Seed begunOn{piece.id, 5, 64};
        document().setSeed(begunOn);
        window_.click(u"composeTab"_s);
        window_.click(u"generateButton"_s);
        document().setSeed({piece.id, 12, 64}); // while they are made
        QTRY_VERIFY_WITH_TIMEOUT(!document().takes().empty(), kPatienceMs);
        seed_ = *document().seed();
        takes_ = document().takes();
        waitUntilKept();

        open();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed() == seed_, kPatienceMs);
        QCOMPARE(document().selectedEntry()->id, seed_.entryId);
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), takes_.size(), kPatienceMs);
        for (std::size_t i = 0; i < takes_.size(); ++i) {
            QVERIFY(document().takes()[i].piece == takes_[i].piece);
            QVERIFY(document().takes()[i].settings == takes_[i].settings);
            QCOMPARE(document().takes()[i].surprise, takes_[i].surprise);
            QCOMPARE(document().descents()[i].seed, std::optional(begunOn));
        }
    }

    void aDeletedTakeComesBackAfterTheWindowWasClosed()
    {
        const std::size_t count = takes_.size();
        window_.click(u"composeTab"_s);
        QTRY_VERIFY_WITH_TIMEOUT(document().takeLabels().front().id.value > 0, kPatienceMs);
        window_->findChild<QAction*>(u"deleteTake"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"delete Take 1"_s, kPatienceMs);
        QCOMPARE(document().takes().size(), count - 1);
        waitUntilKept();

        open();
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), count - 1, kPatienceMs);
        QCOMPARE(window_->findChild<QAction*>(u"undoAction"_s)->text(), u"Undo delete Take 1"_s);
        window_->findChild<QAction*>(u"undoAction"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), count, kPatienceMs);
        QVERIFY(document().takes().front().piece == takes_.front().piece);
        QCOMPARE(window_->findChild<QAction*>(u"redoAction"_s)->text(), u"Redo delete Take 1"_s);
    }

    void aTakeIsNamedAndStarred()
    {
        window_.click(u"composeTab"_s);
        window_.click(u"starTake"_s);
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"star Take 1"_s, kPatienceMs);
        window_->findChild<QAction*>(u"labelTake"_s)->trigger();
        auto* name = window_.visible<QLineEdit>(u"nameField"_s);
        QVERIFY(name);
        name->setText(u"<b>Dawn</b>"_s);
        window_.visible<QPlainTextEdit>(u"noteField"_s)->setPlainText(u"the bass is good"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"describe Take 1"_s, kPatienceMs);
        waitUntilKept();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(document().takeLabels().size(), takes_.size(), kPatienceMs);
        const TakeLabel label = document().takeLabels().front();
        QCOMPARE(label.name, std::string("<b>Dawn</b>"));
        QCOMPARE(label.note, std::string("the bass is good"));
        QVERIFY(label.starred);
        document().steps().undo();
        document().steps().undo();
        QTRY_COMPARE_WITH_TIMEOUT(document().takeLabels().front(), (TakeLabel{.id = label.id}), kPatienceMs);
        document().steps().undo(); // the takes themselves: nothing was in sight before
        QTRY_VERIFY_WITH_TIMEOUT(document().takes().empty(), kPatienceMs);
        for (int i = 0; i < 3; ++i)
            document().steps().redo();
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), takes_.size(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(document().takeLabels().front(), label, kPatienceMs);
    }

    void choicesAreTakenBackInTheirOrder()
    {
        const auto here = document().seed()->entryId;
        const auto other = document().library().entries.front().id;
        const Seed before = *document().seed();
        document().setSeed({here, 9, 64});
        waitUntilKept();
        document().setLeftOut({here, other});
        document().setStars({{here, 9, 64}});
        waitUntilKept();
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"star seed"_s, kPatienceMs);
        document().steps().undo();
        QTRY_VERIFY_WITH_TIMEOUT(document().stars().empty(), kPatienceMs);
        QCOMPARE(document().steps().undoText(), u"leave out 2 pieces"_s);
        document().steps().undo();
        QTRY_VERIFY_WITH_TIMEOUT(document().leftOut().empty(), kPatienceMs);
        QCOMPARE(document().steps().undoText(), u"choose seed"_s);
        document().steps().undo();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed() == before, kPatienceMs);
        for (int i = 0; i < 3; ++i)
            document().steps().redo();
        QTRY_COMPARE_WITH_TIMEOUT(document().stars().size(), std::size_t{1}, kPatienceMs);
        waitUntilKept();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(document().leftOut().size(), std::size_t{2}, kPatienceMs);
        QCOMPARE(document().stars(), (std::vector<Seed>{{here, 9, 64}}));
        document().steps().undo();
        document().steps().undo();
        document().steps().undo();
        QTRY_VERIFY_WITH_TIMEOUT(document().seed() == before, kPatienceMs);
    }

    void theWindowStandsAsItWasLeft()
    {
        window_.click(u"libraryTab"_s);
        const auto piece = document().library().entries[1].id;
        document().select(piece);
        QTRY_COMPARE_WITH_TIMEOUT(document().seed()->entryId, piece, kPatienceMs);
        auto* splitter = window_->findChild<QSplitter*>(u"librarySplitter"_s);
        splitter->setSizes({300, 700, 400});
        const auto sizes = splitter->sizes();
        window_->findChild<ComposePage*>()->findChild<PartList*>()->setFolded(true);
        const auto music = document().selectedEntry()->piece;
        constexpr std::uint8_t harpsichord = 6;
        window_->findChild<PartMixer*>()->orchestration().choose(piece, *music, 0, harpsichord);
        window_.click(u"trainTab"_s);
        window_->close();
        waitUntilKept();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(window_.visible(u"trainButton"_s), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(document().selectedEntry()->id, piece, kPatienceMs);
        window_.click(u"libraryTab"_s);
        const auto again = window_->findChild<QSplitter*>(u"librarySplitter"_s)->sizes();
        for (int i = 0; i < sizes.size(); ++i)
            QVERIFY2(std::abs(again[i] - sizes[i]) < 40, qPrintable(u"%1: %2"_s.arg(i).arg(again[i])));
        QVERIFY(window_->findChild<ComposePage*>()->findChild<PartList*>()->isFolded());
        QCOMPARE(window_->findChild<PartMixer*>()->orchestration().programOf(piece, *music, 0), harpsichord);
    }

    void anEditOfASeedIsAStepAmongTheOthers()
    {
        window_.click(u"libraryTab"_s);
        window_.click(u"editSeed"_s);
        const std::string drawn = document().selectedEntry()->id;
        const std::size_t notes = document().entry(drawn)->notes;
        auto* roll = window_.visible<PianoRoll>(u"pianoRoll"_s);
        QTest::keyClick(roll, Qt::Key_Right);
        QTest::keyClick(roll, Qt::Key_Delete);
        QCOMPARE(document().entry(drawn)->notes, notes - 1);
        document().select(document().library().entries.front().id);
        QTest::keyClick(window_.operator->(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(document().entry(drawn)->notes, notes, kPatienceMs);
        QCOMPARE(document().selectedEntry()->id, drawn); // one sees what comes back
        const auto file = project() / project::kSeeds / (drawn.substr(drawn.find(':') + 1) + ".mid");
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(file), kPatienceMs);
        open();
        QTRY_VERIFY_WITH_TIMEOUT(document().entry(drawn), kPatienceMs); // it is the project's
    }

    void anInterruptedRunIsOfferedAndGoesOn()
    {
        QSignalSpy reports(&window_->training(), &TrainingPresenter::progressed);
        window_.click(u"trainTab"_s);
        window_.click(u"trainButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!reports.isEmpty(), kPatienceMs);
        open(); // the window went while it learnt

        window_.click(u"trainTab"_s);
        QTRY_VERIFY_WITH_TIMEOUT(messageOnTheTrainingPage().contains(u"interrupted"_s), kPatienceMs);
        QSignalSpy more(&window_->training(), &TrainingPresenter::progressed);
        window_.click(u"messageAction"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!more.isEmpty(), kPatienceMs);
        const auto ready = document().network();
        window_.click(u"stopButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(document().network() != ready, kPatienceMs);
        waitUntilKept();
    }

    void runsAndTheModelInUseComeBack()
    {
        const std::string hash = document().network()->contentHash();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(document().network()->contentHash(), hash, kPatienceMs);
        QTRY_COMPARE(window_->findChild<QListWidget*>(u"runList"_s)->count(), 2); // and the ready-trained model
    }

    void aDeletedRunComesBackWithItsModel()
    {
        QSignalSpy changes(&window_->keeper(), &ProjectKeeper::itemsChanged);
        const auto view = [&] { return changes.last().front().value<ProjectView>(); };
        project::Run run;
        const auto read = window_->keeper().withProject([&](project::Project& project, std::stop_token) {
            run = project.runs()->front();
            return Result<void>();
        });
        QTRY_VERIFY_WITH_TIMEOUT(read.isFinished(), kPatienceMs);
        window_->keeper().setLabel(run.id, u"Run 1"_s, u"Slow"_s, u"too little music"_s);
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 1, kPatienceMs);
        QCOMPARE(view().runs.front().name, std::string("Slow"));
        QCOMPARE(view().runs.front().note, std::string("too little music"));
        window_->keeper().remove(run.id, u"Slow"_s);
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 2, kPatienceMs);
        QVERIFY(view().runs.empty());
        QCOMPARE(document().steps().undoText(), u"delete Slow"_s);
        document().steps().undo();
        QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 3, kPatienceMs);
        QCOMPARE(view().runs.size(), std::size_t{1});
        QCOMPARE(view().runs.front().model.value, run.model.value);
        const auto model = window_->keeper().runs().loadModel(run.model);
        QTRY_VERIFY_WITH_TIMEOUT(model.isFinished(), kPatienceMs);
        QVERIFY(model.result());
    }

    void aSecondWindowLooksOnly()
    {
        const auto folder = window_.filePath(u"elsewhere"_s).toStdString();
        const auto first = project::Project::create(folder, "Elsewhere");
        QVERIFY(first);
        QVERIFY(window_.open(test::fakeLearners(), {}, folder));
        QTRY_VERIFY_WITH_TIMEOUT(messageOnTheTrainingPage().contains(u"another window"_s), kPatienceMs);
        QVERIFY(!window_->keeper().keeping());
    }

    void musicThatIsAwayIsAskedForAndFound()
    {
        const std::filesystem::path music = window_.filePath(u"music"_s).toStdString();
        const std::filesystem::path moved = window_.filePath(u"moved"_s).toStdString();
        std::filesystem::create_directories(music / "songs");
        QVERIFY(writeFileAtomically(music / "songs" / "one.mid", midi::writeMidi(test::wanderingLine(100))));
        const auto folder = window_.filePath(u"travelled"_s).toStdString();
        QVERIFY(window_.open(test::fakeLearners(), {}, folder));
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs); // of the starter collection
        window_->openPaths({music / "songs"});
        const std::string id = (music / "songs" / "one.mid").string();
        QTRY_VERIFY_WITH_TIMEOUT(document().entry(id), kPatienceMs);
        document().select(id);
        document().setSeed({id, 7, 64});
        document().setLeftOut({id});
        document().setStars({{id, 7, 64}});
        waitUntilKept();

        std::filesystem::rename(music, moved);
        QVERIFY(window_.open(test::fakeLearners(), {}, folder));
        auto& messages = window_->findChild<LibraryPage*>()->messages();
        QTRY_VERIFY_WITH_TIMEOUT(messages.message().contains(u"was not found"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs); // the page chooses one: no person did
        auto* missing = window_->findChild<MissingMusic*>();
        missing->lookIn(window_.filePath(u"project"_s).toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(messages.message().contains(u"no such music"_s), kPatienceMs);
        missing->lookIn(moved);
        const std::string now = (moved / "songs" / "one.mid").string();
        QTRY_VERIFY_WITH_TIMEOUT(document().entry(now), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(document().seed(), std::optional(Seed{now, 7, 64}), kPatienceMs);
        QCOMPARE(document().stars(), (std::vector<Seed>{{now, 7, 64}}));
        QVERIFY(document().leftOut().contains(now));
        QVERIFY(messages.message().isEmpty());
    }

    void nothingTakesThePlaceOfMusicThatIsAllAway()
    {
        const std::filesystem::path music = window_.filePath(u"all"_s).toStdString();
        const auto folder = window_.filePath(u"abroad"_s).toStdString();
        std::filesystem::create_directories(music);
        QVERIFY(writeFileAtomically(music / "one.mid", midi::writeMidi(test::wanderingLine(100))));
        {
            const std::filesystem::path paths[] = {music};
            const auto made = project::Project::create(folder, "Abroad");
            const auto library = library::importLibrary(paths);
            QVERIFY(made && library);
            const auto described = project::describeSource(music, *library);
            QVERIFY(described && (*made)->addSource(described->source, described->pieces));
        }
        std::filesystem::remove_all(music);
        QVERIFY(window_.open(test::fakeLearners(), {}, folder));
        auto& messages = window_->findChild<LibraryPage*>()->messages();
        QTRY_VERIFY_WITH_TIMEOUT(messages.message().contains(u"was not found"_s), kPatienceMs);
        QVERIFY(!window_->library().importing());
        QVERIFY(document().library().entries.empty());
    }

    void aFolderThatHoldsSomethingElseIsRefusedAndTheWindowGoesOn()
    {
        const auto folder = window_.filePath(u"other"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/letter.txt"_s);
        QVERIFY(file.open(QFile::WriteOnly) && file.write("Dear") == 4);
        file.close();
        QVERIFY(window_.open(test::fakeLearners(), {}, folder.toStdString()));
        QTRY_VERIFY_WITH_TIMEOUT(!messageOnTheTrainingPage().isEmpty(), kPatienceMs);
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"letter.txt"_s});
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value(), kPatienceMs); // the starter collection, not kept
    }
};

QTEST_MAIN(TestKeptProject)
#include "tst_kept_project.moc"
