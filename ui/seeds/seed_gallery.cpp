#include "ui/seeds/seed_gallery.h"

#include "ui/seeds/seed_card.h"
#include "ui/seeds/seed_comparison.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::ui {

SeedGallery::SeedGallery(QWidget* parent)
    : QWidget(parent), length_(new QSpinBox(this)), sort_(new QComboBox(this)), snap_(new QComboBox(this)),
      heading_(asHeading(new QLabel(this))), note_(asSecondary(new QLabel(this))), area_(new QScrollArea(this)),
      column_(nullptr), comparison_(new SeedComparison(this))
{
    setObjectName(QStringLiteral("seedGallery"));
    setAccessibleName(tr("Best seeds"));
    asSurface(this);
    note_->setWordWrap(true);
    note_->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
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
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(measure::kSmall);
    all->addWidget(makeHead());
    all->addWidget(note_);
    all->addWidget(area_, 1);
    all->addWidget(comparison_);
    setHeading({});

    connect(length_, &QSpinBox::valueChanged, this,
            [this](int notes) { Q_EMIT seedLengthChanged(static_cast<std::size_t>(notes)); });
    connect(sort_, &QComboBox::currentIndexChanged, this, &SeedGallery::showCards);
    connect(snap_, &QComboBox::currentIndexChanged, this, &SeedGallery::wishChanged);
}

QWidget* SeedGallery::makeHead()
{
    length_->setObjectName(QStringLiteral("seedLength"));
    length_->setAccessibleName(tr("Notes in a seed"));
    length_->setToolTip(tr("How many notes a seed has"));
    length_->setRange(static_cast<int>(seeds::kFewestSeedNotes), static_cast<int>(seeds::kMostSeedNotes));
    length_->setSingleStep(8);
    length_->setValue(static_cast<int>(seeds::kDefaultSeedNotes));
    length_->setSuffix(tr(" notes"));
    length_->setKeyboardTracking(false);
    sort_->setObjectName(QStringLiteral("seedSort"));
    sort_->setAccessibleName(tr("Sort seeds by"));
    sort_->setToolTip(tr("Which reason comes first"));
    sort_->setMaxVisibleItems(20);
    sort_->addItem(reasonTitle("score"), QStringLiteral("score"));
    for (const char* name : seeds::reasonNames())
        sort_->addItem(reasonTitle(name), QString::fromLatin1(name));
    snap_->setObjectName(QStringLiteral("seedSnap"));
    snap_->setAccessibleName(tr("Where seeds begin and end"));
    snap_->setToolTip(tr("Where seeds begin and end; whole bars and phrases make them a little longer or shorter"));
    snap_->addItem(tr("Anywhere"), static_cast<int>(seeds::Snap::None));
    snap_->addItem(tr("Whole bars"), static_cast<int>(seeds::Snap::Bars));
    snap_->addItem(tr("Phrases"), static_cast<int>(seeds::Snap::Phrases));
    for (QComboBox* box : {sort_, snap_})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);

    auto* head = new QWidget(this);
    auto* title = new QHBoxLayout;
    title->addWidget(heading_, 1);
    title->addWidget(length_);
    choices_ = new QBoxLayout(QBoxLayout::LeftToRight);
    choices_->setSpacing(measure::kSmall);
    choices_->addWidget(sort_, 1);
    choices_->addWidget(snap_, 1);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(measure::kMedium, measure::kSmall, measure::kMedium, 0);
    column->setSpacing(measure::kSmall);
    column->addLayout(title);
    column->addLayout(choices_);
    return head;
}

/// Both choices side by side where their words have room.
void SeedGallery::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int needed = sort_->sizeHint().width() + snap_->sizeHint().width() + choices_->spacing();
    choices_->setDirection(needed <= width() - 2 * measure::kMedium ? QBoxLayout::LeftToRight
                                                                    : QBoxLayout::TopToBottom);
}

void SeedGallery::setHeading(const QString& text)
{
    heading_->setText(text.isEmpty() ? tr("Best seeds") : text);
}

void SeedGallery::clear()
{
    for (SeedCard* card : cards_) {
        card->hide();
        card->deleteLater();
    }
    cards_.clear();
}

void SeedGallery::setFindings(const SeedFindings& findings)
{
    std::vector<GallerySeed> seeds;
    const auto content = std::make_shared<const RollContent>(findings.piece, std::span<const NoteRole>());
    const auto isBest = [&](const seeds::ScoredWindow& kept) {
        return std::ranges::any_of(findings.best, [&](const seeds::ScoredWindow& window) {
            return window.first == kept.first && window.count == kept.count;
        });
    };
    const auto isKept = [&](const seeds::ScoredWindow& window) {
        return std::ranges::any_of(findings.also, [&](const seeds::ScoredWindow& kept) {
            return window.first == kept.first && window.count == kept.count;
        });
    };
    for (const auto& window : findings.best)
        seeds.push_back({window, content, {}, {}, isKept(window)});
    for (const auto& window : findings.also)
        if (!isBest(window))
            seeds.push_back({window, content, {}, {}, true});
    setSeeds(std::move(seeds));
    if (cards_.empty())
        setNote(tr("This piece has fewer than %1 notes. Choose a shorter seed, or another piece.").arg(findings.count));
}

