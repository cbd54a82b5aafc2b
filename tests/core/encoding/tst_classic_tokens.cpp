#include "core/base/file.h"
#include "core/encoding/classic_tokens.h"
#include "core/encoding/classic_vocabulary.h"
#include "core/encoding/normal_order.h"
#include "tests/support/music.h"

#include <QFile>
#include <QtTest>

using namespace cadenza;
using namespace cadenza::encoding;
using cadenza::test::note;
using cadenza::test::piano;

class TestClassicTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timeGoesToTheNearestQuarterOrThirdOfAQuarter_data();
    void timeGoesToTheNearestQuarterOrThirdOfAQuarter();
    void pitchClassesStandInNormalOrder_data();
    void pitchClassesStandInNormalOrder();
    void notesAndChordsAreSpelledAsMusic21Does();
    void notesThatStartAndEndTogetherAreAChord();
    void aNoteMayBelongToTwoChordsButBeginsNone();
    void aChordLastsFromItsLastStartToItsFirstEnd();
    void whatLastsNoTimeLastsAQuarter();
    void aKeyStruckAgainWhileItSoundsEndsTheFirstNoteAndIsLost();
    void aTrackWithoutAProgramIsLeftOutWhereOthersHaveOne();
    void noTrackIsLeftOutWhereNoneHasAProgram();
    void whatStartsWhereItsTrackHasEndedIsLeftOut();
    void tracksAreMergedByOnset();
    void aPieceIsReadAsATrackAHand();
    void theVocabularyListsWhatTheMusicHas();
    void whatTheVocabularyLacksBecomesTheNearest();
    void theCuredSpellingKeepsOctavesAndLeavesNoNoteWithoutLength();
    void aStreamComesBackFromItsClasses();
    void realPiecesGiveThePublishedStreams_data();
    void realPiecesGiveThePublishedStreams();
    void realCollectionsGiveThePublishedVocabularies();
};

