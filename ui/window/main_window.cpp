#include "ui/window/main_window.h"

#include "core/base/explain.h"
#include "core/playback/player.h"
#include "core/project/project_folder.h"
#include "core/project/recovery.h"
#include "core/project/settings.h"
#include "ui/compose/compose_page.h"
#include "ui/document/document.h"
#include "ui/guide/guide_window.h"
#include "ui/library/library_page.h"
#include "ui/library/music_drop.h"
#include "ui/project/project_keeper.h"
#include "ui/project/project_menu.h"
#include "ui/roll/part_mixer.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/settings_store.h"
#include "ui/settings/shortcut_book.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/training_page.h"
#include "ui/transport/transport_bar.h"
#include "ui/welcome/welcome_page.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/duet_presenter.h"
#include "ui/window/elsewhere_presenter.h"
#include "ui/window/file_opener.h"
#include "ui/window/help_menu.h"
#include "ui/window/keyboard_presenter.h"
#include "ui/window/library_presenter.h"
#include "ui/window/missing_music.h"
#include "ui/window/model_menu.h"
#include "ui/window/notification.h"
#include "ui/window/page_stack.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/sound_presenter.h"
#include "ui/window/space_key.h"
#include "ui/window/training_presenter.h"
#include "ui/window/welcome_presenter.h"
#include "ui/window/window_shortcuts.h"
#include "ui/window/window_tour.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDataStream>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStandardPaths>
#include <QTimer>
#include <QtConcurrent>

#include <algorithm>
#include <span>
#include <utility>

namespace cadenza::ui {
namespace {

QByteArray fromBase64(const std::string& text)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(text));
}

/// Where people look for their music.
std::filesystem::path recordingsFolder()
{
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::MusicLocation).toStdString())
           / "Cadenza";
}

/// The size of a window that opens for the first time: as wide as its pages like, but with frame and title on the
/// screen.
QSize firstSize(const QScreen& screen)
{
    constexpr QSize kLiked{1440, 860};
    constexpr QSize kFrame{16, 48};
    return kLiked.boundedTo(screen.availableSize() - kFrame);
}

/// What a person has to know of a project that does not come back as it was.
QString wordsAbout(const OpenedProject& project)
{
    QStringList words;
    if (project.inUse)
        words << MainWindow::tr(
            "This project is open in another window. Here it can be looked at, but nothing is kept.");
    else if (project.readOnly == project::ReadOnlyBecause::MadeByNewer)
        words << MainWindow::tr("A newer Cadenza made this project. Here it can be looked at, but nothing is kept.");
    else if (project.readOnly)
        words << MainWindow::tr("This project cannot be written to. It can be looked at, but nothing is kept.");
    return words.join(QLatin1Char(' '));
}

std::vector<std::filesystem::path> missingOf(const OpenedProject& project)
{
    std::vector<std::filesystem::path> missing;
    for (const project::SourcePlace& place : project.sources)
        if (!place.found)
            missing.push_back(place.lastSeen);
    return missing;
}

} // namespace

