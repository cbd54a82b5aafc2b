#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/export/export.h"
#include "core/midi/piece.h"
#include "ui/roll/roll_content.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::ui {

/// A kind of file music can be written as.
struct ExportFormat {
    const char* words;  ///< for people, to be translated
    const char* ending; ///< without the dot
    midi::MidiFormat midiFormat{midi::MidiFormat::Parallel};
    exporting::WavSamples wavSamples{exporting::WavSamples::Int16};

    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isAudio() const;
};

/// All there are, MIDI first. Several may share an ending.
[[nodiscard]] std::span<const ExportFormat> exportFormats();

/// `wished` if the file's ending is its own, else the first format with that ending, else `wished`.
[[nodiscard]] const ExportFormat& formatOf(const std::filesystem::path& file, const ExportFormat& wished);

/// A piece to be written to a file, in the format that the file's ending names.
struct ExportOrder {
    std::shared_ptr<const midi::Piece> piece;
    std::filesystem::path target;
    midi::MidiFormat midiFormat{midi::MidiFormat::Parallel};
    exporting::AudioOptions audio{};
    std::vector<NoteRole> roles{}; ///< of a picture's notes
};

/// Writes it, atomically. Blocks: call it off the GUI thread. Fails as the exports of core/export and
/// `exportRollPicture` do; what stood at the target stays then.
[[nodiscard]] Result<void> writePiece(const ExportOrder& order, std::stop_token stop = {},
                                      const ProgressSink& progress = {});

} // namespace cadenza::ui
