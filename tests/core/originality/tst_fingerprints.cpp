#include "core/base/random.h"
#include "core/originality/fingerprint_index.h"
#include "tests/support/damage.h"

#include <QtTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::originality;
using encoding::Event;

/// What a model remembers of its training music without having it.
class TestFingerprints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNoteHasOneFingerprintUntilTwelveAreLeft();
    void transpositionOctavesAndDurationsChangeNothing();
    void aPlainPatternHasNone();
    void findsAPassageWithPieceAndBar();
    void findsItWithTwoNotesChanged();
    void runsEndWhereTheyEnd();
    void doesNotCrossFromPieceToPiece();
    void newMusicIsClean();
    void comesBackFromItsBytes();
    void refusesBytesThatAreNoFingerprints();
    void damagedBytesDoNoHarm();
    void heldOutMusicTellsWhatIsCommon();
    void aShortPieceIsNoneTheLess();
};

namespace {

std::vector<Event> randomMusic(std::uint64_t seed, int count)
{
    Random random(seed);
    std::vector<Event> events;
    int pitch = 60;
    for (int i = 0; i < count; ++i) {
        pitch = std::clamp(pitch + static_cast<int>(random.below(15)) - 7, 30, 90);
        events.push_back(
            {.step = static_cast<std::uint8_t>(random.below(6)), .pitch = static_cast<std::uint8_t>(pitch)});
    }
    return events;
}

/// Ten events a bar, from bar 1.
SourcePiece source(std::uint64_t seed, int count)
{
    SourcePiece piece{"piece " + std::to_string(seed), randomMusic(seed, count), {}};
    for (int i = 0; i < count; ++i)
        piece.bars.push_back(static_cast<std::uint32_t>(i / 10 + 1));
    return piece;
}

std::shared_ptr<const Fingerprints> twentyPieces()
{
    auto all = std::make_shared<Fingerprints>();
    for (std::uint64_t i = 0; i < 20; ++i)
        all->add(source(i, 2000));
    return all;
}

/// A take of 100 new notes with `count` notes of a piece from `first` on in place of its notes from 30 on, five
/// semitones higher.
std::vector<Event> planted(std::uint64_t piece, std::size_t first, std::size_t count)
{
    auto take = randomMusic(777, 100);
    const auto music = randomMusic(piece, 2000);
    for (std::size_t i = 0; i < count; ++i) {
        take[30 + i] = music[first + i];
        take[30 + i].pitch = static_cast<std::uint8_t>(take[30 + i].pitch + 5);
    }
    return take;
}

} // namespace

void TestFingerprints::aNoteHasOneFingerprintUntilTwelveAreLeft()
{
    QCOMPARE(windowsOf(randomMusic(1, 100)).size(), std::size_t{89});
    QCOMPARE(windowsOf(randomMusic(1, 12)).size(), std::size_t{1});
    QVERIFY(windowsOf(randomMusic(1, 11)).empty());
    QVERIFY(windowsOf({}).empty());
}

void TestFingerprints::transpositionOctavesAndDurationsChangeNothing()
{
    const auto music = randomMusic(1, 40);
    auto other = music;
    for (std::size_t i = 0; i < other.size(); ++i) {
        other[i].pitch = static_cast<std::uint8_t>(other[i].pitch + 3 + (i % 4 == 0 ? 12 : 0));
        other[i].duration = 20;
        other[i].velocity = 3;
    }
    QCOMPARE(windowsOf(other), windowsOf(music));
    other[20].step = static_cast<std::uint8_t>(other[20].step + 1);
    QVERIFY(windowsOf(other)[19] != windowsOf(music)[19]);
    QCOMPARE(windowsOf(other)[20], windowsOf(music)[20]); // its first note may come after any time
}

void TestFingerprints::aPlainPatternHasNone()
{
    std::vector<Event> trill(20);
    for (std::size_t i = 0; i < trill.size(); ++i)
        trill[i] = {.step = 3, .pitch = static_cast<std::uint8_t>(60 + i % 2)};
    for (const std::uint32_t window : windowsOf(trill))
        QCOMPARE(window, kPlain);
}

void TestFingerprints::findsAPassageWithPieceAndBar()
{
    const FingerprintIndex index(twentyPieces());
    const auto resemblance = resemblanceOf(index, planted(7, 505, 20));
    QVERIFY(resemblance.passage);
    QCOMPARE(resemblance.passage->piece, std::string("piece 7"));
    QCOMPARE(resemblance.passage->bar, 51U);
    QVERIFY(resemblance.passage->first == 30 || resemblance.passage->first == 29);
    QVERIFY(resemblance.passage->notes >= 20
            && resemblance.passage->notes <= 22); // chance may lengthen it at both ends
    QCOMPARE(resemblance.longestRun, resemblance.passage->notes);
    QCOMPARE(resemblance.copied, static_cast<double>(resemblance.longestRun) / 100.0);
}

