#pragma once

#include "ui/compose/compose_order.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace cadenza::ui {

/// What becomes of each part of an ensemble in the next takes: made new, kept as written, or left out. Hidden for a
/// piece of one part. What was chosen for a part holds for its like in other pieces. GUI thread.
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
    /// What was chosen for parts of any piece, where it is not to be made new.
    [[nodiscard]] const PartRoles& chosen() const { return chosen_; }
    void setChosen(const PartRoles& chosen);
    /// Parts, by their keys, that the model has not learnt: they rest where they are to be made new.
    void setUnheard(std::vector<std::string> keys);

Q_SIGNALS:
    void changed();

private:
    struct Row {
        std::size_t part;
        QWidget* line;
        QLabel* swatch;
        QComboBox* role;
    };
    [[nodiscard]] QWidget* makeHead();
    void addRow(std::size_t part, const QString& name);
    [[nodiscard]] generation::PartRole chosenFor(const std::string& key) const;
    void showChosen();
    void showResting(const std::vector<std::string>& keys);
    void remember();
    void paintSwatches();

    std::shared_ptr<const midi::Piece> piece_;
    PartRoles chosen_;
    std::vector<std::string> unheard_;
    std::vector<Row> rows_;
    QVBoxLayout* column_;
    QLabel *resting_, *warning_;
};

} // namespace cadenza::ui
