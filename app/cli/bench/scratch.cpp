#include "app/cli/bench/scratch.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

namespace cadenza::app::bench {

Scratch::Scratch()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "cadenza-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()))
        folder_ = pattern;
}

Scratch::~Scratch()
{
    std::error_code ignored;
    if (!folder_.empty())
        std::filesystem::remove_all(folder_, ignored);
}

Result<void> writeFile(const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file)
        return failure(Fault::NotWritable, path.string());
    return {};
}

} // namespace cadenza::app::bench
