// How the compose page is laid out, and what its parts say to each other.
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/compose/duet_panel.h"
#include "ui/compose/model_card.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/compose/take_list.h"
#include "ui/roll/ensemble_view.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kThisTake = 1; ///< of the two sides

void setPrimary(QPushButton* button, std::optional<Accent> accent)
{
    if (accent)
        asPrimary(button, *accent);
    else
        button->setProperty("primary", QVariant());
    button->style()->unpolish(button); // the style sheet looks at properties only then
    button->style()->polish(button);
}

} // namespace

ComposePage::ComposePage(QWidget* parent, PartMixer* mixer) : QWidget(parent)
{
    setObjectName(u"composePage"_s);
    setAccessibleName(tr("Compose"));
    message_ = new MessageBar;
    stack_ = new QStackedWidget;
    splitter_ = new QSplitter(Qt::Horizontal);
    splitter_->setObjectName(u"composeSplitter"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setProperty("rule", true);
    column->addWidget(rule);
    duet_ = new DuetPanel;
    duet_->hide();
    column->addWidget(duet_);
    column->addWidget(splitter_, 1);
    stack_->addWidget(makeEmptyState());
    stack_->addWidget(makeSheet(mixer ? *mixer : *new PartMixer(this)));
    splitter_->addWidget(stack_);
    splitter_->addWidget(makeSide());
    splitter_->setStretchFactor(0, 1);
    splitter_->setSizes({900, 300});
    connectTakes();
    connectRoll();
    setFocusProxy(seedRow_); // Space is about the music: no button holds the focus unasked
    inspectChosen();
    showState();
}

QWidget* ComposePage::makeHeader()
{
    auto* header = new QWidget;
    state_ = new ElidedLabel;
    asSecondary(state_);
    state_->setObjectName(u"composeState"_s);
    main_ = new QPushButton;
    main_->setObjectName(u"generateButton"_s);
    connect(main_, &QPushButton::clicked, this, &ComposePage::pressMain);
    duetButton_ = new QPushButton(icon(u"duet"_s), tr("Call and response"));
    duetButton_->setObjectName(u"duetButton"_s);
    duetButton_->setAccessibleName(duetButton_->text());
    duetButton_->setToolTip(tr("Play a phrase, and the model answers"));
    duetButton_->setCheckable(true);
    connect(duetButton_, &QPushButton::toggled, this, [this](bool on) {
        duet_->setVisible(on);
        if (on)
            duet_->setFocus();
        Q_EMIT duetToggled(on);
    });
    export_ = new QPushButton(icon(u"export"_s), tr("Export…"));
    export_->setObjectName(u"exportMany"_s);
    export_->setAccessibleName(tr("Export seed and takes"));
    export_->setToolTip(tr("Write seed and takes to files, in any format"));
    connect(export_, &QPushButton::clicked, this, &ComposePage::exportManyRequested);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(asHeading(new QLabel(tr("Compose"))));
    words->addWidget(state_);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kMedium);
    line->setSpacing(measure::kMedium);
    line->addLayout(words, 1);
    line->addWidget(duetButton_);
    line->addWidget(export_);
    line->addWidget(main_);
    return header;
}

QWidget* ComposePage::makeEmptyState()
{
    auto* empty = new QWidget;
    emptyWords_ = asSecondary(new QLabel);
    emptyWords_->setObjectName(u"composeEmpty"_s);
    emptyWords_->setWordWrap(true);
    emptyWords_->setAlignment(Qt::AlignCenter);
    emptyAction_ = new QPushButton;
    emptyAction_->setObjectName(u"composeEmptyAction"_s);
    connect(emptyAction_, &QPushButton::clicked, this, [this] {
        if (seedRowHasMusic_)
            Q_EMIT trainRequested();
        else
            Q_EMIT chooseSeedRequested();
    });
    auto* column = new QVBoxLayout(empty);
    column->setContentsMargins(measure::kHuge, measure::kHuge, measure::kHuge, measure::kHuge);
    column->setSpacing(measure::kMedium);
    column->addStretch();
    auto* line = new QHBoxLayout; // not an aligned widget: those forget the height that their width needs
    line->addStretch(1);
    line->addWidget(emptyWords_, 2);
    line->addStretch(1);
    column->addLayout(line);
    column->addWidget(emptyAction_, 0, Qt::AlignHCenter);
    column->addStretch();
    return empty;
}

