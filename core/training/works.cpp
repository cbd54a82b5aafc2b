#include "core/training/works.h"

#include "core/library/duplicates.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <set>
#include <string_view>

namespace cadenza::training {
namespace {

constexpr std::size_t kShingle = 8;    ///< notes whose intervals are hashed together
constexpr std::size_t kSketch = 64;    ///< smallest hashes kept per piece (bottom-k sketch, Broder 1997)
constexpr double kNearDuplicate = 0.3; ///< share of common hashes; unrelated pieces share under 0.05

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// "waldstein_1" → "waldstein"; a number that is all there is to the name, or three digits long (a catalogue number
/// such as bach_846), stays.
std::string_view withoutMovement(std::string_view stem)
{
    std::string_view rest = stem;
    if (rest.size() > 1 && !isDigit(rest.back()) && isDigit(rest[rest.size() - 2]))
        rest.remove_suffix(1);
    std::size_t digits = 0;
    while (digits < rest.size() && isDigit(rest[rest.size() - 1 - digits]))
        ++digits;
    rest.remove_suffix(digits);
    while (!rest.empty() && (rest.back() == '_' || rest.back() == '-' || rest.back() == ' '))
        rest.remove_suffix(1);
    return digits == 0 || digits > 2 || rest.empty() ? stem : rest;
}

std::string nameOf(const library::Entry& entry)
{
    const std::filesystem::path path = entry.member.empty() ? entry.source : std::filesystem::path(entry.member);
    const std::string stem = path.stem().string();
    return (path.parent_path() / withoutMovement(stem)).string();
}

std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u; // splitmix64's finaliser
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

/// The smallest hashes of all runs of intervals: transposition does not change them.
std::vector<std::uint64_t> sketchOf(const midi::Piece& piece)
{
    const auto notes = midi::notesInOrder(piece);
    std::vector<std::uint64_t> hashes;
    for (std::size_t first = 0; first + kShingle < notes.size(); ++first) {
        std::uint64_t hash = 0;
        for (std::size_t i = first; i < first + kShingle; ++i)
            hash = mixed(hash ^ static_cast<std::uint64_t>(128 + notes[i + 1].note.pitch - notes[i].note.pitch));
        hashes.push_back(hash);
    }
    std::ranges::sort(hashes);
    hashes.erase(std::ranges::unique(hashes).begin(), hashes.end());
    if (hashes.size() > kSketch)
        hashes.resize(kSketch);
    return hashes;
}

/// Estimates the Jaccard similarity from two sketches: the common share of the smallest hashes of the union.
double similarity(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b)
{
    std::size_t i = 0, j = 0, seen = 0, common = 0;
    while (i < a.size() && j < b.size() && seen < kSketch) {
        ++seen;
        if (a[i] == b[j]) {
            ++common;
            ++i;
            ++j;
        } else {
            ++(a[i] < b[j] ? i : j);
        }
    }
    return seen < kSketch / 2 ? 0.0 : static_cast<double>(common) / static_cast<double>(seen);
}

/// Groups of works that are one: a forest where every tree is a group.
class Groups {
public:
    explicit Groups(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t of(std::size_t i)
    {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[std::max(of(a), of(b))] = std::min(of(a), of(b)); }

private:
    std::vector<std::size_t> parent_;
};

} // namespace

std::vector<std::string> worksOf(std::span<const library::Entry> entries)
{
    std::vector<std::string> names;
    std::vector<std::vector<std::uint64_t>> sketches;
    for (const library::Entry& entry : entries) {
        names.push_back(nameOf(entry));
        sketches.push_back(sketchOf(*entry.piece));
    }
    Groups groups(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (names[i] == names[j] || similarity(sketches[i], sketches[j]) >= kNearDuplicate)
                groups.join(i, j);
    std::vector<std::string> works;
    for (std::size_t i = 0; i < entries.size(); ++i)
        works.push_back(names[groups.of(i)]);
    return works;
}

std::vector<library::Entry> withoutWorksOf(std::span<const library::Entry> others,
                                           std::span<const library::Entry> entries, const std::optional<Split>& split)
{
    library::Library both;
    both.entries.assign(others.begin(), others.end());
    both.entries.insert(both.entries.end(), entries.begin(), entries.end());
    std::vector<bool> same(both.entries.size(), false);
    std::fill_n(same.begin(), others.size(), true);
    for (const library::Duplicate& pair : library::findDuplicates(both))
        if (pair.first < others.size())
            same[pair.second] = true;

    const auto works = worksOf(both.entries);
    const auto namedWork = [&](const library::Entry& entry) {
        const auto place = split ? split->find(entry) : std::nullopt;
        return place ? place->work : std::string();
    };
    std::set<std::string> excluded, excludedByName;
    for (std::size_t i = 0; i < same.size(); ++i)
        if (same[i]) {
            excluded.insert(works[i]);
            excludedByName.insert(namedWork(both.entries[i]));
        }
    excludedByName.erase("");
    std::vector<library::Entry> kept;
    for (std::size_t i = others.size(); i < both.entries.size(); ++i)
        if (!excluded.contains(works[i]) && !excludedByName.contains(namedWork(both.entries[i])))
            kept.push_back(both.entries[i]);
    return kept;
}

} // namespace cadenza::training