MainWindow::MainWindow(Services services, QWidget* parent)
    : QMainWindow(parent), document_(std::make_unique<Document>()),
      settings_(services.settings ? services.settings : new SettingsStore(project::settingsFile(), this)),
      shortcuts_(new ShortcutBook(*settings_, this)), guideFolder_(services.guide),
      keeper_(new ProjectKeeper(*document_, this)), opener_(new FileOpener(this)),
      mixer_(new PartMixer(this, &document_->steps())), rail_(new NavigationRail), pages_(new PageStack),
      libraryPage_(new LibraryPage(nullptr, &document_->steps(), mixer_)), trainingPage_(new TrainingPage),
      composePage_(new ComposePage(nullptr, mixer_)), welcomePage_(new WelcomePage), transportBar_(new TransportBar),
      help_(new HelpMenu(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Cadenza"));
    setMinimumSize(960, 600);
    arrange();

    playback_ = new PlaybackPresenter(services.player, *transportBar_, *mixer_, this);
    new SoundPresenter(services.player, transportBar_->sound(), *settings_, this);
    keyboard_ = new KeyboardPresenter(services.player, *transportBar_, *settings_, recordingsFolder(), this);
    library_ = new LibraryPresenter(*document_, *libraryPage_, *playback_,
                                    {services.starter, services.index, services.ensembles}, *settings_, this);
    training_ = new TrainingPresenter(*document_, *trainingPage_, *playback_, services.makeLearner, *keeper_, this);
    elsewhere_ = new ElsewherePresenter(*document_, *trainingPage_, *keeper_, *settings_, this);
    compose_ = new ComposePresenter(*document_, *composePage_, *playback_, *keeper_, *settings_, this);
    duet_ = new DuetPresenter(*document_, *composePage_, *playback_, *keyboard_, this);
    wholeJob_ = new WholeJob(*document_, *training_, *compose_, this);
    connectPages();
    addShortcuts();
    addHistory();
    addHelp();
    takeDrops();
    takeFiles(services);
    showMainAction();
    pages_->bring(static_cast<int>(services.welcome ? NavigationRail::Page::Welcome : NavigationRail::Page::Library));
    welcome(services);
    keepProject(services);
    beginWhenSeen(services);

    resize(firstSize(*screen()));
    restoreGeometry(fromBase64(settings_->settings().windowGeometry));
    restoreLayout(fromBase64(settings_->settings().libraryLayout));
}

MainWindow::~MainWindow()
{
    delete keeper_; // it reads the document once more
}

void MainWindow::arrange()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(1);
    row->addWidget(rail_);
    row->addWidget(pages_, 1);
    column->addLayout(row, 1);
    column->addWidget(transportBar_);
    for (QWidget* page : {static_cast<QWidget*>(libraryPage_), static_cast<QWidget*>(trainingPage_),
                          static_cast<QWidget*>(composePage_), static_cast<QWidget*>(welcomePage_)})
        pages_->addPage(page);
    setCentralWidget(centre);
}

