#include "ui/welcome/collection_guide.h"

#include "core/base/explain.h"
#include "ui/library/music_drop.h"
#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cadenza::ui {

CollectionGuide::CollectionGuide(QWidget* parent)
    : QWidget(parent), messages_(new MessageBar), waiting_(asSecondary(new QLabel)), found_(new QVBoxLayout)
{
    setObjectName(QStringLiteral("collectionGuide"));
    setAccessibleName(tr("The classical piano collection"));
    auto* words = asSecondary(
        new QLabel(tr("Some 300 pieces that Bernd Krueger sequenced for piano-midi.de, free under CC BY-SA 3.0 DE. "
                      "Download them in one of two places; Cadenza finds the zip and reads it through.")));
    words->setWordWrap(true);
    waiting_->setObjectName(QStringLiteral("collectionWaiting"));
    waiting_->setWordWrap(true);
    auto* back = asQuiet(new QPushButton(icon(QStringLiteral("left")), tr("Back")));
    back->setObjectName(QStringLiteral("collectionBack"));
    auto* choose = new QPushButton(icon(QStringLiteral("zip")), tr("Choose a zip…"));
    choose->setObjectName(QStringLiteral("chooseZip"));
    found_->setSpacing(measure::kSmall);

    auto* card = asCard(new QFrame);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(measure::kHuge, measure::kLarge, measure::kHuge, measure::kLarge);
    inside->setSpacing(measure::kMedium);
    addPlace(*inside, QStringLiteral("openKaggle"), tr("Kaggle: classical-music-midi"),
             tr("All of it in one zip: 295 pieces by 19 composers. It asks for a free account."),
             QUrl(QStringLiteral("https://www.kaggle.com/datasets/soumikrakshit/classical-music-midi")));
    addPlace(*inside, QStringLiteral("openPianoMidi"), tr("piano-midi.de"),
             tr("The source, with a zip for each composer and the newest pieces. No account."),
             QUrl(QStringLiteral("http://www.piano-midi.de/midicoll.htm")));

    auto* waits = new QHBoxLayout;
    waits->setSpacing(measure::kSmall);
    waits->addWidget(waiting_, 1);
    waits->addWidget(choose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kMedium);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addWidget(asHeading(new QLabel(tr("The classical piano collection"))));
    column->addWidget(words);
    column->addWidget(card);
    column->addWidget(messages_);
    column->addLayout(waits);
    column->addLayout(found_);
    column->addStretch();

    auto* drop = new MusicDrop(this);
    connect(drop, &MusicDrop::dropped, this, [this](const std::vector<std::filesystem::path>& paths) {
        messages_->dismiss();
        for (const auto& path : paths)
            Q_EMIT fileGiven(path);
    });
    connect(back, &QPushButton::clicked, this, &CollectionGuide::backRequested);
    connect(choose, &QPushButton::clicked, this, &CollectionGuide::fileWanted);
    showWaiting();
}

void CollectionGuide::addPlace(QVBoxLayout& column, const QString& name, const QString& title, const QString& sentence,
                               const QUrl& page)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new QLabel(title));
    words->addWidget(explanationLabel(sentence));
    auto* open = new QPushButton(icon(QStringLiteral("open")), tr("Open the page"));
    open->setObjectName(name);
    open->setAccessibleName(tr("Open the page of %1").arg(title));
    open->setToolTip(page.toString());
    auto* row = new QHBoxLayout;
    row->setSpacing(measure::kLarge);
    row->addLayout(words, 1);
    row->addWidget(open);
    column.addLayout(row);
    connect(open, &QPushButton::clicked, this, [this, page] { Q_EMIT pageWanted(page); });
}

void CollectionGuide::setFolder(const std::filesystem::path& folder)
{
    folder_ = folder;
    showWaiting();
}

void CollectionGuide::showWaiting()
{
    waiting_->setText(folder_.empty() ? tr("Drop the zip here when it has been downloaded.")
                                      : tr("Waiting for a zip in “%1”. It can be dropped here, too.")
                                            .arg(QString::fromStdString(folder_.string())));
}

void CollectionGuide::setChecking(const QString& name)
{
    if (name.isEmpty())
        showWaiting();
    else
        waiting_->setText(tr("Reading “%1”…").arg(name));
}

void CollectionGuide::addFound(const FoundCollection& found)
{
    if (std::ranges::find(shown_, found.file) != shown_.end())
        return;
    shown_.push_back(found.file);
    const QString name = QString::fromStdString(found.file.filename().string());
    auto* title = new ElidedLabel;
    title->setText(name);
    auto* facts = explanationLabel(inWords(found));
    facts->setObjectName(QStringLiteral("foundFacts"));
    auto* open = asPrimary(new QPushButton(tr("Open it")), Accent::Music);
    open->setObjectName(QStringLiteral("openFound"));
    open->setAccessibleName(tr("Open %1").arg(name));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(facts);
    auto* card = asCard(new QFrame);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(measure::kHuge, measure::kMedium, measure::kHuge, measure::kMedium);
    row->setSpacing(measure::kLarge);
    row->addLayout(words, 1);
    row->addWidget(open);
    found_->addWidget(card);
    connect(open, &QPushButton::clicked, this, [this, file = found.file] { Q_EMIT openRequested(file); });
}

void CollectionGuide::refuse(const Error& error)
{
    messages_->show(MessageKind::Error, QString::fromStdString(explain(error)));
}

} // namespace cadenza::ui

#include "moc_collection_guide.cpp"
