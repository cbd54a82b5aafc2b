#include "tests/support/fake_learner.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/library/library_page.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/seed_card.h"
#include "ui/style/elided_label.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSmallScreen{1280, 720};

QString nameOf(const QWidget& widget)
{
    const QString name =
        widget.objectName().isEmpty() ? QString::fromLatin1(widget.metaObject()->className()) : widget.objectName();
    return widget.parentWidget() ? nameOf(*widget.parentWidget()).section(u'/', -2) + u'/' + name : name;
}

QString wordsOn(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return box->currentText();
    return {};
}

/// The scroll area a widget is in, if any: what is scrolled away is not clipped.
bool scrolls(const QWidget& widget)
{
    for (const QWidget* above = widget.parentWidget(); above; above = above->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(above))
            return true;
    return false;
}

/// Why a widget's words are not all to be seen; empty when they are. Elided labels say with their tool tip what they
/// leave out.
QString trouble(const QWidget& widget)
{
    if (wordsOn(widget).isEmpty() || qobject_cast<const ElidedLabel*>(&widget))
        return {};
    if (const auto* label = qobject_cast<const QLabel*>(&widget); label && label->wordWrap()) {
        if (label->heightForWidth(label->width()) > label->height())
            return u"is too low for its lines"_s;
    } else if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        for (int i = 0; i < box->count(); ++i)
            if (box->fontMetrics().horizontalAdvance(box->itemText(i)) + 34 > box->width())
                return u"is too narrow for “%1”"_s.arg(box->itemText(i));
    } else if (widget.minimumSizeHint().width() > widget.width()) {
        return u"is too narrow for its words"_s;
    } else if (widget.minimumSizeHint().height() > widget.height()) {
        return u"is too low for its words"_s;
    }
    if (!scrolls(widget) && widget.visibleRegion().boundingRect() != widget.rect())
        return u"is cut off by what is around it"_s;
    return {};
}

/// Names of visible siblings with words that lie over each other.
QStringList overlapsIn(const QWidget& parent)
{
    QStringList found;
    const auto children = parent.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (qsizetype i = 0; i < children.size(); ++i)
        for (qsizetype j = 0; j < i; ++j) {
            const QWidget& a = *children[i];
            const QWidget& b = *children[j];
            if (a.isVisible() && b.isVisible() && !wordsOn(a).isEmpty() && !wordsOn(b).isEmpty()
                && a.geometry().intersects(b.geometry()))
                found << nameOf(a) + u" lies over "_s + nameOf(b);
        }
    return found;
}

QStringList troublesOn(const QWidget& page)
{
    QStringList found;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        if (const QString what = trouble(*widget); !what.isEmpty())
            found << u"%1 “%2” %3 (%4×%5)"_s.arg(nameOf(*widget), wordsOn(*widget), what)
                         .arg(widget->width())
                         .arg(widget->height());
        found << overlapsIn(*widget);
    }
    return found;
}

bool isControl(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::SpinBox:
    case QAccessible::EditableText:
    case QAccessible::Slider:
    case QAccessible::Tree:
    case QAccessible::List:
    case QAccessible::Table:
    case QAccessible::Canvas:
    case QAccessible::ButtonMenu: return true;
    default: return false;
    }
}

/// Of an exclusive group Tab reaches the one that is chosen, the arrows the others.
bool reachedByArrows(const QAbstractButton& button)
{
    return button.group() && button.group()->exclusive() && button.group()->checkedButton() && !button.isChecked();
}

template <class Control>
bool insideOf(const QWidget& widget)
{
    const QWidget* above = widget.parentWidget();
    while (above && !qobject_cast<const Control*>(above))
        above = above->parentWidget();
    return above != nullptr;
}

