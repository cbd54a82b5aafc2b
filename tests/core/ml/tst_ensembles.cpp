#include "core/encoding/parts.h"
#include "core/generation/part_takes.h"
#include "core/library/library.h"
#include "core/midi/instruments.h"
#include "core/midi/midi_writer.h"
#include "core/ml/torch_learner.h"
#include "core/training/trainer.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

using namespace cadenza;

namespace {

constexpr int kMoreReach = 7; ///< semitones beyond the range in the seed

/// In seconds: enough to know who plays.
training::TrainingConfig config()
{
    training::TrainingConfig config;
    config.shape = {.hidden = 48, .layers = 1};
    config.batch = 4;
    config.steps = 32;
    config.learningRate = 5e-3;
    config.epochs = 12;
    config.validationShare = 0.0;
    config.threads = 1;
    config.randomSeed = 3;
    return config;
}

training::LearnerFactory learners()
{
    return [](const model::NetworkShape& shape, const training::TrainingConfig& how) {
        return ml::makeTorchLearner(shape, how);
    };
}

/// The first bars of a piece: enough for every part to have played.
midi::Piece seedOf(const library::Entry& entry)
{
    return midi::excerpt(*entry.piece, 0, 40);
}

} // namespace

/// A model that was trained on the music in parts that ships.
class TestEnsembles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::vector<std::filesystem::path> folder{ENSEMBLES_FOLDER};
        const auto library = library::importLibrary(folder);
        QVERIFY(library);
        entries_ = library->entries;
        const auto corpus = training::makeCorpus(entries_, config());
        QVERIFY(corpus);
        QCOMPARE((*corpus)->parts, 4 * encoding::kPartFamilies);
        const auto outcome = training::train(learners(), config(), *corpus, {}, [](const auto&) {});
        QVERIFY(outcome);
        QCOMPARE(outcome->model->shape.parts, 4 * encoding::kPartFamilies);
        network_.emplace(outcome->model);
    }
    void everyPartGoesOnAndNoneIsInvented()
    {
        for (const library::Entry& entry : entries_) {
            const midi::Piece seed = seedOf(entry);
            const auto takes = generation::generate(*network_, seed, {}, 200, 2, 9);
            QVERIFY(takes);
            for (const generation::Take& take : *takes) {
                QCOMPARE(take.piece.parts.size(), seed.parts.size());
                for (std::size_t i = 0; i < seed.parts.size(); ++i) {
                    QVERIFY(midi::sameInstrument(take.piece.parts[i], seed.parts[i]));
                    const std::string where = entry.title + ": " + midi::labelOf(seed.parts[i]);
                    const auto& notes = take.piece.parts[i].notes;
                    QVERIFY2(notes.size() >= seed.parts[i].notes.size() + 2, where.c_str());
                    if (seed.parts[i].drums)
                        continue;
                    const auto [low, high] = std::ranges::minmax(seed.parts[i].notes, {}, &midi::Note::pitch);
                    for (std::size_t n = seed.parts[i].notes.size(); n < notes.size(); ++n) {
                        QVERIFY2(notes[n].pitch >= low.pitch - kMoreReach && notes[n].pitch <= high.pitch + kMoreReach,
                                 where.c_str());
                        QVERIFY2(notes[n - 1].end() <= notes[n].onset, where.c_str());
                    }
                }
            }
        }
    }
    void aTakesFileSaysTheSame()
    {
        const auto takes = generation::generate(*network_, seedOf(entries_.front()), {}, 100, 1, 4);
        QVERIFY(takes);
        const auto reading = midi::readMidi(midi::writeMidi(takes->front().piece), midi::Strictness::Strict);
        QVERIFY(reading);
        QVERIFY(reading->sequences.front() == takes->front().piece);
    }
    void upperVoicesAreMadeOverTheBassAsItIsWritten()
    {
        for (const library::Entry& entry : entries_) {
            const midi::Piece& piece = *entry.piece;
            std::vector<generation::PartRole> roles(piece.parts.size(), generation::PartRole::New);
            roles[3] = generation::PartRole::Kept;
            const auto takes = generation::drawParts(*network_, {piece, 0, 40, roles}, {}, 2000, 1, 8);
            QVERIFY(takes);
            const midi::Piece& made = takes->front().piece;
            const midi::Piece whole = midi::excerpt(piece, 0, piece.noteCount()); // from its first note on
            QVERIFY(made.parts[3].notes == whole.parts[3].notes);
            QVERIFY(made.parts[0].notes != whole.parts[0].notes);
            QVERIFY(made.tempo == whole.tempo);
        }
    }
    void aSelectionOfPartsTrainsOnThemAlone()
    {
        auto chosen = config();
        chosen.parts = {{"brass"}};
        chosen.epochs = 1;
        const auto corpus = training::makeCorpus(entries_, chosen);
        QVERIFY(corpus);
        QCOMPARE((*corpus)->pieces.size(), std::size_t{2});
        QCOMPARE((*corpus)->withoutParts, entries_.size() - 2);
        std::set<int> families;
        for (const encoding::Event& event : (*corpus)->pieces.front().events)
            families.insert(event.part % encoding::kPartFamilies);
        QCOMPARE(families, (std::set{7}));
    }

private:
    std::vector<library::Entry> entries_;
    std::optional<model::Network> network_;
};

QTEST_GUILESS_MAIN(TestEnsembles)
#include "tst_ensembles.moc"
