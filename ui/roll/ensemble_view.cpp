#include "ui/roll/ensemble_view.h"

#include "ui/roll/part_list.h"
#include "ui/roll/part_mixer.h"
#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_overview.h"

#include <QDataStream>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cadenza::ui {

EnsembleView::EnsembleView(PartMixer& mixer, Overview overview, QWidget* parent)
    : QWidget(parent), mixer_(mixer), splitter_(new QSplitter(Qt::Horizontal)), list_(new PartList),
      roll_(new PianoRoll), unfolded_(PartList::kUsual)
{
    auto* music = new QWidget;
    auto* column = new QVBoxLayout(music);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(roll_, 1);
    if (overview == Overview::Below)
        column->addWidget(new RollOverview(*roll_));
    splitter_->setHandleWidth(1);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(list_);
    splitter_->addWidget(music);
    splitter_->setStretchFactor(1, 1);
    giveRoom(false);
    list_->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter_);
    setFocusProxy(roll_);
    connectMixer();
    connect(list_, &PartList::folded, this, &EnsembleView::giveRoom);
    connect(splitter_, &QSplitter::splitterMoved, this, [this](int width) {
        if (!list_->isFolded())
            unfolded_ = width;
    });
}

void EnsembleView::connectMixer()
{
    connect(list_, &PartList::mixWished, this, [this](const PartMix& mix) {
        if (const midi::Piece* piece = roll_->content().piece())
            mixer_.set(music_, *piece, mix);
    });
    connect(list_, &PartList::programWished, this, [this](std::size_t part, std::uint8_t program) {
        if (const midi::Piece* piece = roll_->content().piece())
            mixer_.orchestration().choose(pieceOf(music_), *piece, part, program);
    });
    connect(&mixer_, &PartMixer::changed, this, [this](const std::string& changed) {
        if (changed == music_)
            takeMix();
    });
    connect(&mixer_.orchestration(), &Orchestration::changed, this, [this](const std::string& changed) {
        if (changed == pieceOf(music_) && roll_->content().isEnsemble())
            listParts();
    });
}

void EnsembleView::setPiece(const std::string& music, std::shared_ptr<const midi::Piece> piece,
                            std::vector<NoteRole> roles, std::vector<float> surprises, const PartHues& hues)
{
    music_ = music;
    roll_->setPiece(std::move(piece), std::move(roles), std::move(surprises), hues);
    showParts(hues);
}

void EnsembleView::updatePiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                               std::vector<float> surprises, const PartHues& hues)
{
    roll_->updatePiece(std::move(piece), std::move(roles), std::move(surprises), hues);
    showParts(hues);
}

void EnsembleView::showParts(const PartHues& hues)
{
    list_->setVisible(roll_->content().isEnsemble());
    if (!roll_->content().isEnsemble())
        return;
    hues_ = hues;
    listParts();
    takeMix();
}

/// What plays the parts of a piece of the library can be chosen.
void EnsembleView::listParts()
{
    const midi::Piece& piece = *roll_->content().piece();
    std::vector<std::uint8_t> programs;
    if (const std::string id = pieceOf(music_); !id.empty())
        for (std::size_t part = 0; part < piece.parts.size(); ++part)
            programs.push_back(mixer_.orchestration().programOf(id, piece, part));
    list_->setPiece(piece, hues_, programs);
}

void EnsembleView::takeMix()
{
    const midi::Piece* piece = roll_->content().piece();
    if (!piece || !roll_->content().isEnsemble())
        return;
    const PartMix mix = mixer_.mixOf(music_, *piece);
    roll_->setMix(mix);
    list_->setMix(mix);
}

/// The roll takes what a folded list leaves.
void EnsembleView::giveRoom(bool folded)
{
    const int list = folded ? PartList::kFolded : unfolded_;
    splitter_->setSizes({list, std::max(1, splitter_->width() - list)});
}

QByteArray EnsembleView::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << list_->isFolded() << unfolded_;
    return state;
}

void EnsembleView::restoreLayout(const QByteArray& state)
{
    QDataStream stream(state);
    bool folded = false;
    int unfolded = 0;
    stream >> folded >> unfolded;
    if (stream.status() != QDataStream::Ok)
        return;
    unfolded_ = std::clamp(unfolded, PartList::kNarrowest, 4 * PartList::kUsual);
    list_->setFolded(folded);
}

} // namespace cadenza::ui
