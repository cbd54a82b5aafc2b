#include "core/base/file.h"
#include "core/base/random.h"
#include "core/midi/midi_reader.h"
#include "core/seeds/seed_scoring.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <map>

using namespace cadenza;
using namespace cadenza::seeds;

/// What the top-ranked seeds of real pieces are like.
class TestRealSeeds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theBestKeepAwayFromTheEnds();
    void theBestHaveNoLongSilence();
    void theBestDoNotOverlap();
    void theBestAreBetterThanRandomWindows();

private:
    struct Ranked {
        midi::Piece piece;
        std::vector<ScoredWindow> best;
    };
    std::vector<Ranked> pieces_;
};

void TestRealSeeds::initTestCase()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("No folder of real music: set CADENZA_SHARED_MUSIC to see what its best seeds are like.");
    for (const auto& file : std::filesystem::directory_iterator(*music / "seed-subset")) {
        if (file.path().extension() != ".mid")
            continue;
        const auto reading = midi::readMidi(*readFile(file.path()));
        QVERIFY(reading);
        const auto& piece = reading->sequences.front();
        pieces_.push_back({piece, bestWindows(piece, 12)});
    }
    QCOMPARE(pieces_.size(), std::size_t{37});
}

void TestRealSeeds::theBestKeepAwayFromTheEnds()
{
    for (const auto& [piece, best] : pieces_)
        for (const auto& window : best) {
            QVERIFY(window.first >= 16);
            QVERIFY(window.first + window.count + 16 <= piece.noteCount());
        }
}

void TestRealSeeds::theBestHaveNoLongSilence()
{
    for (const auto& [piece, best] : pieces_) {
        const auto notes = midi::notesInOrder(piece);
        for (const auto& window : best) {
            Tick soundingUntil = notes[window.first].note.end();
            for (std::size_t i = window.first + 1; i < window.first + window.count; ++i) {
                QVERIFY((notes[i].note.onset - soundingUntil).value <= 4 * piece.ticksPerQuarter);
                soundingUntil = std::max(soundingUntil, notes[i].note.end());
            }
        }
    }
}

void TestRealSeeds::theBestDoNotOverlap()
{
    for (const auto& [piece, best] : pieces_)
        for (std::size_t i = 0; i < best.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(best[i].first >= best[j].first + best[j].count
                        || best[j].first >= best[i].first + best[i].count);
}

/// Prints the mean of each reason over the best and over random windows.
void TestRealSeeds::theBestAreBetterThanRandomWindows()
{
    std::map<std::string, std::pair<double, double>> sums;
    double bestCount = 0;
    double randomCount = 0;
    Random random(1);
    for (const auto& [piece, best] : pieces_) {
        for (const auto& window : best) {
            for (const auto& reason : window.reasons)
                sums[reason.name].first += reason.value;
            ++bestCount;
        }
        for (int i = 0; i < 20; ++i) {
            const auto first = random.below(piece.noteCount() - kDefaultSeedNotes + 1);
            for (const auto& reason : scoreWindow(piece, first).reasons)
                sums[reason.name].second += reason.value;
            ++randomCount;
        }
    }
    for (const auto& [name, both] : sums) {
        const double best = both.first / bestCount;
        const double anywhere = both.second / randomCount;
        qInfo("%-10s best %.2f, random %.2f", name.c_str(), best, anywhere);
        QVERIFY(best >= anywhere);
    }
}

QTEST_GUILESS_MAIN(TestRealSeeds)
#include "tst_real_seeds.moc"
