#include "ui/window/keyboard_presenter.h"

#include "core/export/export.h"
#include "ui/settings/settings_store.h"
#include "ui/transport/sound_panel.h"
#include "ui/transport/transport_bar.h"

#include <QDateTime>

#include <chrono>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kRefresh = 200ms;

/// What ends a sound passes always: so nothing hangs when a person stops listening in the middle of it.
bool letsGo(playback::ChannelMessage message)
{
    using namespace playback;
    return message.kind() == kNoteOff || (message.kind() == kNoteOn && message.data2 == 0)
           || (message.kind() == kControlChange && message.data1 == kSustainPedal && message.data2 == 0);
}

} // namespace

KeyboardPresenter::KeyboardPresenter(playback::Player& player, TransportBar& bar, SettingsStore& store,
                                     std::filesystem::path folder, QObject* parent)
    : QObject(parent), player_(player), bar_(bar), store_(store), folder_(std::move(folder))
{
    timer_.setInterval(kRefresh);
    connect(&timer_, &QTimer::timeout, this, &KeyboardPresenter::refresh);
    connect(&bar_.sound(), &SoundPanel::opened, this, &KeyboardPresenter::wake);
    connect(&bar_.sound(), &SoundPanel::keyboardChosen, this, &KeyboardPresenter::choose);
    connect(&bar_.sound(), &SoundPanel::thruToggled, this, [this](bool on) { thru_ = on; });
    connect(&bar_, &TransportBar::recordToggled, this, [this](bool on) {
        if (on)
            record();
        else
            keep();
    });
    if (const std::string chosen = store_.settings().midiInput; !chosen.empty() && !player_.options().forceSilent) {
        wake();
        keyboard_->choose(chosen);
    }
}

KeyboardPresenter::~KeyboardPresenter() = default;

Seconds KeyboardPresenter::now()
{
    return std::chrono::duration_cast<Seconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void KeyboardPresenter::wake()
{
    if (!keyboard_)
        keyboard_ = std::make_unique<playback::Keyboard>(
            [this](playback::ChannelMessage message, Seconds at) { hear(message, at); });
    timer_.start();
    refresh();
}

void KeyboardPresenter::choose(const std::optional<std::string>& name)
{
    store_.change([name](project::Settings& settings) { settings.midiInput = name.value_or(""); });
    keyboard_->choose(name);
    refresh();
}

void KeyboardPresenter::hear(playback::ChannelMessage message, Seconds at)
{
    if (thru_ || letsGo(message))
        player_.playThrough(message);
    if (const auto recorder = recorder_.load())
        recorder->hear(message, at);
    Q_EMIT heard(message, at);
}

void KeyboardPresenter::record()
{
    recorder_ = std::make_shared<playback::Recorder>();
    timer_.start();
    refresh();
}

/// Kept as a file at once, so that a recording is never lost; the library opens it like any other music.
void KeyboardPresenter::keep()
{
    const auto recorder = recorder_.exchange(nullptr);
    refresh();
    if (!recorder || recorder->noteCount() == 0)
        return;
    keep(recorder->finish(now()), tr("Recording"));
}

void KeyboardPresenter::keep(midi::Piece piece, const QString& name)
{
    const QString moment = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    piece.title = tr("%1 of %2").arg(name, moment).toStdString();
    const std::filesystem::path file = folder_ / (piece.title + ".mid");
    std::error_code ignored; // the export names what cannot be written
    std::filesystem::create_directories(folder_, ignored);
    if (const auto written = exporting::exportMidi(piece, file))
        Q_EMIT recorded(file);
    else
        Q_EMIT failed(written.error());
}

void KeyboardPresenter::refresh()
{
    const auto recorder = recorder_.load();
    const auto status = keyboard_ ? keyboard_->status() : playback::Keyboard::Status{};
    bar_.sound().setKeyboards(status.names, status.chosen, status.open);
    bar_.setRecording(status.open, recorder ? std::optional(recorder->noteCount()) : std::nullopt);
}

} // namespace cadenza::ui
