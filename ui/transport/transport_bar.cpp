#include "ui/transport/transport_bar.h"

#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/yielding_choice.h"
#include "ui/transport/level_meter.h"
#include "ui/transport/practice_panel.h"
#include "ui/transport/sound_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolButton>
#include <QWhatsThis>

#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kSlowestPercent = 25;
constexpr int kFastestPercent = 200;
constexpr int kIcon = 20;
constexpr int kOutputWidth = 132;

QString percentText(int percent)
{
    return TransportBar::tr("%1 %").arg(percent);
}

} // namespace

TransportBar::TransportBar(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("transportBar"));
    setFixedHeight(52);
    asSurface(this);
    row_->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
    row_->setSpacing(measure::kSmall);
    buildButtons();
    buildFigures();
    buildTempo();
    row_->addSpacing(measure::kLarge);
    buildOutput();

    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &TransportBar::retint);
    setCued({});
    setBar(std::nullopt);
    setOutputs({});
    setState({});
    setRecording(false, std::nullopt);
    retint();
}

QToolButton* TransportBar::addButton(const QString& iconName, const QString& text, const QString& objectName)
{
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(icon(iconName));
    button->setIconSize({kIcon, kIcon});
    row_->addWidget(button);
    return button;
}

/// As wide as its words where there is room; these are the first to give way.
ElidedLabel* TransportBar::addYielding(const QString& objectName)
{
    auto* label = new ElidedLabel(this);
    label->setObjectName(objectName);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    row_->addWidget(label);
    return label;
}

void TransportBar::buildButtons()
{
    toStart_ = addButton(QStringLiteral("skip-back"), tr("To the start"), QStringLiteral("toStartButton"));
    connect(toStart_, &QToolButton::clicked, this, &TransportBar::toStartRequested);
    play_ = addButton(QStringLiteral("play"), tr("Play"), QStringLiteral("playButton"));
    connect(play_, &QToolButton::clicked, this, &TransportBar::playToggled);
    loop_ = addButton(QStringLiteral("loop"), tr("Repeat"), QStringLiteral("loopButton"));
    loop_->setCheckable(true);
    connect(loop_, &QToolButton::toggled, this, &TransportBar::loopToggled);
    record_ = addButton(QStringLiteral("record"), {}, QStringLiteral("recordButton"));
    record_->setCheckable(true);
    connect(record_, &QToolButton::clicked, this, &TransportBar::recordToggled);
}

void TransportBar::buildFigures()
{
    row_->addSpacing(measure::kSmall);
    const auto label = [this](const char* objectName, const QString& accessibleName, const QString& widest) {
        auto* text = asFigure(new QLabel(this));
        text->setObjectName(QLatin1String(objectName));
        text->setAccessibleName(accessibleName);
        text->setMinimumWidth(text->fontMetrics().horizontalAdvance(widest));
        row_->addWidget(text);
        return text;
    };
    bar_ = label("barLabel", tr("Bar and beat"), QStringLiteral("000:00"));
    bar_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    time_ = asSecondary(label("timeLabel", tr("Time and length"), QStringLiteral("00:00 / 00:00")));
    level_ = new LevelMeter(this);
    row_->addWidget(level_);
    silent_ = label("silentLabel", tr("Silent"), tr("Silent"));
    silent_->setText(tr("Silent"));
    silent_->setMinimumWidth(0); // its bold words are wider than the plain ones
    row_->addSpacing(measure::kSmall);

    cued_ = addYielding(QStringLiteral("cuedLabel"));
    asSecondary(cued_);
    row_->addStretch(1);
}

void TransportBar::buildTempo()
{
    row_->addWidget(asSecondary(new QLabel(tr("Tempo"), this)));
    tempo_ = new QSlider(Qt::Horizontal, this);
    tempo_->setObjectName(QStringLiteral("tempoSlider"));
    tempo_->setAccessibleName(tr("Tempo in per cent"));
    tempo_->setToolTip(tr("Tempo, 25 to 200 %"));
    tempo_->setRange(kSlowestPercent, kFastestPercent);
    tempo_->setValue(100);
    tempo_->setPageStep(5);
    tempo_->setFixedWidth(96);
    row_->addWidget(tempo_);
    tempoText_ = asFigure(new QLabel(percentText(100), this));
    tempoText_->setMinimumWidth(tempoText_->fontMetrics().horizontalAdvance(percentText(kFastestPercent)) + 2);
    row_->addWidget(tempoText_);
    practice_ = addButton(QStringLiteral("metronome"), tr("Metronome, transposition and parts"),
                          QStringLiteral("practiceButton"));
    practicePanel_ = new PracticePanel(this);
    connect(practice_, &QToolButton::clicked, this, [this] { practicePanel_->openAbove(*practice_); });
    connect(tempo_, &QSlider::valueChanged, this, [this](int percent) {
        tempoText_->setText(percentText(percent));
        Q_EMIT tempoScaleChanged(percent / 100.0);
    });
}

