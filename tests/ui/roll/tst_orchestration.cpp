#include "tests/support/ensemble.h"
#include "ui/roll/orchestration.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint8_t kOboe = 68, kTrumpet = 56, kViolin = 40;

std::shared_ptr<const midi::Piece> ensemble()
{
    return std::make_shared<const midi::Piece>(test::ensemble(4));
}

} // namespace

/// Other instruments than a file has.
class TestOrchestration : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsPlayAsTheFileSays()
    {
        const Orchestration orchestration;
        const auto piece = ensemble();
        QCOMPARE(orchestration.programOf("a", *piece, 1), kViolin);
        QCOMPARE(orchestration.played("a", piece), piece); // the very same
    }

    void aChoiceIsHeardInThePieceAndInWhatComesOfIt()
    {
        Orchestration orchestration;
        const auto piece = ensemble();
        orchestration.choose("a", *piece, 1, kOboe);
        const auto played = orchestration.played("a", piece);
        QCOMPARE(played->parts[1].program, kOboe);
        QCOMPARE(piece->parts[1].program, kViolin);
        QVERIFY(played->parts[1].notes == piece->parts[1].notes);
        const auto opening = std::make_shared<const midi::Piece>(midi::excerpt(*piece, 1, 2)); // violin and drums
        QCOMPARE(orchestration.played("a", opening)->parts[0].program, kOboe);
        QCOMPARE(orchestration.played("b", piece), piece);
    }

    void theFilesOwnTakesTheChoiceBack()
    {
        Orchestration orchestration;
        const auto piece = ensemble();
        orchestration.choose("a", *piece, 1, kOboe);
        orchestration.choose("a", *piece, 1, kViolin);
        QVERIFY(orchestration.choices().empty());
    }

    void aChoiceIsAStep()
    {
        QUndoStack steps;
        Orchestration orchestration(&steps);
        const auto piece = ensemble();
        QSignalSpy changed(&orchestration, &Orchestration::changed);
        orchestration.choose("a", *piece, 1, kOboe);
        orchestration.choose("a", *piece, 1, kTrumpet);
        orchestration.choose("a", *piece, 1, kTrumpet); // nothing new
        QCOMPARE(steps.count(), 2);
        QCOMPARE(steps.undoText(), u"play Violin I on Trumpet"_s);
        steps.undo();
        QCOMPARE(orchestration.programOf("a", *piece, 1), kOboe);
        steps.undo();
        QCOMPARE(orchestration.programOf("a", *piece, 1), kViolin);
        steps.redo();
        QCOMPARE(orchestration.programOf("a", *piece, 1), kOboe);
        QCOMPARE(changed.count(), 5);
        QCOMPARE(changed.last()[0].value<std::string>(), std::string("a"));
    }

    void thoseOfAProjectTakeThePlaceOfAll()
    {
        Orchestration orchestration;
        const auto piece = ensemble();
        orchestration.choose("a", *piece, 1, kOboe);
        const auto ofTheProject = orchestration.choices();
        orchestration.choose("a", *piece, 0, kTrumpet);
        orchestration.choose("b", *piece, 0, kTrumpet);
        QSignalSpy changed(&orchestration, &Orchestration::changed);
        orchestration.setChoices(ofTheProject);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(orchestration.programOf("a", *piece, 1), kOboe);
        QCOMPARE(orchestration.programOf("b", *piece, 0), piece->parts[0].program);
    }
};

QTEST_GUILESS_MAIN(TestOrchestration)
#include "tst_orchestration.moc"
