#pragma once

#include "core/library/library.h"

#include <QList>
#include <QModelIndexList>
#include <QWidget>

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QTreeView;

namespace cadenza::ui {

class PieceFilter;
class PieceModel;
class PiecePictures;

/// The collection at the left of the library page: a filter field, composers with their pieces, and what it all comes
/// to. Check marks say what is trained on.
class PieceTree : public QWidget {
    Q_OBJECT

public:
    explicit PieceTree(QWidget* parent = nullptr);

    void setLibrary(const library::Library& library);
    void update(const library::Entry& entry);                      ///< see `PieceModel::update`
    void setTwins(std::unordered_map<std::string, QString> words); ///< see `PieceModel::setTwins`
    void setLeftOut(std::unordered_set<std::string> ids);          ///< see `PieceModel::setLeftOut`
    /// What was opened before, newest first, for the menu.
    void setRecent(const std::vector<std::filesystem::path>& paths);
    void offerEnsembles(bool offered); ///< in the same menu
    /// Shows and marks a piece; says nothing. Several chosen pieces stay chosen when it is one of them.
    void select(const std::string& id);
    /// The same; a filter that hides the piece goes.
    void reveal(const std::string& id);
    /// The pieces that are chosen, with those of chosen composers; when it is but one, all that are
    /// shown and trained on.
    [[nodiscard]] std::vector<const library::Entry*> chosen() const;
    /// How many different notes and chords `chosen` holds, once it is known.
    void setDistinctWords(std::size_t words);
    [[nodiscard]] bool severalChosen() const;
    [[nodiscard]] const PieceModel& model() const { return *model_; }
    [[nodiscard]] QByteArray saveColumns() const;
    void restoreColumns(const QByteArray& state);

Q_SIGNALS:
    void pieceSelected(const std::string& id);
    void chosenChanged(); ///< `chosen` gives other pieces
    void leftOutChanged(const std::unordered_set<std::string>& ids);
    void editRequested(const std::string& id); ///< of composer and title
    void addRequested(const std::vector<std::filesystem::path>& paths);
    void addFilesRequested();
    void addFolderRequested();
    void starterRequested();
    void ensemblesRequested();
    void drawRequested(); ///< of a seed, from nothing

private:
    void filter(const QString& text);
    void showTotals();
    [[nodiscard]] QString totalsInWords() const;
    void makeRoom();
    [[nodiscard]] QWidget* addButton();
    void addActions();
    void addColumnMenu();
    void trainOnChosen();
    [[nodiscard]] std::vector<const library::Entry*> piecesUnder(const QModelIndexList& rows) const;
    [[nodiscard]] std::vector<const library::Entry*> shown() const;

    PieceModel* model_;
    PieceFilter* shown_;
    PiecePictures* pictures_;
    QLineEdit* field_;
    QTreeView* tree_;
    QLabel* totals_;
    QMenu* addMenu_;
    QAction* ensembles_{nullptr};
    QList<QAction*> recent_;
    std::optional<std::size_t> words_;
    bool silent_{false}; ///< the selection moves because a caller said so
};

} // namespace cadenza::ui
