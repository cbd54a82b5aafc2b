#include "ui/compose/model_card.h"

#include "ui/style/foldout.h"
#include "ui/style/theme.h"
#include "ui/training/measure.h"
#include "ui/training/run_chart.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cadenza::ui {

ModelCard::ModelCard(QWidget* parent)
    : QWidget(parent), words_(asSecondary(new QLabel)),
      learning_(new Foldout(tr("How it learnt"), QStringLiteral("modelLearning"))), chart_(new RunChart)
{
    setObjectName(QStringLiteral("modelCard"));
    words_->setObjectName(QStringLiteral("modelWords"));
    words_->setWordWrap(true);
    chart_->setObjectName(QStringLiteral("modelCurve"));
    chart_->setAccessibleName(tr("How the model's loss fell"));
    chart_->setAxisNames(tr("training time"), tr("loss, nats per note"));
    chart_->setFixedHeight(184);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kMedium);
    column->setSpacing(measure::kSmall);
    auto* other = asQuiet(new QPushButton(tr("Another…")));
    other->setObjectName(QStringLiteral("otherModel"));
    other->setAccessibleName(tr("Choose another model"));
    other->setToolTip(tr("Choose among the models of this project"));
    connect(other, &QPushButton::clicked, this, &ModelCard::otherWanted);
    auto* head = new QHBoxLayout;
    head->addWidget(asHeading(new QLabel(tr("Model"))), 1);
    head->addWidget(other);
    column->addLayout(head);
    column->addWidget(words_);
    column->addWidget(learning_); // folded: what one composes with needs the room
    learning_->contents()->addWidget(chart_);
    hide();
}

void ModelCard::setModel(const QString& words, const std::vector<training::TrainingReport>& history)
{
    setVisible(!words.isEmpty());
    words_->setText(tr("Trained on %1.").arg(words));
    learning_->setVisible(!history.empty());
    showMeasure(*chart_, Measure::Loss);
    for (const auto& report : history)
        appendReport(*chart_, Measure::Loss, report);
}

} // namespace cadenza::ui
