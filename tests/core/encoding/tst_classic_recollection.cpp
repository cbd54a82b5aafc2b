#include "core/base/random.h"
#include "core/encoding/classic_recollection.h"

#include <QTest>

#include <vector>

using namespace cadenza;
using encoding::ClassicClasses;
using encoding::ClassicExpectation;
using encoding::ClassicLikeness;
using encoding::ClassicRecollection;
using encoding::ClassicToken;
using encoding::ClassicVocabulary;

namespace {

/// Every note, and two chords without octaves.
const ClassicVocabulary& vocabulary()
{
    static const ClassicVocabulary all = [] {
        std::vector<ClassicToken> tokens{{{60, 64, 67}, 0, 3}, {{62, 66, 69}, 0, 3}};
        for (std::uint8_t key = 0; key < 128; ++key)
            tokens.push_back({{key}, 0, 3});
        encoding::ClassicVocabularyBuilder builder({});
        builder.add(tokens);
        return std::move(builder).finish();
    }();
    return all;
}

ClassicRecollection nothingHeard()
{
    return ClassicRecollection(std::make_shared<const encoding::ClassicPlaces>(vocabulary()));
}

/// Eighths of these keys.
std::vector<ClassicClasses> music(std::initializer_list<std::vector<std::uint8_t>> chords)
{
    std::vector<ClassicClasses> tokens;
    for (const auto& keys : chords) {
        tokens.push_back(vocabulary().classesOf({keys, 6, 6}));
        tokens.back().offset = 2;
        tokens.back().duration = 3;
    }
    return tokens;
}

/// Tokens of these words, an eighth each.
std::vector<ClassicClasses> words(std::initializer_list<int> classes)
{
    std::vector<ClassicClasses> tokens;
    for (const int word : classes)
        tokens.push_back({.word = static_cast<std::uint16_t>(word), .offset = 2, .duration = 3});
    return tokens;
}

ClassicExpectation expectedAfter(const std::vector<ClassicClasses>& tokens,
                                 ClassicLikeness likeness = ClassicLikeness::Token)
{
    ClassicRecollection recollection = nothingHeard();
    for (const ClassicClasses& token : tokens)
        recollection.hear(token);
    return recollection.expected()[static_cast<std::size_t>(likeness)];
}

} // namespace

class TestClassicRecollection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectsNothingOfNewMusic()
    {
        QCOMPARE(int{expectedAfter({}).level}, 0);
        QCOMPARE(int{expectedAfter(words({1, 2, 3, 4, 2})).level}, 0); // one token alone says too little
    }

    void expectsAPassageToGoOnAsBefore()
    {
        auto tokens = words({1, 2, 3, 4, 1, 2});
        tokens[2].duration = 7;
        const auto expected = expectedAfter(tokens);
        QCOMPARE(expected.classes, tokens[2]);
        QCOMPARE(int{expected.level}, 1);
        QCOMPARE(int{expectedAfter(words({5, 1, 2, 3, 4, 5, 1, 2})).level}, 2);
    }

    void passagesAreAlikeInDifferentWays()
    {
        const auto expectedBy = [](auto change) {
            auto tokens = words({1, 2, 3, 4, 1, 2});
            tokens[2] = {.word = 3, .offset = 5, .duration = 6};
            change(tokens[5]);
            std::array<int, 3> levels{}; // all but moves
            for (std::size_t i = 0; i < levels.size(); ++i)
                levels[i] = expectedAfter(tokens, static_cast<ClassicLikeness>(i)).level;
            return levels;
        };
        using Levels = std::array<int, 3>;
        QCOMPARE(expectedBy([](ClassicClasses&) {}), (Levels{1, 1, 1}));
        QCOMPARE(expectedBy([](ClassicClasses& last) { last.word = 9; }), (Levels{0, 0, 1}));
        QCOMPARE(expectedBy([](ClassicClasses& last) { last.offset = 9; }), (Levels{0, 1, 0}));
        QCOMPARE(expectedBy([](ClassicClasses& last) { last.duration = 9; }), (Levels{0, 1, 0}));
    }

    void movesAreFollowedAtAnotherPitch()
    {
        const auto expected =
            expectedAfter(music({{60}, {62}, {64}, {72}, {40}, {65}, {67}, {69}}), ClassicLikeness::Moves);
        QCOMPARE(expected.classes, music({{77}}).front());
        QCOMPARE(int{expected.level}, 1);
    }

    void chordsMoveWithinTheOctave()
    {
        const auto chord =
            expectedAfter(music({{60}, {62}, {64}, {60, 64, 67}, {40}, {62}, {64}, {66}}), ClassicLikeness::Moves);
        QCOMPARE(chord.classes, music({{62, 66, 69}}).front());
        // after a chord a note comes in the octave where it was, seen from the last note
        const auto note =
            expectedAfter(music({{60}, {60, 64, 67}, {60, 64, 67}, {79}, {50}, {62}, {62, 66, 69}, {62, 66, 69}}),
                          ClassicLikeness::Moves);
        QCOMPARE(note.classes, music({{81}}).front());
    }

    void expectsNoWordThatTheVocabularyLacks()
    {
        const auto tokens = music({{60}, {62}, {64}, {60, 64, 67}, {40}, {65}, {67}, {69}});
        QCOMPARE(int{expectedAfter(tokens, ClassicLikeness::Moves).level}, 0); // an F major chord
        const auto high = music({{60}, {62}, {64}, {90}, {40}, {110}, {112}, {114}});
        QCOMPARE(int{expectedAfter(high, ClassicLikeness::Moves).level}, 0);
    }

    void isSurerTheLongerThePassage()
    {
        Random random(3);
        std::vector<ClassicClasses> passage;
        for (int i = 0; i < 80; ++i)
            passage.push_back({.word = static_cast<std::uint16_t>(random.below(100)), .offset = 1, .duration = 1});
        ClassicRecollection recollection = nothingHeard();
        for (const ClassicClasses& token : passage)
            recollection.hear(token);
        recollection.hear({.word = 127});
        int before = 0;
        for (std::size_t i = 0; i + 1 < passage.size(); ++i) {
            recollection.hear(passage[i]);
            const auto expected = recollection.expected().front();
            QVERIFY(expected.level >= before);
            before = expected.level;
            if (i > 0)
                QCOMPARE(expected.classes, passage[i + 1]);
        }
        QCOMPARE(before, encoding::kClassicRecallLevels - 1);
    }

    void theFirstTokenIsPartOfAPassage()
    {
        const auto expected = expectedAfter(words({1, 2, 3, 1, 2}));
        QCOMPARE(expected.classes, words({3}).front());
    }

    void aCopyGoesOnByItself()
    {
        ClassicRecollection one = nothingHeard();
        for (const ClassicClasses& token : words({1, 2, 3, 1}))
            one.hear(token);
        ClassicRecollection other = one;
        other.hear(words({2}).front());
        QCOMPARE(int{one.expected().front().level}, 0);
        QCOMPARE(int{other.expected().front().level}, 1);
    }

    void tellsOfEachTokenButTheFirst()
    {
        const auto tokens = words({1, 2, 3, 1, 2, 3, 7});
        const auto expected = encoding::expectationsOf(tokens, vocabulary());
        QCOMPARE(expected.size(), tokens.size() - 1);
        QCOMPARE(int{expected[3].front().level}, 0);
        QCOMPARE(expected[4].front().classes, tokens[5]);
        QVERIFY(encoding::expectationsOf(std::vector<ClassicClasses>{}, vocabulary()).empty());
    }
};

QTEST_GUILESS_MAIN(TestClassicRecollection)
#include "tst_classic_recollection.moc"