void SeedGallery::setSeeds(std::vector<GallerySeed> seeds)
{
    setNote({});
    seeds_ = std::move(seeds);
    showCards();
}

/// Best first by the chosen reason, starred ones before all others.
void SeedGallery::showCards()
{
    clear();
    const std::string by = sort_->currentData().toString().toStdString();
    const auto value = [&](const GallerySeed& seed) {
        return by == "score" ? seed.window.score : seed.window.valueOf(by);
    };
    std::vector<GallerySeed> sorted = seeds_;
    std::ranges::stable_sort(sorted, std::ranges::greater{}, value);
    std::ranges::stable_sort(sorted, std::ranges::greater{}, &GallerySeed::starred);
    std::vector<seeds::ScoredWindow> windows;
    for (const GallerySeed& seed : sorted)
        windows.push_back(seed.window);
    const std::vector<QString> reasons = distinctiveReasons(windows, by);
    for (std::size_t i = 0; i < sorted.size(); ++i)
        addCard(sorted[i], reasons[i]);
    setChosen(chosen_);
}

void SeedGallery::addCard(const GallerySeed& seed, const QString& reasons)
{
    const std::string by = sort_->currentData().toString().toStdString();
    QString figure;
    if (by != "score" && seed.window.valueOf(by) >= 0.0)
        figure = tr("%1 %").arg(std::lround(100.0 * seed.window.valueOf(by)));
    auto* card = new SeedCard(seed, reasons, figure, sort_->currentText(), area_->widget());
    column_->insertWidget(static_cast<int>(cards_.size()), card);
    cards_.push_back(card);
    const auto bringPiece = [this, id = seed.entryId] {
        if (!id.empty())
            Q_EMIT pieceWanted(id);
    };
    connect(card, &SeedCard::chosen, this, [this, bringPiece](std::size_t first, std::size_t count) {
        bringPiece();
        Q_EMIT seedChosen(first, count);
    });
    connect(card, &SeedCard::playRequested, this, [this, bringPiece](std::size_t first, std::size_t count) {
        bringPiece();
        Q_EMIT playRequested(first, count);
    });
    connect(card, &SeedCard::starred, this, [this, card](bool on) {
        for (GallerySeed& known : seeds_)
            if (known.range() == card->range() && known.entryId == card->seed().entryId)
                known.starred = on;
        Q_EMIT starred({card->seed().entryId, card->range()}, on);
    });
}

void SeedGallery::setNote(const QString& text)
{
    if (!text.isEmpty()) {
        clear();
        seeds_.clear();
    }
    note_->setText(text);
    note_->setVisible(!text.isEmpty());
}

void SeedGallery::setChosen(std::optional<NoteRange> range, const std::string& entryId)
{
    chosen_ = range;
    for (SeedCard* card : cards_) {
        const bool here = card->seed().entryId.empty() || entryId.empty() || card->seed().entryId == entryId;
        card->setChosen(here && range == card->range());
    }
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

void SeedGallery::setModelReads(bool reads)
{
    const QString surprise = QString::fromLatin1(seeds::kSurpriseReason);
    const int known = sort_->findData(surprise);
    if (reads && known < 0)
        sort_->addItem(reasonTitle(seeds::kSurpriseReason), surprise);
    else if (!reads && known >= 0)
        sort_->removeItem(known);
}

std::size_t SeedGallery::seedLength() const
{
    return static_cast<std::size_t>(length_->value());
}

QByteArray SeedGallery::saveChoices() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << qint32{length_->value()} << sort_->currentData().toString() << snap_->currentData().toInt();
    return state;
}

void SeedGallery::restoreChoices(const QByteArray& state)
{
    qint32 length = 0;
    QString sort;
    int snap = 0;
    QDataStream stream(state);
    stream >> length >> sort >> snap;
    if (stream.status() != QDataStream::Ok)
        return;
    length_->setValue(length);
    sort_->setCurrentIndex(std::max(0, sort_->findData(sort)));
    snap_->setCurrentIndex(std::max(0, snap_->findData(snap)));
}

seeds::SeedWish SeedGallery::wish(std::size_t top) const
{
    return {seedLength(), top, static_cast<seeds::Snap>(snap_->currentData().toInt())};
}

} // namespace cadenza::ui
