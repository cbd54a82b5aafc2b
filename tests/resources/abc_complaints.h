#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <filesystem>

namespace cadenza::test {

/// What abc2midi says about a piece beyond its version and the file it writes: nothing, when all is well.
inline QString complaints(const std::filesystem::path& abc, const QString& folder)
{
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(ABC2MIDI_PROGRAM),
                  {QString::fromStdString(abc.string()), QStringLiteral("-o"), folder + QStringLiteral("/piece.mid")});
    if (!program.waitForFinished())
        return QStringLiteral("abc2midi did not finish");
    QStringList lines = QString::fromUtf8(program.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.removeIf([](const QString& line) {
        return line.endsWith(QLatin1String("abc2midi")) || line.startsWith(QLatin1String("writing MIDI file"));
    });
    return lines.join(QLatin1Char('\n'));
}

} // namespace cadenza::test
