#pragma once

#include "core/library/library.h"
#include "core/model/network.h"
#include "ui/roll/roll_content.h"
#include "ui/seeds/seed_comparison.h"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QUndoStack;

namespace cadenza::ui {

class CollectionCount;
class EmptyLibrary;
class MessageBar;
class PageHeader;
class PartMixer;
class PianoRoll;
class PieceTree;
class PieceView;
class SeedDesk;
class SeedGallery;
class StatisticsView;

/// Where music is brought in and a seed is found: the collection, the roll of one piece, its best seeds. Takes values,
/// emits wishes; it scores seeds in the background and opens no dialogs. GUI thread.
class LibraryPage : public QWidget {
    Q_OBJECT

public:
    /// Edits become steps of `steps`, parts are shown as `mixer` says, and both must outlive the page; it has its own
    /// where there are none.
    explicit LibraryPage(QWidget* parent = nullptr, QUndoStack* steps = nullptr, PartMixer* mixer = nullptr);

    void setLibrary(const library::Library& library);
    /// Shows a piece of the library; says nothing. Its best seed is marked as soon as it is known (`seedChosen` tells).
    void selectPiece(const std::string& id);
    /// The music of an entry that came without it; it is shown when the entry is selected.
    void setMusic(const std::string& id, std::shared_ptr<const midi::Piece> piece);
    /// What to say of pieces that are the same music as others, by id.
    void setTwins(std::unordered_map<std::string, QString> words);
    /// Pieces that are not trained on, by id.
    void setLeftOut(std::unordered_set<std::string> ids);
    /// Seeds that a person has starred, in any pieces.
    void setStars(std::vector<SeedPlace> stars);
    /// The model whose surprise at a seed is a reason for or against it; null for none.
    void setNetwork(std::shared_ptr<const model::Network> network);
    /// What was opened before, newest first.
    void setRecent(const std::vector<std::filesystem::path>& paths);
    void offerEnsembles(bool offered); ///< whether there is music in several parts to try
    [[nodiscard]] const std::string& selectedPiece() const { return selected_; }
    void setSeed(std::optional<NoteRange> seed);
    [[nodiscard]] std::optional<NoteRange> seed() const;

    /// What the page's one main action is called now, and its tip.
    void setMainAction(const QString& words, const QString& tip);
    /// Whether learning from the collection is offered beside the main action.
    void offerLearning(bool offered);
    void setPlayhead(Seconds position, bool playing);
    void hidePlayhead();
    /// Which seed plays now, for the stop symbols.
    void setPlayingSeed(std::optional<NoteRange> range);
    /// While music is read: `fraction` 0…1; empty `what` ends it.
    void setImportProgress(double fraction, const QString& what);

    [[nodiscard]] PianoRoll& roll();
    [[nodiscard]] MessageBar& messages() { return *messages_; }
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    void addRequested(const std::vector<std::filesystem::path>& paths); ///< dropped on the page
    void addFilesRequested();
    void addFolderRequested();
    void starterRequested();
    void ensemblesRequested();
    void pieceSelected(const std::string& id);
    void editRequested(const std::string& id);
    void cancelRequested(); ///< of the import that `setImportProgress` shows
    void leftOutChanged(const std::unordered_set<std::string>& ids);
    void starsChanged(const std::vector<cadenza::ui::SeedPlace>& stars);
    void seedChosen(std::size_t first, std::size_t count);
    void seedSuggested(std::size_t first, std::size_t count); ///< chosen by the page, where nobody has
    void playSeedRequested(std::size_t first, std::size_t count);
    void editSeedRequested(); ///< of a copy of the seed, by hand
    void drawSeedRequested(); ///< of a new one, from nothing
    /// Notes of a seed of one's own were edited; all of it is the seed.
    void musicEdited(const std::string& id, const std::shared_ptr<const midi::Piece>& piece);
    void rangeChosen(cadenza::Seconds from, cadenza::Seconds to); ///< to be played over and over
    void rangeCleared();
    void useSeedRequested();
    void exportRequested(); ///< of the selected piece or its seed
    void learnRequested();  ///< from this collection, and then to continue the seed
    void keyStruck(int pitch);
    void seekRequested(cadenza::Seconds position);

private:
    void arrange();
    QWidget* makeBars();
    void connectHeader();
    void connectPieces();
    void connectSeeds();
    void showPiece(const library::Entry& entry);
    void bringPiece(const std::string& id);
    void chosenPiecesChanged();
    void takeEdit(const std::shared_ptr<const midi::Piece>& piece);
    void setDropping(bool dropping);
    [[nodiscard]] library::Entry* entry(const std::string& id);

    library::Library library_;
    std::string selected_;
    CollectionCount* counter_;

    MessageBar* messages_;
    QProgressBar* progress_;
    QLabel* progressWords_;
    QPushButton* cancel_;
    PageHeader* header_;
    QStackedWidget *pages_, *middle_;
    EmptyLibrary* empty_;
    QSplitter* splitter_;
    PieceTree* tree_;
    PieceView* view_;
    StatisticsView* statistics_;
    SeedGallery* gallery_;
    SeedDesk* desk_;
};

} // namespace cadenza::ui
