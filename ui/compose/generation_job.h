#pragma once

#include "core/encoding/encoder.h"
#include "core/generation/generator.h"
#include "core/generation/infill.h"
#include "core/generation/part_takes.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// What to make: everything a take depends on.
struct GenerationRequest {
    std::shared_ptr<const model::Network> network;
    std::shared_ptr<const midi::Piece> seed;
    generation::GenerationSettings settings;
    std::size_t notes{200};
    std::size_t takes{4};
    std::uint64_t randomSeed{1};
    std::optional<generation::InfillRange> range{}; ///< of the seed, to be drawn anew instead of going on
    midi::Hand keptHand{midi::Hand::Unknown};       ///< of the seed, to be played again with the other drawn anew
    std::optional<generation::PartPlan> plan{};     ///< of an ensemble; `seed` is its `seedOf` then
};

/// Makes takes on a thread of its own, one request at a time. Notes wait in a mailbox that a 30 Hz timer empties, so
/// takes fill in before one's eyes; the end is one queued call after the last notes. GUI thread.
class GenerationJob : public QObject {
    Q_OBJECT

public:
    explicit GenerationJob(QObject* parent = nullptr);
    ~GenerationJob() override; ///< asks a request to stop and waits the moment that takes

    /// Precondition: network and seed are set. Ignored while a request is worked on.
    void start(GenerationRequest request);
    void stop(); ///< returns at once; `failed` with Cancelled follows
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    /// Seed and continuation of a take as far as it has come.
    void grew(std::size_t take, const std::shared_ptr<const cadenza::midi::Piece>& piece);
    void finished(const std::vector<cadenza::generation::Take>& takes);
    void failed(const cadenza::Error& error);

private:
    class Mailbox;
    struct Growing;

    void drain();
    void conclude(const Result<std::vector<generation::Take>>& takes);

    std::shared_ptr<Mailbox> mailbox_;
    std::vector<Growing> growing_;
    QTimer timer_;
    bool running_{false};
    std::jthread thread_; ///< last: joined before anything it uses goes
};

} // namespace cadenza::ui
