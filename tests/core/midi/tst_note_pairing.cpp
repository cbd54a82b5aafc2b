#include "core/midi/note_pairing.h"

#include <QtTest>

#include <vector>

using namespace cadenza;
using midi::DiagnosticLog;
using midi::NotePairing;
using midi::Strictness;

/// The stated policy for overlapping, stuck, zero-length and doubled notes. Events are on (+pitch) and off (−pitch).
class TestNotePairing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void saysWhatItMet_data();
    void saysWhatItMet();
    void keepsChannelsApart();
};

namespace {

struct Event {
    int at;
    int pitch; ///< negative: note-off
};
using Events = std::vector<Event>;
using Spans = std::vector<std::pair<int, int>>; ///< onset and end of each note, in the order of the note-ons

Spans paired(const Events& events, DiagnosticLog& log)
{
    NotePairing pairing(log);
    std::size_t offset = 100;
    for (const Event& event : events) {
        if (event.pitch > 0)
            pairing.noteOn({Tick{event.at}, {}, static_cast<std::uint8_t>(event.pitch), 64, 0, 0}, offset);
        else
            pairing.noteOff(0, static_cast<std::uint8_t>(-event.pitch), Tick{event.at}, offset);
        ++offset;
    }
    Spans spans;
    for (const midi::RawNote& note : pairing.finish(Tick{480}))
        spans.emplace_back(static_cast<int>(note.onset.value), static_cast<int>((note.onset + note.duration).value));
    return spans;
}

} // namespace

void TestNotePairing::pairs_data()
{
    QTest::addColumn<Events>("events");
    QTest::addColumn<Spans>("spans");
    QTest::newRow("one note") << Events{{0, 60}, {96, -60}} << Spans{{0, 96}};
    QTest::newRow("repeated at once") << Events{{0, 60}, {96, -60}, {96, 60}, {192, -60}} << Spans{{0, 96}, {96, 192}};
    QTest::newRow("overlap: the first struck ends first")
        << Events{{0, 60}, {50, 60}, {96, -60}, {150, -60}} << Spans{{0, 96}, {50, 150}};
    QTest::newRow("struck again, released once: the first ends where the second begins")
        << Events{{0, 60}, {50, 60}, {96, -60}} << Spans{{0, 50}, {50, 96}};
    QTest::newRow("a lost note-off does not shift the notes after it")
        << Events{{0, 60}, {100, 60}, {150, -60}, {200, 60}, {250, -60}} << Spans{{0, 100}, {100, 150}, {200, 250}};
    QTest::newRow("doubled, released once: both end there")
        << Events{{0, 60}, {0, 60}, {96, -60}} << Spans{{0, 96}, {0, 96}};
    QTest::newRow("doubled, released twice")
        << Events{{0, 60}, {0, 60}, {96, -60}, {120, -60}} << Spans{{0, 96}, {0, 120}};
    QTest::newRow("stuck: until the last event of the track")
        << Events{{0, 60}, {10, 62}, {300, -62}} << Spans{{0, 300}, {10, 300}};
    QTest::newRow("stuck as the last event: a quarter")
        << Events{{0, 62}, {100, -62}, {100, 60}} << Spans{{0, 100}, {100, 580}};
    QTest::newRow("zero length: one tick") << Events{{10, 60}, {10, -60}} << Spans{{10, 11}};
    QTest::newRow("note-off without a note") << Events{{0, -60}, {10, 60}, {20, -60}, {30, -60}} << Spans{{10, 20}};
    QTest::newRow("three stuck at once") << Events{{0, 60}, {0, 60}, {0, 60}} << Spans{{0, 480}, {0, 480}, {0, 480}};
}

void TestNotePairing::pairs()
{
    QFETCH(Events, events);
    DiagnosticLog log(Strictness::Lenient);
    QTEST(paired(events, log), "spans");
}

void TestNotePairing::saysWhatItMet_data()
{
    QTest::addColumn<Events>("events");
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("offset");
    QTest::newRow("overlap") << Events{{0, 60}, {5, 60}, {9, -60}, {12, -60}}
                             << QStringLiteral("a key is struck again while it sounds") << 101;
    QTest::newRow("doubled") << Events{{0, 60}, {0, 60}, {9, -60}, {9, -60}}
                             << QStringLiteral("the same key is struck twice at once") << 101;
    QTest::newRow("zero") << Events{{0, 60}, {0, -60}}
                          << QStringLiteral("a note of zero length; one tick was given to it") << 100;
    QTest::newRow("stuck") << Events{{0, 62}, {9, -62}, {9, 60}} << QStringLiteral("a note that is never released")
                           << 102;
    QTest::newRow("orphan") << Events{{0, -60}, {3, -61}}
                            << QStringLiteral("a note-off without a sounding note (2 times, here first)") << 100;
}

void TestNotePairing::saysWhatItMet()
{
    QFETCH(Events, events);
    DiagnosticLog log(Strictness::Lenient);
    (void)paired(events, log);
    QCOMPARE(log.diagnostics().size(), std::size_t{1});
    QTEST(QString::fromStdString(log.diagnostics().front().what), "what");
    QTEST(static_cast<int>(*log.diagnostics().front().byteOffset), "offset");
}

void TestNotePairing::keepsChannelsApart()
{
    DiagnosticLog log(Strictness::Lenient);
    NotePairing pairing(log);
    pairing.noteOn({Tick{0}, {}, 60, 64, 0, 0}, 0);
    pairing.noteOn({Tick{0}, {}, 60, 64, 1, 0}, 1);
    pairing.noteOff(1, 60, Tick{10}, 2);
    pairing.noteOff(0, 60, Tick{20}, 3);
    const auto notes = pairing.finish(Tick{480});
    QCOMPARE(notes[0].duration, Tick{20});
    QCOMPARE(notes[1].duration, Tick{10});
    QVERIFY(log.diagnostics().empty());
}

QTEST_GUILESS_MAIN(TestNotePairing)
#include "tst_note_pairing.moc"
