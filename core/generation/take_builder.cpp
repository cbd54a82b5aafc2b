#include "core/generation/take_builder.h"

#include "core/encoding/classes.h"
#include "core/encoding/parts.h"
#include "core/generation/note_surprise.h"
#include "core/generation/sampler.h"
#include "core/generation/take_random.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

namespace cadenza::generation {
namespace {

using encoding::Event;
using model::PartialEvent;

AttributeSampling warmer(AttributeSampling sampling, double factor)
{
    sampling.temperature *= factor;
    return sampling;
}

std::array<Alternative, kAlternatives> likeliestOf(std::span<const double> probabilities)
{
    std::array<Alternative, kAlternatives> likeliest{};
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const Alternative here{static_cast<std::uint8_t>(i), static_cast<float>(probabilities[i])};
        const auto place = std::ranges::find_if(
            likeliest, [&](const Alternative& other) { return here.probability > other.probability; });
        if (place == likeliest.end())
            continue;
        std::move_backward(place, likeliest.end() - 1, likeliest.end());
        *place = here;
    }
    return likeliest;
}

std::size_t pitchedPartsOf(const EncodedSeed& seed)
{
    return static_cast<std::size_t>(std::ranges::count(seed.piece.parts, false, &midi::Part::drums));
}

/// The parts that may be drawn: those that are not kept, or that play in the seed.
PartSet freePartsOf(const EncodedSeed& seed, const std::optional<KeptVoices>& kept)
{
    if (kept && kept->free().side == FreeVoices::Side::Anywhere)
        return kept->free().parts;
    PartSet free{};
    for (const Event& event : seed.played)
        free[event.part] = true;
    return free;
}

constexpr float kNever = -std::numeric_limits<float>::infinity();

template <std::size_t classes>
using Logits = std::array<float, classes>;

} // namespace

TakeBuilder::TakeBuilder(const model::Network& network, const EncodedSeed& seed, const GenerationSettings& settings,
                         const Extent& extent, std::uint64_t randomSeed, std::size_t index,
                         const std::optional<KeptVoices>& kept)
    : network_(network), seed_(seed), random_(randomFor(randomSeed, index)), guard_(settings.loopGuard),
      extent_(extent), kept_(kept), free_(freePartsOf(seed, kept)), heardFree_(seed.parts.heard(free_)),
      lastSeedPart_(midi::notesInOrder(seed.piece).back().part), history_(network, LoopGuard::kTakenBack + 1)
{
    take_.randomSeed = randomSeed;
    take_.index = index;
    take_.settings = settings;
    take_.seedNotes = seed.notes;
    for (const auto& event : seed.events)
        guard_.hear(event);
    replay();
}

/// Makes the decoder, the mask and the anchor anew from the seed and the notes drawn so far.
void TakeBuilder::replay()
{
    const auto timeBase = network_.model().timeBase;
    mask_.emplace(timeBase, take_.settings.constraints);
    decoder_.emplace(timeBase, seed_.piece);
    anchor_.emplace(take_.settings.anchor);
    end_.emplace(timeBase, seed_.piece, seed_.events, take_.settings.ending, extent_);
    if (!seed_.parts.isPlain() || pitchedPartsOf(seed_) > 1)
        voices_.emplace(timeBase, seed_.piece, seed_.played, seed_.parts, free_);
    cadence_.emplace(timeBase, take_.settings.constraints.key, voices_ ? voices_->size() : Cadence::kFewestNotes);
    for (const auto& event : seed_.events) {
        mask_->hear(event);
        anchor_->hearSeed(event);
        cadence_->hear(event);
    }
    for (std::size_t part = 0; part < heardFree_.size(); ++part)
        if (heardFree_[part])
            mask_->allow(static_cast<std::uint8_t>(part));
    last_ = seed_.events.back();
    places_.clear();
    for (const auto& event : take_.events)
        hear(event);
}

