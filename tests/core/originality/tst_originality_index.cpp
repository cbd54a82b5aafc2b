#include "core/base/random.h"
#include "core/originality/originality_index.h"

#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::originality;
using encoding::Event;

class TestOriginalityIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsAPassageWithItsPlace();
    void findsItTransposedAndInOtherOctaves();
    void findsItWithTwoNotesChanged();
    void doesNotCrossFromPieceToPiece();
    void newMusicIsClean();
    void copiedRunsCoverThePassage();
    void plantedPassagesAreFoundAndCleanTakesAreNot();
    void anEmptyIndexFindsNothing();

private:
    std::vector<SourcePiece> pieces_;
};

namespace {

std::vector<Event> randomMusic(std::uint64_t seed, int count)
{
    Random random(seed);
    std::vector<Event> events;
    int pitch = 60;
    for (int i = 0; i < count; ++i) {
        pitch = std::clamp(pitch + static_cast<int>(random.below(15)) - 7, 30, 90);
        events.push_back({.step = static_cast<std::uint8_t>(random.below(6)),
                          .pitch = static_cast<std::uint8_t>(pitch),
                          .duration = static_cast<std::uint8_t>(random.below(40))});
    }
    return events;
}

/// A take of 100 new notes with `count` notes of `source` from `first` on in place of its notes from 30 on.
std::vector<Event> planted(const std::vector<Event>& source, std::size_t first, std::size_t count, std::uint64_t seed)
{
    auto take = randomMusic(seed, 100);
    std::copy_n(source.begin() + static_cast<std::ptrdiff_t>(first), count, take.begin() + 30);
    return take;
}

} // namespace

void TestOriginalityIndex::initTestCase()
{
    for (std::uint64_t i = 0; i < 20; ++i)
        pieces_.push_back({"piece " + std::to_string(i), randomMusic(100 + i, 2000)});
}

void TestOriginalityIndex::findsAPassageWithItsPlace()
{
    const OriginalityIndex index(pieces_);
    const auto copy = index.longestCopy(planted(pieces_[7].events, 500, 20, 1));
    QVERIFY(copy);
    QCOMPARE(copy->piece, std::size_t{7});
    QVERIFY(copy->first <= 30 && copy->first + copy->notes >= 50);
    QCOMPARE(copy->pieceNote - copy->first, std::size_t{470});
    QVERIFY(copy->notes <= 22); // chance may lengthen it by a note at each end
}

void TestOriginalityIndex::findsItTransposedAndInOtherOctaves()
{
    const OriginalityIndex index(pieces_);
    auto take = planted(pieces_[3].events, 900, 20, 2);
    for (std::size_t i = 30; i < 50; ++i) {
        take[i].pitch = static_cast<std::uint8_t>(take[i].pitch + 5 + (i % 3 == 0 ? 12 : 0));
        take[i].duration = 7;
        take[i].velocity = 30;
    }
    const auto copy = index.longestCopy(take);
    QVERIFY(copy);
    QCOMPARE(copy->piece, std::size_t{3});
    QVERIFY(copy->notes >= 20);
}

void TestOriginalityIndex::findsItWithTwoNotesChanged()
{
    const OriginalityIndex index(pieces_);
    auto take = planted(pieces_[11].events, 40, 30, 3);
    take[38].pitch = static_cast<std::uint8_t>(take[38].pitch + 1);
    take[50].pitch = static_cast<std::uint8_t>(take[50].pitch + 3);
    const auto copy = index.longestCopy(take);
    QVERIFY(copy);
    QCOMPARE(copy->piece, std::size_t{11});
    QVERIFY(copy->first <= 30 && copy->first + copy->notes >= 60);
    QVERIFY(copy->notes <= 32);
}

void TestOriginalityIndex::doesNotCrossFromPieceToPiece()
{
    const OriginalityIndex index(pieces_);
    auto take = planted(pieces_[0].events, 1992, 8, 4);
    std::copy_n(pieces_[1].events.begin(), 8, take.begin() + 38);
    const auto copy = index.longestCopy(take);
    QVERIFY(!copy || copy->notes < 14);
}

void TestOriginalityIndex::newMusicIsClean()
{
    const OriginalityIndex index(pieces_);
    QVERIFY(!index.longestCopy(randomMusic(9, 500)));
    QVERIFY(!index.longestCopy({}));
    QVERIFY(index.copiedRuns({}).empty());
}

void TestOriginalityIndex::copiedRunsCoverThePassage()
{
    const OriginalityIndex index(pieces_);
    const auto runs = index.copiedRuns(planted(pieces_[7].events, 500, 20, 1));
    QCOMPARE(runs.size(), std::size_t{100});
    for (std::size_t i = 30; i < 50; ++i)
        QVERIFY(runs[i] >= 20 && runs[i] <= 22);
    QVERIFY(runs[5] < 10 && runs[80] < 10);
}

/// 500 passages of 16 to 40 notes, transposed, every second one with four notes more and two of them changed, and 500
/// clean takes.
void TestOriginalityIndex::plantedPassagesAreFoundAndCleanTakesAreNot()
{
    const OriginalityIndex index(pieces_);
    Random random(77);
    int found = 0;
    int wrong = 0;
    for (std::uint64_t i = 0; i < 500; ++i) {
        const auto piece = static_cast<std::size_t>(random.below(pieces_.size()));
        const auto count = static_cast<std::size_t>((i % 2 == 1 ? 20 : 16) + random.below(25));
        const auto first = static_cast<std::size_t>(random.below(1900));
        auto take = planted(pieces_[piece].events, first, count, 1000 + i);
        const int transposed = static_cast<int>(random.below(12)) - 5;
        for (std::size_t n = 30; n < 30 + count; ++n)
            take[n].pitch = static_cast<std::uint8_t>(take[n].pitch + transposed);
        if (i % 2 == 1) {
            take[30 + 5].pitch = static_cast<std::uint8_t>(take[30 + 5].pitch + 2);
            take[30 + count - 5].pitch = static_cast<std::uint8_t>(take[30 + count - 5].pitch + 1);
        }
        const auto copy = index.longestCopy(take);
        found += copy && copy->piece == piece && copy->pieceNote + 30 == first + copy->first ? 1 : 0;
        wrong += index.longestCopy(randomMusic(5000 + i, 100)) ? 1 : 0;
    }
    QVERIFY2(found >= 495, qPrintable(QString::number(found)));
    QVERIFY2(wrong <= 5, qPrintable(QString::number(wrong)));
}

void TestOriginalityIndex::anEmptyIndexFindsNothing()
{
    const OriginalityIndex index({});
    QVERIFY(!index.longestCopy(randomMusic(1, 100)));
    QCOMPARE(index.copiedRuns(randomMusic(1, 3)), (std::vector<std::uint32_t>{1, 1, 1}));
}

QTEST_GUILESS_MAIN(TestOriginalityIndex)
#include "tst_originality_index.moc"
