#pragma once

#include "core/base/result.h"

#include <RtMidi.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace cadenza::playback {

/// RtMidi's errors become silence here: we ask and check instead.
inline void ignoreRtMidi(RtMidiError::Type, const std::string&, void*) {}

/// RtMidi throws, prints or crashes where a service is missing; so each is looked for first.
[[nodiscard]] inline bool alsaSequencerThere()
{
    return ::access("/dev/snd/seq", R_OK | W_OK) == 0;
}

/// An RtMidiOut or RtMidiIn on one API, or null where that fails. Precondition for UNIX_JACK: a server runs.
template <class Port>
[[nodiscard]] std::unique_ptr<Port> makeRtMidi(RtMidi::Api api)
{
    try {
        auto port = std::make_unique<Port>(api, "Cadenza");
        port->setErrorCallback(&ignoreRtMidi);
        return port;
    } catch (const std::exception&) {
        return nullptr;
    }
}

} // namespace cadenza::playback
