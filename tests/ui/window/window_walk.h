#pragma once

#include "ui/style/elided_label.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QStringList>
#include <QTest>
#include <QWidget>

namespace cadenza::test {

using namespace Qt::StringLiterals;

inline QString nameOf(const QWidget& widget)
{
    const QString name =
        widget.objectName().isEmpty() ? QString::fromLatin1(widget.metaObject()->className()) : widget.objectName();
    return widget.parentWidget() ? nameOf(*widget.parentWidget()).section(u'/', -2) + u'/' + name : name;
}

inline QString wordsOn(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget))
        return label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return box->currentText();
    if (const auto* number = qobject_cast<const QAbstractSpinBox*>(&widget))
        return number->text();
    return {};
}

/// The scroll area a widget is in, if any: what is scrolled away is not clipped.
inline bool scrolls(const QWidget& widget)
{
    for (const QWidget* above = widget.parentWidget(); above; above = above->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(above))
            return true;
    return false;
}

/// Why a widget's words are not all to be seen; empty when they are. Elided labels say with their tool tip what they
/// leave out.
inline QString trouble(const QWidget& widget)
{
    if (const auto* elided = qobject_cast<const ui::ElidedLabel*>(&widget)) {
        const bool whole = elided->fontMetrics().horizontalAdvance(elided->text()) <= elided->contentsRect().width();
        return whole || !elided->toolTip().isEmpty() ? QString() : u"leaves words out and has no tool tip"_s;
    }
    if (wordsOn(widget).isEmpty())
        return {};
    if (const auto* label = qobject_cast<const QLabel*>(&widget); label && label->wordWrap()) {
        if (label->heightForWidth(label->width()) > label->height())
            return u"is too low for its lines"_s;
        if (label->minimumSizeHint().width() > label->width())
            return u"is too narrow for its longest word"_s;
    } else if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        if (box->sizeAdjustPolicy() == QComboBox::AdjustToMinimumContentsLengthWithIcon) // names of any length
            return box->toolTip().contains(box->currentText()) ? QString() : u"has no tool tip with its words"_s;
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
inline QStringList overlapsIn(const QWidget& parent)
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

inline QStringList troublesNow(const QWidget& of)
{
    QStringList found;
    for (const QWidget* widget : of.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != of.window())
            continue;
        if (const QString what = trouble(*widget); !what.isEmpty())
            found << u"%1 “%2” %3 (%4×%5, wants %6×%7)"_s.arg(nameOf(*widget), wordsOn(*widget), what)
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(widget->minimumSizeHint().width())
                         .arg(widget->minimumSizeHint().height());
        found << overlapsIn(*widget);
    }
    return found;
}

/// What is clipped or covered in the window `of`, in sight, that is not in a window of its own, and stays so: words
/// that have just come are laid out by the events that follow.
inline QStringList troublesOn(const QWidget& of)
{
    QStringList found;
    (void)QTest::qWaitFor([&] { return (found = troublesNow(of)).isEmpty(); }, 2000);
    return found;
}

inline bool isControl(QAccessible::Role role)
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
inline void collectNameless(QAccessibleInterface* above, QStringList& found)
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

inline QStringList namelessIn(QWidget& window)
{
    QStringList nameless;
    collectNameless(QAccessible::queryAccessibleInterface(&window), nameless);
    return nameless;
}

/// Of an exclusive group Tab reaches the one that is chosen, the arrows the others.
inline bool reachedByArrows(const QAbstractButton& button)
{
    if (button.autoExclusive() && !button.isChecked())
        return true;
    return button.group() && button.group()->exclusive() && button.group()->checkedButton() && !button.isChecked();
}

/// Buttons, fields and lists in sight that Tab does not reach.
inline QStringList unreachedIn(QWidget& window)
{
    QSet<const QWidget*> chain;
    for (const QWidget* widget = window.nextInFocusChain(); widget != &window; widget = widget->nextInFocusChain())
        chain.insert(widget);
    QStringList unreached;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool field = qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
        if (!widget->isVisible() || !widget->isEnabled() || widget->window() != window.window() || (!button && !field))
            continue;
        const bool inside = insideOf<QLineEdit>(*widget) || insideOf<QComboBox>(*widget);
        if (inside || (button && reachedByArrows(*button)))
            continue;
        if (!chain.contains(widget) || !(widget->focusPolicy() & Qt::TabFocus))
            unreached << nameOf(*widget);
    }
    return unreached;
}

} // namespace cadenza::test
