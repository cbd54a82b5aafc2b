#include "ui/window/export_task.h"

#include "core/export/musicxml.h"
#include "ui/roll/roll_export.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cadenza::ui {
namespace {

using exporting::WavSamples;
using midi::MidiFormat;

constexpr std::array<ExportFormat, 11> kFormats{{
    {QT_TRANSLATE_NOOP("ExportFormat", "MIDI, a track per part"), "mid"},
    {QT_TRANSLATE_NOOP("ExportFormat", "MIDI, one track"), "mid", MidiFormat::SingleTrack},
    {QT_TRANSLATE_NOOP("ExportFormat", "WAV audio, 16 bit"), "wav"},
    {QT_TRANSLATE_NOOP("ExportFormat", "WAV audio, 24 bit"), "wav", MidiFormat::Parallel, WavSamples::Int24},
    {QT_TRANSLATE_NOOP("ExportFormat", "WAV audio, 32 bit float"), "wav", MidiFormat::Parallel, WavSamples::Float32},
    {QT_TRANSLATE_NOOP("ExportFormat", "FLAC audio"), "flac"},
    {QT_TRANSLATE_NOOP("ExportFormat", "Ogg Vorbis audio"), "ogg"},
    {QT_TRANSLATE_NOOP("ExportFormat", "MP3 audio"), "mp3"},
    {QT_TRANSLATE_NOOP("ExportFormat", "Sheet music, MusicXML"), "musicxml"},
    {QT_TRANSLATE_NOOP("ExportFormat", "Picture of the roll, PNG"), "png"},
    {QT_TRANSLATE_NOOP("ExportFormat", "Picture of the roll, SVG"), "svg"},
}};

QString endingOf(const std::filesystem::path& file)
{
    return QString::fromStdString(file.extension().string()).mid(1).toLower();
}

} // namespace

QString ExportFormat::name() const
{
    return QCoreApplication::translate("ExportFormat", words);
}

bool ExportFormat::isAudio() const
{
    const QLatin1String mine(ending);
    return std::ranges::any_of(std::array{"wav", "flac", "ogg", "mp3"},
                               [&](const char* audio) { return mine == QLatin1String(audio); });
}

std::span<const ExportFormat> exportFormats()
{
    return kFormats;
}

const ExportFormat& formatOf(const std::filesystem::path& file, const ExportFormat& wished)
{
    const QString ending = endingOf(file);
    const auto has = [&](const ExportFormat& format) { return ending == QLatin1String(format.ending); };
    const auto* found = std::ranges::find_if(kFormats, has);
    return has(wished) || found == kFormats.end() ? wished : *found;
}

Result<void> writePiece(const ExportOrder& order, std::stop_token stop, const ProgressSink& progress)
{
    const QString ending = endingOf(order.target);
    if (ending == QStringLiteral("mid") || ending == QStringLiteral("midi"))
        return exporting::exportMidi(*order.piece, order.target, order.midiFormat);
    if (ending == QStringLiteral("musicxml") || ending == QStringLiteral("xml"))
        return exporting::exportMusicXml(*order.piece, order.target);
    if (ending == QStringLiteral("png") || ending == QStringLiteral("svg"))
        return exportRollPicture(RollContent(order.piece, order.roles), Palette::of(Theme::Light), order.target);
    return exporting::exportAudio(*order.piece, order.target, order.audio, stop, progress);
}

} // namespace cadenza::ui
