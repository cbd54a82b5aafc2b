#include "core/seeds/seed_scoring.h"
#include "core/seeds/tonality.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace cadenza;
using namespace cadenza::seeds;
using cadenza::test::note;
using cadenza::test::piano;
using cadenza::test::wanderingLine;

class TestSeedScoring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWindowHasAScore();
    void aPieceShorterThanTheWindowHasNone();
    void movingOnEqualsCountingAfresh();
    void theBestDoNotOverlapAndComeBestFirst();
    void aRepeatedPassageIsFoundOnce();
    void theEndsOfAPieceAreNoSeeds();
    void aLongSilenceIsNoSeed();
    void aDownbeatIsABetterStart();
    void dullMusicScoresLess();
    void reasonsAreWordedForPeople();
    void namesTheKey();
    void stopsOnRequest();
    void whatIsNoSeedIsLeftOutWhileThereAreOthers();
    void whatAModelIsUsedToIsTheBetterSeed();
    void withoutAModelThereIsNoSurprise();
    void aReasonFromElsewhereWeighsIn();
};

namespace {

const Reason& reason(const ScoredWindow& window, const std::string& name)
{
    const auto found = std::ranges::find(window.reasons, name, &Reason::name);
    if (found == window.reasons.end())
        qFatal("no reason %s", name.c_str());
    return *found;
}

/// `count` eighths of a varied melody over a bass, in C major.
midi::Piece song(int count)
{
    constexpr std::array scale{60, 62, 64, 65, 67, 69, 71, 72, 74, 76};
    std::vector<midi::Note> notes;
    std::int64_t at = 0;
    for (int i = 0; i < count; ++i) {
        const std::int64_t length = i % 5 == 0 ? 480 : i % 7 == 0 ? 120 : 240;
        notes.push_back(note(at, length, scale[static_cast<std::size_t>(i * i % 10)]));
        if (i % 4 == 0)
            notes.push_back(note(at, 900, 48 - i % 3 * 5));
        at += length;
    }
    std::ranges::sort(notes, {}, [](const midi::Note& n) { return std::pair(n.onset, n.pitch); });
    return piano(std::move(notes));
}

} // namespace

void TestSeedScoring::everyWindowHasAScore()
{
    const auto piece = song(300);
    const auto scores = scoreAllWindows(piece);
    QCOMPARE(scores.size(), piece.noteCount() - 64 + 1);
    for (const float score : scores)
        QVERIFY(score >= 0.0F && score <= 1.0F);
}

void TestSeedScoring::aPieceShorterThanTheWindowHasNone()
{
    QVERIFY(scoreAllWindows(wanderingLine(63)).empty());
    QVERIFY(scoreAllWindows({}).empty());
    QVERIFY(scoreAllWindows(wanderingLine(10), 0).empty());
    QVERIFY(bestWindows(wanderingLine(20), 3).empty());
    QCOMPARE(scoreAllWindows(wanderingLine(64)).size(), std::size_t{1});
}

void TestSeedScoring::movingOnEqualsCountingAfresh()
{
    const auto piece = song(260);
    for (const std::size_t count : {16U, 64U, 100U}) {
        const auto scores = scoreAllWindows(piece, count);
        for (std::size_t first = 0; first < scores.size(); ++first)
            QCOMPARE(static_cast<float>(scoreWindow(piece, first, count).score), scores[first]);
    }
}

void TestSeedScoring::theBestDoNotOverlapAndComeBestFirst()
{
    const auto best = bestWindows(song(600), 5);
    QCOMPARE(best.size(), std::size_t{5});
    for (std::size_t i = 0; i < best.size(); ++i)
        for (std::size_t j = i + 1; j < best.size(); ++j) {
            QVERIFY(best[i].score >= best[j].score);
            QVERIFY(best[i].first + 64 <= best[j].first || best[j].first + 64 <= best[i].first);
        }
    const auto scores = scoreAllWindows(song(600));
    QCOMPARE(static_cast<float>(best[0].score), std::ranges::max(scores));
}

