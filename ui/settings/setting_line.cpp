#include "ui/settings/setting_line.h"

#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

constexpr int kControlWidth = 240;

} // namespace

SettingLine::SettingLine(const QString& name, const QString& title, const QString& explanation, QWidget* control,
                         QWidget* parent)
    : QWidget(parent), reset_(new QToolButton)
{
    control->setObjectName(name);
    control->setAccessibleName(title);
    control->setFixedWidth(kControlWidth);
    reset_->setObjectName(name + QStringLiteral("Reset"));
    reset_->setAccessibleName(tr("Back to the usual value of %1").arg(title));
    reset_->setToolTip(tr("Back to the usual value"));
    reset_->setIcon(icon(QStringLiteral("reset"), Tint::Secondary));
    QSizePolicy policy = reset_->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(policy);
    connect(reset_, &QToolButton::clicked, this, &SettingLine::resetRequested);

    auto* label = new QLabel(title);
    label->setBuddy(control);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(label);
    words->addWidget(explanationLabel(explanation));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    line->addLayout(words, 1);
    line->addWidget(reset_, 0, Qt::AlignTop);
    line->addWidget(control, 0, Qt::AlignTop);
}

void SettingLine::setChanged(bool changed)
{
    reset_->setVisible(changed);
}

} // namespace cadenza::ui
