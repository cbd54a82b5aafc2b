#include "tests/support/music.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/compose/take_row.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const midi::Piece> line(int notes)
{
    return std::make_shared<const midi::Piece>(test::wanderingLine(notes));
}

ShownTake take(int seedNotes, int notes)
{
    ShownTake shown;
    shown.name = u"Take"_s;
    shown.piece = line(seedNotes + notes);
    shown.roles = rolesOf(*shown.piece, static_cast<std::size_t>(seedNotes));
    shown.made = static_cast<std::size_t>(notes);
    return shown;
}

/// A page with a seed of 8 notes and a model, ready to generate.
std::unique_ptr<ComposePage> readyPage()
{
    auto page = std::make_unique<ComposePage>();
    page->setSeed(line(8), u"Line · notes 1–8"_s);
    page->setModel(u"trained on 1 piece"_s, {"Bach", "Satie"});
    page->resize(1200, 640);
    page->show();
    return page;
}

template <class Widget>
Widget* child(const QWidget& parent, const QString& name)
{
    auto* found = parent.findChild<Widget*>(name);
    Q_ASSERT(found);
    return found;
}

QAbstractButton* button(const QWidget& parent, const QString& name)
{
    return child<QAbstractButton>(parent, name);
}

} // namespace

class TestComposePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTakeClosesWithACadenceWhereAsked();
    void lengthIsInNotesBarsOrSeconds();
    void anOrderComesBackAsItWas();
    void aSliderThatComesToRestStartsNewTakes();
    void rowsThatStayKeepTheirPlaceAmongNewOnes();
    void theMarkedNoteOffersWhatTheModelWouldHaveLiked();
    void theStretchOnTheRulerStaysFromTakeToTake();
    void everyDialCanBeReset();
    void aTakeSaysWhatItCopied();
    void initTestCase();
    void saysWhatIsMissing();
    void asksForTheTakesItsControlsDescribe();
    void drawsANewRandomSeedUnlessItIsLocked();
    void theSameSlidersGiveTheSameSettings();
    void fillsInWhileTakesAreMade();
    void showsTheChosenTakeLarge();
    void playsStarsAndExportsByTake();
    void marksOnlyWhatSounds();
    void anExpertDialLeavesTheSlidersWords();
    void stopsAtOnceAndSaysSo();
    void tellsOfAFailureAndGoesOn();
    void everyControlHasANameForEveryone();
};

void TestComposePage::initTestCase()
{
    applyTheme(*qApp, Theme::Dark);
    qRegisterMetaType<ComposeOrder>();
}

void TestComposePage::saysWhatIsMissing()
{
    ComposePage page;
    const QSignalSpy chooseSeed(&page, &ComposePage::chooseSeedRequested);
    const QSignalSpy train(&page, &ComposePage::trainRequested);
    QVERIFY(!button(page, u"generateButton"_s)->isEnabled());
    button(page, u"composeEmptyAction"_s)->click();
    QCOMPARE(chooseSeed.size(), 1);

    page.setSeed(line(8), u"Line"_s);
    button(page, u"composeEmptyAction"_s)->click();
    QCOMPARE(train.size(), 1);

    page.setModel(u"a model"_s);
    QVERIFY(button(page, u"generateButton"_s)->isEnabled());
}

void TestComposePage::asksForTheTakesItsControlsDescribe()
{
    const auto page = readyPage();
    QSignalSpy asked(page.get(), &ComposePage::generateRequested);
    child<QDoubleSpinBox>(*page, u"takeCount"_s)->setValue(3);
    child<QSpinBox>(*page, u"takeLength"_s)->setValue(120);
    child<QLineEdit>(*page, u"randomSeed"_s)->setText(u"77"_s);
    button(*page, u"generateButton"_s)->click();
    QCOMPARE(asked.size(), 1);
    const auto order = asked[0][0].value<ComposeOrder>();
    QCOMPARE(order.takes, std::size_t{3});
    QCOMPARE(order.notes(), std::size_t{120});
    QCOMPARE(order.settings.ending.notes, 120);
    QCOMPARE(order.randomSeed, std::uint64_t{77});
    QCOMPARE(order.settings.composer, 0);
}

