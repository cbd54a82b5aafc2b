#pragma once

#include <QString>

#include <filesystem>
#include <vector>

namespace cadenza::ui {

/// A page of the guide, as its contents have it.
struct GuidePage {
    QString name; ///< of the file, without its ending
    QString title;
    QString group; ///< of the contents; empty for those before the first
};

/// The pages in the order of reading; none where the guide is not there.
[[nodiscard]] std::vector<GuidePage> guidePages(const std::filesystem::path& folder);

/// What a page says, without the contents before it; empty where the file cannot be read.
[[nodiscard]] QString guideHtml(const QString& file);

/// The words of a page, without marks; empty where it cannot be read.
[[nodiscard]] QString guideText(const std::filesystem::path& folder, const QString& page);

} // namespace cadenza::ui
