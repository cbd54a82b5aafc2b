#include "ui/compose/compose_page.h"

#include "core/base/explain.h"
#include "core/midi/tempo_map.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/model_card.h"
#include "ui/compose/take_row.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

QString clock(Seconds length)
{
    const auto whole = static_cast<int>(std::floor(length.count()));
    return u"%1:%2"_s.arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

QString lengthOf(const midi::Piece& piece)
{
    return clock(midi::TempoMap(piece).secondsAt(piece.end()));
}

QString numbered(std::size_t take)
{
    return ComposePage::tr("Take %1").arg(take + 1);
}

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

ComposePage::ComposePage(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"composePage"_s);
    setAccessibleName(tr("Compose"));
    controls_ = new ComposeControls;
    modelCard_ = new ModelCard;
    message_ = new MessageBar;
    stack_ = new QStackedWidget;
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"composeSplitter"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setProperty("rule", true);
    column->addWidget(rule);
    column->addWidget(splitter, 1);
    stack_->addWidget(makeEmptyState());
    stack_->addWidget(makeSheet());
    splitter->addWidget(stack_);
    auto* side = new QWidget;
    asSurface(side);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->setSpacing(0);
    sideColumn->addWidget(controls_, 1);
    sideColumn->addWidget(modelCard_);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({900, 300});
    setFocusProxy(seedRow_); // Space is about the music: no button holds the focus unasked
    showState();
}

QWidget* ComposePage::makeHeader()
{
    auto* header = new QWidget;
    state_ = asSecondary(new QLabel);
    state_->setObjectName(u"composeState"_s);
    state_->setWordWrap(true);
    main_ = new QPushButton;
    main_->setObjectName(u"generateButton"_s);
    connect(main_, &QPushButton::clicked, this, &ComposePage::pressMain);
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

QWidget* ComposePage::makeSheet()
{
    seedRow_ = new TakeRow(TakeRow::Kind::Seed, tr("Seed"));
    seedRow_->setObjectName(u"seedRow"_s);
    connect(seedRow_, &TakeRow::playPressed, this, &ComposePage::playSeedRequested);
    connect(seedRow_, &TakeRow::pausePressed, this, &ComposePage::pauseRequested);
    takesHint_ = asSecondary(new QLabel(tr("Press Generate: the takes appear here, one below the other, and fill in "
                                           "while they are made.")));
    takesHint_->setObjectName(u"takesHint"_s);
    takesHint_->setWordWrap(true);
    takesHint_->setAlignment(Qt::AlignCenter);
    auto* list = new QWidget;
    list->setProperty("plain", true);
    takesColumn_ = new QVBoxLayout(list);
    takesColumn_->setContentsMargins(measure::kLarge, measure::kTight, measure::kLarge, measure::kSmall);
    takesColumn_->setSpacing(measure::kTight);
    takesColumn_->addWidget(takesHint_, 1);
    takesColumn_->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"takes"_s);
    scroll->setAccessibleName(tr("Takes"));
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    scroll->setMinimumHeight(96);

    roll_ = new PianoRoll;
    roll_->setObjectName(u"composeRoll"_s);
    roll_->setAccessibleName(tr("Piano roll of the chosen take"));
    roll_->setMode(RollMode::Reading);
    roll_->setMinimumHeight(140);
    roll_->hide();
    connect(roll_, &PianoRoll::seekRequested, this, &ComposePage::seekRequested);
    connect(roll_, &PianoRoll::rangeChosen, this, &ComposePage::rangeChosen);
    connect(roll_, &PianoRoll::rangeCleared, this, &ComposePage::rangeCleared);

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
    column->addWidget(scroll, 1);
    auto* sheet = new QSplitter(Qt::Vertical);
    sheet->setObjectName(u"composeSheet"_s);
    sheet->addWidget(upper);
    sheet->addWidget(roll_);
    sheet->setStretchFactor(0, 1);
    sheet->setStretchFactor(1, 1);
    sheet->setSizes({360, 200});
    sheet->setChildrenCollapsible(false);
    return sheet;
}