void TestComposePage::drawsANewRandomSeedUnlessItIsLocked()
{
    const auto page = readyPage();
    auto* field = child<QLineEdit>(*page, u"randomSeed"_s);
    page->generationStarted();
    page->showTakes({take(8, 4)});
    field->setText(u"123456789012345"_s); // longer than any drawn one
    button(*page, u"lockRandomSeed"_s)->setChecked(true);
    button(*page, u"generateButton"_s)->click();
    QCOMPARE(field->text(), u"123456789012345"_s);
    button(*page, u"lockRandomSeed"_s)->setChecked(false);
    button(*page, u"generateButton"_s)->click();
    QVERIFY(field->text() != u"123456789012345"_s);
}

void TestComposePage::theSameSlidersGiveTheSameSettings()
{
    const auto page = readyPage();
    child<QSlider>(*page, u"daring"_s)->setValue(90);
    child<QLineEdit>(*page, u"randomSeed"_s)->setText(u"5"_s);
    const ComposeOrder first = page->order();
    child<QSlider>(*page, u"daring"_s)->setValue(10);
    QVERIFY(page->order().settings.pitch.temperature < first.settings.pitch.temperature);
    child<QSlider>(*page, u"daring"_s)->setValue(90);
    QCOMPARE(page->order().settings.pitch.temperature, first.settings.pitch.temperature);
    QVERIFY(page->order().settings == first.settings);
    QCOMPARE(first.settings.constraints.sparseness, 0.0);
    child<QSlider>(*page, u"density"_s)->setValue(0); // calm
    QCOMPARE(page->order().settings.constraints.sparseness, 1.0);
}

void TestComposePage::fillsInWhileTakesAreMade()
{
    const auto page = readyPage();
    page->generationStarted();
    QCOMPARE(page->takeCount(), std::size_t{4});
    QVERIFY(!button(*child<QWidget>(*page, u"take2"_s), u"playTake"_s)->isEnabled());
    page->showGrowing(0, line(20));
    QCOMPARE(child<PianoRoll>(*page, u"composeRoll"_s)->content().notes().size(), std::size_t{20});
    page->showGrowing(0, line(30));
    const auto notes = child<PianoRoll>(*page, u"composeRoll"_s)->content().notes();
    QCOMPARE(notes.size(), std::size_t{30});
    QCOMPARE(notes[7].role, NoteRole::Seed);
    QCOMPARE(notes[8].role, NoteRole::Made);
    page->showGrowing(99, line(20)); // a take that is not there changes nothing
    QCOMPARE(page->takeCount(), std::size_t{4});
}

void TestComposePage::showsTheChosenTakeLarge()
{
    const auto page = readyPage();
    const QSignalSpy chosen(page.get(), &ComposePage::takeChosen);
    page->showTakes({take(8, 10), take(8, 20)});
    QCOMPARE(page->chosenTake(), std::optional<std::size_t>(0));
    QTest::mouseClick(child<QWidget>(*page, u"take2"_s), Qt::LeftButton, {}, QPoint(20, 8));
    QCOMPARE(page->chosenTake(), std::optional<std::size_t>(1));
    QCOMPARE(chosen.back()[0].value<std::size_t>(), std::size_t{1});
    QCOMPARE(child<PianoRoll>(*page, u"composeRoll"_s)->content().notes().size(), std::size_t{28});
}

void TestComposePage::playsStarsAndExportsByTake()
{
    const auto page = readyPage();
    const QSignalSpy played(page.get(), &ComposePage::playTakeRequested);
    const QSignalSpy starred(page.get(), &ComposePage::takeStarred);
    const QSignalSpy exported(page.get(), &ComposePage::exportRequested);
    page->showTakes({take(8, 10), take(8, 20)});
    const auto& second = *child<QWidget>(*page, u"take2"_s);
    for (const QString& name : {u"playTake"_s, u"starTake"_s, u"exportTake"_s})
        button(second, name)->click();
    QCOMPARE(played.value(0).value(0).value<std::size_t>(), std::size_t{1});
    QCOMPARE(starred.value(0).value(0).value<std::size_t>(), std::size_t{1});
    QCOMPARE(starred.value(0).value(1).toBool(), true);
    QCOMPARE(exported.value(0).value(0).value<std::size_t>(), std::size_t{1});
}

