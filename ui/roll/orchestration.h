#pragma once

#include "core/midi/piece.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

class QUndoStack;

namespace cadenza::ui {

/// Which instruments play the parts of pieces, where a person chose other ones than the file has. That is for the ear
/// and for what is exported: the piece itself, what a model reads in it and what its parts are known by stay as they
/// are. GUI thread.
class Orchestration : public QObject {
    Q_OBJECT

public:
    using Programs = std::map<std::string, std::uint8_t>; ///< of General MIDI, 0–127, by `partKeys`
    using Choices = std::map<std::string, Programs>;      ///< by the id of the piece in the library

    /// A choice is a step of `steps`, where there are any; they must outlive it.
    explicit Orchestration(QUndoStack* steps = nullptr, QObject* parent = nullptr);

    /// What plays a part of the piece `id`, or of what comes of it.
    [[nodiscard]] std::uint8_t programOf(const std::string& id, const midi::Piece& piece, std::size_t part) const;
    /// The music as it is to be heard: itself where nothing was chosen.
    [[nodiscard]] std::shared_ptr<const midi::Piece> played(const std::string& id,
                                                            std::shared_ptr<const midi::Piece> piece) const;
    /// The file's own program takes the choice back. Precondition: there is such a part.
    void choose(const std::string& id, const midi::Piece& piece, std::size_t part, std::uint8_t program);

    [[nodiscard]] const Choices& choices() const { return choices_; }
    void setChoices(Choices choices); ///< of a project, in place of all; no step

Q_SIGNALS:
    void changed(const std::string& id);

private:
    friend class InstrumentStep;
    void setPrograms(const std::string& id, const Programs& programs);

    QUndoStack* steps_;
    Choices choices_;
};

} // namespace cadenza::ui
