#include "core/playback/engine.h"
#include "core/playback/synth_output.h"

#include <QTest>
#include <dlfcn.h>
#include <pthread.h>

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace cadenza;
using namespace cadenza::playback;

// What the audio callback must not do is counted here: every allocation and every lock of this process passes through
// these definitions, which the shared libraries (FluidSynth, GLib) use too.

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCounting = false;
namespace {
thread_local bool watched = false;
thread_local int allocations = 0;
thread_local int locks = 0;
} // namespace
#else
constexpr bool kCounting = true;
namespace {

thread_local bool watched = false;
thread_local int allocations = 0;
thread_local int locks = 0;

template <class Function>
Function next(const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);

__attribute__((visibility("default"))) void* malloc(std::size_t size)
{
    allocations += watched ? 1 : 0;
    return __libc_malloc(size);
}
__attribute__((visibility("default"))) void* calloc(std::size_t count, std::size_t size)
{
    allocations += watched ? 1 : 0;
    return __libc_calloc(count, size);
}
__attribute__((visibility("default"))) void* realloc(void* old, std::size_t size)
{
    allocations += watched ? 1 : 0;
    return __libc_realloc(old, size);
}
__attribute__((visibility("default"))) void free(void* memory)
{
    allocations += watched && memory ? 1 : 0;
    __libc_free(memory);
}
__attribute__((visibility("default"))) int pthread_mutex_lock(pthread_mutex_t* mutex)
{
    static const auto real = next<int (*)(pthread_mutex_t*)>("pthread_mutex_lock");
    locks += watched ? 1 : 0;
    return real(mutex);
}
__attribute__((visibility("default"))) void g_mutex_lock(void* mutex)
{
    static const auto real = next<void (*)(void*)>("g_mutex_lock");
    locks += watched ? 1 : 0;
    real(mutex);
}
__attribute__((visibility("default"))) void g_rec_mutex_lock(void* mutex)
{
    static const auto real = next<void (*)(void*)>("g_rec_mutex_lock");
    locks += watched ? 1 : 0;
    real(mutex);
}
}
#endif

namespace {

const std::filesystem::path kFont = "/usr/share/sounds/sf2/TimGM6mb.sf2";

/// Dense music for two instruments and drums, with pedal.
Performance busyMusic()
{
    Performance performance;
    auto& messages = performance.messages;
    messages.push_back({Seconds{0.0}, 0xC1, 40, 0, 1});
    for (int i = 0; i < 2000; ++i) {
        const Seconds at{i * 0.01};
        const auto key = static_cast<std::uint8_t>(36 + i * 7 % 48);
        for (const std::uint8_t channel : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{9}}) {
            messages.push_back({at, static_cast<std::uint8_t>(0x90 | channel), key, 80, channel});
            messages.push_back({at + Seconds{0.3}, static_cast<std::uint8_t>(0x80 | channel), key, 64, channel});
        }
        if (i % 50 == 0)
            messages.push_back({at, 0xB0, 64, static_cast<std::uint8_t>(i % 100 ? 0 : 127), 0});
        performance.beats.push_back({at, i % 4 == 0});
    }
    std::ranges::stable_sort(messages, {}, &TimedMessage::at);
    performance.length = Seconds{20.5};
    return performance;
}

Command randomCommand(std::mt19937& random, const Performance& performance)
{
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
    Command command{static_cast<Command::Kind>(pick(0, static_cast<int>(Command::Kind::Panic)))};
    command.flag = pick(0, 1) == 1;
    command.number = pick(0, 100);
    command.a = pick(0, 15000) * 1e-3;
    command.b = pick(1, 127);
    command.performance = &performance;
    if (command.kind == Command::Kind::Gain)
        command.a = 0.6;
    return command;
}

} // namespace

