// Whether the window stays smooth while both cores train, and what it costs training:
// bench_heartbeat [PAIRS] [SECONDS] trains SECONDS long through the real page, then without a window, PAIRS times.
#include "core/library/piece_loading.h"
#include "core/ml/loader.h"
#include "core/playback/player.h"
#include "core/training/trainer.h"
#include "ui/style/theme.h"
#include "ui/training/training_page.h"
#include "ui/window/main_window.h"
#include "ui/window/training_presenter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

using namespace cadenza;
using namespace cadenza::ui;
namespace fs = std::filesystem;

namespace {

constexpr int kBeatMs = 5;

/// Large enough to keep every core busy.
training::TrainingConfig configFor(double seconds)
{
    training::TrainingConfig config;
    config.shape = {.hidden = 384, .layers = 2};
    config.time = std::chrono::duration<double>(seconds);
    return config;
}

/// Of a run from its first report on: what came before is preparation.
double speedOf(std::span<const training::TrainingReport> reports)
{
    const auto& first = reports.front();
    const auto& last = reports.back();
    return static_cast<double>(last.notes - first.notes) / (last.seconds - first.seconds);
}

/// How late each beat of the GUI thread comes, in milliseconds.
class Heartbeat : public QObject {
public:
    Heartbeat()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            late_.push_back(std::max(0.0, static_cast<double>(clock_.nsecsElapsed()) / 1e6 - kBeatMs));
            clock_.start();
        });
        clock_.start();
        timer_.start(kBeatMs);
    }
    [[nodiscard]] double percentile(double share)
    {
        std::ranges::sort(late_);
        return late_[static_cast<std::size_t>(share * static_cast<double>(late_.size() - 1))];
    }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    std::vector<double> late_;
};

double throughThePage(double seconds)
{
    const QTemporaryDir folder;
    playback::Player player(playback::PlayerOptions{.forceSilent = true});
    MainWindow window(Services{player,
                               ml::learnerFactory(),
                               CADENZA_STARTER,
                               {},
                               {},
                               fs::path(folder.filePath(QStringLiteral("project")).toStdString()),
                               {}});
    window.resize(1440, 900);
    window.show();
    auto& page = *window.findChild<TrainingPage*>();
    QEventLoop loop;
    const auto until = [&](auto ready) {
        QTimer often;
        QObject::connect(&often, &QTimer::timeout, &loop, [&] {
            if (ready())
                loop.quit();
        });
        often.start(20);
        loop.exec();
    };
    until([&] { return window.document().seed().has_value(); });
    window.findChild<QAbstractButton*>(QStringLiteral("trainTab"))->click();
    std::vector<training::TrainingReport> reports;
    QObject::connect(&window.training(), &TrainingPresenter::progressed, &loop,
                     [&](const std::vector<training::TrainingReport>& more) {
                         reports.insert(reports.end(), more.begin(), more.end());
                     });
    Q_EMIT page.trainRequested(configFor(seconds));
    until([&] { return !reports.empty(); });
    Heartbeat heartbeat;
    until([&] { return !window.training().running(); });
    std::printf("  heartbeat: half of the beats %.2f ms late at most, 99 %% %.2f ms, all %.2f ms\n",
                heartbeat.percentile(0.5), heartbeat.percentile(0.99), heartbeat.percentile(1.0));
    return speedOf(reports);
}

double withoutAWindow(double seconds)
{
    const QTemporaryDir folder;
    const fs::path starter = CADENZA_STARTER;
    auto library = library::importLibrary(std::span(&starter, 1));
    if (!library || !library::loadPieces(*library, {}))
        std::exit(1);
    const auto corpus = training::makeCorpus(library->entries, configFor(seconds));
    const auto outcome = training::train(ml::learnerFactory(), configFor(seconds), *corpus, {}, {},
                                         {.file = folder.filePath(QStringLiteral("run")).toStdString()});
    if (!outcome)
        std::exit(1);
    return speedOf(outcome->history);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(application, Theme::Dark);
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 5;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 20.0;
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        const double with = throughThePage(seconds);
        double without = 0.0; // training lowers its thread's priority for good
        std::jthread([&] { without = withoutAWindow(seconds); }).join();
        ratios.push_back(with / without);
        std::printf("with the page %.0f notes/s, without %.0f: %.3f\n", with, without, ratios.back());
        std::fflush(stdout);
    }
    std::ranges::sort(ratios);
    std::printf("median: %.3f\n", ratios[ratios.size() / 2]);
    return 0;
}
