#pragma once

#include "core/library/library.h"
#include "core/seeds/boundaries.h"
#include "ui/roll/roll_content.h"
#include "ui/seeds/seed_comparison.h"

#include <QObject>

#include <optional>
#include <string>
#include <vector>

namespace cadenza::seeds {
struct ScoredWindow;
}

namespace cadenza::ui {

class PieceView;
class SeedFinder;
class SeedGallery;
class SelectionSearch;
struct SeedFindings;

/// Where seeds are looked for on the library page: it has them scored in the background, marks them in the roll, lays
/// them out in the gallery, and says why they are good. GUI thread.
class SeedDesk : public QObject {
    Q_OBJECT

public:
    /// `view` and `gallery` must outlive the desk.
    SeedDesk(PieceView& view, SeedGallery& gallery, QObject* parent = nullptr);

    /// The view shows another piece.
    void pieceChanged(const std::string& id);
    /// The gallery is to show the best of these; of the shown piece alone when they are empty.
    void setSelection(std::vector<library::Entry> entries);
    void setStars(std::vector<SeedPlace> stars);
    void setSeed(std::optional<NoteRange> range);
    [[nodiscard]] std::optional<NoteRange> seed() const;

Q_SIGNALS:
    void pieceWanted(const std::string& id);
    void seedChosen(std::size_t first, std::size_t count);
    void playRequested(std::size_t first, std::size_t count);
    void seedChanged(bool has); ///< another seed is marked, by whomever
    void starsChanged(const std::vector<cadenza::ui::SeedPlace>& stars);

private:
    void connectParts();
    void find();
    void showFindings(const SeedFindings& findings);
    void choose(std::size_t first, std::size_t count);
    void mark();
    void explain(const seeds::ScoredWindow& window);
    void explainHeat(std::size_t first);
    void star(SeedPlace place, bool on);
    [[nodiscard]] std::vector<seeds::NoteRun> starsHere() const;

    PieceView& view_;
    SeedGallery& gallery_;
    SeedFinder* finder_;
    SelectionSearch* search_;
    std::string piece_; ///< its id
    std::vector<library::Entry> selection_;
    std::vector<SeedPlace> stars_;
    std::optional<NoteRange> hovered_; ///< the window under the mouse in the heat strip
};

} // namespace cadenza::ui
