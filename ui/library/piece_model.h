#pragma once

#include "core/library/library.h"

#include <QAbstractItemModel>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace cadenza::ui {

/// A library as a tree: composers, and under each their pieces. Shares the music; read only. Data for `SortRole` sorts
/// by value, for `SearchRole` is the folded text a filter looks in, for `IdRole` the entry's id (empty for composers).
class PieceModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Title, Notes, Length, Columns };
    enum Role { SortRole = Qt::UserRole, SearchRole, IdRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setLibrary(const library::Library& library);
    /// What to say of pieces that are the same music as others, by id: they are marked, and their tip says it.
    void setTwins(std::unordered_map<std::string, QString> words);
    [[nodiscard]] const library::Entry* entry(const QModelIndex& index) const; ///< null for a composer
    [[nodiscard]] const library::Entry* entry(const std::string& id) const;
    [[nodiscard]] QModelIndex indexOf(const std::string& id) const;
    [[nodiscard]] const std::vector<library::Entry>& entries() const { return entries_; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Composer {
        QString name;
        std::size_t first{0}, count{0}; ///< entries are sorted by composer
        std::size_t notes{0};
        Seconds length{0.0};
    };
    [[nodiscard]] QVariant composerData(const Composer& composer, int column, int role) const;
    [[nodiscard]] QVariant pieceData(const library::Entry& entry, std::size_t at, int column, int role) const;

    std::vector<library::Entry> entries_;
    std::vector<QString> searchTexts_;
    std::vector<Composer> composers_;
    std::unordered_map<std::string, QString> twins_;
};

/// "G major" or "C♯ minor" as the file says it; empty when the piece does not say.
[[nodiscard]] QString keyInWords(const midi::Piece& piece);

} // namespace cadenza::ui
