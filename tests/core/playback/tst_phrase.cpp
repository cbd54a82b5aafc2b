#include "core/encoding/encoder.h"
#include "core/midi/tempo_map.h"
#include "core/playback/phrase.h"
#include "tests/support/music.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::playback;

/// What was played freely, for a model that counts beats.
class TestPhrase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheTempoOfEvenNotes()
    {
        std::vector<double> onsets;
        for (int i = 0; i < 12; ++i)
            onsets.push_back(i * 60.0 / 90.0 / 2.0 + (i % 2 == 0 ? 0.004 : -0.004)); // eighths at 90, not quite even
        QVERIFY(std::abs(tempoFitting(onsets) - 90.0) <= 2.0);
        QCOMPARE(tempoFitting({0.0, 0.5}), 100.0);
    }
    void keepsEveryMomentAndSuitsBeats()
    {
        std::vector<midi::Note> notes;
        for (int i = 0; i < 24; ++i)
            notes.push_back(test::note(317 * i + (i * 7) % 11, 200 + i, 60 + i % 12));
        const midi::Piece played = test::piano(notes);
        const midi::Piece music = inBeats(played);
        QVERIFY(encoding::suitableTimeBase(played) == encoding::TimeBase::Performance);
        QVERIFY(encoding::suitableTimeBase(music) == encoding::TimeBase::Beats);
        QCOMPARE(music.noteCount(), played.noteCount());
        const midi::TempoMap before(played), after(music);
        const auto was = midi::notesInOrder(played), is = midi::notesInOrder(music);
        for (std::size_t i = 0; i < was.size(); ++i) {
            const double moved = (after.secondsAt(is[i].note.onset) - before.secondsAt(was[i].note.onset)).count();
            QVERIFY(std::abs(moved) < 0.02); // half of a 24th of a slow quarter
            QCOMPARE(is[i].note.pitch, was[i].note.pitch);
        }
    }
};

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
