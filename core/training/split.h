#pragma once

#include "core/base/result.h"
#include "core/library/library.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cadenza::training {

enum class SplitPart { Train, Valid, Test };

/// The part called `train`, `valid` or `test`; nothing for any other word.
[[nodiscard]] std::optional<SplitPart> splitPartNamed(std::string_view name);

/// Which pieces are trained on, which tell when it is enough, and which are kept for the examination: a table made by
/// hand, so that figures of different programs can be compared.
class Split {
public:
    struct Place {
        std::string work; ///< movements and arrangements of one work stand on one side
        SplitPart part{SplitPart::Train};
    };

    /// A file and where it stands.
    struct Row {
        std::filesystem::path file;
        Place place;
    };
    [[nodiscard]] static Split of(std::span<const Row> rows);

    /// A CSV with the columns file (the end of a path, such as Bach/bach_846.mid), work, and part (train, valid or
    /// test). Fails with NotFound, NotReadable, or InvalidSetting where a column or a part is missing.
    [[nodiscard]] static Result<Split> read(const std::filesystem::path& csv);

    /// The row of a piece: by file name and folder, whatever their case. Nothing when it is not in the table.
    [[nodiscard]] std::optional<Place> find(const library::Entry& entry) const;
    /// The entries that stand in `part`.
    [[nodiscard]] std::vector<library::Entry> entriesIn(SplitPart part, std::span<const library::Entry> entries) const;

private:
    std::unordered_map<std::string, Place> places_; ///< by folder/file in lower case
};

/// Where a piece stands: what no table names is trained on.
[[nodiscard]] SplitPart partOf(const library::Entry& entry, const std::optional<Split>& split);

} // namespace cadenza::training