void TakeBuilder::hear(const Event& event)
{
    const Event heard = seed_.parts.heard(event);
    mask_->hear(heard);
    anchor_->hear(heard);
    cadence_->hear(heard);
    end_->hear(heard);
    decoder_->append(event);
    if (voices_) {
        voices_->hear(event, end_->positionAfter(0));
        if (free_[event.part] && voices_->isMonophonic(event.part))
            decoder_->endEarlier(event.part);
    }
    places_.push_back({written_.value_or(decoder_->lastOnset()), decoder_->partAt(event.part), event.pitch});
    written_.reset();
    last_ = heard;
}

void TakeBuilder::takeBack(model::NetworkState& state, int row)
{
    constexpr std::size_t count = LoopGuard::kTakenBack;
    history_.takeBack(state, row, count);
    take_.events.resize(take_.events.size() - count);
    take_.insights.resize(take_.events.size());
    guard_.takeBack(count);
    take_.interventions.push_back({take_.events.size(), InterventionKind::TakenBack});
    replay();
}

Event TakeBuilder::drawNext(model::NetworkState& state, int row)
{
    if (take_.settings.loopGuard.enabled) {
        history_.remember(state, row);
        if (history_.size() > LoopGuard::kTakenBack && guard_.stuck())
            takeBack(state, row);
    }
    NoteInsight insight;
    const auto event = draw(state, row, insight);
    if (event) {
        take_.events.push_back(*event);
        take_.insights.push_back(insight);
        guard_.hear(seed_.parts.heard(*event));
        hear(*event);
    }
    complete_ = !event || notes() == extent_.notes;
    return last_;
}

/// Nothing where the take ends.
std::optional<Event> TakeBuilder::draw(const model::NetworkState& state, int row, NoteInsight& insight)
{
    const auto& dials = take_.settings;
    Event event;
    double surprise = 0.0;
    const auto choose = [&](std::span<const float> own, std::span<const float> masked, const AttributeSampling& how) {
        const std::size_t chosen = generation::draw(distributionOf(masked, how), random_);
        surprise += surpriseOf(own, chosen);
        return static_cast<std::uint8_t>(chosen);
    };

    Logits<encoding::kStepClasses> steps{};
    network_.stepLogits(state, row, steps);
    const auto ownSteps = steps;
    double entropy = entropyOf(distributionOf(ownSteps, {}));
    anchor_->pullSteps(steps);
    if (voices_)
        voices_->pullSteps(last_, end_->positionAfter(0), steps);
    maskSteps(steps);
    event.step = choose(ownSteps, steps, warmer(dials.step, guard_.temperatureFactor()));
    if (kept_ && kept_->isNext(end_->positionAfter(0), end_->positionAfter(event.step), last_))
        return keptNote(state, row, insight);
    if (end_->isOverBefore(event.step) || (kept_ && kept_->isOver(end_->positionAfter(event.step))))
        return std::nullopt;
    event.beat = cadence_->beatOfLanding(*end_, event.step).value_or(decoder_->beatAfter(event.step));
    event.metre = dials.constraints.metre ? static_cast<std::uint8_t>(*dials.constraints.metre) : decoder_->metre();
    PartialEvent next{.step = event.step, .beat = event.beat};

    drawPart(state, row, next);
    const std::int64_t here = end_->positionAfter(0), position = end_->positionAfter(next.step);
    if (kept_ && kept_->standsFor(next.part, here, position))
        return keptNote(state, row, insight);
    if (kept_ && voices_)
        voices_->await(kept_->notesAt(here, position));

    drawPitch(state, row, next, event, insight, entropy);
    if (kept_ && kept_->standsUnder(next.part, event.pitch, here, position))
        return keptNote(state, row, insight);
    next.pitch = event.pitch;
    event.part = voices_ && voices_->leads(next.part)
                     ? voices_->partFor(next.part, position, event.pitch, onsetAt(next.step))
                     : next.part;
    surprise += insight.surprise;

    Logits<encoding::kDurationClasses> durations{};
    network_.durationLogits(state, row, next, durations);
    const auto ownDurations = durations;
    anchor_->pullDurations(durations);
    if (voices_ && voices_->leads(next.part))
        voices_->pullDurations(event.part, durations);
    mask_->maskDurations(durations);
    cadence_->maskDurations(*end_, next.step, durations);
    next.duration = event.duration = choose(ownDurations, durations, dials.duration);

    Logits<encoding::kVelocityClasses> velocities{};
    network_.velocityLogits(state, row, next, velocities);
    event.velocity = choose(velocities, velocities, dials.velocity);

    Logits<encoding::kTempoClasses> tempi{};
    network_.tempoLogits(state, row, next, tempi);
    anchor_->pullTempi(tempi);
    const std::size_t tempo = generation::draw(distributionOf(tempi, dials.tempo), random_);
    event.tempo = tempoAt(event.step, tempo);

    Logits<encoding::kPedalClasses> pedals{};
    network_.pedalLogits(state, row, next, pedals);
    const std::size_t pedal = generation::draw(distributionOf(pedals, dials.pedal), random_);
    event.pedal = event.step != 0 ? static_cast<std::uint8_t>(pedal) : last_.pedal;

    insight.surprise = static_cast<float>(surprise);
    guard_.hearEntropy(entropy);
    const bool warm = guard_.temperatureFactor() > 1.0;
    if (warm && !warming_)
        take_.interventions.push_back({take_.events.size(), InterventionKind::Warmed});
    warming_ = warm;
    return event;
}

