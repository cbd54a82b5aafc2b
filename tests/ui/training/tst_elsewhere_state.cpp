#include "ui/training/elsewhere_state.h"
#include "ui/training/elsewhere_words.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Phase = ElsewhereState::Phase;

namespace {

constexpr std::int64_t kToday = 1'800'000'000;

elsewhere::Sighting sighting(elsewhere::RunStatus::Phase phase, std::int64_t alive)
{
    elsewhere::Sighting seen{.there = true};
    seen.status = elsewhere::RunStatus{.phase = phase, .host = "studio", .alive = alive, .message = "No room."};
    return seen;
}

/// What is told `after` the first look.
ElsewhereState hear(ElsewhereEar& ear, const elsewhere::Sighting& seen, std::chrono::seconds after = 0s)
{
    return ear.hear(seen, ElsewhereEar::Clock::time_point(1h + after),
                    std::chrono::system_clock::time_point(std::chrono::seconds(kToday) + after));
}

using Run = elsewhere::RunStatus::Phase;

} // namespace

/// Whether a run elsewhere is alive, told from what it writes.
class TestElsewhereState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsAwayOrWaits()
    {
        ElsewhereEar ear;
        QCOMPARE(hear(ear, {}).phase, Phase::Away);
        QCOMPARE(hear(ear, {.there = true}).phase, Phase::Waiting);
    }

    void anEndIsAnEnd()
    {
        ElsewhereEar ear;
        QCOMPARE(hear(ear, sighting(Run::Stopped, 5)).phase, Phase::Stopped);
        QCOMPARE(hear(ear, sighting(Run::Finished, 5)).phase, Phase::Arriving);
        const auto failed = hear(ear, sighting(Run::Failed, 5));
        QCOMPARE(failed.phase, Phase::Failed);
        QCOMPARE(failed.message, u"No room."_s);
        QCOMPARE(failed.host, u"studio"_s);
    }

    void isSilentAfterThreeMinutesWithoutNews()
    {
        ElsewhereEar ear;
        const auto seen = sighting(Run::Running, kToday);
        QCOMPARE(hear(ear, seen).phase, Phase::Running);
        QCOMPARE(hear(ear, seen, 180s).phase, Phase::Running);
        const auto silent = hear(ear, seen, 181s);
        QCOMPARE(silent.phase, Phase::Silent);
        QCOMPARE(silent.heard, kToday);
        QCOMPARE(hear(ear, sighting(Run::Running, kToday + 182), 182s).phase, Phase::Running); // it is back
    }

    void reportsAreNewsToo()
    {
        ElsewhereEar ear;
        auto seen = sighting(Run::Running, kToday);
        QCOMPARE(hear(ear, seen).phase, Phase::Running);
        seen.reports.emplace_back();
        QCOMPARE(hear(ear, seen, 181s).phase, Phase::Running);
    }

    void aRunThatDiedLongAgoIsSilentAtOnce()
    {
        ElsewhereEar ear;
        QCOMPARE(hear(ear, sighting(Run::Running, kToday - 600)).phase, Phase::Silent);
    }

    void anotherMachinesClockIsBelievedOnlyUntilTheFirstNews()
    {
        ElsewhereEar ear; // its clock is an hour late
        QCOMPARE(hear(ear, sighting(Run::Running, kToday - 3600)).phase, Phase::Silent);
        QCOMPARE(hear(ear, sighting(Run::Running, kToday - 3590), 10s).phase, Phase::Running);
        ElsewhereEar other; // and another's is an hour early
        QCOMPARE(hear(other, sighting(Run::Running, kToday + 3600)).phase, Phase::Running);
        QCOMPARE(hear(other, sighting(Run::Running, kToday + 3600), 181s).phase, Phase::Silent);
    }

    void wordsSayWhereAndWhatToDo()
    {
        TrainingStory story;
        const QString folder = u"/stick/Run 3"_s;
        QVERIFY(wordsOf({.phase = Phase::Waiting}, folder, story).contains(folder));
        QVERIFY(wordsOf({.phase = Phase::Away}, folder, story).contains(folder));
        QVERIFY(wordsOf({.phase = Phase::Running, .host = u"studio"_s}, folder, story).contains(u"studio"_s));
        QVERIFY(wordsOf({.phase = Phase::Failed, .host = u"studio"_s, .message = u"No room."_s}, folder, story)
                    .contains(u"No room."_s));
        QCOMPARE(shortWordsOf({.phase = Phase::Waiting}), u"elsewhere, waiting"_s);
    }
};

QTEST_GUILESS_MAIN(TestElsewhereState)
#include "tst_elsewhere_state.moc"
