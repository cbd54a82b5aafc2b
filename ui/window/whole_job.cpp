#include "ui/window/whole_job.h"

#include "ui/document/document.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/training_presenter.h"

namespace cadenza::ui {

WholeJob::WholeJob(Document& document, TrainingPresenter& training, ComposePresenter& compose, QObject* parent)
    : QObject(parent), document_(document), training_(training), compose_(compose)
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Model && stage_ == Stage::Learning && document_.network())
            continueSeed();
    });
    connect(&training_, &TrainingPresenter::failed, this, &WholeJob::cancel);
    connect(&compose_, &ComposePresenter::failed, this, &WholeJob::cancel);
    connect(&compose_, &ComposePresenter::made, this, [this] {
        if (stage_ != Stage::Continuing)
            return;
        compose_.playTake(0);
        enter(Stage::Idle);
        Q_EMIT finished();
    });
}

void WholeJob::start()
{
    if (!document_.network())
        learn();
    else if (stage_ == Stage::Idle && document_.seed())
        continueSeed();
}

void WholeJob::learn()
{
    if (stage_ != Stage::Idle || !document_.seed())
        return;
    enter(Stage::Learning);
    training_.trainForAMinute();
}

void WholeJob::cancel()
{
    enter(Stage::Idle);
}

void WholeJob::continueSeed()
{
    enter(Stage::Continuing);
    compose_.generate(Listening::No); // it is played from the seed on when it is there
}

void WholeJob::enter(Stage stage)
{
    if (stage == stage_)
        return;
    stage_ = stage;
    Q_EMIT stageChanged(stage);
}

} // namespace cadenza::ui
