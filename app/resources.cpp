#include "app/resources.h"

#include <system_error>

namespace cadenza::app {

std::filesystem::path executableFolder()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path sharedFolder()
{
    return executableFolder().parent_path() / "share" / "cadenza"; // both trees look alike: bin/ beside share/
}

std::filesystem::path starterFolder()
{
    return sharedFolder() / "starter";
}

} // namespace cadenza::app
