#include "ui/style/setting_row.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

QString rangeText(const NumberSetting& setting)
{
    const auto number = [&](double value) { return QString::number(value, 'f', setting.decimals); };
    return QObject::tr("%1 to %2, usually %3")
        .arg(number(setting.lowest), number(setting.highest), number(setting.standard));
}

QDoubleSpinBox* fieldFor(const NumberSetting& setting)
{
    auto* field = new QDoubleSpinBox;
    field->setObjectName(setting.objectName);
    field->setAccessibleName(setting.label);
    field->setDecimals(setting.decimals);
    field->setRange(setting.lowest, setting.highest);
    field->setSingleStep(setting.step);
    field->setValue(setting.standard);
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(104);
    if (!setting.unit.isEmpty())
        field->setSuffix(u' ' + setting.unit);
    field->setSpecialValueText(setting.atLowest);
    field->setToolTip(rangeText(setting));
    return field;
}

} // namespace

QLabel* explanationLabel(const QString& text)
{
    auto* label = asSecondary(new QLabel(text));
    label->setWordWrap(true);
    QFont small = label->font();
    small.setPixelSize(measure::kSmallTextPixels);
    label->setFont(small);
    return label;
}

NumberRow::NumberRow(const NumberSetting& setting, QWidget* parent)
    : QWidget(parent), standard_(setting.standard), field_(fieldFor(setting)), reset_(new QToolButton)
{
    reset_->setObjectName(setting.objectName + QStringLiteral("Reset"));
    reset_->setAccessibleName(tr("Back to the usual value of %1").arg(setting.label));
    reset_->setToolTip(tr("Back to the usual value"));
    reset_->setIcon(icon(QStringLiteral("reset"), Tint::Secondary));
    QSizePolicy policy = reset_->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(policy);

    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    auto* label = new QLabel(setting.label);
    label->setWordWrap(true); // narrow panels
    label->setBuddy(field_);
    line->addWidget(label, 1);
    line->addWidget(reset_);
    line->addWidget(field_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(explanationLabel(setting.explanation));

    connect(reset_, &QToolButton::clicked, this, &NumberRow::reset);
    connect(field_, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        showWhetherChanged();
        Q_EMIT changed(value);
    });
    showWhetherChanged();
}

double NumberRow::value() const
{
    return field_->value();
}

void NumberRow::setValue(double value)
{
    field_->setValue(value);
}

void NumberRow::setStandard(double standard)
{
    standard_ = standard;
    reset();
    showWhetherChanged();
}

void NumberRow::reset()
{
    field_->setValue(standard_);
}

void NumberRow::showWhetherChanged()
{
    reset_->setVisible(qAbs(field_->value() - standard_) > 1e-9);
}

ToggleRow::ToggleRow(const QString& objectName, const QString& label, const QString& explanation, bool standard,
                     QWidget* parent)
    : QWidget(parent), box_(new QCheckBox(label))
{
    box_->setObjectName(objectName);
    box_->setAccessibleName(label);
    box_->setChecked(standard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(box_);
    column->addWidget(explanationLabel(explanation));
    connect(box_, &QCheckBox::toggled, this, &ToggleRow::changed);
}

bool ToggleRow::value() const
{
    return box_->isChecked();
}

void ToggleRow::setValue(bool value)
{
    box_->setChecked(value);
}

} // namespace cadenza::ui

#include "moc_setting_row.cpp"
