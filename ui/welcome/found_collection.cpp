#include "ui/welcome/found_collection.h"

#include <QLocale>
#include <QObject>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr std::size_t kKagglePieces = 295, kKaggleComposers = 19, kKaggleNotes = 710'085;

QString hoursText(Seconds length)
{
    const double hours = length.count() / 3600.0;
    return hours < 1.0 ? QObject::tr("%n minute(s)", nullptr, std::max(1, static_cast<int>(length.count() / 60.0)))
                       : QObject::tr("%1 hours").arg(QLocale().toString(hours, 'f', 1));
}

} // namespace

FoundCollection foundIn(const std::filesystem::path& file, const library::Library& library)
{
    return {file,
            library.entries.size(),
            library.composerCount(),
            library.noteCount(),
            library.length(),
            library.skipped.size()};
}

bool isWholeKaggleSet(const FoundCollection& found)
{
    return found.pieces == kKagglePieces && found.composers == kKaggleComposers && found.notes == kKaggleNotes;
}

QString inWords(const FoundCollection& found)
{
    const QLocale locale;
    QString words = QObject::tr("%1 by %2, %3 notes, %4.")
                        .arg(QObject::tr("%n piece(s)", nullptr, static_cast<int>(found.pieces)),
                             QObject::tr("%n composer(s)", nullptr, static_cast<int>(found.composers)),
                             locale.toString(static_cast<qulonglong>(found.notes)), hoursText(found.length));
    if (found.unreadable > 0)
        words += u' ' + QObject::tr("%n file(s) cannot be read.", nullptr, static_cast<int>(found.unreadable));
    else if (isWholeKaggleSet(found))
        words += u' ' + QObject::tr("It is the whole collection, and every file can be read.");
    else
        words += u' ' + QObject::tr("Every file can be read.");
    return words;
}

} // namespace cadenza::ui
