#include "core/base/crash_report.h"

#include "core/base/file.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>
#include <system_error>

namespace cadenza {

namespace fs = std::filesystem;

namespace {

constexpr int kSignals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
constexpr int kMostFrames = 64;

/// All that the handler needs, made before: it may neither allocate nor lock.
struct Prepared {
    std::array<char, 4096> file{};
    std::array<char, 256> program{};
    const Log* log{nullptr};
    std::array<char, 64 << 10> stack{}; ///< a crash by running out of stack has none left
};
Prepared prepared; // NOLINT: signal handlers reach nothing but globals

void write(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void writeNumber(int file, std::uintptr_t number, unsigned base)
{
    std::array<char, 24> digits{};
    std::size_t at = digits.size();
    do {
        digits[--at] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    write(file, {digits.data() + at, digits.size() - at});
}

/// The name of a module alone: its folder is nobody's business.
std::string_view baseName(const char* path)
{
    const std::string_view whole = path ? path : "?";
    return whole.substr(whole.rfind('/') + 1);
}

void writeStack(int file)
{
    std::array<void*, kMostFrames> frames{};
    const int count = ::backtrace(frames.data(), kMostFrames);
    for (int i = 0; i < count; ++i) {
        Dl_info info{};
        const bool known = ::dladdr(frames[static_cast<std::size_t>(i)], &info) != 0;
        write(file, "  ");
        write(file, known ? baseName(info.dli_fname) : "?");
        write(file, " +0x");
        writeNumber(file,
                    reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(i)])
                        - (known ? reinterpret_cast<std::uintptr_t>(info.dli_fbase) : 0),
                    16);
        if (known && info.dli_sname) {
            write(file, " ");
            write(file, info.dli_sname);
        }
        write(file, "\n");
    }
}

void writeLogTail(int file)
{
    const auto& tail = prepared.log->tail();
    const std::size_t end = prepared.log->tailEnd();
    for (std::size_t i = 0; i < tail.size(); ++i) {
        const char c = tail[(end + i) % tail.size()];
        if (c != '\0')
            write(file, {&c, 1});
    }
}

void handle(int signal)
{
    const int file = ::open(prepared.file.data(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0) {
        write(file, prepared.program.data());
        write(file, "\nsignal ");
        writeNumber(file, static_cast<std::uintptr_t>(signal), 10);
        write(file, "\nstack\n");
        writeStack(file);
        write(file, "log\n");
        writeLogTail(file);
        ::close(file);
    }
    // The handler was for once: the signal comes again, and ends the process as it would have.
    ::raise(signal);
}

std::string timeForNames()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &parts);
    return text.data();
}

template <std::size_t N>
void copyTo(std::array<char, N>& target, const std::string& text)
{
    std::strncpy(target.data(), text.c_str(), N - 1);
}

} // namespace

void reportCrashes(const fs::path& folder, const std::string& program, const Log& log)
{
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    // The time of the start and the process tell reports apart: a handler cannot make up a name.
    copyTo(prepared.file, (folder / ("crash-" + timeForNames() + '-' + std::to_string(::getpid()) + ".txt")).string());
    copyTo(prepared.program, program);
    prepared.log = &log;
    std::array<void*, 1> first{};
    ::backtrace(first.data(), 1); // loads what it needs now: in the handler that would allocate

    const stack_t stack{prepared.stack.data(), 0, prepared.stack.size()};
    ::sigaltstack(&stack, nullptr);
    struct sigaction action{};
    action.sa_handler = &handle;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK | SA_NODEFER);
    for (const int signal : kSignals)
        ::sigaction(signal, &action, nullptr);
}

std::vector<CrashReport> takeCrashReports(const fs::path& folder)
{
    std::vector<CrashReport> reports;
    std::error_code error;
    for (fs::directory_iterator files(folder, error), end; !error && files != end; files.increment(error)) {
        const std::string name = files->path().filename().string();
        if (!name.starts_with("crash-") || !name.ends_with(".txt"))
            continue;
        const auto bytes = readFile(files->path());
        if (!bytes)
            continue;
        reports.push_back({files->path(), {reinterpret_cast<const char*>(bytes->data()), bytes->size()}});
    }
    std::ranges::sort(reports, {}, &CrashReport::file);
    for (CrashReport& report : reports) {
        const fs::path seen = report.file.string() + ".seen";
        if (fs::rename(report.file, seen, error); !error)
            report.file = seen;
    }
    return reports;
}

fs::path stateFolder()
{
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    if (state && *state == '/') // relative ones are to be ignored
        return fs::path(state) / "cadenza";
    if (home && *home)
        return fs::path(home) / ".local" / "state" / "cadenza";
    return {};
}

} // namespace cadenza
