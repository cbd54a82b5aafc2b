#pragma once

#include "core/model/network_shape.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace cadenza::ui {

/// A network as a row of boxes, each with its size: what goes in, the layers, and what comes out.
class NetworkDiagram : public QWidget {
    Q_OBJECT

public:
    explicit NetworkDiagram(QWidget* parent = nullptr);

    void setShape(const std::optional<model::NetworkShape>& shape);
    [[nodiscard]] QSize sizeHint() const override { return {640, 130}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {420, 130}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Box {
        QString name, size, contents;
        QColor (*hue)();
    };
    [[nodiscard]] std::vector<Box> boxes() const;

    std::optional<model::NetworkShape> shape_;
};

/// All numbers that a network of this shape learns.
[[nodiscard]] std::size_t parameterCount(const model::NetworkShape& shape);

} // namespace cadenza::ui
