#include "core/training/batches.h"

#include "core/encoding/parts.h"
#include "core/training/classic_corpus.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <utility>

namespace cadenza::training {
namespace {

constexpr int kLowestTransposition = -5;
constexpr int kTranspositions = 12;
constexpr double kAnyComposerShare = 0.15; ///< of windows, so that class 0 learns what all have in common
constexpr std::size_t kFewestWindows = 4;  ///< that a cut passage has

bool isClassic(const Corpus& corpus)
{
    return corpus.vocabulary != nullptr;
}

Batch emptyBatch(int batch, int steps, bool classic)
{
    Batch result;
    const auto sequences = static_cast<std::size_t>(batch);
    const auto length = static_cast<std::size_t>(steps);
    result.batch = batch;
    result.steps = steps;
    if (classic) {
        result.tokens.resize(sequences * (length + 1));
        result.expectedTokens.resize(sequences * length);
    } else {
        result.events.resize(sequences * (length + 1));
        result.expected.resize(sequences * length);
    }
    result.counts.resize(sequences * length);
    result.composers.resize(sequences);
    result.fresh.resize(sequences);
    return result;
}

/// Copies what stands at `at` to place `t` of sequence `lane`.
void readOne(Batch& batch, std::size_t lane, std::size_t t, const CorpusPiece& piece, const Passage& passage,
             std::size_t at)
{
    const auto steps = static_cast<std::size_t>(batch.steps);
    if (!batch.tokens.empty()) {
        batch.tokens[lane * (steps + 1) + t] = piece.tokens[at];
        if (t < steps && at < passage.end)
            batch.expectedTokens[lane * steps + t] = piece.expectedTokens[at];
        return;
    }
    batch.events[lane * (steps + 1) + t] = transposed(piece.events[at], passage.transposition);
    if (t < steps && at < passage.end)
        batch.expected[lane * steps + t] = encoding::transposed(piece.expected[at], passage.transposition);
}

/// Copies one window of `passage` into sequence `lane` and moves on. What lies past the end repeats the last event
/// and does not count.
void readWindow(Batch& batch, std::size_t lane, const CorpusPiece& piece, Passage& passage, ClassicRole role)
{
    const auto steps = static_cast<std::size_t>(batch.steps);
    for (std::size_t t = 0; t <= steps; ++t) {
        const std::size_t at = std::min<std::size_t>(passage.next + t, passage.end);
        readOne(batch, lane, t, piece, passage, at);
        if (t < steps && at < passage.end)
            batch.counts[lane * steps + t] = at + 1 >= passage.counted && piece.countsFor(role, at + 1) ? 1 : 0;
    }
    passage.next = static_cast<std::uint32_t>(std::min<std::size_t>(passage.next + steps, passage.end));
}

/// Passages of at most `longest` events, the first of at most `first`, that predict each event of a piece but its
/// first, and each token but the first 64, once.
std::vector<Passage> passagesOf(const Corpus& corpus, std::uint32_t piece, std::size_t first, std::size_t longest)
{
    const std::size_t last = corpus.pieces[piece].size() - 1;
    const std::size_t context = isClassic(corpus) ? kClassicContext : 1;
    std::vector<Passage> passages;
    std::size_t begin = 0;
    std::size_t end = std::min(first, last);
    while (begin < last) {
        if (last - end < longest / 4)
            end = last;
        const std::size_t from = begin + 1 > context ? begin + 1 - context : 0;
        passages.push_back({.piece = piece,
                            .next = static_cast<std::uint32_t>(from),
                            .end = static_cast<std::uint32_t>(end),
                            .counted = static_cast<std::uint32_t>(std::max(begin + 1, context)),
                            .transposition = 0});
        begin = end;
        end = std::min(last, begin + longest);
    }
    return passages;
}

void forget(Batch& batch, std::size_t lane)
{
    const auto steps = static_cast<std::size_t>(batch.steps);
    const auto forgetIn = [&]<class Expected>(std::vector<Expected>& expected) {
        if (!expected.empty())
            std::ranges::fill(std::span(expected).subspan(lane * steps, steps), Expected{});
    };
    forgetIn(batch.expected);
    forgetIn(batch.expectedTokens);
}

} // namespace

encoding::Event transposed(encoding::Event event, int semitones)
{
    if (!encoding::isDrums(event.part))
        event.pitch = static_cast<std::uint8_t>(event.pitch + semitones);
    return event;
}

TrainingBatches::TrainingBatches(CorpusSnapshot corpus, const TrainingConfig& config)
    : corpus_(std::move(corpus)), batch_(config.batch), steps_(config.steps), transpose_(config.transpose),
      recallDropout_(config.recallDropout), random_(config.randomSeed), lanes_(static_cast<std::size_t>(config.batch)),
      fresh_(static_cast<std::size_t>(config.batch), 1)
{
}

Batch TrainingBatches::next()
{
    Batch batch = emptyBatch(batch_, steps_, isClassic(*corpus_));
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
        Passage& passage = lanes_[lane];
        if (passage.next >= passage.end) {
            if (queue_.empty())
                refill();
            passage = queue_.back();
            queue_.pop_back();
            fresh_[lane] = 1;
        }
        const CorpusPiece& piece = corpus_->pieces[passage.piece];
        batch.fresh[lane] = std::exchange(fresh_[lane], std::uint8_t{0});
        batch.composers[lane] = random_.uniform() < kAnyComposerShare ? 0 : piece.composer;
        readWindow(batch, lane, piece, passage, ClassicRole::Train);
        if (random_.uniform() < recallDropout_)
            forget(batch, lane);
    }
    return batch;
}

