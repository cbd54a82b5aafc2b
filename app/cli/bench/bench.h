#pragma once

#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace cadenza::app::bench {

/// One measured number. Ratios to a peer of the same run outlast the machine; absolute figures do not.
struct Figure {
    std::string bench;
    std::string metric;
    double value{0.0};
    std::string unit;
};
using FigureSink = std::function<void(const Figure&)>;

/// Median wall-clock seconds of one call, over five repetitions of Google Benchmark.
[[nodiscard]] double medianSeconds(const std::string& name, const std::function<void()>& work);
/// Precondition: there are values.
[[nodiscard]] double medianOf(std::vector<double> values);
[[nodiscard]] double millisecondsSince(std::chrono::steady_clock::time_point start);

/// Reading MIDI files from memory, importing collections, reopening an index; python3-mido and midicsv beside it.
/// `music` holds the files.
[[nodiscard]] Result<void> benchMidi(const std::filesystem::path& music, const FigureSink& tell);

/// Scoring every window of a collection on all processors, its best seeds, and one piece alone; how fast the
/// ready-trained model reads pieces for what surprises it.
[[nodiscard]] Result<void> benchSeeds(const std::filesystem::path& music, const FigureSink& tell);

/// The LSTM: training beside `torch::nn::LSTM` and the processor's ceiling, a single step beside libtorch's and the
/// memory's bandwidth, and the whole network training on `music` with its peak memory.
[[nodiscard]] Result<void> benchLstm(const std::filesystem::path& music, const FigureSink& tell);

/// Takes one by one and side by side, the time to the first note, and the search for copies: in the fingerprints of the
/// ready-trained model, and in all of `music`.
[[nodiscard]] Result<void> benchGeneration(const std::filesystem::path& music, const FigureSink& tell);

/// Takes of the longest piece in several parts that ships: all parts made by the model in a file, and some kept.
[[nodiscard]] Result<void> benchEnsembles(const std::filesystem::path& modelFile, const FigureSink& tell);

/// A project of 10,000 pieces, 200 runs and 1,000 takes: opening it and reading its lists, storing one take more.
[[nodiscard]] Result<void> benchProject(const FigureSink& tell);

/// Rendering beside real time, pressing play to the first note, and the jitter of notes at a MIDI port with every core
/// idle and busy. Without sound devices; the piece is the one of median length in `music`.
[[nodiscard]] Result<void> benchPlayback(const std::filesystem::path& music, const FigureSink& tell);

/// The Classic model on the published system's protocol and on an honest one, beside the published figures and the
/// Expressive model: half an hour. `music` holds its 37 files in seed-subset, or other files. The table goes to `table`
/// where there is one.
[[nodiscard]] Result<void> benchClassic(const std::filesystem::path& music, const FigureSink& tell,
                                        std::ostream* table);

/// Two ranks with one thread each beside one process with two threads, training the Standard preset's network on
/// `music` in turn, with 16 sequences as the preset has and with 32. `music` may hold a smaller collection in
/// seed-subset.
[[nodiscard]] Result<void> benchDistributed(const std::filesystem::path& music, const FigureSink& tell);

/// How long the window kept others waiting during import, training, generation and export: runs the window itself.
[[nodiscard]] Result<void> benchWindow(const FigureSink& tell);

/// From exec to the first painted window, the memory resident then, and the libraries of libtorch that are mapped
/// (there should be none): starts the window 21 times.
[[nodiscard]] Result<void> benchStart(const FigureSink& tell);

} // namespace cadenza::app::bench
