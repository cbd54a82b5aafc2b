#include "ui/seeds/seed_comparison.h"

#include "ui/style/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace cadenza::ui {

SeedComparison::SeedComparison(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("seedComparison"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(measure::kMedium, measure::kSmall, measure::kMedium, measure::kSmall);
    row->setSpacing(measure::kSmall);
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        auto* button = new QPushButton(this);
        button->setObjectName(i == 0 ? QStringLiteral("seedA") : QStringLiteral("seedB"));
        button->setCheckable(true);
        button->setToolTip(i == 0 ? tr("Hear the one seed (Alt+A)") : tr("Hear the other seed, to compare (Alt+B)"));
        group->addButton(button);
        row->addWidget(button, 1);
        slots_[i].button = button;
        show(slots_[i], i == 0 ? u'A' : u'B');
        connect(button, &QPushButton::clicked, this, [this, i] { use(i); });
    }
    slots_[0].button->setChecked(true);
}

void SeedComparison::show(const Slot& slot, QChar letter)
{
    const QString words = slot.place ? slot.words : tr("none yet");
    slot.button->setText(QStringLiteral("&%1  %2").arg(letter).arg(slot.place ? slot.words : QStringLiteral("–")));
    slot.button->setAccessibleName(tr("Seed %1: %2").arg(letter).arg(words));
}

void SeedComparison::setCurrent(const std::optional<SeedPlace>& place, const QString& words)
{
    slots_[inUse_].place = place;
    slots_[inUse_].words = words;
    show(slots_[inUse_], inUse_ == 0 ? u'A' : u'B');
}

void SeedComparison::use(std::size_t slot)
{
    const Slot before = slots_[inUse_];
    inUse_ = slot;
    if (!slots_[slot].place) // the next seed that is chosen takes its place
        setCurrent(before.place, before.words);
    if (const auto place = slots_[slot].place)
        Q_EMIT recalled(*place);
}

} // namespace cadenza::ui