void TestComposePage::marksOnlyWhatSounds()
{
    const auto page = readyPage();
    const QSignalSpy paused(page.get(), &ComposePage::pauseRequested);
    const QSignalSpy played(page.get(), &ComposePage::playTakeRequested);
    page->showTakes({take(8, 10), take(8, 20)});
    page->setPlayback(ComposePage::Source::Take, 1, Seconds(1.0), true);
    button(*child<QWidget>(*page, u"take2"_s), u"playTake"_s)->click();
    QCOMPARE(paused.size(), 1);
    button(*child<QWidget>(*page, u"take1"_s), u"playTake"_s)->click();
    QCOMPARE(played.size(), 1);
    page->setPlayback(ComposePage::Source::Nothing, 0, Seconds(0.0), false);
    button(*child<QWidget>(*page, u"take2"_s), u"playTake"_s)->click();
    QCOMPARE(played.size(), 2);
}

void TestComposePage::anExpertDialLeavesTheSlidersWords()
{
    const auto page = readyPage();
    auto* words = child<QLabel>(*page, u"daringWords"_s);
    QCOMPARE(words->text(), u"Balanced"_s);
    button(*page, u"composeExpert"_s)->click();
    child<QDoubleSpinBox>(*page, u"pitchTemperature"_s)->setValue(1.35);
    QCOMPARE(words->text(), u"own settings"_s);
    QCOMPARE(page->order().settings.pitch.temperature, 1.35);
    button(*page, u"pitchTemperatureReset"_s)->click();
    QCOMPARE(words->text(), u"Balanced"_s);
}

void TestComposePage::stopsAtOnceAndSaysSo()
{
    const auto page = readyPage();
    const QSignalSpy stop(page.get(), &ComposePage::stopRequested);
    page->generationStarted();
    auto* main = button(*page, u"generateButton"_s);
    QCOMPARE(main->text(), u"Stop"_s);
    main->click();
    QCOMPARE(stop.size(), 1);
    QVERIFY(!main->isEnabled());
    page->generationFailed(Error{Fault::Cancelled, {}, {}, {}});
    QCOMPARE(main->text(), u"Generate"_s);
    QVERIFY(main->isEnabled());
    QVERIFY(page->findChild<MessageBar*>()->isHidden()); // what was asked for is no error
}

void TestComposePage::tellsOfAFailureAndGoesOn()
{
    const auto page = readyPage();
    page->generationStarted();
    page->generationFailed(Error{Fault::WrongEncoding, "Line", {}, {}});
    QVERIFY(!page->findChild<MessageBar*>()->message().isEmpty());
    QVERIFY(button(*page, u"generateButton"_s)->isEnabled());
    QCOMPARE(page->takeCount(), std::size_t{0});
}

void TestComposePage::everyControlHasANameForEveryone()
{
    const auto page = readyPage();
    page->showTakes({take(8, 10)});
    for (const QWidget* control : page->findChildren<QWidget*>()) {
        const bool inner = control->objectName().startsWith(u"qt_"_s) || !control->isVisibleTo(page.get());
        if (control->focusPolicy() == Qt::NoFocus || inner)
            continue;
        QVERIFY2(!control->objectName().isEmpty(), control->metaObject()->className());
        QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
    }
}

void TestComposePage::aTakeSaysWhatItCopied()
{
    const auto page = readyPage();
    page->showTakes({take(8, 30), take(8, 30), take(8, 30)});
    TakeOrigin copied{{.copied = 0.5, .longestRun = 17, .passage = {{3, 17, "Bach: Prelude", 5}}}, 0.04};
    page->showOrigins({copied, TakeOrigin{}, std::nullopt});
    const auto labels = page->findChildren<QLabel*>(u"takeOrigin"_s);
    QStringList shown, sentences;
    for (const QLabel* label : labels)
        if (!label->isHidden()) {
            shown << label->text();
            sentences << label->toolTip();
        }
    QCOMPARE(shown, (QStringList{u"17 notes copied"_s, u"all its own"_s}));
    QCOMPARE(sentences[0],
             u"Its longest copied passage: 17 notes, as in Bach: Prelude, bar 5. 50 % of its notes are in "
             "passages of the training music; of music by people, 4 % are."_s);
    QCOMPARE(sentences[1], u"No passage of it is copied from the training music."_s);
}

void TestComposePage::aTakeClosesWithACadenceWhereAsked()
{
    const auto page = readyPage();
    QVERIFY(!page->order().settings.ending.cadence);
    QTest::keyClick(button(*page, u"takeCadence"_s), Qt::Key_Space);
    QVERIFY(page->order().settings.ending.cadence);
}

