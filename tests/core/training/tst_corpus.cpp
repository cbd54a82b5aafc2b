#include "core/base/random.h"
#include "core/encoding/parts.h"
#include "core/training/works.h"
#include "tests/support/quartet.h"
#include "tests/support/training.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cadenza;

namespace {

/// A line that shares no run of intervals with the lines of other seeds.
midi::Piece randomLine(std::uint64_t seed, int count = 200)
{
    Random random(seed);
    std::vector<midi::Note> notes;
    for (int i = 0; i < count; ++i)
        notes.push_back(test::note(240 * i, 240, 40 + static_cast<int>(random.below(40))));
    return test::piano(notes);
}

midi::Piece offTheGrid(std::uint64_t seed)
{
    auto piece = randomLine(seed);
    Random random(seed);
    for (auto& note : piece.parts[0].notes)
        note.onset += Tick{static_cast<std::int64_t>(random.below(200))};
    std::ranges::sort(piece.parts[0].notes);
    return piece;
}

std::vector<library::Entry> entries(int count)
{
    std::vector<library::Entry> all;
    for (int i = 0; i < count; ++i)
        all.push_back(test::entryOf(randomLine(static_cast<std::uint64_t>(i)),
                                    "folder/piece" + std::string(1, char('a' + i)) + ".mid", i % 2 ? "Bach" : "Satie"));
    return all;
}

} // namespace

class TestCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSelectionOfPartsIsAllThatIsSeen()
    {
        auto config = test::tinyConfig();
        config.parts = {{"bass", "violin ii"}};
        const std::vector<library::Entry> music{test::entryOf(test::band(120), "band"),
                                                test::entryOf(randomLine(1), "piano"),
                                                test::entryOf(test::quartet(120), "quartet")};
        const auto corpus = training::makeCorpus(music, config);
        QVERIFY(corpus);
        QCOMPARE((*corpus)->withoutParts, std::size_t{1});
        QCOMPARE((*corpus)->pieces.size(), std::size_t{2});
        QCOMPARE((*corpus)->pieces[0].size(), std::size_t{240});
        QCOMPARE((*corpus)->pieces[1].size(), std::size_t{120});
        for (const training::CorpusPiece& piece : (*corpus)->pieces)
            for (const encoding::Event& event : piece.events)
                QVERIFY(event.part == 4 || event.part == 5); // alone in its family, the second violin is the first
        QCOMPARE((*corpus)->parts, encoding::kPartFamilies);
    }
    void aCorpusSaysHowManyPartClassesItNeeds()
    {
        const auto partsOf = [](midi::Piece piece) {
            const std::vector<library::Entry> music{test::entryOf(std::move(piece), "piece")};
            return (*training::makeCorpus(music, test::tinyConfig()))->parts;
        };
        QCOMPARE(partsOf(randomLine(1)), 17);
        QCOMPARE(partsOf(test::quartet(40)), 4 * 17);
    }
    void refusesASelectionThatNothingHas()
    {
        auto config = test::tinyConfig();
        config.parts = {{"sitar"}};
        const auto corpus = training::makeCorpus(entries(2), config);
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::TooLittleMusic);
        QVERIFY(corpus.error().detail.find("parts") != std::string::npos);
    }
    void encodesAllAndHoldsSomeBack()
    {
        const auto corpus = training::makeCorpus(entries(10), test::tinyConfig());
        QVERIFY(corpus);
        QCOMPARE((*corpus)->pieces.size(), std::size_t{10});
        QCOMPARE((*corpus)->trainNotes, std::size_t{1800});
        QCOMPARE((*corpus)->validNotes, std::size_t{200});
        QCOMPARE((*corpus)->composers, (std::vector<std::string>{"Bach", "Satie"}));
        QCOMPARE((*corpus)->pieces[0].composer, 2);
        QCOMPARE((*corpus)->pieces[1].composer, 1);
    }

    void sameSeedSameSplit()
    {
        auto config = test::tinyConfig();
        config.validationShare = 0.3;
        const auto held = [&](std::uint64_t seed) {
            config.randomSeed = seed;
            std::vector<bool> sides;
            const auto corpus = training::makeCorpus(entries(10), config);
            for (const auto& piece : (*corpus)->pieces)
                sides.push_back(piece.validation);
            return sides;
        };
        QCOMPARE(held(1), held(1));
        std::set<std::vector<bool>> splits;
        for (std::uint64_t seed = 1; seed < 8; ++seed)
            splits.insert(held(seed));
        QVERIFY(splits.size() > 3);
    }

    void movementsOfAWorkStayTogether()
    {
        std::vector<library::Entry> all;
        for (const char* name : {"a/waldstein_1.mid", "a/waldstein_2.mid", "a/waldstein_3.mid", "a/alb_esp1.mid",
                                 "a/alb_esp2.mid", "a/bach_846.mid", "a/bach_847.mid", "b/waldstein_1.mid"})
            all.push_back(test::entryOf(randomLine(all.size() + 1), name));
        const auto works = training::worksOf(all);
        QCOMPARE(works[0], works[1]);
        QCOMPARE(works[0], works[2]);
        QCOMPARE(works[3], works[4]);
        QVERIFY(works[0] != works[3]);
        QVERIFY(works[5] != works[6]);
        QVERIFY(works[0] != works[7]);
    }

    void aWorkThatIsMostOfTheMusicIsNotHeldOut()
    {
        std::vector<library::Entry> all;
        for (const char* name : {"a/waldstein_1.mid", "a/waldstein_2.mid", "a/waldstein_3.mid", "a/alb_esp1.mid",
                                 "a/alb_esp2.mid", "a/bach_846.mid"})
            all.push_back(test::entryOf(randomLine(all.size() + 1), name));
        auto config = test::tinyConfig();
        config.validationShare = 0.1;
        for (config.randomSeed = 1; config.randomSeed < 8; ++config.randomSeed) {
            const auto corpus = training::makeCorpus(all, config);
            QVERIFY(corpus);
            for (const auto& piece : (*corpus)->pieces)
                QCOMPARE(piece.validation, piece.work == training::worksOf(all)[5]);
        }
    }

    void nearDuplicatesStayTogether()
    {
        auto transposed = randomLine(1);
        for (auto& note : transposed.parts[0].notes)
            note.pitch += 3;
        const std::vector all{test::entryOf(randomLine(1), "x.mid"), test::entryOf(randomLine(2), "y.mid"),
                              test::entryOf(transposed, "z.mid")};
        const auto works = training::worksOf(all);
        QCOMPARE(works[0], works[2]);
        QVERIFY(works[0] != works[1]);
    }

    void onePieceIsAllTrainedOn()
    {
        const auto corpus = training::makeCorpus(entries(1), test::tinyConfig());
        QVERIFY(corpus);
        QCOMPARE((*corpus)->validNotes, std::size_t{0});
    }

    void refusesTooLittleMusic()
    {
        const std::vector one{test::entryOf(test::wanderingLine(20), "short.mid")};
        const auto corpus = training::makeCorpus(one, test::tinyConfig());
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::TooLittleMusic);
        QCOMPARE(training::makeCorpus({}, test::tinyConfig()).error().fault, Fault::TooLittleMusic);
    }

    void refusesDrumsOnly()
    {
        auto piece = test::wanderingLine(200);
        piece.parts[0].drums = true;
        const std::vector one{test::entryOf(piece, "drums.mid")};
        const auto corpus = training::makeCorpus(one, test::tinyConfig());
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::TooLittleMusic);
        QVERIFY(corpus.error().detail.find("drums") != std::string::npos);
    }

    void refusesToMixTimeBases()
    {
        auto all = entries(3);
        all.push_back(test::entryOf(offTheGrid(9), "live.mid"));
        const auto corpus = training::makeCorpus(all, test::tinyConfig());
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::WrongEncoding);
        QCOMPARE(corpus.error().subject, std::string("live.mid"));
    }

    void stopsWhenAsked()
    {
        std::stop_source source;
        source.request_stop();
        const auto corpus = training::makeCorpus(entries(3), test::tinyConfig(), source.get_token());
        QVERIFY(!corpus);
        QCOMPARE(corpus.error().fault, Fault::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