/// What joins the seed's last chord stands behind it in the order of the piece's notes.
bool TakeBuilder::mayJoinSeed(std::uint8_t part) const
{
    return seed_.parts.isPlain() && decoder_->partAt(part) >= lastSeedPart_;
}

/// Whether a part, as it is heard, may play one more note at the last onset.
bool TakeBuilder::mayJoin(std::uint8_t part) const
{
    const std::int64_t here = end_->positionAfter(0);
    if (!mask_->mayJoin(part) || (here == 0 && !mayJoinSeed(part)))
        return false;
    return part != last_.part || !voices_ || !voices_->leads(part) || voices_->hasRoom(part, here, last_.pitch + 1);
}

void TakeBuilder::maskSteps(std::span<float> logits) const
{
    mask_->maskSteps(logits);
    if (kept_)
        kept_->maskSteps(last_, logits);
    bool anyJoins = false;
    for (std::size_t part = last_.part; part < heardFree_.size() && !anyJoins; ++part)
        anyJoins = heardFree_[part] && mayJoin(static_cast<std::uint8_t>(part));
    if (!anyJoins)
        logits[0] = kNever;
    if (end_->positionAfter(0) < seed_.rest) // as far as the longest step leads
        for (std::size_t step = 0; step + 1 < logits.size(); ++step)
            if (end_->positionAfter(static_cast<std::uint8_t>(step)) <= seed_.rest)
                logits[step] = kNever;
    cadence_->maskSteps(*end_, logits);
}

/// The parts close together.
VoiceLeading::Onset TakeBuilder::onsetAt(std::uint8_t step) const
{
    return cadence_->isFinal(*end_, step) ? VoiceLeading::Onset::Full : VoiceLeading::Onset::Any;
}

/// Leaves the part in `next`, whose step is drawn.
void TakeBuilder::drawPart(const model::NetworkState& state, int row, PartialEvent& next)
{
    Logits<encoding::kPartClasses> parts{};
    network_.partLogits(state, row, next, parts);
    anchor_->pullParts(parts);
    mask_->maskParts(next, parts);
    if (next.step == 0)
        for (std::size_t part = 0; part < parts.size(); ++part)
            if (heardFree_[part] && !mayJoin(static_cast<std::uint8_t>(part)))
                parts[part] = kNever;
    cadence_->maskParts(*end_, next.step, parts);
    if (kept_)
        kept_->maskParts(last_, end_->positionAfter(0), end_->positionAfter(next.step), parts);
    next.part = static_cast<std::uint8_t>(generation::draw(distributionOf(parts, take_.settings.part), random_));
}

