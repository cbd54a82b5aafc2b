#include "ui/roll/part_words.h"

#include "core/midi/drum_names.h"
#include "ui/roll/roll_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>

namespace cadenza::ui {
namespace {

/// General MIDI's own words are English.
QString translated(std::string_view name)
{
    return QCoreApplication::translate("GeneralMidi", std::string(name).c_str());
}

/// As the file has it, or else by its instrument.
QString plainName(const midi::Part& part)
{
    const QString own = QString::fromStdString(part.name).simplified();
    return own.isEmpty() ? instrumentWords(part) : own;
}

} // namespace

QString instrumentWords(const midi::Part& part)
{
    return translated(midi::instrumentOf(part));
}

QString programWords(std::uint8_t program)
{
    return translated(midi::programName(program));
}

QString familyWords(midi::Family family)
{
    return translated(midi::nameOf(family));
}

std::vector<QString> partNames(const midi::Piece& piece)
{
    std::vector<QString> plain;
    for (const midi::Part& part : piece.parts)
        plain.push_back(plainName(part));
    std::vector<QString> names = plain;
    for (std::size_t i = 0; i < plain.size(); ++i)
        if (std::ranges::count(plain, plain[i]) > 1)
            names[i] = QStringLiteral("%1 %2").arg(plain[i]).arg(
                std::count(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(i), plain[i]) + 1);
    return names;
}

QString drumWords(int key)
{
    const std::string_view name = midi::drumName(static_cast<std::uint8_t>(key));
    return name.empty() ? pitchName(key) : translated(name);
}

} // namespace cadenza::ui