/// Controls under `above` that assistive technology meets without a name. What Qt puts inside its own composite
/// controls belongs to those.
void collectNameless(QAccessibleInterface* above, QStringList& found)
{
    for (int i = 0; i < above->childCount(); ++i) {
        QAccessibleInterface* child = above->child(i);
        if (!child || !child->object() || !child->object()->isWidgetType())
            continue;
        const auto& widget = *static_cast<QWidget*>(child->object());
        const bool inside =
            insideOf<QComboBox>(widget) || insideOf<QAbstractSpinBox>(widget) || insideOf<QLineEdit>(widget);
        if (isControl(child->role()) && !inside && child->text(QAccessible::Name).isEmpty())
            found << nameOf(widget);
        if (!inside)
            collectNameless(child, found);
    }
}

} // namespace

/// Every page of the real window, as a person with a small screen or without one meets it. The scale comes from
/// QT_SCALE_FACTOR: the test runs once for each.
class TestEveryPage : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    test::WindowUnderTest window_;

    void show(NavigationRail::Page page)
    {
        window_->showPage(page);
        QTest::qWait(0); // layouts settle when events are handled
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(window_.open(test::fakeLearners()));
        window_->resize(kSmallScreen);
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs);
    }

    void textIsNeitherClippedNorOverlapping_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<int>("page");
        const std::pair<const char*, NavigationRail::Page> pages[] = {{"library", NavigationRail::Page::Library},
                                                                      {"train", NavigationRail::Page::Train},
                                                                      {"compose", NavigationRail::Page::Compose}};
        for (const Theme theme : {Theme::Dark, Theme::Light})
            for (const auto& [name, page] : pages)
                QTest::addRow("%s, %s", name, theme == Theme::Dark ? "dark" : "light")
                    << static_cast<int>(theme) << static_cast<int>(page);
    }

    void textIsNeitherClippedNorOverlapping()
    {
        QFETCH(int, theme);
        QFETCH(int, page);
        applyTheme(*qApp, static_cast<Theme>(theme));
        show(static_cast<NavigationRail::Page>(page));
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void statisticsFitToo()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"showStatistics"_s);
        QTest::qWait(0);
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        window_.click(u"showStatistics"_s);
    }

    void cardsAreAsWideAsTheGallery()
    {
        show(NavigationRail::Page::Library);
        auto* sort = window_->findChild<QComboBox*>(u"seedSort"_s);
        for (int i = 0; i < sort->count(); ++i) {
            sort->setCurrentIndex(i);
            QTest::qWait(0);
            for (const auto* card : window_->findChildren<SeedCard*>())
                if (card->isVisible())
                    QVERIFY2(card->visibleRegion().isEmpty()
                                 || card->visibleRegion().boundingRect().width() == card->width(),
                             qPrintable(sort->itemText(i)));
        }
        sort->setCurrentIndex(0);
    }

    void twoSeedsThatAreComparedFit()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"seedB"_s);
        window_->findChild<LibraryPage*>()->setSeed(NoteRange{20, 64});
        QTest::qWait(0);
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void theToolsOfAnOwnSeedFit()
    {
        show(NavigationRail::Page::Library);
        window_.click(u"editSeed"_s);
        QTRY_VERIFY(window_->findChild<QWidget*>(u"editBar"_s)->isVisible());
        const QStringList found = troublesOn(*window_.operator->());
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void everyControlHasAName()
    {
        QStringList nameless;
        collectNameless(QAccessible::queryAccessibleInterface(window_.operator->()), nameless);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

    void everyControlIsReachedByTab()
    {
        show(NavigationRail::Page::Library);
        QSet<const QWidget*> chain;
        for (const QWidget* widget = window_->nextInFocusChain(); widget != window_.operator->();
             widget = widget->nextInFocusChain())
            chain.insert(widget);
        for (const auto* button : window_->findChildren<QAbstractButton*>())
            if (button->isVisible() && !button->inherits("QLineEditIconButton") && !reachedByArrows(*button))
                QVERIFY2(chain.contains(button) && button->focusPolicy() & Qt::TabFocus, qPrintable(nameOf(*button)));
    }
};

QTEST_MAIN(TestEveryPage)
#include "tst_every_page.moc"
