#include "ui/library/empty_library.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr std::size_t kMostRecent = 4;

} // namespace

EmptyLibrary::EmptyLibrary(QWidget* parent) : QWidget(parent), recent_(new QVBoxLayout)
{
    setObjectName(QStringLiteral("emptyLibrary"));
    auto* heading = asHeading(new QLabel(tr("Start with some music"), this));
    auto* words = asSecondary(new QLabel(
        tr("Drop a folder, a zip or MIDI files here.\nCadenza shows every piece, and where its best seeds are."),
        this));
    words->setAlignment(Qt::AlignCenter);
    auto* starter = asPrimary(new QPushButton(tr("Open the starter collection"), this), Accent::Music);
    starter->setObjectName(QStringLiteral("openStarter"));
    setFocusProxy(starter);
    auto* folder = new QPushButton(icon(QStringLiteral("folder")), tr("Add folder…"), this);
    folder->setObjectName(QStringLiteral("addFolder"));
    auto* files = new QPushButton(icon(QStringLiteral("zip")), tr("Add zip or files…"), this);
    files->setObjectName(QStringLiteral("addFiles"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(measure::kSmall);
    buttons->addStretch();
    for (QPushButton* button : {starter, folder, files})
        buttons->addWidget(button);
    buttons->addStretch();
    ensembles_ =
        asQuiet(new QPushButton(icon(QStringLiteral("ensemble")), tr("Try an ensemble: four-voice pieces"), this));
    ensembles_->setObjectName(QStringLiteral("openEnsembles"));
    ensembles_->hide();
    recent_->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(measure::kMedium);
    column->addStretch(2);
    column->addWidget(heading, 0, Qt::AlignHCenter);
    column->addWidget(words, 0, Qt::AlignHCenter);
    column->addSpacing(measure::kSmall);
    column->addLayout(buttons);
    column->addWidget(ensembles_, 0, Qt::AlignHCenter);
    column->addLayout(recent_);
    column->addStretch(3);
    connect(starter, &QPushButton::clicked, this, &EmptyLibrary::starterRequested);
    connect(ensembles_, &QPushButton::clicked, this, &EmptyLibrary::ensemblesRequested);
    connect(folder, &QPushButton::clicked, this, &EmptyLibrary::addFolderRequested);
    connect(files, &QPushButton::clicked, this, &EmptyLibrary::addFilesRequested);
}

void EmptyLibrary::offerEnsembles(bool offered)
{
    ensembles_->setVisible(offered);
}

void EmptyLibrary::setRecent(const std::vector<std::filesystem::path>& paths)
{
    while (QLayoutItem* item = recent_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (paths.empty())
        return;
    recent_->addWidget(asSecondary(new QLabel(tr("Opened before"))), 0, Qt::AlignHCenter);
    for (std::size_t i = 0; i < std::min(kMostRecent, paths.size()); ++i) {
        const QString words = QString::fromStdString(paths[i].string());
        auto* again = asQuiet(new QPushButton(fontMetrics().elidedText(words, Qt::ElideLeft, 480)));
        again->setToolTip(words);
        again->setAccessibleName(tr("Open %1").arg(words));
        recent_->addWidget(again, 0, Qt::AlignHCenter);
        connect(again, &QPushButton::clicked, this, [this, path = paths[i]] { Q_EMIT addRequested({path}); });
    }
}

} // namespace cadenza::ui
