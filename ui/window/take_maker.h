#pragma once

#include "core/base/result.h"
#include "ui/compose/generation_job.h"
#include "ui/document/take_family.h"
#include "ui/project/take_keeping.h"

#include <QObject>

#include <optional>

namespace cadenza::ui {

class ComposePage;
class PlaybackPresenter;
class ProjectKeeper;

/// Whether the first take sounds while it is made.
enum class Listening { AtOnce, No };

/// Makes takes for the compose page: on the seed, or onwards from another take, whose branches they become. A new wish
/// takes the place of one that is worked on. GUI thread.
class TakeMaker : public QObject {
    Q_OBJECT

public:
    TakeMaker(Document& document, ComposePage& page, PlaybackPresenter& playback, ProjectKeeper& keeper,
              QObject* parent = nullptr);

    void generate(Listening listening);            ///< as the page's controls say; ignored without seed or model
    void keepHand(midi::Hand hand);                ///< the seed once more, its other hand drawn anew
    void goOn(std::size_t take, std::size_t note); ///< from before this note
    void goOnFrom(std::size_t take, std::size_t note, int pitch); ///< with another pitch in its place
    void redraw(std::size_t take, const generation::InfillRange& range);
    void stop();
    [[nodiscard]] bool running() const { return job_.running(); }

Q_SIGNALS:
    void made(); ///< the new takes are in the document
    void failed(const cadenza::Error& error);

private:
    struct Wish {
        GenerationRequest request{};
        std::optional<ParentTake> parent{};
        Listening listening{Listening::No};
    };
    [[nodiscard]] std::optional<generation::PartPlan> plan() const;
    [[nodiscard]] GenerationRequest requestLike(std::size_t take) const;
    void goOnAs(std::size_t take, midi::Piece piece, std::size_t seedNotes, const std::vector<bool>& kept);
    void steer(GenerationRequest request, std::size_t parent);
    [[nodiscard]] std::optional<std::size_t> placeOf(const midi::Piece& piece) const; ///< among the document's takes
    void start(Wish wish);
    void begin();
    void hearGrowing(std::size_t take, const std::shared_ptr<const midi::Piece>& piece);
    void conclude(const std::vector<generation::Take>& takes);
    void fail(const Error& error);
    [[nodiscard]] TakesInSight withNew(const std::vector<generation::Take>& takes) const;

    Document& document_;
    ComposePage& page_;
    PlaybackPresenter& playback_;
    ProjectKeeper& keeper_;
    GenerationJob job_;
    Wish wish_;                ///< that is worked on
    std::optional<Wish> next_; ///< takes its place
    std::size_t place_{0};     ///< of the first new row
    std::optional<Seed> seed_; ///< of the new takes, where that is known
    bool sounds_{false};       ///< the first new take was begun to be heard
};

} // namespace cadenza::ui