void TestComposePage::lengthIsInNotesBarsOrSeconds()
{
    const auto page = readyPage();
    auto* unit = child<QComboBox>(*page, u"takeLengthUnit"_s);
    auto* number = child<QSpinBox>(*page, u"takeLength"_s);
    unit->setCurrentIndex(1);
    number->setValue(8);
    QCOMPARE(page->order().settings.ending, (generation::Ending{.bars = 8.0}));
    QVERIFY(page->order().notes() > 1000); // the bars end it
    unit->setCurrentIndex(2);
    number->setValue(20);
    QCOMPARE(page->order().settings.ending, (generation::Ending{.seconds = 20.0}));
    child<QSlider>(*page, u"takeReach"_s)->setValue(100);
    QCOMPARE(page->order().settings.ending, (generation::Ending{.seconds = 200.0}));
    unit->setCurrentIndex(1);
    page->controls().allowBars(false); // a model of performances
    QCOMPARE(page->order().settings.ending, (generation::Ending{.notes = 200}));
}

void TestComposePage::anOrderComesBackAsItWas()
{
    const auto page = readyPage();
    ComposeOrder order;
    order.settings.pitch.temperature = 1.27;
    order.settings.velocity.topP = 0.8;
    order.settings.loopGuard = {.enabled = false, .strength = 1.5};
    order.settings.recall = 20;
    order.settings.anchor = 0.4;
    order.settings.ending = {.bars = 12.0, .cadence = true};
    order.settings.composer = 2;
    auto& wishes = order.settings.constraints;
    wishes = {.key = generation::KeyWish{.tonic = 9, .minor = true, .strength = 0.6},
              .lowestPitch = 40,
              .highestPitch = 84,
              .maxPolyphony = 5,
              .sparseness = 0.5,
              .tempo = 96.0};
    order.takes = 16;
    order.randomSeed = 987654321;
    order.listen = false;
    page->controls().setOrder(order);
    QVERIFY(page->order() == order);
    order.parts = {{"40\nViolin I\n0", generation::PartRole::Kept}, {"drums\n\n0", generation::PartRole::LeftOut}};
    QVERIFY(composeOrderFrom(toText(order)) == order);
    QVERIFY(!composeOrderFrom("no order"));
}

void TestComposePage::aSliderThatComesToRestStartsNewTakes()
{
    const auto page = readyPage();
    QSignalSpy asked(page.get(), &ComposePage::generateRequested);
    child<QSlider>(*page, u"daring"_s)->setValue(80);
    QTest::qWait(500);         // longer than a slider takes to come to rest
    QCOMPARE(asked.size(), 0); // the first takes are asked for
    page->showTakes({take(8, 10)});
    child<QLineEdit>(*page, u"randomSeed"_s)->setText(u"77"_s);
    child<QSlider>(*page, u"daring"_s)->setValue(20);
    child<QSlider>(*page, u"daring"_s)->setValue(30);
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].value<ComposeOrder>().randomSeed, std::uint64_t{77}); // only the slider makes the difference
}

void TestComposePage::rowsThatStayKeepTheirPlaceAmongNewOnes()
{
    const auto page = readyPage();
    page->showTakes({take(8, 10), take(8, 20), take(8, 30)});
    page->generationStarted({0, 2}, 1, 2); // two branches of the first; the second goes
    QCOMPARE(page->takeCount(), std::size_t{4});
    QCOMPARE(page->chosenTake(), std::optional<std::size_t>(1));
    const auto notesOf = [&](const QString& name) {
        const auto& piece = child<TakeRow>(*page, name)->piece();
        return piece ? piece->noteCount() : 0;
    };
    QCOMPARE(notesOf(u"take1"_s), std::size_t{18});
    QCOMPARE(notesOf(u"take4"_s), std::size_t{38});
    page->showGrowing(1, line(25));
    QCOMPARE(notesOf(u"take3"_s), std::size_t{25});
}

