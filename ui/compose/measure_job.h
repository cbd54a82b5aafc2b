#pragma once

#include "core/generation/norms.h"
#include "core/library/library.h"
#include "ui/compose/gauge.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace cadenza::ui {

/// What of a take is measured.
struct MeasuredTake {
    std::shared_ptr<const midi::Piece> piece{};
    std::size_t music{0}; ///< its first notes, which come from the seed
};

/// Measures takes beside the music that their model was trained on, or, where that is not at hand, beside the
/// collection. Works on another thread; only the newest wish is answered. GUI thread.
class MeasureJob : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~MeasureJob() override;

    /// What takes are compared with from the next `look` on. `trainedOn`: it is what the model learnt from.
    void compareWith(std::vector<library::Entry> entries, bool trainedOn);
    void look(std::vector<MeasuredTake> takes); ///< returns at once

Q_SIGNALS:
    void found(const std::vector<std::vector<cadenza::ui::Gauge>>& gauges); ///< of each take

private:
    struct Reference;

    std::shared_ptr<Reference> reference_;
    std::stop_source stopping_;
    int newest_{0};
};

/// Density, pitch range and rhythm among those of real music; key clarity beside the seed's; and whether it turns in
/// circles.
[[nodiscard]] std::vector<Gauge> gaugesOf(const MeasuredTake& take, const generation::Norms& norms, bool trainedOn);

} // namespace cadenza::ui