class TestAudioCallback : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neitherAllocatesNorLocks_data()
    {
        QTest::addColumn<bool>("effects");
        QTest::newRow("dry") << false;
        QTest::newRow("reverb and chorus") << true;
    }

    /// Reverb and chorus run in an OpenMP region of FluidSynth's (Debian builds it so); libgomp gets and frees one team
    /// of a single thread per rendered slice. Nothing else may allocate, and nothing at all may lock.
    void neitherAllocatesNorLocks()
    {
        QFETCH(bool, effects);
        if (!std::filesystem::exists(kFont))
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
        if (!kCounting)
            QSKIP("the sanitizer owns malloc");
        auto output = SynthOutput::load({kFont, {.reverb = effects, .chorus = effects}, 256, 4, {}});
        QVERIFY(output);
        const Performance performance = busyMusic();
        (*output)->prepare(performance);
        allocations = 0;
        locks = 0;

        const auto engine = std::make_unique<Engine>(44100.0);
        Command load{Command::Kind::Load};
        load.performance = &performance;
        engine->post(load);
        engine->post({Command::Kind::Play});
        std::mt19937 random(1);
        std::vector<float> left(4096), right(4096);
        float loudest = 0.0F;
        for (int i = 0; i < 800; ++i) {
            if (i % 3 == 0)
                engine->post(randomCommand(random, performance));
            if (i % 7 == 0)
                engine->post({Command::Kind::Play});
            const int frames = i % 10 == 0 ? 4096 : 256;
            watched = true;
            (*output)->fill(*engine, frames, left.data(), right.data());
            watched = false;
            loudest = std::max(loudest, *std::ranges::max_element(left));
        }
        QVERIFY(loudest > 0.01F);
        QVERIFY(effects || allocations == 0);
        QCOMPARE(locks, 0);
    }

    void theCountersCount()
    {
        if (!kCounting)
            QSKIP("the sanitizer owns malloc");
        allocations = 0;
        watched = true;
        void* volatile memory = std::malloc(10);
        std::free(memory);
        watched = false;
        QCOMPARE(allocations, 2);
    }

    void eventsFallWithinOneBlock()
    {
        if (!std::filesystem::exists(kFont))
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
        auto output = SynthOutput::load({kFont, {}, 256, 4, {}});
        QVERIFY(output);
        Performance performance;
        performance.messages = {{Seconds{0.5}, 0x90, 108, 127, 0}, {Seconds{0.9}, 0x80, 108, 64, 0}};
        performance.length = Seconds{1.0};
        const auto engine = std::make_unique<Engine>(44100.0);
        Command load{Command::Kind::Load};
        load.performance = &performance;
        engine->post(load);
        engine->post({Command::Kind::Play});
        std::vector<float> left(44100), right(44100);
        for (int done = 0; done < 44100; done += 4410)
            (*output)->fill(*engine, 4410, left.data() + done, right.data() + done);
        const auto first = std::ranges::find_if(left, [](float s) { return std::abs(s) > 1e-4F; }) - left.begin();
        QVERIFY2(first >= 22050 && first < 22050 + 64 + 200, qPrintable(QString::number(first)));
    }

    void waitsForInstrumentsWithoutTouchingThem()
    {
        if (!std::filesystem::exists(kFont))
            QSKIP("the SoundFont TimGM6mb.sf2 (package timgm6mb-soundfont) is not installed");
        auto output = SynthOutput::load({kFont, {}, 256, 4, {}});
        QVERIFY(output);
        const Performance performance = busyMusic();
        const auto engine = std::make_unique<Engine>(44100.0);
        Command load{Command::Kind::Load};
        load.performance = &performance;
        load.mustPrepare = true;
        load.number = 1;
        engine->post(load);
        engine->post({Command::Kind::Play});
        std::vector<float> left(4096, 1.0F), right(4096, 1.0F);
        (*output)->fill(*engine, 4096, left.data(), right.data());
        QCOMPARE(engine->waitingFor(), std::int64_t{1});
        QVERIFY(std::ranges::all_of(left, [](float s) { return s == 0.0F; }));
        (*output)->prepare(performance);
        engine->declareReady(1);
        (*output)->fill(*engine, 4096, left.data(), right.data());
        QVERIFY(std::ranges::any_of(left, [](float s) { return s != 0.0F; }));
    }
};

QTEST_GUILESS_MAIN(TestAudioCallback)
#include "tst_audio_callback.moc"
