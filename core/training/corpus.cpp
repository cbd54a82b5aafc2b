#include "core/encoding/encoder.h"
#include "core/library/piece_loading.h"
#include "core/training/classic_corpus.h"
#include "core/training/corpus_assembly.h"
#include "core/training/trainer.h"
#include "core/training/training_trace.h"
#include "core/training/works.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <ranges>

namespace cadenza::training {
namespace {

constexpr std::size_t kFewestNotes = 64; ///< to train on: less is no music to learn from

bool hasOnlyDrums(const midi::Piece& piece)
{
    return std::ranges::all_of(piece.parts, [](const midi::Part& part) { return part.drums || part.notes.empty(); });
}

/// The one time base of all entries, or the entry that is of another kind than the most.
Result<encoding::TimeBase> commonTimeBase(std::span<const library::Entry> entries)
{
    std::vector<const library::Entry*> onGrid, offGrid;
    for (const library::Entry& entry : entries)
        (encoding::suitableTimeBase(*entry.piece) == encoding::TimeBase::Beats ? onGrid : offGrid).push_back(&entry);
    if (!onGrid.empty() && !offGrid.empty()) {
        const bool fewOff = offGrid.size() <= onGrid.size();
        const auto& few = fewOff ? offGrid : onGrid;
        return failure(Fault::WrongEncoding, few.front()->title.empty() ? few.front()->id : few.front()->title,
                       std::to_string(few.size())
                           + (fewOff ? " of the pieces keep no beat and the others do"
                                     : " of the pieces keep a beat and the others do not")
                           + ": train on one kind at a time");
    }
    return onGrid.empty() ? encoding::TimeBase::Performance : encoding::TimeBase::Beats;
}

/// Classes 1…: the composers that are named, in alphabetical order.
std::vector<std::string> composersOf(std::span<const library::Entry> entries)
{
    std::vector<std::string> names;
    for (const library::Entry& entry : entries)
        if (!entry.composer.empty())
            names.push_back(entry.composer);
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

/// Room for the part classes of these events: a multiple of the families.
int partsNeeded(std::span<const encoding::Event> events)
{
    int highest = 0;
    for (const encoding::Event& event : events)
        highest = std::max<int>(highest, event.part);
    return (highest / encoding::kPartFamilies + 1) * encoding::kPartFamilies;
}

int classOf(const std::vector<std::string>& composers, const std::string& name)
{
    const auto found = std::ranges::find(composers, name);
    return found == composers.end() ? 0 : static_cast<int>(found - composers.begin()) + 1;
}

void countNotes(Corpus& corpus)
{
    for (const CorpusPiece& piece : corpus.pieces)
        (piece.validation ? corpus.validNotes : corpus.trainNotes) += piece.events.size();
}

} // namespace

Result<CorpusSnapshot> makeCorpus(std::span<const library::Entry> entries, const TrainingConfig& config,
                                  std::stop_token stop, const std::optional<Split>& split)
{
    if (config.classic)
        return makeClassicCorpus(entries, config, stop, split);
    std::vector<library::Entry> musical;
    std::vector<std::size_t> places; // of these among all
    std::size_t withoutParts = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        library::Entry entry = withSelectedParts(entries[i], config.parts);
        const bool chosen = config.parts.all() || entry.notes > 0;
        withoutParts += chosen ? 0 : 1;
        if (chosen && !hasOnlyDrums(*entry.piece) && partOf(entry, split) != SplitPart::Test) {
            musical.push_back(std::move(entry));
            places.push_back(i);
        }
    }
    if (musical.empty())
        return failure(Fault::TooLittleMusic, "The selection",
                       entries.empty()                  ? "it is empty"
                       : withoutParts == entries.size() ? kNoSelectedParts
                                                        : "it has nothing but drums");
    const auto timeBase = commonTimeBase(musical);
    if (!timeBase)
        return std::unexpected(timeBase.error());

    auto corpus = std::make_shared<Corpus>();
    corpus->timeBase = *timeBase;
    corpus->withoutParts = withoutParts;
    corpus->composers = composersOf(musical);
    const auto works = worksOf(musical);
    std::vector<originality::SourcePiece> sources; // of the pieces, in their order
    library::SourceReader reader;
    for (std::size_t i = 0; i < musical.size(); ++i) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        auto stream = encoding::encode(*musical[i].piece, *timeBase);
        if (stream.events.size() < 2)
            continue;
        if (auto hash = partOf(musical[i], split) == SplitPart::Train ? hashOf(musical[i], reader) : std::nullopt)
            corpus->sourceHashes.push_back(std::move(*hash));
        sources.push_back(sourcePieceOf(musical[i], stream));
        corpus->parts = std::max(corpus->parts, partsNeeded(stream.events));
        auto expected = encoding::expectationsOf(stream.events);
        corpus->pieces.push_back({std::move(stream.events), std::move(expected),
                                  classOf(corpus->composers, musical[i].composer),
                                  partOf(musical[i], split) == SplitPart::Valid, works[i]});
        corpus->pieces.back().entry = places[i];
    }
    if (!split)
        chooseValidation(*corpus, config.validationShare, config.randomSeed);
    corpus->fingerprints = traceOf(*corpus, std::move(sources));
    countNotes(*corpus);
    if (corpus->trainNotes < kFewestNotes)
        return failure(Fault::TooLittleMusic, "The selection",
                       std::to_string(corpus->trainNotes) + " notes to train on, at least "
                           + std::to_string(kFewestNotes) + " are needed");
    return corpus;
}

} // namespace cadenza::training
