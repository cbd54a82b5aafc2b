#include "core/encoding/classic_places.h"

#include <algorithm>
#include <cctype>

namespace cadenza::encoding {
namespace {

constexpr int kClasses = 12; ///< pitch classes
constexpr std::uint32_t kAllClasses = (1U << kClasses) - 1;
constexpr std::uint32_t kFirstOfPitches = kAllClasses + 1; ///< shapes of chords with octaves follow those without

std::uint32_t lowered(std::uint32_t classes, int semitones)
{
    return ((classes >> semitones) | (classes << (kClasses - semitones))) & kAllClasses;
}

/// Seen from that of its pitch classes from which it is the smallest number, the lowest of equals.
ClassicPlace placeOfClasses(std::uint32_t classes)
{
    ClassicPlace place{.pitch = 0, .exact = false, .shape = kAllClasses + 1};
    for (int root = 0; root < kClasses; ++root)
        if (const std::uint32_t shape = lowered(classes, root); (classes >> root & 1U) != 0 && shape < place.shape)
            place = {root, false, shape};
    return place;
}

bool isOfPitchClasses(const std::string& word)
{
    return std::isdigit(static_cast<unsigned char>(word.front())) != 0;
}

} // namespace

ClassicPlaces::ClassicPlaces(const ClassicVocabulary& vocabulary)
{
    std::map<std::vector<int>, std::uint32_t> shapes; ///< of chords with octaves, by their keys above the lowest
    for (const std::string& word : vocabulary.words) {
        const auto pitches = pitchesOfClassicWord(word);
        ClassicPlace place{.pitch = pitches.front()};
        if (isOfPitchClasses(word)) {
            std::uint32_t classes = 0;
            for (const std::uint8_t pitch : pitches)
                classes |= 1U << (pitch % kClasses);
            place = placeOfClasses(classes);
        } else if (pitches.size() > 1) {
            std::vector<int> above;
            for (const std::uint8_t pitch : pitches)
                above.push_back(pitch - pitches.front());
            place.shape =
                shapes.emplace(above, kFirstOfPitches + static_cast<std::uint32_t>(shapes.size())).first->second;
        }
        words_.emplace(std::pair(place.shape, place.pitch), static_cast<std::uint16_t>(places_.size()));
        places_.push_back(place);
    }
}

std::optional<std::uint16_t> ClassicPlaces::wordAt(std::uint32_t shape, int pitch) const
{
    if (shape != 0 && shape <= kAllClasses) { // one chord may be the same from several of its classes
        const int root = (pitch % kClasses + kClasses) % kClasses;
        pitch = placeOfClasses(lowered(shape, (kClasses - root) % kClasses)).pitch;
    }
    const auto found = words_.find({shape, pitch});
    return found == words_.end() ? std::nullopt : std::optional(found->second);
}

} // namespace cadenza::encoding
