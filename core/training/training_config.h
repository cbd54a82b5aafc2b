#pragma once

#include "core/encoding/classic_vocabulary.h"
#include "core/midi/part_selection.h"
#include "core/model/classic_shape.h"
#include "core/model/network_shape.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace cadenza::training {

enum class Device { Cpu, Cuda };

/// What products of matrices are computed in.
enum class Arithmetic : std::uint8_t {
    Float32,
    BFloat16, ///< operands and products are rounded to bfloat16; weights, states, losses and optimiser stay float
};

/// How the learning rate goes over a run.
enum class Schedule : std::uint8_t { Cosine, Constant };

/// Which targets of a Classic corpus are held out.
enum class ClassicSplit : std::uint8_t {
    Works,   ///< those of whole works, as everywhere else
    Windows, ///< as published: a random fifth is for the test and a fifth of the rest for validation, all music
             ///< concatenated. Windows overlap, so what is held out is read on the way to other targets: it leaks
};

/// What makes a run train a Classic model.
struct ClassicSettings {
    model::ClassicShape shape{}; ///< `classes` is filled in from the corpus
    encoding::ClassicSpelling spelling{};
    ClassicSplit split{ClassicSplit::Works};
    std::optional<encoding::ClassicVocabulary> vocabulary{}; ///< where there is one already, instead of the music's own
};

/// Everything that decides a run. Validated by `validate`; passed by value.
struct TrainingConfig {
    model::NetworkShape shape{};              ///< `composers` and `parts` are filled in from the corpus
    std::optional<ClassicSettings> classic{}; ///< trains a Classic model; then `shape` says nothing
    bool fitToMachine{false};  ///< take a smaller network where this machine is too slow for `shape` in `time`
    int batch{16};             ///< sequences side by side
    int steps{64};             ///< events per truncated backpropagation
    double learningRate{2e-3}; ///< peak of the schedule
    Schedule schedule{Schedule::Cosine};
    double gradientClip{1.0};       ///< L2 norm
    double dropout{0.1};            ///< between layers and before the heads
    double recallDropout{0.1};      ///< share of windows that are read without what is recalled; 1: never recall
    bool transpose{true};           ///< −5…+6 semitones, drawn anew for each piece and epoch
    std::optional<double> epochs{}; ///< passes over the training notes; whichever of the two ends first
    std::optional<std::chrono::duration<double>> time{};
    double validationShare{0.1}; ///< of the works, at least one when there are two or more
    int patience{0};             ///< evaluations without improvement before stopping early; 0 never
    std::chrono::duration<double> reportEvery{0.25};
    std::chrono::duration<double> evaluateEvery{5.0};
    std::optional<double> evaluateEpochs{}; ///< passes between evaluations, instead of `evaluateEvery`
    std::uint64_t randomSeed{1};
    int threads{0}; ///< 0: all cores
    Device device{Device::Cpu};
    midi::PartSelection parts{}; ///< of each piece that are trained on
    Arithmetic arithmetic{Arithmetic::Float32};
};

/// Units of the network that is trained.
[[nodiscard]] inline int hiddenOf(const TrainingConfig& config)
{
    return config.classic ? config.classic->shape.hidden : config.shape.hidden;
}

} // namespace cadenza::training
