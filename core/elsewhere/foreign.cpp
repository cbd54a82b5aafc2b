#include "core/elsewhere/foreign.h"

#include <utility>

namespace cadenza::elsewhere {
namespace {

constexpr std::size_t kMostNotes = 1'000'000'000'000;
constexpr double kLongest = 1e9; ///< seconds
constexpr double kWorst = 1e3;   ///< nats per note
constexpr int kWidest = 65'536;

bool isWithin(double value, double highest)
{
    return value >= 0.0 && value <= highest; // false for NaN
}

} // namespace

std::string shortened(std::string text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    text.resize(most);
    return text;
}

training::RunFacts plausible(training::RunFacts facts)
{
    for (std::size_t* count : {&facts.pieces, &facts.trainNotes, &facts.validNotes})
        if (*count > kMostNotes)
            *count = 0;
    if (!isWithin(facts.seconds, kLongest))
        facts.seconds = 0.0;
    if (!isWithin(facts.bestNll, kWorst))
        facts.bestNll = 0.0;
    const auto& [step, pitch, duration, velocity] = facts.baseline;
    if (!isWithin(step, kWorst) || !isWithin(pitch, kWorst) || !isWithin(duration, kWorst)
        || !isWithin(velocity, kWorst))
        facts.baseline = {};
    if (facts.hidden < 0 || facts.hidden > kWidest)
        facts.hidden = 0;
    facts.from = shortened(std::move(facts.from), kLongestWord);
    facts.host = shortened(std::move(facts.host), kLongestWord);
    return facts;
}

} // namespace cadenza::elsewhere
