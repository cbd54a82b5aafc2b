#include "core/generation/foretelling.h"
#include "core/generation/generator.h"
#include "core/generation/seed_surprise.h"
#include "core/generation/settings_json.h"
#include "tests/support/music.h"
#include "tests/support/random_classic_model.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>

using namespace cadenza;
using namespace cadenza::generation;

namespace {

midi::Piece seed()
{
    auto piece = test::wanderingLine(64);
    piece.title = "a line";
    return piece;
}

/// With words for notes and chords, and some times.
model::Network network()
{
    std::vector<encoding::ClassicToken> tokens = encoding::classicTokens(seed());
    tokens.push_back({{60, 64, 67}, 3, 12});
    tokens.push_back({{57, 60}, 0, 0});
    return model::Network(test::randomClassicModel(tokens));
}

Take takeWith(const GenerationSettings& settings, std::size_t notes = 60, std::size_t index = 0)
{
    return *generateOne(network(), seed(), settings, notes, index, 5);
}

/// Onsets of the notes that were made, in ticks after the seed's last onset, without repetitions.
std::vector<std::int64_t> onsetsOf(const Take& take)
{
    const auto notes = midi::notesInOrder(take.piece);
    const auto last = notes[take.seedNotes - 1].note.onset;
    std::vector<std::int64_t> onsets;
    for (std::size_t i = take.seedNotes; i < notes.size(); ++i)
        onsets.push_back((notes[i].note.onset - last).value);
    onsets.erase(std::ranges::unique(onsets).begin(), onsets.end());
    return onsets;
}

} // namespace

class TestClassicGenerator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTakeBeginsWithItsSeedAndHasTheNotesAskedFor();
    void theSameRandomSeedGivesTheSameTake();
    void takesAreAlikeWhetherMadeAloneOrTogether();
    void everyNoteIsToldOnceAndInOrder();
    void lateOffsetsMoveEachOnsetByOneToken();
    void aMixedSeedReadsTheSameWordsInOtherTimes();
    void dialsScaleThePublishedDiversities();
    void barsAndSecondsEndATake();
    void whatAClassicModelCannotDoIsRefused();
    void settingsKeepTheFaults();
    void noKeySoundsTwiceAtOnce();
};

void TestClassicGenerator::aTakeBeginsWithItsSeedAndHasTheNotesAskedFor()
{
    const Take take = takeWith({});
    QCOMPARE(take.seedNotes, std::size_t{64});
    const auto notes = midi::notesInOrder(take.piece);
    const auto begun = midi::notesInOrder(seed());
    QVERIFY(std::equal(begun.begin(), begun.end(), notes.begin()));
    QVERIFY(notes.size() >= 64 + 60);
    QVERIFY(notes.size() <= 64 + 60 + 2); // the last token may be a chord of three
    QVERIFY(std::ranges::all_of(notes, [](const midi::PlacedNote& placed) { return placed.note.duration > Tick{0}; }));
    QCOMPARE(take.events.size(), take.insights.size());
    QVERIFY(std::ranges::all_of(take.surprise, [](float nats) { return nats > 0.0F; }));
    QVERIFY(take.insights.front().likeliest.front().probability > 0.0F);
}

void TestClassicGenerator::theSameRandomSeedGivesTheSameTake()
{
    QVERIFY(takeWith({}).piece == takeWith({}).piece);
    QVERIFY(takeWith({}, 60, 1).piece != takeWith({}).piece);
}

