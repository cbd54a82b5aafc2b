#include "core/encoding/encoder.h"
#include "core/generation/infill.h"
#include "core/generation/note_surprise.h"
#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "tests/support/quartet.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::wanderingLine;

/// Stretches drawn anew between what comes before and what follows.
class TestInfill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatLiesOutsideStaysAsItIs();
    void theNewNotesFillTheTimeOfTheOld();
    void theBestJoinsBest();
    void joiningIsTheLikelihoodOfWhatFollows();
    void theSameSeedGivesTheSameFillings();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void aPianoModelFillsThePartsThatItHears();
    void stopsOnRequest();

private:
    const model::Network network_{test::randomModel({.hidden = 48, .layers = 2, .composers = 3}, 8)};
    const midi::Piece piece_ = wanderingLine(128);
};

void TestInfill::whatLiesOutsideStaysAsItIs()
{
    const auto fillings = infill(network_, piece_, {64, 16}, {}, 8, 8, 1);
    QVERIFY(fillings);
    QCOMPARE(fillings->size(), std::size_t{8});
    const auto original = midi::notesInOrder(piece_);
    for (const Infilling& filling : *fillings) {
        const Take& take = filling.take;
        const auto notes = midi::notesInOrder(take.piece);
        QCOMPARE(notes.size(), 128 - 16 + take.events.size());
        QCOMPARE(take.seedNotes, std::size_t{64});
        for (std::size_t i = 0; i < 64; ++i)
            QCOMPARE(notes[i].note.onset, original[i].note.onset);
        const std::size_t added = take.events.size();
        for (std::size_t i = 80; i < 128; ++i)
            QVERIFY(notes[i - 16 + added] == original[i]);
        QVERIFY(take.piece.tempo == piece_.tempo);
    }
}

void TestInfill::theNewNotesFillTheTimeOfTheOld()
{
    const auto original = midi::notesInOrder(piece_);
    const auto fillings = infill(network_, piece_, {64, 16}, {}, 16, 16, 2);
    for (const Infilling& filling : *fillings) {
        const auto notes = midi::notesInOrder(filling.take.piece);
        for (std::size_t i = 64; i < 64 + filling.take.events.size(); ++i) {
            QVERIFY(notes[i].note.onset >= original[63].note.onset);
            QVERIFY(notes[i].note.onset < original[80].note.onset);
        }
    }
}

void TestInfill::theBestJoinsBest()
{
    const auto all = infill(network_, piece_, {64, 16}, {}, 16, 16, 2);
    const auto best = infill(network_, piece_, {64, 16}, {}, 16, 3, 2);
    QVERIFY(std::ranges::is_sorted(*all, {}, &Infilling::joining));
    QVERIFY(all->front().joining < all->back().joining);
    QCOMPARE(best->size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY((*best)[i].take.events == (*all)[i].take.events);
}

/// Read from the start as one piece, the notes after the range cost the same within 1e-5.
void TestInfill::joiningIsTheLikelihoodOfWhatFollows()
{
    GenerationSettings settings;
    settings.recall = encoding::kRecallAll;
    const auto fillings = infill(network_, piece_, {64, 16}, settings, 4, 4, 5);
    for (const Infilling& filling : *fillings) {
        const std::size_t begin = 64 + filling.take.events.size();
        auto events =
            encoding::encode(midi::excerpt(filling.take.piece, 0, begin + kJoiningNotes), encoding::TimeBase::Beats)
                .events;
        QCOMPARE(events.size(), begin + kJoiningNotes);
        std::ranges::copy(filling.take.events, events.begin() + 64); // with the tempo and pedal that were drawn
        auto state = network_.initialState(1);
        double nats = 0.0;
        const int composer = 0;
        for (std::size_t i = 0; i + 1 < events.size(); ++i) {
            network_.step(state, std::span(&events[i], 1), std::span(&composer, 1));
            if (i + 1 >= begin)
                nats += surpriseOfNote(network_, state, 0, events[i], events[i + 1]);
        }
        QVERIFY2(std::abs(nats / kJoiningNotes - filling.joining) < 1e-5,
                 qPrintable(QString::number(nats / kJoiningNotes - filling.joining)));
    }
}

void TestInfill::theSameSeedGivesTheSameFillings()
{
    const auto one = infill(network_, piece_, {64, 16}, {}, 8, 2, 9);
    const auto two = infill(network_, piece_, {64, 16}, {}, 8, 2, 9);
    QVERIFY(one->front().take.piece == two->front().take.piece);
    QCOMPARE(one->front().joining, two->front().joining);
}

void TestInfill::badRequestsAreRefused_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("notes");
    QTest::addColumn<int>("candidates");
    QTest::addColumn<int>("kept");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("no notes") << 64 << 0 << 8 << 1 << Fault::InvalidSetting;
    QTest::newRow("beyond the end") << 120 << 20 << 8 << 1 << Fault::InvalidSetting;
    QTest::newRow("nothing follows") << 100 << 28 << 8 << 1 << Fault::InvalidSetting;
    QTest::newRow("too little before") << 2 << 10 << 8 << 1 << Fault::TooLittleMusic;
    QTest::newRow("no candidates") << 64 << 10 << 0 << 1 << Fault::InvalidSetting;
    QTest::newRow("none kept") << 64 << 10 << 8 << 0 << Fault::InvalidSetting;
}

