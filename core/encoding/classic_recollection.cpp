#include "core/encoding/classic_recollection.h"

#include <algorithm>

namespace cadenza::encoding {
namespace {

/// Lengths from which on the level is one higher.
constexpr std::array<std::size_t, 9> kLevelStarts{2, 3, 4, 6, 8, 12, 16, 32, kLongestMatch};
static_assert(kLevelStarts.size() + 1 == kClassicRecallLevels);

constexpr int kOctave = 12;    ///< semitones
constexpr int kInexact = 1000; ///< see `ClassicMove::by`
constexpr int kMiddleC = 60;

std::uint8_t levelOf(std::size_t length)
{
    return static_cast<std::uint8_t>(std::ranges::upper_bound(kLevelStarts, length) - kLevelStarts.begin());
}

ClassicExpectation expectationOf(const auto& matches)
{
    return matches.length() == 0 ? ClassicExpectation{} : ClassicExpectation{matches.next(), levelOf(matches.length())};
}

/// The key of a pitch class that is nearest to `near`.
int nearestKey(int pitchClass, int near)
{
    const int above = ((pitchClass - near) % kOctave + kOctave) % kOctave;
    return near + (above > kOctave / 2 ? above - kOctave : above);
}

} // namespace

bool MovingAlike::agree(std::span<const ClassicMove> heard, std::size_t a, std::size_t b)
{
    const ClassicMove &one = heard[a], &other = heard[b];
    return one.by == other.by && one.shape == other.shape && one.classes.offset == other.classes.offset;
}

std::uint32_t MovingAlike::mark(std::span<const ClassicMove> heard, std::size_t at)
{
    const ClassicMove& move = heard[at];
    return (static_cast<std::uint32_t>(move.by) * 8192U + move.shape) * 64U + move.classes.offset;
}

ClassicMove ClassicRecollection::moveTo(const ClassicClasses& token) const
{
    const ClassicPlace& to = places_->of(token.word);
    ClassicMove move{.classes = token, .shape = to.shape};
    move.note = to.exact ? to.pitch : moves_.isEmpty() ? kMiddleC : moves_.last().note;
    if (moves_.isEmpty())
        return move;
    const ClassicPlace& from = places_->of(moves_.last().classes.word);
    const int by = to.pitch - from.pitch;
    move.by = from.exact && to.exact ? by : kInexact + (by % kOctave + kOctave) % kOctave;
    return move;
}

void ClassicRecollection::hear(const ClassicClasses& token)
{
    moves_.hear(moveTo(token));
    tokens_.hear(token);
    words_.hear(token);
    rhythms_.hear(token);
}

/// Where the way there is known only within an octave, a note comes nearest to where it was before, seen from the last
/// note that was exact.
ClassicExpectation ClassicRecollection::expectedMove() const
{
    if (moves_.length() == 0)
        return {};
    const ClassicMove& next = moves_.next();
    const ClassicPlace& last = places_->of(moves_.last().classes.word);
    int pitch = last.pitch + (next.by >= kInexact ? next.by - kInexact : next.by);
    if (next.by >= kInexact && next.shape == 0)
        pitch = nearestKey(pitch, next.note + moves_.last().note - moves_.beforeNext().note);
    const auto word = places_->wordAt(next.shape, pitch);
    if (!word)
        return {};
    return {{*word, next.classes.offset, next.classes.duration}, levelOf(moves_.length())};
}

ClassicExpectations ClassicRecollection::expected() const
{
    return {expectationOf(tokens_), expectationOf(words_), expectationOf(rhythms_), expectedMove()};
}

std::vector<ClassicExpectations> expectationsOf(std::span<const ClassicClasses> tokens,
                                                const ClassicVocabulary& vocabulary)
{
    std::vector<ClassicExpectations> expected;
    expected.reserve(tokens.size());
    ClassicRecollection recollection(std::make_shared<const ClassicPlaces>(vocabulary));
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        recollection.hear(tokens[i]);
        expected.push_back(recollection.expected());
    }
    return expected;
}

} // namespace cadenza::encoding
