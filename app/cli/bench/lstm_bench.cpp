#include "app/cli/bench/bench.h"
#include "core/base/random.h"
#include "core/lstm/large_pages.h"
#include "core/lstm/peak.h"
#include "core/ml/loader.h"
#include "core/model/half.h"
#include "core/model/network.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <span>
#include <thread>
#include <vector>

namespace cadenza::app::bench {
namespace {

constexpr int kHidden = 512;
constexpr int kLayers = 2;
constexpr int kTrainingRounds = 9;
constexpr int kStepRounds = 7;
constexpr int kStepsPerRound = 200;
constexpr int kTogether = 16; ///< sequences of a batched step

template <class Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Multiplications and additions of one note in a training step: three products as large as the forward pass's.
double flopsPerNote(const ml::LstmComparison::Task& task)
{
    const double hidden = task.shape.hidden;
    const double forward = 2.0 * (task.layers * 4.0 * hidden * 2.0 * hidden + hidden * task.classes);
    return 3.0 * forward;
}

/// Ours, stock and the ceiling in turn, so that all see the same machine.
void benchTraining(ml::LstmComparison& comparison, const ml::LstmComparison::Task& task, const FigureSink& tell)
{
    tell({"lstm.train", "gradient_error", comparison.gradientError(), "relative L2"});
    lstm::Workers workers(task.threads);
    (void)comparison.trainOurs();
    (void)comparison.trainStock();
    std::vector<double> ours, stock, ratios, fractions;
    const double notes = static_cast<double>(task.shape.steps) * task.shape.batch;
    for (int round = 0; round < kTrainingRounds; ++round) {
        const double peak = lstm::peakFlops(workers);
        ours.push_back(comparison.trainOurs());
        stock.push_back(comparison.trainStock());
        ratios.push_back(stock.back() / ours.back());
        fractions.push_back(notes * flopsPerNote(task) / ours.back() / std::max(peak, lstm::peakFlops(workers)));
    }
    tell({"lstm.train", "notes_per_second", notes / medianOf(ours), "notes/s"});
    tell({"lstm.train", "torch_notes_per_second", notes / medianOf(stock), "notes/s"});
    tell({"lstm.train", "ratio_to_torch", medianOf(ratios), "×"});
    tell({"lstm.train", "fraction_of_fma_peak", medianOf(fractions), "of 1"});
}

/// Seeded weights that are halves, or a hair beside one so that they must stay floats.
model::Model modelOf(model::Precision precision)
{
    model::Model made;
    made.shape = {.hidden = kHidden, .layers = kLayers, .composers = 1};
    Random random(1);
    for (const auto& spec : model::parametersOf(made.shape)) {
        auto& values = made.parameters[spec.name];
        values.resize(spec.elements());
        for (float& value : values) {
            value = model::floatOf(model::halfOf(static_cast<float>(random.uniform() - 0.5) * 0.08F));
            if (precision == model::Precision::Float32)
                value = std::nextafter(value, 1.0F);
        }
    }
    return made;
}

std::size_t weightsReadPerStep(const model::Model& made)
{
    std::size_t weights = 0;
    for (const auto& spec : model::parametersOf(made.shape)) {
        const bool gathered = spec.name.ends_with(".embed") || spec.name == "lstm.0.weight_ih";
        if (spec.shape.size() == 2 && !gathered && !spec.name.starts_with("recall."))
            weights += spec.shape[0] * static_cast<std::size_t>(kHidden);
    }
    return weights;
}

/// Seconds of one step of `batch` sequences.
class Stepper {
public:
    Stepper(const model::Network& network, int batch)
        : network_(network), state_(network.initialState(batch)), events_(static_cast<std::size_t>(batch)),
          composers_(static_cast<std::size_t>(batch), 0)
    {
    }
    double seconds()
    {
        return secondsOf([&] {
                   for (int step = 0; step < kStepsPerRound; ++step) {
                       for (std::size_t b = 0; b < events_.size(); ++b)
                           events_[b].pitch = static_cast<std::uint8_t>(random_.below(encoding::kPitchClasses));
                       network_.step(state_, events_, composers_);
                   }
               })
               / kStepsPerRound;
    }

private:
    const model::Network& network_;
    model::NetworkState state_;
    std::vector<encoding::Event> events_;
    std::vector<int> composers_;
    Random random_{1};
};

void benchStep(ml::LstmComparison& comparison, const FigureSink& tell)
{
    const auto full = std::make_shared<const model::Model>(modelOf(model::Precision::Float32));
    const model::Network inFloats(full);
    const model::Network inHalves(std::make_shared<const model::Model>(modelOf(model::Precision::Float16)));
    Stepper floats(inFloats, 1), halves(inHalves, 1), together(inHalves, kTogether);
    const lstm::LargeVector<float> memory(weightsReadPerStep(*full), 1.0F);
    const double bytes = static_cast<double>(memory.size() * sizeof(float));
    std::vector<double> ours, stock, ratios, halfRatios, fractions, batchRatios;
    for (int round = 0; round < kStepRounds; ++round) {
        double torch = 0.0;
        for (int step = 0; step < kStepsPerRound / 10; ++step)
            torch += comparison.stepStock() * 10.0 / kStepsPerRound;
        stock.push_back(torch);
        ours.push_back(floats.seconds());
        const double half = halves.seconds();
        ratios.push_back(torch / ours.back());
        halfRatios.push_back(torch / half);
        batchRatios.push_back(kTogether * half / together.seconds());
        fractions.push_back(bytes / ours.back() / lstm::readBandwidth(memory));
    }
    tell({"lstm.step", "steps_per_second", 1.0 / medianOf(ours), "steps/s"});
    tell({"lstm.step", "torch_steps_per_second", 1.0 / medianOf(stock), "steps/s"});
    tell({"lstm.step", "ratio_to_torch", medianOf(ratios), "×"});
    tell({"lstm.step", "half_ratio_to_torch", medianOf(halfRatios), "×"});
    tell({"lstm.step", "batch_16_ratio_to_single", medianOf(batchRatios), "×"});
    tell({"lstm.step", "fraction_of_bandwidth", medianOf(fractions), "of 1"});
}

Result<training::CorpusSnapshot> corpusOf(const std::filesystem::path& music, const training::TrainingConfig& config)
{
    const std::filesystem::path paths[] = {music};
    const auto library = library::importLibrary(paths);
    if (!library)
        return std::unexpected(library.error());
    return training::makeCorpus(library->entries, config);
}

/// The whole network on real music: what a person waits for, and what it takes of the memory.
Result<void> benchNetwork(const std::filesystem::path& music, const FigureSink& tell)
{
    training::TrainingConfig config;
    config.shape = {.hidden = kHidden, .layers = kLayers};
    config.batch = 32;
    config.time = std::chrono::seconds(20);
    config.evaluateEvery = std::chrono::hours(1);
    const auto corpus = corpusOf(music, config);
    if (!corpus)
        return std::unexpected(corpus.error());
    std::vector<double> speeds;
    double memory = 0.0;
    const auto outcome = training::train(ml::learnerFactory(), config, *corpus, {}, [&](const auto& report) {
        if (report.notesPerSecond > 0.0)
            speeds.push_back(report.notesPerSecond);
        memory = report.peakMemoryMB;
    });
    if (!outcome)
        return std::unexpected(outcome.error());
    tell({"train", "notes_per_second", medianOf(speeds), "notes/s"});
    tell({"train", "epoch_of_kaggle", 710'085.0 / medianOf(speeds), "s"});
    tell({"train", "peak_memory", memory, "MB"});
    return {};
}

} // namespace

Result<void> benchLstm(const std::filesystem::path& music, const FigureSink& tell)
{
    ml::LstmComparison::Task task;
    task.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    auto comparison = ml::compareLstm(task);
    if (!comparison)
        return std::unexpected(comparison.error());
    benchTraining(**comparison, task, tell);
    benchStep(**comparison, tell);
    comparison->reset();
    const auto zip = music / "kaggle-classical-music-midi.zip";
    return benchNetwork(std::filesystem::exists(zip) ? zip : music, tell);
}

} // namespace cadenza::app::bench
