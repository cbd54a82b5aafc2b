#include "core/training/training_trace.h"

#include <string>
#include <utility>

namespace cadenza::training {

std::string sourceNameOf(const library::Entry& entry)
{
    const std::string title = entry.title.empty() ? entry.id : entry.title;
    return entry.composer.empty() ? title : entry.composer + ": " + title;
}

originality::SourcePiece sourcePieceOf(const library::Entry& entry, const encoding::EventStream& stream)
{
    return originality::sourcePieceOf(sourceNameOf(entry), *entry.piece, stream);
}

std::shared_ptr<const originality::Fingerprints> fingerprintsOf(std::span<const originality::SourcePiece> trainedOn,
                                                                std::span<const originality::SourcePiece> heldOut)
{
    originality::Fingerprints fingerprints;
    for (const originality::SourcePiece& piece : trainedOn)
        fingerprints.add(piece);
    fingerprints.compareWith(heldOut);
    return std::make_shared<const originality::Fingerprints>(std::move(fingerprints));
}

} // namespace cadenza::training
