#include "ui/window/file_opener.h"

#include "core/project/given_files.h"

#include <QtConcurrent>

namespace cadenza::ui {

FileOpener::FileOpener(QObject* parent) : QObject(parent) {}

void FileOpener::open(const std::vector<std::filesystem::path>& paths)
{
    ++looking_;
    QtConcurrent::run([paths] {
        return project::tellApart(paths);
    }).then(this, [this](const project::GivenFiles& given) {
        --looking_;
        if (given.music.empty())
            Q_EMIT onlyOthersGiven();
        else
            Q_EMIT musicGiven(given.music);
        for (const auto& model : given.models)
            Q_EMIT modelGiven(model);
        for (const auto& zip : given.archives)
            Q_EMIT archiveGiven(zip);
        for (const auto& folder : given.projects)
            Q_EMIT projectGiven(folder);
    });
}

} // namespace cadenza::ui

#include "moc_file_opener.cpp"
