#include "core/encoding/classes.h"
#include "core/encoding/encoder.h"
#include "core/generation/voice_leading.h"
#include "tests/support/quartet.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace cadenza;
using namespace cadenza::generation;
using namespace cadenza::test;

namespace {

constexpr std::uint8_t kFirst = 5, kSecond = 22, kViola = 39, kCello = 56; ///< of `quartet`
constexpr std::uint8_t kPiano = 0;
constexpr std::int64_t kQuarter = encoding::kStepsPerQuarter;

VoiceLeading voicesOf(const midi::Piece& seed,
                      std::initializer_list<std::uint8_t> free = {kFirst, kSecond, kViola, kCello})
{
    HeardParts parts;
    PartSet drawn{};
    for (const std::uint8_t part : {kFirst, kSecond, kViola, kCello})
        parts.hear(part, kPiano);
    for (const std::uint8_t part : free)
        drawn[part] = true;
    return {encoding::TimeBase::Beats, seed, encoding::encode(seed, encoding::TimeBase::Beats).events, parts, drawn};
}

/// Held notes: violins on 76 and 67, viola on 60, cello on 48.
midi::Piece chorale(int quarters)
{
    midi::Piece piece = quartet(quarters);
    constexpr std::array<std::uint8_t, 4> pitches{76, 67, 60, 48};
    for (std::size_t part = 0; part < 4; ++part)
        for (midi::Note& note : piece.parts[part].notes)
            note.pitch = pitches[part];
    return piece;
}

encoding::Event played(std::uint8_t part, std::uint8_t pitch)
{
    return {.part = part, .pitch = pitch, .duration = encoding::durationClassOf(encoding::TimeBase::Beats, kQuarter)};
}

} // namespace

