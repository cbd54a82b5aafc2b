#include "core/generation/seed_surprise.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"
#include "ui/seeds/surprise_reader.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

library::Entry entry(const std::string& id, int notes)
{
    library::Entry made;
    made.id = id;
    made.notes = static_cast<std::size_t>(notes);
    made.piece = std::make_shared<const midi::Piece>(test::wanderingLine(notes));
    return made;
}

std::shared_ptr<const model::Network> network(std::uint64_t seed, encoding::TimeBase timeBase = {})
{
    return std::make_shared<const model::Network>(test::randomModel({.hidden = 16, .layers = 1}, seed, timeBase));
}

} // namespace

/// A model reads music in the background.
class TestSurpriseReader : public QObject {
    Q_OBJECT

private:
    SurpriseReader* reader_{nullptr};
    std::vector<HeardPieces> heard_;

private Q_SLOTS:
    void init()
    {
        heard_.clear();
        reader_ = new SurpriseReader(this);
        connect(reader_, &SurpriseReader::read, this, [this](const HeardPieces& heard) { heard_.push_back(heard); });
    }
    void cleanup() { delete reader_; }

    void tellsWhatTheModelMakesOfEachPiece()
    {
        const auto reading = network(3);
        reader_->setNetwork(reading);
        const auto a = entry("a", 200), b = entry("b", 90);
        reader_->start({a, b}, 64);
        QTRY_COMPARE(heard_.empty() ? 0 : heard_.back().surprise.size(), std::size_t{2});
        const HeardPiece ofA = heard_.back().of("a");
        QCOMPARE(*ofA.surprise, *generation::noteSurprise(*reading, *a.piece));
        QVERIFY(ofA.usual.lower > 0.0 && ofA.usual.lower <= ofA.usual.median && ofA.usual.median <= ofA.usual.upper);
        QVERIFY(ofA.of(199).empty()); // a file that changed
        QVERIFY(!heard_.back().of("nobody").surprise);
    }

    void readsMoreThanFitsSideBySide()
    {
        reader_->setNetwork(network(3));
        std::vector<library::Entry> many;
        for (int i = 0; i < 40; ++i)
            many.push_back(entry("piece " + std::to_string(i), 40 + i));
        reader_->start(many, 16);
        QTRY_COMPARE(heard_.size(), std::size_t{1});
        for (const library::Entry& one : many)
            QCOMPARE(heard_.back().of(one.id).of(one.notes).size(), one.notes);
    }

    void onlyTheNewestWishIsAnswered()
    {
        reader_->setNetwork(network(3));
        reader_->start({entry("a", 3000)}, 64);
        reader_->start({entry("b", 100)}, 64);
        QTRY_COMPARE(heard_.size(), std::size_t{1});
        QVERIFY(heard_.back().of("b").surprise && !heard_.back().of("a").surprise);
    }

    void whatWasReadIsRemembered()
    {
        reader_->setNetwork(network(3));
        reader_->start({entry("a", 200)}, 64);
        QTRY_COMPARE(heard_.size(), std::size_t{1});
        const auto known = heard_.back().of("a").surprise;
        reader_->start({entry("a", 200), entry("b", 100)}, 64);
        QTRY_COMPARE(heard_.back().surprise.size(), std::size_t{2});
        QCOMPARE(heard_.back().of("a").surprise, known);
        reader_->setNetwork(network(4)); // another makes something else of it
        reader_->start({entry("a", 200)}, 64);
        QTRY_VERIFY(heard_.back().surprise.size() == 1 && *heard_.back().of("a").surprise != *known);
    }

    void musicInTheOtherTimeBaseIsPassedOver()
    {
        reader_->setNetwork(network(3, encoding::TimeBase::Performance));
        reader_->start({entry("a", 200)}, 64);
        QTRY_COMPARE(heard_.size(), std::size_t{1});
        QVERIFY(heard_.back().of("a").of(200).empty());
        QCOMPARE(heard_.back().usual, seeds::SurpriseRange{});
    }

    void withoutAModelNothingIsRead()
    {
        QVERIFY(!reader_->canRead());
        reader_->start({entry("a", 200)}, 64);
        reader_->setNetwork(network(3));
        QVERIFY(reader_->canRead());
        reader_->start({entry("b", 100)}, 64);
        QTRY_COMPARE(heard_.size(), std::size_t{1});
        QVERIFY(!heard_.back().of("a").surprise);
    }
};

QTEST_GUILESS_MAIN(TestSurpriseReader)
#include "tst_surprise_reader.moc"
