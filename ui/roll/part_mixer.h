#pragma once

#include "core/midi/piece.h"
#include "ui/roll/part_mix.h"

#include <QObject>

#include <string>
#include <unordered_map>
#include <vector>

namespace cadenza::ui {

/// Whose mix the takes of the compose page share: what is alone in one is alone in the next, to be compared.
inline const std::string kTakesMusic = "takes/";

/// What each part of a piece is known by in what comes of it, such as excerpts and takes, which may lack some parts:
/// its name and instrument; parts that are alike are numbered.
[[nodiscard]] std::vector<std::string> partKeys(const midi::Piece& piece);

/// The parts that have notes, as ascending indices: those that lists show.
[[nodiscard]] std::vector<std::size_t> playingParts(const midi::Piece& piece);

/// The hues of the parts of `whole` for those of a piece that comes of it.
[[nodiscard]] PartHues huesWithin(const midi::Piece& piece, const midi::Piece& whole);

/// How the parts of every piece are shown and heard, as long as the window is open: the one truth for rolls, lists of
/// parts and the transport. GUI thread.
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
