#include "core/midi/drum_names.h"

#include <array>

namespace cadenza::midi {
namespace {

constexpr std::uint8_t kFirstDrum = 35;
constexpr std::array<std::string_view, 47> kDrums{
    "Acoustic bass drum", "Bass drum 1",   "Side stick",     "Acoustic snare", "Hand clap",      "Electric snare",
    "Low floor tom",      "Closed hi-hat", "High floor tom", "Pedal hi-hat",   "Low tom",        "Open hi-hat",
    "Low-mid tom",        "Hi-mid tom",    "Crash cymbal 1", "High tom",       "Ride cymbal 1",  "Chinese cymbal",
    "Ride bell",          "Tambourine",    "Splash cymbal",  "Cowbell",        "Crash cymbal 2", "Vibraslap",
    "Ride cymbal 2",      "Hi bongo",      "Low bongo",      "Mute hi conga",  "Open hi conga",  "Low conga",
    "High timbale",       "Low timbale",   "High agogo",     "Low agogo",      "Cabasa",         "Maracas",
    "Short whistle",      "Long whistle",  "Short guiro",    "Long guiro",     "Claves",         "Hi woodblock",
    "Low woodblock",      "Mute cuica",    "Open cuica",     "Mute triangle",  "Open triangle",
};

static_assert(kDrums.back() == "Open triangle");

} // namespace

std::string_view drumName(std::uint8_t key)
{
    return key >= kFirstDrum && key - kFirstDrum < static_cast<int>(kDrums.size()) ? kDrums[key - kFirstDrum]
                                                                                   : std::string_view();
}

} // namespace cadenza::midi
