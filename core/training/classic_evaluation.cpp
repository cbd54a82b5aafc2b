#include "core/training/classic_evaluation.h"

#include "core/training/classic_corpus.h"
#include "core/training/verdict.h"

namespace cadenza::training {
namespace {

using model::ClassicStream;

Tally tallyOf(const model::ClassicNetwork& network, model::ClassicState& state, const encoding::ClassicClasses& next)
{
    const auto offset = judge(network.predict(state, ClassicStream::Offset, next), next.offset);
    const auto word = judge(network.predict(state, ClassicStream::Word, next), next.word);
    const auto duration = judge(network.predict(state, ClassicStream::Duration, next), next.duration);
    Tally tally;
    tally.notes = 1.0;
    tally.pitch = word.nll;
    tally.step = offset.nll;
    tally.duration = duration.nll;
    tally.pitchRight = word.right;
    tally.stepRight = offset.right;
    tally.durationRight = duration.right;
    return tally;
}

} // namespace

Result<Evaluation> evaluateClassic(const model::ClassicNetwork& network, const Corpus& corpus,
                                   const std::stop_token& stop, const ProgressSink& progress)
{
    if (!corpus.vocabulary || *corpus.vocabulary != network.part().vocabulary)
        return failure(Fault::WrongEncoding, {}, "the music is not spelled in the words of the model");
    double tokens = 0.0;
    for (const CorpusPiece& piece : corpus.pieces)
        tokens += static_cast<double>(piece.tokens.size());
    Evaluation result;
    result.baseline = classicBaseline(corpus);
    double read = 0.0;
    for (const CorpusPiece& piece : corpus.pieces) {
        model::ClassicState state = network.initialState();
        for (std::size_t t = 0; t + 1 < piece.tokens.size(); ++t) {
            if (stop.stop_requested())
                return failure(Fault::Cancelled);
            network.hear(state, piece.tokens[t]);
            const Tally tally = tallyOf(network, state, piece.tokens[t + 1]);
            if (t + 1 >= kClassicContext)
                result.tally += tally;
        }
        read += static_cast<double>(piece.tokens.size());
        if (progress)
            progress(read / tokens, "Listening");
    }
    if (result.tally.notes == 0.0)
        return failure(Fault::TooLittleMusic, "The selection");
    return result;
}

} // namespace cadenza::training
