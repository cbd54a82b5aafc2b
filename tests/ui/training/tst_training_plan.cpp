#include "ui/style/theme.h"
#include "ui/training/part_choice.h"
#include "ui/training/training_plan.h"

#include <QAbstractButton>
#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

class TestTrainingPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPresetSetsEveryField();
    void expertFieldsChangeTheConfig();
    void aFieldGoesBackToThePresetsValue();
    void warnsOfLittleOrMixedMusic();
    void partsAreChosenWhereTheMusicHasSeveral();
    void partsAreChosenWithTheKeyboardInOneGo();
    void aLongNameDoesNotWidenThePanel();
    void saysWhatToDoWithoutMusic();
    void everyControlHasANameForEveryone();
};

void TestTrainingPlan::initTestCase()
{
    applyTheme(*qApp, Theme::Dark);
}

void TestTrainingPlan::aPresetSetsEveryField()
{
    TrainingPlan plan;
    for (const training::Preset preset : training::kPresets) {
        plan.findChild<QAbstractButton*>(u"preset"_s + titleOf(preset))->click();
        const training::TrainingConfig expected = training::configFor(preset, plan.material().notes);
        const training::TrainingConfig actual = plan.config();
        QCOMPARE(actual.shape.hidden, expected.shape.hidden);
        QCOMPARE(actual.shape.layers, expected.shape.layers);
        QCOMPARE(actual.time->count(), expected.time->count());
        QCOMPARE(actual.epochs.has_value(), expected.epochs.has_value());
        QCOMPARE(actual.learningRate, expected.learningRate);
        QCOMPARE(actual.dropout, expected.dropout);
        QCOMPARE(actual.transpose, expected.transpose);
        QCOMPARE(actual.validationShare, expected.validationShare);
        QCOMPARE(actual.randomSeed, expected.randomSeed);
        QCOMPARE(actual.evaluateEvery.count(), expected.evaluateEvery.count());
    }
}

void TestTrainingPlan::expertFieldsChangeTheConfig()
{
    TrainingPlan plan;
    plan.findChild<QDoubleSpinBox*>(u"hiddenSize"_s)->setValue(128);
    plan.findChild<QDoubleSpinBox*>(u"trainingMinutes"_s)->setValue(0); // "no limit"
    plan.findChild<QDoubleSpinBox*>(u"epochs"_s)->setValue(3);
    plan.findChild<QAbstractButton*>(u"transpose"_s)->setChecked(false);
    QCOMPARE(plan.config().shape.hidden, 128);
    QVERIFY(!plan.config().time);
    QCOMPARE(plan.config().epochs, std::optional(3.0));
    QVERIFY(!plan.config().transpose);
}

void TestTrainingPlan::aFieldGoesBackToThePresetsValue()
{
    TrainingPlan plan;
    plan.choose(training::Preset::Thorough);
    auto* field = plan.findChild<QDoubleSpinBox*>(u"hiddenSize"_s);
    auto* reset = plan.findChild<QToolButton*>(u"hiddenSizeReset"_s);
    QVERIFY(reset->isHidden());
    field->setValue(64);
    QVERIFY(!reset->isHidden());
    reset->click();
    QCOMPARE(plan.config().shape.hidden, training::configFor(training::Preset::Thorough, 0).shape.hidden);
    QVERIFY(reset->isHidden());
}

void TestTrainingPlan::partsAreChosenWhereTheMusicHasSeveral()
{
    using Kind = OfferedPart::Kind;
    TrainingPlan plan;
    auto* choice = plan.findChild<PartChoice*>();
    const auto isSeen = [&] { return choice->isVisibleTo(&plan); };
    plan.setMaterial({.pieces = 1, .composers = 1, .notes = 100});
    QVERIFY(!isSeen());
    TrainingMaterial material{.pieces = 1, .composers = 1, .notes = 150};
    material.offered = {{Kind::Family, "strings", "Strings", 100}, {Kind::Family, "drums", "Drums", 50}};
    plan.setMaterial(material);
    QVERIFY(isSeen());

    QSignalSpy chosen(&plan, &TrainingPlan::partsChosen);
    choice->findChild<QAction*>(u"trainOn drums"_s)->trigger();
    choice->findChild<QAction*>(u"trainOn strings"_s)->trigger();
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(plan.config().parts.words, (std::vector<std::string>{"drums", "strings"}));
    QCOMPARE(choice->text(), u"Drums, Strings"_s);
    plan.chooseClassic(); // learns from the same
    QCOMPARE(plan.config().parts.words.size(), std::size_t{2});
    choice->findChild<QAction*>(u"trainOnAllParts"_s)->trigger();
    QVERIFY(plan.config().parts.all());
    QVERIFY(!choice->findChild<QAction*>(u"trainOn drums"_s)->isChecked());

    material = {};
    material.withoutParts = 3;
    QVERIFY(warningAbout(material).contains(u"None of the music"));
}

