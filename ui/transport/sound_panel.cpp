#include "ui/transport/sound_panel.h"

#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/yielding_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr std::array kBuffers{64, 128, 256, 512, 1024, 2048}; ///< frames
constexpr double kPerPercent = 0.01;
constexpr int kLoudestPercent = 200;
constexpr float kUsualGain = 0.6F; ///< 100 %

QString nameOf(const std::filesystem::path& font)
{
    return QString::fromStdString(font.filename().string());
}

} // namespace

SoundPanel::SoundPanel(QWidget* parent) : Popover(tr("Sound"), parent)
{
    setObjectName(QStringLiteral("soundPanel"));
    buildSynthesizer();
    buildDevice();
    buildKeyboard();
    setOptions({});
    setSoundFonts({});
    setKeyboards({}, std::nullopt, false);
}

void SoundPanel::buildSynthesizer()
{
    font_ = new QComboBox;
    font_->setObjectName(QStringLiteral("soundFontChoice"));
    letYield(*font_, tr("The SoundFont holds the sound of the instruments"));
    addField(tr("SoundFont"), font_);
    connect(font_, &QComboBox::activated, this, &SoundPanel::chooseFont);

    gain_ = new QSlider(Qt::Horizontal);
    gain_->setObjectName(QStringLiteral("gainSlider"));
    gain_->setRange(0, kLoudestPercent);
    gain_->setPageStep(10);
    addField(tr("Volume"), gain_);
    connect(gain_, &QSlider::valueChanged, this, [this](int percent) {
        options_.gain = static_cast<float>(percent * kPerPercent) * kUsualGain;
        gain_->setToolTip(tr("%1 %").arg(percent));
        Q_EMIT gainChosen(options_.gain);
    });

    auto* effects = new QWidget;
    auto* line = new QHBoxLayout(effects);
    line->setContentsMargins(0, 0, 0, 0);
    const auto effect = [&](const QString& name, const QString& objectName, bool playback::PlayerOptions::* field) {
        auto* box = new QCheckBox(name);
        box->setObjectName(objectName);
        line->addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) {
            options_.*field = on;
            tell();
        });
        return box;
    };
    reverb_ = effect(tr("Reverb"), QStringLiteral("reverbBox"), &playback::PlayerOptions::reverb);
    chorus_ = effect(tr("Chorus"), QStringLiteral("chorusBox"), &playback::PlayerOptions::chorus);
    addField(tr("Effects"), effects);

    polyphony_ = new QSpinBox;
    polyphony_->setObjectName(QStringLiteral("polyphonyField"));
    polyphony_->setRange(16, 1024);
    polyphony_->setSingleStep(16);
    polyphony_->setSuffix(tr(" voices"));
    polyphony_->setKeyboardTracking(false);
    polyphony_->setToolTip(tr("Fewer voices need less of the processor; too few cut long notes off"));
    addField(tr("Polyphony"), polyphony_);
    connect(polyphony_, &QSpinBox::valueChanged, this, [this](int voices) {
        options_.polyphony = voices;
        tell();
    });
}

void SoundPanel::buildDevice()
{
    buffer_ = new QComboBox;
    buffer_->setObjectName(QStringLiteral("bufferChoice"));
    buffer_->setToolTip(tr("Larger where sound crackles, smaller where a keyboard answers late"));
    for (const int frames : kBuffers)
        buffer_->addItem(tr("%1 frames").arg(frames), frames);
    addField(tr("Buffer"), buffer_);
    connect(buffer_, &QComboBox::activated, this, [this](int index) {
        options_.periodFrames = kBuffers[static_cast<std::size_t>(index)];
        tell();
    });

    latency_ = new QSpinBox;
    latency_->setObjectName(QStringLiteral("latencyField"));
    latency_->setRange(0, 1000);
    latency_->setSingleStep(5);
    latency_->setSuffix(tr(" ms"));
    latency_->setKeyboardTracking(false);
    latency_->setToolTip(tr("The playhead waits this long for an instrument or loudspeaker that sounds late"));
    addField(tr("Latency offset"), latency_);
    connect(latency_, &QSpinBox::valueChanged, this, [this](int milliseconds) {
        options_.extraLatency = Seconds{milliseconds / 1000.0};
        tell();
    });

    auto* buttons = new QHBoxLayout;
    auto* reset = new QPushButton(tr("Usual settings"));
    reset->setObjectName(QStringLiteral("soundReset"));
    auto* tone = new QPushButton(tr("Test tone"));
    tone->setObjectName(QStringLiteral("testTone"));
    tone->setToolTip(tr("Plays a chord, to hear whether the output works"));
    buttons->addWidget(reset);
    buttons->addStretch();
    buttons->addWidget(tone);
    column()->addLayout(buttons);
    connect(tone, &QPushButton::clicked, this, &SoundPanel::testToneWanted);
    connect(reset, &QPushButton::clicked, this, [this] {
        playback::PlayerOptions usual;
        usual.forceSilent = options_.forceSilent;
        usual.listener = options_.listener;
        setOptions(usual);
        Q_EMIT gainChosen(usual.gain);
        tell();
    });
}

