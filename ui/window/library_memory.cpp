#include "ui/window/library_memory.h"

#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace cadenza::ui::library_memory {
namespace {

const QString kRecentKey = QStringLiteral("library/recent");
const QString kLeftOutKey = QStringLiteral("library/leftOut");
const QString kStarsKey = QStringLiteral("library/stars");
constexpr qsizetype kMostRecent = 8;

} // namespace

std::vector<std::filesystem::path> recent()
{
    std::vector<std::filesystem::path> paths;
    for (const QString& known : QSettings().value(kRecentKey).toStringList()) {
        std::error_code ignored;
        if (std::filesystem::exists(known.toStdString(), ignored))
            paths.emplace_back(known.toStdString());
    }
    return paths;
}

void addRecent(const std::vector<std::filesystem::path>& paths)
{
    QSettings settings;
    QStringList known = settings.value(kRecentKey).toStringList();
    for (const auto& path : paths) {
        const QString words = QString::fromStdString(std::filesystem::absolute(path).string());
        known.removeAll(words);
        known.prepend(words);
    }
    settings.setValue(kRecentKey, known.mid(0, kMostRecent));
}

/// A star was stored as "first count id".
OldMemory takeOld()
{
    QSettings settings;
    OldMemory old;
    for (const QString& id : settings.value(kLeftOutKey).toStringList())
        old.leftOut.insert(id.toStdString());
    for (const QString& line : settings.value(kStarsKey).toStringList()) {
        const QString id = line.section(u' ', 2);
        const NoteRange range{line.section(u' ', 0, 0).toULongLong(), line.section(u' ', 1, 1).toULongLong()};
        if (!id.isEmpty() && range.count > 0)
            old.stars.push_back({id.toStdString(), range});
    }
    settings.remove(kLeftOutKey);
    settings.remove(kStarsKey);
    return old;
}

} // namespace cadenza::ui::library_memory
