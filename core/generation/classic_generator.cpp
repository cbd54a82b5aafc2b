#include "core/generation/classic_generator.h"

#include "core/encoding/encoder.h"
#include "core/generation/sampler.h"
#include "core/generation/take_random.h"
#include "core/midi/tempo_map.h"
#include "core/model/classic_network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::generation {
namespace {

using encoding::ClassicClasses;
using encoding::ClassicToken;
using encoding::kTwelfths;
using model::ClassicStream;

constexpr std::size_t kTokensANote = 16; ///< where a take would stay for good on what cannot be added to its seed

/// A token and what the networks made of it.
struct DrawnToken {
    ClassicClasses classes;
    float surprise{0.0F};
    std::vector<float> wordLogits;
};

std::size_t classDrawn(std::span<const float> logits, double diversity, Random& random)
{
    return draw(distributionOf(logits, {.temperature = diversity}), random);
}

/// The diversities with what the dials say of the defaults.
struct Diversities {
    explicit Diversities(const GenerationSettings& settings)
    {
        const GenerationSettings usual;
        const auto scaled = [](double diversity, const AttributeSampling& dial, const AttributeSampling& at) {
            return std::clamp(diversity * dial.temperature / at.temperature, 0.05, 10.0);
        };
        word = scaled(settings.classic.diversity, settings.pitch, usual.pitch);
        offset = scaled(settings.classic.diversity, settings.step, usual.step);
        duration = scaled(settings.classic.durationDiversity, settings.duration, usual.duration);
    }
    double word;
    double offset;
    double duration;
};

DrawnToken drawToken(const model::ClassicNetwork& network, model::ClassicState& state, const Diversities& diversities,
                     Random& random)
{
    DrawnToken drawn;
    double surprise = 0.0;
    const auto classOf = [&](ClassicStream stream, double diversity) {
        auto logits = network.predict(state, stream, drawn.classes);
        const std::size_t chosen = classDrawn(logits, diversity, random);
        surprise += surpriseOf(logits, chosen);
        if (stream == ClassicStream::Word)
            drawn.wordLogits = std::move(logits);
        return static_cast<std::uint16_t>(chosen);
    };
    drawn.classes.offset = classOf(ClassicStream::Offset, diversities.offset);
    drawn.classes.word = classOf(ClassicStream::Word, diversities.word);
    drawn.classes.duration = classOf(ClassicStream::Duration, diversities.duration);
    drawn.surprise = static_cast<float>(surprise);
    return drawn;
}

/// The likeliest words that are single notes.
std::array<Alternative, kAlternatives> likeliestNotes(const encoding::ClassicVocabulary& vocabulary,
                                                      std::span<const float> logits)
{
    const auto probabilities = distributionOf(logits, {});
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t word) { return probabilities[word]; });
    std::array<Alternative, kAlternatives> likeliest{};
    std::size_t found = 0;
    for (const std::size_t word : order) {
        const auto pitches = encoding::pitchesOfClassicWord(vocabulary.words[word]);
        if (pitches.size() != 1)
            continue;
        likeliest[found++] = {pitches.front(), static_cast<float>(probabilities[word])};
        if (found == kAlternatives)
            break;
    }
    return likeliest;
}

/// The tokens of a seed, as they are or with its three streams taken from different places.
std::vector<ClassicClasses> seedTokens(const encoding::ClassicVocabulary& vocabulary, const midi::Piece& seed,
                                       bool mixed, Random& random)
{
    std::vector<ClassicClasses> tokens;
    for (const ClassicToken& token : encoding::classicTokens(seed))
        tokens.push_back(vocabulary.classesOf(token));
    if (!mixed)
        return tokens;
    auto offsets = tokens, durations = tokens;
    random.shuffle(std::span(offsets));
    random.shuffle(std::span(durations));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        tokens[i].offset = offsets[i].offset;
        tokens[i].duration = durations[i].duration;
    }
    return tokens;
}

/// Adds tokens to a piece after its last note: within its onset only higher notes, so that the seed's stay first.
class Writer {
public:
    explicit Writer(midi::Piece seed) : piece_(std::move(seed))
    {
        const auto notes = midi::notesInOrder(piece_);
        last_ = notes.back().note;
        part_ = notes.back().part;
        lastOf_.fill(kNone);
        const auto& own = piece_.parts[part_].notes;
        for (std::size_t i = 0; i < own.size(); ++i)
            lastOf_[own[i].pitch] = i;
        double velocity = 0.0;
        for (const midi::PlacedNote& placed : notes)
            velocity += placed.note.velocity;
        velocity_ = static_cast<std::uint8_t>(std::lround(velocity / static_cast<double>(notes.size())));
    }

    /// Where a token with this offset would begin.
    [[nodiscard]] Tick onsetAfter(int twelfths) const { return last_.onset + ticks(now_ + twelfths); }

    /// Returns the notes that it became.
    std::size_t add(const ClassicToken& token, int offset)
    {
        now_ += offset;
        const Tick onset = last_.onset + ticks(now_);
        std::size_t added = 0;
        for (const std::uint8_t pitch : token.pitches) {
            if ((onset == last_.onset && pitch <= last_.pitch) || !makeRoom(pitch, onset))
                continue;
            auto& notes = piece_.parts[part_].notes;
            lastOf_[pitch] = notes.size();
            notes.push_back({onset, ticks(std::max(token.duration, 1)), pitch, velocity_, midi::Hand::Unknown});
            ++added;
        }
        return added;
    }

