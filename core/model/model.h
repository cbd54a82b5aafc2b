#pragma once

#include "core/base/result.h"
#include "core/model/classic_shape.h"
#include "core/model/network_shape.h"
#include "core/originality/fingerprints.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::model {

/// Where a model comes from, for people: shown in the window and stored in the file.
struct ModelCard {
    std::string name;
    std::string trainedOn; ///< for example "starter collection, 5 pieces, 2,913 notes"
    std::string licence;
    std::string attribution;
    std::string command;                   ///< that made it
    double seconds{0.0};                   ///< of training
    double trainNll{0.0};                  ///< nats per note
    double validNll{0.0};                  ///< nats per note; 0 when there was no validation music
    std::vector<std::string> sourceHashes; ///< SHA-256 of each training file; a file keeps the first 8,000
    std::string settings;                  ///< of the training, as JSON or in words
    std::vector<std::string> examples;     ///< what was generated with it: a line each, for people
};

/// What makes a model a Classic one.
struct ClassicPart {
    ClassicShape shape{};
    encoding::ClassicVocabulary vocabulary{};
    friend bool operator==(const ClassicPart&, const ClassicPart&) = default;
};

/// Weights + encoding + what it was trained on. Immutable once shared; any thread.
struct Model {
    NetworkShape shape;
    encoding::TimeBase timeBase{encoding::TimeBase::Beats};
    std::vector<std::string> composers; ///< names of classes 1…; class 0 is "any"
    ModelCard card;
    std::optional<ClassicPart> classic;                            ///< where set, `shape` says nothing
    std::map<std::string, std::vector<float>> parameters;          ///< by name, as `parametersOf` lists them
    std::shared_ptr<const originality::Fingerprints> fingerprints; ///< of the training music; null where it has none
};

/// Every parameter of the model's kind and sizes, in a fixed order.
[[nodiscard]] std::vector<ParameterSpec> parametersOf(const Model& model);

enum class Precision { Float32, Float16 };

/// Reads a safetensors file (https://github.com/huggingface/safetensors#format) after checking every rule of the
/// format, the sizes, a checksum and that all values are finite. Fails with NotModel; a file from a stranger can at
/// worst be refused. What is refused takes the memory of its file and no more than a constant beside; a model that is
/// accepted takes four bytes a weight as well: as much again as a file in 32 bits, twice as much as one in 16.
[[nodiscard]] Result<std::shared_ptr<const Model>> readModel(const std::filesystem::path& path);

/// Writes atomically, in a form that `readModel` and the Python package safetensors read; texts of the card are cut to
/// 16 KiB each. Fails with NotWritable (also where names are so long that nobody would read the file) or DiskFull.
[[nodiscard]] Result<void> writeModel(const std::filesystem::path& path, const Model& model,
                                      Precision precision = Precision::Float32);

/// SHA-256 over sizes, encoding and weights: what a take names so that it can be made again.
[[nodiscard]] std::string contentHash(const Model& model);

} // namespace cadenza::model
