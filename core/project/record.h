#pragma once

#include "core/generation/settings.h"
#include "core/model/model.h"
#include "core/training/run_facts.h"
#include "core/training/training_config.h"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cadenza::project {

/// What a project holds. Each kind has a table of its own.
enum class Kind { Source, Selection, Seed, Run, Model, Take };
inline constexpr Kind kKinds[] = {Kind::Source, Kind::Selection, Kind::Seed, Kind::Run, Kind::Model, Kind::Take};

/// Names one thing of a project for good: a number is never given again. 0 names nothing.
template <Kind K>
struct Id {
    std::int64_t value{0};
    [[nodiscard]] constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;
};
using SourceId = Id<Kind::Source>;
using SelectionId = Id<Kind::Selection>;
using SeedId = Id<Kind::Seed>;
using RunId = Id<Kind::Run>;
using ModelId = Id<Kind::Model>;
using TakeId = Id<Kind::Take>;

/// Anything that can be renamed, annotated, deleted and restored.
struct Item {
    Kind kind{Kind::Source};
    std::int64_t id{0};
    Item(Kind ofKind, std::int64_t number) : kind(ofKind), id(number) {}
    template <Kind K>
    Item(Id<K> of) : kind(K), id(of.value) // NOLINT(google-explicit-constructor): every id is an item
    {
    }
    friend auto operator<=>(const Item&, const Item&) = default;
};

using Time = std::chrono::sys_seconds;

enum class SourceKind { File, Folder };

/// Where music comes from: a MIDI file, a zip, or a folder of both.
struct Source {
    SourceId id{};
    std::string name{}; ///< as a rule the file's or folder's own
    std::string note{};
    SourceKind kind{SourceKind::File};
    std::filesystem::path place{}; ///< absolute, or relative to the project's folder where it lies inside
    std::string sha256{};          ///< of a file's bytes; a folder is known by its pieces
};

/// One piece of a source, so that the music is known by name and content even while it is away.
struct Piece {
    std::string member{}; ///< below a folder, or inside a zip; empty for a plain file
    std::string sha256{}; ///< of the bytes of a plain file; empty inside a zip
    std::string composer{};
    std::string title{};
    std::size_t notes{0};
    friend bool operator==(const Piece&, const Piece&) = default;
};

/// A piece by where it comes from: holds wherever the source moves.
struct PieceRef {
    SourceId source{};
    std::string member{};
    friend auto operator<=>(const PieceRef&, const PieceRef&) = default;
};

/// Pieces chosen together: for a training run, for instance.
struct Selection {
    SelectionId id{};
    std::string name{};
    std::string note{};
    std::vector<PieceRef> pieces{};
};

/// A run of consecutive notes of a piece.
struct Seed {
    SeedId id{};
    std::string name{};
    std::string note{};
    PieceRef piece{};
    std::size_t first{0};
    std::size_t count{0};
};

/// `Interrupted`: its process ended without a word; a checkpoint may be there to go on from. `Elsewhere`: it trains in
/// a folder of its own (`RunFacts::folder`), which says how it stands, until its model has come back.
enum class RunState { Running, Finished, Stopped, Failed, Interrupted, Elsewhere };

/// One training. Its history is asked for apart: see `Project::history`.
struct Run {
    RunId id{};
    std::string name{};
    std::string note{};
    RunState state{RunState::Running};
    training::TrainingConfig config{};
    training::RunFacts facts{};
    SelectionId selection{}; ///< what it trains on
    ModelId model{};         ///< what it gave, once it has
    Time started{};
    std::optional<Time> ended{};
};

/// A model as the project lists it; its weights are in `models/`.
struct ModelRecord {
    ModelId id{};
    std::string name{};
    std::string note{};
    std::string file{};        ///< name within `models/`
    std::string sha256{};      ///< of the file
    std::string contentHash{}; ///< see `model::contentHash`
    model::ModelCard card{};
    RunId run{}; ///< that made it; none for an imported one
    Time created{};
};

/// A take as the project lists it; its music is in `takes/`, its notes' insights are asked for apart: see
/// `Project::loadTake`.
struct TakeRecord {
    TakeId id{};
    std::string name{};
    std::string note{};
    std::string file{}; ///< name within `takes/`
    SeedId seed{};
    ModelId model{};
    TakeId parent{};         ///< the take that this one varies or goes on from
    std::string modelHash{}; ///< what it was made with, also where that model is not in the project
    std::uint64_t randomSeed{0};
    std::size_t index{0};
    std::size_t notes{0};     ///< of the continuation
    std::size_t seedNotes{0}; ///< of `file`, in order, that come from the seed
    int rating{0};            ///< 0…5, by a person
    generation::GenerationSettings settings{};
    Time created{};
};

/// One value of the window's state.
using StateValue = std::variant<std::int64_t, double, std::string, std::vector<std::byte>>;

} // namespace cadenza::project
