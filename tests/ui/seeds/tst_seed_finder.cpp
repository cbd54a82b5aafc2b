#include "tests/support/music.h"
#include "ui/seeds/seed_card.h"
#include "ui/seeds/seed_comparison.h"
#include "ui/seeds/seed_finder.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/seeds/selection_search.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const midi::Piece> line(int notes)
{
    return std::make_shared<midi::Piece>(test::wanderingLine(notes));
}

} // namespace

/// Seeds are scored in the background and shown as cards.
class TestSeedFinder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Light); }

    void findsTheBestWindowsOfAPiece()
    {
        SeedFinder finder;
        SeedFindings findings;
        connect(&finder, &SeedFinder::found, this, [&](const SeedFindings& found) { findings = found; });
        const auto piece = line(400);
        finder.find(piece, 64, 3);
        QTRY_COMPARE(findings.scores.size(), std::size_t{337});
        QCOMPARE(findings.piece, piece);
        QVERIFY(!findings.best.empty() && findings.best.size() <= 3);
    }

    void onlyTheNewestWishIsAnswered()
    {
        SeedFinder finder;
        std::vector<std::size_t> answered;
        connect(&finder, &SeedFinder::found, this,
                [&](const SeedFindings& found) { answered.push_back(found.piece->noteCount()); });
        for (const int notes : {900, 800, 700, 100})
            finder.find(line(notes), 64, 2);
        QTRY_COMPARE(answered.empty() ? 0 : answered.back(), std::size_t{100});
        QVERIFY(answered.size() <= 2);
    }

    void judgesOneWindow()
    {
        SeedFinder finder;
        QSignalSpy judged(&finder, &SeedFinder::judged);
        finder.judge(line(200), 16, 64);
        QTRY_COMPARE(judged.count(), 1);
    }

    void clearReasonsComeFirst()
    {
        seeds::ScoredWindow window;
        window.reasons = {{"a", "middling", 0.5}, {"b", "starts on a downbeat", 1.0}, {"c", "a long silence", 0.1}};
        QCOMPARE(reasonsInWords(window, 2), u"a long silence\u00a0· starts on a downbeat"_s);
    }

    void cardsSayWhatTellsThemApart()
    {
        seeds::ScoredWindow a;
        a.reasons = {{"x", "starts on a downbeat", 1.0}, {"y", "clear C major", 0.8}};
        seeds::ScoredWindow b;
        b.reasons = {{"x", "starts on a downbeat", 1.0}, {"y", "clear A minor", 0.8}};
        QCOMPARE(distinctiveReasons({a, b}, {}, 1), (std::vector<QString>{u"clear C major"_s, u"clear A minor"_s}));
        QCOMPARE(distinctiveReasons({a, b}, "x", 1)[0], u"starts on a downbeat"_s);
    }

    void aCardIsChosenByMouseAndKeyboard()
    {
        seeds::ScoredWindow window{8, 64, 0.82, {{"a", "starts on a downbeat", 1.0}}};
        const auto content = std::make_shared<const RollContent>(line(200), std::span<const NoteRole>());
        SeedCard card({window, content}, reasonsInWords(window));
        QSignalSpy chosen(&card, &SeedCard::chosen);
        QSignalSpy played(&card, &SeedCard::playRequested);
        card.resize(260, 150);
        card.show();
        QTest::mouseClick(&card, Qt::LeftButton, {}, {20, 60});
        QTest::keyClick(&card, Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
        QTest::mouseClick(card.findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(played.count(), 1);
        QCOMPARE(card.accessibleName(), u"Seed, Bars 2–9, score 82 %"_s);
        QCOMPARE(card.accessibleDescription(), u"starts on a downbeat"_s);
    }

    void aGalleryShowsOneCardForEachSeed()
    {
        SeedGallery gallery;
        SeedFindings findings{line(300), 64, {}, {{0, 64, 0.9, {}}, {100, 64, 0.8, {}}}};
        gallery.setFindings(findings);
        QCOMPARE(gallery.findChildren<SeedCard*>().size(), 2);
        QSignalSpy chosen(&gallery, &SeedGallery::seedChosen);
        Q_EMIT gallery.findChildren<SeedCard*>()[1]->chosen(100, 64);
        QCOMPARE(chosen[0][0].toULongLong(), 100ULL);
    }

    void cardsAreSortedByAnyReason()
    {
        SeedGallery gallery;
        SeedFindings findings{
            line(400),
            64,
            {},
            {{0, 64, 0.9, {{"rhythm", "varied rhythm", 0.3}}}, {100, 64, 0.8, {{"rhythm", "varied rhythm", 0.9}}}}};
        gallery.setFindings(findings);
        auto* sort = gallery.findChild<QComboBox*>(u"seedSort"_s);
        QCOMPARE(sort->count(), static_cast<int>(seeds::reasonNames().size()) + 1);
        QCOMPARE(firstNotes(gallery), (std::vector<std::size_t>{0, 100}));
        sort->setCurrentIndex(sort->findData(u"rhythm"_s));
        QCOMPARE(firstNotes(gallery), (std::vector<std::size_t>{100, 0}));
    }

    void aStarKeepsASeedAtTheTop()
    {
        SeedGallery gallery;
        SeedFindings findings{line(400), 64, {}, {{0, 64, 0.9, {}}, {100, 64, 0.8, {}}}, {{200, 64, 0.5, {}}}};
        gallery.setFindings(findings);
        QCOMPARE(firstNotes(gallery), (std::vector<std::size_t>{200, 0, 100}));
        QSignalSpy starred(&gallery, &SeedGallery::starred);
        card(gallery, 100)->findChild<QToolButton*>(u"seedCardStar"_s)->click();
        QCOMPARE(starred.count(), 1);
        QCOMPARE(starred[0][0].value<SeedPlace>().range, (NoteRange{100, 64}));
        QVERIFY(starred[0][1].toBool());
    }

    void aSeedOfAnotherPieceBringsThatPieceFirst()
    {
        SeedGallery gallery;
        const auto content = std::make_shared<const RollContent>(line(300), std::span<const NoteRole>());
        gallery.setSeeds({{{10, 64, 0.9, {}}, content, "bach", "Prelude", false}});
        QStringList said;
        connect(&gallery, &SeedGallery::pieceWanted, this,
                [&](const std::string& id) { said << QString::fromStdString(id); });
        connect(&gallery, &SeedGallery::seedChosen, this, [&](std::size_t first) { said << QString::number(first); });
        Q_EMIT card(gallery, 10)->chosen(10, 64);
        QCOMPARE(said, (QStringList{u"bach"_s, u"10"_s}));
    }

    void findsTheBestOfSeveralPieces()
    {
        SelectionSearch search;
        library::Entry a;
        a.id = "a";
        a.piece = line(500);
        std::vector<library::Entry> entries{a, a, a, a, a};
        for (std::size_t i = 0; i < entries.size(); ++i)
            entries[i].id = std::string(1, static_cast<char>('a' + i));
        std::vector<GallerySeed> found;
        std::size_t looked = 0;
        connect(&search, &SelectionSearch::found, this,
                [&](const std::vector<GallerySeed>& best, std::size_t done, std::size_t) {
                    found = best;
                    looked = done;
                });
        search.start(entries, {64, 4, seeds::Snap::None});
        QTRY_COMPARE(looked, std::size_t{5});
        QCOMPARE(found.size(), std::size_t{4});
        QVERIFY(std::ranges::is_sorted(found, std::ranges::greater{},
                                       [](const GallerySeed& seed) { return seed.window.score; }));
    }

    void theOtherSlotBringsItsSeedBack()
    {
        SeedComparison comparison;
        QSignalSpy recalled(&comparison, &SeedComparison::recalled);
        comparison.setCurrent(SeedPlace{"a", {0, 64}}, u"Bars 1–8"_s);
        comparison.findChild<QPushButton*>(u"seedB"_s)->click(); // takes the seed along
        comparison.setCurrent(SeedPlace{"b", {100, 64}}, u"Bars 20–28"_s);
        comparison.findChild<QPushButton*>(u"seedA"_s)->click();
        QCOMPARE(recalled.last()[0].value<SeedPlace>(), (SeedPlace{"a", {0, 64}}));
        comparison.findChild<QPushButton*>(u"seedB"_s)->click();
        QCOMPARE(recalled.last()[0].value<SeedPlace>(), (SeedPlace{"b", {100, 64}}));
        QCOMPARE(comparison.findChild<QPushButton*>(u"seedB"_s)->accessibleName(), u"Seed B: Bars 20–28"_s);
    }

private:
    [[nodiscard]] static std::vector<SeedCard*> cards(const SeedGallery& gallery)
    {
        auto found = gallery.findChildren<SeedCard*>();
        found.removeIf([](const SeedCard* card) { return card->isHidden(); }); // on their way out
        return {found.begin(), found.end()};
    }
    [[nodiscard]] static std::vector<std::size_t> firstNotes(const SeedGallery& gallery)
    {
        std::vector<std::size_t> notes;
        for (const SeedCard* card : cards(gallery))
            notes.push_back(card->range().first);
        return notes;
    }
    [[nodiscard]] static SeedCard* card(const SeedGallery& gallery, std::size_t first)
    {
        for (SeedCard* card : cards(gallery))
            if (card->range().first == first)
                return card;
        return nullptr;
    }
};

QTEST_MAIN(TestSeedFinder)
#include "tst_seed_finder.moc"
