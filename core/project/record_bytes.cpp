#include "core/project/record_bytes.h"

#include "core/base/byte_stream.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace cadenza::project {
namespace {

static_assert(std::endian::native == std::endian::little);

/// Visits every number, in the order in which they are stored. New ones go to the end.
void visitNumbers(auto& report, auto&& visit)
{
    const auto visitTally = [&](auto& tally) {
        visit(tally.notes);
        visit(tally.step);
        visit(tally.part);
        visit(tally.pitch);
        visit(tally.duration);
        visit(tally.velocity);
        visit(tally.tempo);
        visit(tally.pedal);
        visit(tally.stepRight);
        visit(tally.pitchRight);
        visit(tally.durationRight);
        visit(tally.velocityRight);
    };
    visit(report.epoch);
    visit(report.progress);
    visit(report.notes);
    visit(report.seconds);
    visit(report.trainNll);
    visitTally(report.train);
    visit(report.learningRate);
    visit(report.gradientNorm);
    visit(report.notesPerSecond);
    visit(report.peakMemoryMB);
    if (report.valid)
        visitTally(*report.valid);
}

constexpr std::size_t kNumbersWithoutValid = 21;

void visitEvent(auto& event, auto&& visit)
{
    visit(event.step);
    visit(event.part);
    visit(event.pitch);
    visit(event.duration);
    visit(event.velocity);
    visit(event.tempo);
    visit(event.pedal);
    visit(event.beat);
    visit(event.metre);
}

void visitInsight(auto& insight, auto&& visit)
{
    visit(insight.surprise);
    for (auto& alternative : insight.likeliest) {
        visit(alternative.pitch);
        visit(alternative.probability);
    }
}

constexpr std::size_t kEventBytes = 9;
constexpr std::size_t kInsightBytes = 4 + 5 * generation::kAlternatives;
constexpr std::size_t kInterventionBytes = 9;

template <class T>
void writeList(ByteWriter& writer, const std::vector<T>& list, auto&& visitEach)
{
    writer.add(static_cast<std::uint64_t>(list.size()));
    for (const T& one : list)
        visitEach(one, [&](const auto& value) { writer.add(value); });
}

/// Each takes `bytesEach`: nothing where the list claims more than there are.
template <class T>
std::optional<std::vector<T>> readList(ByteReader& reader, std::size_t bytesLeft, std::size_t bytesEach,
                                       auto&& visitEach)
{
    const auto count = reader.read<std::uint64_t>();
    if (count > bytesLeft / bytesEach)
        return std::nullopt;
    std::vector<T> list(static_cast<std::size_t>(count));
    for (T& one : list)
        visitEach(one, [&](auto& value) { value = reader.read<std::remove_cvref_t<decltype(value)>>(); });
    return list;
}

} // namespace

std::vector<std::byte> toBytes(const training::TrainingReport& report)
{
    ByteWriter writer;
    visitNumbers(report, [&](const auto& number) { writer.add(static_cast<double>(number)); });
    return writer.take();
}

training::TrainingReport reportFrom(std::span<const std::byte> bytes)
{
    training::TrainingReport report;
    if (bytes.size() > kNumbersWithoutValid * sizeof(double))
        report.valid.emplace();
    ByteReader reader(bytes);
    visitNumbers(report, [&](auto& number) {
        number = static_cast<std::remove_cvref_t<decltype(number)>>(reader.read<double>());
    });
    return report;
}

std::vector<std::byte> insightBytes(const generation::Take& take)
{
    ByteWriter writer;
    writeList(writer, take.events, [](auto& event, auto&& visit) { visitEvent(event, visit); });
    writer.addList(take.surprise);
    writeList(writer, take.insights, [](auto& insight, auto&& visit) { visitInsight(insight, visit); });
    writer.add(static_cast<std::uint64_t>(take.interventions.size()));
    for (const generation::Intervention& intervention : take.interventions) {
        writer.add(static_cast<std::uint64_t>(intervention.note));
        writer.add(static_cast<std::uint8_t>(intervention.kind));
    }
    return writer.take();
}

bool readInsights(std::span<const std::byte> bytes, generation::Take& take)
{
    ByteReader reader(bytes);
    auto events = readList<encoding::Event>(reader, bytes.size(), kEventBytes,
                                            [](auto& event, auto&& visit) { visitEvent(event, visit); });
    auto surprise = reader.readList<float>();
    auto insights = readList<generation::NoteInsight>(
        reader, bytes.size(), kInsightBytes, [](auto& insight, auto&& visit) { visitInsight(insight, visit); });
    const auto count = reader.read<std::uint64_t>();
    std::vector<generation::Intervention> interventions;
    for (std::uint64_t i = 0; i < count && i <= bytes.size() / kInterventionBytes; ++i) {
        const auto note = reader.read<std::uint64_t>();
        const auto kind = reader.read<std::uint8_t>();
        interventions.push_back({static_cast<std::size_t>(note), static_cast<generation::InterventionKind>(kind)});
    }
    if (!reader.isSound() || !reader.isAtEnd() || !events || !insights || interventions.size() != count)
        return false;
    take.events = std::move(*events);
    take.surprise = std::move(surprise);
    take.insights = std::move(*insights);
    take.interventions = std::move(interventions);
    return true;
}

} // namespace cadenza::project
