#include "ui/library/piece_model.h"

#include "ui/roll/roll_words.h"
#include "ui/style/icon.h"
#include "ui/style/palette.h"
#include "ui/style/theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace cadenza::ui {
namespace {

constexpr quintptr kComposerNode = ~quintptr{0}; ///< internal id of a composer; a piece has its composer's row

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString searchTextOf(const library::Entry& entry)
{
    return QString::fromStdString(entry.title + ' ' + entry.composer + ' ').toCaseFolded()
           + (entry.piece ? keyInWords(*entry.piece).toCaseFolded() : QString());
}

QString diagnosticsInWords(const library::Entry& entry)
{
    QStringList lines;
    for (const midi::Diagnostic& diagnostic : entry.diagnostics)
        if (diagnostic.severity != midi::Severity::Note && lines.size() < 6)
            lines << QString::fromStdString(diagnostic.what);
    return lines.join(u'\n');
}

} // namespace

QString keyInWords(const midi::Piece& piece)
{
    if (piece.keySignatures.empty())
        return {};
    static const char16_t* majors[] = {u"C♭", u"G♭", u"D♭", u"A♭", u"E♭", u"B♭", u"F", u"C",
                                       u"G",  u"D",  u"A",  u"E",  u"B",  u"F♯", u"C♯"};
    static const char16_t* minors[] = {u"A♭", u"E♭", u"B♭", u"F",  u"C",  u"G",  u"D", u"A",
                                       u"E",  u"B",  u"F♯", u"C♯", u"G♯", u"D♯", u"A♯"};
    const midi::KeySignature& key = piece.keySignatures.front();
    const int at = std::clamp<int>(key.sharps, -7, 7) + 7;
    return key.minor ? PieceModel::tr("%1 minor").arg(QString::fromUtf16(minors[at]))
                     : PieceModel::tr("%1 major").arg(QString::fromUtf16(majors[at]));
}

void PieceModel::setLibrary(const library::Library& library)
{
    beginResetModel();
    entries_ = library.entries;
    std::ranges::stable_sort(entries_, {}, &library::Entry::composer);
    searchTexts_.clear();
    composers_.clear();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const library::Entry& entry = entries_[i];
        searchTexts_.push_back(searchTextOf(entry));
        if (i == 0 || entry.composer != entries_[i - 1].composer) {
            const QString name = QString::fromStdString(entry.composer);
            composers_.push_back({name.isEmpty() ? tr("Unknown composer") : name, i, 0, 0, Seconds{0.0}});
        }
        Composer& composer = composers_.back();
        ++composer.count;
        composer.notes += entry.notes;
        composer.length += entry.length;
    }
    endResetModel();
}

void PieceModel::setTwins(std::unordered_map<std::string, QString> words)
{
    twins_ = std::move(words);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex composer = index(row, 0);
        Q_EMIT dataChanged(index(0, Title, composer), index(rowCount(composer) - 1, Title, composer));
    }
}

const library::Entry* PieceModel::entry(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kComposerNode)
        return nullptr;
    return &entries_[composers_[index.internalId()].first + static_cast<std::size_t>(index.row())];
}

const library::Entry* PieceModel::entry(const std::string& id) const
{
    return entry(indexOf(id));
}

QModelIndex PieceModel::indexOf(const std::string& id) const
{
    for (std::size_t c = 0; c < composers_.size(); ++c)
        for (std::size_t i = 0; i < composers_[c].count; ++i)
            if (entries_[composers_[c].first + i].id == id)
                return createIndex(static_cast<int>(i), 0, c);
    return {};
}

QModelIndex PieceModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : kComposerNode);
}

QModelIndex PieceModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kComposerNode)
        return {};
    return createIndex(static_cast<int>(index.internalId()), 0, kComposerNode);
}

int PieceModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(composers_.size());
    if (parent.internalId() != kComposerNode || parent.column() > 0)
        return 0;
    return static_cast<int>(composers_[static_cast<std::size_t>(parent.row())].count);
}

int PieceModel::columnCount(const QModelIndex&) const
{
    return Columns;
}

QVariant PieceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Title)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() != Title)
        return currentPalette().secondaryText;
    if (role == Qt::FontRole && index.column() != Title) {
        QFont font = figureFont(QGuiApplication::font());
        font.setPixelSize(measure::kSmallTextPixels);
        return font;
    }
    if (index.internalId() == kComposerNode)
        return composerData(composers_[static_cast<std::size_t>(index.row())], index.column(), role);
    const std::size_t at = composers_[index.internalId()].first + static_cast<std::size_t>(index.row());
    return pieceData(entries_[at], at, index.column(), role);
}

QVariant PieceModel::composerData(const Composer& composer, int column, int role) const
{
    if (role == Qt::FontRole) {
        QFont font = QGuiApplication::font();
        font.setWeight(QFont::DemiBold);
        return font;
    }
    if (role == SearchRole)
        return composer.name.toCaseFolded();
    if (role == Qt::ToolTipRole)
        return tr("%1: %2 pieces, %3 notes, %4")
            .arg(composer.name, number(composer.count), number(composer.notes), clockTime(composer.length));
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case Title: return composer.name;
    case Notes: return role == SortRole ? QVariant(qulonglong{composer.notes}) : number(composer.notes);
    case Length: return role == SortRole ? QVariant(composer.length.count()) : clockTime(composer.length);
    default: return {};
    }
}

QVariant PieceModel::pieceData(const library::Entry& entry, std::size_t at, int column, int role) const
{
    if (role == SearchRole)
        return searchTexts_[at];
    if (role == IdRole)
        return QString::fromStdString(entry.id);
    const QString trouble =
        role == Qt::ToolTipRole || role == Qt::DecorationRole ? diagnosticsInWords(entry) : QString();
    if (role == Qt::DecorationRole && column == Title && !trouble.isEmpty())
        return icon(QStringLiteral("warning"), Tint::Warning);
    const auto twin = twins_.find(entry.id);
    if (role == Qt::ToolTipRole) {
        QStringList lines{trouble.isEmpty() ? QString::fromStdString(entry.title) : trouble};
        if (twin != twins_.end())
            lines << twin->second;
        return lines.join(u'\n');
    }
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case Title:
        return QString::fromStdString(entry.title)
               + (role == Qt::DisplayRole && twin != twins_.end() ? QStringLiteral(" ≈") : QString());
    case Notes: return role == SortRole ? QVariant(qulonglong{entry.notes}) : number(entry.notes);
    case Length: return role == SortRole ? QVariant(entry.length.count()) : clockTime(entry.length);
    default: return {};
    }
}

QVariant PieceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != Title)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title: return tr("Piece");
    case Notes: return tr("Notes");
    case Length: return tr("Length");
    default: return {};
    }
}

} // namespace cadenza::ui
