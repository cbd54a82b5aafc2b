#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace cadenza::ui {

/// What a filter looks at in a piece.
struct PieceFigures {
    QString text; ///< title, composer, key and what plays it, case folded
    QString key;  ///< case folded
    double notes{0.0}, seconds{0.0}, tempoBpm{0.0}, gridPercent{0.0}, parts{1.0};
};

/// What was typed into the filter: words that a piece must hold, and bounds on its figures:
/// `notes>500`, `length<3:00`, `tempo>=100`, `grid>90`, `parts>1`, `key=c`. A bound that is not finished yet asks for
/// nothing.
class PieceQuery {
public:
    PieceQuery() = default;
    explicit PieceQuery(const QString& text);

    [[nodiscard]] bool empty() const { return words_.isEmpty() && bounds_.empty() && keys_.isEmpty(); }
    [[nodiscard]] bool accepts(const PieceFigures& piece) const;

private:
    struct Bound {
        double PieceFigures::* figure;
        bool above;   ///< else below
        bool orEqual; ///< the bound itself is inside
        double limit;
    };
    void add(const QString& token);

    QStringList words_, keys_;
    std::vector<Bound> bounds_;
};

} // namespace cadenza::ui
