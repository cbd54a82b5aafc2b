#pragma once

#include "core/generation/generator.h"
#include "core/library/library.h"
#include "core/model/network.h"
#include "core/project/record.h"
#include "core/training/trainer.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace cadenza::ui {

/// A run of consecutive notes of one piece of the library: what a take continues.
struct Seed {
    std::string entryId;
    std::size_t first{0};
    std::size_t count{0};
    friend bool operator==(const Seed&, const Seed&) = default;
};

/// What a person says of a take, and how a project knows it.
struct TakeLabel {
    project::TakeId id{}; ///< none while it is in no project
    std::string name{};   ///< empty: it goes by its number
    std::string note{};
    bool starred{false};
    friend bool operator==(const TakeLabel&, const TakeLabel&) = default;
};

/// Where a take comes from.
struct Descent {
    std::optional<std::size_t> parent{}; ///< place among the takes in sight of the one it goes on from
    bool steered{false};                 ///< it goes on from another take, also where that is gone
    std::size_t music{0};                ///< its first notes, which come from the seed; a model made the others
    std::optional<Seed> seed{};          ///< what was continued, where that is known
    friend bool operator==(const Descent&, const Descent&) = default;
};

/// What a listener may have to look at again.
enum class Change { Library, LeftOut, Stars, Selection, Seed, Model, Takes, TakeLabels };

/// Whose choice something is: only a person's is an action to be taken back.
enum class By { Person, Program };

/// The one state of the window: what is loaded, chosen and made. Holds snapshots only; work happens in jobs. GUI
/// thread.
class Document : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const library::Library& library() const { return library_; }
    /// Adds a collection, whose entries stand over those of equal id; the first piece is selected when nothing was.
    void addLibrary(const library::Library& more);
    /// Puts what a fresh look at the files gave in place of the library. Pieces that did not change stay loaded; a seed
    /// whose piece is gone or too short for it now goes too.
    void replaceLibrary(library::Library fresh);
    /// Puts this entry in place of the one of its id; says nothing, since whoever edits knows. The seed is all of it.
    void setEdited(const library::Entry& entry);
    /// Gives an entry another composer and title.
    void rename(const std::string& entryId, const std::string& composer, const std::string& title);

    /// Pieces that a person left out of training, by id; ids of pieces that are gone may be among them.
    [[nodiscard]] const std::unordered_set<std::string>& leftOut() const { return leftOut_; }
    void setLeftOut(std::unordered_set<std::string> ids, By by = By::Person);
    /// Seeds that a person starred, in any pieces.
    [[nodiscard]] const std::vector<Seed>& stars() const { return stars_; }
    void setStars(std::vector<Seed> stars, By by = By::Person);
    /// The library without what was left out.
    [[nodiscard]] library::Library trainingLibrary() const;

    [[nodiscard]] const library::Entry* selectedEntry() const; ///< null when the library is empty
    /// Its piece is loaded from the file, within milliseconds, when the index gave the entry; `unreadable` tells when
    /// that cannot be done, and the selected entry has no piece then.
    void select(const std::string& entryId);

    [[nodiscard]] const std::optional<Seed>& seed() const { return seed_; }
    /// Precondition: the range lies inside the entry's piece.
    void setSeed(const Seed& seed, By by = By::Person);
    /// The seed's notes as a piece of their own; empty when there is no seed.
    [[nodiscard]] std::shared_ptr<const midi::Piece> seedPiece() const { return seedPiece_; }

    /// The network that continues seeds; null before there is one.
    [[nodiscard]] std::shared_ptr<const model::Network> network() const { return network_; }
    void setNetwork(std::shared_ptr<const model::Network> network, std::vector<training::TrainingReport> history = {});
    /// How the network's loss fell; empty for one that was not trained here.
    [[nodiscard]] const std::vector<training::TrainingReport>& learningHistory() const { return history_; }

    [[nodiscard]] const std::vector<generation::Take>& takes() const { return takes_; }
    /// Without labels or descents they have none: their notes up to `seedNotes` are a seed's.
    void setTakes(std::vector<generation::Take> takes, std::vector<TakeLabel> labels = {},
                  std::vector<Descent> descents = {});
    [[nodiscard]] const std::vector<Descent>& descents() const { return descents_; }       ///< one a take
    [[nodiscard]] const std::vector<TakeLabel>& takeLabels() const { return takeLabels_; } ///< one a take
    void setTakeLabels(std::vector<TakeLabel> labels);

    /// Whose choice the last change was.
    [[nodiscard]] By changedBy() const { return by_; }
    /// What was done, in order, and the way back: one for the whole window.
    [[nodiscard]] QUndoStack& steps() { return steps_; }

    [[nodiscard]] const library::Entry* entry(const std::string& id) const;

Q_SIGNALS:
    void changed(cadenza::ui::Change what);
    void unreadable(const cadenza::Error& error);

private:
    void loadSelected();
    void dropStaleSeed();

    library::Library library_;
    std::unordered_set<std::string> leftOut_;
    std::vector<Seed> stars_;
    std::string selected_;
    std::optional<Seed> seed_;
    std::shared_ptr<const midi::Piece> seedPiece_;
    std::shared_ptr<const model::Network> network_;
    std::vector<training::TrainingReport> history_;
    std::vector<generation::Take> takes_;
    std::vector<TakeLabel> takeLabels_;
    std::vector<Descent> descents_;
    By by_{By::Person};
    QUndoStack steps_;
};

} // namespace cadenza::ui
