#include "ui/window/library_memory.h"

#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace cadenza::ui::library_memory {
namespace {

const QString kLeftOutKey = QStringLiteral("library/leftOut");
const QString kStarsKey = QStringLiteral("library/stars");

} // namespace

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
