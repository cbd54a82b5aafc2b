#pragma once

#include "core/generation/part_takes.h"

#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

/// What becomes of each part of an ensemble in the next takes: made new, kept as written, or left out. Hidden for a
/// piece of one part. What was chosen for a part is remembered from piece to piece. GUI thread.
class PartRolesPanel : public QWidget {
    Q_OBJECT

public:
    explicit PartRolesPanel(QWidget* parent = nullptr);

    /// The piece that the seed comes from, with all its parts.
    void setPiece(std::shared_ptr<const midi::Piece> piece);
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    /// One for each part of the piece; none where it is no ensemble.
    [[nodiscard]] std::vector<generation::PartRole> roles() const;
    [[nodiscard]] bool anythingNew() const; ///< or there is nothing to choose
    void setRoles(const std::vector<generation::PartRole>& roles);

Q_SIGNALS:
    void changed();

private:
    struct Row {
        std::size_t part;
        QWidget* line;
        QLabel* swatch;
        QComboBox* role;
    };
    void addRow(std::size_t part, const QString& name);
    void remember();
    void paintSwatches();

    std::shared_ptr<const midi::Piece> piece_;
    std::map<std::string, generation::PartRole> chosen_; ///< by the part's key
    std::vector<Row> rows_;
    QVBoxLayout* column_;
    QLabel* warning_;
};

} // namespace cadenza::ui
