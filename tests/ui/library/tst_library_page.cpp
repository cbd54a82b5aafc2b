#include "core/midi/tempo_map.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"
#include "ui/library/library_page.h"
#include "ui/library/library_words.h"
#include "ui/library/names_dialog.h"
#include "ui/library/piece_filter.h"
#include "ui/library/piece_model.h"
#include "ui/library/piece_query.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/seed_card.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>
#include <QUrl>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

namespace {

library::Entry entry(const std::string& composer, const std::string& title, int notes)
{
    library::Entry made;
    made.id = composer + "/" + title;
    made.composer = composer;
    made.title = title;
    made.piece = std::make_shared<midi::Piece>(test::wanderingLine(notes));
    made.notes = static_cast<std::size_t>(notes);
    made.length = midi::TempoMap(*made.piece).secondsAt(made.piece->end());
    return made;
}

library::Library collection()
{
    library::Library made;
    made.entries = {entry("Bach", "Prelude 1", 300), entry("Bach", "Prelude 2", 200), entry("Bach", "Prelude 10", 100),
                    entry("Satie", "Gymnopédie", 250)};
    return made;
}

QStringList titlesUnder(const QAbstractItemModel& model, int composer)
{
    QStringList titles;
    const QModelIndex parent = model.index(composer, 0);
    for (int row = 0; row < model.rowCount(parent); ++row)
        titles << model.index(row, 0, parent).data().toString();
    return titles;
}

} // namespace

