#include "ui/training/preview_strip.h"

#include "ui/roll/thumbnail.h"
#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"
#include "ui/training/chart_scale.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kWordsWidth = 190;

std::vector<NoteRole> rolesOf(const generation::Preview& preview)
{
    std::vector<NoteRole> roles(preview.piece->noteCount(), NoteRole::Made);
    std::fill_n(roles.begin(), std::min(roles.size(), preview.seedNotes), NoteRole::Seed);
    return roles;
}

} // namespace

PreviewStrip::PreviewStrip(QWidget* parent)
    : QWidget(parent), title_(new QLabel(tr("Hear it learn"))), words_(explanationLabel({})), roll_(new ThumbnailRoll),
      earlier_(makeToolButton(this, u"earlierPreview"_s, u"left"_s, tr("Earlier"))),
      later_(makeToolButton(this, u"laterPreview"_s, u"right"_s, tr("Later"))),
      play_(makeToolButton(this, u"playPreview"_s, u"play"_s, tr("Play what it made then"))),
      goOn_(makeToolButton(this, u"goOnFromPreview"_s, u"train"_s, {}))
{
    setObjectName(u"previewStrip"_s);
    setAccessibleName(title_->text());
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    words_->setObjectName(u"previewWords"_s);
    words_->setFixedWidth(kWordsWidth);
    roll_->setObjectName(u"previewRoll"_s);
    roll_->setAccessibleName(tr("Roll of the preview"));
    roll_->setFixedHeight(56);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch();
    words->addWidget(title_);
    words->addWidget(words_);
    words->addStretch();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    line->addLayout(words);
    line->addWidget(earlier_);
    line->addWidget(play_);
    line->addWidget(later_);
    line->addWidget(goOn_);
    line->addWidget(roll_, 1);
    connect(earlier_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(later_, &QToolButton::clicked, this, [this] { step(1); });
    connect(play_, &QToolButton::clicked, this, [this] {
        if (playing_)
            Q_EMIT pauseRequested();
        else if (chosen_)
            Q_EMIT playRequested(previews_[*chosen_]);
    });
    connect(goOn_, &QToolButton::clicked, this, [this] { Q_EMIT goOnRequested(previews_[*chosen_]); });
    connect(roll_, &ThumbnailRoll::seekRequested, this, &PreviewStrip::seekRequested);
    showChosen();
}

void PreviewStrip::setPreviews(std::vector<generation::Preview> previews, std::vector<bool> kept)
{
    kept_ = std::move(kept);
    const bool newest = !chosen_ || *chosen_ + 1 == previews_.size();
    const auto shown = chosen_ ? previews_[*chosen_].piece : nullptr;
    previews_ = std::move(previews);
    const auto same = std::ranges::find(previews_, shown, &generation::Preview::piece);
    if (previews_.empty())
        chosen_.reset();
    else if (same == previews_.end() || (newest && !playing_))
        chosen_ = previews_.size() - 1;
    else
        chosen_ = static_cast<std::size_t>(same - previews_.begin());
    showChosen();
}

void PreviewStrip::choose(std::size_t preview)
{
    if (preview >= previews_.size())
        return;
    chosen_ = preview;
    showChosen();
}

void PreviewStrip::setMayGoOn(bool may)
{
    mayGoOn_ = may;
    showWhetherOneMayGoOn();
}

void PreviewStrip::showWhetherOneMayGoOn()
{
    const bool kept = chosen_ && *chosen_ < kept_.size() && kept_[*chosen_];
    goOn_->setEnabled(kept && mayGoOn_);
    goOn_->setToolTip(!kept ? tr("The model of this moment is not kept; of some moments of a run it is")
                      : mayGoOn_
                          ? tr("Train on from here: a new run begins from the model as it was at this moment, on "
                               "the music and with the settings on the left")
                          : tr("Train on from here, as soon as no run goes on"));
    goOn_->setAccessibleName(tr("Train on from this moment"));
}

void PreviewStrip::step(int by)
{
    if (chosen_)
        choose(*chosen_ + static_cast<std::size_t>(by));
}

void PreviewStrip::showChosen()
{
    earlier_->setEnabled(chosen_ && *chosen_ > 0);
    later_->setEnabled(chosen_ && *chosen_ + 1 < previews_.size());
    play_->setEnabled(chosen_.has_value());
    showWhetherOneMayGoOn();
    if (chosen_) {
        const generation::Preview& preview = previews_[*chosen_];
        roll_->setPiece(preview.piece, rolesOf(preview));
        words_->setText(
            preview.seconds <= 0.0
                ? tr("before it had learnt anything")
                : tr("after %1 · %2 of %3").arg(clockText(preview.seconds)).arg(*chosen_ + 1).arg(previews_.size()));
    } else {
        roll_->setPiece(nullptr);
        words_->setText({});
    }
    Q_EMIT chosenChanged(chosen_);
}

void PreviewStrip::setPlaying(bool playing, std::optional<Seconds> position)
{
    roll_->setPlayhead(position);
    if (std::exchange(playing_, playing) == playing)
        return;
    play_->setIcon(playing ? icon(u"pause"_s, Tint::Sounding) : icon(u"play"_s));
    play_->setAccessibleName(playing ? tr("Pause the preview") : tr("Play what it made then"));
    play_->setToolTip(play_->accessibleName());
}

} // namespace cadenza::ui

#include "moc_preview_strip.cpp"
