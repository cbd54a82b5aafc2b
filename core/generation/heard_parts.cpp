#include "core/generation/heard_parts.h"

#include "core/encoding/encoder.h"
#include "core/encoding/parts.h"
#include "core/generation/sampler.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace cadenza::generation {
namespace {

using encoding::Event;

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
    std::vector<Event> result;
    for (const Event& event : events)
        result.push_back(heard(event));
    const auto key = [](const Event& event) { return std::tuple(event.part, event.pitch); };
    for (auto first = result.begin(); first != result.end();) {
        const auto next = std::find_if(first + 1, result.end(), [](const Event& event) { return event.step != 0; });
        const std::uint8_t step = first->step;
        first->step = 0;
        std::stable_sort(first, next, [&](const Event& a, const Event& b) { return key(a) < key(b); });
        first->step = step;
        first = next;
    }
    const auto doubled = [&](const Event& a, const Event& b) { return b.step == 0 && key(a) == key(b); };
    result.erase(std::unique(result.begin(), result.end(), doubled), result.end());
    return result;
}

HeardParts heardPartsOf(const model::Network& network, const midi::Piece& seed)
{
    HeardParts heard;
    const auto classes = encoding::partClassesOf(seed);
    if (classes.size() < 2 && std::ranges::find(classes, encoding::kKeyboardPart) != classes.end())
        return heard;
    const auto expected = expectedIn(network, encoding::encode(seed, network.model().timeBase).events);
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
