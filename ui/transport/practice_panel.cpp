#include "ui/transport/practice_panel.h"

#include "ui/style/elided_label.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kFarthest = 24; ///< semitones
constexpr int kTallestList = 260;

} // namespace

PracticePanel::PracticePanel(QWidget* parent)
    : Popover(tr("Practice"), parent), metronome_(new QCheckBox(tr("Click on every beat"))), transpose_(new QSpinBox),
      parts_(nullptr)
{
    setObjectName(QStringLiteral("practicePanel"));
    metronome_->setObjectName(QStringLiteral("metronomeBox"));
    addField(tr("Metronome"), metronome_);
    connect(metronome_, &QCheckBox::toggled, this, &PracticePanel::metronomeToggled);
    transpose_->setObjectName(QStringLiteral("transposeField"));
    transpose_->setRange(-kFarthest, kFarthest);
    transpose_->setSuffix(tr(" semitones"));
    transpose_->setToolTip(tr("What is heard, not what is written; drums stay"));
    addField(tr("Transpose"), transpose_);
    connect(transpose_, &QSpinBox::valueChanged, this, &PracticePanel::transposeChanged);
    addHeading(tr("Parts"));
    setParts({});
}

void PracticePanel::setParts(const std::vector<QString>& names)
{
    if (parts_ && names == names_)
        return;
    names_ = names;
    boxes_.clear();
    delete parts_;
    auto* list = new QWidget;
    list->setProperty("plain", true);
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(measure::kMedium);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    if (names.empty())
        grid->addWidget(asSecondary(new QLabel(tr("Nothing is ready to play."))), 0, 0);
    for (int part = 0; part < static_cast<int>(names.size()); ++part) {
        const QString& name = names[static_cast<std::size_t>(part)];
        auto* label = new ElidedLabel(list);
        label->setText(name);
        grid->addWidget(label, part, 0);
        const auto box = [&](int place, const QString& words, const QString& objectName, auto signal) {
            auto* check = new QCheckBox(words);
            check->setObjectName(objectName.arg(part + 1));
            check->setAccessibleName(tr("%1: %2").arg(name, words));
            grid->addWidget(check, part, place);
            connect(check, &QCheckBox::toggled, this,
                    [this, part, signal](bool on) { Q_EMIT(this->*signal)(part, on); });
            return check;
        };
        boxes_.push_back({box(1, tr("Mute"), QStringLiteral("mutePart%1"), &PracticePanel::muteToggled),
                          box(2, tr("Solo"), QStringLiteral("soloPart%1"), &PracticePanel::soloToggled)});
    }
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Parts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(list);
    scroll->setFixedHeight(std::min(kTallestList, list->sizeHint().height()));
    parts_ = scroll;
    column()->addWidget(parts_);
}

void PracticePanel::setPart(int part, bool muted, bool solo)
{
    const Boxes& boxes = boxes_[static_cast<std::size_t>(part)];
    for (const auto& [box, on] : {std::pair{boxes.mute, muted}, std::pair{boxes.solo, solo}}) {
        const QSignalBlocker quiet(box);
        box->setChecked(on);
    }
}

} // namespace cadenza::ui
