#pragma once

#include "core/library/library.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <functional>
#include <vector>

namespace cadenza::ui {

/// What some pieces hold together.
struct CollectionFigures {
    struct Share {
        QString composer;
        std::size_t notes{0};
    };
    library::Statistics statistics;
    std::vector<Share> composers; ///< most notes first
};

/// Counts what pieces hold together, on another thread. Only the newest wish is answered. GUI thread.
class CollectionCount : public QObject {
    Q_OBJECT

public:
    explicit CollectionCount(QObject* parent = nullptr);

    using Pieces = std::function<std::vector<const library::Entry*>()>;
    /// Asks for the pieces and starts within a blink, so that typing and running through a list do not start many.
    /// Returns at once. `pieces` is called once on this thread.
    void count(Pieces pieces);

Q_SIGNALS:
    void counted(const cadenza::ui::CollectionFigures& figures);

private:
    void run();

    Pieces wished_;
    QTimer soon_;
    bool running_{false}, again_{false};
};

/// Runs on the calling thread.
[[nodiscard]] CollectionFigures figuresOf(std::vector<library::Entry> entries);

} // namespace cadenza::ui
