#pragma once

#include "core/library/library.h"
#include "ui/library/piece_query.h"

#include <QAbstractItemModel>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace cadenza::ui {

/// A library as a tree: composers, and under each their pieces. Shares the music. A check mark says what is trained on.
/// Data for `SortRole` sorts by value, for `IdRole` is the entry's id (empty for composers), for `SharedRole` how much
/// of a title's start others of the composer share.
class PieceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Title, Notes, Length, Key, Tempo, Grid, Columns };
    enum Role { SortRole = Qt::UserRole, IdRole, SharedRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setLibrary(const library::Library& library);
    /// Another state of an entry that is there already, by its id.
    void update(const library::Entry& entry);
    /// What to say of pieces that are the same music as others, by id: they are marked, and their tip says it.
    void setTwins(std::unordered_map<std::string, QString> words);
    /// Pieces that are not trained on, by id.
    void setLeftOut(std::unordered_set<std::string> ids);
    [[nodiscard]] const std::unordered_set<std::string>& leftOut() const { return leftOut_; }
    [[nodiscard]] const library::Entry* entry(const QModelIndex& index) const; ///< null for a composer
    /// The pieces at an index: one, or all of a composer.
    [[nodiscard]] std::vector<const library::Entry*> entriesAt(const QModelIndex& index) const;
    /// What a filter looks at; `parent` is a composer.
    [[nodiscard]] const PieceFigures& figures(int row, const QModelIndex& parent) const;
    [[nodiscard]] const library::Entry* entry(const std::string& id) const;
    [[nodiscard]] QModelIndex indexOf(const std::string& id) const;
    [[nodiscard]] const std::vector<library::Entry>& entries() const { return entries_; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void leftOutChanged(); ///< by `setData`

private:
    struct Composer {
        QString name;
        std::size_t first{0}, count{0}; ///< entries are sorted by composer
        std::size_t notes{0};
        Seconds length{0.0};
    };
    [[nodiscard]] QVariant composerData(const Composer& composer, int column, int role) const;
    [[nodiscard]] QVariant pieceData(const library::Entry& entry, std::size_t at, int column, int role) const;
    [[nodiscard]] QVariant valueOf(const library::Entry& entry, std::size_t at, int column, int role) const;
    [[nodiscard]] Qt::CheckState trained(const Composer& composer) const;
    void checksChanged();

    std::vector<library::Entry> entries_;
    std::unordered_map<std::string, std::pair<std::size_t, int>> places_; ///< composer and row, by id
    std::vector<PieceFigures> figures_;
    std::vector<QString> keys_;
    std::vector<int> shared_;
    std::unordered_set<std::string> leftOut_;
    std::vector<Composer> composers_;
    std::unordered_map<std::string, QString> twins_;
};

/// The key a piece sounds in, or that its file names where it was not measured: "G major".
[[nodiscard]] QString keyInWords(const library::Entry& entry);

/// "G major" or "C♯ minor" as the file says it; empty when the piece does not say.
[[nodiscard]] QString keyInWords(const midi::Piece& piece);

} // namespace cadenza::ui
