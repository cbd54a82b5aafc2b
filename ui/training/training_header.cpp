#include "ui/training/training_header.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

using Phase = TrainingStory::Phase;
constexpr int kProgressSteps = 1000;

void setPrimary(QPushButton* button, bool primary)
{
    if (button->property("primary").isValid() == primary)
        return;
    if (primary)
        asPrimary(button, Accent::Training);
    else
        button->setProperty("primary", QVariant());
    button->style()->unpolish(button); // the style sheet looks at properties only then
    button->style()->polish(button);
}

QString mainWords(Phase phase)
{
    switch (phase) {
    case Phase::Preparing:
    case Phase::Learning: return TrainingHeader::tr("Pause");
    case Phase::Pausing: return TrainingHeader::tr("Pausing…");
    case Phase::Paused: return TrainingHeader::tr("Go on");
    case Phase::Stopping: return TrainingHeader::tr("Stopping…");
    case Phase::Idle:
    case Phase::Done: break;
    }
    return TrainingHeader::tr("Train");
}

} // namespace

TrainingHeader::TrainingHeader(QWidget* parent)
    : QWidget(parent), title_(asHeading(new QLabel)), state_(asSecondary(new QLabel)), main_(new QPushButton),
      stop_(new QPushButton(tr("Stop"))), elsewhere_(new QPushButton(tr("Train elsewhere"))),
      inside_(asQuiet(new QPushButton(tr("Look inside")))),
      runs_(makeToolButton(this, u"showRuns"_s, u"panel-right"_s, tr("Show or hide the runs"))),
      progress_(new QProgressBar)
{
    title_->setObjectName(u"trainingTitle"_s);
    title_->setTextFormat(Qt::PlainText); // a person names runs
    state_->setObjectName(u"trainingState"_s);
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    main_->setObjectName(u"trainButton"_s);
    stop_->setObjectName(u"stopButton"_s);
    stop_->setAccessibleName(tr("Stop training and keep the best model"));
    stop_->setToolTip(stop_->accessibleName());
    stop_->setIcon(icon(u"stop"_s));
    inside_->setObjectName(u"lookInside"_s);
    inside_->setAccessibleName(tr("Look inside the model"));
    inside_->setToolTip(tr("See the network, and what it expects next, note by note"));
    inside_->setIcon(icon(u"model"_s));
    inside_->setCheckable(true);
    runs_->setCheckable(true);
    runs_->setChecked(true);
    progress_->setObjectName(u"trainingProgress"_s);
    progress_->setAccessibleName(tr("Training progress"));
    progress_->setRange(0, kProgressSteps);
    progress_->setTextVisible(false);
    progress_->setProperty("thin", true);

    addElsewhere();

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(state_);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kMedium);
    line->setSpacing(measure::kMedium);
    line->addLayout(words, 1);
    line->addWidget(inside_);
    line->addWidget(runs_);
    line->addWidget(elsewhere_);
    line->addWidget(stop_);
    line->addWidget(main_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(progress_);
    connect(main_, &QPushButton::clicked, this, &TrainingHeader::press);
    connect(stop_, &QPushButton::clicked, this, &TrainingHeader::stopPressed);
    connect(inside_, &QPushButton::toggled, this, &TrainingHeader::insideToggled);
    connect(runs_, &QToolButton::toggled, this, &TrainingHeader::runsToggled);
    show(TrainingStory(), false);
}

void TrainingHeader::addElsewhere()
{
    elsewhere_->setObjectName(u"elsewhereButton"_s);
    elsewhere_->setAccessibleName(tr("Train on another computer"));
    elsewhere_->setToolTip(tr("Let another computer train: one with a graphics card, or one that may run all night"));
    auto* menu = new QMenu(elsewhere_);
    const auto add = [&](const QString& name, const QString& words, void (TrainingHeader::*pressed)()) {
        QAction* action = menu->addAction(words);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, pressed);
    };
    add(u"writeTrainingFolder"_s, tr("&Write a training folder…"), &TrainingHeader::elsewherePressed);
    add(u"attachTrainingFolder"_s, tr("&Attach a training folder…"), &TrainingHeader::attachPressed);
    elsewhere_->setMenu(menu);
}

void TrainingHeader::press()
{
    if (phase_ == Phase::Preparing || phase_ == Phase::Learning)
        Q_EMIT pausePressed();
    else if (phase_ == Phase::Paused)
        Q_EMIT resumePressed();
    else
        Q_EMIT trainPressed();
}

void TrainingHeader::show(const TrainingStory& story, bool ready)
{
    phase_ = story.phase();
    const bool running = story.running();
    const bool ending = phase_ == Phase::Pausing || phase_ == Phase::Stopping;
    const QString words = story.words();
    describe(tr("Train a model"), !words.isEmpty() ? words
                                  : ready
                                      ? tr("Ready to learn. You can stop at any moment and keep what it has learnt.")
                                      : tr("Choose music to learn from first."));
    main_->setText(mainWords(phase_));
    main_->setAccessibleName(running                   ? tr("Pause training")
                             : phase_ == Phase::Paused ? tr("Go on training")
                                                       : tr("Train"));
    main_->setEnabled(running ? !ending : ready || phase_ == Phase::Paused);
    main_->setIcon(running ? icon(u"pause"_s)
                           : icon(u"train"_s, main_->isEnabled() ? Tint::OnAccent : Tint::Secondary));
    setPrimary(main_, !running);
    elsewhere_->setVisible(!running && phase_ != Phase::Paused);
    elsewhere_->findChild<QAction*>(u"writeTrainingFolder"_s)->setEnabled(ready);
    stop_->setVisible(running || phase_ == Phase::Paused);
    stop_->setEnabled(!ending);
    const bool shown = running || phase_ == Phase::Paused;
    progress_->setValue(shown ? static_cast<int>(story.progress() * kProgressSteps) : 0);
}

void TrainingHeader::describe(const QString& title, const QString& words)
{
    title_->setText(title);
    state_->setText(words);
    state_->setAccessibleName(words);
}

} // namespace cadenza::ui

#include "moc_training_header.cpp"
