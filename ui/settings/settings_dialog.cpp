#include "ui/settings/settings_dialog.h"

#include "ui/settings/setting_line.h"
#include "ui/settings/settings_store.h"
#include "ui/settings/shortcut_list.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cadenza::ui {

using project::Settings;

namespace {

constexpr QSize kUsualSize{800, 640};
constexpr int kSectionsWidth = 160;
constexpr int kSectionHeight = 32;

} // namespace

SettingsDialog::SettingsDialog(SettingsStore& store, const std::vector<std::string>& audioDrivers, QWidget* parent,
                               ShortcutBook* shortcuts)
    : QDialog(parent), store_(store), sections_(new QListWidget), scroll_(new QScrollArea)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kMedium);
    addAppearance(*column);
    addSound(*column, audioDrivers);
    if (shortcuts)
        addKeyboard(*column, *shortcuts);
    column->addStretch();
    arrange(page);
    connect(resetAll_, &QPushButton::clicked, &store_, &SettingsStore::resetAll);
    connect(&store_, &SettingsStore::changed, this, &SettingsDialog::showAll);
    showAll();
}

/// The sections at the left lead to their places on the one page.
void SettingsDialog::arrange(QWidget* page)
{
    scroll_->setAccessibleName(tr("Settings"));
    scroll_->setWidgetResizable(true);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(page);
    sections_->setObjectName(QStringLiteral("settingsSections"));
    sections_->setAccessibleName(tr("Sections"));
    sections_->setFixedWidth(kSectionsWidth);
    sections_->setCurrentRow(0);
    connect(sections_, &QListWidget::currentRowChanged, this, &SettingsDialog::goTo);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    resetAll_ = buttons->addButton(tr("Reset all"), QDialogButtonBox::ResetRole);
    resetAll_->setObjectName(QStringLiteral("resetAll"));
    resetAll_->setToolTip(tr("Puts every setting back to its usual value"));
    auto* across = new QHBoxLayout;
    across->setSpacing(1);
    across->addWidget(sections_);
    across->addWidget(scroll_, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(measure::kLarge, measure::kSmall, measure::kLarge, measure::kMedium);
    foot->addWidget(buttons);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(across, 1);
    whole->addLayout(foot);
    resize(kUsualSize);
    sections_->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SettingsDialog::goTo(int section)
{
    if (section >= 0)
        scroll_->verticalScrollBar()->setValue(headings_[static_cast<std::size_t>(section)]->y() - measure::kMedium);
}

void SettingsDialog::showShortcuts()
{
    layout()->activate();
    sections_->setCurrentRow(sections_->count() - 1);
}

void SettingsDialog::addAppearance(QVBoxLayout& column)
{
    addHeading(column, tr("Window"));
    addChoice<project::Theme>(column, {"theme", tr("Theme"), tr("Usually as the desktop; dark where it does not say.")},
                              &Settings::theme,
                              {{tr("As the desktop"), project::Theme::System},
                               {tr("Dark"), project::Theme::Dark},
                               {tr("Light"), project::Theme::Light},
                               {tr("High contrast"), project::Theme::HighContrast}});
    addNumber(column,
              {"scale", tr("Size of everything"),
               tr("For eyes and screens that want it larger or smaller. Holds from the next start. Usually 100 %.")},
              &Settings::scale, 75, 300, 25, tr(" %"), 100.0);
    addToggle(column,
              {"reducedMotion", tr("Less motion"),
               tr("The playhead steps, and nothing blinks or glides. Usually off, unless the desktop asks for it.")},
              &Settings::reducedMotion);
    addToggle(column,
              {"reopenLast", tr("Begin with the last project"),
               tr("Otherwise Cadenza begins with the project called “My music”. Usually on.")},
              &Settings::reopenLast);
}

void SettingsDialog::addSound(QVBoxLayout& column, const std::vector<std::string>& audioDrivers)
{
    addHeading(column, tr("Sound"));
    addFile(column,
            {"soundFont", tr("SoundFont"), tr("The sound of the instruments. Usually the best one that is installed.")},
            &Settings::soundFont, tr("SoundFonts (*.sf2 *.sf3 *.SF2 *.SF3)"));
    addNumber(column, {"gain", tr("Loudness"), tr("Of the synthesizer; too much distorts. Usually 0.6.")},
              &Settings::gain, 0.0, 2.0, 0.05, {});
    addToggle(column, {"reverb", tr("Reverb"), tr("The sound of a room. Usually on.")}, &Settings::reverb);
    addToggle(column, {"chorus", tr("Chorus"), tr("A little width. Usually on.")}, &Settings::chorus);
    addNumber(column,
              {"polyphony", tr("Polyphony"),
               tr("Fewer voices need less of the processor; too few cut long notes off. Usually 256.")},
              &Settings::polyphony, 16, 1024, 16, tr(" voices"));
    addDevice(column, audioDrivers);
}

void SettingsDialog::addDevice(QVBoxLayout& column, const std::vector<std::string>& audioDrivers)
{
    addHeading(column, tr("Audio device"));
    std::vector<std::pair<QString, std::string>> drivers{{tr("The first that opens"), {}}};
    for (const std::string& driver : audioDrivers)
        drivers.emplace_back(QString::fromStdString(driver), driver);
    addChoice(column,
              {"audioDriver", tr("Sound system"), tr("The way to the loudspeaker. Usually the first that opens.")},
              &Settings::audioDriver, drivers);
    addNumber(column,
              {"periodFrames", tr("Buffer"),
               tr("Larger where sound crackles, smaller where a keyboard answers late. Usually 256.")},
              &Settings::periodFrames, 16, 8192, 64, tr(" frames"));
    addNumber(column, {"periods", tr("Buffers"), tr("How many of them are filled ahead. Usually 4.")},
              &Settings::periods, 2, 64, 1, {});
    addNumber(column,
              {"latencySeconds", tr("Latency offset"),
               tr("The playhead waits this long for an instrument or loudspeaker that sounds late. Usually 0.")},
              &Settings::latencySeconds, 0, 1000, 5, tr(" ms"), 1000.0);
}

void SettingsDialog::addKeyboard(QVBoxLayout& column, ShortcutBook& shortcuts)
{
    addHeading(column, tr("Keyboard"));
    column.addWidget(new ShortcutList(shortcuts));
}

void SettingsDialog::addHeading(QVBoxLayout& column, const QString& text)
{
    if (column.count() > 0)
        column.addSpacing(measure::kSmall);
    auto* heading = asHeading(new QLabel(text));
    column.addWidget(heading);
    headings_.push_back(heading);
    (new QListWidgetItem(text, sections_))->setSizeHint(QSize(0, kSectionHeight));
}

void SettingsDialog::addToggle(QVBoxLayout& column, const Words& words, bool Settings::* field)
{
    auto* box = new QCheckBox(tr("On"));
    connect(box, &QCheckBox::toggled, this,
            [this, field](bool on) { store_.change([field, on](Settings& settings) { settings.*field = on; }); });
    addLine(column, words, box, [box, field](const Settings& settings) { box->setChecked(settings.*field); });
}

template <class Number>
void SettingsDialog::addNumber(QVBoxLayout& column, const Words& words, Number Settings::* field, double lowest,
                               double highest, double step, const QString& unit, double perUnit)
{
    auto* box = new QDoubleSpinBox;
    box->setDecimals(step < 1.0 ? 2 : 0);
    box->setRange(lowest, highest);
    box->setSingleStep(step);
    box->setSuffix(unit);
    box->setKeyboardTracking(false);
    box->setAlignment(Qt::AlignRight);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, field, perUnit](double value) {
        store_.change(
            [field, value, perUnit](Settings& settings) { settings.*field = static_cast<Number>(value / perUnit); });
    });
    addLine(column, words, box,
            [box, field, perUnit](const Settings& settings) { box->setValue(settings.*field * perUnit); });
}

