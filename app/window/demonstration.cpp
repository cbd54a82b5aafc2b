#include "app/window/demonstration.h"

#include "core/base/explain.h"
#include "ui/document/document.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/library_presenter.h"
#include "ui/window/main_window.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/training_presenter.h"
#include "ui/window/whole_job.h"

#include <QCoreApplication>
#include <QCursor>
#include <QPixmap>
#include <QPushButton>
#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>

namespace cadenza::app {
namespace {

constexpr int kLimitMs = 8 * 60 * 1000; ///< a machine that has not finished by then never will
constexpr Seconds kListenFor{1.5};
constexpr std::chrono::milliseconds kListenFirst{1500};
constexpr double kWantedFall = 1.0 / 3.0;

} // namespace

Demonstration::Demonstration(ui::MainWindow& window, std::filesystem::path folder, Output output)
    : window_(window), folder_(std::filesystem::absolute(folder)), output_(output)
{
    limit_.setSingleShot(true);
    connect(&limit_, &QTimer::timeout, this, [this] { fail(tr("The demonstration did not end in time.")); });
}

void Demonstration::start()
{
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error)
        return fail(QString::fromStdString(explain({Fault::NotWritable, folder_.string(), error.message(), {}})));
    limit_.start(kLimitMs);
    window_.resize(1600, 900);
    QCursor::setPos(window_.mapToGlobal(QPoint(0, window_.height() / 2))); // on nothing that lights up under it

    connect(&window_.document(), &ui::Document::changed, this, [this] { beginWhenSeedIsMarked(); });
    const auto failWith = [this](const Error& why) { fail(QString::fromStdString(explain(why))); };
    connect(&window_.library(), &ui::LibraryPresenter::failed, this, failWith);
    connect(&window_.training(), &ui::TrainingPresenter::failed, this, [this, failWith](const Error& why) {
        if (why.fault == Fault::MissingTraining)
            doWithoutTraining(why);
        else
            failWith(why);
    });
    connect(&window_.compose(), &ui::ComposePresenter::failed, this, failWith);
    connect(&window_.compose(), &ui::ComposePresenter::exported, this, &Demonstration::exported);
    connect(&window_.playback(), &ui::PlaybackPresenter::moved, this, &Demonstration::watchThePlayhead);
    connect(&window_.wholeJob(), &ui::WholeJob::stageChanged, this, [this](ui::WholeJob::Stage stage) {
        if (stage == ui::WholeJob::Stage::Continuing && window_.training().lossFall())
            tellLag(QStringLiteral("training"));
    });
    connect(&window_.wholeJob(), &ui::WholeJob::finished, this, [this] {
        tellLag(QStringLiteral("generation"));
        tellLoss();
        tell(tr("Takes made: %1; playing the first.").arg(window_.document().takes().size()));
        isLast_ = window_.training().lossFall().has_value();
        if (!isLast_) // that was the ready-trained model
            QTimer::singleShot(kListenFirst, this, [this] { press(QStringLiteral("learnAndContinue")); });
    });
    beginWhenSeedIsMarked();
}

void Demonstration::beginWhenSeedIsMarked()
{
    if (seedSeen_ || !window_.document().seed() || window_.training().openingReadyModel())
        return;
    seedSeen_ = true;
    QTimer::singleShot(0, this, &Demonstration::pressTheMainAction);
}

void Demonstration::pressTheMainAction()
{
    tellLag(QStringLiteral("import"));
    const auto& library = window_.document().library();
    tell(tr("The collection has %1 pieces and %2 notes; a seed is marked.")
             .arg(library.entries.size())
             .arg(library.noteCount()));
    pressed_.start();
    press(QStringLiteral("tryNow")); // on the welcome page
}

void Demonstration::press(const QString& name)
{
    auto* action = window_.findChild<QPushButton*>(name);
    if (!action || !action->isEnabled())
        return fail(tr("The main action is not there."));
    tell(tr("Pressing “%1”.").arg(action->text()));
    action->click();
}

/// The takes of the ready-trained model are the last, then.
void Demonstration::doWithoutTraining(const Error& why)
{
    tell(QString::fromStdString(explain(why)));
    isLast_ = true;
    window_.showPage(ui::NavigationRail::Page::Compose);
    window_.compose().playTake(0);
}

void Demonstration::watchThePlayhead(const ui::Playable& what, Seconds position, bool playing)
{
    if (playing && pressed_.isValid()) {
        tell(tr("It sounds after %1 s.").arg(static_cast<double>(pressed_.elapsed()) / 1000.0, 0, 'f', 1));
        pressed_.invalidate();
    }
    if (playheadMoved_ || !playing || !isLast_ || what.kind != ui::Playable::Kind::Take
        || position < what.offset + kListenFor)
        return;
    playheadMoved_ = true;
    tell(tr("The playhead moves: the take plays."));
    QTimer::singleShot(0, this, &Demonstration::exportTheTake);
}

void Demonstration::exportTheTake()
{
    tellLag(QStringLiteral("playback"));
    const QPixmap picture = window_.grab();
    const auto file = folder_ / "window.png";
    if (!picture.save(QString::fromStdString(file.string()), "PNG"))
        return fail(QString::fromStdString(explain({Fault::NotWritable, file.string(), {}, {}})));
    static_cast<void>(heartbeat_.lap()); // taking the picture is no part of using the window
    filesToCome_ = 2;
    window_.compose().exportTake(0, folder_ / "take.mid");
    window_.compose().exportTake(0, folder_ / "take.wav");
}

void Demonstration::exported(const std::filesystem::path& /*file*/)
{
    if (--filesToCome_ == 0)
        finish();
}

void Demonstration::finish()
{
    tellLag(QStringLiteral("export"));
    for (const char* name : {"take.mid", "take.wav", "window.png"})
        tell(QString::fromStdString((folder_ / name).string()));
    limit_.stop();
    window_.playback().stop();
    QCoreApplication::exit(0);
}

void Demonstration::fail(const QString& why)
{
    std::cerr << "cadenza: " << why.toStdString() << std::endl;
    limit_.stop();
    QTimer::singleShot(0, qApp, [] { QCoreApplication::exit(1); }); // also before the event loop has begun
}

void Demonstration::tell(const QString& words) const
{
    if (output_ == Output::Words)
        std::cout << words.toStdString() << std::endl;
}

void Demonstration::tellLag(const QString& phase)
{
    const Lag lag = heartbeat_.lap();
    if (output_ == Output::Json) {
        const auto line = [&](const char* metric, double value) {
            std::cout << nlohmann::ordered_json{{"bench", "window"},
                                                {"metric", phase.toStdString() + "/" + metric},
                                                {"value", value},
                                                {"unit", "ms"}}
                      << std::endl;
        };
        line("p99", lag.p99Ms);
        line("longest", lag.longestMs);
    } else {
        tell(tr("During %1 the window answered within %2 ms (99 %: %3 ms).")
                 .arg(phase)
                 .arg(lag.longestMs, 0, 'f', 1)
                 .arg(lag.p99Ms, 0, 'f', 1));
    }
}

void Demonstration::tellLoss() const
{
    const auto loss = window_.training().lossFall();
    if (!loss)
        return;
    const double fall = 1.0 - loss->last / loss->first;
    tell(tr("Training loss fell from %1 to %2 nats per note (by %3 %%4).")
             .arg(loss->first, 0, 'f', 2)
             .arg(loss->last, 0, 'f', 2)
             .arg(fall * 100.0, 0, 'f', 0)
             .arg(fall >= kWantedFall ? QString() : tr("; a third was hoped for")));
}

} // namespace cadenza::app
