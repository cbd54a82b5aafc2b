#include "core/base/file.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/settings_store.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Settings hold at once, are kept, and each has a way back; a broken file never stops anything.
class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_{0};

    [[nodiscard]] std::filesystem::path freshFile()
    {
        return folder_.filePath(u"%1.json"_s.arg(++files_)).toStdString();
    }

private Q_SLOTS:
    void aChangeHoldsAtOnceAndIsKept()
    {
        const auto file = freshFile();
        {
            SettingsStore store(file);
            QSignalSpy changed(&store, &SettingsStore::changed);
            store.change([](project::Settings& settings) { settings.gain = 1.0; });
            store.change([](project::Settings& settings) { settings.gain = 1.0; }); // nothing new
            QCOMPARE(changed.count(), 1);
            QCOMPARE(store.settings().gain, 1.0);
        }
        QCOMPARE(SettingsStore(file).settings().gain, 1.0);
    }

    void twoWindowsKeepEachOthersChanges()
    {
        const auto file = freshFile();
        {
            SettingsStore one(file);
            SettingsStore other(file);
            one.change([](project::Settings& settings) { settings.theme = project::Theme::Light; });
            other.change([](project::Settings& settings) { settings.polyphony = 64; });
        }
        const SettingsStore after(file);
        QVERIFY(after.settings().theme == project::Theme::Light);
        QCOMPARE(after.settings().polyphony, 64);
    }

    void aBrokenFileIsToldOnceAndKeptAside()
    {
        const auto file = freshFile();
        QVERIFY(writeFileAtomically(file, "{ not JSON"));
        {
            const SettingsStore store(file);
            QCOMPARE(store.problems().size(), std::size_t{1});
            QVERIFY(store.settings() == project::Settings{});
        }
        QVERIFY(SettingsStore(file).problems().empty());
        QCOMPARE(readFile(file.string() + ".broken")->size(), std::string_view("{ not JSON").size());
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        SettingsStore store(std::filesystem::path("/proc/nothing/settings.json"));
        QSignalSpy failed(&store, &SettingsStore::failed);
        store.change([](project::Settings& settings) { settings.gain = 1.0; });
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(store.settings().gain, 1.0);
    }

    void everySettingCanBeSetAndReset()
    {
        SettingsStore store(freshFile());
        auto* dialog = new SettingsDialog(store, {"alsa", "pulseaudio"}, nullptr);
        dialog->show();
        dialog->findChild<QDoubleSpinBox*>(u"latencySeconds"_s)->setValue(40);
        QCOMPARE(store.settings().latencySeconds, 0.04);
        dialog->findChild<QDoubleSpinBox*>(u"scale"_s)->setValue(150);
        QCOMPARE(store.settings().scale, 1.5);
        dialog->findChild<QCheckBox*>(u"reverb"_s)->setChecked(false);
        QVERIFY(!store.settings().reverb);
        auto* theme = dialog->findChild<QComboBox*>(u"theme"_s);
        theme->setCurrentIndex(2);
        Q_EMIT theme->activated(2);
        QVERIFY(store.settings().theme == project::Theme::Light);
        auto* driver = dialog->findChild<QComboBox*>(u"audioDriver"_s);
        Q_EMIT driver->activated(2);
        QCOMPARE(store.settings().audioDriver, std::string("pulseaudio"));

        const auto changed = project::changedSettings(store.settings());
        QCOMPARE(changed.size(), std::size_t{5});
        for (const std::string& name : changed) {
            auto* reset = dialog->findChild<QToolButton*>(QString::fromStdString(name) + u"Reset"_s);
            QVERIFY2(reset && reset->isVisible(), name.c_str());
            reset->click();
            QVERIFY2(!reset->isVisible(), name.c_str());
        }
        QVERIFY(store.settings() == project::Settings{});
        QVERIFY(dialog->findChild<QCheckBox*>(u"reverb"_s)->isChecked());
        QCOMPARE(theme->currentIndex(), 0);
        delete dialog;
    }

    void allOfThemAreResetAtOnce()
    {
        SettingsStore store(freshFile());
        auto* dialog = new SettingsDialog(store, {}, nullptr);
        auto* all = dialog->findChild<QPushButton*>(u"resetAll"_s);
        QVERIFY(!all->isEnabled());
        store.change([](project::Settings& settings) {
            settings.gain = 1.0;
            settings.reopenLast = false;
            settings.recentProjects = {"/a"};
        });
        QVERIFY(all->isEnabled());
        all->click();
        QVERIFY(project::changedSettings(store.settings()) == std::vector<std::string>{"recentProjects"});
        delete dialog;
    }
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
