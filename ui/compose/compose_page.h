#pragma once

#include "core/base/result.h"
#include "core/generation/generator.h"
#include "core/training/trainer.h"
#include "ui/compose/compose_order.h"
#include "ui/compose/originality_job.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace cadenza::ui {

class ComposeControls;
class MessageBar;
class ModelCard;
class PianoRoll;
class TakeRow;

/// The page where a model continues the seed: the seed on top in amber, takes below in teal, the chosen one large.
/// Knows values only: whoever holds the document starts a GenerationJob on `generateRequested`, passes on its signals
/// and moves the playhead.
class ComposePage : public QWidget {
    Q_OBJECT

public:
    explicit ComposePage(QWidget* parent = nullptr);

    /// The notes to continue and what to call them, for example "Für Elise · notes 1–64". Empty: there is no seed yet.
    void setSeed(std::shared_ptr<const midi::Piece> seed, const QString& name);
    /// What continues it, for example "trained on 5 pieces for 2 minutes"; empty: there is no model yet.
    void setModel(const QString& words, const std::vector<std::string>& composers = {},
                  const std::vector<training::TrainingReport>& history = {});
    [[nodiscard]] ComposeOrder order() const; ///< as the right side says

    [[nodiscard]] std::size_t takeCount() const { return rows_.size(); }
    [[nodiscard]] std::optional<std::size_t> chosenTake() const { return chosen_; }
    void chooseTake(std::size_t take);
    /// What a person says of a take; an empty name leaves it its number.
    void setLabel(std::size_t take, const QString& name, const QString& note, bool starred);
    [[nodiscard]] QString nameOf(std::size_t take) const; ///< precondition: there is such a take

    /// What sounds: a take, or the seed; nothing hides every playhead.
    enum class Source { Nothing, Seed, Take };
    void setPlayback(Source source, std::size_t take, Seconds position, bool playing);

    [[nodiscard]] MessageBar& messages() { return *message_; }

public Q_SLOTS:
    void generationStarted(); ///< `order().takes` empty rows
    void showGrowing(std::size_t take, const std::shared_ptr<const cadenza::midi::Piece>& piece);
    void showTakes(const std::vector<cadenza::generation::Take>& takes);
    void generationFailed(const cadenza::Error& error);
    void showOrigins(const cadenza::ui::OriginalityJob::Origins& origins);

Q_SIGNALS:
    void generateRequested(const cadenza::ui::ComposeOrder& order);
    void stopRequested();
    void chooseSeedRequested(); ///< from the empty state
    void trainRequested();      ///< from the empty state
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
    void exportRequested(std::size_t take);
    void exportManyRequested(); ///< seed and takes, as files
    void takeDraggedOut(std::size_t take);

private:
    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeSheet();
    [[nodiscard]] QWidget* makeEmptyState();
    void pressMain();
    void makeRows(std::size_t count);
    TakeRow* addRow(std::size_t index);
    void showChosen(bool keepView);
    void showState();
    [[nodiscard]] bool ready() const { return seedRowHasMusic_ && hasModel_; }

    bool seedRowHasMusic_{false};
    bool hasModel_{false};
    bool generating_{false};
    bool stopping_{false};
    std::size_t wantedNotes_{0};
    std::size_t seedNotes_{0};
    QString seedName_, modelWords_;
    std::optional<std::size_t> chosen_;
    std::vector<TakeRow*> rows_;

    QLabel* state_{nullptr};
    QPushButton* export_{nullptr};
    QPushButton* main_{nullptr};
    MessageBar* message_{nullptr};
    QStackedWidget* stack_{nullptr};
    QLabel* emptyWords_{nullptr};
    QPushButton* emptyAction_{nullptr};
    QLabel* takesHint_{nullptr};
    TakeRow* seedRow_{nullptr};
    QVBoxLayout* takesColumn_{nullptr};
    PianoRoll* roll_{nullptr};
    ComposeControls* controls_{nullptr};
    ModelCard* modelCard_{nullptr};
};

} // namespace cadenza::ui
