#include "core/project/given_files.h"

#include "core/project/project_copy.h"
#include "core/project/project_folder.h"

#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

GivenFiles tellApart(std::span<const fs::path> paths)
{
    GivenFiles given;
    for (const fs::path& path : paths) {
        const fs::path whole = fs::absolute(path);
        if (fs::path project = projectNamed(whole); !project.empty())
            given.projects.push_back(std::move(project));
        else if (whole.extension() == ".safetensors")
            given.models.push_back(whole);
        else if (whole.extension() == ".zip" && holdsProject(whole))
            given.archives.push_back(whole);
        else
            given.music.push_back(whole);
    }
    return given;
}

fs::path projectNamed(const fs::path& path)
{
    const fs::path whole = fs::absolute(path);
    std::error_code error;
    if (whole.filename() == kDatabaseFile && fs::is_regular_file(whole, error))
        return whole.parent_path();
    return fs::is_regular_file(whole / kDatabaseFile, error) ? whole : fs::path();
}

} // namespace cadenza::project