/// The next kept note, which is taken.
Event TakeBuilder::keptNote(const model::NetworkState& state, int row, NoteInsight& insight)
{
    const KeptNote kept = kept_->take(end_->positionAfter(0));
    written_ = kept.onset;
    Event event = kept.event;
    if (!decoder_->beginsQuarter(event.step))
        event.tempo = last_.tempo;
    if (event.step == 0)
        event.pedal = last_.pedal;
    Logits<encoding::kPitchClasses> own{};
    const PartialEvent next{.step = event.step, .beat = event.beat, .part = seed_.parts.as(event.part)};
    network_.pitchLogits(state, row, next, own);
    insight.likeliest = likeliestOf(distributionOf(own, {}));
    insight.surprise = static_cast<float>(surpriseOfNote(network_, state, row, last_, seed_.parts.heard(event)));
    return event;
}

/// It changes only where a quarter begins, and before a cadence it falls.
std::uint8_t TakeBuilder::tempoAt(std::uint8_t step, std::size_t drawn) const
{
    if (!decoder_->beginsQuarter(step))
        return last_.tempo;
    if (const auto& wish = take_.settings.constraints.tempo;
        wish && !end_->untilFinal() && network_.model().timeBase == encoding::TimeBase::Beats)
        return encoding::tempoClassOf(*wish);
    if (kept_ && kept_->tempo())
        return *kept_->tempo();
    if (cadence_->slows(*end_, step))
        return static_cast<std::uint8_t>(std::max(int{last_.tempo} - 1, 0));
    return static_cast<std::uint8_t>(drawn);
}

/// Leaves the pitch in `event`, and its surprise and alternatives in `insight`.
void TakeBuilder::drawPitch(const model::NetworkState& state, int row, const PartialEvent& next, Event& event,
                            NoteInsight& insight, double& entropy)
{
    Logits<encoding::kPitchClasses> own{};
    network_.pitchLogits(state, row, next, own);
    model::maskPitches(last_, next, own);
    const auto probabilities = distributionOf(own, {});
    entropy += entropyOf(probabilities);
    insight.likeliest = likeliestOf(probabilities);
    auto masked = own;
    const bool pitched = !encoding::isDrums(next.part);
    if (pitched)
        anchor_->pullPitches(masked);
    else
        anchor_->pullDrums(masked);
    mask_->maskPitches(next, masked);
    if (kept_)
        kept_->maskPitches(next.step == 0 ? last_.pitch + 1 : 0, masked);
    if (voices_ && voices_->leads(next.part))
        voices_->pullPitches(next.part, end_->positionAfter(next.step), masked, onsetAt(next.step));
    cadence_->pullPitches(*end_, next, masked);
    const bool weighed = pitched && guard_.weigh(next.step, masked);
    if (weighed && !weighing_)
        take_.interventions.push_back({take_.events.size(), InterventionKind::Weighed});
    weighing_ = weighed;
    const auto how = warmer(take_.settings.pitch, guard_.temperatureFactor());
    event.pitch = static_cast<std::uint8_t>(generation::draw(distributionOf(masked, how), random_));
    insight.surprise = static_cast<float>(surpriseOf(own, event.pitch));
}

std::size_t TakeBuilder::certainNotes() const
{
    if (complete_ || !take_.settings.loopGuard.enabled)
        return take_.events.size();
    return take_.events.size() - std::min(take_.events.size(), LoopGuard::kTakenBack);
}

/// Notes are drawn part by part as their classes have it, and stand in the piece as its parts do.
void TakeBuilder::orderInsights()
{
    std::vector<std::size_t> order(places_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return places_[i]; });
    std::vector<NoteInsight> ordered;
    ordered.reserve(order.size());
    for (const std::size_t i : order)
        ordered.push_back(take_.insights[i]);
    take_.insights = std::move(ordered);
}

Event TakeBuilder::afterSeed(std::size_t index) const
{
    const Event& event = take_.events[index];
    return index == 0 ? afterWhole(seed_, network_.model().timeBase, event) : event;
}

Take TakeBuilder::finish(std::string modelHash) &&
{
    take_.modelHash = std::move(modelHash);
    orderInsights();
    for (const auto& insight : take_.insights)
        take_.surprise.push_back(insight.surprise);
    take_.piece = withUnheard(seed_, decoder_->finished());
    if (!take_.events.empty())
        take_.events.front() = afterSeed(0);
    return std::move(take_);
}

} // namespace cadenza::generation