void TestFingerprints::findsItWithTwoNotesChanged()
{
    const FingerprintIndex index(twentyPieces());
    auto take = planted(11, 40, 40);
    take[30 + 13].pitch = static_cast<std::uint8_t>(take[30 + 13].pitch + 1);
    take[30 + 26].pitch = static_cast<std::uint8_t>(take[30 + 26].pitch + 3);
    const auto copy = index.longestCopy(take);
    QVERIFY(copy);
    QCOMPARE(copy->piece, std::size_t{11});
    QVERIFY(copy->first == 30 || copy->first == 29);
    QCOMPARE(copy->pieceNote, copy->first + 10);
    QVERIFY(copy->notes >= 40 && copy->notes <= 42);
}

void TestFingerprints::runsEndWhereTheyEnd()
{
    const FingerprintIndex index(twentyPieces());
    const auto runs = index.copiedRuns(planted(7, 500, 20));
    QCOMPARE(runs.size(), std::size_t{100});
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (i >= 30 && i < 50)
            QVERIFY(runs[i] >= 20 && runs[i] <= 22);
        else if (i < 29 || i > 50) // the note beside may agree by chance
            QCOMPARE(runs[i], 1U);
}

void TestFingerprints::doesNotCrossFromPieceToPiece()
{
    const FingerprintIndex index(twentyPieces());
    auto take = planted(0, 1990, 10);
    const auto next = randomMusic(1, 2000);
    std::copy_n(next.begin(), 10, take.begin() + 40);
    QVERIFY(!index.longestCopy(take));
}

void TestFingerprints::newMusicIsClean()
{
    const FingerprintIndex index(twentyPieces());
    QCOMPARE(resemblanceOf(index, randomMusic(999, 500)), Resemblance({.longestRun = 1}));
    QCOMPARE(resemblanceOf(index, {}), Resemblance());
    QCOMPARE(resemblanceOf(FingerprintIndex(std::make_shared<const Fingerprints>()), randomMusic(1, 50)),
             Resemblance({.longestRun = 1}));
}

void TestFingerprints::comesBackFromItsBytes()
{
    auto fingerprints = *twentyPieces();
    const SourcePiece heldOut[] = {source(50, 700)};
    fingerprints.compareWith(heldOut);
    const auto bytes = fingerprints.toBytes();
    QVERIFY(bytes.size() < 20 * 2000 * 5);
    const auto read = Fingerprints::fromBytes(bytes);
    QVERIFY(read);
    QVERIFY(*read == fingerprints);
    QVERIFY(*Fingerprints::fromBytes(Fingerprints().toBytes()) == Fingerprints());
}

void TestFingerprints::refusesBytesThatAreNoFingerprints()
{
    const auto bytes = twentyPieces()->toBytes();
    for (const std::size_t kept : {std::size_t{0}, std::size_t{3}, std::size_t{30}, bytes.size() - 1}) {
        const auto read = Fingerprints::fromBytes(std::span(bytes).first(kept));
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::NotModel);
    }
    auto longer = bytes;
    longer.push_back(std::byte{0});
    QVERIFY(!Fingerprints::fromBytes(longer));
}

void TestFingerprints::damagedBytesDoNoHarm()
{
    Fingerprints fingerprints;
    fingerprints.add(source(1, 60));
    fingerprints.add(source(2, 60));
    const auto music = randomMusic(2, 60);
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        Random random(seed);
        const auto read = Fingerprints::fromBytes(test::damaged(fingerprints.toBytes(), random));
        if (read)
            (void)resemblanceOf(FingerprintIndex(std::make_shared<const Fingerprints>(*read)), music);
    }
}

void TestFingerprints::heldOutMusicTellsWhatIsCommon()
{
    auto fingerprints = *twentyPieces();
    SourcePiece half = source(60, 1000);
    const auto known = randomMusic(3, 2000);
    std::copy_n(known.begin() + 100, 250, half.events.begin());
    fingerprints.compareWith({&half, 1});
    QCOMPARE(fingerprints.human().size(), std::size_t{2}); // of 500 notes each
    QVERIFY(fingerprints.human()[0].copied >= 0.5F && fingerprints.human()[0].copied < 0.51F);
    QCOMPARE(fingerprints.human()[1].copied, 0.0F);
}

void TestFingerprints::aShortPieceIsNoneTheLess()
{
    Fingerprints fingerprints;
    fingerprints.add(source(1, 5));
    fingerprints.add(source(2, 100));
    QCOMPARE(fingerprints.pieces().size(), std::size_t{2});
    const FingerprintIndex index(std::make_shared<const Fingerprints>(fingerprints));
    QCOMPARE(index.longestCopy(randomMusic(2, 100))->piece, std::size_t{1});
    QVERIFY(*Fingerprints::fromBytes(fingerprints.toBytes()) == fingerprints);
}

QTEST_GUILESS_MAIN(TestFingerprints)
#include "tst_fingerprints.moc"
