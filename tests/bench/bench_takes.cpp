// How soon takes sound and are there after the click, through the real window:
// bench_takes MODEL [TAKES] [NOTES] [TIMES] presses Generate and listens on the silent output.
#include "core/playback/player.h"
#include "tests/bench/until.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/document/document.h"
#include "ui/style/theme.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/main_window.h"
#include "ui/window/playback_presenter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

/// When the first note begins, from the clock's thread.
class FirstNote final : public playback::MessageSink {
public:
    void send(playback::ChannelMessage message, std::int64_t) noexcept override
    {
        if (message.kind() == playback::kNoteOn && message.data2 > 0 && at_ < 0)
            at_ = clock_.nsecsElapsed();
    }
    void start()
    {
        at_ = -1;
        clock_.start();
    }
    [[nodiscard]] double milliseconds() const { return static_cast<double>(at_) / 1e6; }
    [[nodiscard]] bool heard() const { return at_ >= 0; }

private:
    QElapsedTimer clock_;
    std::atomic<qint64> at_{-1};
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(application, Theme::Dark);
    const auto number = [&](int place, int usual) { return argc > place ? std::atoi(argv[place]) : usual; };
    if (argc < 2)
        return 2;
    const QTemporaryDir folder;
    const auto sink = std::make_shared<FirstNote>();
    playback::Player player(playback::PlayerOptions{.forceSilent = true, .listener = sink});
    MainWindow window(
        Services{player, {}, CADENZA_STARTER, {}, argv[1], folder.filePath(QStringLiteral("p")).toStdString(), {}});
    window.resize(1440, 900);
    window.show();
    auto& page = *window.findChild<ComposePage*>();
    QEventLoop loop;
    const auto until = [&](auto ready) { test::runUntil(loop, std::chrono::milliseconds(1), ready); };
    until([&] { return window.document().seed().has_value() && window.document().network(); });
    window.findChild<QAbstractButton*>(QStringLiteral("composeTab"))->click();
    ComposeOrder order = page.order();
    order.takes = static_cast<std::size_t>(number(2, 16));
    order.settings.ending.notes = number(3, 200);
    page.controls().setOrder(order);
    std::vector<double> sounds, done, longest;
    for (int i = 0; i < number(4, 15); ++i) {
        window.playback().stop();
        QElapsedTimer clock, beat;
        double gap = 0.0;
        bool made = false;
        const auto connection = QObject::connect(&window.compose(), &ComposePresenter::made, &loop, [&] {
            done.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            made = true;
        });
        sink->start();
        clock.start();
        beat.start();
        window.findChild<QAbstractButton*>(QStringLiteral("generateButton"))->click();
        until([&] {
            gap = std::max(gap, static_cast<double>(beat.nsecsElapsed()) / 1e6);
            beat.start();
            return made && sink->heard();
        });
        QObject::disconnect(connection);
        sounds.push_back(sink->milliseconds());
        longest.push_back(gap);
    }
    std::printf(
        "%zu takes of %d notes: the first sounds after %.0f ms, all are there after %.0f ms (medians of %zu); the "
        "longest the window was busy: %.0f ms\n",
        order.takes, order.settings.ending.notes, median(sounds), median(done), sounds.size(), median(longest));
    return 0;
}
