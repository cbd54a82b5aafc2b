#include "core/encoding/decoder.h"
#include "core/encoding/encoder.h"
#include "core/encoding/parts.h"
#include "core/generation/measures.h"
#include "core/generation/part_takes.h"
#include "core/midi/instruments.h"
#include "tests/support/fake_learner.h"
#include "tests/support/quartet.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cadenza;
using namespace cadenza::generation;
using namespace cadenza::test;

namespace {

using enum PartRole;
constexpr std::size_t kSeed = 32; ///< notes: two bars of a quartet

/// Every choice is equally likely.
model::Network network(int parts = encoding::kPartClasses)
{
    const model::NetworkShape shape{.hidden = 16, .layers = 1, .composers = 1, .parts = parts};
    return model::Network(std::make_shared<const model::Model>(zeroModel(shape)));
}

/// The same among the notes of a keyboard.
model::Network keyboard()
{
    const model::NetworkShape shape{.hidden = 16, .layers = 1, .composers = 1};
    return model::Network(std::make_shared<const model::Model>(keyboardModel(shape)));
}

std::size_t overlapsIn(const std::vector<midi::Note>& notes)
{
    std::size_t overlaps = 0;
    for (std::size_t i = 1; i < notes.size(); ++i)
        overlaps += notes[i - 1].end() > notes[i].onset ? 1 : 0;
    return overlaps;
}

std::vector<midi::Note> notesFrom(const midi::Part& part, Tick from, Tick to = Tick{1'000'000'000})
{
    std::vector<midi::Note> notes;
    std::ranges::copy_if(part.notes, std::back_inserter(notes),
                         [&](const midi::Note& note) { return note.onset >= from && note.onset < to; });
    return notes;
}

Take takeOf(const PartPlan& plan, std::size_t notes = 200, const GenerationSettings& settings = {})
{
    auto takes = drawParts(network(), plan, settings, notes, 1, 5);
    return takes ? std::move(takes->front()) : Take{};
}

const midi::Part* partNamed(const midi::Piece& piece, const std::string& name)
{
    const auto part = std::ranges::find(piece.parts, name, &midi::Part::name);
    return part == piece.parts.end() ? nullptr : &*part;
}

} // namespace

Q_DECLARE_METATYPE(cadenza::midi::Piece)

/// Parts of a piece made anew while others go on as they are written.
class TestPartTakes : public QObject {
    Q_OBJECT

    static constexpr std::int64_t kSeedTicks = 8 * 480;
    static constexpr std::int64_t kLastOnset = 7 * 480; ///< of the seed

private Q_SLOTS:
    void keptPartsGoOnNoteForNote()
    {
        const midi::Piece piece = quartet(32);
        const PartPlan plan{piece, 0, kSeed, {New, New, New, Kept}};
        const Take take = takeOf(plan, 1000);
        QCOMPARE(take.piece.parts.size(), std::size_t{4});
        QVERIFY(take.piece.parts[3].notes == piece.parts[3].notes);
        QVERIFY(take.piece.tempo == piece.tempo);
        for (std::size_t part = 0; part < 3; ++part) {
            QVERIFY(std::ranges::equal(notesFrom(take.piece.parts[part], Tick{0}, Tick{kLastOnset + 1}),
                                       notesFrom(piece.parts[part], Tick{0}, Tick{kLastOnset + 1}), {},
                                       &midi::Note::pitch, &midi::Note::pitch));
            const auto made = notesFrom(take.piece.parts[part], Tick{kSeedTicks});
            QVERIFY(!made.empty());
            QVERIFY(made != notesFrom(piece.parts[part], Tick{kSeedTicks}));
            QVERIFY(made.back().onset < piece.end());
        }
    }
    void keepsAnUpperPartAndASeedFromWithinThePiece()
    {
        const midi::Piece piece = band(40);
        const PartPlan plan{piece, 6 * 4, 6 * 8, {Kept, New, Kept, New, New, New}};
        const Take take = takeOf(plan, 1000);
        QCOMPARE(take.piece.parts.size(), std::size_t{6});
        for (const std::size_t part : {0U, 2U}) {
            auto written = notesFrom(piece.parts[part], Tick{4 * 480});
            for (midi::Note& note : written)
                note.onset -= Tick{4 * 480};
            QVERIFY(take.piece.parts[part].notes == written);
        }
    }
    void theOffGridNotesOfAKeptPartStayWhereTheyAre()
    {
        midi::Piece piece = quartet(32);
        for (midi::Note& note : piece.parts[0].notes)
            if (note.onset.value % 960 != 0) {
                note.onset += Tick{7};
                note.velocity = 61;
            }
        piece.parts[0].notes.insert(piece.parts[0].notes.begin() + 20, piece.parts[0].notes[20]); // struck twice
        const Take take = takeOf({piece, 0, kSeed, {Kept, New, New, New}}, 1000);
        QVERIFY(take.piece.parts[0].notes == piece.parts[0].notes);
        QCOMPARE(take.insights.size(), take.piece.noteCount() - take.seedNotes);
        QCOMPARE(take.surprise.size(), take.insights.size());
    }
    void aShortTakeHasTheKeptPartAsFarAsItGoes()
    {
        const midi::Piece piece = quartet(64);
        const Take take = takeOf({piece, 0, kSeed, {New, New, New, Kept}}, 40);
        QCOMPARE(take.events.size(), std::size_t{40});
        QCOMPARE(take.piece.noteCount(), kSeed + 40);
        const auto& kept = take.piece.parts[3].notes;
        QVERIFY(kept.size() > 8 && kept.size() < 64);
        QVERIFY(std::equal(kept.begin(), kept.end(), piece.parts[3].notes.begin()));
    }
    void endsAfterTheBarsThatAreAskedFor()
    {
        const midi::Piece piece = quartet(64);
        const Take take = takeOf({piece, 0, kSeed, {New, New, New, Kept}}, 5000, {.ending = {.bars = 3}});
        QCOMPARE(take.piece.parts[3].notes.size(), std::size_t{8 + 12});
        for (const midi::Part& part : take.piece.parts)
            QVERIFY(part.notes.back().onset < Tick{20 * 480});
    }
    void whereNothingFollowsTheSeedIsPlayedOnceMore()
    {
        const midi::Piece piece = quartet(8);
        const Take take = takeOf({piece, 0, kSeed, {Kept, New, New, New}}, 1000);
        auto again = notesFrom(take.piece.parts[0], Tick{kSeedTicks});
        for (midi::Note& note : again)
            note.onset -= Tick{kSeedTicks};
        QVERIFY(again == piece.parts[0].notes);
        QVERIFY(!notesFrom(take.piece.parts[3], Tick{kSeedTicks}).empty());
    }
    void withoutKeptPartsTheNewOnesGoOn()
    {
        const midi::Piece piece = band(16);
        const Take take = takeOf({piece, 0, 48, {New, New, New, New, New, New}}, 300);
        QCOMPARE(take.events.size(), std::size_t{300});
        for (const midi::Part& part : take.piece.parts)
            QVERIFY2(part.notes.size() > 8, part.name.c_str());
    }
    void everyInstrumentIsThatOfThePiece()
    {
        const midi::Piece piece = band(16);
        for (const auto& roles :
             {std::vector{New, New, New, New, New, New}, std::vector{Kept, New, New, Kept, New, New}}) {
            const Take take = takeOf({piece, 0, 48, roles}, 300);
            QCOMPARE(take.piece.parts.size(), piece.parts.size());
            for (std::size_t i = 0; i < piece.parts.size(); ++i)
                QVERIFY(midi::sameInstrument(take.piece.parts[i], piece.parts[i]));
        }
    }
    void partsLeftOutAreSilentInTheSeedToo()
    {
        const midi::Piece piece = band(32);
        const Take take = takeOf({piece, 0, 48, {New, LeftOut, LeftOut, Kept, LeftOut, New}}, 300);
        QCOMPARE(take.piece.parts.size(), std::size_t{3});
        QVERIFY(partNamed(take.piece, "Violin I") && partNamed(take.piece, "Bass"));
        QCOMPARE(take.seedNotes, std::size_t{24});
        const auto& cello = partNamed(take.piece, "Cello")->notes;
        QVERIFY(std::equal(cello.begin(), cello.end(), piece.parts[3].notes.begin()));
    }
    void aPartThatRestsInTheSeedMayBeMade()
    {
        midi::Piece piece = quartet(32);
        std::erase_if(piece.parts[1].notes, [](const midi::Note& note) { return note.onset < Tick{16 * 480}; });
        const PartPlan plan{piece, 0, 24, {New, New, New, Kept}};
        QCOMPARE(seedOf(plan).parts.size(), std::size_t{4});
        QVERIFY(seedOf(plan).parts[1].notes.empty());
        const Take take = takeOf(plan, 1000);
        QCOMPARE(take.piece.parts.size(), std::size_t{4});
        QVERIFY(!take.piece.parts[1].notes.empty());
    }
    void aKeptPartMayRestInTheSeed()
    {
        midi::Piece piece = quartet(32);
        std::erase_if(piece.parts[2].notes, [](const midi::Note& note) { return note.onset < Tick{16 * 480}; });
        const Take take = takeOf({piece, 0, 24, {New, New, Kept, New}}, 1000);
        QVERIFY(take.piece.parts[2].notes == piece.parts[2].notes);
    }
    void aModelOfFewerPartsHearsThemAsOneFamily()
    {
        const midi::Piece piece = quartet(32);
        const auto takes =
            drawParts(network(encoding::kPartFamilies), {piece, 0, kSeed, {New, New, New, Kept}}, {}, 500, 1, 3);
        QVERIFY(takes);
        QVERIFY(std::equal(takes->front().piece.parts[3].notes.begin(), takes->front().piece.parts[3].notes.end(),
                           piece.parts[3].notes.begin()));
        for (const midi::Part& part : takes->front().piece.parts)
            QVERIFY(part.notes.size() > 8);
    }
    void theNotesOfTheSeedAreTheFirstOfTheTake()
    {
        const midi::Piece piece = band(16); // its bass stands last and has the first class
        for (const std::size_t count : {45U, 46U, 47U, 48U, 49U, 50U}) {
            const midi::Piece seed = midi::excerpt(piece, 0, count);
            const auto takes = generate(network(), seed, {}, 200, 4, 11);
            QVERIFY(takes);
            for (const Take& take : *takes) {
                const auto notes = midi::notesInOrder(take.piece);
                const auto own = midi::notesInOrder(seed);
                for (std::size_t i = 0; i < count; ++i)
                    QVERIFY(notes[i].note.onset == own[i].note.onset && notes[i].note.pitch == own[i].note.pitch
                            && notes[i].part == own[i].part);
                QCOMPARE(take.insights.size(), take.events.size());
            }
        }
    }
    void knowsSomethingOfEveryNote()
    {
        const auto takes = generate(network(), band(16), {.loopGuard = {.enabled = false}}, 300, 1, 11);
        QVERIFY(takes);
        const Take& take = takes->front();
        const auto notes = midi::notesInOrder(take.piece);
        for (std::size_t i = 0; i < take.insights.size(); ++i)
            QVERIFY(take.insights[i].surprise == take.surprise[i]);
        QCOMPARE(notes.size(), take.seedNotes + take.insights.size());
    }
    void refusesWhatCannotBe()
    {
        const midi::Piece piece = quartet(16);
        const auto faultOf = [&](const PartPlan& plan) {
            const auto takes = drawParts(network(), plan, {}, 100, 1, 1);
            return takes ? Fault::Cancelled : takes.error().fault;
        };
        QCOMPARE(faultOf({piece, 0, kSeed, {Kept, Kept, Kept, Kept}}), Fault::InvalidSetting);
        QCOMPARE(faultOf({piece, 0, kSeed, {New, New}}), Fault::InvalidSetting);
        QCOMPARE(faultOf({piece, 0, 1000, {New, New, New, New}}), Fault::InvalidSetting);
        QCOMPARE(faultOf({piece, 0, 3, {New, New, New, New}}), Fault::TooLittleMusic);
    }
    void theSameRandomSeedGivesTheSame()
    {
        const PartPlan plan{band(32), 0, 48, {New, New, Kept, New, Kept, New}};
        QVERIFY(takeOf(plan).piece == takeOf(plan).piece);
    }
    void anEnsembleClosesTogetherOverTheRoot_data()
    {
        QTest::addColumn<bool>("pianoModel");
        QTest::newRow("a model that knows the parts") << false;
        QTest::newRow("a piano model") << true;
    }
    void anEnsembleClosesTogetherOverTheRoot()
    {
        QFETCH(bool, pianoModel);
        const GenerationSettings settings{.constraints = {.key = KeyWish{0, false, 1.0}},
                                          .ending = {.bars = 4, .cadence = true}};
        const auto takes = generate(pianoModel ? keyboard() : network(), quartet(16), settings, 2000, 6, 2);
        QVERIFY(takes);
        for (const Take& take : *takes) {
            const Tick last = midi::notesInOrder(take.piece).back().note.onset;
            for (std::size_t part = 0; part < 4; ++part) {
                const auto chord = notesFrom(take.piece.parts[part], last);
                QCOMPARE(chord.size(), std::size_t{1});
                QVERIFY(part < 3 ? chord[0].pitch % 12 == 0 || chord[0].pitch % 12 == 4 || chord[0].pitch % 12 == 7
                                 : chord[0].pitch % 12 == 0);
            }
        }
    }
    void aPianoModelGivesEveryPartItsNotes()
    {
        const midi::Piece piece = quartet(16);
        const auto takes = generate(keyboard(), piece, {}, 200, 4, 3);
        QVERIFY(takes);
        for (const Take& take : *takes) {
            QCOMPARE(take.events.size(), std::size_t{200});
            QCOMPARE(take.piece.noteCount(), std::size_t{264});
            QCOMPARE(take.piece.parts.size(), std::size_t{4});
            for (std::size_t part = 0; part < 4; ++part) {
                QVERIFY(midi::sameInstrument(take.piece.parts[part], piece.parts[part]));
                const auto made = notesFrom(take.piece.parts[part], Tick{15 * 480 + 1});
                QVERIFY2(made.size() >= 20, piece.parts[part].name.c_str());
                QCOMPARE(overlapsIn(made), std::size_t{0});
                const auto [low, high] = std::ranges::minmax(piece.parts[part].notes, {}, &midi::Note::pitch);
                for (const midi::Note& note : made)
                    QVERIFY(note.pitch + 7 >= low.pitch && note.pitch <= high.pitch + 7);
            }
        }
    }
    void aPianoModelLetsDrumsRest()
    {
        midi::Piece piece = band(16);
        piece.parts[4].notes.push_back(note(15 * 480 + 240, 120, 38)); // the last onset of the seed is of drums alone
        const auto takes = generate(keyboard(), piece, {}, 100, 2, 3);
        QVERIFY(takes);
        for (const Take& take : *takes) {
            QCOMPARE(take.seedNotes, piece.noteCount());
            QVERIFY(take.piece.parts[4].notes == piece.parts[4].notes);
            const auto notes = midi::notesInOrder(take.piece);
            QVERIFY(notes[take.seedNotes].note.onset > Tick{15 * 480 + 240});
            encoding::Decoder decoder(encoding::TimeBase::Beats, piece);
            for (const encoding::Event& event : take.events)
                decoder.append(event);
            QCOMPARE(decoder.lastOnset(), notes.back().note.onset);
        }
    }
    void aPianoModelPlaysAroundKeptPartsToo()
    {
        const midi::Piece piece = band(40);
        const PartPlan plan{piece, 0, 48, {Kept, New, New, New, Kept, New}};
        const auto takes = drawParts(keyboard(), plan, {}, 2000, 2, 5);
        QVERIFY(takes);
        for (const Take& take : *takes) {
            QCOMPARE(take.piece.parts.size(), std::size_t{6});
            for (const std::size_t kept : {0U, 4U})
                QVERIFY(take.piece.parts[kept].notes == piece.parts[kept].notes);
            for (const std::size_t made : {1U, 2U, 3U, 5U}) {
                QVERIFY(!notesFrom(take.piece.parts[made], Tick{kSeedTicks}).empty());
                QCOMPARE(overlapsIn(notesFrom(take.piece.parts[made], Tick{kSeedTicks})), std::size_t{0});
            }
            QCOMPARE(take.insights.size(), take.piece.noteCount() - take.seedNotes);
        }
    }
    void aPianoModelMakesAPartThatRestsInTheSeed()
    {
        midi::Piece piece = quartet(64);
        std::erase_if(piece.parts[1].notes, [](const midi::Note& note) { return note.onset < Tick{60 * 480}; });
        const auto takes = drawParts(keyboard(), {piece, 0, 24, {New, New, New, New}}, {}, 200, 2, 3);
        QVERIFY(takes);
        for (const Take& take : *takes) {
            const auto& made = partNamed(take.piece, "Violin II")->notes;
            QVERIFY(made.size() >= 20);
            QCOMPARE(overlapsIn(made), std::size_t{0});
        }
    }
    void drumsKeptAloneGoOnAsFarAsTheTake()
    {
        const midi::Piece piece = band(40);
        const PartPlan plan{piece, 0, 48, {New, New, New, New, Kept, New}};
        for (const std::size_t most : {10U, 5000U}) {
            const auto takes = drawParts(keyboard(), plan, {}, most, 1, 5);
            QVERIFY(takes);
            const auto& drums = takes->front().piece.parts[4].notes;
            QVERIFY(drums.size() > 8 && (most == 10) == (drums.size() < 40));
            QVERIFY(std::equal(drums.begin(), drums.end(), piece.parts[4].notes.begin()));
            QVERIFY(midi::notesInOrder(takes->front().piece).back().note.onset < piece.end());
        }
    }
    void aPianoModelMakesNoDrums()
    {
        const auto takes = drawParts(keyboard(), {band(32), 0, 48, {Kept, Kept, Kept, Kept, New, Kept}}, {}, 100, 1, 1);
        QVERIFY(!takes);
        QCOMPARE(takes.error().fault, Fault::InvalidSetting);
        QVERIFY(takes.error().detail.find("drums") != std::string::npos);
    }
    void oddEnsemblesGoOnToo_data()
    {
        QTest::addColumn<midi::Piece>("piece");
        const auto pieceOf = [](int parts, auto programOf) {
            midi::Piece piece = quartet(0);
            piece.parts.clear();
            for (int i = 0; i < parts; ++i) {
                const int program = programOf(i);
                piece.parts.push_back(wanderingPart("Part " + std::to_string(i), static_cast<std::uint8_t>(i % 9),
                                                    static_cast<std::uint8_t>(program < 0 ? 0 : program),
                                                    30 + 37 * i % 60, 24));
                piece.parts.back().drums = program < 0;
            }
            return piece;
        };
        QTest::newRow("twenty strings") << pieceOf(20, [](int) { return 40; });
        QTest::newRow("every family, twice") << pieceOf(34, [](int i) { return i % 17 == 16 ? -1 : i % 17 * 8; });
        QTest::newRow("two kits and a flute") << pieceOf(3, [](int i) { return i == 1 ? 73 : -1; });
        QTest::newRow("piano and flute") << pieceOf(2, [](int i) { return i * 73; });
        midi::Piece unison = pieceOf(4, [](int) { return 48; });
        for (midi::Part& part : unison.parts)
            part.notes = unison.parts[0].notes;
        QTest::newRow("four in unison") << unison;
        midi::Piece ends = quartet(24);
        ends.parts[0].notes.resize(1);
        ends.parts[2].notes.erase(ends.parts[2].notes.begin(), ends.parts[2].notes.begin() + 20);
        QTest::newRow("one note, and a late entry") << ends;
        midi::Piece free = quartet(24);
        int late = 0;
        for (midi::Part& part : free.parts)
            for (midi::Note& note : part.notes)
                note.onset += Tick{late++ * 37 % 61};
        QTest::newRow("off the grid") << free;
    }
    void oddEnsemblesGoOnToo()
    {
        QFETCH(midi::Piece, piece);
        const auto timeBase = encoding::suitableTimeBase(piece);
        for (const int places : {0, 1, 2, 8}) {
            const model::NetworkShape shape{
                .hidden = 16, .layers = 1, .composers = 1, .parts = std::max(places, 1) * encoding::kPartFamilies};
            auto made = places == 0 ? keyboardModel(shape) : zeroModel(shape);
            made.timeBase = timeBase;
            const model::Network odd(std::make_shared<const model::Model>(std::move(made)));
            const std::size_t seedNotes = piece.noteCount() * 2 / 3;
            for (const bool keeps : {false, true}) {
                std::vector roles(piece.parts.size(), New);
                if (keeps)
                    roles.back() = Kept;
                const PartPlan plan{piece, 0, seedNotes, roles};
                const auto takes = drawParts(odd, plan, {}, 150, 2, 9);
                if (!takes) { // where the kept part shares its class with all others
                    QCOMPARE(takes.error().fault, Fault::InvalidSetting);
                    continue;
                }
                const auto own = midi::notesInOrder(seedOf(plan));
                for (const Take& take : *takes) {
                    QVERIFY(take.piece.parts.size() <= piece.parts.size());
                    QCOMPARE(take.insights.size(), take.piece.noteCount() - take.seedNotes);
                    const auto notes = midi::notesInOrder(take.piece);
                    for (std::size_t i = 0; i < seedNotes; ++i)
                        QVERIFY(notes[i].note.onset == own[i].note.onset && notes[i].note.pitch == own[i].note.pitch);
                    for (const midi::Part& part : take.piece.parts)
                        QVERIFY(std::ranges::any_of(
                            piece.parts, [&](const midi::Part& other) { return midi::sameInstrument(part, other); }));
                }
            }
        }
    }
    void partsKeepTheirPlacesWhereOthersRestInTheSeed()
    {
        midi::Piece piece = quartet(32);
        std::erase_if(piece.parts[1].notes, [](const midi::Note& note) { return note.onset < Tick{16 * 480}; });
        const midi::Piece seed = midi::excerpt(piece, 0, 24, midi::RestingParts::Kept);
        const auto takes = generate(network(), seed, {}, 100, 1, 5);
        QVERIFY(takes);
        QCOMPARE(takes->front().piece.parts.size(), std::size_t{3});
        std::set<int> classes;
        for (const encoding::Event& event : takes->front().events)
            classes.insert(event.part);
        QCOMPARE(classes, (std::set{5, 39, 56}));
    }
    void measuresLeaveDrumsOutOfThePitches()
    {
        midi::Piece piece = quartet(32);
        const Measures without = measure(piece);
        piece.parts.push_back(band(32).parts[4]);
        const Measures with = measure(piece);
        QCOMPARE(with.pitchClassEntropy, without.pitchClassEntropy);
        QCOMPARE(with.pitchRange, without.pitchRange);
        QCOMPARE(with.distinctPatterns, without.distinctPatterns);
        QVERIFY(with.notesPerSecond > without.notesPerSecond);
    }
};

QTEST_GUILESS_MAIN(TestPartTakes)
#include "tst_part_takes.moc"
