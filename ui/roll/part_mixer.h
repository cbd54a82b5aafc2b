#pragma once

#include "core/midi/piece.h"
#include "ui/roll/orchestration.h"
#include "ui/roll/part_mix.h"

#include <QObject>

#include <string>
#include <unordered_map>

namespace cadenza::ui {

/// Whose mix the takes on seeds of a piece share: what is alone in one is alone in the next, to be compared.
[[nodiscard]] std::string takesOf(const std::string& entryId);
/// The piece that such music comes of: the id of its entry.
[[nodiscard]] std::string pieceOf(const std::string& music);

/// How the parts of every piece are shown and heard, as long as the window is open: the one truth for rolls, lists of
/// parts and the transport. GUI thread.
class PartMixer : public QObject {
    Q_OBJECT

public:
    /// Choices of instruments are steps of `steps`, where there are any; they must outlive the mixer.
    explicit PartMixer(QObject* parent = nullptr, QUndoStack* steps = nullptr);

    /// `music` says whose parts these are: the id of a library entry, or `takesOf` it.
    [[nodiscard]] PartMix mixOf(const std::string& music, const midi::Piece& piece) const;
    void set(const std::string& music, const midi::Piece& piece, const PartMix& mix);
    /// What plays the parts of each piece and of its takes.
    [[nodiscard]] Orchestration& orchestration() { return orchestration_; }

Q_SIGNALS:
    void changed(const std::string& music);

private:
    Orchestration orchestration_;
    std::unordered_map<std::string, PartState> states_; ///< by music and part; what is as usual is not kept
};

} // namespace cadenza::ui
