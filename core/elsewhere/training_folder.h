#pragma once

#include "core/base/result.h"
#include "core/elsewhere/training_order.h"
#include "core/library/library.h"
#include "core/model/model.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::elsewhere {

// How a training folder lies on the disk.
inline constexpr const char* kSettingsFile = "settings.json";  ///< the order
inline constexpr const char* kMusicFolder = "music";           ///< NAME.mid, as they were
inline constexpr const char* kFromFile = "from.safetensors";   ///< model that the run goes on from
inline constexpr const char* kReadMeFile = "README.txt";       ///< what to do with it
inline constexpr const char* kResultFolder = "result";         ///< what comes back; it can be brought back alone
inline constexpr const char* kStateFile = "state.json";        ///< in it, as all that follow: see run_status.h
inline constexpr const char* kReportsFile = "reports.jsonl";   ///< see report_lines.h
inline constexpr const char* kModelFile = "model.safetensors"; ///< what the run gave
inline constexpr const char* kCheckpointFile = "run.checkpoint";

/// The training folder that a path names: itself, its settings, or a result that was brought back alone; empty where it
/// names none. Reads the beginning of one file.
[[nodiscard]] std::filesystem::path trainingFolderNamed(const std::filesystem::path& path);
/// Where what comes back from a training folder lies, whether it is there yet or not.
[[nodiscard]] std::filesystem::path resultOf(const std::filesystem::path& folder);

/// Fails with NotTrainingFolder, or as `orderFromJson` and reading a file do.
[[nodiscard]] Result<TrainingOrder> readOrder(const std::filesystem::path& folder);

/// The music of an order with its pieces loaded, in its order, after comparing every file with its SHA-256. Fails with
/// TrainingFolderDamaged, naming the file that is missing or changed, or with Cancelled.
[[nodiscard]] Result<std::vector<library::Entry>> readMusic(const std::filesystem::path& folder,
                                                            const TrainingOrder& order, const std::stop_token& stop);
/// Where the pieces of an order stand; nothing where the settings say it otherwise.
[[nodiscard]] std::optional<training::Split> splitOf(const TrainingOrder& order);

/// The model that an order goes on from; null for one that learns from nothing. Fails with TrainingFolderDamaged.
[[nodiscard]] Result<std::shared_ptr<const model::Model>> readFrom(const std::filesystem::path& folder,
                                                                   const TrainingOrder& order);

} // namespace cadenza::elsewhere
