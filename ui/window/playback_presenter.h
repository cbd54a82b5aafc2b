#pragma once

#include "core/midi/tempo_map.h"
#include "core/playback/performance.h"
#include "core/playback/player.h"
#include "ui/roll/part_mix.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace cadenza::ui {

class Orchestration;
class PartMixer;
class TransportBar;

/// What the transport plays, and where it is shown.
struct Playable {
    enum class Kind { Nothing, Piece, Seed, Take, Preview };
    Kind kind{Kind::Nothing};
    std::string entryId; ///< of a piece or a seed, or of the one that a take's seed comes from; may be empty for a take
    std::size_t take{0}; ///< index of a take
    QString name;        ///< for people: "Für Elise", "Take 2"
    Seconds offset{0.0}; ///< where the music begins on the roll that shows it: the start of a seed
    std::shared_ptr<const midi::Piece> piece;

    [[nodiscard]] bool sameAs(const Playable& other) const
    {
        return kind == other.kind && entryId == other.entryId && take == other.take && piece == other.piece;
    }
};

/// Joins the transport bar and the rolls to the player: one thing is cued at a time, on whichever page it is. GUI
/// thread.
class PlaybackPresenter : public QObject {
    Q_OBJECT

public:
    /// Parts are heard as `mixer` says, which must outlive the presenter.
    PlaybackPresenter(playback::Player& player, TransportBar& bar, PartMixer& mixer, QObject* parent = nullptr);

    void cue(const Playable& what);  ///< ready to play; what plays goes on unless it is something else
    void play(const Playable& what); ///< from its start
    void playFrom(const Playable& what, Seconds position);
    /// The same take, grown: it goes on. Ignored where something else is cued.
    void grow(const Playable& what);
    /// Something else from the same moment on, to hear the difference; it plays where what was cued did.
    void compare(const Playable& what);
    void renumber(std::size_t take);  ///< the take that is cued has another place now
    void rename(const QString& name); ///< what is cued is called so now
    void toggle();                    ///< play or pause what is cued
    void stop();
    void seek(Seconds onRoll); ///< a moment of the roll that shows what is cued
    /// What is played over and over, on the roll that shows it; nothing lets the loop button decide.
    void setLoopRange(std::optional<std::pair<Seconds, Seconds>> onRoll);
    void strike(int pitch);
    [[nodiscard]] const Playable& cued() const { return cued_; }
    [[nodiscard]] const playback::PlayerState& state() const { return state_; }

    /// What plays the parts, also of what is exported.
    [[nodiscard]] const Orchestration& orchestration() const;
    /// That was chosen; none where the best found is.
    [[nodiscard]] std::optional<std::filesystem::path> soundFont() const { return player_.options().soundFont; }

Q_SIGNALS:
    /// Where the playhead stands on the roll that shows `what`; many times a second while it moves.
    void moved(const cadenza::ui::Playable& what, cadenza::Seconds onRoll, bool playing);

private:
    [[nodiscard]] std::shared_ptr<const playback::Performance> performance() const; ///< of what is cued
    void refresh();
    void applyLoop();
    void showCued();
    void connectParts();
    void wishPart(int part, bool PartState::* field, bool on);
    void applyMix();

    playback::Player& player_;
    TransportBar& bar_;
    PartMixer& mixer_;
    PartMix heard_; ///< what the player was told
    Playable cued_;
    std::optional<midi::TempoMap> time_; ///< of what is cued
    std::optional<std::pair<Seconds, Seconds>> loopRange_;
    playback::PlayerState state_;
    QTimer moving_;
    QTimer outputs_;
};

} // namespace cadenza::ui
