#pragma once

#include "core/base/result.h"
#include "core/ml/socket.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cadenza::ml {

/// A connection of every rank to rank 0 that carries nothing but signs of life and the news of who is gone. The system
/// closes it however a process ends, so rank 0 knows at once which rank was lost, and tells the others. A rank that
/// gives no sign for `silence`, because it stands still or its machine is gone, counts as lost too. A thread of its own
/// speaks and listens.
class Lifeline {
public:
    /// At rank 0: waits until every other rank has taken hold. Fails with NoAnswer, naming the first that did not come,
    /// with RanksDiffer where one expects another number of ranks, or with Cancelled.
    [[nodiscard]] static Result<std::unique_ptr<Lifeline>>
    hold(const Socket& listening, int world, const Patience& patience, std::chrono::milliseconds silence);
    /// At another rank: takes hold, and waits until all have. Fails with NoAnswer, InvalidSetting where the rank is
    /// taken, or Cancelled.
    [[nodiscard]] static Result<std::unique_ptr<Lifeline>> grasp(const std::string& address, std::uint16_t port,
                                                                 int rank, int world, const Patience& patience,
                                                                 std::chrono::milliseconds silence);
    ~Lifeline();

    /// The address of this machine through which the others reach it: one that leads back to itself only where all
    /// of them are on it too, and an empty one where there are none.
    [[nodiscard]] std::string ownAddress() const;
    /// The rank that is lost, where the news comes within `limit`.
    [[nodiscard]] std::optional<int> waitForLoss(std::chrono::milliseconds limit);
    /// Says that this rank goes because all is done, and waits, for `limit` at most, until all go.
    void leave(std::chrono::milliseconds limit);

private:
    using Clock = std::chrono::steady_clock;

    struct Peer {
        int rank{0};
        Socket socket;
        bool open{true};     ///< the connection is
        bool leaving{false}; ///< it said so
        Clock::time_point heard{Clock::now()};
    };

    Lifeline(int rank, std::vector<Peer> peers, std::chrono::milliseconds silence);
    void listen();
    [[nodiscard]] bool waitForWords(); ///< and hears them; false when all is over
    void hear(Peer& peer);
    void noticeSilence();
    void lose(int rank);
    void tellAll(std::int32_t word);

    int rank_;
    std::vector<Peer> peers_; ///< all others at rank 0, rank 0 at the others
    std::chrono::milliseconds silence_;
    Socket wakeUp_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::optional<int> lost_;
    std::jthread thread_;
};

} // namespace cadenza::ml
