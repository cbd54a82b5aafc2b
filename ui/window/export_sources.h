#pragma once

#include "ui/window/export_sheet.h"

#include <filesystem>
#include <vector>

namespace cadenza::ui {

class Document;
class Orchestration;

/// The seed and every take as music to export, tagged with piece, model, seed and settings, with the instruments that
/// were chosen for the piece. Starred takes are wanted, or all when there are none.
[[nodiscard]] std::vector<ExportSource> composedMusic(const Document& document, const Orchestration& orchestration);

/// The selected piece, and the seed in it, likewise. Empty without a piece.
[[nodiscard]] std::vector<ExportSource> selectedMusic(const Document& document, const Orchestration& orchestration);

/// The whole of a source as a file.
[[nodiscard]] ExportOrder wholeOf(const ExportSource& source, const std::filesystem::path& target,
                                  const ExportFormat& format);

} // namespace cadenza::ui
