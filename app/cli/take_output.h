#pragma once

#include "core/base/result.h"
#include "core/generation/generator.h"
#include "core/originality/fingerprint_index.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>

namespace cadenza::app {

/// Writes takes into a folder as take-01.mid, take-02.mid … and says so, a line or a JSON object each.
class TakeOutput {
public:
    enum class Form { Lines, Json };

    /// The folder is made when the first take is written. `model` made the takes.
    TakeOutput(std::filesystem::path folder, Form form, const model::Model& model);

    /// `more` is added to the take's JSON object. Fails with NotWritable or DiskFull.
    [[nodiscard]] Result<void> write(const generation::Take& take, const nlohmann::ordered_json& more = nullptr);

private:
    [[nodiscard]] nlohmann::ordered_json originalityOf(const generation::Take& take) const;

    std::filesystem::path folder_;
    Form form_;
    std::optional<originality::FingerprintIndex> index_; ///< none where nobody asks, or the model cannot tell
    std::size_t written_{0};
};

} // namespace cadenza::app
