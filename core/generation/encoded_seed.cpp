#include "core/generation/encoded_seed.h"

#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "core/encoding/parts.h"
#include "core/generation/generator.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

std::string wordFor(TimeBase timeBase)
{
    return timeBase == TimeBase::Beats ? "beats" : "performance time";
}

/// From the last onset that is heard to the last of all.
std::int64_t restOf(const encoding::EventStream& seed, const HeardParts& parts)
{
    std::int64_t heard = 0;
    for (std::size_t i = 0; i < seed.events.size(); ++i)
        if (parts.hears(seed.events[i].part))
            heard = seed.positions[i];
    return seed.positions.back() - heard;
}

} // namespace

Result<std::shared_ptr<const EncodedSeed>> encodeSeed(const model::Network& network, const midi::Piece& seed)
{
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    return encodeSeed(network, seed, heardPartsOf(network, seed));
}

Result<std::shared_ptr<const EncodedSeed>> encodeSeed(const model::Network& network, const midi::Piece& seed,
                                                      const HeardParts& parts)
{
    const std::string subject = seed.title.empty() ? "seed" : seed.title;
    const std::size_t notes = seed.noteCount();
    if (notes < kShortestSeed)
        return failure(Fault::TooLittleMusic, subject,
                       std::to_string(notes) + " notes; a seed needs at least " + std::to_string(kShortestSeed));
    const TimeBase needed = network.model().timeBase;
    if (const TimeBase suitable = encoding::suitableTimeBase(seed); suitable != needed)
        return failure(Fault::WrongEncoding, subject,
                       "the music suits " + wordFor(suitable) + ", the model was trained in " + wordFor(needed));
    const auto whole = encoding::encode(seed, needed);
    if (parts.isPlain())
        return std::make_shared<const EncodedSeed>(seed, seed, parts, whole.events, whole.events, notes);
    auto piece = audible(seed, parts);
    auto played = encoding::encode(piece, needed).events;
    auto heard = parts.heard(played);
    return std::make_shared<const EncodedSeed>(seed, std::move(piece), parts, std::move(played), std::move(heard),
                                               notes, restOf(whole, parts));
}

Event afterWhole(const EncodedSeed& seed, TimeBase timeBase, Event event)
{
    if (seed.rest == 0)
        return event;
    const bool beats = timeBase == TimeBase::Beats;
    const std::int64_t step = beats ? encoding::resolveStep(event.step, seed.events.back().beat, event.beat)
                                    : encoding::stepUnits(timeBase)[event.step];
    const std::int64_t left = std::max<std::int64_t>(step - seed.rest, 1);
    event.step = beats ? encoding::beatStepClassOf(left) : encoding::stepClassOf(timeBase, left);
    return event;
}

midi::Piece withUnheard(const EncodedSeed& seed, midi::Piece piece)
{
    const auto classes = encoding::partClassesOf(seed.whole);
    for (std::size_t part = 0; part < classes.size(); ++part)
        if (!seed.parts.hears(classes[part])) {
            piece.parts[part].notes = seed.whole.parts[part].notes;
            piece.parts[part].pedal = seed.whole.parts[part].pedal;
        }
    return piece;
}

} // namespace cadenza::generation
