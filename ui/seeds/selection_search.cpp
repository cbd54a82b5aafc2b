#include "ui/seeds/selection_search.h"

#include "core/library/piece_loading.h"

#include <QPointer>
#include <QtConcurrent>

#include <algorithm>
#include <chrono>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kOfOnePiece = 3; ///< so that one good piece does not hide all others
constexpr auto kTellEvery = 200ms;

void keepBest(std::vector<GallerySeed>& seeds, std::size_t most)
{
    std::ranges::stable_sort(seeds, std::ranges::greater{}, [](const GallerySeed& seed) { return seed.window.score; });
    seeds.resize(std::min(seeds.size(), most));
}

void addBestOf(const library::Entry& entry, const seeds::SeedWish& wish, const HeardPiece& heard,
               const std::stop_token& stop, std::vector<GallerySeed>& seeds)
{
    const auto piece = library::loadPiece(entry);
    if (!piece)
        return;
    const seeds::SeedScorer scorer(**piece, heard.of((*piece)->noteCount()), heard.usual);
    auto best = scorer.best({wish.count, std::min(wish.top, kOfOnePiece), wish.snap}, stop);
    if (best.empty())
        return;
    const auto content = std::make_shared<const RollContent>(*piece, std::span<const NoteRole>());
    const std::string name = entry.composer.empty() ? entry.title : entry.composer + ", " + entry.title;
    for (auto& window : best)
        seeds.push_back({std::move(window), content, entry.id, name, false});
}

} // namespace

void SelectionSearch::start(std::vector<library::Entry> entries, const seeds::SeedWish& wish, HeardPieces heard,
                            Telling telling)
{
    cancel();
    stop_ = {};
    (void)QtConcurrent::run([self = QPointer(this), entries = std::move(entries), wish, heard = std::move(heard),
                             telling, stop = stop_.get_token()] {
        std::vector<GallerySeed> best;
        auto lastTold = Clock::now();
        for (std::size_t i = 0; i < entries.size() && !stop.stop_requested(); ++i) {
            addBestOf(entries[i], wish, heard.of(entries[i].id), stop, best);
            keepBest(best, wish.top);
            const bool last = i + 1 == entries.size();
            if (!last && (telling == Telling::AtTheEnd || Clock::now() - lastTold < kTellEvery))
                continue;
            lastTold = Clock::now();
            QMetaObject::invokeMethod(
                qApp,
                [self, best, stop, done = i + 1, all = entries.size()] {
                    if (self && !stop.stop_requested())
                        Q_EMIT self->found(best, done, all);
                },
                Qt::QueuedConnection);
        }
    });
}

} // namespace cadenza::ui
