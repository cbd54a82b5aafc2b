#include "core/base/random.h"
#include "core/encoding/parts.h"
#include "core/encoding/recollection.h"

#include <QTest>

#include <vector>

using namespace cadenza;
using encoding::Event;
using encoding::Expectation;
using encoding::Recollection;

namespace {

/// A line of notes, each one step class after the other, of these pitches.
std::vector<Event> line(std::initializer_list<int> pitches)
{
    std::vector<Event> events;
    for (const int pitch : pitches)
        events.push_back({.step = 6, .pitch = static_cast<std::uint8_t>(pitch), .duration = 5});
    return events;
}

Expectation expectedAfter(const std::vector<Event>& events)
{
    Recollection recollection;
    for (const Event& event : events)
        recollection.hear(event);
    return recollection.expected();
}

/// The definition, without any index: the longest agreement of at least three notes, the latest of those equally long.
std::pair<std::size_t, std::size_t> longestBySearch(const std::vector<Event>& events)
{
    std::size_t best = 0, next = 0;
    const auto agree = [&](std::size_t a, std::size_t b) {
        return events[a].step == events[b].step && events[a].part == events[b].part
               && events[a].pitch - events[a - 1].pitch == events[b].pitch - events[b - 1].pitch;
    };
    const std::size_t last = events.size() - 1;
    for (std::size_t end = last; end-- > 1;) {
        std::size_t length = 0;
        while (length < end && agree(last - length, end - length))
            ++length;
        if (length >= 3 && length > best) {
            best = length;
            next = end + 1;
        }
    }
    return {best, next};
}

} // namespace

class TestRecollection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expectsNothingOfNewMusic()
    {
        QCOMPARE(int{expectedAfter({}).level}, 0);
        QCOMPARE(int{expectedAfter(line({60, 62, 64, 65, 67, 71, 69, 76})).level}, 0);
    }

    void expectsAPassageToGoOnAsBefore()
    {
        auto events = line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60});
        events[4].velocity = 29;
        const auto expected = expectedAfter(events);
        QCOMPARE(expected.event, events[4]); // with its duration, velocity, tempo and pedal
        QCOMPARE(int{expected.level}, 10);   // three intervals agree, at the same pitch
    }

    void movesAPassageToWhereItIsNow()
    {
        const auto expected = expectedAfter(line({60, 62, 64, 60, 67, 50, 65, 67, 69, 65}));
        QCOMPARE(int{expected.event.pitch}, 72);
        QCOMPARE(int{expected.level}, 1);
    }

    void isSurerTheLongerThePassage()
    {
        std::vector<Event> events;
        Random random(3);
        for (int i = 0; i < 80; ++i)
            events.push_back({.step = 6, .pitch = static_cast<std::uint8_t>(30 + random.below(60))});
        const auto passage = events;
        events.push_back({.step = 9, .pitch = 20});
        std::vector<int> levels;
        Recollection recollection;
        for (const Event& event : events)
            recollection.hear(event);
        for (std::size_t i = 0; i + 1 < passage.size(); ++i) {
            recollection.hear(passage[i]);
            levels.push_back(recollection.expected().level);
            if (levels.back() > 0)
                QCOMPARE(recollection.expected().event, passage[i + 1]);
        }
        QCOMPARE(levels[2], 0); // two intervals are too few, and the first has none
        QCOMPARE(levels[3], 10);
        QVERIFY(std::ranges::is_sorted(levels));
        QCOMPARE(levels.back(), encoding::kRecallLevels - 1);
    }

    void recallsNoMoreThanItMay()
    {
        Recollection recollection;
        for (const Event& event : line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60, 67}))
            recollection.hear(event); // four intervals agree
        QVERIFY(recollection.expected(4).level > 0);
        QCOMPARE(int{recollection.expected(3).level}, 0);
        QCOMPARE(int{recollection.expected(0).level}, 0);
    }

    void forgetsWhereThePassageEnds()
    {
        QCOMPARE(int{expectedAfter(line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60, 66})).level}, 0);
    }

    void keepsStepsAndPartsApart()
    {
        auto slower = line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60});
        slower[8].step = 12;
        QCOMPARE(int{expectedAfter(slower).level}, 0);
        auto other = line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60});
        other[8].part = 3;
        QCOMPARE(int{expectedAfter(other).level}, 0);
    }

    void drumsAreNotTransposed()
    {
        auto events = line({40, 36, 38, 36, 42, 60, 36, 38, 36});
        for (Event& event : events)
            event.part = encoding::kDrumsPart;
        QCOMPARE(int{expectedAfter(events).event.pitch}, 42);
        for (std::size_t i = 6; i < events.size(); ++i)
            events[i].pitch = static_cast<std::uint8_t>(events[i].pitch + 1);
        QCOMPARE(int{expectedAfter(events).level}, 0);
    }

    void expectsNoPitchThatIsNoKey()
    {
        QCOMPARE(int{expectedAfter(line({60, 62, 64, 60, 90, 50, 110, 112, 114, 110})).level}, 0);
        const Expectation high{{.pitch = 120}, 4};
        QCOMPARE(int{encoding::transposed(high, 7).event.pitch}, 127);
        QCOMPARE(int{encoding::transposed(high, 8).level}, 0);
    }

    void findsTheLongestAgreementThereIs()
    {
        Random random(11);
        for (int round = 0; round < 200; ++round) {
            std::vector<Event> events;
            Recollection recollection;
            std::size_t kept = 0; // a passage that goes on is kept though a longer one may lie elsewhere
            for (int i = 0; i < 60; ++i) {
                events.push_back({.step = static_cast<std::uint8_t>(6 * random.below(2)),
                                  .pitch = static_cast<std::uint8_t>(60 + random.below(3))});
                recollection.hear(events.back());
                const auto [length, next] = longestBySearch(events);
                const bool goesOn = kept > 0 && recollection.expected().level > 0;
                QCOMPARE(recollection.expected().level > 0, length > 0);
                if (length > 0 && !goesOn) {
                    const int shift = events.back().pitch - events[next - 1].pitch;
                    QCOMPARE(recollection.expected().event, encoding::transposed({events[next], 1}, shift).event);
                }
                kept = length > 0 ? kept + 1 : 0;
            }
        }
    }

    void tellsOfEachEventButTheFirst()
    {
        const auto events = line({60, 62, 64, 60, 67, 50, 60, 62, 64, 60, 67});
        const auto expected = encoding::expectationsOf(events);
        QCOMPARE(expected.size(), events.size() - 1);
        QCOMPARE(expected[9].event, events[10]);
        QVERIFY(encoding::expectationsOf({}).empty());
    }

    void transpositionChangesNothingButPitch()
    {
        auto events = line({60, 62, 64, 60, 67, 50, 65, 67, 69, 65, 72});
        const auto expected = encoding::expectationsOf(events);
        for (Event& event : events)
            event.pitch = static_cast<std::uint8_t>(event.pitch + 5);
        const auto higher = encoding::expectationsOf(events);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(higher[i], encoding::transposed(expected[i], 5));
    }
};

QTEST_GUILESS_MAIN(TestRecollection)
#include "tst_recollection.moc"
