#include "core/base/file.h"
#include "core/export/export.h"

namespace cadenza::exporting {

Result<void> exportMidi(const midi::Piece& piece, const std::filesystem::path& target, midi::MidiFormat format)
{
    return writeFileAtomically(target, midi::writeMidi(piece, format));
}

} // namespace cadenza::exporting
