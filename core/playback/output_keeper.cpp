#include "core/playback/output_keeper.h"

#include "core/playback/paced_output.h"
#include "core/playback/soundfont.h"
#include "core/playback/synth_output.h"

#include <algorithm>
#include <chrono>

namespace cadenza::playback {
namespace {

constexpr std::int64_t kLookEvery = 1'000'000'000;
constexpr std::chrono::milliseconds kRest{200};
constexpr std::chrono::milliseconds kWhilePreparing{2};

} // namespace

OutputKeeper::OutputKeeper(Engine& engine, PlayerOptions options) : engine_(engine)
{
    tameDeviceLibraries();
    wish_.choice = options.output;
    wish_.options = std::move(options);
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

OutputKeeper::~OutputKeeper()
{
    thread_.request_stop();
    changed_.notify_all();
    thread_.join();
}

void OutputKeeper::choose(OutputChoice choice)
{
    const std::lock_guard lock(mutex_);
    wish_.choice = std::move(choice);
    ++wish_.reopen;
    changed_.notify_all();
}

void OutputKeeper::setSoundFont(std::optional<std::filesystem::path> soundFont)
{
    const std::lock_guard lock(mutex_);
    wish_.options.soundFont = std::move(soundFont);
    ++wish_.reopen;
    changed_.notify_all();
}

void OutputKeeper::setOptions(PlayerOptions options)
{
    const std::lock_guard lock(mutex_);
    wish_.options = std::move(options);
    ++wish_.reopen;
    changed_.notify_all();
}

void OutputKeeper::setGain(float gain)
{
    const std::lock_guard lock(mutex_);
    wish_.options.gain = gain;
}

PlayerOptions OutputKeeper::options() const
{
    return wish().options;
}

void OutputKeeper::readyFor(std::shared_ptr<const Performance> performance, std::int64_t load)
{
    const std::lock_guard lock(mutex_);
    wish_.performance = std::move(performance);
    wish_.load = load;
    changed_.notify_all();
}

OutputKeeper::Status OutputKeeper::status() const
{
    const std::lock_guard lock(mutex_);
    return status_;
}

float OutputKeeper::takePeak()
{
    const std::lock_guard lock(mutex_);
    return output_ ? output_->takePeak() : 0.0F;
}

OutputKeeper::Wish OutputKeeper::wish() const
{
    const std::lock_guard lock(mutex_);
    return wish_;
}

void OutputKeeper::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const Wish now = wish();
        if (now.reopen != opened_)
            open(now);
        prepareInstruments(now);
        look(now);
        std::unique_lock lock(mutex_);
        const auto news = [&] { return wish_.reopen != now.reopen || wish_.load != now.load || stop.stop_requested(); };
        changed_.wait_for(lock, now.load > readied_ ? kWhilePreparing : kRest, news);
    }
    close();
}

void OutputKeeper::open(const Wish& wish)
{
    close();
    opened_ = wish.reopen;
    firstFrame_ = engine_.rendered();
    if (wish.options.forceSilent)
        return openSilent(wish.options, {Fault::NoAudioDevice, "Sound", "sound is switched off", std::nullopt});
    const auto opened = wish.choice.kind == OutputKind::Midi ? openMidi(wish) : openSynth(wish);
    if (!opened)
        openSilent(wish.options, lost_.value_or(opened.error()));
    lost_.reset();
}

/// A chosen SoundFont that cannot be loaded does not silence the application: the next best plays, and the problem is
/// named.
Result<void> OutputKeeper::openSynth(const Wish& wish)
{
    std::vector<std::filesystem::path> fonts = installedSoundFonts();
    if (wish.options.soundFont)
        fonts.insert(fonts.begin(), *wish.options.soundFont);
    Error problem{Fault::NoSoundFont, "Sound", {}, std::nullopt};
    bool complain = false;
    for (const auto& font : fonts) {
        SynthOutput::Options options{font, {}, wish.options.periodFrames, wish.options.periods, wish.options.driver};
        options.synth.gain = wish.options.gain;
        options.synth.reverb = wish.options.reverb;
        options.synth.chorus = wish.options.chorus;
        options.synth.polyphony = wish.options.polyphony;
        auto output = SynthOutput::load(options);
        if (!output) {
            problem = complain ? problem : output.error();
            complain = true;
            continue;
        }
        if (wish.performance)
            (*output)->prepare(*wish.performance);
        if (auto opened = (*output)->openDevice(engine_); !opened)
            return opened;
        {
            const std::lock_guard lock(mutex_);
            output_ = std::move(*output);
        }
        began(wish.options, Loudspeaker::Sounding, complain ? std::optional(problem) : lost_);
        return {};
    }
    return std::unexpected(problem);
}

