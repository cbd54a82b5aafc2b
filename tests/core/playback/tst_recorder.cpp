#include "core/playback/recorder.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::playback;

namespace {

ChannelMessage on(int pitch, int velocity)
{
    return channelMessage(kNoteOn, 0, pitch, velocity);
}

ChannelMessage off(int pitch)
{
    return channelMessage(kNoteOff, 0, pitch, 0);
}

ChannelMessage pedal(int value)
{
    return channelMessage(kControlChange, 0, kSustainPedal, value);
}

midi::Note note(int onset, int duration, int pitch, int velocity)
{
    return {Tick{onset}, Tick{duration}, static_cast<std::uint8_t>(pitch), static_cast<std::uint8_t>(velocity)};
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timeStartsWithTheFirstNote()
    {
        Recorder recorder;
        recorder.hear(on(60, 70), Seconds{100.0});
        recorder.hear(off(60), Seconds{100.5});
        recorder.hear(on(62, 80), Seconds{101.0});
        recorder.hear(on(62, 0), Seconds{101.25});
        const midi::Piece piece = recorder.finish(Seconds{102.0});
        QVERIFY(piece.parts.at(0).notes == (std::vector{note(0, 480, 60, 70), note(960, 240, 62, 80)}));
        QCOMPARE(piece.ticksPerQuarter, 480);
    }

    void heldKeysEndWhereRecordingEnds()
    {
        Recorder recorder;
        recorder.hear(on(60, 70), Seconds{1.0});
        QCOMPARE(recorder.noteCount(), std::size_t{1});
        QVERIFY(recorder.finish(Seconds{2.0}).parts.at(0).notes == std::vector{note(0, 960, 60, 70)});
    }

    void aKeyStruckTwiceIsTwoNotes()
    {
        Recorder recorder;
        recorder.hear(on(60, 70), Seconds{0.0});
        recorder.hear(on(60, 90), Seconds{0.5});
        recorder.hear(off(60), Seconds{1.0});
        QVERIFY(recorder.finish(Seconds{2.0}).parts.at(0).notes
                == (std::vector{note(0, 480, 60, 70), note(480, 480, 60, 90)}));
    }

    void pedalIsKeptAndEarlyPedalIsDownFromTheStart()
    {
        Recorder recorder;
        recorder.hear(pedal(127), Seconds{0.2});
        recorder.hear(on(60, 70), Seconds{1.0});
        recorder.hear(pedal(0), Seconds{1.5});
        QVERIFY(recorder.finish(Seconds{2.0}).parts.at(0).pedal
                == (std::vector<midi::PedalChange>{{Tick{0}, 127}, {Tick{480}, 0}}));
    }

    void nothingPlayedIsAnEmptyPiece()
    {
        Recorder recorder;
        recorder.hear(pedal(127), Seconds{0.2});
        QVERIFY(recorder.finish(Seconds{2.0}).parts.empty());
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
