#pragma once

#include "core/base/result.h"
#include "core/generation/infill.h"
#include "core/training/trainer.h"
#include "ui/compose/compose_order.h"
#include "ui/compose/gauge.h"
#include "ui/compose/originality_job.h"
#include "ui/compose/shown_take.h"
#include "ui/compose/take_inspector.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace cadenza::ui {

class ComposeControls;
class DuetPanel;
class EnsembleView;
class MessageBar;
class ModelCard;
class PartMixer;
class PianoRoll;
class TakeList;
class TakeRow;

/// The page where a model continues the seed: the seed on top in amber, takes below in teal, the chosen one large; at
/// the right how the next takes are to be, or what is known of the chosen one.
/// Knows values only: whoever holds the document starts a GenerationJob on `generateRequested`, passes on its signals
/// and moves the playhead.
class ComposePage : public QWidget {
    Q_OBJECT

public:
    /// Parts are shown as `mixer` says, which must outlive the page; it has its own where there is none.
    explicit ComposePage(QWidget* parent = nullptr, PartMixer* mixer = nullptr);

    /// The notes to continue and what to call them, for example "Für Elise · notes 1–64". Empty: there is no seed yet.
    void setSeed(std::shared_ptr<const midi::Piece> seed, const QString& name);
    /// The piece that the seed comes from, an entry of the library; what becomes of its parts is chosen where it is an
    /// ensemble.
    void setParts(const std::string& entryId, std::shared_ptr<const midi::Piece> piece);
    /// What continues it, for example "trained on 5 pieces for 2 minutes"; empty: there is no model yet.
    void setModel(const QString& words, const std::vector<std::string>& composers = {},
                  const std::vector<training::TrainingReport>& history = {});
    [[nodiscard]] ComposeControls& controls() const { return *controls_; }
    [[nodiscard]] TakeInspector& inspector() const { return *inspector_; }
    [[nodiscard]] DuetPanel& duet() const { return *duet_; }
    [[nodiscard]] ComposeOrder order() const; ///< as the right side says

    [[nodiscard]] std::size_t takeCount() const;
    [[nodiscard]] std::optional<std::size_t> chosenTake() const;
    void chooseTake(std::size_t take);
    /// What a person says of a take; an empty name leaves it its number.
    void setLabel(std::size_t take, const QString& name, const QString& note, bool starred);
    [[nodiscard]] QString nameOf(std::size_t take) const; ///< precondition: there is such a take

    /// What sounds: a take, or the seed; nothing hides every playhead.
    enum class Source { Nothing, Seed, Take };
    void setPlayback(Source source, std::size_t take, Seconds position, bool playing);

    /// The note of the chosen take that was marked, and the stretch of its notes that was marked on the ruler.
    [[nodiscard]] std::optional<std::size_t> markedNote() const;
    [[nodiscard]] std::optional<generation::InfillRange> markedStretch() const;

    [[nodiscard]] MessageBar& messages() { return *message_; }

    /// Widths and heights of the panels, and how the list of parts is shown.
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& state);

public Q_SLOTS:
    /// These rows stay, with `fresh` empty ones from `place` on.
    void generationStarted(const std::vector<std::size_t>& staying, std::size_t place, std::size_t fresh);
    void generationStarted() { generationStarted({}, 0, order().takes); }
    /// The take is one of the fresh ones; `roles` by note, where it is more than the seed and then what
    /// is made.
    void showGrowing(std::size_t take, const std::shared_ptr<const cadenza::midi::Piece>& piece,
                     std::vector<cadenza::ui::NoteRole> roles = {});
    void showTakes(const std::vector<cadenza::ui::ShownTake>& takes);
    void generationFailed(const cadenza::Error& error); ///< all rows go: `showTakes` brings back what there is
    void showOrigins(const cadenza::ui::OriginalityJob::Origins& origins);
    void showGauges(const std::vector<std::vector<cadenza::ui::Gauge>>& gauges); ///< of each take

Q_SIGNALS:
    void generateRequested(const cadenza::ui::ComposeOrder& order);
    void stopRequested();
    void chooseSeedRequested(); ///< from the empty state
    void trainRequested();      ///< from the empty state
    void modelRequested();      ///< another one is wanted
    void playSeedRequested();
    void playTakeRequested(std::size_t take);
    void pauseRequested();
    void seekRequested(cadenza::Seconds position);                ///< in the chosen take
    void rangeChosen(cadenza::Seconds from, cadenza::Seconds to); ///< to be repeated; the chosen take's
    void rangeCleared();
    void takeChosen(std::size_t take);
    void takeStarred(std::size_t take, bool on);
    void takeLabelWanted(std::size_t take); ///< its name and note are to be changed
    void takeDeleted(std::size_t take);
    void settingsWanted(std::size_t take);                      ///< those of the take are to be used again
    void continueRequested(std::size_t take, std::size_t note); ///< from before this note
    void alternativeRequested(std::size_t take, std::size_t note, int pitch); ///< with this pitch in its place
    void redrawRequested(std::size_t take, const cadenza::generation::InfillRange& range);
    void handKept(cadenza::midi::Hand hand);
    void exportRequested(std::size_t take);
    void exportManyRequested(); ///< seed and takes, as files
    void takeDraggedOut(std::size_t take);
    void duetToggled(bool on);

private:
    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeEmptyState();
    [[nodiscard]] QWidget* makeSheet(PartMixer& mixer);
    [[nodiscard]] QWidget* makeRollBar();
    [[nodiscard]] QWidget* makeSide();
    void connectRoll();
    void connectTakes();
    void pressMain();
    void keepPart(std::size_t offered);
    [[nodiscard]] PartHues huesOf(const midi::Piece& piece) const;
    void showChosen(bool keepView);
    void inspectChosen();
    void inspectPlace();
    void offerNoteMenu(std::size_t note, const QPoint& place);
    [[nodiscard]] QString readOutOf(std::size_t note) const;
    [[nodiscard]] const ShownTake* shown() const;
    void showState();
    [[nodiscard]] bool ready() const { return seedRowHasMusic_ && hasModel_; }
    [[nodiscard]] bool canGenerate() const;

    bool seedRowHasMusic_{false};
    bool hasModel_{false};
    bool generating_{false};
    bool stopping_{false};
    std::size_t wantedNotes_{0};
    std::size_t seedNotes_{0};
    std::size_t firstFresh_{0};
    std::string seedEntry_; ///< that the seed comes from
    QString seedName_, modelWords_;
    std::vector<ShownTake> takes_;
    OriginalityJob::Origins origins_;
    std::vector<std::vector<Gauge>> gauges_;
    std::optional<std::pair<Seconds, Seconds>> range_; ///< marked on the ruler

    QLabel* state_{nullptr};
    QPushButton* export_{nullptr};
    QPushButton* duetButton_{nullptr};
    QPushButton* main_{nullptr};
    MessageBar* message_{nullptr};
    QSplitter *splitter_{nullptr}, *sheet_{nullptr}; ///< page and side; takes and the chosen one
    QStackedWidget* stack_{nullptr};
    QLabel* emptyWords_{nullptr};
    QPushButton* emptyAction_{nullptr};
    TakeRow* seedRow_{nullptr};
    TakeList* list_{nullptr};
    QWidget* lower_{nullptr};
    EnsembleView* ensemble_{nullptr};
    PianoRoll* roll_{nullptr}; ///< the ensemble's
    DuetPanel* duet_{nullptr};
    QTabBar* sides_{nullptr};
    ComposeControls* controls_{nullptr};
    TakeInspector* inspector_{nullptr};
    ModelCard* modelCard_{nullptr};
};

} // namespace cadenza::ui
