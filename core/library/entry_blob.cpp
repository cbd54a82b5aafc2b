#include "core/library/entry_blob.h"

#include <bit>
#include <cstdint>
#include <string>
#include <utility>

namespace cadenza::library {

namespace {

/// Writes numbers in seven-bit groups: histograms are mostly zeros and small counts.
class BlobWriter {
public:
    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes_.push_back(static_cast<std::byte>(value | 0x80));
        bytes_.push_back(static_cast<std::byte>(value));
    }
    void real(double value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 0; shift < 64; shift += 8)
            bytes_.push_back(static_cast<std::byte>(bits >> shift));
    }
    void text(const std::string& value)
    {
        number(value.size());
        for (const char c : value)
            bytes_.push_back(static_cast<std::byte>(c));
    }
    std::vector<std::byte> take() { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

/// Reads them back; past the end everything is 0 and `whole()` is false.
class BlobReader {
public:
    explicit BlobReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint64_t byte = next();
            value |= (byte & 0x7F) << shift;
            if (!(byte & 0x80))
                return value;
        }
        whole_ = false;
        return 0;
    }
    double real()
    {
        std::uint64_t bits = 0;
        for (int shift = 0; shift < 64; shift += 8)
            bits |= std::uint64_t{next()} << shift;
        return std::bit_cast<double>(bits);
    }
    std::string text()
    {
        const std::uint64_t length = number();
        if (length > bytes_.size()) {
            whole_ = false;
            return {};
        }
        std::string value(reinterpret_cast<const char*>(bytes_.data()), length);
        bytes_ = bytes_.subspan(length);
        return value;
    }
    [[nodiscard]] bool whole() const { return whole_; }
    [[nodiscard]] bool done() const { return whole_ && bytes_.empty(); }

private:
    std::uint8_t next()
    {
        if (bytes_.empty()) {
            whole_ = false;
            return 0;
        }
        const auto byte = std::to_integer<std::uint8_t>(bytes_.front());
        bytes_ = bytes_.subspan(1);
        return byte;
    }

    std::span<const std::byte> bytes_;
    bool whole_{true};
};

/// Every field of the statistics in turn, for writing and for reading.
template <class Stats, class Count, class Real>
void visit(Stats& s, Count&& count, Real&& real)
{
    for (auto* field : {&s.pieces, &s.notes, &s.drumNotes, &s.onsets, &s.chords, &s.distinctWords, &s.largestChord,
                        &s.grid.onsets, &s.grid.onGrid, &s.tempoChanges, &s.metreChanges, &s.mostPolyphony})
        count(*field);
    for (auto* field : {&s.beats, &s.key.correlation, &s.key.margin, &s.meanTempoBpm, &s.slowestTempoBpm,
                        &s.fastestTempoBpm, &s.meanPolyphony})
        real(*field);
    for (auto& bin : s.pitches)
        count(bin);
    for (auto& bin : s.velocities)
        count(bin);
}

} // namespace

std::vector<std::byte> toBlob(const Entry& entry)
{
    BlobWriter out;
    const Statistics stats = entry.statistics ? *entry.statistics : Statistics{};
    visit(stats, [&](std::size_t value) { out.number(value); }, [&](double value) { out.real(value); });
    out.real(stats.length.count());
    out.number(static_cast<std::uint64_t>(stats.key.tonic));
    out.number(stats.key.minor ? 1 : 0);
    out.number(stats.metre.numerator);
    out.number(stats.metre.denominator);
    out.number(entry.parts.size());
    for (const PartSummary& part : entry.parts) {
        out.text(part.name);
        out.number(part.program);
        out.number(part.channel);
        out.number(part.drums ? 1 : 0);
        out.number(part.notes);
    }
    out.number(entry.diagnostics.size());
    for (const midi::Diagnostic& diagnostic : entry.diagnostics) {
        out.number(static_cast<std::uint64_t>(diagnostic.severity));
        out.text(diagnostic.what);
        out.number(diagnostic.track ? static_cast<std::uint64_t>(*diagnostic.track) + 1 : 0);
        out.number(diagnostic.byteOffset ? *diagnostic.byteOffset + 1 : 0);
    }
    return out.take();
}

bool fromBlob(std::span<const std::byte> blob, Entry& entry)
{
    BlobReader in(blob);
    auto stats = std::make_shared<Statistics>();
    visit(*stats, [&](std::size_t& value) { value = in.number(); }, [&](double& value) { value = in.real(); });
    stats->length = Seconds{in.real()};
    stats->key.tonic = static_cast<int>(in.number() % 12);
    stats->key.minor = in.number() == 1;
    stats->metre.numerator = static_cast<std::uint8_t>(in.number());
    stats->metre.denominator = static_cast<std::uint8_t>(in.number());
    const std::uint64_t parts = in.number();
    for (std::uint64_t i = 0; i < parts && in.whole(); ++i) {
        PartSummary part;
        part.name = in.text();
        part.program = static_cast<std::uint8_t>(in.number() % 128);
        part.channel = static_cast<std::uint8_t>(in.number() % 16);
        part.drums = in.number() == 1;
        part.notes = in.number();
        entry.parts.push_back(std::move(part));
    }
    const std::uint64_t diagnostics = in.number();
    for (std::uint64_t i = 0; i < diagnostics && in.whole(); ++i) {
        midi::Diagnostic diagnostic;
        diagnostic.severity = static_cast<midi::Severity>(in.number() % 3);
        diagnostic.what = in.text();
        if (const std::uint64_t track = in.number())
            diagnostic.track = static_cast<int>(track - 1);
        if (const std::uint64_t offset = in.number())
            diagnostic.byteOffset = offset - 1;
        entry.diagnostics.push_back(std::move(diagnostic));
    }
    entry.notes = stats->notes;
    entry.length = stats->length;
    entry.gridFit = stats->grid.share();
    entry.statistics = std::move(stats);
    return in.done();
}

} // namespace cadenza::library
