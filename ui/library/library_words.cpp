#include "ui/library/library_words.h"

#include "core/midi/tempo_map.h"
#include "ui/library/piece_model.h"
#include "ui/roll/roll_words.h"
#include "ui/seeds/seed_card.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("LibraryPage", text);
}

/// Quarters a minute over the whole piece: with rubato the first tempo event says little.
double meanTempo(const library::Entry& entry)
{
    const double quarters = static_cast<double>(entry.piece->end().value) / entry.piece->ticksPerQuarter;
    return entry.length.count() > 0.0 ? 60.0 * quarters / entry.length.count() : 0.0;
}

/// How one piece is like another that stands `semitones` lower.
QString likenessInWords(library::Likeness likeness, int semitones)
{
    const QString key = semitones == 0 ? QString() : translated(", %1 semitones").arg(QLocale().toString(semitones));
    switch (likeness) {
    case library::Likeness::SameFile: return translated("the same file");
    case library::Likeness::Resaved: return translated("saved again") + key;
    case library::Likeness::Transposed: return translated("transposed") + key;
    case library::Likeness::Arranged: return translated("arranged") + key;
    }
    return {};
}

} // namespace

QString factsOf(const library::Entry& entry)
{
    QStringList facts;
    if (!entry.composer.empty())
        facts << QString::fromStdString(entry.composer);
    facts << translated("%1 notes").arg(QLocale().toString(static_cast<qulonglong>(entry.notes)));
    facts << clockTime(entry.length);
    if (entry.piece) {
        if (const QString key = keyInWords(*entry.piece); !key.isEmpty())
            facts << key;
        const auto& metres = entry.piece->timeSignatures;
        if (!metres.empty())
            facts << QStringLiteral("%1/%2").arg(metres.front().numerator).arg(metres.front().denominator);
        facts << QStringLiteral("♩ = %1").arg(std::lround(meanTempo(entry)));
    }
    const auto troubles = std::ranges::count_if(entry.diagnostics, [](const midi::Diagnostic& diagnostic) {
        return diagnostic.severity != midi::Severity::Note;
    });
    if (troubles > 0)
        facts << (troubles == 1 ? translated("1 warning") : translated("%1 warnings").arg(troubles));
    return facts.join(QStringLiteral(" · "));
}

QString troublesInWords(const library::Entry& entry)
{
    constexpr qsizetype most = 8;
    QStringList lines;
    for (const midi::Diagnostic& diagnostic : entry.diagnostics) {
        if (diagnostic.severity == midi::Severity::Note || lines.size() == most)
            continue;
        QString line = QString::fromStdString(diagnostic.what);
        if (diagnostic.track)
            line += translated(", in track %1").arg(*diagnostic.track + 1);
        if (diagnostic.byteOffset)
            line += translated(", at byte %1").arg(QLocale().toString(static_cast<qulonglong>(*diagnostic.byteOffset)));
        lines << line;
    }
    return lines.join(u'\n');
}

std::unordered_map<std::string, QString> twinsInWords(const library::Library& library,
                                                      const std::vector<library::Duplicate>& duplicates)
{
    std::unordered_map<std::string, QString> words;
    const auto say = [&](std::size_t of, std::size_t other, library::Likeness likeness, int semitones) {
        const library::Entry& entry = library.entries[other];
        QString& line = words[library.entries[of].id];
        if (!line.isEmpty())
            line += u'\n';
        line +=
            translated("Same music as “%1” (%2)")
                .arg(QString::fromStdString(entry.composer + ", " + entry.title), likenessInWords(likeness, semitones));
    };
    for (const library::Duplicate& pair : duplicates) {
        say(pair.first, pair.second, pair.likeness, -pair.transposition);
        say(pair.second, pair.first, pair.likeness, pair.transposition);
    }
    return words;
}

QString seedPlace(const RollContent& content, const NoteRange& range)
{
    return barsInWords(content, range) + QStringLiteral(" · ") + translated("%1 notes").arg(range.count);
}

} // namespace cadenza::ui