void TestTrainingPlan::partsAreChosenWithTheKeyboardInOneGo()
{
    using Kind = OfferedPart::Kind;
    PartChoice choice;
    choice.setOffered({{Kind::Name, "alto", "Alto", 100}, {Kind::Name, "bass", "Bass", 50}});
    choice.show();
    QMenu* menu = choice.menu();
    menu->popup({});
    menu->setActiveAction(menu->findChild<QAction*>(u"trainOn alto"_s));
    QTest::keyClick(menu, Qt::Key_Space);
    QVERIFY(menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Space);
    QCOMPARE(choice.selection().words, (std::vector<std::string>{"alto", "bass"}));
    QTest::keyClick(menu, Qt::Key_Escape);
    QVERIFY(!menu->isVisible());
}

void TestTrainingPlan::aLongNameDoesNotWidenThePanel()
{
    const std::string name = "First violins divided, with mutes & double basses at the octave";
    TrainingPlan plan;
    const int before = plan.findChild<PartChoice*>()->sizeHint().width();
    plan.setParts({{name}});
    auto* choice = plan.findChild<PartChoice*>();
    QVERIFY(choice->sizeHint().width() < before + 150);
    QVERIFY(choice->toolTip().contains(QString::fromStdString(name)));
    QVERIFY(choice->accessibleName().contains(QString::fromStdString(name)));
}

void TestTrainingPlan::warnsOfLittleOrMixedMusic()
{
    QCOMPARE(warningAbout({}), QString());
    QCOMPARE(warningAbout({.pieces = 30, .composers = 3, .notes = 60'000}), QString());
    QVERIFY(warningAbout({.pieces = 5, .composers = 3, .notes = 3'000}).contains(u"little music"_s));
    QVERIFY(warningAbout({.pieces = 30, .composers = 3, .notes = 60'000, .leftOut = 2}).contains(u"2 pieces"_s));
    QVERIFY(warningAbout({.pieces = 30, .composers = 3, .notes = 60'000, .leftOut = 1, .onTheBeat = false})
                .contains(u"Recordings only, without 1 piece "_s));
}

void TestTrainingPlan::saysWhatToDoWithoutMusic()
{
    TrainingPlan plan;
    QVERIFY(plan.findChild<QLabel*>(u"materialPieces"_s)->text().contains(u"Add a folder"_s));
    auto* add = plan.findChild<QAbstractButton*>(u"trainingAddMusic"_s);
    QVERIFY(!add->isHidden());
    const QSignalSpy asked(&plan, &TrainingPlan::addMusicRequested);
    add->click();
    QCOMPARE(asked.size(), 1);
    plan.setMaterial({.pieces = 1, .composers = 1, .notes = 535});
    QVERIFY(add->isHidden());
    QCOMPARE(plan.findChild<QLabel*>(u"materialPieces"_s)->text(), u"1 piece by 1 composer"_s);
}

void TestTrainingPlan::everyControlHasANameForEveryone()
{
    TrainingPlan plan;
    for (const QWidget* control : plan.findChildren<QWidget*>()) {
        const bool inner = control->objectName().startsWith(u"qt_"_s);
        if (control->focusPolicy() == Qt::NoFocus || inner)
            continue;
        QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
        QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
    }
}

QTEST_MAIN(TestTrainingPlan)
#include "tst_training_plan.moc"
