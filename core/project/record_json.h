#pragma once

#include "core/project/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace cadenza::project {

// Columns that are read as a whole, as JSON: plain to whoever opens the database with another tool. What a text leaves
// out, or says in another type, keeps its default; reading never fails.

[[nodiscard]] std::string toJson(const training::TrainingConfig& config);
[[nodiscard]] training::TrainingConfig configFromJson(std::string_view json);

[[nodiscard]] std::string toJson(const model::ModelCard& card);
[[nodiscard]] model::ModelCard cardFromJson(std::string_view json);

[[nodiscard]] std::string toJson(const training::RunFacts& facts);
[[nodiscard]] training::RunFacts factsFromJson(std::string_view json);

/// Pieces as [[source, "member"], …].
[[nodiscard]] std::string toJson(const std::vector<PieceRef>& pieces);
[[nodiscard]] std::vector<PieceRef> piecesFromJson(std::string_view json);

} // namespace cadenza::project