QWidget* ComposePage::makeSheet(PartMixer& mixer)
{
    seedRow_ = new TakeRow(TakeRow::Kind::Seed, tr("Seed"));
    seedRow_->setObjectName(u"seedRow"_s);
    list_ = new TakeList;
    ensemble_ = new EnsembleView(mixer, EnsembleView::Overview::None);
    roll_ = &ensemble_->roll();
    roll_->setObjectName(u"composeRoll"_s);
    roll_->setAccessibleName(tr("Piano roll of the chosen take"));
    roll_->setMode(RollMode::Reading);
    roll_->setMinimumHeight(140);
    lower_ = new QWidget;
    auto* below = new QVBoxLayout(lower_);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(makeRollBar());
    below->addWidget(ensemble_, 1);
    lower_->hide();

    auto* upper = new QWidget;
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, measure::kMedium, 0, 0);
    column->setSpacing(measure::kTight);
    auto* inset = new QVBoxLayout;
    inset->setContentsMargins(measure::kLarge, 0, measure::kLarge, 0);
    inset->setSpacing(measure::kSmall);
    inset->addWidget(message_);
    inset->addWidget(seedRow_);
    column->addLayout(inset);
    column->addWidget(list_, 1);
    sheet_ = new QSplitter(Qt::Vertical);
    sheet_->setObjectName(u"composeSheet"_s);
    sheet_->addWidget(upper);
    sheet_->addWidget(lower_);
    sheet_->setStretchFactor(0, 1);
    sheet_->setStretchFactor(1, 1);
    sheet_->setSizes({360, 220});
    sheet_->setChildrenCollapsible(false);
    return sheet_;
}

/// What the roll below is good for, and what its colours tell.
QWidget* ComposePage::makeRollBar()
{
    auto* bar = new QWidget;
    asSurface(bar);
    auto* hint =
        explanationLabel(tr("Click a note to mark where to go on differently. Drag along the ruler to repeat a "
                            "stretch, or to draw it anew."));
    auto* surprise = new QPushButton(tr("Surprise"));
    surprise->setObjectName(u"colourBySurprise"_s);
    surprise->setAccessibleName(tr("Colour notes by how much they surprised the model"));
    surprise->setToolTip(tr("From teal, what the model expected, to violet, what it did not"));
    surprise->setCheckable(true);
    connect(surprise, &QPushButton::toggled, this,
            [this](bool on) { roll_->setColouring(on ? NoteColouring::Surprise : NoteColouring::Role); });
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(measure::kLarge, measure::kTight, measure::kLarge, measure::kTight);
    line->addWidget(hint, 1);
    line->addWidget(surprise);
    return bar;
}

QWidget* ComposePage::makeSide()
{
    controls_ = new ComposeControls;
    inspector_ = new TakeInspector;
    modelCard_ = new ModelCard;
    auto* next = new QWidget;
    auto* nextColumn = new QVBoxLayout(next);
    nextColumn->setContentsMargins(0, 0, 0, 0);
    nextColumn->setSpacing(0);
    nextColumn->addWidget(controls_, 1);
    nextColumn->addWidget(modelCard_);
    auto* pages = new QStackedWidget;
    pages->addWidget(next);
    pages->addWidget(inspector_);
    sides_ = new QTabBar;
    sides_->setObjectName(u"composeSides"_s);
    sides_->setAccessibleName(tr("Next takes, or the chosen one"));
    sides_->addTab(tr("Next takes"));
    sides_->addTab(tr("This take"));
    sides_->setExpanding(true);
    sides_->setDrawBase(false);
    connect(sides_, &QTabBar::currentChanged, pages, &QStackedWidget::setCurrentIndex);
    auto* side = new QWidget;
    asSurface(side);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, measure::kSmall, 0, 0);
    column->setSpacing(0);
    column->addWidget(sides_);
    column->addWidget(pages, 1);
    return side;
}

QByteArray ComposePage::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << splitter_->saveState() << sheet_->saveState() << ensemble_->saveLayout();
    return state;
}

void ComposePage::restoreLayout(const QByteArray& state)
{
    QByteArray panels, heights, parts;
    QDataStream stream(state);
    stream >> panels >> heights >> parts;
    splitter_->restoreState(panels);
    sheet_->restoreState(heights);
    ensemble_->restoreLayout(parts);
}

void ComposePage::connectRoll()
{
    connect(roll_, &PianoRoll::seekRequested, this, &ComposePage::seekRequested);
    connect(roll_, &PianoRoll::rangeChosen, this, [this](Seconds from, Seconds to) {
        range_ = std::pair(from, to);
        inspectPlace();
        Q_EMIT rangeChosen(from, to);
    });
    connect(roll_, &PianoRoll::rangeCleared, this, [this] {
        range_.reset();
        inspectPlace();
        Q_EMIT rangeCleared();
    });
    connect(roll_, &PianoRoll::noteClicked, this, [this](std::size_t note) {
        roll_->setMark(note);
        inspectPlace();
        sides_->setCurrentIndex(kThisTake); // what can be done there is said at the right
    });
    connect(roll_, &PianoRoll::noteMenuWanted, this, &ComposePage::offerNoteMenu);
    roll_->setReadOut([this](std::size_t note) { return readOutOf(note); });
    connect(inspector_, &TakeInspector::continueWanted, this, [this] {
        if (const auto note = markedNote(); note && shown())
            Q_EMIT continueRequested(*list_->chosen(), *note);
    });
    connect(inspector_, &TakeInspector::alternativeWanted, this, [this](int pitch) {
        if (const auto note = markedNote(); note && shown())
            Q_EMIT alternativeRequested(*list_->chosen(), *note, pitch);
    });
    connect(inspector_, &TakeInspector::redrawWanted, this, [this] {
        if (const auto stretch = markedStretch(); stretch && shown())
            Q_EMIT redrawRequested(*list_->chosen(), *stretch);
    });
    connect(inspector_, &TakeInspector::settingsWanted, this, [this] {
        if (shown())
            Q_EMIT settingsWanted(*list_->chosen());
    });
}

