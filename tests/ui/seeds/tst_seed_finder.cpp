#include "tests/support/music.h"
#include "ui/seeds/seed_card.h"
#include "ui/seeds/seed_finder.h"
#include "ui/seeds/seed_gallery.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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
        QCOMPARE(reasonsInWords(window, 2), u"starts on a downbeat · a long silence"_s);
    }

    void cardsSayWhatTellsThemApart()
    {
        seeds::ScoredWindow a;
        a.reasons = {{"x", "starts on a downbeat", 1.0}, {"y", "clear C major", 0.8}};
        seeds::ScoredWindow b;
        b.reasons = {{"x", "starts on a downbeat", 1.0}, {"y", "clear A minor", 0.8}};
        QCOMPARE(distinctiveReasons({a, b}, 1), (std::vector<QString>{u"clear C major"_s, u"clear A minor"_s}));
    }

    void aCardIsChosenByMouseAndKeyboard()
    {
        seeds::ScoredWindow window{8, 64, 0.82, {{"a", "starts on a downbeat", 1.0}}};
        SeedCard card(window, reasonsInWords(window), line(200));
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
};

QTEST_MAIN(TestSeedFinder)
#include "tst_seed_finder.moc"
