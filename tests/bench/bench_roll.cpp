#include "tests/support/music.h"
#include "ui/library/piece_filter.h"
#include "ui/library/piece_model.h"
#include "ui/library/piece_tree.h"
#include "ui/roll/piano_roll.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <benchmark/benchmark.h>

#include <cstdlib>

using namespace cadenza;
using namespace cadenza::ui;

namespace {

constexpr int kNotes = 100000;
constexpr int kPieces = 10000;
constexpr QSize kRollSize{1600, 800};

/// Chords of four over five octaves, with pedal: as much music as ten long sonatas.
std::shared_ptr<const midi::Piece> longPiece()
{
    std::vector<midi::Note> notes;
    for (int i = 0; i < kNotes; ++i)
        notes.push_back(test::note(i / 4 * 120, 100 + i % 7 * 60, 36 + (i * 7 + i / 4) % 60, 30 + i % 90));
    std::ranges::sort(notes, {}, [](const midi::Note& note) { return std::pair(note.onset, note.pitch); });
    midi::Piece piece = test::piano(std::move(notes));
    for (int i = 0; i < kNotes / 16; ++i)
        piece.parts[0].pedal.push_back({Tick{480L * i}, static_cast<std::uint8_t>(i % 2 * 127)});
    return std::make_shared<const midi::Piece>(std::move(piece));
}

/// A roll with all its lanes, and a heat strip.
class Roll {
public:
    Roll()
    {
        roll.resize(kRollSize);
        roll.showVelocities(true);
        roll.showPedal(true);
        roll.show();
        roll.setPiece(longPiece());
        roll.setHeat(std::vector<float>(kNotes - 63, 0.5F));
        roll.setSeedWindow(200, 64);
        canvas = QImage(kRollSize, QImage::Format_RGB32);
    }
    /// So that about this many notes are in view.
    void show(int notes)
    {
        roll.fit();
        while (visible() > notes)
            roll.zoomIn();
    }
    [[nodiscard]] int visible() const
    {
        const RollGeometry& geometry = roll.geometryOfNotes();
        return static_cast<int>(
            roll.content().touching(geometry.tickAt(0), geometry.tickAt(roll.places().notes.width())).count);
    }
    void paint() { roll.render(&canvas); }

    PianoRoll roll;
    QImage canvas;
};

/// A frame while scrolling: everything is painted anew.
void frame(benchmark::State& state)
{
    Roll roll;
    roll.show(static_cast<int>(state.range(0)));
    int step = 1;
    for ([[maybe_unused]] auto turn : state) {
        QScrollBar* bar = roll.roll.horizontalScrollBar();
        if (bar->maximum() > 0)
            bar->setValue(bar->value() + (step = -step));
        else
            roll.roll.setSeedWindow(200 + static_cast<std::size_t>(step = -step), 64);
        roll.paint();
    }
    state.counters["notes"] = roll.visible();
}
BENCHMARK(frame)->Arg(2700)->Arg(kNotes)->Unit(benchmark::kMillisecond);

/// The playhead goes on by a sixtieth of a second: only strips are painted.
void playheadStep(benchmark::State& state)
{
    Roll roll;
    roll.show(2700);
    roll.paint();
    double at = 1.0;
    for ([[maybe_unused]] auto turn : state) {
        roll.roll.setPlayhead(Seconds{at}, true);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        at = at > 20.0 ? 1.0 : at + 1.0 / 60.0;
    }
}
BENCHMARK(playheadStep)->Unit(benchmark::kMillisecond);

library::Library manyPieces()
{
    const auto piece = std::make_shared<const midi::Piece>(test::wanderingLine(64));
    const auto statistics = std::make_shared<const library::Statistics>(library::statisticsOf(*piece));
    library::Library library;
    for (int i = 0; i < kPieces; ++i) {
        library::Entry entry;
        entry.id = std::to_string(i);
        entry.composer = "Composer " + std::to_string(i % 60);
        entry.title = "Sonata no. " + std::to_string(i) + ", " + std::to_string(i % 4 + 1) + ". movement";
        entry.notes = static_cast<std::size_t>(500 + i);
        entry.statistics = statistics;
        library.entries.push_back(std::move(entry));
    }
    library::sortEntries(library.entries);
    return library;
}

/// A letter more in the filter, until the list is painted.
void typeInFilter(benchmark::State& state)
{
    PieceTree tree;
    tree.resize(360, 800);
    tree.show();
    tree.setLibrary(manyPieces());
    auto* field = tree.findChild<QLineEdit*>(QStringLiteral("pieceFilter"));
    QImage canvas(tree.size(), QImage::Format_RGB32);
    const QString typed = QStringLiteral("movement 12");
    int length = 0;
    for ([[maybe_unused]] auto turn : state) {
        length = length % static_cast<int>(typed.size()) + 1;
        field->setText(typed.left(length));
        tree.render(&canvas);
    }
}
BENCHMARK(typeInFilter)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(application, Theme::Dark);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    std::_Exit(0); // what plays and loads in the background is of no interest any more
}
