#include "core/playback/message_sink.h"
#include "core/playback/performance.h"
#include "tests/support/music.h"

#include <QTest>

#include <array>
#include <map>

using namespace cadenza;
using namespace cadenza::playback;
using test::note;
using test::piano;

namespace {

/// "on 0:60" and the like, with the time in milliseconds.
QStringList wordsOf(const Performance& performance)
{
    QStringList words;
    for (const TimedMessage& m : performance.messages) {
        const int kind = m.status & 0xF0;
        const QString name = kind == kNoteOn          ? QStringLiteral("on")
                             : kind == kNoteOff       ? QStringLiteral("off")
                             : kind == kControlChange ? QStringLiteral("cc%1=%2").arg(m.data1).arg(m.data2)
                                                      : QStringLiteral("program %1").arg(m.data1);
        const bool isNote = kind == kNoteOn || kind == kNoteOff;
        words << QStringLiteral("%1 ch%2 %3%4")
                     .arg(qRound(m.at.count() * 1000))
                     .arg(m.status & 0x0F)
                     .arg(name, isNote ? QStringLiteral(" %1").arg(m.data1) : QString());
    }
    return words;
}

QStringList lines(const char* text)
{
    return QString::fromUtf8(text).split(u'\n');
}

} // namespace

class TestPerformance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void notesBecomePairsInTimeOrder()
    {
        const Performance performance = perform(piano({note(0, 480, 60), note(480, 480, 62)}));
        QCOMPARE(wordsOf(performance),
                 lines("0 ch0 program 0\n0 ch0 on 60\n500 ch0 off 60\n500 ch0 on 62\n1000 ch0 off 62"));
        QCOMPARE(performance.length, Seconds{1.0});
    }

    void followsTheTempoMap()
    {
        midi::Piece piece = piano({note(0, 480, 60), note(480, 480, 62)});
        piece.tempo = {{Tick{0}, 500000.0}, {Tick{480}, 1000000.0}};
        QCOMPARE(perform(piece).length, Seconds{1.5});
    }

    void aKeyStruckWhileItSoundsIsReleasedFirst()
    {
        const Performance performance = perform(piano({note(0, 960, 60), note(480, 960, 60)}));
        QCOMPARE(wordsOf(performance),
                 lines("0 ch0 program 0\n0 ch0 on 60\n500 ch0 off 60\n500 ch0 on 60\n1500 ch0 off 60"));
    }

    void doubledNotesSoundOnceAsLongAsTheLonger()
    {
        const Performance performance = perform(piano({note(0, 240, 60, 50), note(0, 480, 60, 90)}));
        QCOMPARE(wordsOf(performance), lines("0 ch0 program 0\n0 ch0 on 60\n500 ch0 off 60"));
        QCOMPARE(int{performance.messages[1].data2}, 90);
    }

    void pedalComesBeforeNotesAndIsReleasedAtTheEnd()
    {
        midi::Piece piece = piano({note(0, 480, 60)});
        piece.parts[0].pedal = {{Tick{0}, 127}};
        QCOMPARE(wordsOf(perform(piece)),
                 lines("0 ch0 program 0\n0 ch0 cc64=127\n0 ch0 on 60\n500 ch0 off 60\n500 ch0 cc64=0"));
    }

    void partsGetChannelsOfTheirOwn()
    {
        midi::Piece piece = piano({note(0, 480, 60)});
        piece.parts.push_back(piece.parts[0]);
        piece.parts[1].program = 40;
        piece.parts.push_back(piece.parts[0]);
        piece.parts[2].drums = true;
        piece.parts[2].channel = 9;
        QCOMPARE(wordsOf(perform(piece)),
                 lines("0 ch0 program 0\n0 ch1 program 40\n0 ch9 program 0\n0 ch0 on 60\n0 ch1 on 60\n0 ch9 on 60\n"
                       "500 ch0 off 60\n500 ch1 off 60\n500 ch9 off 60"));
    }

    void moreInstrumentsThanChannelsStillPairUp()
    {
        midi::Piece piece;
        for (int i = 0; i < 40; ++i) {
            midi::Part part;
            part.channel = static_cast<std::uint8_t>(i % 16);
            part.program = static_cast<std::uint8_t>(i);
            part.notes = {note(0, 480 + i, 60), note(960 + i, 480, 60)};
            piece.parts.push_back(part);
        }
        std::map<std::pair<int, int>, int> down;
        for (const TimedMessage& m : perform(piece).messages) {
            int& held = down[{m.status & 0x0F, m.data1}];
            if ((m.status & 0xF0) == kNoteOn)
                QCOMPARE(++held, 1);
            else if ((m.status & 0xF0) == kNoteOff)
                QCOMPARE(--held, 0);
        }
    }

    void everyNoteSoundsWithTheProgramOfItsPart()
    {
        midi::Piece piece;
        for (int i = 0; i < 40; ++i) {
            midi::Part part;
            part.program = static_cast<std::uint8_t>(i);
            part.notes = {note(0, 480, 40 + i), note(960 + 10 * i, 480, 40 + i)};
            piece.parts.push_back(part);
        }
        std::array<int, 16> programs{};
        for (const TimedMessage& m : perform(piece).messages) {
            if ((m.status & 0xF0) == kProgramChange)
                programs[m.status & 0x0FU] = m.data1;
            else if ((m.status & 0xF0) == kNoteOn)
                QCOMPARE(programs[m.status & 0x0FU], int{m.part});
        }
    }

    void beatsFollowTheTimeSignature()
    {
        midi::Piece piece = piano({note(0, 480 * 7, 60)});
        piece.timeSignatures = {{Tick{0}, 3, 4}, {Tick{480 * 3}, 4, 4}};
        std::vector<bool> downbeats;
        for (const Beat& beat : perform(piece).beats)
            downbeats.push_back(beat.downbeat);
        QCOMPARE(downbeats, (std::vector{true, false, false, true, false, false, false}));
    }

    void severalPiecesPlayInTurn()
    {
        const std::vector both{perform(piano({note(0, 480, 60)})), perform(piano({note(0, 960, 72)}))};
        const Performance all = inTurn(both, Seconds{0.25});
        QCOMPARE(all.starts, (std::vector{Seconds{0.0}, Seconds{0.75}}));
        QCOMPARE(all.length, Seconds{1.75});
        QCOMPARE(wordsOf(all), lines("0 ch0 program 0\n0 ch0 on 60\n500 ch0 off 60\n750 ch0 program 0\n750 ch0 on 72\n"
                                     "1750 ch0 off 72"));
    }

    void anEmptyPieceIsEmpty()
    {
        const Performance performance = perform({});
        QVERIFY(performance.messages.empty());
        QVERIFY(performance.beats.empty());
        QCOMPARE(performance.length, Seconds{0.0});
    }
};

QTEST_GUILESS_MAIN(TestPerformance)
#include "tst_performance.moc"