/// A B A′ with A′ a third higher: a window of A may be found, or one of A′, but not both.
void TestSeedScoring::aRepeatedPassageIsFoundOnce()
{
    auto notes = song(200).parts[0].notes;
    const Tick length{notes.back().end().value / 1920 * 1920 + 1920};
    auto lower = song(200).parts[0].notes;
    for (auto& n : lower) {
        n.onset += length;
        n.pitch = static_cast<std::uint8_t>(n.pitch + 4);
    }
    const std::size_t first = notes.size();
    notes.insert(notes.end(), lower.begin(), lower.end());
    const auto best = SeedScorer(piano(std::move(notes))).best({64, 10, Snap::None});
    QVERIFY(best.size() >= 2);
    for (const auto& a : best)
        for (const auto& b : best)
            QVERIFY(b.first + 12 < a.first + first || b.first > a.first + first + 12);
}

void TestSeedScoring::theEndsOfAPieceAreNoSeeds()
{
    const auto piece = song(400);
    const std::size_t last = piece.noteCount() - 64;
    for (const auto& window : bestWindows(piece, 3)) {
        QVERIFY(window.first >= 16);
        QVERIFY(window.first + 16 <= last);
    }
    QVERIFY(scoreWindow(piece, 3).score < 0.15);
    QVERIFY(scoreWindow(piece, last).score < 0.15);
}

void TestSeedScoring::aLongSilenceIsNoSeed()
{
    auto piece = song(400);
    for (auto& n : piece.parts[0].notes)
        if (n.onset.value > 480 * 60)
            n.onset += Tick{480 * 6};
    const auto notes = midi::notesInOrder(piece);
    for (const auto& window : bestWindows(piece, 4))
        for (std::size_t i = window.first + 1; i < window.first + window.count; ++i)
            QVERIFY((notes[i].note.onset - notes[i - 1].note.onset).value < 480 * 5);
}

void TestSeedScoring::aDownbeatIsABetterStart()
{
    const auto piece = wanderingLine(300); // eighths: note 32 starts bar 5, note 33 is between beats
    const auto onBar = scoreWindow(piece, 32);
    const auto offBeat = scoreWindow(piece, 33);
    QCOMPARE(reason(onBar, "opening").value, 1.0);
    QCOMPARE(reason(onBar, "opening").words, std::string("starts on a downbeat"));
    QCOMPARE(reason(offBeat, "opening").words, std::string("starts between beats"));
    QVERIFY(onBar.score > offBeat.score);
}

void TestSeedScoring::dullMusicScoresLess()
{
    std::vector<midi::Note> trill;
    for (int i = 0; i < 300; ++i)
        trill.push_back(note(120 * i, 120, 60 + i % 2));
    const auto dull = scoreWindow(piano(trill), 100);
    const auto varied = scoreWindow(song(300), 100);
    QVERIFY(dull.score + 0.2 < varied.score);
    QVERIFY(reason(dull, "repetition").value < 0.1);
    QCOMPARE(reason(dull, "repetition").words, std::string("repeats itself"));
    QVERIFY(reason(dull, "pitch").value < reason(varied, "pitch").value);
}

void TestSeedScoring::reasonsAreWordedForPeople()
{
    const auto window = scoreWindow(song(300), 64);
    QCOMPARE(window.reasons.size(), std::size_t{12});
    for (const auto& r : window.reasons) {
        QVERIFY(!r.words.empty());
        QVERIFY(r.value >= 0.0 && r.value <= 1.0);
    }
    QVERIFY(reason(window, "tonality").words.starts_with("clear "));
    QCOMPARE(reason(window, "silence").words, std::string("no long silence"));
}

void TestSeedScoring::namesTheKey()
{
    std::array<std::int64_t, 12> gMajor{};
    for (const int degree : {7, 9, 11, 0, 2, 4, 6})
        gMajor[static_cast<std::size_t>(degree)] = 100;
    gMajor[7] = 300;
    gMajor[2] = 200;
    const auto key = tonalityOf(gMajor);
    QCOMPARE(std::string(keyName(key.tonic, key.minor)), std::string("G major"));
    QVERIFY(key.clarity > 0.8);
    QCOMPARE(tonalityOf({}).clarity, 0.0);
}

