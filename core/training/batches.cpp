#include "core/training/batches.h"

#include "core/encoding/parts.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace cadenza::training {
namespace {

constexpr int kLowestTransposition = -5;
constexpr int kTranspositions = 12;
constexpr double kAnyComposerShare = 0.15; ///< of windows, so that class 0 learns what all have in common
constexpr std::size_t kFewestWindows = 4;  ///< that a cut passage has

Batch emptyBatch(int batch, int steps)
{
    Batch result;
    const auto sequences = static_cast<std::size_t>(batch);
    const auto length = static_cast<std::size_t>(steps);
    result.batch = batch;
    result.steps = steps;
    result.events.resize(sequences * (length + 1));
    result.expected.resize(sequences * length);
    result.counts.resize(sequences * length);
    result.composers.resize(sequences);
    result.fresh.resize(sequences);
    return result;
}

/// Copies one window of `passage` into sequence `lane` and moves on. What lies past the end repeats the last event
/// and does not count.
void readWindow(Batch& batch, std::size_t lane, const CorpusPiece& piece, Passage& passage)
{
    const auto steps = static_cast<std::size_t>(batch.steps);
    for (std::size_t t = 0; t <= steps; ++t) {
        const std::size_t at = std::min<std::size_t>(passage.next + t, passage.end);
        batch.events[lane * (steps + 1) + t] = transposed(piece.events[at], passage.transposition);
        if (t == steps || passage.next + t >= passage.end)
            continue;
        batch.counts[lane * steps + t] = 1;
        batch.expected[lane * steps + t] = encoding::transposed(piece.expected[at], passage.transposition);
    }
    passage.next = static_cast<std::uint32_t>(std::min<std::size_t>(passage.next + steps, passage.end));
}

void forget(Batch& batch, std::size_t lane)
{
    const auto steps = static_cast<std::ptrdiff_t>(batch.steps);
    std::fill_n(batch.expected.begin() + static_cast<std::ptrdiff_t>(lane) * steps, steps, encoding::Expectation{});
}

} // namespace

encoding::Event transposed(encoding::Event event, int semitones)
{
    if (event.part != encoding::kDrumsPart)
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
    Batch batch = emptyBatch(batch_, steps_);
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
        readWindow(batch, lane, piece, passage);
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
    const std::size_t last = music.events.size() - 1;
    const int transposition = drawTransposition(music);
    std::size_t first = 0;
    std::size_t end = last <= longest ? last : longest / 2 + random_.below(longest / 2 + 1);
    while (first < last) {
        if (last - end < longest / 4)
            end = last;
        queue_.push_back({piece, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), transposition});
        first = end;
        end = std::min(last, first + longest);
    }
}

/// In −5…+6, as far as no note leaves the keys of MIDI.
int TrainingBatches::drawTransposition(const CorpusPiece& piece)
{
    if (!transpose_)
        return 0;
    const int drawn = kLowestTransposition + static_cast<int>(random_.below(kTranspositions));
    int lowest = 127, highest = 0;
    for (const encoding::Event& event : piece.events) {
        if (event.part == encoding::kDrumsPart)
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
            passages.push_back({static_cast<std::uint32_t>(piece), 0,
                                static_cast<std::uint32_t>(std::min(corpus.pieces[piece].events.size(), share) - 1),
                                0});
    std::ranges::stable_sort(passages, std::greater<>(), &Passage::end);
    return passages;
}

} // namespace

std::vector<Batch> validationBatches(const Corpus& corpus, const TrainingConfig& config, std::size_t mostNotes)
{
    std::vector<Passage> waiting = heldOut(corpus, mostNotes);
    std::ranges::reverse(waiting);
    std::vector<Passage> lanes(std::min(waiting.size(), static_cast<std::size_t>(config.batch)));
    const auto isReading = [](const Passage& passage) { return passage.next < passage.end; };
    std::vector<Batch> batches;
    while (!waiting.empty() || std::ranges::any_of(lanes, isReading)) {
        Batch batch = emptyBatch(static_cast<int>(lanes.size()), config.steps);
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            if (!isReading(lanes[lane]) && !waiting.empty()) {
                lanes[lane] = waiting.back();
                waiting.pop_back();
                batch.fresh[lane] = 1;
            }
            const CorpusPiece& piece = corpus.pieces[lanes[lane].piece];
            batch.composers[lane] = piece.composer;
            readWindow(batch, lane, piece, lanes[lane]);
        }
        batches.push_back(std::move(batch));
    }
    return batches;
}

} // namespace cadenza::training
