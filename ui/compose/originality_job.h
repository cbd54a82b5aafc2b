#pragma once

#include "core/generation/generator.h"
#include "core/originality/fingerprint_index.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace cadenza::ui {

/// What a take owes to the music that its model was trained on.
struct TakeOrigin {
    originality::Resemblance resemblance;
    std::optional<double> human{}; ///< share of notes that music by people shares with it, where that is known

    /// "all its own", or how many notes are copied: for a narrow place.
    [[nodiscard]] QString summary() const;
    /// One sentence: the longest passage that is copied, and where from; or that there is none.
    [[nodiscard]] QString sentence() const;
};

/// Looks takes up in the training music of their model, on another thread. Only the newest wish is answered. GUI
/// thread.
class OriginalityJob : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Returns at once. Takes of other models, or of one that keeps nothing of its training music, have no answer.
    void look(std::shared_ptr<const model::Network> network, const std::vector<generation::Take>& takes);

    using Origins = std::vector<std::optional<TakeOrigin>>; ///< by take

Q_SIGNALS:
    void found(const cadenza::ui::OriginalityJob::Origins& origins);

private:
    struct Answer;

    std::shared_ptr<const originality::FingerprintIndex> index_; ///< of the model that was asked last
    int newest_{0};
};

} // namespace cadenza::ui
