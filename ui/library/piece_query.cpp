#include "ui/library/piece_query.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::pair<const char*, double PieceFigures::*> kFigures[] = {{"notes", &PieceFigures::notes},
                                                                       {"length", &PieceFigures::seconds},
                                                                       {"tempo", &PieceFigures::tempoBpm},
                                                                       {"grid", &PieceFigures::gridPercent},
                                                                       {"parts", &PieceFigures::parts}};

/// "90", "2:05" (minutes and seconds) or "95%".
std::optional<double> numberIn(const QString& text)
{
    const qsizetype colon = text.indexOf(u':');
    bool good = false;
    if (colon >= 0) {
        const double minutes = text.left(colon).toDouble(&good);
        const QString seconds = text.mid(colon + 1);
        return good ? std::optional(60.0 * minutes + seconds.toDouble()) : std::nullopt;
    }
    const double number = (text.endsWith(u'%') ? text.chopped(1) : text).toDouble(&good);
    return good ? std::optional(number) : std::nullopt;
}

} // namespace

PieceQuery::PieceQuery(const QString& text)
{
    for (const QString& token : text.toCaseFolded().split(u' ', Qt::SkipEmptyParts))
        add(token);
}

void PieceQuery::add(const QString& token)
{
    static const QRegularExpression form(QStringLiteral("^([a-z]+)(>=|<=|>|<|=)(.*)$"));
    const auto match = form.match(token);
    const QString name = match.captured(1);
    const auto figure =
        std::ranges::find_if(kFigures, [&](const auto& known) { return name == QLatin1String(known.first); });
    if (name == QStringLiteral("key")) {
        if (!match.captured(3).isEmpty())
            keys_ << match.captured(3) + u' ';
    } else if (figure == std::end(kFigures)) {
        words_ << token;
    } else if (const auto limit = numberIn(match.captured(3))) {
        const QString sign = match.captured(2);
        if (sign == QStringLiteral("=")) {
            bounds_.push_back({figure->second, true, true, *limit});
            bounds_.push_back({figure->second, false, true, *limit});
        } else {
            bounds_.push_back({figure->second, sign.startsWith(u'>'), sign.endsWith(u'='), *limit});
        }
    }
}

bool PieceQuery::accepts(const PieceFigures& piece) const
{
    const auto within = [&](const Bound& bound) {
        const double value = piece.*bound.figure;
        return (bound.orEqual && value == bound.limit) || (bound.above ? value > bound.limit : value < bound.limit);
    };
    return std::ranges::all_of(words_, [&](const QString& word) { return piece.text.contains(word); })
           && std::ranges::all_of(keys_, [&](const QString& key) { return piece.key.startsWith(key); })
           && std::ranges::all_of(bounds_, within);
}

} // namespace cadenza::ui
