#pragma once

#include "core/library/library.h"

#include <QWidget>

#include <string>
#include <unordered_map>

class QLabel;
class QLineEdit;
class QTreeView;

namespace cadenza::ui {

class PieceFilter;
class PieceModel;

/// The collection at the left of the library page: a filter field, composers with their pieces, and what it all comes
/// to.
class PieceTree : public QWidget {
    Q_OBJECT

public:
    explicit PieceTree(QWidget* parent = nullptr);

    void setLibrary(const library::Library& library);
    void setTwins(std::unordered_map<std::string, QString> words); ///< see `PieceModel::setTwins`
    /// Shows and marks a piece; says nothing.
    void select(const std::string& id);
    [[nodiscard]] const PieceModel& model() const { return *model_; }

Q_SIGNALS:
    void pieceSelected(const std::string& id);
    void editRequested(const std::string& id); ///< of composer and title
    void addFilesRequested();
    void addFolderRequested();
    void starterRequested();

private:
    void filter(const QString& text);
    void showTotals();
    [[nodiscard]] QWidget* addButton();
    void addActions();

    PieceModel* model_;
    PieceFilter* shown_;
    QLineEdit* field_;
    QTreeView* tree_;
    QLabel* totals_;
    bool silent_{false}; ///< the selection moves because a caller said so
};

} // namespace cadenza::ui
