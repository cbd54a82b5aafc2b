#include "core/generation/norms.h"

#include <algorithm>
#include <utility>

namespace cadenza::generation {
namespace {

constexpr std::size_t kFewestNotes = 32;

} // namespace

double Norms::shareBelow(double Measures::* measure, double value) const
{
    double below = 0.0;
    for (const Measures& stretch : stretches_)
        below += stretch.*measure < value ? 1.0 : stretch.*measure > value ? 0.0 : 0.5;
    return below / static_cast<double>(stretches_.size());
}

Norms normsOf(std::span<const std::shared_ptr<const midi::Piece>> pieces, const std::stop_token& stop)
{
    std::vector<std::pair<std::size_t, std::size_t>> places; ///< piece, first note
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
        const std::size_t notes = pieces[piece]->noteCount();
        for (std::size_t first = 0; first + kFewestNotes <= notes; first += kNormNotes)
            if (first == 0 || first + kNormNotes <= notes)
                places.emplace_back(piece, first);
    }
    const std::size_t count = std::min(places.size(), kMostNorms);
    std::vector<Measures> stretches;
    for (std::size_t i = 0; i < count; ++i) {
        if (stop.stop_requested())
            return {};
        const auto& [piece, first] = places[i * places.size() / count];
        const std::size_t notes = std::min(kNormNotes, pieces[piece]->noteCount() - first);
        stretches.push_back(measure(midi::excerpt(*pieces[piece], first, notes)));
    }
    return Norms(std::move(stretches));
}

} // namespace cadenza::generation