namespace {

midi::KeyEvent on(std::int64_t at, int pitch)
{
    return {Tick{at}, 0, static_cast<std::uint8_t>(pitch), 64};
}
midi::KeyEvent off(std::int64_t at, int pitch)
{
    return {Tick{at}, 0, static_cast<std::uint8_t>(pitch), 0};
}

midi::TrackEvents track(std::vector<midi::KeyEvent> keys)
{
    return {.keys = std::move(keys), .firstProgram = Tick{0}, .lastTempo = {}, .lastSignature = {}};
}

/// Of one track that ends with a long low note, so that nothing starts where the music has ended.
std::vector<ClassicToken> tokensOf(std::vector<midi::KeyEvent> keys)
{
    keys.insert(keys.begin(), on(0, 21));
    keys.push_back(off(48'000, 21));
    auto tokens = classicTokens(midi::FileEvents{480, {track(std::move(keys))}});
    if (!tokens.empty() && tokens.front().pitches == std::vector<std::uint8_t>{21})
        tokens.erase(tokens.begin());
    return tokens;
}

std::vector<std::uint8_t> keys(std::initializer_list<int> values)
{
    return {values.begin(), values.end()};
}

/// A row as the published streams have it: word, offset, duration, pitches.
QByteArray rowOf(const ClassicToken& token)
{
    QByteArray row = QByteArray::fromStdString(classicWord(token) + ',' + classicOffsetText(token.offset) + ','
                                               + classicDurationText(token.duration) + ',');
    for (std::size_t i = 0; i < token.pitches.size(); ++i)
        row += (i > 0 ? " " : "") + QByteArray::number(token.pitches[i]);
    return row;
}

std::vector<ClassicToken> tokensOfFile(const std::filesystem::path& file)
{
    return classicTokens(*midi::readTrackEvents(*readFile(file)));
}

} // namespace

void TestClassicTokens::timeGoesToTheNearestQuarterOrThirdOfAQuarter_data()
{
    QTest::addColumn<int>("ticks");
    QTest::addColumn<int>("twelfths");
    QTest::newRow("nothing") << 0 << 0;
    QTest::newRow("the first half of the way to a quarter") << 60 << 0;
    QTest::newRow("beyond it") << 61 << 3;
    QTest::newRow("as near to 1/4 as to 1/3: the shorter") << 140 << 3;
    QTest::newRow("a third") << 160 << 4;
    QTest::newRow("an eighth") << 240 << 6;
    QTest::newRow("as near to 3/4 as to 1") << 420 << 9;
    QTest::newRow("four quarters and a third") << 4 * 480 + 160 << 52;
}

void TestClassicTokens::timeGoesToTheNearestQuarterOrThirdOfAQuarter()
{
    QFETCH(int, ticks);
    QTEST(toTwelfths(ticks, 480), "twelfths");
}

void TestClassicTokens::pitchClassesStandInNormalOrder_data()
{
    QTest::addColumn<QList<int>>("pitches");
    QTest::addColumn<QList<int>>("order");
    QTest::newRow("none") << QList<int>{} << QList<int>{};
    QTest::newRow("octaves") << QList{57, 69, 81} << QList{9};
    QTest::newRow("major") << QList{60, 64, 67} << QList{0, 4, 7};
    QTest::newRow("minor, inverted") << QList{60, 64, 69} << QList{9, 0, 4};
    QTest::newRow("seventh") << QList{55, 59, 62, 65} << QList{11, 2, 5, 7};
    QTest::newRow("diminished") << QList{59, 62, 65, 68} << QList{2, 5, 8, 11};
    QTest::newRow("augmented") << QList{64, 68, 72} << QList{0, 4, 8};
}

void TestClassicTokens::pitchClassesStandInNormalOrder()
{
    QFETCH(QList<int>, pitches);
    const std::vector<std::uint8_t> midiKeys(pitches.begin(), pitches.end());
    const auto order = normalOrder(midiKeys);
    QTEST(QList<int>(order.begin(), order.end()), "order");
}

void TestClassicTokens::notesAndChordsAreSpelledAsMusic21Does()
{
    QCOMPARE(classicWord({.pitches = keys({60})}), "C4");
    QCOMPARE(classicWord({.pitches = keys({58})}), "B-3");
    QCOMPARE(classicWord({.pitches = keys({3})}), "E--1");
    QCOMPARE(classicWord({.pitches = keys({60, 64, 69})}), "9.0.4");
    QCOMPARE(classicWord({.pitches = keys({60, 64, 69})}, ChordSpelling::Pitches), "C4.E4.A4");
    QCOMPARE(classicOffsetText(0), "0.0");
    QCOMPARE(classicOffsetText(1), "0.083");
    QCOMPARE(classicOffsetText(8), "0.667");
    QCOMPARE(classicOffsetText(15), "1.25");
    QCOMPARE(classicDurationText(4), "1/3");
    QCOMPARE(classicDurationText(16), "4/3");
    QCOMPARE(classicDurationText(12), "1.0");
}

void TestClassicTokens::notesThatStartAndEndTogetherAreAChord()
{
    const auto tokens = tokensOf({on(480, 60), on(510, 64), on(511, 67), off(960, 60), off(990, 64), off(991, 67)});
    QCOMPARE(tokens.size(), std::size_t{2}); // 31 ticks are more than a sixteenth of a quarter
    QCOMPARE(tokens[0].pitches, keys({60, 64}));
    QCOMPARE(tokens[1].pitches, keys({67}));
    QCOMPARE(tokens[0].offset, 12);
    QCOMPARE(tokens[1].offset, 0);
}

void TestClassicTokens::aNoteMayBelongToTwoChordsButBeginsNone()
{
    const auto tokens = tokensOf({on(480, 60), on(490, 64), on(505, 67), off(960, 60), off(990, 64), off(1005, 67)});
    QCOMPARE(tokens.size(), std::size_t{2}); // 60 takes 64; 67 ends too late for it and stands alone
    QCOMPARE(tokens[0].pitches, keys({60, 64}));
    QCOMPARE(tokens[1].pitches, keys({67}));

    const auto twice = tokensOf({on(480, 60), on(481, 72), on(490, 64), off(900, 60), off(930, 64), off(960, 72)});
    QCOMPARE(twice.size(), std::size_t{2}); // 64 ends near both 60 and 72
    QCOMPARE(twice[0].pitches, keys({60, 64}));
    QCOMPARE(twice[1].pitches, keys({64, 72}));
}

void TestClassicTokens::aChordLastsFromItsLastStartToItsFirstEnd()
{
    const auto tokens = tokensOf({on(480, 60), on(510, 64), off(760, 60), off(790, 64)});
    QCOMPARE(tokens.size(), std::size_t{1});
    QCOMPARE(tokens[0].duration, 6); // 250 ticks, where 60 alone has 280: a third and a quarter of a quarter
}

void TestClassicTokens::whatLastsNoTimeLastsAQuarter()
{
    const auto tokens = tokensOf({on(480, 60), on(500, 64), off(500, 60), off(520, 64), on(960, 70), off(960, 70)});
    QCOMPARE(tokens.size(), std::size_t{2});
    QCOMPARE(tokens[0].duration, 12);
    QCOMPARE(tokens[1].duration, 12);
}

void TestClassicTokens::aKeyStruckAgainWhileItSoundsEndsTheFirstNoteAndIsLost()
{
    const auto tokens = tokensOf({on(480, 60), on(960, 60), off(1440, 60), off(1920, 60), on(2400, 60), off(2520, 60)});
    QCOMPARE(tokens.size(), std::size_t{2});
    QCOMPARE(tokens[0].duration, 12);
    QCOMPARE(tokens[1].offset, 48);
}

void TestClassicTokens::aTrackWithoutAProgramIsLeftOutWhereOthersHaveOne()
{
    auto silent = track({on(0, 60), off(480, 60)});
    silent.firstProgram = std::nullopt;
    auto late = track({on(0, 62), off(480, 62), on(960, 64), off(1440, 64)});
    late.firstProgram = Tick{480};
    const auto tokens = classicTokens(midi::FileEvents{480, {silent, late}});
    QCOMPARE(tokens.size(), std::size_t{1});
    QCOMPARE(tokens[0].pitches, keys({64}));
}

void TestClassicTokens::noTrackIsLeftOutWhereNoneHasAProgram()
{
    auto only = track({on(0, 60), off(480, 60), on(480, 62), off(500, 62)});
    only.firstProgram = std::nullopt;
    QCOMPARE(classicTokens(midi::FileEvents{480, {only}}).size(), std::size_t{2});
}

void TestClassicTokens::whatStartsWhereItsTrackHasEndedIsLeftOut()
{
    // 62 is rounded to no length, so the music ends where it starts.
    const auto keysOfIt = std::vector{on(0, 60), off(480, 60), on(480, 62), off(500, 62)};
    QCOMPARE(classicTokens(midi::FileEvents{480, {track(keysOfIt)}}).size(), std::size_t{1});
    // A later tempo of the whole piece makes its first part longer, and only the first.
    midi::TrackEvents conductor;
    conductor.lastTempo = Tick{960};
    const auto first = classicTokens(midi::FileEvents{480, {conductor, track(keysOfIt), track(keysOfIt)}});
    QCOMPARE(first.size(), std::size_t{3});
}

void TestClassicTokens::tracksAreMergedByOnset()
{
    const auto tokens = classicTokens(midi::FileEvents{
        480, {track({on(480, 72), off(960, 72)}), track({on(0, 48), off(960, 48), on(1000, 50), off(1920, 50)})}});
    QCOMPARE(tokens.size(), std::size_t{3});
    QCOMPARE(tokens[0].pitches, keys({48}));
    QCOMPARE(tokens[1].pitches, keys({72}));
    QCOMPARE(tokens[2].pitches, keys({50}));
    QCOMPARE(tokens[1].offset, 12);
    QCOMPARE(tokens[2].offset, 12);
}

void TestClassicTokens::aPieceIsReadAsATrackAHand()
{
    auto piece = piano({note(0, 480, 48), note(0, 480, 72), note(480, 480, 50), note(480, 480, 74)});
    for (midi::Note& one : piece.parts[0].notes)
        one.hand = one.pitch < 60 ? midi::Hand::Left : midi::Hand::Right;
    const auto tokens = classicTokens(piece);
    QCOMPARE(tokens.size(), std::size_t{4}); // the hands make no chord with each other
    QCOMPARE(tokens[0].pitches, keys({72}));
    QCOMPARE(tokens[1].pitches, keys({48}));
}

void TestClassicTokens::theVocabularyListsWhatTheMusicHas()
{
    ClassicVocabularyBuilder builder{ClassicSpelling{}};
    builder.add(std::vector<ClassicToken>{{keys({60}), 0, 12}, {keys({60, 64, 67}), 6, 0}});
    builder.add(std::vector<ClassicToken>{{keys({72, 76, 79}), 6, 12}});
    const auto vocabulary = std::move(builder).finish();
    QCOMPARE(vocabulary.words, (std::vector<std::string>{"0.4.7", "C4"}));
    QCOMPARE(vocabulary.offsets, (std::vector{0, 6}));
    QCOMPARE(vocabulary.durations, (std::vector{0, 12}));
}

void TestClassicTokens::whatTheVocabularyLacksBecomesTheNearest()
{
    ClassicVocabularyBuilder builder{ClassicSpelling{}};
    builder.add(std::vector<ClassicToken>{{keys({60}), 0, 3}, {keys({67}), 12, 12}, {keys({48}), 12, 12}});
    const auto vocabulary = std::move(builder).finish();
    QCOMPARE(vocabulary.words, (std::vector<std::string>{"C3", "C4", "G4"}));
    QCOMPARE(vocabulary.classesOf({keys({84}), 10, 5}), (ClassicClasses{1, 1, 0}));
    QCOMPARE(vocabulary.classesOf({keys({60, 64, 79}), 1, 90}), (ClassicClasses{2, 0, 1}));
}

void TestClassicTokens::theCuredSpellingKeepsOctavesAndLeavesNoNoteWithoutLength()
{
    ClassicVocabularyBuilder builder{{ChordSpelling::Pitches, false}};
    const std::vector<ClassicToken> tokens{{keys({48, 64}), 0, 0}};
    builder.add(tokens);
    const auto vocabulary = std::move(builder).finish();
    QCOMPARE(vocabulary.words, (std::vector<std::string>{"C3.E4"}));
    QCOMPARE(vocabulary.durations, (std::vector{3}));
    QCOMPARE(vocabulary.tokenOf(vocabulary.classesOf(tokens[0])).pitches, keys({48, 64}));
}

void TestClassicTokens::aStreamComesBackFromItsClasses()
{
    ClassicVocabularyBuilder builder{ClassicSpelling{}};
    const std::vector<ClassicToken> tokens{{keys({60}), 0, 12}, {keys({57, 60, 64}), 6, 4}};
    builder.add(tokens);
    const auto vocabulary = std::move(builder).finish();
    QCOMPARE(vocabulary.tokenOf(vocabulary.classesOf(tokens[0])), tokens[0]);
    QCOMPARE(vocabulary.tokenOf(vocabulary.classesOf(tokens[1])).pitches, keys({60, 64, 69})); // from middle C upwards
}

void TestClassicTokens::realPiecesGiveThePublishedStreams_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("Albeniz") << QStringLiteral("alb_esp1");
    QTest::newRow("Mozart") << QStringLiteral("mz_330_2");
}

void TestClassicTokens::realPiecesGiveThePublishedStreams()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("No folder of real music: set CADENZA_SHARED_MUSIC to compare the streams token by token.");
    QFETCH(QString, name);
    QFile table(QString::fromStdString(*music / "classic" / name.toStdString()) + QStringLiteral(".csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    QCOMPARE(table.readLine().trimmed(), QByteArray("word,offset,duration,pitches"));
    for (const ClassicToken& token : tokensOfFile(*music / "seed-subset" / (name.toStdString() + ".mid")))
        QCOMPARE(rowOf(token), table.readLine().trimmed());
    QVERIFY(table.atEnd());
}

void TestClassicTokens::realCollectionsGiveThePublishedVocabularies()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("No folder of real music: set CADENZA_SHARED_MUSIC to count its tokens.");
    ClassicVocabularyBuilder builder{ClassicSpelling{}};
    std::size_t notes = 0;
    std::size_t chords = 0;
    std::size_t withoutLength = 0;
    for (const auto& file : std::filesystem::directory_iterator(*music / "seed-subset")) {
        const auto tokens = tokensOfFile(file.path());
        for (const ClassicToken& token : tokens) {
            ++(token.pitches.size() > 1 ? chords : notes);
            withoutLength += token.duration == 0 ? 1 : 0;
        }
        builder.add(tokens);
    }
    const auto vocabulary = std::move(builder).finish();
    QCOMPARE(notes, std::size_t{57'840});
    QCOMPARE(chords, std::size_t{14'447});
    QCOMPARE(withoutLength, std::size_t{8'991}); // 12.4 %
    QCOMPARE(vocabulary.words.size(), std::size_t{277});
    QCOMPARE(vocabulary.offsets.size(), std::size_t{28});
    QCOMPARE(vocabulary.durations.size(), std::size_t{36});
}

QTEST_APPLESS_MAIN(TestClassicTokens)
#include "tst_classic_tokens.moc"
