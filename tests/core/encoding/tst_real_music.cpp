#include "core/base/file.h"
#include "core/encoding/encoder.h"
#include "core/midi/midi_reader.h"
#include "core/midi/tempo_map.h"
#include "tests/support/music.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

using namespace cadenza;
using namespace cadenza::encoding;

/// What encoding keeps of real sequenced piano music.
class TestRealMusic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onsetsComeBackExactly();
    void noOrderIsReversed();
    void fewDistinctOnsetsFallTogether();
    void piecesLastAsLong();
    void durationsStayClose();
    void allSuitBeats();
    void excerptsKeepTheirBeats();

private:
    struct RoundTrip {
        midi::Piece piece;
        midi::Piece back;
        std::vector<midi::Note> original; ///< the note of each event
        std::vector<midi::Note> returned;
    };
    std::vector<RoundTrip> trips_;
};

void TestRealMusic::initTestCase()
{
    const auto music = test::sharedMusic();
    if (!music)
        QSKIP("No folder of real music: set CADENZA_SHARED_MUSIC to measure what encoding keeps of it.");
    for (const auto& file : std::filesystem::recursive_directory_iterator(*music / "piano-midi")) {
        if (file.path().extension() != ".mid")
            continue;
        const auto reading = midi::readMidi(*readFile(file.path()));
        QVERIFY2(reading, file.path().c_str());
        RoundTrip trip{reading->sequences.front(), {}, {}, {}};
        const auto stream = encode(trip.piece, TimeBase::Beats);
        trip.back = decode(TimeBase::Beats, stream.events);
        const auto original = midi::notesInOrder(trip.piece);
        const auto returned = midi::notesInOrder(trip.back);
        QCOMPARE(returned.size(), stream.events.size());
        for (std::size_t i = 0; i < returned.size(); ++i) {
            trip.original.push_back(original[stream.noteOf[i]].note);
            trip.returned.push_back(returned[i].note);
            QCOMPARE(trip.returned[i].pitch, trip.original[i].pitch);
        }
        trips_.push_back(std::move(trip));
    }
    QVERIFY(trips_.size() > 300);
}

void TestRealMusic::onsetsComeBackExactly()
{
    std::size_t exact = 0;
    std::size_t all = 0;
    for (const auto& trip : trips_)
        for (std::size_t i = 0; i < trip.original.size(); ++i) {
            exact += std::abs((trip.original[i].onset - trip.returned[i].onset).value) <= 1 ? 1U : 0U;
            ++all;
        }
    const double share = static_cast<double>(exact) / static_cast<double>(all);
    qInfo("%zu of %zu onsets (%.2f %%) come back within a tick", exact, all, 100.0 * share);
    QVERIFY(share >= 0.979);
}

void TestRealMusic::noOrderIsReversed()
{
    for (const auto& trip : trips_) {
        std::vector<std::size_t> order(trip.original.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return trip.original[i].onset; });
        QVERIFY(std::ranges::is_sorted(order, {}, [&](std::size_t i) { return trip.returned[i].onset; }));
    }
}

void TestRealMusic::fewDistinctOnsetsFallTogether()
{
    std::size_t before = 0;
    std::size_t after = 0;
    for (const auto& trip : trips_) {
        std::set<Tick> distinct;
        for (const auto& note : trip.original)
            distinct.insert(note.onset);
        before += distinct.size();
        distinct.clear();
        for (const auto& note : trip.returned)
            distinct.insert(note.onset);
        after += distinct.size();
    }
    const double merged = static_cast<double>(before - after) / static_cast<double>(before);
    qInfo("%zu of %zu distinct onsets (%.2f %%) fall together with another", before - after, before, 100.0 * merged);
    QVERIFY(merged < 0.005);
}

/// Tempo classes are 4.9 % apart: a piece may come back up to half of that faster or slower, most far less.
void TestRealMusic::piecesLastAsLong()
{
    std::size_t close = 0;
    for (const auto& trip : trips_) {
        const double before = midi::TempoMap(trip.piece).secondsAt(trip.original.back().onset).count();
        const double after = midi::TempoMap(trip.back).secondsAt(trip.returned.back().onset).count();
        const double ratio = after / before;
        QVERIFY2(std::abs(ratio - 1.0) < 0.035, qPrintable(QString::number(ratio)));
        close += std::abs(ratio - 1.0) < 0.01 ? 1U : 0U;
    }
    QVERIFY(close > trips_.size() * 9 / 10);
}

void TestRealMusic::durationsStayClose()
{
    std::size_t close = 0;
    std::size_t all = 0;
    for (const auto& trip : trips_)
        for (std::size_t i = 0; i < trip.original.size(); ++i) {
            const auto before = static_cast<double>(trip.original[i].duration.value);
            const auto after = static_cast<double>(trip.returned[i].duration.value);
            close += std::abs(after - before) <= std::max(0.1 * before, 10.0) ? 1U : 0U; // half a grid step, or 10 %
            ++all;
        }
    QVERIFY(static_cast<double>(close) > 0.98 * static_cast<double>(all));
}

void TestRealMusic::allSuitBeats()
{
    for (const auto& trip : trips_)
        QVERIFY(suitableTimeBase(trip.piece) == TimeBase::Beats);
}

/// A seed read alone looks like the same notes read in their piece.
void TestRealMusic::excerptsKeepTheirBeats()
{
    std::size_t same = 0;
    std::size_t all = 0;
    for (const auto& trip : trips_) {
        const auto whole = encode(trip.piece, TimeBase::Beats);
        const std::size_t first = whole.events.size() / 3;
        if (whole.events.size() < 200 || whole.events[first].step == 0)
            continue;
        const auto alone = encode(midi::excerpt(trip.piece, whole.noteOf[first], 64), TimeBase::Beats).events;
        for (std::size_t i = 1; i < std::min<std::size_t>(alone.size(), 60); ++i) {
            const auto& inPiece = whole.events[first + i];
            same += alone[i].beat == inPiece.beat && alone[i].step == inPiece.step && alone[i].pitch == inPiece.pitch;
            ++all;
        }
    }
    const double share = static_cast<double>(same) / static_cast<double>(all);
    qInfo("%.2f %% of the notes of excerpts keep their beat and step", 100.0 * share);
    QVERIFY(share > 0.97);
}

QTEST_GUILESS_MAIN(TestRealMusic)
#include "tst_real_music.moc"
