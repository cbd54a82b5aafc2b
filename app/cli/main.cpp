#include "app/cli/command.h"
#include "core/base/crash_report.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <stop_token>
#include <string>
#include <thread>

namespace {

/// Turns Ctrl+C and SIGTERM into a stop request, on a thread that waits for nothing else. A second one ends the
/// program.
void stopOnSignals(std::stop_source source)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, source]() mutable {
        int received = 0;
        sigwait(&signals, &received);
        source.request_stop();
        sigwait(&signals, &received);
        std::_Exit(128 + received);
    }).detach();
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    std::stop_source stop;
    stopOnSignals(stop);

    const std::filesystem::path state = cadenza::stateFolder();
    cadenza::Log log(state);
    log.write("cadenza-cli " CADENZA_VERSION + std::string(argc > 1 ? " " : "") + (argc > 1 ? argv[1] : ""));
    cadenza::reportCrashes(state, "cadenza-cli " CADENZA_VERSION, log);

    cadenza::app::CommandContext context{stop.get_token(), {argv + 1, argv + argc}};
    CLI::App app("Cadenza without a window: everything it does, for servers and scripts.\n"
                 "PATH is a MIDI file, a folder or a zip; “starter” names the built-in collection of piano music, "
                 "“ensembles” that of music in parts.");
    app.name("cadenza-cli");
    app.set_version_flag("--version", CADENZA_VERSION);
    app.require_subcommand(1);
    cadenza::app::addInspectCommand(app, context);
    cadenza::app::addLibraryCommand(app, context);
    cadenza::app::addTrainCommand(app, context);
    cadenza::app::addGenerateCommand(app, context);
    cadenza::app::addInfillCommand(app, context);
    cadenza::app::addRenderCommand(app, context);
    cadenza::app::addConvertCommand(app, context);
    cadenza::app::addPlayCommand(app, context);
    cadenza::app::addSeedsCommand(app, context);
    cadenza::app::addEvaluateCommand(app, context);
    cadenza::app::addExperimentCommand(app, context);
    cadenza::app::addOriginalityCommand(app, context);
    cadenza::app::addFingerprintCommand(app, context);
    cadenza::app::addDevicesCommand(app, context);
    cadenza::app::addBenchCommand(app, context);
    cadenza::app::addProjectCommand(app, context);
    cadenza::app::addDoctorCommand(app, context);

    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& wanted) { // --help, --version
        return app.exit(wanted);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
        return 2;
    } catch (const std::exception& unexpected) {
        cadenza::app::report(context, {cadenza::Fault::Internal, "cadenza-cli", unexpected.what(), {}});
    }
    return context.exitStatus;
}
