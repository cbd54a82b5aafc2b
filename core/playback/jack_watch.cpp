#include "core/playback/jack_watch.h"

#include "core/playback/fluid_log.h"

#include <alsa/asoundlib.h>
#include <jack/jack.h>
#include <jack/midiport.h>

#include <csignal>
#include <cstdlib>

namespace cadenza::playback {

std::unique_ptr<JackWatch> JackWatch::connect()
{
    tameDeviceLibraries();
    jack_status_t status{};
    jack_client_t* client = jack_client_open("cadenza-watch", JackNoStartServer, &status);
    if (!client)
        return nullptr;
    std::unique_ptr<JackWatch> watch(new JackWatch);
    watch->client_ = client;
    jack_on_shutdown(
        client, [](void* alive) { static_cast<std::atomic<bool>*>(alive)->store(false, std::memory_order_release); },
        &watch->alive_);
    if (jack_activate(client) != 0)
        return nullptr;
    return watch;
}

JackWatch::~JackWatch()
{
    if (client_)
        jack_client_close(client_);
}

double JackWatch::sampleRate() const
{
    return jack_get_sample_rate(client_);
}

std::vector<std::string> JackWatch::midiPorts(Direction direction) const
{
    std::vector<std::string> names;
    if (!alive())
        return names;
    const unsigned long wanted = direction == Direction::ToPort ? JackPortIsInput : JackPortIsOutput;
    const char** ports = jack_get_ports(client_, nullptr, JACK_DEFAULT_MIDI_TYPE, wanted);
    for (const char** port = ports; port && *port; ++port)
        names.emplace_back(*port);
    jack_free(ports);
    return names;
}

namespace {

void swallowAlsa(const char*, int, const char*, int, const char*, ...)
{
    // A missing device is reported through our own Result; alsa-lib would also print it.
}

} // namespace

void tameDeviceLibraries()
{
    [[maybe_unused]] static const bool done = [] {
        ::setenv("JACK_NO_START_SERVER", "1", 1);
        std::signal(SIGPIPE, SIG_IGN);
        jack_set_error_function([](const char*) {});
        jack_set_info_function([](const char*) {});
        snd_lib_error_set_handler(&swallowAlsa);
        FluidLog::silence();
        return true;
    }();
}

} // namespace cadenza::playback
