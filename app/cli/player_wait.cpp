#include "app/cli/player_wait.h"

#include <chrono>
#include <thread>

namespace cadenza::app {

playback::PlayerState settledState(playback::Player& player)
{
    using namespace std::chrono_literals;
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    auto state = player.state();
    while (state.loudspeaker == playback::Loudspeaker::Opening && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(20ms);
        state = player.state();
    }
    return state;
}

} // namespace cadenza::app
