#include "core/base/file.h"
#include "core/generation/settings_json.h"
#include "core/midi/midi_reader.h"
#include "core/training/training_trace.h"
#include "tests/support/fake_learner.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"
#include "ui/compose/compose_controls.h"
#include "ui/compose/compose_page.h"
#include "ui/document/take_family.h"
#include "ui/library/library_page.h"
#include "ui/project/project_keeper.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/message_bar.h"
#include "ui/window/compose_presenter.h"
#include "ui/window/playback_presenter.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QProcess>
#include <QSignalSpy>
#include <QSpinBox>
#include <QUndoStack>

#include <atomic>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20000;

/// When a note was last begun, from another thread.
class ListeningSink final : public playback::MessageSink {
public:
    void send(playback::ChannelMessage message, std::int64_t) noexcept override
    {
        if (message.kind() == playback::kNoteOn && message.data2 > 0 && heardAt < 0)
            heardAt = clock.elapsed();
    }
    QElapsedTimer clock;
    std::atomic<qint64> heardAt{-1}; ///< ms on the clock; −1: nothing yet
};

/// A model that knows the starter collection's fingerprints.
model::Model wellRead(const library::Library& library)
{
    model::Model model = *test::randomModel({.hidden = 32, .layers = 1});
    model.card.name = "Well-read";
    originality::Fingerprints fingerprints;
    for (const library::Entry& entry : library.entries)
        fingerprints.add(training::sourcePieceOf(entry, encoding::encode(*entry.piece, encoding::TimeBase::Beats)));
    model.fingerprints = std::make_shared<const originality::Fingerprints>(std::move(fingerprints));
    return model;
}

/// The first note, after a while, whose next sixteen notes follow each other like no others of the piece.
std::size_t uniquePassage(const midi::Piece& piece)
{
    constexpr std::size_t length = 16;
    const auto notes = midi::notesInOrder(piece);
    const auto alike = [&](std::size_t a, std::size_t b) {
        for (std::size_t i = 1; i < length; ++i)
            if (notes[a + i].note.pitch - notes[a].note.pitch != notes[b + i].note.pitch - notes[b].note.pitch)
                return false;
        return true;
    };
    for (std::size_t first = 64; first + 64 < notes.size(); ++first) {
        std::size_t count = 0;
        for (std::size_t other = 0; other + length < notes.size(); ++other)
            count += alike(first, other) ? 1 : 0;
        if (count == 1)
            return first;
    }
    return 0;
}

} // namespace

/// The last mile of the job: many takes from a seed, heard and compared, cut and continued, kept and found again.
class TestManyTakes : public QObject {
    Q_OBJECT

    test::WindowUnderTest window_;
    std::shared_ptr<ListeningSink> sink_{std::make_shared<ListeningSink>()};
    std::vector<generation::Take> kept_;
    std::vector<Descent> descents_;

    [[nodiscard]] Document& document() { return window_.document(); }
    [[nodiscard]] ComposePage& page() { return *window_->findChild<ComposePage*>(); }
    [[nodiscard]] PianoRoll& roll() { return *window_.visible<PianoRoll>(u"composeRoll"_s); }

    void open()
    {
        const auto model = window_.filePath(u"ready.safetensors"_s).toStdString();
        if (!std::filesystem::exists(model))
            QVERIFY(model::writeModel(model, *test::randomModel({.hidden = 32, .layers = 1})));
        QVERIFY(window_.open(test::fakeLearners(), model, window_.filePath(u"project"_s).toStdString(), false, sink_));
        QTRY_VERIFY_WITH_TIMEOUT(document().seed().has_value() && document().network(), kPatienceMs);
        window_.click(u"composeTab"_s);
    }
    void waitUntilKept()
    {
        const auto done =
            window_->keeper().withProject([](project::Project&, std::stop_token) { return Result<void>(); });
        QTRY_VERIFY_WITH_TIMEOUT(done.isFinished(), kPatienceMs);
    }
    void waitUntilKnown() ///< by their ids
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            std::ranges::all_of(document().takeLabels(), [](const TakeLabel& label) { return label.id.value > 0; }),
            kPatienceMs);
    }
    template <class Widget>
    [[nodiscard]] Widget& in(int take, const QString& name)
    {
        auto* row = page().findChild<QWidget*>(u"take%1"_s.arg(take));
        Q_ASSERT(row);
        return *row->findChild<Widget*>(name);
    }

