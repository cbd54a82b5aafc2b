#include "ui/roll/roll_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace cadenza::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("PianoRoll", text);
}

QString quarters(double value)
{
    QString text = QLocale().toString(value, 'f', 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (!text.isEmpty() && !text.back().isDigit())
        text.chop(1);
    return text;
}

} // namespace

QString pitchName(int pitch)
{
    static const std::array<const char16_t*, 12> names{u"C",  u"C♯", u"D",  u"D♯", u"E",  u"F",
                                                       u"F♯", u"G",  u"G♯", u"A",  u"A♯", u"B"};
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
    return translated("%1 · bar %2, beat %3 · %4 quarters · velocity %5")
        .arg(pitchName(note.pitch))
        .arg(at.bar)
        .arg(at.beat)
        .arg(quarters(length))
        .arg(note.velocity);
}

QString describeRoll(const RollContent& content, const std::optional<NoteRange>& seed)
{
    if (content.empty())
        return translated("No piece");
    const auto barOf = [&](std::size_t note) { return content.time().barAt(Tick{content.notes()[note].onset}).bar; };
    QString words = translated("%1 notes").arg(QLocale().toString(static_cast<qulonglong>(content.notes().size())));
    if (seed && seed->count > 0 && seed->end() <= content.notes().size())
        words += translated("; seed: notes %1 to %2, bars %3 to %4")
                     .arg(seed->first + 1)
                     .arg(seed->end())
                     .arg(barOf(seed->first))
                     .arg(barOf(seed->end() - 1));
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
