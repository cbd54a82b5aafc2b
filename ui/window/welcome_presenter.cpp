#include "ui/window/welcome_presenter.h"

#include "ui/document/document.h"
#include "ui/welcome/collection_guide.h"
#include "ui/welcome/welcome_page.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

namespace cadenza::ui {
namespace {

std::filesystem::path downloadsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DownloadLocation).toStdString();
}

} // namespace

WelcomePresenter::WelcomePresenter(WelcomePage& page, Document& document, ReadyModel readyModel, QObject* parent)
    : QObject(parent), page_(page), document_(document), readyModel_(readyModel), downloads_(downloadsFolder())
{
    connect(&page_, &WelcomePage::tryRequested, this, &WelcomePresenter::tryNow);
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Seed || what == Change::Model)
            goOnWhenReady();
    });
    CollectionGuide& collection = page_.collection();
    collection.setFolder(downloads_.folder());
    connect(&page_, &WelcomePage::collectionShown, &downloads_, [this](bool shown) {
        if (shown)
            downloads_.start();
        else
            downloads_.stop();
    });
    connect(&downloads_, &DownloadWatch::checking, &collection, &CollectionGuide::setChecking);
    connect(&downloads_, &DownloadWatch::found, &collection, &CollectionGuide::addFound);
    connect(&downloads_, &DownloadWatch::refused, &collection, &CollectionGuide::refuse);
    connect(&collection, &CollectionGuide::fileGiven, &downloads_, &DownloadWatch::check);
    connect(&collection, &CollectionGuide::fileWanted, this, &WelcomePresenter::chooseZip);
    connect(&collection, &CollectionGuide::pageWanted, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
    connect(&collection, &CollectionGuide::openRequested, this, [this](const std::filesystem::path& file) {
        page_.showDoors();
        Q_EMIT musicGiven({file});
    });
}

void WelcomePresenter::tryNow()
{
    trying_ = true;
    page_.setPreparing(tr("Opening the starter collection…"));
    goOnWhenReady();
}

void WelcomePresenter::goOnWhenReady()
{
    const bool modelThere = document_.network() || readyModel_ == ReadyModel::None;
    if (!trying_ || !document_.seedPiece() || !modelThere)
        return;
    trying_ = false;
    page_.setPreparing({});
    Q_EMIT continueRequested();
}

void WelcomePresenter::chooseZip()
{
    const QString file =
        QFileDialog::getOpenFileName(&page_, tr("The collection"), QString::fromStdString(downloads_.folder().string()),
                                     tr("Zip archives and MIDI files (*.zip *.ZIP *.mid *.MID)"));
    if (!file.isEmpty())
        downloads_.check(file.toStdString());
}

} // namespace cadenza::ui

#include "moc_welcome_presenter.cpp"