void TestClassicGenerator::takesAreAlikeWhetherMadeAloneOrTogether()
{
    const auto together = generate(network(), seed(), {}, 30, 3, 5);
    QVERIFY(together);
    QCOMPARE(together->size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY((*together)[i].piece == takeWith({}, 30, i).piece);
    const auto onEach = generateOnEach(network(), std::vector{seed(), seed()}, {}, 30, 5);
    QVERIFY(onEach);
    QVERIFY((*onEach)[1].piece == (*together)[1].piece);
}

void TestClassicGenerator::everyNoteIsToldOnceAndInOrder()
{
    std::vector<encoding::Event> told;
    const auto take = generateOne(network(), seed(), {}, 20, 0, 5, {},
                                  [&](std::size_t, const encoding::Event& event) { told.push_back(event); });
    QVERIFY(take);
    QVERIFY(told == take->events);
}

void TestClassicGenerator::lateOffsetsMoveEachOnsetByOneToken()
{
    GenerationSettings faulty;
    faulty.classic.lateOffsets = true;
    const auto right = onsetsOf(takeWith({}, 40));
    const auto late = onsetsOf(takeWith(faulty, 40));
    QVERIFY(right != late);
    // The seed's last offset comes first, and then each in its turn.
    QCOMPARE(late.front(), std::int64_t{240});
    QCOMPARE(late[1] - late[0], right[0]);
}

void TestClassicGenerator::aMixedSeedReadsTheSameWordsInOtherTimes()
{
    GenerationSettings faulty;
    faulty.classic.mixedSeed = true;
    QVERIFY(takeWith(faulty).piece != takeWith({}).piece);
    QVERIFY(takeWith(faulty).piece == takeWith(faulty).piece);
}

void TestClassicGenerator::dialsScaleThePublishedDiversities()
{
    GenerationSettings cold;
    cold.classic.diversity = cold.classic.durationDiversity = 0.05;
    GenerationSettings dialled;
    dialled.pitch.temperature *= 0.05 / 0.7;
    dialled.step.temperature *= 0.05 / 0.7;
    dialled.duration.temperature *= 0.05 / 0.2;
    QVERIFY(takeWith(cold).piece == takeWith(dialled).piece);
    const auto surpriseOf = [](const Take& take) {
        return std::accumulate(take.surprise.begin(), take.surprise.end(), 0.0F)
               / static_cast<float>(take.surprise.size());
    };
    QVERIFY(surpriseOf(takeWith(cold)) < surpriseOf(takeWith({})));
}

void TestClassicGenerator::barsAndSecondsEndATake()
{
    GenerationSettings settings;
    settings.ending.bars = 2.0;
    const Take bars = takeWith(settings, 5000);
    // 64 eighths are eight bars: two more end before the tenth.
    QVERIFY(midi::notesInOrder(bars.piece).back().note.onset < Tick{10 * 4 * 480});
    QVERIFY(midi::notesInOrder(bars.piece).back().note.onset > Tick{8 * 4 * 480});
    settings.ending = {.seconds = 3.0};
    const Take seconds = takeWith(settings, 5000);
    QVERIFY(onsetsOf(seconds).back() < 3 * 2 * 480);
}

void TestClassicGenerator::whatAClassicModelCannotDoIsRefused()
{
    const auto foretold = foretell(network(), seed());
    QVERIFY(!foretold);
    QCOMPARE(foretold.error().fault, Fault::Unsupported);
    QCOMPARE(noteSurprise(network(), seed()).error().fault, Fault::Unsupported);
    QCOMPARE(generate(network(), test::wanderingLine(2), {}, 10, 1, 1).error().fault, Fault::TooLittleMusic);
}

void TestClassicGenerator::settingsKeepTheFaults()
{
    GenerationSettings settings;
    settings.classic = {.diversity = 0.9, .durationDiversity = 0.3, .lateOffsets = true, .mixedSeed = true};
    const auto back = settingsFromJson(toJson(settings));
    QVERIFY(back);
    QVERIFY(*back == settings);
    settings.classic.diversity = 0.0;
    QCOMPARE(validate(settings).error().fault, Fault::InvalidSetting);
}

void TestClassicGenerator::noKeySoundsTwiceAtOnce()
{
    for (std::size_t index = 0; index < 20; ++index) {
        std::map<std::uint8_t, Tick> ends;
        for (const midi::PlacedNote& placed : midi::notesInOrder(takeWith({}, 100, index).piece)) {
            const auto [at, first] = ends.try_emplace(placed.note.pitch, Tick{0});
            QVERIFY(placed.note.onset >= at->second);
            at->second = placed.note.end();
        }
    }
}

QTEST_APPLESS_MAIN(TestClassicGenerator)
#include "tst_classic_generator.moc"
