#include "ui/transport/sound_status.h"

#include "core/base/explain.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SoundStatus", text);
}

QString silenceWords(const Error& problem)
{
    switch (problem.fault) {
    case Fault::NoAudioDevice: return tr("No sound: no audio device found");
    case Fault::NoSoundFont: return tr("No sound: no SoundFont found");
    case Fault::NoMidiDevice:
        return problem.subject.empty()
                   ? tr("No sound: no MIDI device found")
                   : tr("No sound: “%1” is not connected").arg(QString::fromStdString(problem.subject));
    default: return tr("No sound: the output could not be opened");
    }
}

QString mendWords(const Error& problem)
{
    switch (problem.fault) {
    case Fault::NoAudioDevice:
        return tr("Connect headphones or a sound card, or start the sound server (PipeWire or PulseAudio), then choose "
                  "the output again. Until then the playhead moves in silence, and exports to audio files still work.");
    case Fault::NoSoundFont:
        return tr("A SoundFont holds the sound of the instruments. Install one with\n"
                  "    sudo apt install fluidr3mono-gm-soundfont\nand choose the synthesizer again.");
    case Fault::NoMidiDevice:
        return tr("Connect the instrument and switch it on, then choose it again; or choose the synthesizer.");
    default: return QString::fromStdString(explain(problem));
    }
}

} // namespace

SoundStatus soundStatus(const playback::PlayerState& state)
{
    using Kind = SoundStatus::Kind;
    switch (state.loudspeaker) {
    case playback::Loudspeaker::Opening: return {Kind::Opening, tr("Looking for a sound output…"), {}};
    case playback::Loudspeaker::Sounding: return {Kind::Sounding, QString::fromStdString(state.output), {}};
    case playback::Loudspeaker::Silent: break;
    }
    const Error problem = state.problem.value_or(Error{Fault::NoAudioDevice, {}, {}, {}});
    return {Kind::Silent, silenceWords(problem), mendWords(problem)};
}

QString nameOf(const playback::OutputChoice& output)
{
    return output.kind == playback::OutputKind::Synth ? tr("Synthesizer") : QString::fromStdString(output.name);
}

QString clockText(Seconds time)
{
    const auto whole = static_cast<long long>(std::floor(std::max(0.0, time.count())));
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

} // namespace cadenza::ui
