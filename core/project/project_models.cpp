// Models: their files in `models/`, and the rows that name them.
#include "core/base/file.h"
#include "core/library/sqlite_statement.h"
#include "core/model/sha256.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "core/project/record_json.h"

#include <algorithm>
#include <functional>
#include <ranges>
#include <string>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

constexpr const char* kEnding = ".safetensors";
constexpr int kExamples = 8;

/// "Evening, 200 notes after a seed of 64 (random seed 3)"
std::string exampleOf(const TakeRecord& take)
{
    return take.name + ", " + std::to_string(take.notes) + " notes after a seed of " + std::to_string(take.seedNotes)
           + " (random seed " + std::to_string(take.randomSeed) + ')';
}

Result<std::string> hashOf(const fs::path& file)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return std::unexpected(bytes.error());
    return model::Sha256().add(*bytes).hex();
}

} // namespace

Result<std::vector<ModelRecord>> Project::models(Which which) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(),
                   "SELECT id, name, note, file, sha256, contentHash, run, created, card FROM models"
                       + std::string(deletedIs(which == Which::Deleted)));
    std::vector<ModelRecord> models;
    while (rows.next())
        models.push_back({{rows.integer(0)},
                          rows.text(1),
                          rows.text(2),
                          rows.text(3),
                          rows.text(4),
                          rows.text(5),
                          cardFromJson(rows.text(8)),
                          {rows.integer(6)},
                          timeIn(rows, 7)});
    if (rows.failed())
        return std::unexpected(database_.error());
    return models;
}

Result<ModelId> Project::addModelRow(const ModelRecord& record)
{
    constexpr RowSql sql{"INSERT INTO models(name, created, file, sha256, contentHash, run, card) "
                         "VALUES(?1,?2,?3,?4,?5,?6,?7)",
                         ""};
    ModelId id;
    const auto done = change([&]() -> Result<void> {
        const auto put = putRow<ModelId>({}, sql, [&](Statement& row) {
            row.bind(1, record.name).bind(2, now()).bind(3, record.file).bind(4, record.sha256);
            row.bind(5, record.contentHash).bind(6, record.run.value).bind(7, toJson(record.card));
        });
        if (!put)
            return std::unexpected(put.error());
        id = *put;
        return record.run ? changeRow(record.run, "model=?1", id.value) : Result<void>();
    });
    return done ? Result<ModelId>(id) : std::unexpected(done.error());
}

Result<ModelId> Project::addModel(const model::Model& model, std::string_view name, RunId run)
{
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return std::unexpected(change({}).error());
    const std::string file = freeFileName(folder_ / kModels, name, kEnding);
    if (auto written = model::writeModel(folder_ / kModels / file, model); !written)
        return std::unexpected(written.error());
    const auto hash = hashOf(folder_ / kModels / file);
    if (!hash)
        return std::unexpected(hash.error());
    return addModelRow({{}, std::string(name), {}, file, *hash, model::contentHash(model), model.card, run, {}});
}

Result<ModelId> Project::importModel(const fs::path& from)
{
    const auto model = model::readModel(from);
    if (!model)
        return std::unexpected(model.error());
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return std::unexpected(change({}).error());
    const std::string name = (*model)->card.name.empty() ? from.stem().string() : (*model)->card.name;
    const std::string file = freeFileName(folder_ / kModels, name, kEnding);
    if (auto copied = copyFileAtomically(from, folder_ / kModels / file); !copied)
        return std::unexpected(copied.error());
    const auto hash = hashOf(folder_ / kModels / file);
    if (!hash)
        return std::unexpected(hash.error());
    return addModelRow({{}, name, {}, file, *hash, model::contentHash(**model), (*model)->card, {}, {}});
}

Result<fs::path> Project::fileOf(Item item, const char* folder) const
{
    const std::scoped_lock lock(mutex_);
    Statement row(database_.handle(), "SELECT file FROM " + std::string(tableOf(item.kind)) + " WHERE id=?");
    if (!row.bind(1, item.id).next())
        return row.failed() ? std::unexpected(database_.error())
                            : failure(Fault::NotFound, std::string(folder) + ' ' + std::to_string(item.id));
    const std::string name = row.text(0);
    if (!isPlainFileName(name)) // from a database that someone made by hand
        return failure(Fault::NotReadable, name, "the name leads out of the project");
    return folder_ / folder / name;
}

Result<std::shared_ptr<const model::Model>> Project::loadModel(ModelId model) const
{
    const auto file = fileOf(model, kModels);
    if (!file)
        return std::unexpected(file.error());
    return model::readModel(*file);
}

Result<model::ModelCard> Project::cardOf(ModelId model) const
{
    const std::scoped_lock lock(mutex_);
    const auto records = models();
    if (!records)
        return std::unexpected(records.error());
    const auto record = std::ranges::find(*records, model, &ModelRecord::id);
    if (record == records->end())
        return failure(Fault::NotFound, std::string(kModels) + ' ' + std::to_string(model.value));
    model::ModelCard card = record->card;
    card.name = record->name;
    if (card.settings.empty() && record->run) {
        const auto all = runs();
        if (!all)
            return std::unexpected(all.error());
        if (const auto run = std::ranges::find(*all, record->run, &Run::id); run != all->end())
            card.settings = toJson(run->config);
    }
    if (card.examples.empty()) {
        auto made = takes();
        if (!made)
            return std::unexpected(made.error());
        std::erase_if(*made, [&](const TakeRecord& take) {
            return take.model != model && take.modelHash != record->contentHash;
        });
        std::ranges::stable_sort(*made, std::ranges::greater{}, &TakeRecord::rating);
        for (const TakeRecord& take : *made | std::views::take(kExamples))
            card.examples.push_back(exampleOf(take));
    }
    return card;
}

Result<void> Project::exportModel(ModelId model, const fs::path& target) const
{
    const auto file = fileOf(model, kModels);
    if (!file)
        return std::unexpected(file.error());
    return copyFileAtomically(*file, target);
}

Result<void> Project::exportModel(ModelId model, const fs::path& target, const model::ModelCard& card,
                                  model::Precision precision) const
{
    const auto kept = loadModel(model);
    if (!kept)
        return std::unexpected(kept.error());
    model::Model labelled = **kept;
    labelled.card = card;
    return model::writeModel(target, labelled, precision);
}

} // namespace cadenza::project
