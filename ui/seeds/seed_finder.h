#pragma once

#include "core/midi/piece.h"
#include "core/seeds/seed_scoring.h"
#include "ui/seeds/heard_piece.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace cadenza::ui {

/// Every window of a piece scored, and the best that do not overlap.
struct SeedFindings {
    std::shared_ptr<const midi::Piece> piece;
    std::size_t count{seeds::kDefaultSeedNotes};
    std::vector<float> scores; ///< by first note
    std::vector<seeds::ScoredWindow> best;
    std::vector<seeds::ScoredWindow> also{}; ///< those that were asked for by their place
    std::vector<std::size_t> boundaries{};   ///< where windows begin and end when they snap; none when they do not
};

/// Scores seeds on a thread of its own. Only the newest wish counts: an older one is given up. Signals come on the
/// thread the finder lives on; every call returns at once.
class SeedFinder : public QObject {
    Q_OBJECT

public:
    explicit SeedFinder(QObject* parent = nullptr);
    ~SeedFinder() override;

    /// Scores the whole piece; `found` follows. `heard`: what a model made of it.
    void find(std::shared_ptr<const midi::Piece> piece, const seeds::SeedWish& wish,
              std::vector<seeds::NoteRun> also = {}, HeardPiece heard = {});
    void find(std::shared_ptr<const midi::Piece> piece, std::size_t count, std::size_t top)
    {
        find(std::move(piece), seeds::SeedWish{count, top, seeds::Snap::None});
    }
    /// Scores one window with its reasons; `judged` follows. Precondition: it lies inside the piece.
    void judge(std::shared_ptr<const midi::Piece> piece, std::size_t first, std::size_t count, HeardPiece heard = {});
    void cancel();

Q_SIGNALS:
    void found(const cadenza::ui::SeedFindings& findings);
    void judged(const cadenza::seeds::ScoredWindow& window);

private:
    struct FindWish {
        std::shared_ptr<const midi::Piece> piece;
        seeds::SeedWish wish;
        std::vector<seeds::NoteRun> also;
        HeardPiece heard;
    };
    struct JudgeWish {
        std::shared_ptr<const midi::Piece> piece;
        std::size_t first, count;
        HeardPiece heard;
    };
    void work(const std::stop_token& stop);
    void answer(const FindWish& wish, const std::stop_token& stop);
    void answer(const JudgeWish& wish);

    std::mutex mutex_;
    std::condition_variable_any wished_;
    std::optional<FindWish> find_;
    std::optional<JudgeWish> judge_;
    std::stop_source search_; ///< stops the search that runs now
    std::jthread thread_;     ///< last: it uses all above
};

/// What a reason is about, for people: "rhythm variety". `name` is one of `seeds::reasonNames`, or "score".
[[nodiscard]] QString reasonTitle(const std::string& name);

/// The reasons against or for a window in words, what tells most first: "starts on a downbeat · clear G major".
[[nodiscard]] QString reasonsInWords(const seeds::ScoredWindow& window, std::size_t most = 3);

/// For each of several windows, the reasons that tell it apart from the others, in words; one of them may come first.
[[nodiscard]] std::vector<QString> distinctiveReasons(const std::vector<seeds::ScoredWindow>& windows,
                                                      const std::string& first = {}, std::size_t most = 3);

} // namespace cadenza::ui
