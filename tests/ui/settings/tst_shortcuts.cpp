#include "ui/settings/settings_store.h"
#include "ui/settings/shortcut_book.h"
#include "ui/settings/shortcut_list.h"
#include "ui/style/key_tips.h"

#include <QAction>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Keys of commands: one list, changed, kept and put back; two commands never share them.
class TestShortcuts : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QWidget window_;
    std::unique_ptr<SettingsStore> store_;
    std::unique_ptr<ShortcutBook> book_;
    QPushButton* button_{nullptr};
    QAction* action_{nullptr};

    [[nodiscard]] QKeySequence keysOfButton() const
    {
        return button_->findChildren<QShortcut*>().back()->key(); // the newest book's
    }

private Q_SLOTS:
    void init()
    {
        delete button_;
        delete action_;
        button_ = new QPushButton(&window_);
        button_->setToolTip(u"Export…"_s);
        action_ = new QAction(&window_);
        store_ = std::make_unique<SettingsStore>(std::filesystem::path());
        book_ = std::make_unique<ShortcutBook>(*store_);
        book_->add({"export", u"Page"_s, u"Export"_s, Qt::CTRL | Qt::Key_E}, button_);
        book_->add({"quit", u"Window"_s, u"Quit"_s, Qt::CTRL | Qt::Key_Q}, action_, {});
    }

    void commandsHaveTheirUsualKeysAndTheirTipsSayThem()
    {
        QCOMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_E));
        QCOMPARE(action_->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Q));
        QCOMPARE(KeyTips::tipOf(*button_), u"Export… (Ctrl+E)"_s);
    }

    void changedKeysHoldAtOnceAndAreKept()
    {
        const std::filesystem::path file = folder_.filePath(u"settings.json"_s).toStdString();
        {
            SettingsStore store(file);
            ShortcutBook book(store);
            book.add({"export", {}, u"Export"_s, Qt::CTRL | Qt::Key_E}, button_);
            book.setKeys("export", Qt::Key_F9);
            QCOMPARE(keysOfButton(), QKeySequence(Qt::Key_F9));
        }
        SettingsStore again(file);
        ShortcutBook book(again);
        book.add({"export", {}, u"Export"_s, Qt::CTRL | Qt::Key_E}, button_);
        QCOMPARE(keysOfButton(), QKeySequence(Qt::Key_F9));
        book.reset("export");
        QVERIFY(again.settings().shortcuts.empty());
        QCOMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_E));
    }

    void aCommandMayHaveNoKeys()
    {
        book_->setKeys("export", {});
        QVERIFY(keysOfButton().isEmpty());
        QCOMPARE(KeyTips::tipOf(*button_), u"Export…"_s);
        QVERIFY(book_->isChanged("export"));
        QVERIFY(book_->holderOf({}, "quit").isEmpty());
    }

    void keysOfAnotherAreRefusedWithItsName()
    {
        ShortcutList list(*book_);
        list.show();
        auto* field = list.findChild<QKeySequenceEdit*>(u"keys.export"_s);
        field->setKeySequence(Qt::CTRL | Qt::Key_Q);
        auto* refusal = list.findChild<QLabel*>(u"keys.exportRefusal"_s);
        QVERIFY(refusal->isVisible());
        QVERIFY2(refusal->text().contains(u"“Quit”"_s), qPrintable(refusal->text()));
        QCOMPARE(field->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_E));
        QCOMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_E));
        field->setKeySequence(Qt::CTRL | Qt::Key_J);
        QVERIFY(!refusal->isVisible());
        QCOMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_J));
    }

    void reservedKeysAreRefused()
    {
        book_->reserve(Qt::Key_F2, u"Rename, in lists"_s);
        QCOMPARE(book_->holderOf(Qt::Key_F2, "export"), u"Rename, in lists"_s);
    }

    void eachIsPutBackAlone()
    {
        ShortcutList list(*book_);
        list.show();
        auto* reset = list.findChild<QToolButton*>(u"keys.exportReset"_s);
        QVERIFY(!reset->isVisible());
        book_->setKeys("export", Qt::Key_F9);
        QVERIFY(reset->isVisible());
        reset->click();
        QVERIFY(!reset->isVisible());
        QCOMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_E));
    }

    void aPersonPressesTheKeys()
    {
        ShortcutList list(*book_);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        auto* field = list.findChild<QKeySequenceEdit*>(u"keys.export"_s);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(keysOfButton(), QKeySequence(Qt::CTRL | Qt::Key_K));
    }
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
