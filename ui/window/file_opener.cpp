#include "ui/window/file_opener.h"

#include "core/elsewhere/training_folder.h"
#include "core/project/given_files.h"

#include <QtConcurrent>

#include <utility>

namespace cadenza::ui {
namespace {

/// Training folders, and all else told apart.
struct Given {
    std::vector<std::filesystem::path> trainings;
    project::GivenFiles files;

    explicit Given(const std::vector<std::filesystem::path>& paths)
    {
        std::vector<std::filesystem::path> others;
        for (const auto& path : paths) {
            auto training = elsewhere::trainingFolderNamed(path);
            (training.empty() ? others : trainings).push_back(training.empty() ? path : std::move(training));
        }
        files = project::tellApart(others);
    }
};

} // namespace

FileOpener::FileOpener(QObject* parent) : QObject(parent) {}

void FileOpener::open(const std::vector<std::filesystem::path>& paths)
{
    ++looking_;
    QtConcurrent::run([paths] { return Given(paths); }).then(this, [this](const Given& found) {
        const project::GivenFiles& given = found.files;
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
        for (const auto& folder : found.trainings)
            Q_EMIT trainingGiven(folder);
    });
}

} // namespace cadenza::ui

#include "moc_file_opener.cpp"
