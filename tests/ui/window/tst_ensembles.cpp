#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "tests/support/ensemble.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "tests/ui/window/window_walk.h"
#include "ui/compose/compose_page.h"
#include "ui/library/library_page.h"
#include "ui/roll/part_row.h"
#include "ui/roll/piano_roll.h"
#include "ui/training/training_page.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/export_sources.h"
#include "ui/window/playback_presenter.h"
#include "ui/window/shown_takes.h"
#include "ui/window/training_presenter.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <atomic>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

/// Counts the notes of each channel, from another thread.
class ChannelCounts final : public playback::MessageSink {
public:
    void send(playback::ChannelMessage message, std::int64_t) noexcept override
    {
        if (message.kind() == playback::kNoteOn && message.data2 > 0)
            ++notes[message.status & 0x0F];
        else if (message.kind() == playback::kProgramChange)
            programs[message.status & 0x0F] = message.data1;
    }
    void forget()
    {
        for (auto& count : notes)
            count = 0;
    }
    std::array<std::atomic<int>, 16> notes{};
    std::array<std::atomic<int>, 16> programs{};
};

} // namespace

/// Music for several instruments, through the real window: seen and heard part by part.
class TestEnsembles : public QObject {
    Q_OBJECT

    test::WindowUnderTest window_;
    QTemporaryDir folder_;
    std::shared_ptr<ChannelCounts> heard_ = std::make_shared<ChannelCounts>();