/// Which part takes a note of a network that hears all of them as one.
class TestVoiceLeading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNearestPartTakesANote()
    {
        const VoiceLeading voices = voicesOf(chorale(8));
        QVERIFY(voices.leads(kPiano));
        QVERIFY(!voices.leads(3));
        QCOMPARE(voices.size(), std::size_t{4});
        for (const auto& [pitch, part] :
             {std::pair(47, kCello), std::pair(59, kViola), std::pair(69, kSecond), std::pair(78, kFirst)})
            QCOMPARE(voices.partFor(kPiano, kQuarter, pitch), part);
    }
    void aPartIsStruckOnceAtAnOnsetAndNoneCrosses()
    {
        VoiceLeading voices = voicesOf(chorale(8));
        voices.hear(played(kViola, 60), kQuarter);
        QCOMPARE(voices.partFor(kPiano, kQuarter, 62), kSecond); // the viola has played, the cello would cross it
        voices.hear(played(kSecond, 62), kQuarter);
        QVERIFY(voices.hasRoom(kPiano, kQuarter, 63));
        voices.hear(played(kFirst, 76), kQuarter);
        QVERIFY(!voices.hasRoom(kPiano, kQuarter, 77));
        QVERIFY(voices.hasRoom(kPiano, 2 * kQuarter, 0));
    }
    void noPartLeavesItsRange()
    {
        const VoiceLeading voices = voicesOf(chorale(8));
        std::vector<float> logits(encoding::kPitchClasses, 0.0F);
        voices.pullPitches(kPiano, kQuarter, logits);
        for (int pitch = 0; pitch < encoding::kPitchClasses; ++pitch)
            QCOMPARE(std::isfinite(logits[static_cast<std::size_t>(pitch)]), pitch >= 48 - 7 && pitch <= 76 + 7);
    }
    void whatNoPartCanTakeIsLeftAsItIs()
    {
        const VoiceLeading voices = voicesOf(chorale(8));
        std::vector<float> logits(encoding::kPitchClasses, -std::numeric_limits<float>::infinity());
        logits[120] = 1.0F;
        voices.pullPitches(kPiano, kQuarter, logits);
        QCOMPARE(logits[120], 1.0F);
        QCOMPARE(voices.partFor(kPiano, kQuarter, 120), kFirst);
    }
    void aPartThatRestedLongIsWanted()
    {
        VoiceLeading voices = voicesOf(chorale(8));
        QCOMPARE(voices.partFor(kPiano, kQuarter / 2, 64), kSecond);
        for (int i = 1; i < 20; ++i)
            voices.hear(played(kSecond, 67), i * kQuarter);
        QCOMPARE(voices.partFor(kPiano, 20 * kQuarter, 64), kViola);
    }
    void aHeldNoteIsNotBrokenOffForAPassingOne()
    {
        VoiceLeading voices = voicesOf(chorale(8));
        encoding::Event held = played(kSecond, 65);
        held.duration = encoding::durationClassOf(encoding::TimeBase::Beats, 4 * kQuarter);
        voices.hear(held, kQuarter);
        QCOMPARE(voices.partFor(kPiano, 2 * kQuarter, 64), kViola);
    }
    void everyPartKeepsItsRhythm()
    {
        midi::Piece seed = chorale(8);
        std::erase_if(seed.parts[3].notes, [](const midi::Note& one) { return one.onset.value % 960 != 0; });
        for (midi::Note& one : seed.parts[3].notes)
            one.duration = Tick{960};
        const VoiceLeading voices = voicesOf(seed);
        std::vector<float> cello(encoding::kDurationClasses, 0.0F), viola = cello;
        voices.pullDurations(kCello, cello);
        voices.pullDurations(kViola, viola);
        const auto quarter = encoding::durationClassOf(encoding::TimeBase::Beats, kQuarter);
        const auto half = encoding::durationClassOf(encoding::TimeBase::Beats, 2 * kQuarter);
        QVERIFY(cello[half] > 1.0F && cello[quarter] < -1.0F);
        QVERIFY(viola[half] < -1.0F && viola[quarter] > 0.0F);
    }
    void aPartOfChordsMayTakeSeveralNotes()
    {
        midi::Piece seed = chorale(8);
        for (int i = 0; i < 8; ++i)
            seed.parts[1].notes.push_back(note(480 * i, 480, 71));
        std::ranges::sort(seed.parts[1].notes);
        VoiceLeading voices = voicesOf(seed);
        QVERIFY(!voices.isMonophonic(kSecond));
        QVERIFY(voices.isMonophonic(kFirst) && voices.isMonophonic(kCello));
        voices.hear(played(kSecond, 66), kQuarter);
        QCOMPARE(voices.partFor(kPiano, kQuarter, 69), kSecond);
    }
    void keptPartsTakeNothing()
    {
        const VoiceLeading voices = voicesOf(chorale(8), {kSecond, kViola, kCello});
        QCOMPARE(voices.size(), std::size_t{3});
        QCOMPARE(voices.partFor(kPiano, kQuarter, 74), kSecond);
    }
    void aMelodyThatIsAwaitedIsAccompanied()
    {
        VoiceLeading voices = voicesOf(chorale(8), {kSecond, kViola, kCello});
        const auto wanted = [&](int pitch) {
            std::vector<float> logits(encoding::kPitchClasses, 0.0F);
            voices.pullPitches(kPiano, kQuarter, logits);
            return logits[static_cast<std::size_t>(pitch)];
        };
        const float before = wanted(67);
        const std::vector awaited{played(kFirst, 77)};
        voices.await(awaited); // a minor seventh above
        QVERIFY(wanted(67) < before - 1.0F);
        QCOMPARE(wanted(65), wanted(69)); // an octave and a sixth below it, as far from where the second violin was
        voices.await({});
        QCOMPARE(wanted(67), before);
    }
    void aFullOnsetIsFilledFromBelow()
    {
        VoiceLeading voices = voicesOf(chorale(8));
        constexpr auto full = VoiceLeading::Onset::Full;
        QCOMPARE(voices.partFor(kPiano, kQuarter, 52, full), kCello);
        std::vector<float> logits(encoding::kPitchClasses, 0.0F);
        voices.pullPitches(kPiano, kQuarter, logits, full);
        QVERIFY(!std::isfinite(logits[60]));
        voices.hear(played(kCello, 52), kQuarter);
        QCOMPARE(voices.partFor(kPiano, kQuarter, 64, full), kViola);
    }
    void aPartThatRestsInTheSeedPlaysAmongTheOthers()
    {
        midi::Piece seed = chorale(8);
        seed.parts[1].notes.clear();
        const VoiceLeading voices = voicesOf(seed, {kSecond});
        QCOMPARE(voices.partFor(kPiano, kQuarter, 62), kSecond);
        QVERIFY(!voices.hasRoom(kPiano, kQuarter, 90));
        std::vector<float> durations(encoding::kDurationClasses, 0.0F);
        voices.pullDurations(kSecond, durations);
        QVERIFY(std::ranges::all_of(durations, [](float gain) { return gain == 0.0F; }));
    }
};

QTEST_GUILESS_MAIN(TestVoiceLeading)
#include "tst_voice_leading.moc"
