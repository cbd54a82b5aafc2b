#include "app/resources.h"
#include "app/window/demonstration.h"
#include "app/window/first_paint.h"
#include "core/base/crash_report.h"
#include "core/ml/loader.h"
#include "core/playback/player.h"
#include "core/project/given_files.h"
#include "core/project/project_folder.h"
#include "core/project/settings.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings_store.h"
#include "ui/style/english_plurals.h"
#include "ui/style/later_sheet.h"
#include "ui/transport/sound_settings.h"
#include "ui/window/crash_notice.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QProcess>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>

using namespace cadenza;

namespace {

struct Options {
    std::vector<std::filesystem::path> files;
    std::optional<std::filesystem::path> project;
    std::optional<ui::Theme> theme;
    std::optional<std::filesystem::path> demonstration;
    bool benchmark{false};
    bool silent{false};
};

ui::Theme themeNamed(const QString& name)
{
    return name == QStringLiteral("light")           ? ui::Theme::Light
           : name == QStringLiteral("high-contrast") ? ui::Theme::HighContrast
                                                     : ui::Theme::Dark;
}

Options optionsFrom(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Teach a network to continue piano music."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QApplication::translate("main", "dark, light or high-contrast"),
                                   QStringLiteral("name"));
    const QCommandLineOption silent(QStringLiteral("silent"), QApplication::translate("main", "Open no audio device"));
    const QCommandLineOption demonstrate(
        QStringLiteral("demonstrate"),
        QApplication::translate("main", "Do the whole job by itself, leave what it made in the folder, and end"),
        QStringLiteral("folder"));
    const QCommandLineOption project(
        QStringLiteral("project"),
        QApplication::translate("main", "Open the project in this folder, which is made where it is not there"),
        QStringLiteral("folder"));
    const QCommandLineOption benchmark(
        QStringLiteral("benchmark"),
        QApplication::translate(
            "main", "Print figures as JSON lines: of the first painted window, then end; or with --demonstrate, of the "
                    "whole job"));
    parser.addOptions({theme, silent, project, demonstrate, benchmark});
    parser.addPositionalArgument(
        QStringLiteral("files"),
        QApplication::translate("main", "MIDI files, folders or zips of music, models, and projects to open"),
        QStringLiteral("[files…]"));
    parser.process(application);

    Options options;
    for (const QString& path : parser.positionalArguments()) {
        const std::filesystem::path place = path.toStdString();
        if (auto folder = project::projectNamed(place); !folder.empty() && !options.project)
            options.project = std::move(folder);
        else
            options.files.push_back(place);
    }
    if (parser.isSet(theme))
        options.theme = themeNamed(parser.value(theme));
    if (parser.isSet(project))
        options.project = std::filesystem::absolute(parser.value(project).toStdString());
    if (parser.isSet(demonstrate))
        options.demonstration = parser.value(demonstrate).toStdString();
    options.benchmark = parser.isSet(benchmark);
    options.silent = parser.isSet(silent);
    return options;
}

/// Qt asks for the scale before there is an application; what the environment says goes first.
void scaleAsChosen()
{
    const double scale = project::readSettings(project::settingsFile()).settings.scale;
    if (scale != 1.0 && !std::getenv("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(scale));
}

/// Where one left off, or the project of those who never think of projects.
std::filesystem::path firstProject(const project::Settings& settings)
{
    if (!settings.reopenLast || settings.recentProjects.empty())
        return app::defaultProject();
    const std::filesystem::path last = settings.recentProjects.front();
    std::error_code error;
    return std::filesystem::exists(last / project::kDatabaseFile, error) ? last : app::defaultProject();
}

/// Whether nobody has gone on from the welcome page yet, and nothing else was asked for.
bool isFirstStart(const Options& options, const project::Settings& settings)
{
    return !settings.welcomed && options.files.empty() && !options.project;
}

/// Whether a window can be shown: without one Qt aborts, and its words name plugins.
bool hasDisplay(int argc, char** argv)
{
    const auto chosen = [](const char* argument) { return std::string_view(argument) == "-platform"; };
    return std::getenv("DISPLAY") || std::getenv("WAYLAND_DISPLAY") || std::getenv("QT_QPA_PLATFORM")
           || std::any_of(argv, argv + argc, chosen);
}

} // namespace

int main(int argc, char** argv)
{
    if (!hasDisplay(argc, argv)) {
        std::cerr
            << "cadenza: there is no display here to open a window on. Start it on a desktop, or use cadenza-cli: "
               "it does the same work."
            << std::endl;
        return 1;
    }
    std::signal(SIGPIPE, SIG_IGN); // a JACK server that dies must not take the window with it
    scaleAsChosen();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cadenza"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cadenza"));
    QApplication::setApplicationVersion(QStringLiteral(CADENZA_VERSION));
    QApplication::setOrganizationName(QStringLiteral("cadenza"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.cadenza.Cadenza"));
    QApplication::setWindowIcon(QIcon(QString::fromStdString(app::iconFile().string())));

    ui::EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    const Options options = optionsFrom(application);
    ui::SettingsStore settings(project::settingsFile());
    ui::takeOldSound(settings);
    std::optional<ui::LaterSheet> sheet(std::in_place, application);
    const ui::Appearance appearance(application, settings, options.theme);

    Log log(stateFolder());
    log.write("Cadenza " CADENZA_VERSION " begins");
    reportCrashes(stateFolder(), "cadenza", log);

    auto sound = ui::soundOf(settings.settings());
    sound.forceSilent = options.silent || options.demonstration.has_value();
    playback::Player player(std::move(sound));
    const auto project =
        options.demonstration ? std::filesystem::path() : options.project.value_or(firstProject(settings.settings()));
    const auto openInAnotherWindow = [](const std::filesystem::path& folder) {
        QProcess::startDetached(QApplication::applicationFilePath(),
                                {QStringLiteral("--project"), QString::fromStdString(folder.string())});
    };
    ui::MainWindow window({player, ml::learnerFactory(), app::starterFolder(), app::libraryIndexFile(),
                           app::builtinModel(), project, openInAnotherWindow, app::guideFolder(),
                           options.demonstration || isFirstStart(options, settings.settings()), &settings,
                           app::ensemblesFolder()});
    sheet.reset(); // the window stands
    if (options.benchmark && !options.demonstration)
        new app::FirstPaint(window);
    window.show();
    if (!options.files.empty())
        window.openFiles(options.files);
    else if (project.empty())
        window.openStarter();

    if (options.demonstration) {
        app::Demonstration demonstration(window, *options.demonstration,
                                         options.benchmark ? app::Demonstration::Output::Json
                                                           : app::Demonstration::Output::Words);
        demonstration.start();
        return QApplication::exec();
    }
    if (const auto reports = takeCrashReports(stateFolder()); !reports.empty())
        ui::showCrashReport(reports.back().text, &window);
    const int status = QApplication::exec();
    log.write("Cadenza ends");
    return status;
}
