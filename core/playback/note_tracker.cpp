#include "core/playback/note_tracker.h"

namespace cadenza::playback {

namespace {
constexpr int kReleaseVelocity = 64;
}

NoteTracker::Hold& NoteTracker::hold(KeySource source, int channel, int key)
{
    return holds_[static_cast<std::size_t>(source)][static_cast<std::size_t>(channel)]
                 [static_cast<std::size_t>(key & 0x7F)];
}

std::uint8_t& NoteTracker::count(int channel, int pitch)
{
    return counts_[static_cast<std::size_t>(channel)][static_cast<std::size_t>(pitch)];
}

void NoteTracker::press(MessageSink& sink, std::int64_t frame, KeySource source, int channel, int key, int pitch,
                        int velocity, int part)
{
    if (pitch < 0 || pitch > 127)
        return;
    release(sink, frame, source, channel, key);
    if (count(channel, pitch) > 0)
        sink.send(channelMessage(kNoteOff, channel, pitch, kReleaseVelocity), frame);
    sink.send(channelMessage(kNoteOn, channel, pitch, velocity), frame);
    ++count(channel, pitch);
    hold(source, channel, key) = {static_cast<std::int16_t>(pitch), static_cast<std::uint16_t>(part)};
    used_[static_cast<std::size_t>(channel)] = true;
    ++held_;
}

void NoteTracker::release(MessageSink& sink, std::int64_t frame, KeySource source, int channel, int key)
{
    Hold& held = hold(source, channel, key);
    if (held.pitch == kNothing)
        return;
    if (--count(channel, held.pitch) == 0)
        sink.send(channelMessage(kNoteOff, channel, held.pitch, kReleaseVelocity), frame);
    held.pitch = kNothing;
    --held_;
}

void NoteTracker::releaseParts(MessageSink& sink, std::int64_t frame, const PartSet& parts)
{
    for (int channel = 0; channel < kMidiChannels && held_ > 0 && parts.any(); ++channel)
        for (int key = 0; key < 128; ++key)
            if (parts.test(hold(KeySource::Score, channel, key).part))
                release(sink, frame, KeySource::Score, channel, key);
}

void NoteTracker::releaseAll(MessageSink& sink, std::int64_t frame, KeySource source)
{
    for (int channel = 0; channel < kMidiChannels && held_ > 0; ++channel)
        for (int key = 0; key < 128; ++key)
            release(sink, frame, source, channel, key);
}

} // namespace cadenza::playback
