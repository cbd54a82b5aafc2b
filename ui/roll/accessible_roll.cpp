#include "ui/roll/accessible_roll.h"

#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"

#include <QAccessibleWidget>

namespace cadenza::ui {
namespace {

class AccessibleRoll : public QAccessibleWidget {
public:
    explicit AccessibleRoll(PianoRoll* roll) : QAccessibleWidget(roll, QAccessible::Canvas), roll_(roll) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value || kind == QAccessible::Description)
            return describeRoll(roll_->content(), roll_->seedWindow(), roll_->chosenNotes());
        if (kind == QAccessible::Help)
            return PianoRoll::tr("Left and right move the seed, with Control by bars, with Shift its end. "
                                 "Plus, minus and 0 zoom; L plays the seed over and over. Where notes are "
                                 "edited, left and right choose a note, up and down transpose it, Alt and left or "
                                 "right move it, Delete deletes it.");
        return QAccessibleWidget::text(kind);
    }

private:
    PianoRoll* roll_;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* roll = qobject_cast<PianoRoll*>(object);
    return roll ? new AccessibleRoll(roll) : nullptr;
}

} // namespace

void installAccessibleRoll()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void notifyAccessibleRoll(PianoRoll& roll)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleValueChangeEvent event(&roll, describeRoll(roll.content(), roll.seedWindow(), roll.chosenNotes()));
    QAccessible::updateAccessibility(&event);
}

} // namespace cadenza::ui
