#pragma once

#include "ui/style/palette.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/services.h"
#include "ui/window/whole_job.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace cadenza::ui {

class ComposePage;
class ComposePresenter;
class Document;
class DuetPresenter;
class ElsewherePresenter;
class FileOpener;
class GuideWindow;
class HelpMenu;
class KeyboardPresenter;
class LibraryPage;
class LibraryPresenter;
class PageStack;
class PartMixer;
class PlaybackPresenter;
class ProjectKeeper;
class SettingsDialog;
class ShortcutBook;
struct OpenedProject;
class TrainingPage;
class TrainingPresenter;
class TransportBar;
class WelcomePage;

/// Arranges rail, pages and transport, and owns the presenters that join them to the document. What happens on a page
/// is its presenter's; what happens in the music is core's. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Services services, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openStarter();
    void openPaths(const std::vector<std::filesystem::path>& paths);
    /// Music, models and projects, whichever they are.
    void openFiles(const std::vector<std::filesystem::path>& paths);
    void showPage(NavigationRail::Page page);
    void showGuide(); ///< on the page that is in front
    void showTour();
    [[nodiscard]] NavigationRail::Page page() const;

    [[nodiscard]] ShortcutBook& shortcuts() { return *shortcuts_; }
    [[nodiscard]] ProjectKeeper& keeper() { return *keeper_; }
    [[nodiscard]] Document& document() { return *document_; }
    [[nodiscard]] LibraryPresenter& library() { return *library_; }
    [[nodiscard]] TrainingPresenter& training() { return *training_; }
    [[nodiscard]] ComposePresenter& compose() { return *compose_; }
    [[nodiscard]] DuetPresenter& duet() { return *duet_; }
    [[nodiscard]] PlaybackPresenter& playback() { return *playback_; }
    [[nodiscard]] KeyboardPresenter& keyboard() { return *keyboard_; }
    [[nodiscard]] WholeJob& wholeJob() { return *wholeJob_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();
    void connectPages();
    void addShortcuts();
    void addHistory();
    void addHelp();
    void welcome(const Services& services);
    void beginWhenSeen(const Services& services);
    void keepProject(const Services& services);
    void openSources(const OpenedProject& project);
    void openStarterIntoEmptiness();
    void takeFiles(const Services& services);
    void offerRescue(const std::filesystem::path& folder,
                     const std::function<void(const std::filesystem::path&)>& open);
    void takeDrops();
    void toggleTheme();
    SettingsDialog* openSettings();
    void tellWhatSettingsLack();
    void showMainAction();
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);
    void followWholeJob(WholeJob::Stage stage);
    void askBeforeClosing();

    std::unique_ptr<Document> document_;
    SettingsStore* settings_;
    ShortcutBook* shortcuts_;
    std::filesystem::path guideFolder_;
    ProjectKeeper* keeper_;
    FileOpener* opener_;
    PartMixer* mixer_;

    NavigationRail* rail_;
    PageStack* pages_;
    LibraryPage* libraryPage_;
    TrainingPage* trainingPage_;
    ComposePage* composePage_;
    WelcomePage* welcomePage_;
    TransportBar* transportBar_;
    HelpMenu* help_;
    QPointer<GuideWindow> guide_;

    PlaybackPresenter* playback_;
    KeyboardPresenter* keyboard_;
    LibraryPresenter* library_;
    TrainingPresenter* training_;
    ElsewherePresenter* elsewhere_;
    ComposePresenter* compose_;
    DuetPresenter* duet_;
    WholeJob* wholeJob_;
    std::function<void()> begin_; ///< what waits until a person sees the window
    bool pageShown_{false};       ///< by hand or by the project
    bool closing_{false};         ///< as soon as the run is stored
};

} // namespace cadenza::ui