void TransportBar::buildOutput()
{
    soundIcon_ = new QLabel(this);
    row_->addWidget(soundIcon_);
    sound_ = addYielding(QStringLiteral("soundLabel"));
    sound_->setAccessibleName(tr("Sound"));
    mend_ = asQuiet(new QPushButton(tr("How to mend"), this));
    mend_->setObjectName(QStringLiteral("mendButton"));
    row_->addWidget(mend_);
    connect(mend_, &QPushButton::clicked, this, &TransportBar::showMend);

    output_ = new QComboBox(this);
    output_->setObjectName(QStringLiteral("outputChoice"));
    output_->setAccessibleName(tr("Output"));
    letYield(*output_, tr("Where to play: the synthesizer or a MIDI device"));
    output_->setFixedWidth(kOutputWidth);
    row_->addWidget(output_);
    connect(output_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT outputChosen(outputs_[static_cast<std::size_t>(index)]); });
    settings_ = addButton(QStringLiteral("settings"), tr("SoundFont, volume, device and keyboard"),
                          QStringLiteral("soundButton"));
    soundPanel_ = new SoundPanel(this);
    connect(settings_, &QToolButton::clicked, this, [this] { soundPanel_->openAbove(*settings_); });
    panic_ = addButton(QStringLiteral("panic"), tr("Panic: silence every note"), QStringLiteral("panicButton"));
    connect(panic_, &QToolButton::clicked, this, &TransportBar::panicRequested);
}

void TransportBar::setState(const playback::PlayerState& state)
{
    if (state.playing != playing_)
        showPlayIcon(state.playing);
    time_->setText(tr("%1 / %2").arg(clockText(state.position), clockText(state.length)));
    level_->setPeak(state.peak);
    showSound(soundStatus(state));
}

void TransportBar::showPlayIcon(bool playing)
{
    playing_ = playing;
    play_->setIcon(icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    play_->setToolTip(playing ? tr("Pause") : tr("Play"));
    play_->setAccessibleName(play_->toolTip());
}

void TransportBar::showSound(const SoundStatus& status)
{
    if (status.kind == status_.kind && status.words == status_.words)
        return;
    status_ = status;
    const bool silent = status.kind == SoundStatus::Kind::Silent;
    sound_->setText(status.words);
    sound_->setExplanation(silent ? status.mend : QString());
    mend_->setVisible(silent && !status.mend.isEmpty());
    silent_->setVisible(silent);
    level_->setVisible(!silent);
    retint();
}

void TransportBar::retint()
{
    const Palette& palette = currentPalette();
    const bool silent = status_.kind == SoundStatus::Kind::Silent;
    const QColor colour = silent ? palette.warning : palette.secondaryText;
    sound_->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
    silent_->setStyleSheet(QStringLiteral("color: %1; font-weight: 600").arg(palette.warning.name()));
    soundIcon_->setPixmap(iconPixmap(silent ? QStringLiteral("speaker-off") : QStringLiteral("speaker"), colour, 16,
                                     devicePixelRatioF()));
}

void TransportBar::showMend()
{
    QWhatsThis::showText(mend_->mapToGlobal(QPoint(0, 0)), status_.mend, mend_);
}

void TransportBar::setBar(std::optional<midi::BarPosition> bar)
{
    bar_->setText(bar ? QStringLiteral("%1:%2").arg(bar->bar).arg(bar->beat) : QStringLiteral("–:–"));
}

void TransportBar::setCued(const QString& what)
{
    cued_->setText(what);
    for (QToolButton* button : {toStart_, play_, loop_})
        button->setEnabled(!what.isEmpty());
}

void TransportBar::setOutputs(const std::vector<playback::OutputChoice>& outputs)
{
    auto wanted = outputs;
    if (wanted.empty())
        wanted.emplace_back();
    if (wanted == outputs_)
        return;
    const QString current = output_->currentText();
    outputs_ = std::move(wanted);
    output_->clear();
    for (const auto& output : outputs_)
        output_->addItem(nameOf(output));
    if (const int index = output_->findText(current); index >= 0)
        output_->setCurrentIndex(index);
}

void TransportBar::setRecording(bool possible, std::optional<std::size_t> notes)
{
    record_->setEnabled(possible || notes);
    if (notes.has_value() != record_->isChecked() || !notes)
        record_->setIcon(icon(QStringLiteral("record"), notes ? Tint::Sounding : Tint::Text));
    record_->setChecked(notes.has_value());
    const QString words = notes ? tr("Recording: %n note(s). Press to keep them", nullptr, static_cast<int>(*notes))
                          : possible ? tr("Record a new piece from the keyboard")
                                     : tr("To record, choose a keyboard in the sound settings");
    record_->setToolTip(words);
    record_->setAccessibleName(words);
}

bool TransportBar::loops() const
{
    return loop_->isChecked();
}

QString TransportBar::soundWords() const
{
    return sound_->text();
}

} // namespace cadenza::ui