void TestComposePage::theMarkedNoteOffersWhatTheModelWouldHaveLiked()
{
    const auto page = readyPage();
    auto shown = take(8, 10);
    generation::NoteInsight insight{.surprise = 2.5F};
    for (std::size_t i = 0; i < generation::kAlternatives; ++i)
        insight.likeliest[i] = {static_cast<std::uint8_t>(60 + i), 0.5F / static_cast<float>(i + 1)};
    shown.insights.assign(18, std::nullopt);
    shown.insights[12] = insight;
    page->showTakes({shown});
    auto* roll = child<PianoRoll>(*page, u"composeRoll"_s);
    QCOMPARE(roll->content().notes()[12].surprise, 2.5F);
    QVERIFY(!button(*page, u"continueFromHere"_s)->isEnabled());
    QTRY_VERIFY(roll->viewport()->rect().contains(roll->placeOf(12).center()));
    QTest::mouseClick(roll->viewport(), Qt::LeftButton, {}, roll->placeOf(12).center());
    QCOMPARE(page->markedNote(), std::optional<std::size_t>(12));
    QSignalSpy onwards(page.get(), &ComposePage::continueRequested);
    QSignalSpy other(page.get(), &ComposePage::alternativeRequested);
    button(*page, u"continueFromHere"_s)->click();
    QCOMPARE(onwards.value(0).value(1).value<std::size_t>(), std::size_t{12});
    QCOMPARE(button(*page, u"alternative2"_s)->text(), u"C♯4\n25 %"_s);
    button(*page, u"alternative2"_s)->click();
    QCOMPARE(other.value(0).value(2).toInt(), 61);
}

void TestComposePage::theStretchOnTheRulerStaysFromTakeToTake()
{
    const auto page = readyPage();
    page->showTakes({take(8, 30), take(8, 30)});
    auto* roll = child<PianoRoll>(*page, u"composeRoll"_s);
    QSignalSpy cleared(page.get(), &ComposePage::rangeCleared);
    roll->showRange(Seconds{2.0}, Seconds{4.0});
    Q_EMIT roll->rangeChosen(Seconds{2.0}, Seconds{4.0});
    const auto stretch = page->markedStretch();
    QVERIFY(stretch);
    QCOMPARE(stretch->first, std::size_t{8}); // eighths at 120 a minute
    QCOMPARE(stretch->notes, std::size_t{8});
    page->chooseTake(1);
    QVERIFY(page->markedStretch());
    QCOMPARE(cleared.size(), 0);
    QSignalSpy redraw(page.get(), &ComposePage::redrawRequested);
    button(*page, u"redrawStretchButton"_s)->click();
    QCOMPARE(redraw.value(0).value(0).value<std::size_t>(), std::size_t{1});
}

void TestComposePage::everyDialCanBeReset()
{
    const auto page = readyPage();
    const ComposeOrder usual = page->order();
    button(*page, u"composeExpert"_s)->click();
    for (const QString& name : {u"pitchTemperature"_s,
                                u"pitchNucleus"_s,
                                u"stepTemperature"_s,
                                u"stepNucleus"_s,
                                u"durationTemperature"_s,
                                u"durationNucleus"_s,
                                u"velocityTemperature"_s,
                                u"velocityNucleus"_s,
                                u"tempoTemperature"_s,
                                u"tempoNucleus"_s,
                                u"pedalTemperature"_s,
                                u"pedalNucleus"_s,
                                u"partTemperature"_s,
                                u"partNucleus"_s,
                                u"pitchThreshold"_s,
                                u"loopGuardStrength"_s,
                                u"anchor"_s,
                                u"recall"_s,
                                u"polyphony"_s,
                                u"fixedTempo"_s}) {
        auto* field = child<QDoubleSpinBox>(*page, name);
        QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(name));
        field->stepBy(field->value() < field->maximum() ? 1 : -1);
        QVERIFY2(page->order() != usual, qPrintable(name));
        button(*page, name + u"Reset"_s)->click();
        QVERIFY2(page->order() == usual, qPrintable(name));
    }
    for (const QString& name : {u"keyLock"_s, u"lowestPitch"_s, u"highestPitch"_s}) {
        child<QComboBox>(*page, name)->setCurrentIndex(5);
        QVERIFY2(page->order() != usual, qPrintable(name));
        button(*page, name + u"Reset"_s)->click();
        QVERIFY2(page->order() == usual, qPrintable(name));
    }
    button(*page, u"loopGuard"_s)->click();
    QVERIFY(!page->order().settings.loopGuard.enabled);
    button(*page, u"loopGuardReset"_s)->click();
    QVERIFY(page->order() == usual);
}

QTEST_MAIN(TestComposePage)
#include "tst_compose_page.moc"
