#include "core/encoding/encoder.h"
#include "core/generation/sampler.h"
#include "core/generation/seed_surprise.h"
#include "tests/support/music.h"
#include "tests/support/quartet.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <stop_token>

using namespace cadenza;
using namespace cadenza::generation;
using cadenza::test::note;

/// What a model makes of music that it only reads.
class TestSeedSurprise : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNoteButTheFirstHasItsSurprise();
    void aDoubledNoteIsNoSurprise();
    void piecesSideBySideAreReadAsAlone();
    void whatWasHeardBeforeIsNotRecalled();
    void musicInTheOtherTimeBaseIsNotRead();
    void aPianoModelReadsAnEnsembleAsAPiano();
    void stops();

private:
    const model::Network network_{test::randomModel({.hidden = 16, .layers = 1}, 3)};
};

namespace {

/// What the heads say of a note, one by one. Precondition: every note is an event.
float byHand(const model::Network& network, const midi::Piece& piece, std::size_t note, int recallLongest)
{
    const auto events = encoding::encode(piece, encoding::TimeBase::Beats).events;
    auto state = network.initialState(1);
    state.recallLongest = recallLongest;
    const std::array composers{0};
    for (std::size_t i = 0; i < note; ++i)
        network.step(state, std::span(events).subspan(i, 1), composers);
    const auto& next = events[note];
    const model::PartialEvent drawn{next.step, next.beat, next.part, next.pitch, next.duration};
    std::array<float, encoding::kStepClasses> step{};
    std::array<float, encoding::kPitchClasses> pitch{};
    std::array<float, encoding::kDurationClasses> duration{};
    std::array<float, encoding::kVelocityClasses> velocity{};
    network.stepLogits(state, 0, step);
    network.pitchLogits(state, 0, drawn, pitch);
    network.durationLogits(state, 0, drawn, duration);
    network.velocityLogits(state, 0, drawn, velocity);
    return static_cast<float>(surpriseOf(step, next.step) + surpriseOf(pitch, next.pitch)
                              + surpriseOf(duration, next.duration) + surpriseOf(velocity, next.velocity));
}

} // namespace

void TestSeedSurprise::everyNoteButTheFirstHasItsSurprise()
{
    const auto piece = test::wanderingLine(30);
    const auto surprise = noteSurprise(network_, piece);
    QVERIFY(surprise);
    QCOMPARE(surprise->size(), std::size_t{30});
    QCOMPARE(surprise->front(), 0.0F);
    for (const std::size_t note : {1U, 2U, 29U})
        QCOMPARE((*surprise)[note], byHand(network_, piece, note, 0));
}

void TestSeedSurprise::aDoubledNoteIsNoSurprise()
{
    const auto piece = test::piano({note(0, 240, 60), note(240, 240, 64), note(240, 480, 64), note(480, 240, 67)});
    const auto surprise = noteSurprise(network_, piece);
    QVERIFY(surprise);
    QCOMPARE(std::ranges::count(*surprise, 0.0F), 2); // the first, and one of the two
    QVERIFY((*surprise)[3] > 0.0F);
}

void TestSeedSurprise::piecesSideBySideAreReadAsAlone()
{
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const int notes : {40, 0, 90, 1, 60})
        pieces.push_back(std::make_shared<const midi::Piece>(test::wanderingLine(notes)));
    pieces.push_back(nullptr);
    double told = 0.0;
    const auto all = noteSurprises(network_, pieces, {}, [&](double fraction, std::string_view) { told = fraction; });
    QVERIFY(all);
    QCOMPARE(all->size(), pieces.size());
    QCOMPARE(told, 1.0);
    for (const std::size_t i : {0U, 2U, 3U, 4U})
        QCOMPARE((*all)[i], *noteSurprise(network_, *pieces[i]));
    QVERIFY((*all)[1].empty());
    QVERIFY((*all)[5].empty());
    QVERIFY(noteSurprises(network_, {})->empty());
}

void TestSeedSurprise::whatWasHeardBeforeIsNotRecalled()
{
    const auto piece = test::wanderingLine(80); // it repeats itself every 24 notes
    const float last = noteSurprise(network_, piece)->back();
    QCOMPARE(last, byHand(network_, piece, 79, 0));
    QVERIFY(last != byHand(network_, piece, 79, encoding::kRecallAll));
}

void TestSeedSurprise::musicInTheOtherTimeBaseIsNotRead()
{
    const model::Network performer(test::randomModel({.hidden = 16, .layers = 1}, 3, encoding::TimeBase::Performance));
    const auto piece = std::make_shared<const midi::Piece>(test::wanderingLine(50));
    const auto refused = noteSurprise(performer, *piece);
    QVERIFY(!refused);
    QCOMPARE(refused.error().fault, Fault::WrongEncoding);
    const std::array pieces{piece};
    QVERIFY(noteSurprises(performer, pieces)->front().empty());
}

void TestSeedSurprise::aPianoModelReadsAnEnsembleAsAPiano()
{
    auto model = *test::randomModel({.hidden = 16, .layers = 1}, 3);
    model.parameters.at("head.part.bias").front() = 30.0F;
    const model::Network piano(std::make_shared<const model::Model>(model));
    const midi::Piece ensemble = test::band(16);
    midi::Piece reduction = ensemble;
    reduction.parts = {{"", 0, 0, false, {}, {}}};
    for (const midi::Part& part : ensemble.parts)
        if (!part.drums)
            reduction.parts[0].notes.insert(reduction.parts[0].notes.end(), part.notes.begin(), part.notes.end());
    std::ranges::sort(reduction.parts[0].notes, {}, [](const midi::Note& n) { return std::pair(n.onset, n.pitch); });
    const auto ofEnsemble = noteSurprise(piano, ensemble);
    const auto ofReduction = noteSurprise(piano, reduction);
    QVERIFY(ofEnsemble && ofReduction);
    const auto notes = midi::notesInOrder(ensemble);
    const auto& reduced = reduction.parts[0].notes;
    for (std::size_t i = 0; i < notes.size(); ++i)
        if (notes[i].part == 4)
            QCOMPARE((*ofEnsemble)[i], 0.0F);
    std::size_t different = 0;
    for (std::size_t n = 0; n < reduced.size(); ++n)
        for (std::size_t i = 0; i < notes.size(); ++i)
            if (notes[i].part != 4 && notes[i].note == reduced[n] && (*ofEnsemble)[i] != (*ofReduction)[n])
                ++different;
    QCOMPARE(different, std::size_t{0});
}

void TestSeedSurprise::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto piece = std::make_shared<const midi::Piece>(test::wanderingLine(50));
    const std::array pieces{piece};
    QCOMPARE(noteSurprise(network_, *piece, source.get_token()).error().fault, Fault::Cancelled);
    QCOMPARE(noteSurprises(network_, pieces, source.get_token()).error().fault, Fault::Cancelled);
}

QTEST_GUILESS_MAIN(TestSeedSurprise)
#include "tst_seed_surprise.moc"