void MainWindow::connectPages()
{
    connect(rail_, &NavigationRail::pageChosen, this, &MainWindow::showPage);
    connect(rail_, &NavigationRail::themeToggled, this, &MainWindow::toggleTheme);
    connect(rail_, &NavigationRail::settingsWanted, this, [this] { openSettings(); });
    if (!settings_->problems().empty()) // after the music is there: else that would take its place
        connect(library_, &LibraryPresenter::musicAdded, this, &MainWindow::tellWhatSettingsLack,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    connect(settings_, &SettingsStore::failed, this, [this](const Error& error) {
        libraryPage_->messages().show(MessageKind::Warning, QString::fromStdString(explain(error)));
    });
    connect(library_, &LibraryPresenter::useSeedRequested, wholeJob_, &WholeJob::start);
    connect(library_, &LibraryPresenter::learnRequested, wholeJob_, &WholeJob::learn);
    connect(keyboard_, &KeyboardPresenter::recorded, this, [this](const std::filesystem::path& file) {
        showPage(NavigationRail::Page::Library);
        library_->openRecording(file);
    });
    connect(keyboard_, &KeyboardPresenter::failed, library_, &LibraryPresenter::tell);
    connect(trainingPage_, &TrainingPage::addMusicRequested, this, [this] { showPage(NavigationRail::Page::Library); });
    connect(compose_, &ComposePresenter::seedWanted, this, [this] { showPage(NavigationRail::Page::Library); });
    connect(compose_, &ComposePresenter::modelWanted, this, [this] { showPage(NavigationRail::Page::Train); });
    connect(compose_, &ComposePresenter::otherModelWanted, this, [this] {
        const auto network = document_->network();
        auto* button = composePage_->findChild<QWidget*>(QStringLiteral("otherModel"));
        if (!offerModels(*trainingPage_, network ? &network->model() : nullptr, *button))
            showPage(NavigationRail::Page::Train); // where another one is made
    });
    connect(compose_, &ComposePresenter::sourceWanted, this, [this](const std::string& entryId, int bar) {
        showPage(NavigationRail::Page::Library);
        library_->showBar(entryId, bar);
    });
    connect(training_, &TrainingPresenter::done, this, [this](const QString& words) {
        if (!isActiveWindow())
            notifyDesktop(tr("The model has learnt"), words);
    });
    connect(elsewhere_, &ElsewherePresenter::done, this, [this](const QString& words) {
        if (!isActiveWindow())
            notifyDesktop(tr("A model has come back"), words);
    });
    connect(wholeJob_, &WholeJob::stageChanged, this, &MainWindow::followWholeJob);
    connect(document_.get(), &Document::changed, this, [this](Change what) {
        if (what == Change::Model)
            showMainAction();
    });
}

/// Files may be dropped anywhere.
void MainWindow::takeDrops()
{
    auto* drop = new MusicDrop(this);
    connect(drop, &MusicDrop::dropped, this, &MainWindow::openFiles);
}

/// What was given becomes what the menu of projects and the library page make of it.
void MainWindow::takeFiles(const Services& services)
{
    connect(opener_, &FileOpener::musicGiven, this, &MainWindow::openPaths);
    connect(opener_, &FileOpener::onlyOthersGiven, this, [this] {
        if (!keeper_->folder().empty()) // otherwise the project is still to come
            openStarterIntoEmptiness();
    });
    connect(opener_, &FileOpener::trainingGiven, this, [this](const std::filesystem::path& folder) {
        showPage(NavigationRail::Page::Train);
        elsewhere_->attach(folder);
    });
    if (services.openProject)
        connect(opener_, &FileOpener::projectGiven, this, services.openProject);
}

void MainWindow::addShortcuts()
{
    qApp->installEventFilter(new SpaceKey(this));
    addButtonShortcuts(*shortcuts_, *this);
    const auto add = [this](const char* id, const QString& group, const QString& title, const QKeySequence& keys,
                            auto&& then, const std::vector<QWidget*>& shownOn = {}) {
        auto* action = new QAction(title, this);
        connect(action, &QAction::triggered, this, std::forward<decltype(then)>(then));
        addAction(action);
        shortcuts_->add({id, group, title, keys}, action, shownOn);
    };
    const auto toggle = [this] {
        const bool inList = qobject_cast<QAbstractItemView*>(focusWidget()); // there one goes through pieces by ear
        if (page() == NavigationRail::Page::Library && !inList)
            library_->toggle();
        else
            playback_->toggle();
    };
    add("play.toggle", tr("Playing"), tr("Play or pause"), Qt::Key_Space, toggle,
        {transportBar_->findChild<QWidget*>(QStringLiteral("playButton"))});
    add("window.add", tr("Window"), tr("Add music"), QKeySequence::Open, [this] {
        showPage(NavigationRail::Page::Library);
        Q_EMIT libraryPage_->addFilesRequested();
    });
    add("window.full", tr("Window"), tr("Full screen"), Qt::Key_F11,
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    add("window.quit", tr("Window"), tr("Close the window"), Qt::CTRL | Qt::Key_Q, [this] { close(); });
}

void MainWindow::addHistory()
{
    QUndoStack& steps = document_->steps();
    QAction* undo = steps.createUndoAction(this, tr("Undo"));
    QAction* redo = steps.createRedoAction(this, tr("Redo"));
    undo->setObjectName(QStringLiteral("undoAction"));
    redo->setObjectName(QStringLiteral("redoAction"));
    addActions({undo, redo});
    rail_->setHistory(undo, redo);
    const auto button = [this](const QString& name) { return rail_->findChild<QWidget*>(name); };
    shortcuts_->add({"window.undo", tr("Window"), tr("Undo"), Qt::CTRL | Qt::Key_Z}, undo,
                    {button(QStringLiteral("undo"))});
    shortcuts_->add({"window.redo", tr("Window"), tr("Redo"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z}, redo,
                    {button(QStringLiteral("redo"))});
}

void MainWindow::addHelp()
{
    rail_->setHelpMenu(help_);
    addAction(help_->guide());
    shortcuts_->add({"window.guide", tr("Window"), tr("Guide"), Qt::Key_F1}, help_->guide());
    connect(help_, &HelpMenu::guideWanted, this, &MainWindow::showGuide);
    connect(help_, &HelpMenu::tourWanted, this, &MainWindow::showTour);
    connect(help_, &HelpMenu::welcomeWanted, this, [this] { showPage(NavigationRail::Page::Welcome); });
    connect(help_, &HelpMenu::shortcutsWanted, this, [this] { openSettings()->showShortcuts(); });
}

/// The page that comes first of all, and the ways on from it.
void MainWindow::welcome(const Services& services)
{
    const bool modelComes = !services.model.empty() && std::filesystem::exists(services.model);
    auto* presenter = new WelcomePresenter(
        *welcomePage_, *document_,
        modelComes ? WelcomePresenter::ReadyModel::Comes : WelcomePresenter::ReadyModel::None, this);
    connect(presenter, &WelcomePresenter::continueRequested, wholeJob_, &WholeJob::start);
    connect(presenter, &WelcomePresenter::musicGiven, this, [this](const std::vector<std::filesystem::path>& paths) {
        showPage(NavigationRail::Page::Library);
        openPaths(paths);
    });
    connect(welcomePage_, &WelcomePage::openFilesRequested, this, [this] {
        showPage(NavigationRail::Page::Library);
        Q_EMIT libraryPage_->addFilesRequested();
    });
    connect(welcomePage_, &WelcomePage::openFolderRequested, this, [this] {
        showPage(NavigationRail::Page::Library);
        Q_EMIT libraryPage_->addFolderRequested();
    });
    connect(welcomePage_, &WelcomePage::leaveRequested, this, [this] { showPage(NavigationRail::Page::Library); });
    connect(welcomePage_, &WelcomePage::tourRequested, this, &MainWindow::showTour);
    connect(welcomePage_, &WelcomePage::ensemblesRequested, this, [this] {
        showPage(NavigationRail::Page::Library);
        library_->openEnsembles();
    });
    welcomePage_->offerEnsembles(!services.ensembles.empty());
    if (services.welcome)
        showPage(NavigationRail::Page::Welcome);
}

void MainWindow::showTour()
{
    auto* tour = new Tour(windowTour(*this, [this](NavigationRail::Page page) { showPage(page); }), *this);
    tour->start();
}

void MainWindow::showGuide()
{
    static const QString names[] = {QStringLiteral("library"), QStringLiteral("train"), QStringLiteral("compose"),
                                    QStringLiteral("first-ten-minutes")};
    if (!guide_) {
        guide_ = new GuideWindow(guideFolder_, this);
        guide_->show();
    }
    guide_->showPage(names[static_cast<std::size_t>(page())]);
    guide_->raise();
    guide_->activateWindow();
}

/// The project comes back as it was left, and what happens from now on is kept in it.
void MainWindow::keepProject(const Services& services)
{
    connect(library_, &LibraryPresenter::musicAdded, keeper_, &ProjectKeeper::addMusic);
    connect(&mixer_->orchestration(), &Orchestration::changed, keeper_,
            [this] { keeper_->keepInstruments(mixer_->orchestration().choices()); });
    const auto say = [this](MessageKind kind, const QString& message) { libraryPage_->messages().show(kind, message); };
    connect(keeper_, &ProjectKeeper::failed, this,
            [say](const Error& error) { say(MessageKind::Error, QString::fromStdString(explain(error))); });
    connect(keeper_, &ProjectKeeper::notOpened, this, &MainWindow::openStarter);
    if (services.openProject)
        connect(
            keeper_, &ProjectKeeper::damaged, this,
            [this, open = services.openProject](const std::filesystem::path& folder) { offerRescue(folder, open); });
    auto* missing = new MissingMusic(
        *keeper_, libraryPage_->messages(),
        [this](const std::vector<std::filesystem::path>& paths) { openPaths(paths); }, this);
    connect(keeper_, &ProjectKeeper::opened, this, [this, say, missing](const OpenedProject& project) {
        setWindowTitle(tr("%1 – Cadenza").arg(QString::fromStdString(project.name)));
        settings_->change([folder = keeper_->folder()](project::Settings& settings) {
            project::noteRecent(settings.recentProjects, folder);
        });
        library_->setDrawnSeeds(keeper_->folder() / project::kSeeds);
        mixer_->orchestration().setChoices(project.instruments);
        openSources(project);
        if (keeper_->keeping()) // after the project's own
            QMetaObject::invokeMethod(library_, &LibraryPresenter::takeOldMemory, Qt::QueuedConnection);
        if (const QString words = wordsAbout(project); !words.isEmpty())
            say(MessageKind::Warning, words);
        else if (const auto away = missingOf(project); !away.empty())
            missing->tell(away);
        else if (!pageShown_) // nobody went anywhere meanwhile, and there is nothing to be read on the first page
            showPage(static_cast<NavigationRail::Page>(
                std::clamp(project.page, 0, static_cast<int>(NavigationRail::Page::Compose))));
        if (!project.layout.empty())
            restoreLayout(QByteArray(reinterpret_cast<const char*>(project.layout.data()),
                                     static_cast<qsizetype>(project.layout.size())));
    });
    if (services.openProject) {
        auto* menu = new ProjectMenu(*keeper_, *settings_, services.openProject, this);
        connect(menu, &ProjectMenu::said, this, say);
        connect(menu, &ProjectMenu::modelImported, trainingPage_, &TrainingPage::addImportedModel);
        connect(opener_, &FileOpener::archiveGiven, menu, &ProjectMenu::openArchive);
        connect(opener_, &FileOpener::modelGiven, menu, &ProjectMenu::importModel);
        rail_->setProjectMenu(menu);
    }
}

/// Reading the model and the project waits for the first paint, so that the window is there at once.
void MainWindow::beginWhenSeen(const Services& services)
{
    constexpr int kLatestMs = 500; // where nobody sees it
    begin_ = [this, model = services.model, project = services.project, starter = services.starter] {
        training_->openReadyModel(model);
        if (!project.empty())
            keeper_->open(project, {starter.parent_path()});
    };
    QTimer::singleShot(kLatestMs, this, [this] {
        if (begin_)
            std::exchange(begin_, {})();
    });
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (begin_)
        QMetaObject::invokeMethod(this, std::exchange(begin_, {}), Qt::QueuedConnection);
}

/// What can be saved of a damaged project becomes a new one beside it; the old one stays as it is.
void MainWindow::offerRescue(const std::filesystem::path& folder,
                             const std::function<void(const std::filesystem::path&)>& open)
{
    MessageBar& messages = libraryPage_->messages();
    messages.show(MessageKind::Error,
                  tr("The project “%1” is damaged. What can be saved can be put into a new one; the old one is kept.")
                      .arg(QString::fromStdString(folder.filename().string())),
                  tr("Rescue"));
    connect(
        &messages, &MessageBar::actionRequested, this,
        [this, folder, open] {
            const auto target = folder.parent_path() / (folder.filename().string() + ", rescued");
            QtConcurrent::run([folder, target] {
                return project::rescueProject(folder, target);
            }).then(this, [this, target, open](const Result<project::Rescue>& rescued) {
                if (rescued)
                    open(target);
                else
                    libraryPage_->messages().show(MessageKind::Error, QString::fromStdString(explain(rescued.error())));
            });
        },
        Qt::SingleShotConnection);
}

void MainWindow::openSources(const OpenedProject& project)
{
    std::vector<std::filesystem::path> places;
    for (const project::SourcePlace& place : project.sources)
        if (place.found)
            places.push_back(*place.found);
    if (!places.empty())
        openPaths(places);
    else if (!project.sources.empty()) // its music is away: nothing else takes its place
        library_->readDrawnSeeds();
    else
        openStarterIntoEmptiness();
}

/// There is always something to begin with.
void MainWindow::openStarterIntoEmptiness()
{
    if (document_->library().entries.empty() && !library_->importing() && !opener_->looking())
        openStarter();
}

void MainWindow::openStarter()
{
    library_->openStarter();
}

void MainWindow::openPaths(const std::vector<std::filesystem::path>& paths)
{
    library_->open(paths);
}

void MainWindow::openFiles(const std::vector<std::filesystem::path>& paths)
{
    showPage(NavigationRail::Page::Library); // it says what becomes of them
    opener_->open(paths);
}

void MainWindow::showPage(NavigationRail::Page page)
{
    using Page = NavigationRail::Page;
    pageShown_ = true;
    if (page != Page::Welcome)
        settings_->change([](project::Settings& settings) { settings.welcomed = true; });
    rail_->setCurrent(page);
    const bool onAPage = !focusWidget() || pages_->isAncestorOf(focusWidget());
    pages_->bring(static_cast<int>(page));
    if (page != Page::Welcome)
        keeper_->keepState(kPageState, static_cast<std::int64_t>(page));
    if (onAPage)
        pages_->currentWidget()->setFocus();
    if (playback_->state().playing)
        return; // what sounds goes on while one looks around
    if (page == Page::Library)
        library_->cueSelection();
    else if (page == Page::Compose)
        compose_->cueSelection();
}

NavigationRail::Page MainWindow::page() const
{
    return static_cast<NavigationRail::Page>(pages_->number());
}

/// The page's main action does the whole job: it says what that is now.
void MainWindow::showMainAction()
{
    libraryPage_->offerLearning(document_->network() != nullptr);
    if (document_->network())
        libraryPage_->setMainAction(tr("Continue this seed"), tr("Let the model continue the seed, and listen"));
    else
        libraryPage_->setMainAction(tr("Learn and continue"),
                                    tr("Train on this collection for a minute, continue the seed, and listen"));
}

void MainWindow::followWholeJob(WholeJob::Stage stage)
{
    if (stage == WholeJob::Stage::Learning)
        showPage(NavigationRail::Page::Train);
    else if (stage == WholeJob::Stage::Continuing)
        showPage(NavigationRail::Page::Compose);
}

void MainWindow::toggleTheme()
{
    const bool dark = currentPalette().isDark();
    settings_->change(
        [dark](project::Settings& settings) { settings.theme = dark ? project::Theme::Light : project::Theme::Dark; });
}

void MainWindow::tellWhatSettingsLack()
{
    QString words = QString::fromStdString(explain(settings_->problems().front()));
    if (settings_->problems().size() > 1)
        words = tr("%1 settings cannot be used. The first: %2").arg(settings_->problems().size()).arg(words);
    libraryPage_->messages().show(MessageKind::Warning, words);
}

SettingsDialog* MainWindow::openSettings()
{
    std::vector<std::string> drivers;
    for (const std::string_view driver : playback::audioDrivers())
        drivers.emplace_back(driver);
    auto* dialog = new SettingsDialog(*settings_, drivers, this, shortcuts_);
    dialog->open();
    return dialog;
}

/// A run is not lost by closing the window, but it does not go on either.
void MainWindow::askBeforeClosing()
{
    auto* question = new QMessageBox(QMessageBox::Question, tr("Cadenza"), tr("A model is still learning."),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("closeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(keeper_->keeping()
                                     ? tr("It is stored where it stands, and can go on when Cadenza is opened again.")
                                     : tr("No project is open to keep it in: what it has learnt will be lost."));
    auto* close =
        question->addButton(keeper_->keeping() ? tr("Store and close") : tr("Close"), QMessageBox::AcceptRole);
    close->setObjectName(QStringLiteral("storeAndClose"));
    question->addButton(tr("Go on learning"), QMessageBox::RejectRole);
    connect(close, &QAbstractButton::clicked, this, [this] {
        closing_ = true;
        connect(training_, &TrainingPresenter::ended, this, &QWidget::close, Qt::QueuedConnection);
        training_->pause();
        if (!training_->running())
            this->close();
    });
    question->open();
}

QByteArray MainWindow::saveLayout() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << libraryPage_->saveLayout() << composePage_->saveLayout();
    return state;
}

/// What was kept when there was a layout of the library page alone goes on after two values.
void MainWindow::restoreLayout(const QByteArray& state)
{
    QByteArray library, compose;
    QDataStream stream(state);
    stream >> library >> compose;
    const bool ofAllPages = stream.status() == QDataStream::Ok && stream.atEnd();
    libraryPage_->restoreLayout(ofAllPages ? library : state);
    if (ofAllPages)
        composePage_->restoreLayout(compose);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (training_->running() && !closing_) {
        event->ignore();
        return askBeforeClosing();
    }
    const QByteArray layout = saveLayout();
    settings_->change([geometry = saveGeometry(), layout](project::Settings& settings) {
        settings.windowGeometry = geometry.toBase64().toStdString();
        settings.libraryLayout = layout.toBase64().toStdString(); // for projects that have none of their own
    });
    const auto bytes = std::as_bytes(std::span(layout.data(), static_cast<std::size_t>(layout.size())));
    keeper_->keepState(kLayoutState, std::vector(bytes.begin(), bytes.end()));
    playback_->stop();
    event->accept();
}

} // namespace cadenza::ui
