#pragma once

#include "core/library/library.h"
#include "core/model/network.h"
#include "core/seeds/boundaries.h"
#include "ui/roll/roll_content.h"
#include "ui/seeds/heard_piece.h"
#include "ui/seeds/seed_comparison.h"

#include <QObject>

#include <memory>
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
class SurpriseReader;
struct GallerySeed;
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
    /// The model whose surprise is a reason; null for none.
    void setNetwork(std::shared_ptr<const model::Network> network);
    void setSeed(std::optional<NoteRange> range);
    [[nodiscard]] std::optional<NoteRange> seed() const;
    /// The seed stays although a better one may be found: it is heard, or used.
    void keepSeed() { offered_.reset(); }

Q_SIGNALS:
    void pieceWanted(const std::string& id);
    void seedChosen(std::size_t first, std::size_t count);
    void seedSuggested(std::size_t first, std::size_t count); ///< the desk chose it, where nobody has
    void playRequested(std::size_t first, std::size_t count);
    void seedChanged(bool has); ///< another seed is marked, by whomever
    void starsChanged(const std::vector<cadenza::ui::SeedPlace>& stars);

private:
    void connectParts();
    void find();
    void findHere();
    void startFinder();
    void letModelRead();
    void searchSelection();
    void refine(const HeardPieces& heard);
    void showBestOfSelection(const std::vector<GallerySeed>& best, std::size_t done, std::size_t all);
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
    SurpriseReader* reader_;
    std::vector<library::Entry> promising_; ///< of the selection, once it was looked through: what a model reads
    bool refined_{false};                   ///< the gallery shows what a model made of them
    HeardPieces heard_;                     ///< of what is promising, and of the piece that is shown
    std::string piece_;                     ///< its id
    std::vector<library::Entry> selection_;
    std::vector<SeedPlace> stars_;
    std::optional<NoteRange> offered_; ///< the seed that was marked for a person, until one is chosen
    std::optional<NoteRange> hovered_; ///< the window under the mouse in the heat strip
};

} // namespace cadenza::ui
