#include "ui/style/setting_row.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
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

/// Keeps its place while there is nothing to reset.
QToolButton* resetButton(const QString& objectName, const QString& label)
{
    auto* reset = new QToolButton;
    reset->setObjectName(objectName + QStringLiteral("Reset"));
    reset->setAccessibleName(QObject::tr("Back to the usual value of %1").arg(label));
    reset->setToolTip(QObject::tr("Back to the usual value"));
    reset->setIcon(icon(QStringLiteral("reset"), Tint::Secondary));
    QSizePolicy policy = reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    reset->setSizePolicy(policy);
    return reset;
}

/// The line of a setting, and what it means below it.
void explainBelow(QWidget& row, QLayout* line, const QString& explanation)
{
    auto* column = new QVBoxLayout(&row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(explanationLabel(explanation));
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
    : QWidget(parent), standard_(setting.standard), field_(fieldFor(setting)),
      reset_(resetButton(setting.objectName, setting.label))
{
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
    : QWidget(parent), box_(new QCheckBox(label)), reset_(resetButton(objectName, label))
{
    box_->setObjectName(objectName);
    box_->setAccessibleName(label);
    box_->setChecked(standard);
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    line->addWidget(box_, 1);
    line->addWidget(reset_);
    reset_->hide();
    explainBelow(*this, line, explanation);
    connect(reset_, &QToolButton::clicked, this, [this, standard] { box_->setChecked(standard); });
    connect(box_, &QCheckBox::toggled, this, [this, standard](bool on) {
        reset_->setVisible(on != standard);
        Q_EMIT changed(on);
    });
}

bool ToggleRow::value() const
{
    return box_->isChecked();
}

void ToggleRow::setValue(bool value)
{
    box_->setChecked(value);
}

ChoiceRow::ChoiceRow(const QString& objectName, const QString& label, const QString& explanation,
                     const QStringList& choices, int standard, QWidget* parent)
    : QWidget(parent), box_(new QComboBox), reset_(resetButton(objectName, label))
{
    box_->setObjectName(objectName);
    box_->setAccessibleName(label);
    box_->addItems(choices);
    box_->setCurrentIndex(standard);
    box_->setFixedWidth(104);
    auto* name = new QLabel(label);
    name->setWordWrap(true);
    name->setBuddy(box_);
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    line->addWidget(name, 1);
    line->addWidget(reset_);
    line->addWidget(box_);
    reset_->hide();
    explainBelow(*this, line, explanation);
    connect(reset_, &QToolButton::clicked, this, [this, standard] { box_->setCurrentIndex(standard); });
    connect(box_, &QComboBox::currentIndexChanged, this, [this, standard](int value) {
        reset_->setVisible(value != standard);
        Q_EMIT changed(value);
    });
}

int ChoiceRow::value() const
{
    return box_->currentIndex();
}

void ChoiceRow::setValue(int value)
{
    box_->setCurrentIndex(value);
}

} // namespace cadenza::ui

#include "moc_setting_row.cpp"
