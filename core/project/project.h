#pragma once

#include "core/base/result.h"
#include "core/generation/generator.h"
#include "core/generation/preview.h"
#include "core/project/database.h"
#include "core/project/folder_lock.h"
#include "core/project/history.h"
#include "core/project/item_rows.h"
#include "core/project/record.h"
#include "core/project/schema.h"
#include "core/training/trainer.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::project {

enum class Access { ReadWrite, ReadOnly };
enum class ReadOnlyBecause { Asked, MadeByNewer, FolderIsReadOnly };
enum class Which { Present, Deleted };
enum class Starring { Starred, Plain };

/// What `tidy` did away with.
struct Tidied {
    std::size_t things{0};
    std::size_t files{0};
    std::uint64_t bytes{0};
};

/// Where a take comes from, beside what it says itself.
struct TakeOrigin {
    std::string name{};
    SeedId seed{};
    ModelId model{};
    TakeId parent{};
};

/// A project: a folder that holds a piece of work from the music to the takes. Every change is stored when its call
/// returns: in one transaction that has reached the disk, and after the file that it names. Any thread; calls wait for
/// each other and, where they store, for the disk: keep them off the GUI thread where many are to come.
///
/// All that store fail with NotWritable (also in a project that is read-only: `detail` says why) or DiskFull and change
/// nothing then; all fail with ProjectDamaged where the database cannot be read, and with NotFound for an id that is
/// not there.
class Project {
public:
    /// Makes the folder, or takes an empty one. Fails with NotWritable where it is in use for something else.
    [[nodiscard]] static Result<std::unique_ptr<Project>> create(const std::filesystem::path& folder,
                                                                 std::string_view name);
    /// Opens a project, brings an older one up to date after a copy of its database in `backups/`, and marks the runs
    /// that a dead process left behind as Interrupted. A newer one opens read-only: see `readOnlyBecause`. A damaged
    /// one can still be looked at read-only, as far as it can be read.
    /// Fails with NotProject, ProjectDamaged (see recovery.h) or InUse (open it read-only then).
    [[nodiscard]] static Result<std::unique_ptr<Project>>
    open(const std::filesystem::path& folder, Access access = Access::ReadWrite, Schema schema = currentSchema());

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::optional<ReadOnlyBecause> readOnlyBecause() const { return readOnly_; }
    [[nodiscard]] Result<std::string> name() const;
    [[nodiscard]] Result<std::string> note() const;
    [[nodiscard]] Result<void> describe(std::string_view name, std::string_view note);

    [[nodiscard]] Result<std::vector<Source>> sources(Which which = Which::Present) const;
    [[nodiscard]] Result<std::vector<Piece>> pieces(SourceId source) const; ///< by member
    /// A place inside the folder is kept relative to it. A source of the same place is brought up to date.
    [[nodiscard]] Result<SourceId> addSource(const Source& source, std::span<const Piece> pieces);
    [[nodiscard]] Result<void> moveSource(SourceId source, const std::filesystem::path& place);
    [[nodiscard]] Result<std::vector<Selection>> selections(Which which = Which::Present) const;
    [[nodiscard]] Result<SelectionId> put(const Selection& selection); ///< anew where it has no id yet
    [[nodiscard]] Result<std::vector<Seed>> seeds(Which which = Which::Present) const;
    [[nodiscard]] Result<SeedId> put(const Seed& seed);           ///< anew where it has no id yet
    [[nodiscard]] Result<std::vector<Seed>> starredSeeds() const; ///< as they were starred
    [[nodiscard]] Result<void> star(SeedId seed, Starring starring);
    /// Pieces that are not trained on.
    [[nodiscard]] Result<std::vector<PieceRef>> leftOut() const;
    [[nodiscard]] Result<void> leaveOut(std::span<const PieceRef> pieces);
    [[nodiscard]] Result<void> takeBackIn(std::span<const PieceRef> pieces);

    [[nodiscard]] Result<std::vector<Run>> runs(Which which = Which::Present) const;
    [[nodiscard]] Result<std::vector<training::TrainingReport>> historyOf(RunId run) const;
    [[nodiscard]] Result<RunId> beginRun(std::string_view name, const training::TrainingConfig& config,
                                         SelectionId selection = {});
    [[nodiscard]] Result<void> addReports(RunId run, std::span<const training::TrainingReport> reports);
    [[nodiscard]] Result<void> setFacts(RunId run, const training::RunFacts& facts);
    [[nodiscard]] Result<std::vector<generation::Preview>> previewsOf(RunId run) const; ///< in order of time
    /// In place of what the run made at that time or later, before it went on from a checkpoint.
    [[nodiscard]] Result<void> addPreview(RunId run, const generation::Preview& preview);
    /// Keeps the run's model as it is at a moment of its training, in 16 bits, in place of those of that time and
    /// later: it went on from a checkpoint. Of many moments a few are kept, spread over the run, and the newest. Fails
    /// as `model::writeModel` does.
    [[nodiscard]] Result<void> keepMoment(RunId run, double seconds, const model::Model& model);
    [[nodiscard]] std::vector<double> momentsOf(RunId run) const; ///< in seconds of training, in order
    /// Fails as `model::readModel` does.
    [[nodiscard]] Result<std::shared_ptr<const model::Model>> loadMoment(RunId run, double seconds) const;
    /// The run's checkpoint is removed when it has finished. An interrupted one may run again: `Running`.
    [[nodiscard]] Result<void> setState(RunId run, RunState state);
    [[nodiscard]] std::filesystem::path checkpointOf(RunId run) const; ///< for `training::CheckpointPlan`

