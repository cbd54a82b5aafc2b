#include "ui/roll/accessible_roll.h"

#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <array>
#include <cmath>
#include <vector>

namespace cadenza::ui {
namespace {

/// What of a roll is met one by one.
enum class Part { Seed, FocusedNote };
constexpr std::array kParts{Part::Seed, Part::FocusedNote};

bool isThere(const PianoRoll& roll, Part part)
{
    return part == Part::Seed ? roll.seedWindow().has_value() : roll.focusedNote().has_value();
}

QRect placeOf(const PianoRoll& roll, Part part)
{
    if (part == Part::FocusedNote)
        return roll.placeOf(*roll.focusedNote());
    const auto [from, to] = SeedTool::ticksOf(*roll.seedWindow(), roll.content());
    const QRect& notes = roll.places().notes;
    const auto xOf = [&](double tick) {
        return notes.left() + static_cast<int>(std::lround(roll.geometryOfNotes().xOf(tick)));
    };
    return QRect(QPoint(xOf(from), notes.top()), QPoint(xOf(to), notes.bottom())) & notes;
}

/// The seed, or the note that a keyboard is at, as children of the roll.
class AccessiblePart : public QAccessibleInterface {
public:
    AccessiblePart(PianoRoll* roll, Part part) : roll_(roll), part_(part) {}

    [[nodiscard]] bool isValid() const override { return roll_ && isThere(*roll_, part_); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return roll_ ? QAccessible::queryAccessibleInterface(roll_) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override
    {
        return part_ == Part::Seed ? QAccessible::Grouping : QAccessible::ListItem;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = state.selected = true;
        state.focusable = part_ == Part::FocusedNote;
        state.focused = state.focusable && roll_ && roll_->hasFocus();
        return state;
    }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect place = placeOf(*roll_, part_);
        return {roll_->viewport()->mapToGlobal(place.topLeft()), place.size()};
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        return part_ == Part::Seed ? describeSeed(roll_->content(), *roll_->seedWindow())
                                   : describeNote(roll_->content().notes()[*roll_->focusedNote()], roll_->content());
    }
    void setText(QAccessible::Text, const QString&) override {}

private:
    QPointer<PianoRoll> roll_;
    Part part_;
};

class AccessibleRoll : public QAccessibleWidget {
public:
    explicit AccessibleRoll(PianoRoll* roll) : QAccessibleWidget(roll, QAccessible::Canvas), roll_(roll)
    {
        for (const Part part : kParts)
            ids_[static_cast<std::size_t>(part)] =
                QAccessible::registerAccessibleInterface(new AccessiblePart(roll, part));
    }
    ~AccessibleRoll() override
    {
        for (const QAccessible::Id id : ids_)
            QAccessible::deleteAccessibleInterface(id);
    }

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
    [[nodiscard]] int childCount() const override
    {
        return QAccessibleWidget::childCount() + static_cast<int>(parts().size());
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        const int widgets = QAccessibleWidget::childCount();
        if (index < widgets)
            return QAccessibleWidget::child(index);
        const auto there = parts();
        const auto at = static_cast<std::size_t>(index - widgets);
        return at < there.size() ? interfaceOf(there[at]) : nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto there = parts();
        for (std::size_t i = 0; i < there.size(); ++i)
            if (interfaceOf(there[i]) == child)
                return QAccessibleWidget::childCount() + static_cast<int>(i);
        return QAccessibleWidget::indexOfChild(child);
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        return roll_->hasFocus() && isThere(*roll_, Part::FocusedNote) ? interfaceOf(Part::FocusedNote)
                                                                       : QAccessibleWidget::focusChild();
    }

private:
    [[nodiscard]] std::vector<Part> parts() const
    {
        std::vector<Part> there;
        for (const Part part : kParts)
            if (isThere(*roll_, part))
                there.push_back(part);
        return there;
    }
    [[nodiscard]] QAccessibleInterface* interfaceOf(Part part) const
    {
        return QAccessible::accessibleInterface(ids_[static_cast<std::size_t>(part)]);
    }

    PianoRoll* roll_;
    std::array<QAccessible::Id, kParts.size()> ids_{};
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
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&roll);
    if (QAccessibleInterface* note = spoken ? spoken->focusChild() : nullptr; note && note->parent() == spoken) {
        QAccessibleEvent focus(&roll, QAccessible::Focus);
        focus.setChild(spoken->indexOfChild(note));
        QAccessible::updateAccessibility(&focus);
    }
}

} // namespace cadenza::ui
