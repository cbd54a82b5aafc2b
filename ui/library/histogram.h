#pragma once

#include <QStringList>
#include <QWidget>

#include <cstddef>
#include <utility>
#include <vector>

namespace cadenza::ui {

/// How often each value of a range occurs, as bars over an axis. It is drawn by its owner's palette, in amber: this is
/// music.
class Histogram : public QWidget {
    Q_OBJECT

public:
    /// `unit` words what is counted over, for people and for assistive technology: "pitch", "velocity".
    explicit Histogram(const QString& unit, QWidget* parent = nullptr);

    /// Counts by value from `first`; `ticks` are the labelled values.
    void setCounts(std::vector<std::size_t> counts, int first, std::vector<std::pair<int, QString>> ticks);
    [[nodiscard]] QSize sizeHint() const override { return {420, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 110}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] double xOf(int value) const; ///< left edge of a value's bar

    QString unit_;
    std::vector<std::size_t> counts_;
    int first_{0};
    std::vector<std::pair<int, QString>> ticks_;
};

/// Named amounts as horizontal bars with their figures, largest first; those there is no room for become one.
class NamedBars : public QWidget {
    Q_OBJECT

public:
    struct Row {
        QString name;
        std::size_t amount{0};
    };
    static constexpr int kMostRows = 14;

    explicit NamedBars(const QString& name, QWidget* parent = nullptr);

    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Row> rows_;
};

} // namespace cadenza::ui
