#include "ui/library/piece_model.h"

#include "core/midi/instruments.h"
#include "ui/library/library_words.h"
#include "ui/library/title_fitting.h"
#include "ui/roll/part_words.h"
#include "ui/roll/roll_words.h"
#include "ui/style/icon.h"
#include "ui/style/palette.h"
#include "ui/style/theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <iterator>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr quintptr kComposerNode = ~quintptr{0}; ///< internal id of a composer; a piece has its composer's row

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

/// "e♭ minor" is also found as "eb" and "e flat".
QString keySearchText(const QString& key)
{
    QString typed = key;
    typed.replace(u'♭', u'b').replace(u'♯', u'#');
    QString spelled = key;
    spelled.replace(u'♭', QStringLiteral(" flat")).replace(u'♯', QStringLiteral(" sharp"));
    return key + u' ' + typed + u' ' + spelled;
}

/// The parts that have notes, without them.
midi::Piece playersIn(const library::Entry& entry)
{
    midi::Piece players;
    for (const library::PartSummary& part : entry.parts)
        if (part.notes > 0)
            players.parts.push_back(library::silentPart(part));
    return players;
}

/// What the parts are called and what plays them: "violin i violin strings ensemble".
QString searchTextOf(const midi::Piece& players)
{
    std::string text;
    for (const midi::Part& part : players.parts)
        for (const std::string_view name :
             {std::string_view(part.name), midi::instrumentOf(part), midi::nameOf(midi::familyOf(part))})
            text += std::string(name) + ' ';
    return QString::fromStdString(text) + (players.parts.size() > 1 ? PieceModel::tr("ensemble") : QString());
}

/// "Violin I, Violin II, Viola and 9 more"; empty for a piece of one part.
QString playersInWords(const midi::Piece& players)
{
    constexpr std::size_t most = 6;
    const std::vector<QString> names = partNames(players);
    if (names.size() < 2)
        return {};
    const std::size_t named = names.size() > most + 1 ? most : names.size();
    const QString all = QStringList(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(named)).join(u", "_s);
    return named == names.size() ? all : PieceModel::tr("%1 and %2 more").arg(all).arg(names.size() - named);
}

PieceFigures figuresOf(const library::Entry& entry, const QString& key)
{
    PieceFigures figures;
    const QString folded = key.toCaseFolded();
    const midi::Piece players = playersIn(entry);
    figures.text = QString::fromStdString(entry.title + ' ' + entry.composer + ' ').toCaseFolded()
                   + keySearchText(folded) + u' ' + searchTextOf(players).toCaseFolded();
    figures.key = QString(folded).replace(u'♭', u'b').replace(u'♯', u'#');
    figures.notes = static_cast<double>(entry.notes);
    figures.seconds = entry.length.count();
    figures.tempoBpm = entry.statistics ? std::round(entry.statistics->meanTempoBpm) : 0.0;
    figures.gridPercent = 100.0 * entry.gridFit;
    figures.parts = static_cast<double>(players.parts.size());
    return figures;
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

QString keyInWords(const library::Entry& entry)
{
    if (entry.statistics && entry.statistics->notes > 0)
        return QString::fromStdString(entry.statistics->key.name());
    return entry.piece ? keyInWords(*entry.piece) : QString();
}

void PieceModel::setLibrary(const library::Library& library)
{
    beginResetModel();
    entries_ = library.entries;
    std::ranges::stable_sort(entries_, {}, &library::Entry::composer);
    places_.clear();
    figures_.clear();
    keys_.clear();
    shared_.clear();
    composers_.clear();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const library::Entry& entry = entries_[i];
        keys_.push_back(keyInWords(entry));
        figures_.push_back(figuresOf(entry, keys_.back()));
        if (i == 0 || entry.composer != entries_[i - 1].composer) {
            const QString name = QString::fromStdString(entry.composer);
            composers_.push_back({name.isEmpty() ? tr("Unknown composer") : name, i, 0, 0, Seconds{0.0}});
        }
        Composer& composer = composers_.back();
        places_.emplace(entry.id, std::pair(composers_.size() - 1, static_cast<int>(composer.count)));
        ++composer.count;
        composer.notes += entry.notes;
        composer.length += entry.length;
    }
    for (const Composer& composer : composers_) {
        QStringList titles;
        for (std::size_t i = 0; i < composer.count; ++i)
            titles << QString::fromStdString(entries_[composer.first + i].title);
        std::ranges::copy(sharedPrefixes(titles), std::back_inserter(shared_));
    }
    endResetModel();
}

void PieceModel::update(const library::Entry& entry)
{
    const QModelIndex index = indexOf(entry.id);
    if (!index.isValid())
        return;
    Composer& composer = composers_[index.internalId()];
    const std::size_t at = composer.first + static_cast<std::size_t>(index.row());
    composer.notes += entry.notes - entries_[at].notes;
    composer.length += entry.length - entries_[at].length;
    entries_[at] = entry;
    keys_[at] = keyInWords(entry);
    figures_[at] = figuresOf(entry, keys_[at]);
    Q_EMIT dataChanged(index, index.siblingAtColumn(Columns - 1));
}

