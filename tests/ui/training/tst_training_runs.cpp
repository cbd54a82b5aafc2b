#include "ui/style/palette.h"
#include "ui/training/run_comparison.h"
#include "ui/training/run_words.h"
#include "ui/training/training_runs.h"

#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

TrainingRun run(std::int64_t number, TrainingRun::State state = TrainingRun::State::Finished)
{
    return {.name = u"Run %1"_s.arg(number), .state = state, .run = number};
}

QStringList namesOf(const TrainingRuns& runs)
{
    QStringList names;
    for (std::size_t i = 0; i < runs.size(); ++i)
        names << runs[i].name;
    return names;
}

} // namespace

class TestTrainingRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReadyModelComesFirstWheneverItComes()
    {
        TrainingRuns runs;
        runs.add(run(1));
        runs.setActive(runs.add(run(2)));
        QCOMPARE(runs.add({.name = u"Ready"_s, .state = TrainingRun::State::Model}), std::size_t{0});
        QCOMPARE(namesOf(runs), (QStringList{u"Ready"_s, u"Run 1"_s, u"Run 2"_s}));
        QCOMPARE(runs.active()->run, 2);
    }

    void theOrderIsThatOfTheProject()
    {
        TrainingRuns runs;
        runs.add({.name = u"Ready"_s, .state = TrainingRun::State::Model});
        runs.setActive(runs.add({.name = u"Begun"_s})); // it has no number yet
        runs.replaceKept({run(1), run(2)});
        QCOMPARE(namesOf(runs), (QStringList{u"Ready"_s, u"Run 1"_s, u"Run 2"_s, u"Begun"_s}));
        QCOMPARE(runs.active()->name, u"Begun"_s);
        runs.active()->run = 3;
        runs.replaceKept({run(1), run(3)});
        QCOMPARE(namesOf(runs), (QStringList{u"Ready"_s, u"Run 1"_s, u"Run 3"_s}));
        QCOMPARE(runs.active()->run, 3);
        runs.replaceKept({run(1)});
        QVERIFY(!runs.active());
    }

    void aRunKeepsItsHueWhoeverJoinsOrLeaves()
    {
        TrainingRuns runs;
        for (const std::int64_t number : {1, 2, 3})
            runs.add(run(number));
        runs.setCompared(2, true);
        runs.setCompared(0, true);
        QCOMPARE(runs[2].hue, std::optional(std::size_t{0}));
        QCOMPARE(runs[0].hue, std::optional(std::size_t{1}));
        runs.setCompared(2, false);
        QCOMPARE(runs[0].hue, std::optional(std::size_t{1}));
        runs.setCompared(1, true);
        QCOMPARE(runs[1].hue, std::optional(std::size_t{0}));
        QCOMPARE(runs.compared().front()->run, 1);
    }

    void everyHueCanBeRead()
    {
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            const Palette& palette = Palette::of(theme);
            for (std::size_t hue = 0; hue < 7; ++hue) {
                QVERIFY(contrast(comparedHue(hue, palette), palette.surface) >= 4.5);
                QVERIFY(contrast(comparedHue(hue, palette), palette.window) >= 4.5);
            }
            QCOMPARE(comparedHue(7, palette), comparedHue(0, palette));
        }
    }

    void saysHowARunWentAndWithWhat()
    {
        TrainingRun made = run(1);
        made.config.shape = {.hidden = 192, .layers = 1};
        made.facts = {.pieces = 12, .trainNotes = 950, .seconds = 125.0, .bestNll = 3.794};
        QCOMPARE(outcomeOf(made), u"best 3.79 · 2:05 · finished"_s);
        QCOMPARE(materialOf(made), u"950 notes · LSTM 192 × 1"_s);
        made.facts.endedEarly = true;
        QCOMPARE(outcomeOf(made), u"best 3.79 · 2:05 · ended early"_s);
        made.note = u"softer"_s;
        QVERIFY(detailsOf(made).contains(u"12 pieces"_s) && detailsOf(made).endsWith(u"softer"_s));
        QVERIFY(materialOf({.state = TrainingRun::State::Model}).isEmpty());
    }

    void aRunThatEndedEarlySaysSoLaterToo()
    {
        TrainingRun made = run(1);
        training::TrainingReport report;
        report.seconds = 10.0;
        made.history = {report};
        made.facts.endedEarly = true;
        QVERIFY(wordsOf(made, storyOf(made)).startsWith(u"Stopped early"_s));
        made.state = TrainingRun::State::Interrupted;
        QVERIFY(wordsOf(made, storyOf(made)).startsWith(u"Paused at 0:10"_s));
    }
};

QTEST_GUILESS_MAIN(TestTrainingRuns)
#include "tst_training_runs.moc"