void TestSeedScoring::stopsOnRequest()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY(scoreAllWindows(song(300), 64, source.get_token()).empty());
}

void TestSeedScoring::whatIsNoSeedIsLeftOutWhileThereAreOthers()
{
    const auto piece = song(180); // with room for few windows away from the ends
    const auto best = SeedScorer(piece).best({64, 10, Snap::None});
    QVERIFY(!best.empty());
    for (const auto& window : best) {
        QVERIFY(window.first >= 16);
        QVERIFY(window.first + window.count + 16 <= piece.noteCount());
    }
    QCOMPARE(best.front().valueOf("position"), reason(best.front(), "position").value);
    QCOMPARE(best.front().valueOf("nothing"), -1.0);
    QCOMPARE(SeedScorer(song(50)).best({64, 10, Snap::None}).size(), std::size_t{0});
    QCOMPARE(SeedScorer(test::wanderingLine(70)).best({64, 10, Snap::None}).size(), std::size_t{1}); // nothing else
}

/// Surprise rises along the piece: the windows in its middle are what the model is used to.
void TestSeedScoring::whatAModelIsUsedToIsTheBetterSeed()
{
    const auto piece = song(600);
    std::vector<float> surprise(piece.noteCount());
    for (std::size_t i = 0; i < surprise.size(); ++i)
        surprise[i] = 0.01F * static_cast<float>(i);
    const std::array pieces{surprise};
    const SurpriseRange usual = surpriseRange(pieces, 64);
    const SeedScorer scorer(piece, surprise, usual);
    const std::size_t last = piece.noteCount() - 64;
    const auto middle = scorer.explain(last / 2, 64);
    QCOMPARE(middle.reasons.size(), std::size_t{13});
    QCOMPARE(middle.reasons.back().name, std::string(kSurpriseReason));
    QCOMPARE(middle.reasons.back().words, std::string("the model knows this style"));
    QVERIFY(middle.valueOf(kSurpriseReason) > 0.98);
    QVERIFY(middle.score > scoreWindow(piece, last / 2).score);
    const auto early = scorer.explain(20, 64), late = scorer.explain(last - 20, 64);
    QCOMPARE(early.reasons.back().words, std::string("easy for the model to foresee"));
    QCOMPARE(late.reasons.back().words, std::string("unusual for the model"));
    QVERIFY(early.valueOf(kSurpriseReason) < 0.6 && late.valueOf(kSurpriseReason) < 0.6);

    const auto scores = scorer.scores(64);
    for (std::size_t first = 0; first < scores.size(); ++first)
        QCOMPARE(static_cast<float>(scorer.explain(first, 64).score), scores[first]);
}

void TestSeedScoring::withoutAModelThereIsNoSurprise()
{
    const auto piece = song(300);
    const SeedScorer scorer(piece, {}, {});
    QCOMPARE(scorer.explain(50, 64).reasons.size(), std::size_t{12});
    QCOMPARE(scorer.scores(), scoreAllWindows(piece));
}

void TestSeedScoring::aReasonFromElsewhereWeighsIn()
{
    const auto piece = test::wanderingLine(200);
    const auto plain = scoreWindow(piece, 60);
    auto better = plain, worse = plain;
    weighIn(better, {"rehearsal", "goes on freely", 1.0}, 4.0);
    weighIn(worse, {"rehearsal", "turns in circles", 0.0}, 4.0);
    QVERIFY(worse.score < plain.score && plain.score < better.score && better.score <= 1.0);
    QCOMPARE(better.reasons.size(), plain.reasons.size() + 1);
    QCOMPARE(better.valueOf("rehearsal"), 1.0);
    auto noSeed = scoreWindow(piece, 0);
    weighIn(noSeed, {"rehearsal", "goes on freely", 1.0}, 4.0);
    QVERIFY(noSeed.score <= 0.1); // an end of the piece stays no seed
}

QTEST_GUILESS_MAIN(TestSeedScoring)
#include "tst_seed_scoring.moc"
