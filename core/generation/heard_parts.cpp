#include "core/generation/heard_parts.h"

#include "core/encoding/parts.h"
#include "core/generation/sampler.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace cadenza::generation {
namespace {

using encoding::Event;

constexpr std::size_t kMostRead = 512; ///< events: enough to know
constexpr double kLeastExpected = 0.1; ///< of what a network expects that has learnt nothing

/// How much a network expects each class that it has, reading a seed.
struct Expected {
    explicit Expected(int classes)
        : whenever(static_cast<std::size_t>(classes)), ever(whenever.size()), playing(whenever.size()),
          notes(whenever.size())
    {
    }
    std::vector<double> whenever; ///< summed over all notes of the seed
    std::vector<double> ever;     ///< at most
    std::vector<double> playing;  ///< summed over the notes of this class
    std::vector<double> notes;    ///< of this class

    [[nodiscard]] double of(std::size_t known) const
    {
        return notes[known] > 0.0 ? playing[known] / notes[known] : ever[known];
    }
};

/// Nothing is recalled: what the seed said before would be expected of any network.
Expected expectedIn(const model::Network& network, std::span<const Event> events)
{
    const int classes = network.model().shape.parts;
    constexpr int kAnyComposer = 0;
    Expected expected(classes);
    auto state = network.initialState(1);
    state.recallLongest = 0;
    std::vector<float> logits(static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        network.step(state, events.subspan(i, 1), std::span(&kAnyComposer, 1));
        const Event& next = events[i + 1];
        network.partLogits(state, 0, {.step = next.step, .beat = next.beat}, logits);
        const auto probabilities = distributionOf(logits, {});
        for (std::size_t part = 0; part < probabilities.size(); ++part) {
            expected.whenever[part] += probabilities[part];
            expected.ever[part] = std::max(expected.ever[part], probabilities[part]);
        }
        const std::size_t plays = encoding::partWithin(next.part, classes);
        expected.playing[plays] += probabilities[plays];
        expected.notes[plays] += 1.0;
    }
    return expected;
}

/// The part with pitch that the network expects most.
std::uint8_t knownBest(const Expected& expected)
{
    std::size_t best = encoding::kKeyboardPart;
    for (std::size_t part = 0; part < expected.whenever.size(); ++part)
        if (!encoding::isDrums(static_cast<std::uint8_t>(part)) && expected.whenever[part] > expected.whenever[best])
            best = part;
    return static_cast<std::uint8_t>(best);
}

} // namespace

HeardParts::HeardParts()
{
    std::iota(as_.begin(), as_.end(), std::uint8_t{0});
}

bool HeardParts::isPlain() const
{
    return as_ == HeardParts().as_;
}

Event HeardParts::heard(Event event) const
{
    event.part = as_[event.part];
    return event;
}

std::vector<Event> HeardParts::heard(std::span<const Event> events) const
{
    return heard(encoding::EventStream{.events = {events.begin(), events.end()},
                                       .noteOf = std::vector<std::uint32_t>(events.size()),
                                       .positions = std::vector<std::int64_t>(events.size())})
        .events;
}

encoding::EventStream HeardParts::heard(const encoding::EventStream& played) const
{
    encoding::EventStream result{.timeBase = played.timeBase, .events = {}, .noteOf = {}, .positions = {}};
    const auto key = [&](std::size_t i) { return std::tuple(as_[played.events[i].part], played.events[i].pitch); };
    for (std::size_t first = 0, next = 0; first < played.events.size(); first = next) {
        std::vector<std::size_t> onset{first};
        for (next = first + 1; next < played.events.size() && played.events[next].step == 0; ++next)
            onset.push_back(next);
        std::ranges::stable_sort(onset, {}, key);
        onset.erase(std::ranges::unique(onset, {}, key).begin(), onset.end());
        for (const std::size_t i : onset) {
            result.events.push_back(heard(played.events[i]));
            result.events.back().step = i == onset.front() ? played.events[first].step : std::uint8_t{0};
            result.noteOf.push_back(played.noteOf[i]);
            result.positions.push_back(played.positions[i]);
        }
    }
    return result;
}

PartSet HeardParts::heard(const PartSet& parts) const
{
    PartSet result{};
    for (std::size_t part = 0; part < parts.size(); ++part)
        if (parts[part] && as_[part] != kNot)
            result[as_[part]] = true;
    return result;
}

HeardParts heardPartsOf(const model::Network& network, const midi::Piece& seed)
{
    HeardParts heard;
    const auto classes = encoding::partClassesOf(seed);
    if (classes.size() < 2 && std::ranges::find(classes, encoding::kKeyboardPart) != classes.end())
        return heard;
    auto events = encoding::encode(seed, network.model().timeBase).events;
    events.resize(std::min(events.size(), kMostRead));
    const auto expected = expectedIn(network, events);
    const int known = network.model().shape.parts;
    const double least = kLeastExpected / known;
    bool any = false;
    for (const std::uint8_t part : classes) {
        const std::uint8_t own = encoding::partWithin(part, known);
        if (expected.of(own) >= least)
            heard.hear(part, own);
        else if (encoding::isDrums(part))
            heard.ignore(part);
        else
            heard.hear(part, knownBest(expected));
    }
    for (std::size_t part = 0; part < classes.size(); ++part)
        any = any || (heard.hears(classes[part]) && !seed.parts[part].notes.empty());
    return any ? heard : HeardParts();
}

midi::Piece audible(midi::Piece piece, const HeardParts& parts)
{
    const auto classes = encoding::partClassesOf(piece);
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (!parts.hears(classes[part])) {
            piece.parts[part].notes.clear();
            piece.parts[part].pedal.clear();
        }
    return piece;
}

std::vector<std::size_t> heardNotes(const midi::Piece& piece, const HeardParts& parts)
{
    const auto classes = encoding::partClassesOf(piece);
    const auto notes = midi::notesInOrder(piece);
    std::vector<std::size_t> heard;
    for (std::size_t i = 0; i < notes.size(); ++i)
        if (parts.hears(classes[notes[i].part]))
            heard.push_back(i);
    return heard;
}

encoding::EventStream heardStream(const model::Network& network, const midi::Piece& piece)
{
    const auto timeBase = network.model().timeBase;
    const HeardParts parts = heardPartsOf(network, piece);
    if (parts.isPlain())
        return encoding::encode(piece, timeBase);
    auto stream = parts.heard(encoding::encode(audible(piece, parts), timeBase));
    const auto notes = heardNotes(piece, parts);
    for (std::uint32_t& note : stream.noteOf)
        note = static_cast<std::uint32_t>(notes[note]);
    return stream;
}

std::vector<std::size_t> unheardParts(const model::Network& network, const midi::Piece& seed)
{
    std::vector<std::size_t> unheard;
    if (network.classic())
        return unheard;
    const HeardParts heard = heardPartsOf(network, seed);
    const auto classes = encoding::partClassesOf(seed);
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (!heard.hears(classes[part]) && !seed.parts[part].notes.empty())
            unheard.push_back(part);
    return unheard;
}

} // namespace cadenza::generation
