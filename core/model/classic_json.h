#pragma once

#include "core/model/model.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace cadenza::model {

[[nodiscard]] nlohmann::ordered_json jsonOf(const encoding::ClassicVocabulary& vocabulary);
/// Reads what `jsonOf` wrote. Throws nlohmann's exceptions where a key is missing or of another kind.
[[nodiscard]] encoding::ClassicVocabulary classicVocabularyIn(const nlohmann::ordered_json& json);

/// Sizes and vocabulary as a model file holds them.
[[nodiscard]] nlohmann::ordered_json jsonOf(const ClassicPart& part);
/// Reads what `jsonOf` wrote. Throws nlohmann's exceptions where a key is missing or of another kind.
[[nodiscard]] ClassicPart classicPartIn(const nlohmann::ordered_json& json);
/// The rule that the sizes or the vocabulary break, if any.
[[nodiscard]] std::optional<std::string> faultOf(const ClassicPart& part);

} // namespace cadenza::model
