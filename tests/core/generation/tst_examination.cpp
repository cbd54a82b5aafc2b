#include "core/generation/examination.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"

#include <QtTest>

#include <cmath>
#include <stop_token>

using namespace cadenza;
using namespace cadenza::generation;

/// What is said of a model: the same for the same question, and told apart from real music.
class TestExamination : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameQuestionHasTheSameAnswer();
    void aModelThatLearntNothingIsUnlikeTheMusic();
    void tooLittleMusicIsRefused();
    void stops();

private:
    static std::vector<std::shared_ptr<const midi::Piece>> music(int notes)
    {
        return {std::make_shared<const midi::Piece>(test::wanderingLine(notes)),
                std::make_shared<const midi::Piece>(test::wanderingLine(notes + 40))};
    }
    const model::Network network_{test::randomModel({.hidden = 16, .layers = 1}, 3)};
};

void TestExamination::theSameQuestionHasTheSameAnswer()
{
    const auto one = examine(network_, music(300), {}, 4, 40, 5);
    const auto two = examine(network_, music(300), {}, 4, 40, 5);
    QVERIFY(one && two);
    QCOMPARE(one->takes, std::size_t{4});
    QCOMPARE(one->notes, std::size_t{40});
    QCOMPARE(one->surprise, two->surprise);
    QCOMPARE(one->measures[1].generated, two->measures[1].generated);
    const auto other = examine(network_, music(300), {}, 4, 40, 6);
    QVERIFY(other && other->surprise != one->surprise);
}

void TestExamination::aModelThatLearntNothingIsUnlikeTheMusic()
{
    GenerationSettings free;
    free.anchor = 0.0;
    const auto answer = examine(network_, music(400), free, 8, 60, 1);
    QVERIFY(answer);
    QCOMPARE(answer->measures[1].real, 1.0); // a line
    QVERIFY(answer->measures[1].generated > 1.2);
    QVERIFY(answer->likeness[static_cast<std::size_t>(Feature::Interval)].overlap < 0.3);
    QVERIFY(answer->insideRange < 0.2);
    QVERIFY(answer->realInside > 0.5);
    QVERIFY(answer->surprise > 5.0);
}

void TestExamination::tooLittleMusicIsRefused()
{
    const auto answer = examine(network_, music(100), {}, 4, 500, 1);
    QVERIFY(!answer);
    QCOMPARE(answer.error().fault, Fault::TooLittleMusic);
    QCOMPARE(examine(network_, music(300), {}, 2, 40, 1).error().fault, Fault::TooLittleMusic);
}

void TestExamination::stops()
{
    std::stop_source source;
    source.request_stop();
    const auto answer = examine(network_, music(300), {}, 4, 40, 1, source.get_token());
    QVERIFY(!answer);
    QCOMPARE(answer.error().fault, Fault::Cancelled);
}

QTEST_GUILESS_MAIN(TestExamination)
#include "tst_examination.moc"