/// From an empty page to a chosen seed.
class TestLibraryPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Dark); }

    void theModelKeepsQtsRules()
    {
        PieceModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLibrary(collection());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(titlesUnder(model, 0), (QStringList{u"Prelude 1"_s, u"Prelude 2"_s, u"Prelude 10"_s}));
        QCOMPARE(model.index(0, PieceModel::Notes).data().toString(), u"600"_s);
        QCOMPARE(model.indexOf("Bach/Prelude 2").row(), 1);
        QVERIFY(!model.indexOf("nobody/nothing").isValid());
    }

    void theFilterLooksInTitleAndComposer()
    {
        PieceModel model;
        model.setLibrary(collection());
        PieceFilter shown;
        shown.setSourceModel(&model);
        shown.setText(u"bach 10"_s);
        QCOMPARE(shown.rowCount(), 1);
        QCOMPARE(titlesUnder(shown, 0), QStringList{u"Prelude 10"_s});
        shown.setText(u"GYMNO"_s);
        QCOMPARE(titlesUnder(shown, 0), QStringList{u"Gymnopédie"_s});
        shown.setText({});
        QCOMPARE(shown.rowCount(), 2);
    }

    void sortsNumbersByValueAndNamesNaturally()
    {
        PieceModel model;
        model.setLibrary(collection());
        PieceFilter shown;
        shown.setSourceModel(&model);
        shown.sort(PieceModel::Notes, Qt::AscendingOrder);
        QCOMPARE(titlesUnder(shown, 1), (QStringList{u"Prelude 10"_s, u"Prelude 2"_s, u"Prelude 1"_s}));
        shown.sort(PieceModel::Title, Qt::DescendingOrder);
        QCOMPARE(titlesUnder(shown, 1).first(), u"Prelude 10"_s);
    }

    void namesKeys()
    {
        midi::Piece piece;
        QCOMPARE(keyInWords(piece), QString());
        piece.keySignatures = {{Tick{0}, -3, true}};
        QCOMPARE(keyInWords(piece), u"C minor"_s);
        piece.keySignatures = {{Tick{0}, 2, false}};
        QCOMPARE(keyInWords(piece), u"D major"_s);
    }

    void marksPiecesThatAreTheSameMusic()
    {
        const library::Library library = collection();
        PieceModel model;
        model.setLibrary(library);
        model.setTwins(twinsInWords(library, {{0, 3, library::Likeness::Transposed, 2, 1.0}}));
        const QModelIndex marked = model.indexOf("Bach/Prelude 1");
        QCOMPARE(marked.data().toString(), u"Prelude 1 ≈"_s);
        QVERIFY(marked.data(Qt::ToolTipRole).toString().contains(u"Satie, Gymnopédie"_s));
        QVERIFY(marked.data(Qt::ToolTipRole).toString().contains(u"-2 semitones"_s));
        QVERIFY(model.indexOf("Satie/Gymnopédie").data(Qt::ToolTipRole).toString().contains(u"2 semitones"_s));
        QCOMPARE(model.indexOf("Bach/Prelude 2").data().toString(), u"Prelude 2"_s);
    }

    void showsMusicThatComesAfterItsEntry()
    {
        library::Library library = collection();
        const auto music = std::exchange(library.entries.front().piece, nullptr);
        LibraryPage page;
        page.setLibrary(library);
        QCOMPARE(page.selectedPiece(), std::string("Bach/Prelude 1"));
        QVERIFY(page.roll().content().notes().empty());
        page.setMusic("Bach/Prelude 1", music);
        QCOMPARE(page.roll().content().notes().size(), std::size_t{300});
    }

    void offersToCancelWhileMusicIsRead()
    {
        LibraryPage page;
        auto* cancel = page.findChild<QPushButton*>(u"cancelImport"_s);
        QVERIFY(cancel->isHidden());
        page.setImportProgress(0.5, u"a.mid"_s);
        QVERIFY(!cancel->isHidden());
        QSignalSpy wanted(&page, &LibraryPage::cancelRequested);
        cancel->click();
        QCOMPARE(wanted.count(), 1);
        page.setImportProgress(1.0, {});
        QVERIFY(cancel->isHidden());
    }

    void asksForOtherNames()
    {
        LibraryPage page;
        page.setLibrary(collection());
        QSignalSpy wanted(&page, &LibraryPage::editRequested);
        page.findChild<QAction*>(u"editNames"_s)->trigger();
        QCOMPARE(wanted.count(), 1);

        auto* dialog = new NamesDialog("Bach", "Prelude 1", &page);
        QSignalSpy given(dialog, &NamesDialog::given);
        auto* title = dialog->findChild<QLineEdit*>(u"titleField"_s);
        auto* save = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        title->setText(u" "_s);
        QVERIFY(!save->isEnabled());
        title->setText(u"Praeludium "_s);
        save->click();
        QCOMPARE(given.count(), 1);
        QCOMPARE(given.front().at(0).value<std::string>(), std::string("Bach"));
        QCOMPARE(given.front().at(1).value<std::string>(), std::string("Praeludium"));
    }

    void anEmptyPageOffersWhatToDo()
    {
        LibraryPage page;
        QSignalSpy starter(&page, &LibraryPage::starterRequested);
        QSignalSpy folder(&page, &LibraryPage::addFolderRequested);
        page.findChild<QPushButton*>(u"openStarter"_s)->click();
        page.findChild<QPushButton*>(u"addFolder"_s)->click();
        QCOMPARE(starter.count(), 1);
        QCOMPARE(folder.count(), 1);
        QVERIFY(page.findChild<QPushButton*>(u"useSeed"_s)->isHidden());
    }

    void selectsTheFirstPieceAndMarksItsBestSeed()
    {
        LibraryPage page;
        QSignalSpy selected(&page, &LibraryPage::pieceSelected);
        QSignalSpy chosen(&page, &LibraryPage::seedSuggested);
        page.setLibrary(collection());
        QCOMPARE(page.selectedPiece(), std::string("Bach/Prelude 1"));
        QCOMPARE(selected.count(), 1);
        QTRY_VERIFY(page.seed().has_value());
        QCOMPARE(chosen.count(), 1);
        QVERIFY(page.findChild<QPushButton*>(u"useSeed"_s)->isEnabled());
        QTRY_VERIFY(page.findChild<QLabel*>(u"seedReasons"_s)->text().contains(u"64 notes"_s));
        QVERIFY(!page.findChildren<SeedCard*>().isEmpty());
    }

    void keepsTheChosenPieceWhenMusicIsAdded()
    {
        LibraryPage page;
        page.setLibrary(collection());
        page.selectPiece("Satie/Gymnopédie");
        library::Library more = collection();
        more.entries.push_back(entry("Weber", "Rondo", 90));
        page.setLibrary(more);
        QCOMPARE(page.selectedPiece(), std::string("Satie/Gymnopédie"));
    }

    void aChoiceInTheTreeShowsThePiece()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* tree = page.findChild<QTreeView*>(u"pieceTree"_s);
        QSignalSpy selected(&page, &LibraryPage::pieceSelected);
        tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(1, 0)));
        QCOMPARE(page.selectedPiece(), std::string("Satie/Gymnopédie"));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(page.findChild<QLabel*>(u"pieceTitle"_s)->text(), u"Gymnopédie"_s);
        QCOMPARE(page.findChild<QLabel*>(u"pieceFacts"_s)->text(), u"Satie · 250 notes · 1:02 · ♩ = 120"_s);
    }

    void typingShrinksTheTotals()
    {
        LibraryPage page;
        page.setLibrary(collection());
        page.findChild<QLineEdit*>(u"pieceFilter"_s)->setText(u"prelude"_s);
        QVERIFY(page.findChild<QLabel*>(u"libraryTotals"_s)->text().startsWith(u"3 pieces · 1 composer\n600 notes"_s));
    }

    void totalsFollowTheChosenPieces()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* tree = page.findChild<QTreeView*>(u"pieceTree"_s);
        const auto* totals = page.findChild<QLabel*>(u"libraryTotals"_s);
        QVERIFY(totals->text().startsWith(u"4 pieces · 2 composers\n850 notes"_s));
        const QModelIndex bach = tree->model()->index(0, 0);
        tree->selectionModel()->select(bach, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QVERIFY(totals->text().startsWith(u"3 pieces chosen · 1 composer\n600 notes"_s));
        tree->selectionModel()->select(tree->model()->index(0, 0, tree->model()->index(1, 0)),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QVERIFY(totals->text().startsWith(u"4 pieces chosen · 2 composers\n850 notes"_s));
    }

    void totalsAndStatisticsLeaveOutWhatIsNotTrainedOn()
    {
        LibraryPage page;
        page.setLibrary(collection());
        page.setLeftOut({"Bach/Prelude 1"});
        const auto* totals = page.findChild<QLabel*>(u"libraryTotals"_s);
        QVERIFY2(totals->text().startsWith(u"3 of 4 pieces · 2 composers\n550 notes"_s), qPrintable(totals->text()));
        page.setLeftOut({});
        QVERIFY(totals->text().startsWith(u"4 pieces"_s));
    }

    void theTipOfAnEnsembleNamesItsPlayers()
    {
        library::Library made = collection();
        made.entries[0].parts = {{.name = "Violin I", .program = 40, .notes = 9},
                                 {.name = "", .program = 42, .notes = 9}};
        made.entries[1].parts = {{.name = "Piano", .notes = 9}, {.name = "Pedal alone", .notes = 0}};
        for (int player = 0; player < 12; ++player)
            made.entries[2].parts.push_back({.name = "", .program = std::uint8_t(8 * player), .notes = 1});
        PieceModel model;
        model.setLibrary(made);
        const auto tip = [&](const char* id) { return model.indexOf(id).data(Qt::ToolTipRole).toString(); };
        QCOMPARE(tip("Bach/Prelude 1"), u"Prelude 1\nViolin I, Cello"_s);
        QCOMPARE(tip("Bach/Prelude 2"), u"Prelude 2"_s); // one plays
        QVERIFY(tip("Bach/Prelude 10").endsWith(u"and 6 more"));
        const QModelIndex bach = model.index(0, 0);
        QVERIFY(PieceQuery(u"ensemble cello parts=2"_s).accepts(model.figures(0, bach)));
        QVERIFY(!PieceQuery(u"ensemble"_s).accepts(model.figures(1, bach)));
    }

    void theZoomOfTheRollIsPartOfItsLayout()
    {
        LibraryPage page;
        page.setLibrary(collection());
        page.resize(1200, 700);
        page.show();
        page.roll().zoomIn();
        const double width = page.roll().quarterWidth();
        QVERIFY(width > 0.0);
        LibraryPage other;
        other.restoreLayout(page.saveLayout());
        QCOMPARE(other.roll().quarterWidth(), width);
        other.roll().fit();
        QCOMPARE(other.roll().quarterWidth(), 0.0);
        other.restoreLayout({}); // of a version before
        QCOMPARE(other.roll().quarterWidth(), 0.0);
    }

    void countsTheDifferentWordsOfWhatIsChosen()
    {
        LibraryPage page;
        library::Library library = collection();
        for (library::Entry& one : library.entries)
            one.statistics = std::make_shared<library::Statistics>(library::statisticsOf(*one.piece));
        page.setLibrary(library);
        QTRY_VERIFY(page.findChild<QLabel*>(u"libraryTotals"_s)->text().endsWith(u"24 words"_s));
    }

    void aCheckMarkTakesAPieceOutOfTraining()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* tree = page.findChild<QTreeView*>(u"pieceTree"_s);
        std::unordered_set<std::string> out;
        connect(&page, &LibraryPage::leftOutChanged, this, [&](const auto& ids) { out = ids; });
        const QModelIndex bach = tree->model()->index(0, 0);
        const QModelIndex first = tree->model()->index(0, 0, bach);
        QCOMPARE(first.data(Qt::CheckStateRole).toInt(), int{Qt::Checked});
        QVERIFY(tree->model()->setData(first, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(out, (std::unordered_set<std::string>{"Bach/Prelude 1"}));
        QCOMPARE(bach.data(Qt::CheckStateRole).toInt(), int{Qt::PartiallyChecked});
        QVERIFY(tree->model()->setData(bach, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(out.size(), std::size_t{3});
        QVERIFY(tree->model()->setData(bach, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(out.empty());
    }

    void everyColumnCanBeShownAndSortedBy()
    {
        PieceModel model;
        library::Library library = collection();
        library.entries[0].gridFit = 0.25;
        auto statistics = std::make_shared<library::Statistics>(library::statisticsOf(*library.entries[0].piece));
        statistics->key = {3, true, 0.9, 0.1};
        statistics->meanTempoBpm = 131.6;
        library.entries[0].statistics = statistics;
        model.setLibrary(library);
        const QModelIndex bach = model.index(0, 0);
        QCOMPARE(model.index(0, PieceModel::Key, bach).data().toString(), u"E♭ minor"_s);
        QCOMPARE(model.index(0, PieceModel::Tempo, bach).data().toString(), u"132"_s);
        QCOMPARE(model.index(0, PieceModel::Grid, bach).data().toString(), u"25 %"_s);
        PieceFilter shown;
        shown.setSourceModel(&model);
        for (const auto* query : {"eb minor", "e flat minor", "key=eb", "tempo>130", "grid=25"}) {
            shown.setText(QString::fromLatin1(query));
            QCOMPARE(titlesUnder(shown, 0), QStringList{u"Prelude 1"_s});
        }
        shown.setText({});
        shown.sort(PieceModel::Tempo, Qt::DescendingOrder);
        QCOMPARE(titlesUnder(shown, 0).first(), u"Prelude 1"_s);

        LibraryPage page;
        page.findChild<QAction*>(u"column3"_s)->trigger();
        QVERIFY(!page.findChild<QTreeView*>(u"pieceTree"_s)->isColumnHidden(PieceModel::Key));
        LibraryPage tomorrow;
        tomorrow.restoreLayout(page.saveLayout());
        QVERIFY(!tomorrow.findChild<QTreeView*>(u"pieceTree"_s)->isColumnHidden(PieceModel::Key));
    }

    void howSeedsAndRollAreShownIsRemembered()
    {
        LibraryPage page;
        page.findChild<QComboBox*>(u"seedSnap"_s)->setCurrentIndex(2);
        page.findChild<QComboBox*>(u"seedSort"_s)->setCurrentIndex(3);
        page.findChild<QSpinBox*>(u"seedLength"_s)->setValue(96);
        page.findChild<QAction*>(u"velocityLane"_s)->setChecked(false);
        page.findChild<QAction*>(u"colourByPart"_s)->setChecked(true);
        LibraryPage tomorrow;
        tomorrow.restoreLayout(page.saveLayout());
        QCOMPARE(tomorrow.findChild<QComboBox*>(u"seedSnap"_s)->currentIndex(), 2);
        QCOMPARE(tomorrow.findChild<QComboBox*>(u"seedSort"_s)->currentIndex(), 3);
        QCOMPARE(tomorrow.findChild<QSpinBox*>(u"seedLength"_s)->value(), 96);
        QVERIFY(!tomorrow.findChild<QAction*>(u"velocityLane"_s)->isChecked());
        QVERIFY(tomorrow.findChild<QAction*>(u"pedalLane"_s)->isChecked());
        QVERIFY(tomorrow.findChild<QAction*>(u"colourByPart"_s)->isChecked());
        tomorrow.setLibrary(collection());
        QVERIFY(tomorrow.roll().places().velocity.isNull());
    }

    void aModelThatReadsTheMusicGivesAReason()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* sort = page.findChild<QComboBox*>(u"seedSort"_s);
        const auto heard = [&] {
            for (const SeedCard* card : page.findChildren<SeedCard*>())
                if (!card->isHidden() && card->seed().window.valueOf(seeds::kSurpriseReason) < 0.0)
                    return false;
            return !page.findChildren<SeedCard*>().empty();
        };
        QTRY_VERIFY(page.seed());
        QVERIFY(!heard());
        QVERIFY(sort->findData(QString::fromLatin1(seeds::kSurpriseReason)) < 0);
        page.setNetwork(std::make_shared<const model::Network>(test::randomModel({.hidden = 16, .layers = 1}, 3)));
        QVERIFY(sort->findData(QString::fromLatin1(seeds::kSurpriseReason)) > 0);
        QTRY_VERIFY(heard());
        page.findChild<QTreeView*>(u"pieceTree"_s)->selectAll();
        QTRY_VERIFY(heard() && page.findChildren<SeedCard*>().last()->seed().entryId != "");
        page.setNetwork(nullptr);
        QVERIFY(sort->findData(QString::fromLatin1(seeds::kSurpriseReason)) < 0);
        QTRY_VERIFY(!heard());
    }

    void aPieceThatIsShownIsSeenInTheList()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* field = page.findChild<QLineEdit*>(u"pieceFilter"_s);
        field->setText(u"satie"_s);
        page.selectPiece("Satie/Gymnopédie");
        QCOMPARE(field->text(), u"satie"_s);
        page.setLibrary(collection()); // files changed: the filter stays
        QCOMPARE(field->text(), u"satie"_s);
        page.selectPiece("Bach/Prelude 2");
        QVERIFY(field->text().isEmpty());
        QCOMPARE(page.findChild<QTreeView*>(u"pieceTree"_s)->currentIndex().data().toString(), u"Prelude 2"_s);
    }

    void severalPiecesShareTheGallery()
    {
        LibraryPage page;
        page.setLibrary(collection());
        auto* tree = page.findChild<QTreeView*>(u"pieceTree"_s);
        tree->selectAll();
        const auto cardOf = [&](const std::string& id) {
            for (SeedCard* card : page.findChildren<SeedCard*>())
                if (card->seed().entryId == id)
                    return card;
            return static_cast<SeedCard*>(nullptr);
        };
        QTRY_VERIFY(cardOf("Satie/Gymnopédie"));
        QSignalSpy selected(&page, &LibraryPage::pieceSelected);
        const NoteRange range = cardOf("Satie/Gymnopédie")->range();
        Q_EMIT cardOf("Satie/Gymnopédie")->chosen(range.first, range.count);
        QCOMPARE(page.selectedPiece(), std::string("Satie/Gymnopédie"));
        QCOMPARE(page.seed(), range);
        QCOMPARE(selected.count(), 1);
        QVERIFY(tree->selectionModel()->selectedRows().size() > 1); // still
    }

    void saysWhatWasWrongWithAFile()
    {
        LibraryPage page;
        library::Library library = collection();
        library.entries[0].diagnostics = {{midi::Severity::Warning, "a track ends early", 1, 1234}};
        page.setLibrary(library);
        auto* troubles = page.findChild<QAbstractButton*>(u"pieceTroubles"_s);
        QVERIFY(!troubles->isHidden());
        troubles->click();
        QCOMPARE(page.messages().message(), u"a track ends early, in track 2, at byte 1,234"_s);
        page.selectPiece("Satie/Gymnopédie");
        QVERIFY(troubles->isHidden());
    }

    void offersWhatWasOpenedBefore()
    {
        LibraryPage page;
        page.setRecent({"/music/bach", "/music/satie.zip"});
        QSignalSpy added(&page, &LibraryPage::addRequested);
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->text() == u"/music/satie.zip"_s)
                button->click();
        QCOMPARE(added.count(), 1);
        QCOMPARE(added[0][0].value<std::vector<std::filesystem::path>>(),
                 (std::vector<std::filesystem::path>{"/music/satie.zip"}));
    }

    void aSeedFromTheRollIsToldAndPlayed()
    {
        LibraryPage page;
        page.resize(1200, 700);
        page.show();
        page.setLibrary(collection());
        QTRY_VERIFY(page.seed().has_value());
        QSignalSpy chosen(&page, &LibraryPage::seedChosen);
        page.setSeed(std::nullopt);
        page.roll().fit();
        QTest::mouseClick(page.roll().viewport(), Qt::LeftButton, {}, page.roll().placeOf(30).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][1].value<std::size_t>(), std::size_t{64});
        QSignalSpy played(&page, &LibraryPage::playSeedRequested);
        page.findChild<QPushButton*>(u"hearSeed"_s)->click();
        QCOMPARE(played[0][0].value<std::size_t>(), chosen[0][0].value<std::size_t>());
        QSignalSpy used(&page, &LibraryPage::useSeedRequested);
        page.findChild<QPushButton*>(u"useSeed"_s)->click();
        QCOMPARE(used.count(), 1);
    }

    void takesWhatIsDropped()
    {
        LibraryPage page;
        QSignalSpy added(&page, &LibraryPage::addRequested);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/music/a folder"_s), QUrl::fromLocalFile(u"/music/b.zip"_s)});
        QDragEnterEvent entering({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page, &entering);
        QVERIFY(entering.isAccepted());
        QDropEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&page, &event);
        QCOMPARE(added.count(), 1);
        QCOMPARE(added[0][0].value<std::vector<std::filesystem::path>>(),
                 (std::vector<std::filesystem::path>{"/music/a folder", "/music/b.zip"}));
    }

    void everyControlHasAName()
    {
        LibraryPage page;
        page.setLibrary(collection());
        for (const auto* button : page.findChildren<QAbstractButton*>())
            if (!button->objectName().startsWith("qt_"_L1) && !button->inherits("QLineEditIconButton"))
                QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                         qPrintable(button->objectName()));
    }
};

QTEST_MAIN(TestLibraryPage)
#include "tst_library_page.moc"
