#include "ui/compose/random_seed_row.h"

#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr quint32 kLargestDrawn = 1'000'000; ///< short enough to be read out and typed
constexpr int kFrame = 22;                   ///< pixels of a field around its text

} // namespace

RandomSeedRow::RandomSeedRow(QWidget* parent)
    : QWidget(parent), field_(new QLineEdit(u"1"_s)),
      lock_(makeToolButton(this, u"lockRandomSeed"_s, u"unlock"_s, tr("Keep this random seed")))
{
    field_->setObjectName(u"randomSeed"_s);
    field_->setAccessibleName(tr("Random seed"));
    field_->setValidator(new QRegularExpressionValidator(QRegularExpression(u"\\d{1,19}"_s), field_));
    field_->setAlignment(Qt::AlignRight);
    field_->setFont(figureFont(field_->font()));
    field_->setMinimumWidth(QFontMetrics(field_->font()).horizontalAdvance(QString::number(kLargestDrawn)) + kFrame);
    auto* copy = makeToolButton(this, u"copyRandomSeed"_s, u"copy"_s, tr("Copy the random seed"));
    auto* dice = makeToolButton(this, u"rollRandomSeed"_s, u"dice"_s, tr("Draw another random seed"));
    lock_->setCheckable(true);
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(field_->text()); });
    connect(dice, &QToolButton::clicked, this, [this] {
        lock_->setChecked(false);
        draw();
    });
    connect(lock_, &QToolButton::toggled, this, [this](bool locked) {
        lock_->setIcon(icon(locked ? u"lock"_s : u"unlock"_s, Tint::Secondary));
        Q_EMIT changed();
    });
    connect(field_, &QLineEdit::textChanged, this, &RandomSeedRow::changed);
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    line->addWidget(new QLabel(tr("Random seed")));
    line->addWidget(field_, 1);
    line->addWidget(copy);
    line->addWidget(dice);
    line->addWidget(lock_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(line);
    column->addWidget(explanationLabel(tr("Lock it to get exactly the same takes again.")));
}

std::uint64_t RandomSeedRow::value() const
{
    return field_->text().toULongLong();
}

void RandomSeedRow::setValue(std::uint64_t value)
{
    field_->setText(QString::number(value));
}

void RandomSeedRow::draw()
{
    if (!isLocked())
        setValue(QRandomGenerator::global()->bounded(kLargestDrawn));
}

bool RandomSeedRow::isLocked() const
{
    return lock_->isChecked();
}

void RandomSeedRow::setLocked(bool locked)
{
    lock_->setChecked(locked);
}

} // namespace cadenza::ui

#include "moc_random_seed_row.cpp"
