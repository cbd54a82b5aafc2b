#pragma once

#include "core/training/baseline.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace cadenza::training {

/// What is known of a run beside its settings and its curve.
struct RunFacts {
    std::size_t pieces{0}; ///< trained on
    std::size_t trainNotes{0};
    std::size_t validNotes{0};
    Baseline baseline{};    ///< of the held-out music
    std::string from{};     ///< name of the model that it went on from; empty for one that learnt from nothing
    std::string folder{};   ///< that it trains in elsewhere, see core/elsewhere; empty for a run of this machine
    std::string order{};    ///< that this folder carries
    std::string host{};     ///< machine that trains there, once it has begun
    int hidden{0};          ///< of the network that was trained, where a smaller one fits the machine better
    double seconds{0.0};    ///< of training
    double bestNll{0.0};    ///< held out, nats per note; 0 before there is one
    bool endedEarly{false}; ///< because the held-out loss no longer improved
};

/// Pieces that are trained on, also where they were joined into one row.
[[nodiscard]] inline std::size_t piecesTrainedOn(const Corpus& corpus)
{
    return corpus.fingerprints
               ? corpus.fingerprints->pieces().size()
               : static_cast<std::size_t>(std::ranges::count(corpus.pieces, false, &CorpusPiece::validation));
}

/// What a corpus says of the run on it.
[[nodiscard]] inline RunFacts factsOf(const Corpus& corpus)
{
    return {.pieces = piecesTrainedOn(corpus),
            .trainNotes = corpus.trainNotes,
            .validNotes = corpus.validNotes,
            .baseline = baselineOfValidation(corpus)};
}

} // namespace cadenza::training