private Q_SLOTS:
    void initTestCase() { open(); }

    void eightTakesSoundAtOnceAndAreCompared()
    {
        page().findChild<QDoubleSpinBox*>(u"takeCount"_s)->setValue(8);
        page().findChild<QSpinBox*>(u"takeLength"_s)->setValue(60);
        window_->playback().stop();
        sink_->heardAt = -1;
        sink_->clock.start();
        QTest::mouseClick(window_.visible(u"generateButton"_s), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(sink_->heardAt >= 0, qPrintable(page().messages().message()), kPatienceMs);
        qInfo("The first take sounded %lld ms after the click.", static_cast<long long>(sink_->heardAt.load()));
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{8}, kPatienceMs);
        QCOMPARE(window_->playback().cued().kind, Playable::Kind::Take);
        QTRY_VERIFY(window_->playback().state().playing);

        // Another take from the same moment on.
        const Seconds before = window_->playback().state().position;
        in<QAbstractButton>(3, u"playTake"_s).click();
        QTRY_COMPARE(window_->playback().cued().take, std::size_t{2});
        QVERIFY(window_->playback().state().playing);
        QTRY_VERIFY(window_->playback().state().position >= before);
        QVERIFY(window_->playback().state().position < before + Seconds{5.0});
        QCOMPARE(page().chosenTake(), std::optional<std::size_t>(2));
        window_.click(u"playButton"_s);
        QTRY_VERIFY(!window_->playback().state().playing);
    }

    void aSecondGenerationLeavesWhatIsStarred()
    {
        waitUntilKnown();
        in<QAbstractButton>(2, u"starTake"_s).click();
        const midi::Piece starred = document().takes()[1].piece;
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"star Take 2"_s, kPatienceMs);
        window_.click(u"generateButton"_s);
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{9}, kPatienceMs);
        QVERIFY(document().takes().back().piece == starred);
        QVERIFY(document().takeLabels().back().starred);
        waitUntilKnown();
        QTRY_COMPARE_WITH_TIMEOUT(document().steps().undoText(), u"make 8 takes"_s, kPatienceMs);
        document().steps().undo(); // those of before are in sight again
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{8}, kPatienceMs);
        QVERIFY(document().takes()[1].piece == starred);
    }

    void aTakeIsCutAndGoesOnInBranches()
    {
        page().chooseTake(1);
        const std::size_t note = document().takes()[1].seedNotes + 20;
        QTRY_VERIFY(roll().content().notes().size() > note);
        roll().showNotes({note, 1});
        QTest::mouseClick(roll().viewport(), Qt::LeftButton, {}, roll().placeOf(note).center());
        QVERIFY(page().markedNote());
        const std::size_t cut = *page().markedNote();
        window_.click(u"continueFromHere"_s);
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{10}, kPatienceMs);
        const auto& parent = document().takes()[1];
        for (const std::size_t branch : {2U, 3U}) {
            QCOMPARE(document().descents()[branch].parent, std::optional<std::size_t>(1));
            QCOMPARE(document().descents()[branch].music, parent.seedNotes);
            const generation::Take& take = document().takes()[branch];
            QCOMPARE(take.seedNotes, cut);
            QVERIFY(midi::excerpt(take.piece, 0, 8) == midi::excerpt(parent.piece, 0, 8));
        }
        QVERIFY(document().takes()[2].piece != document().takes()[3].piece);
        QCOMPARE(page().nameOf(2), u"Take 2.1"_s);
        QCOMPARE(page().chosenTake(), std::optional<std::size_t>(2));
    }

    void anAlternativeAndAStretchAnewAreBranchesToo()
    {
        waitUntilKnown();
        page().findChild<QDoubleSpinBox*>(u"steeredCount"_s)->setValue(1);
        const std::size_t note = document().takes()[0].seedNotes + 10;
        Q_EMIT page().alternativeRequested(0, note, 99);
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{11}, kPatienceMs);
        QCOMPARE(document().descents()[1].parent, std::optional<std::size_t>(0));
        QCOMPARE(midi::notesInOrder(document().takes()[1].piece)[note].note.pitch, std::uint8_t{99});
        waitUntilKnown();
        Q_EMIT page().redrawRequested(0, {.first = note, .notes = 8});
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), std::size_t{12}, kPatienceMs);
        QCOMPARE(document().descents()[2].parent, std::optional<std::size_t>(0));
        QVERIFY(document().takes()[2].piece != document().takes()[0].piece);
        waitUntilKnown();
        kept_ = document().takes();
        descents_ = document().descents();
    }

    void exportedItComesBackAsMusic()
    {
        const QString file = window_.filePath(u"branch.mid"_s);
        QSignalSpy exported(&window_->compose(), &ComposePresenter::exported);
        const auto place = static_cast<std::size_t>(
            std::ranges::find_if(document().descents(), [](const Descent& descent) { return descent.parent == 3; })
            - document().descents().begin());
        QVERIFY(place < document().takes().size());
        window_->compose().exportTake(place, file.toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);
        const std::size_t before = document().library().entries.size();
        window_->openPaths({file.toStdString()});
        QTRY_COMPARE_WITH_TIMEOUT(document().library().entries.size(), before + 1, kPatienceMs);
        const library::Entry& entry = *std::ranges::find_if(
            document().library().entries, [&](const auto& one) { return one.source.filename() == "branch.mid"; });
        document().select(entry.id);
        QVERIFY(entry.piece);
        QVERIFY(midi::notesInOrder(*entry.piece) == midi::notesInOrder(document().takes()[place].piece));
    }

    void everythingIsThereAfterARestart()
    {
        waitUntilKept();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(document().takes().size(), kept_.size(), kPatienceMs);
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            QVERIFY(document().takes()[i].piece == kept_[i].piece);
            QVERIFY(document().takes()[i].settings == kept_[i].settings);
            QCOMPARE(document().descents()[i].parent, descents_[i].parent);
            QCOMPARE(document().descents()[i].music, descents_[i].music);
        }
        QCOMPARE(std::ranges::count_if(document().takeLabels(), &TakeLabel::starred), 1);
        QTRY_COMPARE(page().order().takes, std::size_t{8}); // how takes are to be is remembered too
        QCOMPARE(page().order().settings.ending.notes, 60);
    }

    void theSettingsOfATakeMakeItAgainExactly()
    {
        std::size_t place = 0; // a take on the seed, not a branch
        while (document().descents()[place].parent || document().takes()[place].index != 5)
            ++place;
        const generation::Take wanted = document().takes()[place];
        page().findChild<QAbstractButton*>(u"composeExpert"_s)->click();
        page().findChild<QDoubleSpinBox*>(u"pitchTemperature"_s)->setValue(1.7);
        page().findChild<QDoubleSpinBox*>(u"takeCount"_s)->setValue(2);
        Q_EMIT page().settingsWanted(place);
        QVERIFY(page().order().settings == wanted.settings);
        QCOMPARE(page().order().randomSeed, wanted.randomSeed);
        QVERIFY(page().order().takes > wanted.index);
        window_.click(u"generateButton"_s);
        QSignalSpy made(&window_->compose(), &ComposePresenter::made);
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, kPatienceMs);
        QVERIFY(document().takes()[wanted.index].piece == wanted.piece);
        QVERIFY(document().takes()[wanted.index].insights == wanted.insights);
    }

    void theCommandLineMakesTheSameFile()
    {
        const generation::Take take = document().takes().front();
        QCOMPARE(take.index, std::size_t{0});
        const QString here = window_.filePath(u"window.mid"_s);
        QSignalSpy exported(&window_->compose(), &ComposePresenter::exported);
        window_->compose().exportTake(0, here.toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);

        const Seed seed = *document().descents().front().seed;
        const library::Entry& entry = *document().entry(seed.entryId);
        QVERIFY(
            writeFileAtomically(window_.filePath(u"settings.json"_s).toStdString(), generation::toJson(take.settings)));
        QProcess program;
        program.start(QStringLiteral(CADENZA_CLI),
                      {u"generate"_s, window_.filePath(u"ready.safetensors"_s), u"--seed"_s,
                       u"%1:%2"_s.arg(QString::fromStdString(entry.source.string())).arg(seed.first), u"--seed-notes"_s,
                       QString::number(seed.count), u"--settings"_s, window_.filePath(u"settings.json"_s),
                       u"--random-seed"_s, QString::number(take.randomSeed), u"--takes"_s, u"1"_s, u"--out"_s,
                       window_.filePath(u"cli"_s)});
        QVERIFY(program.waitForFinished(kPatienceMs));
        QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
        const auto mine = readFile(here.toStdString());
        const auto theirs = readFile(window_.filePath(u"cli/take-01.mid"_s).toStdString());
        QVERIFY(mine && theirs);
        QVERIFY(*mine == *theirs);
    }

    void aPastedPassageIsNamedWithPieceAndBarAndARandomWalkIsNot()
    {
        const auto network = std::make_shared<const model::Network>(
            std::make_shared<const model::Model>(wellRead(document().library())));
        const library::Entry* source = nullptr;
        for (const library::Entry& entry : document().library().entries)
            if (entry.notes >= 200 && (!source || entry.notes > source->notes))
                source = &entry;
        QVERIFY(source && source->piece);
        const std::size_t from = uniquePassage(*source->piece);
        QVERIFY(from > 0);
        generation::Take pasted;
        pasted.modelHash = network->contentHash();
        pasted.piece = midi::excerpt(*source->piece, from, 60);
        pasted.seedNotes = 8;
        pasted.events = encoding::encode(pasted.piece, encoding::TimeBase::Beats).events;
        generation::Take walk =
            *generation::generateOne(*network, *document().seedPiece(), {.pitch = {.temperature = 10.0}}, 60, 0, 3);
        document().setNetwork(network);
        document().setTakes({pasted, walk});
        page().chooseTake(0);
        auto& words = in<QLabel>(1, u"takeOrigin"_s);
        QTRY_VERIFY_WITH_TIMEOUT(words.text().endsWith(u"notes copied"_s), kPatienceMs);
        QCOMPARE(in<QLabel>(2, u"takeOrigin"_s).text(), u"all its own"_s);
        const auto notes = midi::notesInOrder(*source->piece);
        const int bar = midi::TempoMap(*source->piece).barAt(notes[from].note.onset).bar;
        const QString sentence = page().findChild<QLabel*>(u"inspectedOrigin"_s)->text();
        QVERIFY2(sentence.contains(
                     u"as in %1, bar %2"_s.arg(QString::fromStdString(training::sourceNameOf(*source))).arg(bar)),
                 qPrintable(sentence));

        page().findChild<QAbstractButton*>(u"showSource"_s)->click();
        QTRY_COMPARE(document().selectedEntry()->id, source->id);
        const auto& roll = window_->findChild<LibraryPage*>()->roll();
        QVERIFY(roll.isVisible());
        QCOMPARE(roll.content().time().barAt(Tick{roll.content().notes()[*roll.mark()].onset}).bar, bar);
    }

    void cleanupTestCase() { window_->close(); }
};

QTEST_MAIN(TestManyTakes)
#include "tst_many_takes.moc"
