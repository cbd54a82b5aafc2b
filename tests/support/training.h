#pragma once

#include "core/encoding/encoder.h"
#include "core/library/library.h"
#include "core/training/trainer.h"
#include "tests/support/music.h"

#include <memory>
#include <string>
#include <utility>

namespace cadenza::test {

/// A library entry that holds `piece`.
inline library::Entry entryOf(midi::Piece piece, const std::string& id, const std::string& composer = "Nobody")
{
    library::Entry entry;
    entry.id = id;
    entry.source = id;
    entry.title = id;
    entry.composer = composer;
    entry.notes = piece.noteCount();
    entry.piece = std::make_shared<const midi::Piece>(std::move(piece));
    return entry;
}

/// One piece to train on, nothing held out.
inline training::CorpusSnapshot corpusOf(const midi::Piece& piece)
{
    auto corpus = std::make_shared<training::Corpus>();
    corpus->composers = {"Nobody"};
    const auto events = encoding::encode(piece, encoding::TimeBase::Beats).events;
    corpus->pieces.push_back({events, encoding::expectationsOf(events), 1, false, "work"});
    corpus->trainNotes = corpus->pieces.front().events.size();
    return corpus;
}

/// A line of notes to train on, and the same held out.
inline training::CorpusSnapshot corpusWithValidation()
{
    auto corpus = std::make_shared<training::Corpus>(*corpusOf(wanderingLine(400)));
    auto held = corpus->pieces.front();
    held.validation = true;
    corpus->validNotes = held.events.size();
    corpus->pieces.push_back(std::move(held));
    return corpus;
}

/// A network that trains in seconds.
inline training::TrainingConfig tinyConfig()
{
    training::TrainingConfig config;
    config.shape = {.hidden = 32, .layers = 1};
    config.batch = 4;
    config.steps = 16;
    config.learningRate = 1e-2;
    config.dropout = 0.0;
    config.transpose = false;
    config.epochs = 10;
    config.randomSeed = 7;
    config.threads = 1;
    return config;
}

} // namespace cadenza::test
