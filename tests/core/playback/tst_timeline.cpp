#include "core/playback/timeline.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr double kRate = 48000.0;

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheSegmentThatIsHeard()
    {
        Timeline timeline;
        timeline.restart({0, 5.0, 0.5});
        timeline.append({100, 1.0, 2.0});
        QCOMPARE(timeline.at(99).positionAt(99), Seconds{54.5});
        QCOMPARE(timeline.at(100).positionAt(100), Seconds{1.0});
        QCOMPARE(timeline.at(110).positionAt(110), Seconds{21.0});
    }

    void whatAPersonDidShowsAtOnce()
    {
        Timeline timeline;
        timeline.restart({0, 5.0, 0.5});
        timeline.restart({1000, 30.0, 0.5});
        QCOMPARE(timeline.at(500).positionAt(500), Seconds{30.0});
    }

    void remembersOnlyTheRecentPast()
    {
        Timeline timeline;
        for (int i = 0; i < 1000; ++i)
            timeline.append({i * 10, static_cast<double>(i), 0.0});
        QCOMPARE(timeline.at(9995).song, 999.0);
        QCOMPARE(timeline.at(9500).song, 950.0);
        QVERIFY(timeline.at(0).song >= 936.0);
    }

    /// Frame, song and speed always belong together, however often the writer writes.
    void readersNeverSeeHalfASegment()
    {
        Timeline timeline;
        timeline.restart({0, 0.0, 0.0});
        std::atomic<bool> done{false};
        std::jthread writer([&] {
            for (int i = 1; i <= 20000; ++i)
                timeline.append({i, i * 2.0, i * 3.0});
            done = true;
        });
        bool whole = true;
        while (!done) {
            const TimelineSegment seen = timeline.at(1'000'000);
            whole = whole && seen.song == 2.0 * static_cast<double>(seen.frame)
                    && seen.perFrame == 3.0 * static_cast<double>(seen.frame);
        }
        QVERIFY(whole);
    }

    void heardTimeIsSmoothThoughFramesComeInBursts()
    {
        HeardClock clock;
        clock.restart(0, 0, kRate, 1024);
        std::int64_t last = 0;
        for (int ms = 0; ms < 20000; ms += 16) {
            const std::int64_t rendered = (ms / 2000 + 1) * 2 * 48000; // two seconds at a time
            const std::int64_t heard = clock.heard(ms * kMillisecond, rendered);
            QVERIFY(heard >= last);
            QVERIFY(heard - last <= 16 * 48 + 16);
            QVERIFY(heard <= rendered);
            last = heard;
        }
        QVERIFY(std::abs(last - (20000 - 16) * 48 + 1024) < 48 * 400);
    }

    void heardTimeWaitsWhereRenderingDoes()
    {
        HeardClock clock;
        clock.restart(0, 0, kRate, 0);
        QCOMPARE(clock.heard(100 * kMillisecond, 4800), std::int64_t{4800});
        QCOMPARE(clock.heard(200 * kMillisecond, 4800), std::int64_t{4800});
        QVERIFY(clock.heard(210 * kMillisecond, 9600) <= 4800 + 480);
    }

    void aDeviceThatRunsALittleFastIsFollowed()
    {
        HeardClock clock;
        clock.restart(0, 0, kRate, 480);
        std::int64_t heard = 0, rendered = 0;
        for (int ms = 0; ms < 120000; ms += 16) {
            rendered = static_cast<std::int64_t>(ms * 48.0 * 1.001); // 0.1 % fast
            heard = clock.heard(ms * kMillisecond, rendered);
        }
        QVERIFY2(rendered - heard < 480 + 960, qPrintable(QString::number(rendered - heard)));
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
