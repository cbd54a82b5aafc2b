// Whether the window stays smooth while both cores train, and what it costs training:
// bench_heartbeat [PAIRS] [SECONDS] trains SECONDS long through the real page, then without a window, PAIRS times.
#include "core/library/piece_loading.h"
#include "core/ml/loader.h"
#include "core/playback/player.h"
#include "core/training/trainer.h"
#include "tests/bench/until.h"
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
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <thread>
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

/// Of the process, or of the calling thread.
double cpuSeconds(int whose = RUSAGE_SELF)
{
    rusage usage{};
    getrusage(whose, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// How fast a run is from its first report on: what came before is preparation. Where training has all cores, whatever
/// else the process does takes from it: notes per second of processor time say so on a busy machine too.
class Pace {
public:
    void note(const training::TrainingReport& report)
    {
        if (!first_)
            first_ = {report.notes, report.seconds, cpuSeconds()};
        last_ = {report.notes, report.seconds, cpuSeconds()};
    }
    [[nodiscard]] bool begun() const { return first_.has_value(); }
    [[nodiscard]] double seconds() const { return last_.seconds - first_->seconds; }
    [[nodiscard]] double perSecond() const { return notes() / seconds(); }
    [[nodiscard]] double perCpuSecond() const { return notes() / (last_.cpu - first_->cpu); }

private:
    struct Moment {
        std::uint64_t notes{0};
        double seconds{0.0}, cpu{0.0};
    };
    [[nodiscard]] double notes() const { return static_cast<double>(last_.notes - first_->notes); }

    std::optional<Moment> first_;
    Moment last_;
};

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

Pace throughThePage(double seconds)
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
    const auto until = [&](auto ready) { test::runUntil(loop, std::chrono::milliseconds(20), ready); };
    until([&] { return window.document().seed().has_value(); });
    window.findChild<QAbstractButton*>(QStringLiteral("trainTab"))->click();
    Pace pace;
    QObject::connect(&window.training(), &TrainingPresenter::progressed, &loop,
                     [&](const std::vector<training::TrainingReport>& reports) { pace.note(reports.back()); });
    Q_EMIT page.trainRequested(configFor(seconds));
    until([&] { return pace.begun(); });
    Heartbeat heartbeat;
    const double before = cpuSeconds(RUSAGE_THREAD);
    until([&] { return !window.training().running(); });
    std::printf("  heartbeat: half of the beats %.2f ms late at most, 99 %% %.2f ms, all %.2f ms; the GUI thread took "
                "%.1f ms of each second\n",
                heartbeat.percentile(0.5), heartbeat.percentile(0.99), heartbeat.percentile(1.0),
                1000.0 * (cpuSeconds(RUSAGE_THREAD) - before) / pace.seconds());
    return pace;
}

Pace withoutAWindow(double seconds)
{
    const QTemporaryDir folder;
    const fs::path starter = CADENZA_STARTER;
    auto library = library::importLibrary(std::span(&starter, 1));
    if (!library || !library::loadPieces(*library, {}))
        std::exit(1);
    const auto corpus = training::makeCorpus(library->entries, configFor(seconds));
    Pace pace;
    const auto outcome = training::train(ml::learnerFactory(), configFor(seconds), *corpus, {},
                                         [&](const training::TrainingReport& report) { pace.note(report); },
                                         {.file = folder.filePath(QStringLiteral("run")).toStdString()});
    if (!outcome)
        std::exit(1);
    return pace;
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(application, Theme::Dark);
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 5;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 20.0;
    std::vector<double> wall, cpu;
    for (int i = 0; i < pairs; ++i) {
        Pace with, without;
        const auto trainWithout = [&] { // training lowers its thread's priority for good
            std::jthread([&] { without = withoutAWindow(seconds); }).join();
        };
        if (i % 2 == 1) // in turn, so that neither is always the first
            trainWithout();
        with = throughThePage(seconds);
        if (i % 2 == 0)
            trainWithout();
        wall.push_back(with.perSecond() / without.perSecond());
        cpu.push_back(with.perCpuSecond() / without.perCpuSecond());
        std::printf("with the page %.0f notes/s, without %.0f: %.3f; for each second of processor time %.0f, %.0f: "
                    "%.3f\n",
                    with.perSecond(), without.perSecond(), wall.back(), with.perCpuSecond(), without.perCpuSecond(),
                    cpu.back());
        std::fflush(stdout);
    }
    std::printf("median: %.3f, for each second of processor time %.3f\n", medianOf(wall), medianOf(cpu));
    return 0;
}
