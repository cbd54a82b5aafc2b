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

std::unordered_set<std::string> leftOut()
{
    std::unordered_set<std::string> ids;
    for (const QString& id : QSettings().value(kLeftOutKey).toStringList())
        ids.insert(id.toStdString());
    return ids;
}

void setLeftOut(const std::unordered_set<std::string>& ids)
{
    QStringList list;
    for (const std::string& id : ids)
        list << QString::fromStdString(id);
    list.sort();
    QSettings().setValue(kLeftOutKey, list);
}

/// A star is stored as "first count id".
std::vector<SeedPlace> stars()
{
    std::vector<SeedPlace> stars;
    for (const QString& line : QSettings().value(kStarsKey).toStringList()) {
        const QString id = line.section(u' ', 2);
        const NoteRange range{line.section(u' ', 0, 0).toULongLong(), line.section(u' ', 1, 1).toULongLong()};
        if (!id.isEmpty() && range.count > 0)
            stars.push_back({id.toStdString(), range});
    }
    return stars;
}

void setStars(const std::vector<SeedPlace>& stars)
{
    QStringList list;
    for (const SeedPlace& star : stars)
        list << QStringLiteral("%1 %2 %3")
                    .arg(star.range.first)
                    .arg(star.range.count)
                    .arg(QString::fromStdString(star.entryId));
    QSettings().setValue(kStarsKey, list);
}

} // namespace cadenza::ui::library_memory