void TestInfill::badRequestsAreRefused()
{
    QFETCH(int, first);
    QFETCH(int, notes);
    QFETCH(int, candidates);
    QFETCH(int, kept);
    QFETCH(Fault, fault);
    const InfillRange range{static_cast<std::size_t>(first), static_cast<std::size_t>(notes)};
    const auto fillings =
        infill(network_, piece_, range, {}, static_cast<std::size_t>(candidates), static_cast<std::size_t>(kept), 1);
    QVERIFY(!fillings);
    QCOMPARE(fillings.error().fault, fault);
    QVERIFY(!fillings.error().subject.empty());
}

void TestInfill::aPianoModelFillsThePartsThatItHears()
{
    const model::Network keyboard(
        std::make_shared<const model::Model>(test::keyboardModel({.hidden = 16, .layers = 1, .composers = 1})));
    const midi::Piece piece = test::band(32);
    for (const std::vector<std::size_t>& parts : {std::vector<std::size_t>{}, {1, 5}}) {
        const auto fillings = infill(keyboard, piece, {60, 30, parts}, {}, 8, 2, 4);
        QVERIFY(fillings);
        for (const Infilling& filling : *fillings) {
            QCOMPARE(filling.take.seedNotes, std::size_t{60});
            QVERIFY(!filling.take.events.empty());
            QVERIFY(filling.take.piece.parts[4].notes == piece.parts[4].notes);
            for (const midi::Part& part : filling.take.piece.parts)
                for (std::size_t i = 1; i < part.notes.size(); ++i)
                    QVERIFY(part.notes[i - 1].end() <= part.notes[i].onset);
            for (std::size_t part = 0; part < piece.parts.size(); ++part)
                if (!parts.empty() && std::ranges::find(parts, part) == parts.end())
                    QVERIFY(filling.take.piece.parts[part].notes == piece.parts[part].notes);
        }
    }
    const auto drums = infill(keyboard, piece, {60, 30, {4}}, {}, 8, 2, 4);
    QCOMPARE(drums.error().fault, Fault::InvalidSetting);
}

void TestInfill::stopsOnRequest()
{
    std::stop_source source;
    source.request_stop();
    QCOMPARE(infill(network_, piece_, {64, 16}, {}, 8, 2, 9, source.get_token()).error().fault, Fault::Cancelled);
}

QTEST_GUILESS_MAIN(TestInfill)
#include "tst_infill.moc"
