#include "tests/support/music.h"
#include "ui/compose/compose_page.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const midi::Piece> line(int notes)
{
    return std::make_shared<const midi::Piece>(test::wanderingLine(notes));
}

generation::Take take(int seedNotes, int notes)
{
    generation::Take made;
    made.piece = test::wanderingLine(seedNotes + notes);
    made.seedNotes = static_cast<std::size_t>(seedNotes);
    made.events.resize(static_cast<std::size_t>(notes));
    return made;
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
    child<QDoubleSpinBox>(*page, u"takeLength"_s)->setValue(120);
    child<QLineEdit>(*page, u"randomSeed"_s)->setText(u"77"_s);
    button(*page, u"generateButton"_s)->click();
    QCOMPARE(asked.size(), 1);
    const auto order = asked[0][0].value<ComposeOrder>();
    QCOMPARE(order.takes, std::size_t{3});
    QCOMPARE(order.notes, std::size_t{120});
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

QTEST_MAIN(TestComposePage)
#include "tst_compose_page.moc"