    [[nodiscard]] Result<std::vector<ModelRecord>> models(Which which = Which::Present) const;
    [[nodiscard]] Result<ModelId> addModel(const model::Model& model, std::string_view name, RunId run = {});
    /// A file that someone gave: it is checked as `model::readModel` does, and copied as it is.
    [[nodiscard]] Result<ModelId> importModel(const std::filesystem::path& file);
    [[nodiscard]] Result<std::shared_ptr<const model::Model>> loadModel(ModelId model) const;
    /// What goes with the model's file: the card that it came with, its name here, the settings of its run and the
    /// takes that were made with it, the best rated first, as far as the card does not say them.
    [[nodiscard]] Result<model::ModelCard> cardOf(ModelId model) const;
    /// A copy of the model's file.
    [[nodiscard]] Result<void> exportModel(ModelId model, const std::filesystem::path& target) const;
    /// The model with another card.
    [[nodiscard]] Result<void> exportModel(ModelId model, const std::filesystem::path& target,
                                           const model::ModelCard& card,
                                           model::Precision precision = model::Precision::Float32) const;

    [[nodiscard]] Result<std::vector<TakeRecord>> takes(Which which = Which::Present) const;
    [[nodiscard]] Result<TakeId> addTake(const generation::Take& take, const TakeOrigin& origin);
    [[nodiscard]] Result<generation::Take> loadTake(TakeId take) const; ///< equal to the one that was added
    [[nodiscard]] Result<void> rate(TakeId take, int rating);           ///< 0…5

    [[nodiscard]] Result<void> rename(Item item, std::string_view name);
    [[nodiscard]] Result<void> setNote(Item item, std::string_view note);
    [[nodiscard]] Result<void> remove(Item item); ///< only marked so: `restore` brings it back until `tidy`
    [[nodiscard]] Result<void> restore(Item item);
    /// Does away for good with what was deleted, with its files, and with the history of actions.
    [[nodiscard]] Result<Tidied> tidy();
    /// Files in `takes/` and `models/` that no row names: a person put them there, or a crash came between a file and
    /// its row.
    [[nodiscard]] Result<std::vector<std::filesystem::path>> unclaimedFiles() const;
    /// Takes them in; what holds no music or no model is left alone.
    [[nodiscard]] Result<std::vector<Item>> adoptFiles();

    [[nodiscard]] Result<std::optional<StateValue>> state(std::string_view key) const;
    [[nodiscard]] Result<void> setState(std::string_view key, const StateValue& value);

    /// Undo and redo of what was done through it. A stranger's archive comes without.
    [[nodiscard]] History& history() { return history_; }
    /// A copy of the database in `backups/`, in place of the last such copy: what recovery falls back on. Worth its
    /// tenths of a second when a window closes.
    [[nodiscard]] Result<void> backUp() const;
    /// The database in a file of its own, between two changes. Whole or not at all.
    [[nodiscard]] Result<void> copyDatabaseTo(const std::filesystem::path& target) const;
    [[nodiscard]] const Database& database() const { return database_; }

private:
    friend class History;
    Project(std::filesystem::path folder, Database database, std::optional<FolderLock> lock,
            std::optional<ReadOnlyBecause> readOnly);
    [[nodiscard]] static Result<std::unique_ptr<Project>> openReadOnly(const std::filesystem::path& folder,
                                                                       ReadOnlyBecause why, Schema schema);
    [[nodiscard]] Result<void> change(const std::function<Result<void>()>& work);
    [[nodiscard]] Result<void> changeRow(Item item, std::string_view assignment, const StateValue& value);
    template <class AnyId>
    [[nodiscard]] Result<AnyId> putRow(AnyId id, const RowSql& sql,
                                       const std::function<void(library::Statement&)>& bind)
    {
        const auto done = change([&]() -> Result<void> {
            const auto put = storedRow(database_, id.value, sql, bind);
            if (!put)
                return std::unexpected(put.error());
            id.value = *put;
            return {};
        });
        return done ? Result<AnyId>(id) : std::unexpected(done.error());
    }
    [[nodiscard]] std::filesystem::path momentOf(RunId run, double seconds) const;
    [[nodiscard]] Result<TakeId> adoptTake(const std::filesystem::path& file);
    [[nodiscard]] Result<ModelId> adoptModel(const std::filesystem::path& file);
    [[nodiscard]] Result<ModelId> addModelRow(const ModelRecord& record);
    [[nodiscard]] Result<std::filesystem::path> fileOf(Item item, const char* folder) const;

    std::filesystem::path folder_;
    std::optional<FolderLock> lock_;
    std::optional<ReadOnlyBecause> readOnly_;
    mutable std::recursive_mutex mutex_; ///< an action of the history calls others
    Database database_;
    History history_;
};

} // namespace cadenza::project