void ComposePage::setSeed(std::shared_ptr<const midi::Piece> seed, const QString& name)
{
    seedRowHasMusic_ = seed && seed->noteCount() > 0;
    seedNotes_ = seedRowHasMusic_ ? seed->noteCount() : 0;
    seedName_ = name;
    seedRow_->setSubtitle(name);
    seedRow_->setToolTip(name);
    seedRow_->setFinished(seedRowHasMusic_);
    seedRow_->setPiece(std::move(seed), seedNotes_);
    showState();
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

ComposeOrder ComposePage::order() const
{
    return controls_->order();
}

void ComposePage::pressMain()
{
    if (generating_) {
        stopping_ = true;
        showState();
        Q_EMIT stopRequested();
        return;
    }
    if (!rows_.empty()) // the first takes are those of the seed shown; after that each press brings new ones
        controls_->drawRandomSeed();
    Q_EMIT generateRequested(order());
}

void ComposePage::generationStarted()
{
    message_->dismiss();
    generating_ = true;
    stopping_ = false;
    wantedNotes_ = order().notes;
    makeRows(order().takes);
    showState();
}

void ComposePage::makeRows(std::size_t count)
{
    for (TakeRow* row : rows_)
        row->deleteLater();
    rows_.clear();
    chosen_.reset();
    for (std::size_t i = 0; i < count; ++i)
        rows_.push_back(addRow(i));
    takesHint_->setVisible(rows_.empty());
    roll_->setVisible(!rows_.empty());
    roll_->setPiece(nullptr);
    if (!rows_.empty())
        chooseTake(0);
}

TakeRow* ComposePage::addRow(std::size_t index)
{
    auto* row = new TakeRow(TakeRow::Kind::Take, numbered(index));
    row->setObjectName(u"take%1"_s.arg(index + 1));
    takesColumn_->insertWidget(takesColumn_->count() - 1, row, 1);
    connect(row, &TakeRow::chosen, this, [this, index] { chooseTake(index); });
    connect(row, &TakeRow::playPressed, this, [this, index] {
        chooseTake(index);
        Q_EMIT playTakeRequested(index);
    });
    connect(row, &TakeRow::pausePressed, this, &ComposePage::pauseRequested);
    connect(row, &TakeRow::seekRequested, this, &ComposePage::seekRequested);
    connect(row, &TakeRow::starred, this, [this, index](bool on) { Q_EMIT takeStarred(index, on); });
    connect(row, &TakeRow::exportPressed, this, [this, index] { Q_EMIT exportRequested(index); });
    connect(row, &TakeRow::labelPressed, this, [this, index] { Q_EMIT takeLabelWanted(index); });
    connect(row, &TakeRow::deletePressed, this, [this, index] { Q_EMIT takeDeleted(index); });
    connect(row, &TakeRow::draggedOut, this, [this, index] { Q_EMIT takeDraggedOut(index); });
    return row;
}

void ComposePage::chooseTake(std::size_t take)
{
    if (take >= rows_.size() || chosen_ == take)
        return;
    chosen_ = take;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        rows_[i]->setChosen(i == take);
    showChosen(false);
    Q_EMIT takeChosen(take);
}

void ComposePage::showChosen(bool keepView)
{
    const TakeRow& row = *rows_[*chosen_];
    if (!row.piece()) {
        roll_->setPiece(nullptr);
        return;
    }
    auto roles = rolesOf(row.piece()->noteCount(), row.seedNotes());
    if (keepView)
        roll_->updatePiece(row.piece(), std::move(roles));
    else
        roll_->setPiece(row.piece(), std::move(roles));
}

void ComposePage::showGrowing(std::size_t take, const std::shared_ptr<const midi::Piece>& piece)
{
    if (take >= rows_.size())
        return;
    const bool first = !rows_[take]->piece();
    rows_[take]->setPiece(piece, seedNotes_);
    const std::size_t made = piece->noteCount() - std::min(seedNotes_, piece->noteCount());
    rows_[take]->setSubtitle(tr("%1 of %2 notes").arg(made).arg(wantedNotes_));
    if (chosen_ == take)
        showChosen(!first);
}

void ComposePage::showTakes(const std::vector<generation::Take>& takes)
{
    generating_ = stopping_ = false;
    const bool others = rows_.size() != takes.size();
    if (others) {
        const std::size_t place = chosen_.value_or(0);
        makeRows(takes.size());
        if (!takes.empty())
            chooseTake(std::min(place, takes.size() - 1));
    }
    for (std::size_t i = 0; i < takes.size(); ++i) {
        rows_[i]->setName(numbered(takes[i].index));
        rows_[i]->setPiece(std::make_shared<const midi::Piece>(takes[i].piece), takes[i].seedNotes);
        rows_[i]->setSubtitle(tr("%1 notes · %2").arg(takes[i].events.size()).arg(lengthOf(takes[i].piece)));
        rows_[i]->setOrigin({}, {});
        rows_[i]->setFinished(true);
    }
    if (chosen_)
        showChosen(!others);
    showState();
}

void ComposePage::showOrigins(const OriginalityJob::Origins& origins)
{
    for (std::size_t i = 0; i < std::min(origins.size(), rows_.size()); ++i)
        if (origins[i])
            rows_[i]->setOrigin(origins[i]->summary(), origins[i]->sentence());
}

void ComposePage::generationFailed(const Error& error)
{
    generating_ = stopping_ = false;
    makeRows(0);
    if (error.fault != Fault::Cancelled)
        message_->show(MessageKind::Error, QString::fromStdString(explain(error)));
    showState();
}

void ComposePage::setLabel(std::size_t take, const QString& name, const QString& note, bool starred)
{
    if (take >= rows_.size())
        return;
    if (!name.isEmpty())
        rows_[take]->setName(name);
    rows_[take]->setNote(note);
    rows_[take]->setStarred(starred);
}

QString ComposePage::nameOf(std::size_t take) const
{
    return rows_[take]->name();
}

void ComposePage::setPlayback(Source source, std::size_t take, Seconds position, bool playing)
{
    const bool seed = source == Source::Seed;
    seedRow_->setPlaying(seed && playing, seed ? std::optional(position) : std::nullopt);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const bool this_ = source == Source::Take && i == take;
        rows_[i]->setPlaying(this_ && playing, this_ ? std::optional(position) : std::nullopt);
    }
    if (source == Source::Take && chosen_ == take)
        roll_->setPlayhead(position, playing);
    else
        roll_->hidePlayhead();
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
                                      : tr("%1, continued by a model trained on %2").arg(seedName_, modelWords_));
    }
    emptyAction_->setAccessibleName(emptyAction_->text());
    main_->setText(stopping_ ? tr("Stopping…") : generating_ ? tr("Stop") : tr("Generate"));
    main_->setAccessibleName(main_->text());
    main_->setIcon(generating_ ? icon(u"stop"_s) : icon(u"generate"_s, ready() ? Tint::OnAccent : Tint::Secondary));
    main_->setEnabled(generating_ ? !stopping_ : ready());
    if (main_->property("primary").isValid() == generating_)
        setPrimary(main_, generating_ ? std::nullopt : std::optional(Accent::Made));
    export_->setEnabled(seedRowHasMusic_ && !generating_);
    controls_->setEnabled(!generating_);
}

} // namespace cadenza::ui

#include "moc_compose_page.cpp"
