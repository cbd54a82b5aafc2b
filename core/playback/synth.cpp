#include "core/playback/synth.h"

#include "core/playback/fluid_log.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <string>

namespace cadenza::playback {
namespace {

constexpr int kDrumBank = 128;

std::set<std::pair<int, int>> instrumentsOf(const Performance& performance)
{
    std::set<std::pair<int, int>> used{{0, 0}};
    for (const TimedMessage& message : performance.messages) {
        const bool drums = (message.status & 0x0F) == kDrumChannel;
        if ((message.status & 0xF0) == kProgramChange)
            used.insert({drums ? kDrumBank : 0, message.data1});
    }
    return used;
}

void apply(fluid_settings_t* to, const SynthSettings& from)
{
    fluid_settings_setnum(to, "synth.sample-rate", from.sampleRate);
    fluid_settings_setnum(to, "synth.gain", static_cast<double>(from.gain));
    fluid_settings_setint(to, "synth.reverb.active", from.reverb ? 1 : 0);
    fluid_settings_setint(to, "synth.chorus.active", from.chorus ? 1 : 0);
    fluid_settings_setint(to, "synth.polyphony", std::clamp(from.polyphony, 1, 65535));
    fluid_settings_setint(to, "synth.threadsafe-api", 0); // its lock would be taken in the audio callback
    fluid_settings_setint(to, "synth.dynamic-sample-loading", 1);
    fluid_settings_setint(to, "synth.lock-memory", 0);
    fluid_settings_setstr(to, "synth.midi-bank-select", "gm");
}

/// What is wrong with the file, or nothing. A SoundFont is one RIFF chunk of form "sfbk" (SoundFont 2.04, section 4);
/// FluidSynth offers a damaged one to its DLS reader, so the length is checked here.
std::string flawOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto length = std::filesystem::file_size(path, error);
    if (error)
        return "the file is not there";
    std::array<unsigned char, 12> head{};
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(head.data()), head.size());
    if (std::memcmp(head.data(), "RIFF", 4) != 0 || std::memcmp(head.data() + 8, "sfbk", 4) != 0)
        return "the file is not a SoundFont";
    const std::uint64_t stated = head[4] | head[5] << 8 | head[6] << 16 | std::uint64_t{head[7]} << 24;
    return stated + 8 > length ? "the file is cut short" : "";
}

} // namespace

Result<std::unique_ptr<Synth>> Synth::open(const std::filesystem::path& soundFont, const SynthSettings& settings)
{
    const FluidLog log;
    if (std::string flaw = flawOf(soundFont); !flaw.empty())
        return failure(Fault::NoSoundFont, soundFont.string(), std::move(flaw));

    std::unique_ptr<Synth> synth(new Synth);
    synth->settings_ = new_fluid_settings();
    if (!synth->settings_)
        return failure(Fault::OutOfMemory, "the synthesizer");
    apply(synth->settings_, settings);
    synth->synth_ = new_fluid_synth(synth->settings_);
    if (!synth->synth_)
        return failure(Fault::Internal, "FluidSynth", log.lastMessage());
    synth->font_ = fluid_synth_sfload(synth->synth_, soundFont.c_str(), 0);
    if (synth->font_ < 0)
        return failure(Fault::NoSoundFont, soundFont.string(), log.lastMessage());
    synth->pin(0, 0);
    synth->pin(kDrumBank, 0);
    for (int channel = 0; channel < kMidiChannels; ++channel)
        synth->send(channelMessage(kProgramChange, channel, 0), 0);
    return synth;
}

Synth::~Synth()
{
    if (synth_)
        delete_fluid_synth(synth_);
    if (settings_)
        delete_fluid_settings(settings_);
}

void Synth::prepare(const Performance& performance)
{
    for (const auto& [bank, program] : instrumentsOf(performance))
        pin(bank, program);
}

bool Synth::isPrepared(const Performance& performance) const
{
    return std::ranges::includes(pinned_, instrumentsOf(performance));
}

/// A font that lacks the instrument stays without it; FluidSynth then picks a neighbour when it is selected.
void Synth::pin(int bank, int program)
{
    const FluidLog log;
    if (pinned_.insert({bank, program}).second)
        fluid_synth_pin_preset(synth_, font_, bank, program);
}

void Synth::send(ChannelMessage message, std::int64_t) noexcept
{
    const int channel = message.channel();
    switch (message.kind()) {
    case kNoteOn: fluid_synth_noteon(synth_, channel, message.data1, message.data2); break;
    case kNoteOff: fluid_synth_noteoff(synth_, channel, message.data1); break;
    case kControlChange: fluid_synth_cc(synth_, channel, message.data1, message.data2); break;
    case kProgramChange: fluid_synth_program_change(synth_, channel, message.data1); break;
    case kPitchBend: fluid_synth_pitch_bend(synth_, channel, (message.data2 << 7) | message.data1); break;
    default: break;
    }
}

void Synth::setGain(float gain) noexcept
{
    fluid_synth_set_gain(synth_, gain);
}

void Synth::render(int frames, float* left, float* right) noexcept
{
    fluid_synth_write_float(synth_, frames, left, 0, 1, right, 0, 1);
}

void Synth::renderInterleaved(std::span<float> stereo) noexcept
{
    fluid_synth_write_float(synth_, static_cast<int>(stereo.size() / 2), stereo.data(), 0, 2, stereo.data(), 1, 2);
}

int Synth::activeVoices() const noexcept
{
    return fluid_synth_get_active_voice_count(synth_);
}

} // namespace cadenza::playback