template <class Value>
void SettingsDialog::addChoice(QVBoxLayout& column, const Words& words, Value Settings::* field,
                               const std::vector<std::pair<QString, Value>>& choices)
{
    auto* box = new QComboBox;
    for (const auto& [text, value] : choices)
        box->addItem(text);
    connect(box, &QComboBox::activated, this, [this, field, choices](int index) {
        const Value value = choices[static_cast<std::size_t>(index)].second;
        store_.change([field, value](Settings& settings) { settings.*field = value; });
    });
    addLine(column, words, box, [box, field, choices](const Settings& settings) {
        const auto chosen = std::ranges::find(choices, settings.*field, &std::pair<QString, Value>::second);
        box->setCurrentIndex(chosen == choices.end() ? 0 : static_cast<int>(chosen - choices.begin()));
    });
}

void SettingsDialog::addFile(QVBoxLayout& column, const Words& words, std::string Settings::* field,
                             const QString& filter)
{
    auto* button = new QPushButton;
    connect(button, &QPushButton::clicked, this, [this, title = words.title, field, filter] {
        const QString file = QFileDialog::getOpenFileName(
            this, title, QFileInfo(QString::fromStdString(store_.settings().*field)).path(), filter);
        if (!file.isEmpty())
            store_.change([field, file = file.toStdString()](Settings& settings) { settings.*field = file; });
    });
    addLine(column, words, button, [button, field](const Settings& settings) {
        const QString file = QString::fromStdString(settings.*field);
        const QString name = file.isEmpty() ? tr("Best found") : QFileInfo(file).fileName();
        button->setText(button->fontMetrics()
                            .elidedText(name, Qt::ElideMiddle, button->width() - 2 * measure::kLarge)
                            .replace(u'&', QStringLiteral("&&")));
        button->setToolTip(file.toHtmlEscaped());
    });
}

void SettingsDialog::addLine(QVBoxLayout& column, const Words& words, QWidget* control,
                             std::function<void(const Settings&)> show)
{
    auto* line = new SettingLine(QString::fromLatin1(words.name), words.title, words.explanation, control);
    connect(line, &SettingLine::resetRequested, this, [this, name = std::string(words.name)] { store_.reset(name); });
    lines_.push_back({words.name, line, [control, show = std::move(show)](const Settings& settings) {
                          const QSignalBlocker silent(control);
                          show(settings);
                      }});
    column.addWidget(line);
}

void SettingsDialog::showAll()
{
    const auto changed = project::changedSettings(store_.settings());
    bool any = false;
    for (const Line& line : lines_) {
        line.show(store_.settings());
        const bool differs = std::ranges::find(changed, line.name) != changed.end();
        line.line->setChanged(differs);
        any = any || differs;
    }
    resetAll_->setEnabled(any);
}

} // namespace cadenza::ui