Result<void> OutputKeeper::openMidi(const Wish& wish)
{
    auto opened = MidiOutPort::open(wish.choice.name);
    if (!opened)
        return std::unexpected(opened.error());
    const std::shared_ptr<MidiOutPort> port = std::move(*opened);
    auto output = std::make_unique<PacedOutput>(wish.choice.name, port, PacedOutput::Urgency::RealTime,
                                                [port] { return port->trouble(); });
    engine_.setSampleRate(output->sampleRate());
    output->start(engine_);
    {
        const std::lock_guard lock(mutex_);
        output_ = std::move(output);
    }
    began(wish.options, Loudspeaker::Sounding, std::nullopt);
    return {};
}

void OutputKeeper::openSilent(const PlayerOptions& options, Error why)
{
    auto sink = options.listener ? options.listener : std::make_shared<NullSink>();
    auto output = std::make_unique<PacedOutput>("Silent", std::move(sink));
    engine_.setSampleRate(output->sampleRate());
    output->start(engine_);
    {
        const std::lock_guard lock(mutex_);
        output_ = std::move(output);
    }
    began(options, Loudspeaker::Silent, std::move(why));
}

void OutputKeeper::began(const PlayerOptions& options, Loudspeaker loudspeaker, std::optional<Error> problem)
{
    const std::lock_guard lock(mutex_);
    status_.loudspeaker = loudspeaker;
    status_.output = output_->name();
    status_.problem = std::move(problem);
    status_.sampleRate = output_->sampleRate();
    status_.latencyFrames =
        output_->latencyFrames() + static_cast<int>(std::max(0.0, options.extraLatency.count()) * status_.sampleRate);
    status_.startedNanoseconds = output_->startedNanoseconds();
    status_.startedFrame = firstFrame_;
    ++status_.openings;
}

void OutputKeeper::close()
{
    std::unique_ptr<Output> closing;
    {
        const std::lock_guard lock(mutex_);
        closing = std::move(output_);
        status_.loudspeaker = Loudspeaker::Opening;
    }
    if (!closing)
        return;
    closing->stop();
    engine_.leaveSink(closing->sink());
}

void OutputKeeper::prepareInstruments(const Wish& wish)
{
    const std::int64_t waiting = engine_.waitingFor();
    if (!output_ || waiting <= readied_)
        return;
    if (wish.performance)
        output_->prepare(*wish.performance);
    readied_ = waiting;
    engine_.declareReady(waiting);
}

/// About once a second: which ports are there, and whether the device still is.
void OutputKeeper::look(const Wish& wish)
{
    const std::optional<Error> trouble = output_->trouble();
    if (!trouble && nowNanoseconds() < nextLook_)
        return;
    nextLook_ = nowNanoseconds() + kLookEvery;
    if (wish.options.forceSilent)
        return;
    listPorts();
    const Status now = status();
    const bool wantsMidi = wish.choice.kind == OutputKind::Midi && wish.choice.name != kVirtualPortName;
    const bool there = std::ranges::find(now.choices, wish.choice) != now.choices.end();
    if (trouble || (wantsMidi && !there && now.loudspeaker == Loudspeaker::Sounding))
        lost_ = trouble.value_or(Error{Fault::NoMidiDevice, wish.choice.name, "it was disconnected", std::nullopt});
    else if (!wantsMidi || !there || now.loudspeaker == Loudspeaker::Sounding)
        return;
    open(wish);
}

void OutputKeeper::listPorts()
{
    std::vector<OutputChoice> choices{{OutputKind::Synth, {}}};
    for (std::string& name : ports_.outputs())
        choices.push_back({OutputKind::Midi, std::move(name)});
    if (ports_.available())
        choices.push_back({OutputKind::Midi, std::string(kVirtualPortName)});
    const std::lock_guard lock(mutex_);
    status_.choices = std::move(choices);
}

} // namespace cadenza::playback
