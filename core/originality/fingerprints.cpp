#include "core/originality/fingerprints.h"

#include "core/base/byte_stream.h"
#include "core/originality/fingerprint_index.h"
#include "core/originality/resemblance.h"

#include <algorithm>
#include <limits>
#include <memory>

namespace cadenza::originality {
namespace {

constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kWindowTokens = kFingerprintNotes - 1;
constexpr std::size_t kFewestKinds = 3;    ///< different tokens in a window that is not plain
constexpr std::size_t kStretchNotes = 500; ///< of held-out music
constexpr std::size_t kShortestStretch = 100;

std::size_t kindsOf(std::span<const Token> tokens)
{
    std::vector<Token> kinds(tokens.begin(), tokens.end());
    std::ranges::sort(kinds);
    return kinds.size() - std::ranges::unique(kinds).size();
}

/// The upper half of FNV-1a over the tokens, finished as splitmix64 does (Steele, Lea and Flood, 2014).
std::uint32_t fingerprintOf(std::span<const Token> tokens)
{
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const Token token : tokens)
        hash = (hash ^ token) * 0x100000001B3u;
    hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
    hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
    return std::max(static_cast<std::uint32_t>(hash >> 32), kPlain + 1);
}

/// How many events begin in each bar from 1 to the last.
std::vector<std::uint16_t> barNotesOf(std::span<const std::uint32_t> bars)
{
    std::vector<std::uint16_t> counts;
    for (const std::uint32_t bar : bars) {
        counts.resize(std::max<std::size_t>(counts.size(), bar), 0);
        if (bar > 0 && counts[bar - 1] < std::numeric_limits<std::uint16_t>::max())
            ++counts[bar - 1];
    }
    return counts;
}

} // namespace

std::vector<std::uint32_t> windowsOf(std::span<const encoding::Event> events)
{
    const auto tokens = tokensOf(events);
    std::vector<std::uint32_t> windows;
    for (std::size_t i = 0; i + kWindowTokens <= tokens.size(); ++i) {
        const auto window = std::span(tokens).subspan(i, kWindowTokens);
        windows.push_back(kindsOf(window) < kFewestKinds ? kPlain : fingerprintOf(window));
    }
    return windows;
}

void Fingerprints::add(const SourcePiece& piece)
{
    pieces_.push_back({piece.name, windows_.size(), barNotesOf(piece.bars)});
    const auto windows = windowsOf(piece.events);
    windows_.insert(windows_.end(), windows.begin(), windows.end());
    windows_.push_back(kPlain);
}

void Fingerprints::compareWith(std::span<const SourcePiece> heldOut)
{
    const FingerprintIndex index(std::make_shared<const Fingerprints>(*this));
    for (const SourcePiece& piece : heldOut) {
        const std::span events(piece.events);
        for (std::size_t first = 0; first + kShortestStretch <= events.size(); first += kStretchNotes) {
            const auto stretch = events.subspan(first, std::min(kStretchNotes, events.size() - first));
            const auto resemblance = resemblanceOf(index, stretch);
            human_.push_back(
                {static_cast<float>(resemblance.copied), static_cast<std::uint32_t>(resemblance.longestRun)});
        }
    }
}

std::uint32_t Fingerprints::barOf(std::size_t piece, std::size_t event) const
{
    std::size_t begun = 0;
    const auto& bars = pieces_[piece].barNotes;
    for (std::size_t bar = 0; bar < bars.size(); ++bar) {
        begun += bars[bar];
        if (event < begun)
            return static_cast<std::uint32_t>(bar + 1);
    }
    return 0;
}

std::vector<std::byte> Fingerprints::toBytes() const
{
    ByteWriter writer;
    writer.add(kVersion);
    writer.add(static_cast<std::uint32_t>(pieces_.size()));
    for (const Piece& piece : pieces_) {
        writer.addText(piece.name);
        writer.add(static_cast<std::uint64_t>(piece.firstWindow));
        writer.addList(piece.barNotes);
    }
    writer.addList(windows_);
    writer.addList(human_);
    return writer.take();
}

Result<Fingerprints> Fingerprints::fromBytes(std::span<const std::byte> bytes)
{
    ByteReader reader(bytes);
    const auto broken = [] { return failure(Fault::NotModel, {}, "its fingerprints are damaged"); };
    if (reader.read<std::uint32_t>() != kVersion)
        return failure(Fault::NotModel, {}, "its fingerprints are of another version of Cadenza");
    Fingerprints read;
    const auto count = reader.read<std::uint32_t>();
    for (std::uint32_t i = 0; i < count && reader.isSound(); ++i) {
        auto name = reader.readText();
        const auto first = static_cast<std::size_t>(reader.read<std::uint64_t>());
        read.pieces_.push_back({std::move(name), first, reader.readList<std::uint16_t>()});
    }
    read.windows_ = reader.readList<std::uint32_t>();
    read.human_ = reader.readList<HumanStretch>();
    const auto inOrder = std::ranges::is_sorted(read.pieces_, std::ranges::less_equal(), &Piece::firstWindow);
    const bool inside = read.pieces_.empty() ? read.windows_.empty()
                                             : read.pieces_.front().firstWindow == 0
                                                   && read.pieces_.back().firstWindow < read.windows_.size();
    if (!reader.isSound() || !reader.isAtEnd() || !inOrder || !inside)
        return broken();
    for (const Piece& piece : std::span(read.pieces_).subspan(read.pieces_.empty() ? 0 : 1))
        if (read.windows_[piece.firstWindow - 1] != kPlain)
            return broken();
    if (!read.windows_.empty() && read.windows_.back() != kPlain)
        return broken();
    return read;
}

} // namespace cadenza::originality