void SoundPanel::buildKeyboard()
{
    addHeading(tr("Keyboard"));
    keyboard_ = new QComboBox;
    keyboard_->setObjectName(QStringLiteral("keyboardChoice"));
    letYield(*keyboard_, tr("The MIDI keyboard to play and record from"));
    addField(tr("Listen to"), keyboard_);
    connect(keyboard_, &QComboBox::activated, this, [this](int index) {
        Q_EMIT keyboardChosen(index == 0 ? std::nullopt
                                         : std::optional(keyboards_[static_cast<std::size_t>(index - 1)]));
    });
    auto* thru = new QCheckBox(tr("Hear it through the output"));
    thru->setObjectName(QStringLiteral("thruBox"));
    thru->setChecked(true);
    column()->addWidget(thru);
    connect(thru, &QCheckBox::toggled, this, &SoundPanel::thruToggled);
    keyboardState_ = explanationLabel({});
    keyboardState_->setObjectName(QStringLiteral("keyboardState"));
    column()->addWidget(keyboardState_);
}

void SoundPanel::setOptions(const playback::PlayerOptions& options)
{
    options_ = options;
    const QSignalBlocker blocks[] = {QSignalBlocker(gain_), QSignalBlocker(reverb_), QSignalBlocker(chorus_),
                                     QSignalBlocker(polyphony_), QSignalBlocker(latency_)};
    const int percent = static_cast<int>(std::lround(options.gain / kUsualGain / kPerPercent));
    gain_->setValue(percent);
    gain_->setToolTip(tr("%1 %").arg(percent));
    reverb_->setChecked(options.reverb);
    chorus_->setChecked(options.chorus);
    polyphony_->setValue(options.polyphony);
    const auto buffer = std::ranges::lower_bound(kBuffers, std::min(options.periodFrames, kBuffers.back()));
    buffer_->setCurrentIndex(static_cast<int>(buffer - kBuffers.begin()));
    latency_->setValue(static_cast<int>(std::lround(options.extraLatency.count() * 1000.0)));
    setSoundFonts(std::vector(fonts_));
}

/// The first line lets the ordered search decide; a chosen font that is not installed has a line of its own.
void SoundPanel::setSoundFonts(const std::vector<std::filesystem::path>& fonts)
{
    fonts_ = fonts;
    if (options_.soundFont && std::ranges::find(fonts_, *options_.soundFont) == fonts_.end())
        fonts_.push_back(*options_.soundFont);
    font_->clear();
    font_->addItem(fonts_.empty() ? tr("None found") : tr("Best found: %1").arg(nameOf(fonts_.front())));
    for (const auto& font : fonts_)
        font_->addItem(nameOf(font));
    font_->addItem(tr("Other file…"));
    const auto chosen = options_.soundFont ? std::ranges::find(fonts_, *options_.soundFont) : fonts_.end();
    font_->setCurrentIndex(chosen == fonts_.end() ? 0 : 1 + static_cast<int>(chosen - fonts_.begin()));
}

void SoundPanel::chooseFont(int index)
{
    if (index == font_->count() - 1) {
        setSoundFonts(std::vector(fonts_)); // the choice stands until a file is chosen
        Q_EMIT otherSoundFontWanted();
        return;
    }
    options_.soundFont = index == 0 ? std::nullopt : std::optional(fonts_[static_cast<std::size_t>(index - 1)]);
    tell();
}

void SoundPanel::setKeyboards(const std::vector<std::string>& names, const std::optional<std::string>& chosen,
                              bool open)
{
    auto wanted = names;
    if (chosen && std::ranges::find(wanted, *chosen) == wanted.end())
        wanted.push_back(*chosen);
    if (keyboard_->count() == 0 || wanted != keyboards_) {
        keyboards_ = std::move(wanted);
        keyboard_->clear();
        keyboard_->addItem(tr("None"));
        for (const std::string& name : keyboards_)
            keyboard_->addItem(QString::fromStdString(name));
    }
    const auto at = chosen ? std::ranges::find(keyboards_, *chosen) : keyboards_.end();
    keyboard_->setCurrentIndex(at == keyboards_.end() ? 0 : 1 + static_cast<int>(at - keyboards_.begin()));
    keyboardState_->setText(!chosen && keyboards_.empty()
                                ? tr("No MIDI keyboard is connected. One that is plugged in appears here by itself.")
                            : !chosen ? tr("Choose a keyboard to play on, and to record a new piece from.")
                            : open    ? tr("Connected. The record button in the transport makes a new piece of it.")
                                      : tr("Not connected. It is opened again when it comes back."));
}

void SoundPanel::tell()
{
    Q_EMIT optionsChosen(options_);
}

} // namespace cadenza::ui
