#include "core/training/classic_corpus.h"

#include "core/base/random.h"
#include "core/encoding/encoder.h"
#include "core/library/piece_loading.h"
#include "core/midi/track_events.h"
#include "core/model/sha256.h"
#include "core/training/corpus_assembly.h"
#include "core/training/training_trace.h"
#include "core/training/works.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::training {
namespace {

using encoding::ClassicClasses;
using encoding::ClassicToken;

constexpr double kHeldOutShare = 0.2; ///< of the windows for the test, and of the rest for validation

/// The stream of an entry's file, or of its music where the file is gone or parts of it are selected.
std::vector<ClassicToken> tokensOf(const library::Entry& entry, const midi::PartSelection& parts,
                                   const Result<std::vector<std::byte>>& bytes)
{
    if (bytes && parts.all())
        if (const auto events = midi::readTrackEvents(*bytes))
            return encoding::classicTokens(*events);
    return encoding::classicTokens(*entry.piece);
}

/// One piece of all.
void concatenate(Corpus& corpus)
{
    CorpusPiece all;
    for (CorpusPiece& piece : corpus.pieces)
        std::ranges::move(piece.tokens, std::back_inserter(all.tokens));
    corpus.pieces.clear();
    corpus.pieces.push_back(std::move(all));
}

/// Holds out a fifth of the windows at random, and a fifth of the rest: nobody learns from the former.
void holdOutWindows(CorpusPiece& piece, std::uint64_t seed)
{
    piece.roles.assign(piece.tokens.size(), ClassicRole::None);
    std::vector<std::size_t> targets(piece.tokens.size() - kClassicContext);
    std::iota(targets.begin(), targets.end(), kClassicContext);
    Random(seed).shuffle(std::span(targets));
    const auto test = static_cast<std::size_t>(kHeldOutShare * static_cast<double>(targets.size()));
    const auto valid =
        static_cast<std::size_t>(std::lround(kHeldOutShare * static_cast<double>(targets.size() - test)));
    for (std::size_t i = test; i < targets.size(); ++i)
        piece.roles[targets[i]] = i < test + valid ? ClassicRole::Valid : ClassicRole::Train;
}

void holdOutWorks(Corpus& corpus)
{
    for (CorpusPiece& piece : corpus.pieces) {
        piece.roles.assign(piece.tokens.size(), piece.validation ? ClassicRole::Valid : ClassicRole::Train);
        std::fill_n(piece.roles.begin(), kClassicContext, ClassicRole::None);
    }
}

void countTargets(Corpus& corpus)
{
    for (const CorpusPiece& piece : corpus.pieces) {
        corpus.trainNotes += static_cast<std::size_t>(std::ranges::count(piece.roles, ClassicRole::Train));
        corpus.validNotes += static_cast<std::size_t>(std::ranges::count(piece.roles, ClassicRole::Valid));
    }
}

/// What is read of each entry before the vocabulary of all is known.
struct Gathered {
    std::vector<std::vector<ClassicToken>> tokens;
    std::vector<originality::SourcePiece> sources;
};

Result<Gathered> gather(Corpus& corpus, std::span<const library::Entry> entries, const midi::PartSelection& parts,
                        const std::stop_token& stop, const std::optional<Split>& split)
{
    const auto works = worksOf(entries);
    Gathered gathered;
    library::SourceReader reader;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        const library::Entry entry = withSelectedParts(entries[i], parts);
        if (!parts.all() && entry.notes == 0) {
            ++corpus.withoutParts;
            continue;
        }
        const SplitPart part = partOf(entry, split);
        const auto bytes = reader.read(entry);
        auto tokens = tokensOf(entry, parts, bytes);
        if (part == SplitPart::Test || tokens.size() <= kClassicContext)
            continue;
        if (bytes && part == SplitPart::Train)
            corpus.sourceHashes.push_back(model::Sha256().add(*bytes).hex());
        gathered.tokens.push_back(std::move(tokens));
        const auto timeBase = encoding::suitableTimeBase(*entry.piece);
        gathered.sources.push_back(sourcePieceOf(entry, encoding::encode(*entry.piece, timeBase)));
        corpus.pieces.push_back({.validation = part == SplitPart::Valid, .work = works[i], .entry = i});
    }
    return gathered;
}

