#include "app/cli/bench/bench.h"
#include "core/library/library.h"
#include "core/playback/paced_output.h"
#include "core/playback/player.h"
#include "core/playback/render.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace cadenza::app::bench {
namespace {

using namespace std::chrono_literals;
using namespace playback;

constexpr double kMillisecond = 1e6; ///< in nanoseconds
constexpr int kPresses = 20;
constexpr Seconds kSpacing{0.01};
constexpr int kNotes = 1000;
constexpr int kTrainingNice = 10;

/// Keeps when note-ons came; room for all of them is made beforehand.
class NoteClock final : public MessageSink {
public:
    explicit NoteClock(std::size_t most) : heard_(most) {}

    void send(ChannelMessage message, std::int64_t frame) noexcept override
    {
        const std::size_t at = count_.load(std::memory_order_relaxed);
        if (message.kind() != kNoteOn || at >= heard_.size())
            return;
        heard_[at] = {nowNanoseconds(), frame};
        count_.store(at + 1, std::memory_order_release);
    }

    struct Heard {
        std::int64_t nanoseconds{0};
        std::int64_t frame{0};
    };
    [[nodiscard]] std::span<const Heard> heard() const
    {
        return std::span(heard_).first(count_.load(std::memory_order_acquire));
    }

private:
    std::vector<Heard> heard_;
    std::atomic<std::size_t> count_{0};
};

std::shared_ptr<const Performance> repeatedNotes()
{
    auto performance = std::make_shared<Performance>();
    for (int i = 0; i < kNotes; ++i) {
        performance->messages.push_back({i * kSpacing, 0x90, 60, 64, 0});
        performance->messages.push_back({(i + 0.5) * kSpacing, 0x80, 60, 64, 0});
    }
    performance->length = kNotes * kSpacing;
    return performance;
}

double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0.0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// What a training does to a machine: arithmetic on every core at its niceness.
class BusyCores {
public:
    BusyCores()
    {
        for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            threads_.emplace_back([](const std::stop_token& stop) {
                [[maybe_unused]] const int niceness = ::nice(kTrainingNice); // of this thread alone, on Linux
                volatile double sum = 0.0;
                while (!stop.stop_requested())
                    for (int step = 0; step < 1000; ++step)
                        sum = sum * 0.999 + 1.0;
            });
    }

private:
    std::vector<std::jthread> threads_;
};

double threadSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The piece of median length stands for a typical one.
Result<library::Entry> typicalPiece(const std::filesystem::path& music)
{
    auto found = library::importLibrary(std::array{music});
    if (!found)
        return std::unexpected(found.error());
    auto& entries = found->entries;
    const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(entries.size() / 2);
    std::ranges::nth_element(entries, middle, {}, [](const library::Entry& entry) { return entry.length; });
    return *middle;
}

/// Seconds of music a second of one core.
Result<void> benchRendering(const library::Entry& piece, const FigureSink& tell)
{
    const Performance performance = perform(*piece.piece);
    double frames = 0.0;
    const double before = threadSeconds();
    const auto rendered = renderAudio(performance, {}, [&](std::span<const float> stereo) -> Result<void> {
        frames += static_cast<double>(stereo.size()) / 2.0;
        return {};
    });
    if (!rendered)
        return rendered;
    tell({"playback", "render.real_time", frames / kSampleRate / (threadSeconds() - before), "x"});
    return {};
}

void benchPressPlay(const FigureSink& tell)
{
    std::vector<double> presses;
    double call = 0.0;
    for (int press = 0; press < kPresses; ++press) {
        const auto clock = std::make_shared<NoteClock>(1);
        const std::int64_t born = nowNanoseconds();
        Player player(PlayerOptions{.forceSilent = true, .listener = clock});
        call = std::max(call, static_cast<double>(nowNanoseconds() - born) / kMillisecond);
        while (player.state().loudspeaker == Loudspeaker::Opening)
            std::this_thread::sleep_for(1ms);
        player.load(repeatedNotes());
        std::this_thread::sleep_for(20ms);
        const std::int64_t pressed = nowNanoseconds();
        player.play();
        while (clock->heard().empty())
            std::this_thread::sleep_for(1ms);
        presses.push_back(static_cast<double>(clock->heard().front().nanoseconds - pressed) / kMillisecond);
    }
    tell({"playback", "play_to_first_note.p50", quantile(presses, 0.5), "ms"});
    tell({"playback", "play_to_first_note.max", quantile(presses, 1.0), "ms"});
    tell({"playback", "window.held_by_opening", call, "ms"}); // SoundFont and devices load elsewhere
}

/// How far from its frame's moment each note leaves for a MIDI port.
void benchJitter(const std::string& load, const FigureSink& tell)
{
    const auto performance = repeatedNotes();
    const auto clock = std::make_shared<NoteClock>(kNotes);
    PacedOutput output("bench", clock, PacedOutput::Urgency::RealTime);
    Engine engine(output.sampleRate());
    Command command{Command::Kind::Load};
    command.number = 1;
    command.performance = performance.get();
    engine.post(command);
    engine.post({Command::Kind::Play});
    output.start(engine);
    while (clock->heard().size() < kNotes)
        std::this_thread::sleep_for(10ms);
    output.stop();
    const auto start = clock->heard().front(); // the constant part is latency, not jitter
    std::vector<double> early;
    for (const auto& heard : clock->heard())
        early.push_back(static_cast<double>(heard.nanoseconds - start.nanoseconds) / kMillisecond
                        - static_cast<double>(heard.frame - start.frame) / output.sampleRate() * 1e3);
    const double usual = quantile(early, 0.5);
    for (double& value : early)
        value = std::abs(value - usual);
    tell({"playback", "midi_jitter." + load + ".p50", quantile(early, 0.5), "ms"});
    tell({"playback", "midi_jitter." + load + ".p99", quantile(early, 0.99), "ms"});
}

} // namespace

Result<void> benchPlayback(const std::filesystem::path& music, const FigureSink& tell)
{
    const auto piece = typicalPiece(music);
    if (!piece)
        return std::unexpected(piece.error());
    if (const auto rendered = benchRendering(*piece, tell); !rendered)
        return rendered;
    benchPressPlay(tell);
    benchJitter("idle", tell);
    const BusyCores training;
    benchJitter("busy", tell);
    return {};
}

} // namespace cadenza::app::bench
