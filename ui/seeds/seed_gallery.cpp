#include "ui/seeds/seed_gallery.h"

#include "ui/roll/seed_tool.h"
#include "ui/seeds/seed_card.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>

namespace cadenza::ui {

SeedGallery::SeedGallery(QWidget* parent)
    : QWidget(parent), length_(new QSpinBox(this)), note_(asSecondary(new QLabel(this))), area_(new QScrollArea(this)),
      column_(nullptr)
{
    setObjectName(QStringLiteral("seedGallery"));
    setAccessibleName(tr("Best seeds"));
    asSurface(this);
    length_->setObjectName(QStringLiteral("seedLength"));
    length_->setAccessibleName(tr("Notes in a seed"));
    length_->setToolTip(tr("How many notes a seed has"));
    length_->setRange(static_cast<int>(SeedTool::kFewest), static_cast<int>(SeedTool::kMost));
    length_->setSingleStep(8);
    length_->setValue(static_cast<int>(seeds::kDefaultSeedNotes));
    length_->setSuffix(tr(" notes"));
    length_->setKeyboardTracking(false);
    note_->setWordWrap(true);

    auto* inside = new QWidget;
    inside->setProperty("plain", true);
    column_ = new QVBoxLayout(inside);
    column_->setContentsMargins(measure::kMedium, 0, measure::kMedium, measure::kMedium);
    column_->setSpacing(measure::kSmall);
    column_->addStretch();
    area_->setWidget(inside);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->setAccessibleName(tr("Seed cards"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(measure::kMedium, measure::kSmall, measure::kMedium, 0);
    head->addWidget(asHeading(new QLabel(tr("Best seeds"), this)));
    head->addStretch();
    head->addWidget(length_);
    auto* noteRow = new QHBoxLayout;
    noteRow->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
    noteRow->addWidget(note_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(measure::kSmall);
    all->addLayout(head);
    all->addLayout(noteRow);
    all->addWidget(area_, 1);

    connect(length_, &QSpinBox::valueChanged, this,
            [this](int notes) { Q_EMIT seedLengthChanged(static_cast<std::size_t>(notes)); });
}

void SeedGallery::clear()
{
    for (SeedCard* card : cards_)
        card->deleteLater();
    cards_.clear();
}

void SeedGallery::setFindings(const SeedFindings& findings)
{
    clear();
    const std::vector<QString> reasons = distinctiveReasons(findings.best);
    for (std::size_t i = 0; i < findings.best.size(); ++i) {
        auto* card = new SeedCard(findings.best[i], reasons[i], findings.piece);
        column_->insertWidget(static_cast<int>(cards_.size()), card);
        cards_.push_back(card);
        connect(card, &SeedCard::chosen, this, &SeedGallery::seedChosen);
        connect(card, &SeedCard::playRequested, this, &SeedGallery::playRequested);
    }
    setNote(cards_.empty()
                ? tr("This piece has fewer than %1 notes. Choose a shorter seed, or another piece.").arg(findings.count)
                : QString());
}

void SeedGallery::setNote(const QString& text)
{
    if (!text.isEmpty())
        clear();
    note_->setText(text);
    note_->setVisible(!text.isEmpty());
}

void SeedGallery::setChosen(std::optional<NoteRange> range)
{
    for (SeedCard* card : cards_)
        card->setChosen(range == card->range());
}

void SeedGallery::setPlaying(std::optional<NoteRange> range)
{
    for (SeedCard* card : cards_)
        card->setPlaying(range == card->range());
}

void SeedGallery::setSeedLength(std::size_t notes)
{
    const QSignalBlocker quiet(length_);
    length_->setValue(static_cast<int>(notes));
}

std::size_t SeedGallery::seedLength() const
{
    return static_cast<std::size_t>(length_->value());
}

} // namespace cadenza::ui
