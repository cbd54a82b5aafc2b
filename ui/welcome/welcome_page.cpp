#include "ui/welcome/welcome_page.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/welcome/collection_guide.h"
#include "ui/welcome/door_card.h"

#include <QFont>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

constexpr int kWidest = 940;
constexpr int kTitlePixels = 26;

QPushButton* doorButton(const QString& name, const QString& words)
{
    auto* button = new QPushButton(words);
    button->setObjectName(name);
    return button;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent), middle_(new QStackedWidget), collection_(new CollectionGuide), preparing_(new QLabel),
      busy_(new QProgressBar)
{
    setObjectName(QStringLiteral("welcomePage"));
    setAccessibleName(tr("Welcome"));
    auto* title = new QLabel(tr("Welcome to Cadenza"));
    QFont large = title->font();
    large.setPixelSize(kTitlePixels);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* words = asSecondary(new QLabel(
        tr("Teach a network to continue piano music: what comes from the music is amber, what the model made is teal, "
           "what sounds now is coral.")));
    words->setWordWrap(true);
    middle_->addWidget(makeDoors());
    middle_->addWidget(collection_);

    auto* sheet = new QWidget;
    sheet->setProperty("plain", true);
    sheet->setMaximumWidth(kWidest);
    auto* column = new QVBoxLayout(sheet);
    column->setContentsMargins(measure::kHuge, measure::kHuge, measure::kHuge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addSpacing(measure::kLarge);
    column->addWidget(middle_);
    column->addWidget(makeFoot());
    column->addStretch(3);

    auto* centre = new QWidget;
    centre->setProperty("plain", true);
    auto* across = new QHBoxLayout(centre);
    across->setContentsMargins(0, 0, 0, 0);
    across->addStretch();
    across->addWidget(sheet, 100);
    across->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(centre);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    connect(collection_, &CollectionGuide::backRequested, this, &WelcomePage::showDoors);
    setFocusProxy(try_);
    setPreparing({});
}

QWidget* WelcomePage::makeDoors()
{
    try_ = asPrimary(doorButton(QStringLiteral("tryNow"), tr("Try it now")), Accent::Music);
    auto* open = doorButton(QStringLiteral("openMyMusic"), tr("Open my music"));
    auto* kinds = new QMenu(open);
    kinds->addAction(icon(QStringLiteral("folder")), tr("A &folder…"), this, &WelcomePage::openFolderRequested);
    kinds->addAction(icon(QStringLiteral("zip")), tr("&MIDI files or a zip…"), this, &WelcomePage::openFilesRequested);
    open->setMenu(kinds);
    auto* get = doorButton(QStringLiteral("getCollection"), tr("Get the collection"));
    connect(try_, &QPushButton::clicked, this, &WelcomePage::tryRequested);
    connect(get, &QPushButton::clicked, this, &WelcomePage::showCollection);

    auto* doors = new QWidget;
    auto* row = new QHBoxLayout(doors);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kLarge);
    row->addWidget(new DoorCard(QStringLiteral("generate"), Tint::Made, tr("Hear it at once"),
                                tr("A model that is ready continues a famous piece, four times. Nothing to load, "
                                   "nothing to learn."),
                                try_),
                   1);
    row->addWidget(new DoorCard(QStringLiteral("folder"), Tint::Music, tr("Begin with your own music"),
                                tr("A folder, a zip or MIDI files: see every piece, find its best passages, and let a "
                                   "model learn from them. Or drop them anywhere on this window."),
                                open),
                   1);
    row->addWidget(new DoorCard(QStringLiteral("download"), Tint::Music, tr("The classical piano collection"),
                                tr("Some 300 pieces by 19 composers, free to download: what models learn best from. "
                                   "Cadenza shows where, and finds it when it is there."),
                                get),
                   1);
    return doors;
}

QWidget* WelcomePage::makeFoot()
{
    preparing_->setObjectName(QStringLiteral("welcomePreparing"));
    busy_->setAccessibleName(tr("Preparing"));
    busy_->setRange(0, 0);
    busy_->setFixedWidth(120);
    auto* tour = asQuiet(new QPushButton(icon(QStringLiteral("info")), tr("Show me around")));
    tour->setObjectName(QStringLiteral("startTour"));
    ensembles_ = asQuiet(new QPushButton(icon(QStringLiteral("ensemble")), tr("Try an ensemble: four-voice pieces")));
    ensembles_->setObjectName(QStringLiteral("tryEnsembles"));
    ensembles_->hide();
    auto* leave = asQuiet(new QPushButton(tr("Go to the library")));
    leave->setObjectName(QStringLiteral("leaveWelcome"));
    connect(tour, &QPushButton::clicked, this, &WelcomePage::tourRequested);
    connect(ensembles_, &QPushButton::clicked, this, &WelcomePage::ensemblesRequested);
    connect(leave, &QPushButton::clicked, this, &WelcomePage::leaveRequested);
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, measure::kSmall, 0, 0);
    row->setSpacing(measure::kSmall);
    row->addWidget(busy_);
    row->addWidget(preparing_);
    row->addStretch();
    row->addWidget(ensembles_);
    row->addWidget(tour);
    row->addWidget(leave);
    return foot;
}

void WelcomePage::setPreparing(const QString& what)
{
    preparing_->setText(what);
    preparing_->setVisible(!what.isEmpty());
    busy_->setVisible(!what.isEmpty());
    try_->setEnabled(what.isEmpty());
}

void WelcomePage::offerEnsembles(bool offered)
{
    ensembles_->setVisible(offered);
}

void WelcomePage::showDoors()
{
    if (middle_->currentIndex() == 0)
        return;
    middle_->setCurrentIndex(0);
    Q_EMIT collectionShown(false);
}

void WelcomePage::showCollection()
{
    middle_->setCurrentWidget(collection_);
    collection_->setFocus();
    Q_EMIT collectionShown(true);
}

} // namespace cadenza::ui

#include "moc_welcome_page.cpp"
