#include "ui/document/document.h"

#include <algorithm>
#include <utility>

namespace cadenza::ui {

void Document::addLibrary(const library::Library& more)
{
    library_ = library::merged(library_, more);
    Q_EMIT changed(Change::Library);
    if (selected_.empty() && !library_.entries.empty())
        select(library_.entries.front().id);
}

const library::Entry* Document::entry(const std::string& id) const
{
    const auto found = std::ranges::find(library_.entries, id, &library::Entry::id);
    return found == library_.entries.end() ? nullptr : &*found;
}

const library::Entry* Document::selectedEntry() const
{
    return entry(selected_);
}

void Document::select(const std::string& entryId)
{
    if (entryId == selected_ || !entry(entryId))
        return;
    selected_ = entryId;
    Q_EMIT changed(Change::Selection);
}

void Document::setSeed(const Seed& seed)
{
    const library::Entry* const source = entry(seed.entryId);
    if (!source || seed == seed_)
        return;
    seed_ = seed;
    seedPiece_ = std::make_shared<const midi::Piece>(midi::excerpt(*source->piece, seed.first, seed.count));
    Q_EMIT changed(Change::Seed);
}

void Document::setNetwork(std::shared_ptr<const model::Network> network, std::vector<training::TrainingReport> history)
{
    network_ = std::move(network);
    history_ = std::move(history);
    Q_EMIT changed(Change::Model);
}

void Document::setTakes(std::vector<generation::Take> takes)
{
    takes_ = std::move(takes);
    Q_EMIT changed(Change::Takes);
}

} // namespace cadenza::ui