    [[nodiscard]] midi::Piece finish() &&
    {
        std::ranges::stable_sort(piece_.parts[part_].notes, {},
                                 [](const midi::Note& note) { return std::pair(note.onset, note.pitch); });
        return std::move(piece_);
    }

private:
    [[nodiscard]] Tick ticks(int twelfths) const
    {
        return {(std::int64_t{twelfths} * piece_.ticksPerQuarter + kTwelfths / 2) / kTwelfths};
    }

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    /// A key sounds once at a time: the note before ends where the next one begins. False where they begin together.
    bool makeRoom(std::uint8_t pitch, Tick onset)
    {
        if (lastOf_[pitch] == kNone)
            return true;
        midi::Note& before = piece_.parts[part_].notes[lastOf_[pitch]];
        if (before.onset >= onset)
            return false;
        before.duration = std::min(before.duration, onset - before.onset);
        return true;
    }

    midi::Piece piece_;
    std::array<std::size_t, 128> lastOf_{}; ///< the note of each key that begins last
    midi::Note last_;                       ///< of the seed
    std::size_t part_{0};
    std::uint8_t velocity_{64};
    int now_{0}; ///< twelfths after the seed's last onset
};

/// Where nothing begins any more, by the bars or seconds asked for.
class Limit {
public:
    Limit(const midi::Piece& seed, const Ending& ending) : tempo_(seed)
    {
        const Tick last = midi::notesInOrder(seed).back().note.onset;
        const int bar = tempo_.barAt(last).bar + 1;
        const Tick begins = tempo_.barStart(bar);
        if (ending.bars > 0.0)
            until_ = begins + Tick{std::llround(ending.bars * double((tempo_.barStart(bar + 1) - begins).value))};
        if (ending.seconds > 0.0)
            seconds_ = tempo_.secondsAt(last).count() + ending.seconds;
    }
    [[nodiscard]] bool isReached(Tick onset) const
    {
        return (until_ && onset >= *until_) || (seconds_ && tempo_.secondsAt(onset).count() >= *seconds_);
    }

private:
    midi::TempoMap tempo_;
    std::optional<Tick> until_;
    std::optional<double> seconds_;
};

/// The events of the music after the seed, and what is known of each note: of its token.
void describe(Take& take, const std::vector<std::pair<std::size_t, NoteInsight>>& insights)
{
    const auto stream = encoding::encode(take.piece, encoding::TimeBase::Beats);
    for (std::size_t i = 0; i < stream.events.size(); ++i) {
        if (stream.noteOf[i] < take.seedNotes)
            continue;
        const std::size_t made = stream.noteOf[i] - take.seedNotes;
        const auto of = std::ranges::find_if(insights, [&](const auto& insight) { return made < insight.first; });
        take.events.push_back(stream.events[i]);
        take.insights.push_back(of == insights.end() ? NoteInsight{} : of->second);
        take.surprise.push_back(take.insights.back().surprise);
    }
}

} // namespace

Result<Take> generateClassic(const model::Network& network, const midi::Piece& seed, const GenerationSettings& settings,
                             std::size_t notes, std::size_t index, std::uint64_t randomSeed,
                             const std::stop_token& stop, const TakeListener& listen)
{
    const model::ClassicNetwork& classic = *network.classic();
    const encoding::ClassicVocabulary& vocabulary = classic.part().vocabulary;
    if (seed.noteCount() < kShortestSeed)
        return failure(Fault::TooLittleMusic, seed.title.empty() ? "seed" : seed.title,
                       std::to_string(seed.noteCount()) + " notes; a seed needs at least "
                           + std::to_string(kShortestSeed));
    Take take;
    take.modelHash = network.contentHash();
    take.randomSeed = randomSeed;
    take.index = index;
    take.settings = settings;
    Random random = randomFor(randomSeed, index);
    model::ClassicState state = classic.initialState();
    const auto heard = seedTokens(vocabulary, seed, settings.classic.mixedSeed, random);
    classic.hear(state, heard.front());
    for (const ClassicClasses& token : std::span(heard).subspan(1))
        classic.follow(state, token);
    int before = vocabulary.offsets[heard.back().offset]; ///< that belonged to the token before
    Writer writer(seed);
    take.seedNotes = seed.noteCount();
    const Limit limit(seed, settings.ending);
    const Diversities diversities(settings);
    std::vector<std::pair<std::size_t, NoteInsight>> insights; ///< notes up to and with each token
    std::size_t made = 0;
    for (std::size_t tokens = 0; made < notes && tokens < kTokensANote * notes; ++tokens) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled, "generation");
        const DrawnToken drawn = drawToken(classic, state, diversities, random);
        const ClassicToken token = vocabulary.tokenOf(drawn.classes);
        const int offset = settings.classic.lateOffsets ? std::exchange(before, token.offset) : token.offset;
        if (limit.isReached(writer.onsetAfter(offset)))
            break;
        made += writer.add(token, offset);
        insights.emplace_back(made, NoteInsight{drawn.surprise, likeliestNotes(vocabulary, drawn.wordLogits)});
        classic.hear(state, drawn.classes);
    }
    take.piece = std::move(writer).finish();
    describe(take, insights);
    if (listen)
        for (const encoding::Event& event : take.events)
            listen(index, event);
    return take;
}

} // namespace cadenza::generation
