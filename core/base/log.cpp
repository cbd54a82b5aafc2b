#include "core/base/log.h"

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <system_error>
#include <utility>

namespace cadenza {
namespace {

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    if (what.size() < 2) // a home of “/” would be everywhere
        return;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string_view environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string timeNow()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ ", &parts);
    return text.data();
}

} // namespace

std::string withoutPrivatePaths(std::string text)
{
    replaceAll(text, environment("HOME"), "~");
    if (const std::string user(environment("USER")); !user.empty())
        replaceAll(text, "/home/" + user, "~"); // reached by another way than $HOME
    return text;
}

Log::Log(std::filesystem::path folder) : file_(std::move(folder) / "cadenza.log")
{
    std::error_code ignored;
    std::filesystem::create_directories(file_.parent_path(), ignored);
}

void Log::write(std::string_view line)
{
    std::string text = timeNow() + withoutPrivatePaths(std::string(line));
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = ' ';
    text += '\n';
    const std::scoped_lock lock(mutex_);
    append(text);
    std::error_code error;
    if (const auto size = std::filesystem::file_size(file_, error); !error && size + text.size() > kLargest)
        std::filesystem::rename(file_, file_.string() + ".1", error);
    std::ofstream(file_, std::ios::app) << text;
}

void Log::append(std::string_view text)
{
    std::size_t end = tailEnd_.load(std::memory_order_relaxed);
    for (const char c : text.substr(text.size() > kTail ? text.size() - kTail : 0)) {
        tail_[end] = c;
        end = (end + 1) % kTail;
    }
    tailEnd_.store(end, std::memory_order_relaxed);
}

} // namespace cadenza