void PieceModel::setTwins(std::unordered_map<std::string, QString> words)
{
    twins_ = std::move(words);
    checksChanged();
}

void PieceModel::setLeftOut(std::unordered_set<std::string> ids)
{
    leftOut_ = std::move(ids);
    checksChanged();
}

void PieceModel::checksChanged()
{
    if (composers_.empty())
        return;
    Q_EMIT dataChanged(index(0, Title), index(rowCount() - 1, Title));
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex composer = index(row, 0);
        Q_EMIT dataChanged(index(0, Title, composer), index(rowCount(composer) - 1, Title, composer));
    }
}

Qt::CheckState PieceModel::trained(const Composer& composer) const
{
    const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(composer.first);
    const auto out = std::count_if(first, first + static_cast<std::ptrdiff_t>(composer.count),
                                   [this](const library::Entry& entry) { return leftOut_.contains(entry.id); });
    if (out == 0)
        return Qt::Checked;
    return static_cast<std::size_t>(out) == composer.count ? Qt::Unchecked : Qt::PartiallyChecked;
}

bool PieceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Title)
        return false;
    const bool isTrained = value.toInt() == Qt::Checked;
    for (const library::Entry* entry : entriesAt(index))
        if (isTrained)
            leftOut_.erase(entry->id);
        else
            leftOut_.insert(entry->id);
    checksChanged();
    Q_EMIT leftOutChanged();
    return true;
}

Qt::ItemFlags PieceModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return index.isValid() && index.column() == Title ? flags | Qt::ItemIsUserCheckable : flags;
}

std::vector<const library::Entry*> PieceModel::entriesAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    if (const library::Entry* one = entry(index))
        return {one};
    std::vector<const library::Entry*> all;
    const Composer& composer = composers_[static_cast<std::size_t>(index.row())];
    for (std::size_t i = 0; i < composer.count; ++i)
        all.push_back(&entries_[composer.first + i]);
    return all;
}

const PieceFigures& PieceModel::figures(int row, const QModelIndex& parent) const
{
    return figures_[composers_[static_cast<std::size_t>(parent.row())].first + static_cast<std::size_t>(row)];
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
    const auto place = places_.find(id);
    return place == places_.end() ? QModelIndex() : createIndex(place->second.second, 0, place->second.first);
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
    if (role == Qt::TextAlignmentRole && index.column() != Title && index.column() != Key)
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
    if (role == Qt::CheckStateRole && column == Title)
        return trained(composer);
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
    if (role == Qt::CheckStateRole && column == Title)
        return leftOut_.contains(entry.id) ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::ForegroundRole && leftOut_.contains(entry.id))
        return currentPalette().secondaryText;
    if (role == SharedRole)
        return shared_[at];
    if (role == IdRole)
        return QString::fromStdString(entry.id);
    const QString trouble = role == Qt::ToolTipRole || role == Qt::DecorationRole ? troublesInWords(entry) : QString();
    if (role == Qt::DecorationRole && column == Title && !trouble.isEmpty())
        return icon(QStringLiteral("warning"), Tint::Warning);
    const auto twin = twins_.find(entry.id);
    if (role == Qt::ToolTipRole) {
        QStringList lines{trouble.isEmpty() ? QString::fromStdString(entry.title) : trouble};
        if (const QString players = playersInWords(playersIn(entry)); !players.isEmpty())
            lines << players;
        if (twin != twins_.end())
            lines << twin->second;
        return lines.join(u'\n');
    }
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    if (column == Title)
        return QString::fromStdString(entry.title)
               + (role == Qt::DisplayRole && twin != twins_.end() ? QStringLiteral(" ≈") : QString());
    return valueOf(entry, at, column, role);
}

QVariant PieceModel::valueOf(const library::Entry& entry, std::size_t at, int column, int role) const
{
    const bool sorts = role == SortRole;
    const double tempo = figures_[at].tempoBpm;
    switch (column) {
    case Notes: return sorts ? QVariant(qulonglong{entry.notes}) : number(entry.notes);
    case Length: return sorts ? QVariant(entry.length.count()) : clockTime(entry.length);
    case Key: return keys_[at];
    case Tempo: return sorts ? QVariant(tempo) : tempo > 0.0 ? QVariant(QString::number(tempo)) : QVariant();
    case Grid: return sorts ? QVariant(entry.gridFit) : QVariant(tr("%1 %").arg(std::lround(100.0 * entry.gridFit)));
    default: return {};
    }
}

QVariant PieceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != Title && section != Key)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Grid)
        return tr("How many onsets lie on a grid of 24 steps a quarter: live playing has few, written music most");
    if (role == Qt::ToolTipRole && section == Tempo)
        return tr("Quarters a minute over the whole piece");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title: return tr("Piece");
    case Notes: return tr("Notes");
    case Length: return tr("Length");
    case Key: return tr("Key");
    case Tempo: return tr("Tempo");
    case Grid: return tr("On grid");
    default: return {};
    }
}

} // namespace cadenza::ui
