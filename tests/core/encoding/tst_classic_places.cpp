#include "core/encoding/classic_places.h"

#include <QTest>

using namespace cadenza;
using encoding::ChordSpelling;
using encoding::ClassicPlaces;
using encoding::ClassicVocabulary;

namespace {

ClassicVocabulary vocabularyOf(std::vector<std::string> words)
{
    std::ranges::sort(words);
    return {.spelling = {}, .words = std::move(words), .offsets = {0}, .durations = {3}};
}

std::uint16_t classOf(const ClassicVocabulary& vocabulary, const char* word)
{
    return static_cast<std::uint16_t>(std::ranges::find(vocabulary.words, word) - vocabulary.words.begin());
}

} // namespace

class TestClassicPlaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Every word lies where it is found.
    void aWordIsAtItsPlace()
    {
        const auto vocabulary =
            vocabularyOf({"C4", "B-4", "4.7.11", "0.4.8", "0.3.6.9", "7", "E4.G4.B4", "C4.E4", "0.1.2.3.4.5"});
        const ClassicPlaces places(vocabulary);
        for (std::uint16_t word = 0; word < vocabulary.words.size(); ++word) {
            const auto& place = places.of(word);
            QCOMPARE(places.wordAt(place.shape, place.pitch), std::optional(word));
        }
    }

    void chordsThatAreTransposedHaveOneShape()
    {
        const auto vocabulary = vocabularyOf({"0.4.7", "2.6.9", "0.3.7", "C4.E4", "D4.F#4", "E4", "0.4.8", "1.5.9"});
        const ClassicPlaces places(vocabulary);
        const auto shape = [&](const char* word) { return places.of(classOf(vocabulary, word)).shape; };
        QCOMPARE(shape("0.4.7"), shape("2.6.9"));
        QVERIFY(shape("0.4.7") != shape("0.3.7"));
        QCOMPARE(shape("C4.E4"), shape("D4.F#4"));
        QCOMPARE(shape("0.4.8"), shape("1.5.9"));
        QCOMPARE(shape("E4"), 0U);
        const auto& major = places.of(classOf(vocabulary, "0.4.7"));
        QCOMPARE(places.wordAt(major.shape, major.pitch + 2), std::optional(classOf(vocabulary, "2.6.9")));
        QCOMPARE(places.wordAt(major.shape, major.pitch - 10), std::optional(classOf(vocabulary, "2.6.9")));
        QVERIFY(!places.wordAt(major.shape, major.pitch + 1));
    }

    /// An augmented chord is itself a third higher.
    void aSymmetricChordIsFoundFromEachOfItsClasses()
    {
        const auto vocabulary = vocabularyOf({"0.4.8"});
        const ClassicPlaces places(vocabulary);
        const auto& place = places.of(0);
        for (const int semitones : {0, 4, 8, -4})
            QVERIFY(places.wordAt(place.shape, place.pitch + semitones));
        QVERIFY(!places.wordAt(place.shape, place.pitch + 1));
    }

    void aNoteHasAnOctave()
    {
        const auto vocabulary = vocabularyOf({"C4"});
        const ClassicPlaces places(vocabulary);
        QCOMPARE(places.of(0), (encoding::ClassicPlace{60, true, 0}));
        QVERIFY(!places.wordAt(0, 72));
    }
};

QTEST_GUILESS_MAIN(TestClassicPlaces)
#include "tst_classic_places.moc"
