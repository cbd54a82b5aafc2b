#include "core/project/project.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/project/project_keeper.h"
#include "ui/style/message_bar.h"
#include "ui/window/training_presenter.h"

#include <QListWidget>
#include <QSignalSpy>

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
        document().setSeed({piece.id, 5, 64});
        window_.click(u"composeTab"_s);
        window_.click(u"generateButton"_s);
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
        }
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
        window_.click(u"trainButton"_s); // it says Stop now
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

    void aSecondWindowLooksOnly()
    {
        const auto folder = window_.filePath(u"elsewhere"_s).toStdString();
        const auto first = project::Project::create(folder, "Elsewhere");
        QVERIFY(first);
        QVERIFY(window_.open(test::fakeLearners(), {}, folder));
        QTRY_VERIFY_WITH_TIMEOUT(messageOnTheTrainingPage().contains(u"another window"_s), kPatienceMs);
        QVERIFY(!window_->keeper().keeping());
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
