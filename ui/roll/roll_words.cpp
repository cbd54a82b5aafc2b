#include "ui/roll/roll_words.h"

#include "ui/roll/part_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace cadenza::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("PianoRoll", text);
}

/// Written values a played length is close to, in quarters.
struct WrittenLength {
    double quarters;
    const char* name;
};
constexpr WrittenLength kWritten[] = {{4.0, QT_TRANSLATE_NOOP("PianoRoll", "whole note")},
                                      {3.0, QT_TRANSLATE_NOOP("PianoRoll", "dotted half")},
                                      {2.0, QT_TRANSLATE_NOOP("PianoRoll", "half note")},
                                      {1.5, QT_TRANSLATE_NOOP("PianoRoll", "dotted quarter")},
                                      {1.0, QT_TRANSLATE_NOOP("PianoRoll", "quarter")},
                                      {0.75, QT_TRANSLATE_NOOP("PianoRoll", "dotted eighth")},
                                      {0.5, QT_TRANSLATE_NOOP("PianoRoll", "eighth")},
                                      {1.0 / 3.0, QT_TRANSLATE_NOOP("PianoRoll", "triplet eighth")},
                                      {0.25, QT_TRANSLATE_NOOP("PianoRoll", "sixteenth")},
                                      {1.0 / 6.0, QT_TRANSLATE_NOOP("PianoRoll", "triplet sixteenth")},
                                      {0.125, QT_TRANSLATE_NOOP("PianoRoll", "thirty-second")}};

/// "dotted eighth" when the length is within 4 % of one, else "0.62 quarters".
QString lengthInWords(double quarters)
{
    for (const WrittenLength& written : kWritten)
        if (std::abs(quarters - written.quarters) <= 0.04 * written.quarters)
            return translated(written.name);
    return translated("%1 quarters").arg(QLocale().toString(quarters, 'g', 2));
}

} // namespace

QString pitchName(int pitch, int sharps)
{
    static const std::array<const char16_t*, 12> withSharps{u"C",  u"C♯", u"D",  u"D♯", u"E",  u"F",
                                                            u"F♯", u"G",  u"G♯", u"A",  u"A♯", u"B"};
    static const std::array<const char16_t*, 12> withFlats{u"C",  u"D♭", u"D",  u"E♭", u"E",  u"F",
                                                           u"G♭", u"G",  u"A♭", u"A",  u"B♭", u"B"};
    const auto& names = sharps < 0 ? withFlats : withSharps;
    return QString::fromUtf16(names[static_cast<std::size_t>(pitch % 12)]) + QString::number(pitch / 12 - 1);
}

QString barAndBeat(const midi::BarPosition& position)
{
    return QStringLiteral("%1:%2").arg(position.bar).arg(position.beat);
}

QString describeNote(const RollNote& note, const RollContent& content)
{
    const midi::BarPosition at = content.time().barAt(Tick{note.onset});
    const double length = static_cast<double>(note.end - note.onset) / content.piece()->ticksPerQuarter;
    const QString words = translated("%1 · bar %2, beat %3 · %4 · velocity %5")
                              .arg(note.drum ? drumWords(note.pitch) : pitchName(note.pitch))
                              .arg(at.bar)
                              .arg(at.beat)
                              .arg(lengthInWords(length))
                              .arg(note.velocity);
    return content.isEnsemble() ? partNames(*content.piece())[note.part] + QStringLiteral(" · ") + words : words;
}

QString describeSeed(const RollContent& content, const NoteRange& seed)
{
    const auto barOf = [&](std::size_t note) { return content.time().barAt(Tick{content.notes()[note].onset}).bar; };
    return translated("seed: notes %1 to %2, bars %3 to %4")
        .arg(seed.first + 1)
        .arg(seed.end())
        .arg(barOf(seed.first))
        .arg(barOf(seed.end() - 1));
}

QString describeRoll(const RollContent& content, const std::optional<NoteRange>& seed,
                     std::span<const std::size_t> chosen)
{
    if (content.empty())
        return translated("No piece");
    QString words = translated("%1 notes").arg(QLocale().toString(static_cast<qulonglong>(content.notes().size())));
    if (seed && seed->count > 0 && seed->end() <= content.notes().size())
        words += QStringLiteral("; ") + describeSeed(content, *seed);
    if (!chosen.empty() && chosen.back() < content.notes().size())
        words += translated("; %1 chosen, at %2")
                     .arg(chosen.size())
                     .arg(describeNote(content.notes()[chosen.back()], content));
    return words;
}

QString clockTime(Seconds time)
{
    const auto whole = static_cast<long long>(time.count());
    const QString seconds = QStringLiteral("%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(seconds);
    return QStringLiteral("%1:%2:%3").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0')).arg(seconds);
}

} // namespace cadenza::ui