encoding::ClassicVocabulary vocabularyOf(const std::vector<std::vector<ClassicToken>>& tokens,
                                         const encoding::ClassicSpelling& spelling)
{
    encoding::ClassicVocabularyBuilder builder(spelling);
    for (const auto& stream : tokens)
        builder.add(stream);
    return std::move(builder).finish();
}

void spell(Corpus& corpus, const std::vector<std::vector<ClassicToken>>& tokens, const ClassicSettings& settings)
{
    const auto vocabulary = std::make_shared<const encoding::ClassicVocabulary>(
        settings.vocabulary ? *settings.vocabulary : vocabularyOf(tokens, settings.spelling));
    for (std::size_t i = 0; i < tokens.size(); ++i)
        for (const ClassicToken& token : tokens[i])
            corpus.pieces[i].tokens.push_back(vocabulary->classesOf(token));
    corpus.vocabulary = vocabulary;
}

} // namespace

Result<CorpusSnapshot> makeClassicCorpus(std::span<const library::Entry> entries, const TrainingConfig& config,
                                         std::stop_token stop, const std::optional<Split>& split)
{
    auto corpus = std::make_shared<Corpus>();
    auto gathered = gather(*corpus, entries, config.parts, stop, split);
    if (!gathered)
        return std::unexpected(gathered.error());
    if (!entries.empty() && corpus->withoutParts == entries.size())
        return failure(Fault::TooLittleMusic, "The selection", kNoSelectedParts);
    if (corpus->pieces.empty())
        return failure(Fault::TooLittleMusic, "The selection",
                       "no piece has more than " + std::to_string(kClassicContext) + " notes and chords");
    spell(*corpus, gathered->tokens, *config.classic);
    if (config.classic->split == ClassicSplit::Works && !split)
        chooseValidation(*corpus, config.validationShare, config.randomSeed);
    corpus->fingerprints = traceOf(*corpus, std::move(gathered->sources));
    if (config.classic->split == ClassicSplit::Windows) {
        concatenate(*corpus);
        holdOutWindows(corpus->pieces.front(), config.randomSeed);
    } else {
        holdOutWorks(*corpus);
    }
    for (CorpusPiece& piece : corpus->pieces)
        piece.expectedTokens = encoding::expectationsOf(piece.tokens, *corpus->vocabulary);
    countTargets(*corpus);
    if (corpus->trainNotes == 0)
        return failure(Fault::TooLittleMusic, "The selection", "nothing is left to train on");
    return corpus;
}

Baseline classicBaseline(const Corpus& corpus)
{
    std::array<std::map<std::uint16_t, std::size_t>, 3> counts;
    std::size_t tokens = 0;
    const ClassicRole role = corpus.validNotes > 0 ? ClassicRole::Valid : ClassicRole::Train;
    for (const CorpusPiece& piece : corpus.pieces)
        for (std::size_t i = 0; i < piece.tokens.size(); ++i) {
            if (piece.roles[i] != role)
                continue;
            ++counts[0][piece.tokens[i].word];
            ++counts[1][piece.tokens[i].offset];
            ++counts[2][piece.tokens[i].duration];
            ++tokens;
        }
    const auto share = [&](const std::map<std::uint16_t, std::size_t>& of) {
        std::size_t most = 0;
        for (const auto& [one, count] : of)
            most = std::max(most, count);
        return tokens > 0 ? static_cast<double>(most) / static_cast<double>(tokens) : 0.0;
    };
    return {.step = share(counts[1]), .pitch = share(counts[0]), .duration = share(counts[2])};
}

} // namespace cadenza::training
