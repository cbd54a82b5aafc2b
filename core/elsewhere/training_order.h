#pragma once

#include "core/base/result.h"
#include "core/training/run_facts.h"
#include "core/training/split.h"
#include "core/training/training_config.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::elsewhere {

/// One piece to be trained on: a sequence of a MIDI file in the folder's `music/`.
struct OrderedPiece {
    std::string file{};      ///< name within `music/`
    std::size_t sequence{0}; ///< of the file, from 0
    std::string sha256{};    ///< of the file
    std::string composer{};
    std::string title{};
    training::SplitPart part{training::SplitPart::Train};
    friend bool operator==(const OrderedPiece&, const OrderedPiece&) = default;
};

/// What is to be trained elsewhere: all that a run needs beside the files that lie in its folder.
struct TrainingOrder {
    std::string id{};   ///< tells this order from every other, wherever its folder goes
    std::string name{}; ///< of the run
    training::TrainingConfig config{};
    training::RunFacts facts{};         ///< as far as they are known before it begins
    std::string from{};                 ///< content hash of the model that it goes on from; empty for one from nothing
    std::vector<OrderedPiece> pieces{}; ///< in the order in which they are read
};

/// An id that no other order has.
[[nodiscard]] std::string newOrderId();

/// Of `settings.json`: plain to read, the whole of the order.
[[nodiscard]] std::string toJson(const TrainingOrder& order);
/// Fails with NotTrainingFolder where the text is of something else, with Unsupported where a newer Cadenza wrote it,
/// and with TrainingFolderDamaged where anything is missing or of another kind; `subject` is left to the caller.
[[nodiscard]] Result<TrainingOrder> orderFromJson(std::string_view json);

} // namespace cadenza::elsewhere
