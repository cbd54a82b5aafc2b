#include "core/elsewhere/folder_writer.h"
#include "core/elsewhere/training_folder.h"
#include "core/ml/loader.h"
#include "tests/support/training_folders.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/project/project_keeper.h"
#include "ui/style/message_bar.h"
#include "ui/training/elsewhere_sheet.h"
#include "ui/training/run_chart.h"
#include "ui/training/training_page.h"
#include "ui/window/whole_job.h"

#include <QAction>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace fs = std::filesystem;

/// A person has another computer train: writes the folder, types the line there (another process plays the other
/// computer), watches, closes the window in between, and continues a seed with the model that comes back.
class TestElsewhere : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 120000;

    test::WindowUnderTest window_;
    QProcess there_;
    QString line_; ///< that starts the training there

    void open()
    {
        QVERIFY(window_.open(ml::learnerFactory(), {}, window_.filePath(u"project"_s).toStdString()));
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs);
        window_.click(u"trainTab"_s);
    }
    [[nodiscard]] TrainingPage& page() { return *window_->findChild<TrainingPage*>(); }
    [[nodiscard]] QListWidget* runs() { return window_->findChild<QListWidget*>(u"runList"_s); }
    [[nodiscard]] QString newest() { return runs()->count() > 0 ? runs()->item(0)->text() : QString(); }
    [[nodiscard]] QString state() { return window_->findChild<QLabel*>(u"trainingState"_s)->text(); }
    [[nodiscard]] std::size_t points() { return page().chart().series(0).size(); }
    [[nodiscard]] ElsewhereSheet* sheet() { return window_->findChild<ElsewhereSheet*>(); }
    [[nodiscard]] fs::path folder() const { return window_.filePath(u"stick/Night run"_s).toStdString(); }
    void choose(const char* action) { window_->findChild<QAction*>(QString::fromLatin1(action))->trigger(); }

    void ask(const QString& name)
    {
        choose("writeTrainingFolder");
        QTRY_VERIFY(sheet());
        sheet()->setFolder(window_.filePath(u"stick"_s));
        sheet()->findChild<QLineEdit*>(u"elsewhereName"_s)->setText(name);
    }
    void startThere(const fs::path& place)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_STATE_HOME"_s, window_.filePath(u"there"_s));
        there_.setProcessEnvironment(environment);
        there_.setWorkingDirectory(QString::fromStdString(place.string()));
        there_.start(QStringLiteral(CADENZA_CLI), line_.split(u' ').mid(1) << u"--threads"_s << u"1"_s);
    }
    [[nodiscard]] std::ptrdiff_t modelsKept() const
    {
        const fs::path models = window_.filePath(u"project/models"_s).toStdString();
        return std::distance(fs::directory_iterator(models), fs::directory_iterator());
    }
    void endThere() { QTRY_VERIFY_WITH_TIMEOUT(there_.state() == QProcess::NotRunning, kPatienceMs); }
    /// As somebody else's window writes one.
    void writeFolder(const fs::path& folder, const std::string& name, double epochs)
    {
        auto config = test::folderConfig();
        config.epochs = epochs;
        const auto music = test::writtenMusic(window_.filePath(u"their music"_s).toStdString());
        QVERIFY(elsewhere::writeTrainingFolder(folder, {.name = name, .config = config, .entries = music}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        fs::create_directories(folder().parent_path());
        open();
        for (const auto& [name, value] :
             {std::pair(u"trainingMinutes"_s, 0.0), {u"epochs"_s, 12.0}, {u"patience"_s, 0.0}})
            window_->findChild<QDoubleSpinBox*>(name)->setValue(value);
    }

    void theFolderIsWrittenAndSaysWhatToDo()
    {
        ask(u"Night run"_s);
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"writeFolder"_s), Qt::LeftButton);
        auto* command = sheet()->findChild<QLineEdit*>(u"elsewhereCommand"_s);
        QTRY_VERIFY_WITH_TIMEOUT(command->isVisible(), kPatienceMs);
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"graphicsCardBox"_s), Qt::LeftButton);
        QVERIFY(command->text().contains(u"--device cuda"_s));
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"graphicsCardBox"_s), Qt::LeftButton);
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"copyCommand"_s), Qt::LeftButton);
        line_ = QApplication::clipboard()->text();
        QVERIFY(line_.startsWith(u"cadenza-cli train --folder"_s));
        QTest::keyClick(command, Qt::Key_Return); // all is done
        QTRY_VERIFY(!sheet());
        QVERIFY(fs::exists(folder() / elsewhere::kSettingsFile));
        QVERIFY(fs::exists(folder() / elsewhere::kReadMeFile));
    }

    void theRunWaits()
    {
        QTRY_COMPARE_WITH_TIMEOUT(newest(), u"Night run"_s, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Waiting"_s), kPatienceMs);
        QVERIFY(!window_.document().network());
        window_.click(u"goOnWithRun"_s); // it says how to train it
        QTRY_VERIFY(sheet() && sheet()->findChild<QLineEdit*>(u"elsewhereCommand"_s)->isVisible());
        QTest::keyClick(sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
    }

    void theSameFolderIsNotWrittenTwice()
    {
        ask(u"Night run"_s);
        QVERIFY(!sheet()->findChild<QAbstractButton*>(u"writeFolder"_s)->isEnabled());
        QTest::keyClick(sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
    }

    void isSeenLive()
    {
        startThere(folder());
        QTRY_VERIFY_WITH_TIMEOUT(points() > 2, kPatienceMs);
        const std::size_t before = points();
        QTRY_VERIFY_WITH_TIMEOUT(points() > before, kPatienceMs);
        QVERIFY(state().startsWith(u"Learning on "_s));
        QVERIFY(!page().story().running()); // nothing is trained here
    }

    void goesOnBeingSeenAfterARestart()
    {
        const std::size_t before = points();
        window_->close();
        there_.kill(); // and a power cut there
        endThere();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(points() >= before, kPatienceMs);
        QCOMPARE(newest(), u"Night run"_s);
        for (std::size_t i = 1; i < points(); ++i)
            QVERIFY(page().chart().series(0).points()[i].x > page().chart().series(0).points()[i - 1].x);
    }

    void aFolderThatIsAwayIsSaidToBeAndIsFollowedAgain()
    {
        const fs::path away = folder().parent_path() / "unmounted";
        fs::rename(folder(), away);
        QTRY_VERIFY_WITH_TIMEOUT(state().contains(u"is away"_s), kPatienceMs);
        fs::rename(away, folder());
        QTRY_VERIFY_WITH_TIMEOUT(!state().contains(u"is away"_s), kPatienceMs);
    }

    void isFollowedWhereItIsAttached()
    {
        const fs::path carried = window_.filePath(u"carried"_s).toStdString();
        fs::rename(folder(), carried);
        const int before = runs()->count();
        window_->openFiles({carried}); // dropped on the window
        QTRY_VERIFY_WITH_TIMEOUT(!state().contains(u"is away"_s) && !state().contains(u"stick"_s), kPatienceMs);
        QCOMPARE(runs()->count(), before);
        const std::size_t points = this->points();
        startThere(carried); // the same line goes on
        QTRY_VERIFY_WITH_TIMEOUT(this->points() > points, kPatienceMs);
    }

    void itsModelComesBackAndContinuesASeed()
    {
        endThere();
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"has come back"_s), kPatienceMs);
        QVERIFY(!window_.document().network()); // the model in use stays
        QVERIFY(runs()->item(0)->data(Qt::UserRole).toString().contains(u"finished"_s));
        window_.click(u"messageAction"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network(), kPatienceMs);
        QCOMPARE(window_.document().network()->model().card.name, "Night run");
        QVERIFY(!window_.document().learningHistory().empty());
        window_->wholeJob().start();
        QTRY_VERIFY_WITH_TIMEOUT(!window_.document().takes().empty(), kPatienceMs);
    }

    void isAMemberOfTheProjectLikeAnyOther()
    {
        const std::size_t curve = points();
        window_->close();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().network(), kPatienceMs); // the model in use came back
        QCOMPARE(window_.document().network()->model().card.name, "Night run");
        QTRY_COMPARE_WITH_TIMEOUT(points(), curve, kPatienceMs);
        const int before = runs()->count();
        runs()->setCurrentRow(0);
        window_.click(u"deleteRun"_s);
        QTRY_COMPARE_WITH_TIMEOUT(runs()->count(), before - 1, kPatienceMs);
        window_->findChild<QAction*>(u"undoAction"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(runs()->count(), before, kPatienceMs);
    }

    void aRunOfSomebodyElseIsTakenInToo()
    {
        const fs::path theirs = window_.filePath(u"theirs"_s).toStdString();
        writeFolder(theirs, "Anna's run", 2.0);
        startThere(theirs);
        endThere();
        window_->openFiles({theirs / elsewhere::kResultFolder}); // the result alone
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"has come back"_s), kPatienceMs);
        QCOMPARE(newest(), u"Anna's run"_s);
        QVERIFY(points() > 0);
        window_->openFiles({theirs});
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"has come back before"_s), kPatienceMs);
    }

    void aRunThatIsStoppedThereGivesWhatItHasLearnt()
    {
        const fs::path theirs = window_.filePath(u"stopped"_s).toStdString();
        writeFolder(theirs, "Long run", 1e6);
        startThere(theirs);
        window_->openFiles({theirs});
        QTRY_VERIFY_WITH_TIMEOUT(newest() == u"Long run"_s && points() > 2, kPatienceMs);
        there_.terminate(); // as Ctrl+C
        endThere();
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"was stopped on"_s), kPatienceMs);
        QTRY_VERIFY(state().startsWith(u"Stopped on "_s) && state().contains(u"can be used"_s));
        window_.click(u"messageAction"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            window_.document().network() && window_.document().network()->model().card.name == "Long run", kPatienceMs);
        const auto kept = modelsKept();
        window_->close();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Stopped on "_s), kPatienceMs);
        startThere(theirs); // the same line goes on
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Learning on "_s), kPatienceMs);
        QCOMPARE(modelsKept(), kept); // it is not taken again
        there_.kill();
        endThere();
    }

    void aFailureThereIsToldHere()
    {
        const fs::path theirs = window_.filePath(u"broken"_s).toStdString();
        const auto music = test::writtenMusic(window_.filePath(u"their music"_s).toStdString());
        QVERIFY(elsewhere::writeTrainingFolder(
            theirs, {.name = "Broken run", .config = test::folderConfig(), .entries = music}));
        fs::remove(theirs / elsewhere::kMusicFolder / "Walzer.mid");
        startThere(theirs);
        endThere();
        window_->openFiles({theirs});
        QTRY_VERIFY_WITH_TIMEOUT(state().startsWith(u"Failed on "_s), kPatienceMs);
        QVERIFY(state().contains(u"Walzer.mid"_s));
    }

    void whatIsNoTrainingFolderIsRefusedInASentence()
    {
        const fs::path damaged = window_.filePath(u"broken"_s).toStdString();
        fs::resize_file(damaged / elsewhere::kSettingsFile, 300);
        window_->openFiles({damaged});
        QTRY_VERIFY_WITH_TIMEOUT(page().messages().message().contains(u"settings.json"_s), kPatienceMs);
    }

    void writingCanBeCancelled()
    {
        ask(u"Never"_s);
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"writeFolder"_s), Qt::LeftButton);
        QTest::mouseClick(sheet()->findChild<QAbstractButton*>(u"stopWriting"_s), Qt::LeftButton);
        auto* write = sheet()->findChild<QAbstractButton*>(u"writeFolder"_s);
        QTRY_VERIFY_WITH_TIMEOUT(write->isVisible() && write->isEnabled(), kPatienceMs);
        QVERIFY(!fs::exists(folder().parent_path() / "Never"));
        QVERIFY(!fs::exists(folder().parent_path() / "Never.part"));
    }

    void cleanupTestCase() { window_->close(); }
};

QTEST_MAIN(TestElsewhere)
#include "tst_elsewhere.moc"
