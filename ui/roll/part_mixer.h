#pragma once

#include "core/midi/piece.h"
#include "ui/roll/part_mix.h"

#include <QObject>

#include <string>
#include <unordered_map>

namespace cadenza::ui {

/// Whose mix the takes of the compose page share: what is alone in one is alone in the next, to be compared.
inline const std::string kTakesMusic = "takes/";

/// How the parts of every piece are shown and heard, as long as the window is open: the one truth for rolls, lists of
/// parts and the transport. A part is known by its name and instrument, so that an excerpt which lacks some parts of
/// its piece finds the states of the others. GUI thread.
class PartMixer : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// `music` says whose parts these are: the id of a library entry, or `kTakesMusic`.
    [[nodiscard]] PartMix mixOf(const std::string& music, const midi::Piece& piece) const;
    void set(const std::string& music, const midi::Piece& piece, const PartMix& mix);

Q_SIGNALS:
    void changed(const std::string& music);

private:
    std::unordered_map<std::string, PartState> states_; ///< by music and part; what is as usual is not kept
};

} // namespace cadenza::ui
