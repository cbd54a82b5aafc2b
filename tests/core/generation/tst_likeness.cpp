#include "core/encoding/encoder.h"
#include "core/generation/likeness.h"
#include "tests/support/music.h"

#include <QtTest>

#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;

class TestLikeness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void histogramsSumToOne();
    void aSetIsLikeItself();
    void otherMusicIsLessAlike();
    void percentilesCountWhatIsBelow();
};

namespace {

Character lineFrom(int lowest, int notes)
{
    const auto piece = test::wanderingLine(notes);
    midi::Piece moved = piece;
    for (auto& note : moved.parts.front().notes)
        note.pitch = static_cast<std::uint8_t>(note.pitch + lowest);
    return characterOf(moved, 0, encoding::encode(moved, encoding::TimeBase::Beats).events);
}

std::vector<Character> lines(std::initializer_list<int> lowest)
{
    std::vector<Character> set;
    for (const int pitch : lowest)
        set.push_back(lineFrom(pitch, 40 + 5 * pitch));
    return set;
}

} // namespace

void TestLikeness::histogramsSumToOne()
{
    const auto character = lineFrom(0, 60);
    for (const Feature feature :
         {Feature::PitchClass, Feature::Interval, Feature::Step, Feature::Duration, Feature::Velocity}) {
        double sum = 0.0;
        for (const double share : character.features[static_cast<std::size_t>(feature)])
            sum += share;
        QVERIFY2(std::abs(sum - 1.0) < 1e-12, std::string(nameOf(feature)).c_str());
    }
    QCOMPARE(character.features[static_cast<std::size_t>(Feature::Polyphony)].front(), 1.0);
}

void TestLikeness::aSetIsLikeItself()
{
    const auto set = lines({0, 1, 2, 3, 4, 5, 6, 7});
    const Likeness same = likenessOf(Feature::PitchClass, set, set);
    QVERIFY2(same.overlap > 0.75, qPrintable(QString::number(same.overlap)));
    QVERIFY(same.klDivergence >= -1e-6);
}

void TestLikeness::otherMusicIsLessAlike()
{
    const auto set = lines({0, 1, 2, 3, 4, 5, 6, 7});
    std::vector<Character> one;
    for (int i = 0; i < 6; ++i) {
        const auto repeated = test::piano({test::note(0, 240, 60), test::note(240, 240, 60), test::note(480, 240, 60)});
        one.push_back(characterOf(repeated, 0, encoding::encode(repeated, encoding::TimeBase::Beats).events));
    }
    const Likeness same = likenessOf(Feature::PitchClass, set, set);
    const Likeness other = likenessOf(Feature::PitchClass, set, one);
    QVERIFY(other.overlap < 0.2);
    QVERIFY(other.klDivergence > 1.0 && other.klDivergence > same.klDivergence);
}

void TestLikeness::percentilesCountWhatIsBelow()
{
    const std::vector<double> real{1.0, 2.0, 3.0, 4.0};
    QCOMPARE(percentileOf(0.0, real), 0.0);
    QCOMPARE(percentileOf(2.5, real), 50.0);
    QCOMPARE(percentileOf(2.0, real), 37.5);
    QCOMPARE(percentileOf(9.0, real), 100.0);
}

QTEST_GUILESS_MAIN(TestLikeness)
#include "tst_likeness.moc"
