#pragma once

#include "core/elsewhere/training_order.h"
#include "ui/project/project_keeper.h"
#include "ui/training/folder_follower.h"
#include "ui/training/folder_job.h"
#include "ui/training/training_run.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace cadenza::ui {

class Document;
class ElsewhereSheet;
class SettingsStore;
class TrainingPage;

/// Joins the training page to trainings that other machines do: writes their folders, follows them wherever they lie,
/// and takes their models into the project when they have come back. GUI thread.
class ElsewherePresenter : public QObject {
    Q_OBJECT

public:
    ElsewherePresenter(Document& document, TrainingPage& page, ProjectKeeper& keeper, const SettingsStore& settings,
                       QObject* parent = nullptr);

    /// A training folder, or a result that came back alone; it may be of another project. Waits for the project where
    /// that is still being opened.
    void attach(const std::filesystem::path& folder);

Q_SIGNALS:
    void done(const QString& words); ///< a model has come back

private:
    /// What a run begins from.
    struct From {
        std::shared_ptr<const model::Model> model{};
        QString name{};
    };

    void connectPage();
    void offer(const training::TrainingConfig& config);
    void write(const training::TrainingConfig& config, const QString& name, const std::filesystem::path& target,
               const From& from);
    void keepWritten(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order);
    void askWhatToAttach();
    void take(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order);
    void list(const std::filesystem::path& folder, const elsewhere::TrainingOrder& order,
              std::span<const library::Entry> entries);
    void showHow(std::int64_t run);
    void sync(const std::vector<project::Run>& runs);
    void follow(std::int64_t run, const training::RunFacts& facts, const std::vector<training::TrainingReport>& known);
    void know(std::int64_t run, training::RunFacts facts);
    void receiveStopped(std::int64_t run, const std::shared_ptr<const model::Model>& model,
                        const training::RunFacts& facts);
    void receive(std::int64_t run, const std::shared_ptr<const model::Model>& model, const training::RunFacts& facts);

    Document& document_;
    TrainingPage& page_;
    ProjectKeeper& keeper_;
    const SettingsStore& settings_;
    FolderJob job_;
    QPointer<ElsewhereSheet> sheet_;
    std::vector<library::Entry> writing_;        ///< the music of the folder that is being written
    bool opened_{false};                         ///< the project's runs are listed
    std::vector<std::filesystem::path> waiting_; ///< to be attached then
    std::set<std::string> listing_;              ///< orders whose run is being made
    std::map<std::int64_t, std::unique_ptr<FolderFollower>> followers_; ///< by the number of their run
};

} // namespace cadenza::ui