void TrainingBatches::refill()
{
    const std::size_t window = static_cast<std::size_t>(steps_);
    const std::size_t longest =
        std::max(kFewestWindows * window, corpus_->trainNotes / (kFewestWindows * static_cast<std::size_t>(batch_)));
    for (std::size_t piece = 0; piece < corpus_->pieces.size(); ++piece)
        if (!corpus_->pieces[piece].validation)
            addPassages(static_cast<std::uint32_t>(piece), longest);
    random_.shuffle(std::span(queue_));
}

/// Cuts at other places in every epoch.
void TrainingBatches::addPassages(std::uint32_t piece, std::size_t longest)
{
    const CorpusPiece& music = corpus_->pieces[piece];
    const int transposition = drawTransposition(music);
    const std::size_t first = music.size() - 1 <= longest ? longest : longest / 2 + random_.below(longest / 2 + 1);
    for (Passage& passage : passagesOf(*corpus_, piece, first, longest)) {
        passage.transposition = transposition;
        queue_.push_back(passage);
    }
}

/// In −5…+6, as far as no note leaves the keys of MIDI.
int TrainingBatches::drawTransposition(const CorpusPiece& piece)
{
    if (!transpose_ || isClassic(*corpus_))
        return 0;
    const int drawn = kLowestTransposition + static_cast<int>(random_.below(kTranspositions));
    int lowest = 127, highest = 0;
    for (const encoding::Event& event : piece.events) {
        if (encoding::isDrums(event.part))
            continue;
        lowest = std::min<int>(lowest, event.pitch);
        highest = std::max<int>(highest, event.pitch);
    }
    return lowest > highest ? 0 : std::clamp(drawn, -lowest, 127 - highest);
}

TrainingBatches::State TrainingBatches::state() const
{
    return {random_.state(), queue_, lanes_, fresh_};
}

void TrainingBatches::setState(State state)
{
    random_.setState(state.random);
    queue_ = std::move(state.queue);
    lanes_ = std::move(state.lanes);
    fresh_ = std::move(state.fresh);
}

namespace {

/// How many notes of each of these pieces are read so that all together give at most `most`.
std::size_t evenShare(const std::vector<std::size_t>& lengths, std::size_t most)
{
    std::vector<std::size_t> ascending = lengths;
    std::ranges::sort(ascending);
    std::size_t left = most;
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const std::size_t share = left / (ascending.size() - i);
        if (ascending[i] > share)
            return std::max<std::size_t>(share, 2);
        left -= ascending[i];
    }
    return ascending.empty() ? 0 : ascending.back();
}

/// All passages with tokens that are held out, of about the same length.
std::vector<Passage> heldOutTokens(const Corpus& corpus, const TrainingConfig& config)
{
    std::vector<std::uint32_t> pieces;
    std::size_t tokens = 0;
    for (std::size_t piece = 0; piece < corpus.pieces.size(); ++piece)
        if (std::ranges::find(corpus.pieces[piece].roles, ClassicRole::Valid) != corpus.pieces[piece].roles.end()) {
            pieces.push_back(static_cast<std::uint32_t>(piece));
            tokens += corpus.pieces[piece].size();
        }
    const std::size_t longest =
        std::max<std::size_t>(4 * kClassicContext, tokens / static_cast<std::size_t>(config.batch) + 1);
    std::vector<Passage> passages;
    for (const std::uint32_t piece : pieces)
        std::ranges::move(passagesOf(corpus, piece, longest, longest), std::back_inserter(passages));
    return passages;
}

std::vector<Passage> heldOut(const Corpus& corpus, std::size_t mostNotes)
{
    std::vector<std::size_t> lengths;
    for (const CorpusPiece& piece : corpus.pieces)
        if (piece.validation)
            lengths.push_back(piece.events.size());
    const std::size_t share = evenShare(lengths, mostNotes);
    std::vector<Passage> passages;
    for (std::size_t piece = 0; piece < corpus.pieces.size(); ++piece)
        if (corpus.pieces[piece].validation)
            passages.push_back(
                {.piece = static_cast<std::uint32_t>(piece),
                 .end = static_cast<std::uint32_t>(std::min(corpus.pieces[piece].events.size(), share) - 1)});
    std::ranges::stable_sort(passages, std::greater<>(), &Passage::end);
    return passages;
}

} // namespace

std::vector<Batch> validationBatches(const Corpus& corpus, const TrainingConfig& config, std::size_t mostNotes)
{
    std::vector<Passage> waiting = isClassic(corpus) ? heldOutTokens(corpus, config) : heldOut(corpus, mostNotes);
    std::ranges::reverse(waiting);
    std::vector<Passage> lanes(std::min(waiting.size(), static_cast<std::size_t>(config.batch)));
    const auto isReading = [](const Passage& passage) { return passage.next < passage.end; };
    std::vector<Batch> batches;
    while (!waiting.empty() || std::ranges::any_of(lanes, isReading)) {
        Batch batch = emptyBatch(static_cast<int>(lanes.size()), config.steps, isClassic(corpus));
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            if (!isReading(lanes[lane]) && !waiting.empty()) {
                lanes[lane] = waiting.back();
                waiting.pop_back();
                batch.fresh[lane] = 1;
            }
            const CorpusPiece& piece = corpus.pieces[lanes[lane].piece];
            batch.composers[lane] = piece.composer;
            readWindow(batch, lane, piece, lanes[lane], ClassicRole::Valid);
        }
        batches.push_back(std::move(batch));
    }
    return batches;
}

} // namespace cadenza::training
