#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>

namespace cadenza::ml {

/// How long to wait, and what ends the wait before.
struct Patience {
    std::chrono::steady_clock::time_point deadline;
    std::stop_token stop;

    [[nodiscard]] bool isOver() const { return stop.stop_requested() || std::chrono::steady_clock::now() >= deadline; }
    /// The same for something that takes no longer than this.
    [[nodiscard]] Patience atMost(std::chrono::milliseconds limit) const
    {
        return {std::min(deadline, std::chrono::steady_clock::now() + limit), stop};
    }
};

/// Whether an address, as numbers, leads back to the machine that it is used on.
[[nodiscard]] bool isLoopback(const std::string& address);

/// A TCP socket that is closed with its owner. Whole numbers go through it in the network's byte order. A peer whose
/// machine went away without a word is noticed within 15 s.
class Socket {
public:
    Socket() = default;
    explicit Socket(int descriptor) : descriptor_(descriptor) {}
    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    Socket& operator=(Socket&& other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~Socket();

    /// Listens on a free port of every address of this machine.
    [[nodiscard]] static Result<Socket> listening();
    /// Connects, again and again until somebody listens there. Fails with NoAnswer, or with Cancelled.
    [[nodiscard]] static Result<Socket> connected(const std::string& address, std::uint16_t port,
                                                  const Patience& patience);
    /// The next connection to this listening socket, where one comes in time.
    [[nodiscard]] std::optional<Socket> accept(const Patience& patience) const;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool isClosed() const; ///< the other end is, and has nothing left to say
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string ownAddress() const; ///< numeric; through which the other end is reached

    bool send(std::span<const std::int32_t> numbers) const; ///< false where the connection is gone
    /// Waits until there is something to read. False where nothing came in time.
    [[nodiscard]] bool waitToReceive(const Patience& patience) const;
    /// False where the connection is gone or the rest does not come within 5 s.
    [[nodiscard]] bool receive(std::span<std::int32_t> numbers) const;

private:
    int descriptor_{-1};
};

} // namespace cadenza::ml
