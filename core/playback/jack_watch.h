#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

struct _jack_client;

namespace cadenza::playback {

/// A connection to a running JACK server that notices when the server dies. Never starts a server.
class JackWatch {
public:
    /// Null when no server runs.
    [[nodiscard]] static std::unique_ptr<JackWatch> connect();
    ~JackWatch();
    JackWatch(const JackWatch&) = delete;
    JackWatch& operator=(const JackWatch&) = delete;

    [[nodiscard]] bool alive() const { return alive_.load(std::memory_order_acquire); }
    [[nodiscard]] double sampleRate() const;
    enum class Direction { ToPort, FromPort };
    /// Full names of the MIDI ports that can be sent to, or listened to; empty once the server is gone.
    [[nodiscard]] std::vector<std::string> midiPorts(Direction direction) const;

private:
    JackWatch() = default;

    _jack_client* client_{nullptr};
    std::atomic<bool> alive_{true};
};

/// Once per process: a dying JACK server must not kill it (SIGPIPE), no library starts a server or prints to the
/// console when a device is missing.
void tameDeviceLibraries();

} // namespace cadenza::playback