void ComposePage::connectTakes()
{
    connect(seedRow_, &TakeRow::playPressed, this, &ComposePage::playSeedRequested);
    connect(seedRow_, &TakeRow::pausePressed, this, &ComposePage::pauseRequested);
    connect(seedRow_, &TakeRow::handKept, this, &ComposePage::handKept);
    connect(seedRow_, &TakeRow::partKept, this, &ComposePage::keepPart);
    connect(&controls_->parts(), &PartRolesPanel::changed, this, &ComposePage::showState);
    connect(list_, &TakeList::takeChosen, this, [this](std::size_t take) {
        showChosen(false);
        inspectChosen();
        Q_EMIT takeChosen(take);
    });
    connect(list_, &TakeList::playPressed, this, &ComposePage::playTakeRequested);
    connect(list_, &TakeList::pausePressed, this, &ComposePage::pauseRequested);
    connect(list_, &TakeList::seekRequested, this, &ComposePage::seekRequested);
    connect(list_, &TakeList::starred, this, &ComposePage::takeStarred);
    connect(list_, &TakeList::exportPressed, this, &ComposePage::exportRequested);
    connect(list_, &TakeList::labelPressed, this, &ComposePage::takeLabelWanted);
    connect(list_, &TakeList::deletePressed, this, &ComposePage::takeDeleted);
    connect(list_, &TakeList::settingsPressed, this, &ComposePage::settingsWanted);
    connect(list_, &TakeList::draggedOut, this, &ComposePage::takeDraggedOut);
    connect(modelCard_, &ModelCard::otherWanted, this, &ComposePage::modelRequested);
    connect(controls_, &ComposeControls::slid, this, [this] {
        if (canGenerate() && list_->count() > 0) // to hear what the slider does; the first takes are asked for
            Q_EMIT generateRequested(order());
    });
}

void ComposePage::setModel(const QString& words, const std::vector<std::string>& composers,
                           const std::vector<training::TrainingReport>& history)
{
    modelCard_->setModel(words, history);
    modelWords_ = words;
    hasModel_ = !words.isEmpty();
    controls_->setComposers(composers);
    showState();
}

bool ComposePage::canGenerate() const
{
    return ready() && controls_->parts().anythingNew();
}

void ComposePage::showState()
{
    stack_->setCurrentIndex(ready() ? 1 : 0);
    if (!seedRowHasMusic_) {
        state_->setText(tr("Choose a seed first: the passage that the model continues."));
        emptyWords_->setText(tr("A seed is a passage of 64 notes that the model goes on from. Mark one in the piano "
                                "roll on the Library page; the best ones are suggested there."));
        emptyAction_->setText(tr("Choose a seed"));
        emptyAction_->setIcon(icon(u"seed"_s, Tint::OnAccent));
        setPrimary(emptyAction_, Accent::Music);
    } else if (!hasModel_) {
        state_->setText(tr("Train a model first."));
        emptyWords_->setText(
            tr("The seed is ready. What is missing is a model that has learnt from your music: a quick "
               "training takes 2 minutes."));
        emptyAction_->setText(tr("Train a model"));
        emptyAction_->setIcon(icon(u"train"_s, Tint::OnAccent));
        setPrimary(emptyAction_, Accent::Training);
    } else {
        state_->setText(stopping_     ? tr("Stopping…")
                        : generating_ ? tr("The model is playing on from the seed…")
                                      : tr("%1 · model trained on %2").arg(seedName_, modelWords_));
    }
    emptyAction_->setAccessibleName(emptyAction_->text());
    main_->setText(stopping_ ? tr("Stopping…") : generating_ ? tr("Stop") : tr("Generate"));
    main_->setAccessibleName(main_->text());
    main_->setIcon(generating_ ? icon(u"stop"_s) : icon(u"generate"_s, ready() ? Tint::OnAccent : Tint::Secondary));
    main_->setEnabled(generating_ ? !stopping_ : canGenerate());
    if (main_->property("primary").isValid() == generating_)
        setPrimary(main_, generating_ ? std::nullopt : std::optional(Accent::Made));
    export_->setEnabled(seedRowHasMusic_ && !generating_);
    duetButton_->setEnabled(hasModel_);
}

} // namespace cadenza::ui
