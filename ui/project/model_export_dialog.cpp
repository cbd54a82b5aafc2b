#include "ui/project/model_export_dialog.h"

#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

QLabel* plainWords(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ModelExportDialog::ModelExportDialog(const model::ModelCard& card, QWidget* parent)
    : QDialog(parent), card_(card), name_(new QLineEdit(QString::fromStdString(card.name))), licence_(new QComboBox),
      attribution_(new QLineEdit(QString::fromStdString(card.attribution))),
      halves_(new QCheckBox(tr("16-bit weights: half the size, the same sound")))
{
    setObjectName(QStringLiteral("modelExportDialog"));
    setWindowTitle(tr("Export the model"));
    name_->setObjectName(QStringLiteral("modelName"));
    licence_->setObjectName(QStringLiteral("modelLicence"));
    licence_->setEditable(true);
    licence_->addItems({QString(), QStringLiteral("CC0 1.0"), QStringLiteral("CC BY 4.0"),
                        QStringLiteral("CC BY-SA 4.0"), QStringLiteral("CC BY-NC 4.0")});
    licence_->setCurrentText(QString::fromStdString(card.licence));
    licence_->lineEdit()->setPlaceholderText(tr("None: ask before you pass it on"));
    attribution_->setObjectName(QStringLiteral("modelAttribution"));
    attribution_->setPlaceholderText(tr("Who wrote, played or sequenced the music"));
    halves_->setObjectName(QStringLiteral("modelHalves"));

    auto* form = new QFormLayout;
    form->setSpacing(measure::kSmall);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Licence"), licence_);
    form->addRow(tr("Music &owed to"), attribution_);
    if (!card.trainedOn.empty())
        form->addRow(tr("Learnt from"), plainWords(QString::fromStdString(card.trainedOn)));
    if (card.trainNll > 0.0 && card.validNll > 0.0)
        form->addRow(tr("Loss"), plainWords(tr("%1 nats per note, %2 on music it had not heard")
                                                .arg(card.trainNll, 0, 'f', 2)
                                                .arg(card.validNll, 0, 'f', 2)));
    else if (card.trainNll > 0.0)
        form->addRow(tr("Loss"), plainWords(tr("%1 nats per note").arg(card.trainNll, 0, 'f', 2)));
    QStringList examples;
    for (const std::string& example : card.examples)
        examples += QString::fromStdString(example);
    if (!examples.isEmpty())
        form->addRow(tr("Examples"), plainWords(examples.join(QLatin1Char('\n'))));
    form->addRow(halves_);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kLarge, measure::kLarge, measure::kLarge, measure::kMedium);
    column->setSpacing(measure::kLarge);
    column->addWidget(asSecondary(new QLabel(tr("Whoever opens the file reads this in it."))));
    column->addLayout(form);
    column->addWidget(buttons);
    setMinimumWidth(520);
}

model::ModelCard ModelExportDialog::card() const
{
    model::ModelCard card = card_;
    card.name = name_->text().trimmed().toStdString();
    card.licence = licence_->currentText().trimmed().toStdString();
    card.attribution = attribution_->text().trimmed().toStdString();
    return card;
}

model::Precision ModelExportDialog::precision() const
{
    return halves_->isChecked() ? model::Precision::Float16 : model::Precision::Float32;
}

} // namespace cadenza::ui

#include "moc_model_export_dialog.cpp"
