#include "core/training/corpus_assembly.h"

#include "core/base/random.h"
#include "core/model/sha256.h"
#include "core/training/training_trace.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <ranges>
#include <span>
#include <utility>

namespace cadenza::training {

library::Entry withSelectedParts(library::Entry entry, const midi::PartSelection& selection)
{
    if (selection.all())
        return entry;
    entry.piece =
        std::make_shared<const midi::Piece>(midi::withParts(*entry.piece, midi::partsIn(*entry.piece, selection)));
    entry.notes = entry.piece->noteCount();
    return entry;
}

void chooseValidation(Corpus& corpus, double share, std::uint64_t seed)
{
    std::map<std::string, std::size_t> notesOf;
    std::size_t all = 0;
    for (const CorpusPiece& piece : corpus.pieces) {
        notesOf[piece.work] += piece.size();
        all += piece.size();
    }
    if (notesOf.size() < 2 || share <= 0.0)
        return;
    std::vector<std::string> works;
    for (const auto& [work, notes] : notesOf)
        if (notes * 4 <= all)
            works.push_back(work);
    if (works.empty())
        works.push_back(std::ranges::min_element(notesOf, {}, [](const auto& one) { return one.second; })->first);
    Random random(seed);
    random.shuffle(std::span(works));
    const auto count = static_cast<double>(notesOf.size());
    const auto wanted = static_cast<std::ptrdiff_t>(std::clamp(std::round(share * count), 1.0, count - 1.0));
    for (const std::string& work : works | std::views::take(wanted))
        for (CorpusPiece& piece : corpus.pieces)
            piece.validation = piece.validation || piece.work == work;
}

std::optional<std::string> hashOf(const library::Entry& entry, library::SourceReader& reader)
{
    const auto bytes = reader.read(entry);
    return bytes ? std::optional(model::Sha256().add(*bytes).hex()) : std::nullopt;
}

std::shared_ptr<const originality::Fingerprints> traceOf(const Corpus& corpus,
                                                         std::vector<originality::SourcePiece> sources)
{
    std::vector<originality::SourcePiece> trainedOn, heldOut;
    for (std::size_t i = 0; i < sources.size(); ++i)
        (corpus.pieces[i].validation ? heldOut : trainedOn).push_back(std::move(sources[i]));
    return fingerprintsOf(trainedOn, heldOut);
}

} // namespace cadenza::training