    [[nodiscard]] PianoRoll& roll() { return window_->findChild<LibraryPage*>()->roll(); }
    [[nodiscard]] PartRow* row(int part) { return window_.visible<PartRow>(u"partRow%1"_s.arg(part)); }
    [[nodiscard]] auto shownOf(int part)
    {
        return std::ranges::count_if(roll().content().notes(),
                                     [&](const RollNote& note) { return !note.hidden && note.part == part - 1; });
    }
    /// Plays a little more than a bar of the piece.
    void listen()
    {
        window_->playback().stop();
        heard_->forget();
        window_->playback().toggle();
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{2.2}, kPatienceMs);
        window_->playback().stop();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto bytes = midi::writeMidi(test::ensemble(24));
        const std::filesystem::path file = folder_.filePath(u"Ensemble.mid"_s).toStdString();
        QVERIFY(writeFileAtomically(file, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())));
        QVERIFY(window_.open(test::fakeLearners(), {}, {}, false, heard_));
        window_->openPaths({file});
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().seed().has_value(), kPatienceMs);
        QTRY_VERIFY(row(4));
    }

    void theListShowsEveryPart()
    {
        QCOMPARE(row(1)->name(), u"Flute"_s);
        QCOMPARE(row(2)->name(), u"Violin I"_s);
        QCOMPARE(row(3)->accessibleDescription(), u"Cello · 92 notes"_s);
        QCOMPARE(row(4)->name(), u"Drums"_s);
    }

    void partsPlayWithTheirPrograms()
    {
        listen();
        QCOMPARE(heard_->programs[0].load(), 73);
        QCOMPARE(heard_->programs[1].load(), 40);
        QCOMPARE(heard_->programs[2].load(), 42);
        for (const int channel : {0, 1, 2, 9})
            QVERIFY2(heard_->notes[static_cast<std::size_t>(channel)] > 0, qPrintable(QString::number(channel)));
    }

    void theEyeHidesAPartInTheRollButNotForTheEar()
    {
        const auto notes = shownOf(1);
        QVERIFY(notes > 0);
        window_.click(u"showPart1"_s);
        QCOMPARE(shownOf(1), 0);
        QVERIFY(shownOf(2) > 0);
        listen();
        QVERIFY(heard_->notes[0] > 0);
        row(1)->setFocus();
        QTest::keyClick(row(1), Qt::Key_H);
        QCOMPARE(shownOf(1), notes);
    }

    void muteAndSoloAreHeardAtOnceAndThePracticePanelIsInStep()
    {
        auto* muteBox = window_->findChild<QCheckBox*>(u"mutePart1"_s);
        QVERIFY(!muteBox->isChecked());
        window_.click(u"mutePartInList1"_s);
        QVERIFY(muteBox->isChecked());
        listen();
        QCOMPARE(heard_->notes[0].load(), 0);
        QVERIFY(heard_->notes[1] > 0);
        muteBox->click(); // and the other way round
        QVERIFY(!window_.visible<QToolButton>(u"mutePartInList1"_s)->isChecked());

        row(3)->setFocus();
        QTest::keyClick(row(3), Qt::Key_S);
        QVERIFY(window_->findChild<QCheckBox*>(u"soloPart3"_s)->isChecked());
        listen();
        QVERIFY(heard_->notes[2] > 0);
        for (const int channel : {0, 1, 9})
            QCOMPARE(heard_->notes[static_cast<std::size_t>(channel)].load(), 0);
        QTest::keyClick(row(3), Qt::Key_S);
    }

    void aMuteHoldsForTheSeedTooAndIsRememberedWithItsPiece()
    {
        window_.click(u"mutePartInList4"_s);
        window_.click(u"hearSeed"_s);
        QTRY_COMPARE(window_->playback().cued().kind, Playable::Kind::Seed);
        const auto seedParts = window_->playback().cued().piece->parts;
        const auto drums = std::ranges::find(seedParts, true, &midi::Part::drums);
        QVERIFY(drums != seedParts.end());
        QVERIFY(window_->findChild<QCheckBox*>(u"mutePart%1"_s.arg(drums - seedParts.begin() + 1))->isChecked());
        window_->playback().stop();

        const std::string ensemble = window_.document().selectedEntry()->id;
        window_->openStarter();
        QTRY_VERIFY_WITH_TIMEOUT(window_.document().library().entries.size() > 1, kPatienceMs);
        const auto& entries = window_.document().library().entries;
        const auto piano = std::ranges::find_if(entries, [&](const auto& entry) { return entry.id != ensemble; });
        window_.document().select(piano->id);
        QTRY_VERIFY(!row(1)); // a piano piece shows nothing new
        window_.document().select(ensemble);
        QTRY_VERIFY(row(4));
        QVERIFY(window_.visible<QToolButton>(u"mutePartInList4"_s)->isChecked());
        window_.click(u"showAllParts"_s);
        QVERIFY(!window_.visible<QToolButton>(u"mutePartInList4"_s)->isChecked());
    }

    void anotherInstrumentIsHeardExportedAndTakenBack()
    {
        row(2)->setFocus();
        QTest::keyClick(row(2), Qt::Key_I);
        auto* menu = row(2)->findChild<QMenu*>(u"instrumentMenu"_s);
        QVERIFY(menu);
        menu->findChild<QAction*>(u"instrument57"_s)->trigger();
        menu->close();
        QCOMPARE(row(2)->accessibleDescription(), u"Trumpet · 192 notes"_s);
        listen();
        QCOMPARE(heard_->programs[1].load(), 56);
        window_.click(u"hearSeed"_s);
        QTRY_COMPARE(window_->playback().cued().kind, Playable::Kind::Seed);
        window_->playback().stop();
        for (const ExportSource& source : selectedMusic(window_.document(), window_->playback().orchestration()))
            QCOMPARE(int{source.piece->parts[1].program}, 56);
        QCOMPARE(int{window_.document().selectedEntry()->piece->parts[1].program}, 40); // the music stays as it is
        QCOMPARE(window_.document().steps().undoText(), u"play Violin I on Trumpet"_s);
        window_.document().steps().undo();
        QCOMPARE(row(2)->accessibleDescription(), u"Violin · 192 notes"_s);
        listen();
        QCOMPARE(heard_->programs[1].load(), 40);
    }

    void aSelectionOfPartsIsLearntFrom()
    {
        window_->showPage(NavigationRail::Page::Train);
        auto* choice = window_.visible<QPushButton>(u"trainingParts"_s);
        QVERIFY(choice);
        QCOMPARE(choice->text(), u"All parts"_s);
        auto* notes = window_.visible<QLabel>(u"materialNotes"_s);
        const QString all = notes->text();
        choice->menu()->findChild<QAction*>(u"trainOn strings"_s)->trigger();
        QCOMPARE(choice->text(), u"Strings"_s);
        QVERIFY(notes->text() != all);
        auto* page = window_->findChild<TrainingPage*>();
        QCOMPARE(page->config().parts.words, std::vector<std::string>{"strings"});

        QSignalSpy ended(&window_->training(), &TrainingPresenter::ended);
        auto config = page->config();
        config.time.reset();
        config.epochs = 1.0;
        Q_EMIT page->trainRequested(config);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
        const auto learnt = page->models().back().run->facts;
        QCOMPARE(learnt.trainNotes + learnt.validNotes, std::size_t{192 + 92}); // violin and cello
        choice->menu()->findChild<QAction*>(u"trainOnAllParts"_s)->trigger();
        QCOMPARE(choice->text(), u"All parts"_s);
    }

    void onePartIsMadeOverKeptOnesPlayedAndExported()
    {
        const std::string ensemble = window_.document().selectedEntry()->id;
        const midi::Piece source = *window_.document().selectedEntry()->piece;
        window_.document().setSeed({ensemble, 60, 64});
        window_->findChild<ComposePage*>()->setParts(ensemble,
                                                     std::make_shared<const midi::Piece>(source)); // read before
        window_.document().setNetwork(
            std::make_shared<const model::Network>(test::randomModel({.hidden = 32, .layers = 1, .parts = 2 * 17})));
        window_->showPage(NavigationRail::Page::Compose);
        const auto role = [&](int part, generation::PartRole wanted) {
            auto* box = window_.visible<QComboBox>(u"partRole%1"_s.arg(part));
            QVERIFY(box);
            box->setCurrentIndex(static_cast<int>(wanted));
        };
        role(1, generation::PartRole::New);
        role(2, generation::PartRole::Kept);
        role(3, generation::PartRole::Kept);
        role(4, generation::PartRole::LeftOut);
        QSignalSpy made(&window_->compose(), &ComposePresenter::made);
        window_.click(u"generateButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, kPatienceMs);
        window_->playback().stop();

        const generation::Take& take = window_.document().takes().front();
        QCOMPARE(take.piece.parts.size(), std::size_t{3});
        const Tick start = midi::notesInOrder(source)[60].note.onset;
        for (const std::size_t kept : {1U, 2U}) {
            QCOMPARE(take.piece.parts[kept].name, source.parts[kept].name);
            QCOMPARE(take.piece.parts[kept].program, source.parts[kept].program);
            for (midi::Note note : take.piece.parts[kept].notes) {
                note.onset += start;
                QVERIFY(std::ranges::find(source.parts[kept].notes, note) != source.parts[kept].notes.end());
            }
        }
        const auto roles = takeRoles(window_.document(), 0);
        const auto placed = midi::notesInOrder(take.piece);
        for (std::size_t note = take.seedNotes; note < placed.size(); ++note)
            QCOMPARE(roles[note], placed[note].part == 0 ? NoteRole::Made : NoteRole::Music);
        QVERIFY(std::ranges::count(roles, NoteRole::Made) > 0);

        heard_->forget();
        window_->compose().playTake(0);
        QTRY_VERIFY_WITH_TIMEOUT(window_->playback().state().position > Seconds{2.2}, kPatienceMs);
        window_->playback().stop();
        for (const std::size_t part : {0U, 1U, 2U})
            QCOMPARE(heard_->programs[take.piece.parts[part].channel].load(), int{take.piece.parts[part].program});

        QSignalSpy exported(&window_->compose(), &ComposePresenter::exported);
        const std::filesystem::path file = folder_.filePath(u"take.mid"_s).toStdString();
        window_->compose().exportTake(0, file);
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);
        const auto bytes = readFile(file);
        QVERIFY(bytes);
        const auto reading = midi::readMidi(*bytes, midi::Strictness::Strict);
        QVERIFY(reading);
        const midi::Piece& back = reading->sequences.front();
        QCOMPARE(back.parts.size(), take.piece.parts.size());
        for (std::size_t part = 0; part < back.parts.size(); ++part) {
            QCOMPARE(back.parts[part].name, take.piece.parts[part].name);
            QCOMPARE(back.parts[part].program, take.piece.parts[part].program);
            QCOMPARE(back.parts[part].notes.size(), take.piece.parts[part].notes.size());
        }
    }

    void theKeptPartsOfATakeAreKnownAsSoonAsItsPieceIsRead()
    {
        const auto takes = window_.document().takes();
        const auto descents = window_.document().descents();
        const library::Library library = window_.document().library();
        const std::string ensemble = window_.document().selectedEntry()->id;
        const auto seed = window_.document().seed();
        auto& roll = *window_->findChild<PianoRoll*>(u"composeRoll"_s);
        const auto keptNotes = [&] { // a project has its takes before its music
            return std::ranges::count(roll.content().notes(), NoteRole::Music, &RollNote::role);
        };
        const auto kept = keptNotes();
        QVERIFY(kept > 0);
        window_.document().replaceLibrary({});
        window_.document().setTakes(takes, {}, descents);
        QCOMPARE(keptNotes(), 0);
        window_.document().replaceLibrary(library);
        QCOMPARE(keptNotes(), kept);
        window_.document().select(ensemble);
        window_.document().setSeed(*seed);
    }

    void whatGoesOnFromATakeKeepsItsParts()
    {
        const midi::Piece take = window_.document().takes().front().piece;
        const std::size_t cut = window_.document().takes().front().seedNotes + 12;
        auto* page = window_->findChild<ComposePage*>();
        QSignalSpy made(&window_->compose(), &ComposePresenter::made);
        const auto steered = [&](auto&& wish) {
            const auto before = made.count();
            wish();
            (void)QTest::qWaitFor([&] { return made.count() > before; }, kPatienceMs);
            window_->playback().stop();
            const auto& descents = window_.document().descents();
            const auto newest =
                std::find_if(descents.rbegin(), descents.rend(), [](const Descent& d) { return d.parent == 0; });
            return static_cast<std::size_t>(descents.rend() - newest) - 1;
        };
        const auto keepsItsParts = [&](std::size_t place) {
            QVERIFY(place < window_.document().takes().size());
            QCOMPARE(keptParts(window_.document(), place), (std::vector{false, true, true}));
            const auto roles = takeRoles(window_.document(), place);
            const auto placed = midi::notesInOrder(window_.document().takes()[place].piece);
            for (std::size_t note = cut; note < placed.size(); ++note)
                QCOMPARE(roles[note], placed[note].part == 0 ? NoteRole::Made : NoteRole::Music);
        };
        const std::size_t onwards = steered([&] { Q_EMIT page->continueRequested(0, cut); });
        keepsItsParts(onwards);
        QCOMPARE(window_.document().takes()[onwards].seedNotes, cut);
        QVERIFY(window_->playback().cued().name.startsWith(u"Take 1."));

        const generation::InfillRange stretch{cut, 9};
        const std::size_t redrawn = steered([&] { Q_EMIT page->redrawRequested(0, stretch); });
        keepsItsParts(redrawn);
        const midi::Piece& other = window_.document().takes()[redrawn].piece;
        for (const std::size_t kept : {1U, 2U})
            QVERIFY(other.parts[kept].notes == take.parts[kept].notes);
    }

    void theSeedsMenuKeepsOnePart()
    {
        auto* keep = window_->findChild<QAction*>(u"keepPart3"_s);
        QVERIFY(keep && keep->isEnabled());
        QVERIFY(!window_->findChild<QAction*>(u"keepLeftHand"_s)); // hands are a piano's
        QSignalSpy made(&window_->compose(), &ComposePresenter::made);
        keep->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, kPatienceMs);
        window_->playback().stop();
        QCOMPARE(window_.visible<QComboBox>(u"partRole3"_s)->currentIndex(),
                 static_cast<int>(generation::PartRole::Kept));
        QCOMPARE(window_.visible<QComboBox>(u"partRole4"_s)->currentIndex(),
                 static_cast<int>(generation::PartRole::New));
    }

    void withoutAPartToMakeThereIsNothingToGenerate()
    {
        for (int part = 1; part <= 4; ++part)
            window_.visible<QComboBox>(u"partRole%1"_s.arg(part))->setCurrentIndex(1);
        QVERIFY(window_.visible<QLabel>(u"partRolesWarning"_s));
        QVERIFY(!window_.visible<QPushButton>(u"generateButton"_s)->isEnabled());
        window_.visible<QComboBox>(u"partRole1"_s)->setCurrentIndex(0);
        QVERIFY(window_.visible<QPushButton>(u"generateButton"_s)->isEnabled());
    }

    void everyPageFitsIntoASmallWindow()
    {
        window_->resize(1280, 720);
        using Page = NavigationRail::Page;
        for (const Page page : {Page::Library, Page::Train, Page::Compose}) {
            window_->showPage(page);
            QTest::qWait(0);
            for (const QStringList& found :
                 {test::troublesOn(*window_.operator->()), test::namelessIn(*window_.operator->()),
                  test::unreachedIn(*window_.operator->())})
                QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
    }
};

QTEST_MAIN(TestEnsembles)
#include "tst_ensembles.moc"
