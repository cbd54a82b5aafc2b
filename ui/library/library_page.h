#pragma once

#include "core/library/library.h"
#include "ui/roll/roll_content.h"

#include <QWidget>

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace cadenza::seeds {
struct ScoredWindow;
}

namespace cadenza::ui {

class ElidedLabel;
class MessageBar;
class PianoRoll;
class PieceTree;
class SeedFinder;
class SeedGallery;
struct SeedFindings;

/// Where music is brought in and a seed is found: the collection, the roll of one piece, its best seeds. Takes values,
/// emits wishes; it scores seeds in the background and opens no dialogs. GUI thread.
class LibraryPage : public QWidget {
    Q_OBJECT

public:
    explicit LibraryPage(QWidget* parent = nullptr);

    void setLibrary(const library::Library& library);
    /// Shows a piece of the library; says nothing. Its best seed is marked as soon as it is known (`seedChosen` tells).
    void selectPiece(const std::string& id);
    /// The music of an entry that came without it; it is shown when the entry is selected.
    void setMusic(const std::string& id, std::shared_ptr<const midi::Piece> piece);
    /// What to say of pieces that are the same music as others, by id.
    void setTwins(std::unordered_map<std::string, QString> words);
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

    [[nodiscard]] PianoRoll& roll() { return *roll_; }
    [[nodiscard]] MessageBar& messages() { return *messages_; }
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    void addRequested(const std::vector<std::filesystem::path>& paths); ///< dropped on the page
    void addFilesRequested();
    void addFolderRequested();
    void starterRequested();
    void pieceSelected(const std::string& id);
    void editRequested(const std::string& id);
    void cancelRequested(); ///< of the import that `setImportProgress` shows
    void seedChosen(std::size_t first, std::size_t count);
    void playSeedRequested(std::size_t first, std::size_t count);
    void useSeedRequested();
    void learnRequested(); ///< from this collection, and then to continue the seed
    void keyStruck(int pitch);
    void seekRequested(cadenza::Seconds position);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeMiddle();
    QWidget* makeEmptyState();
    QToolButton* makeTool(const QString& name, const QString& iconName, const QString& words);
    void connectParts();
    void showPiece(const library::Entry& entry);
    void nameThePiece(const library::Entry& entry);
    void findSeeds();
    void showFindings(const SeedFindings& findings);
    void chooseSeed(std::size_t first, std::size_t count);
    void seedChanged();
    void explainSeed(const seeds::ScoredWindow& window);
    void setDropping(bool dropping);

    library::Library library_;
    std::string selected_;
    std::shared_ptr<const midi::Piece> piece_;
    SeedFinder* finder_;

    MessageBar* messages_;
    QProgressBar* progress_;
    QLabel* progressWords_;
    QPushButton* cancel_;
    QStackedWidget* pages_;
    QSplitter* splitter_;
    PieceTree* tree_;
    PianoRoll* roll_;
    SeedGallery* gallery_;
    ElidedLabel *title_, *facts_, *reasons_;
    QToolButton *showTree_, *showGallery_, *zoomIn_, *zoomOut_, *fit_;
    QPushButton *hear_, *learn_, *use_;
    bool learningOffered_{false};
};

} // namespace cadenza::ui
