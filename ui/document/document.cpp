#include "ui/document/document.h"

#include "core/library/piece_loading.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cadenza::ui {

void Document::addLibrary(const library::Library& more)
{
    replaceLibrary(library::merged(more, library_));
}

void Document::replaceLibrary(library::Library fresh)
{
    std::unordered_map<std::string_view, const library::Entry*> before;
    for (const library::Entry& entry : library_.entries)
        before.emplace(entry.id, &entry);
    for (library::Entry& entry : fresh.entries)
        if (const auto known = before.find(entry.id); !entry.piece && known != before.end())
            entry.piece = known->second->piece;
    library_ = std::move(fresh);
    if (!selectedEntry())
        selected_.clear();
    loadSelected();
    dropStaleSeed();
    Q_EMIT changed(Change::Library);
    if (selected_.empty() && !library_.entries.empty())
        select(library_.entries.front().id);
}

void Document::setEdited(const library::Entry& entry)
{
    const auto found = std::ranges::find(library_.entries, entry.id, &library::Entry::id);
    if (found == library_.entries.end())
        return;
    *found = entry;
    if (seed_ && seed_->entryId == entry.id)
        seed_.reset();
    if (entry.notes > 0)
        setSeed({entry.id, 0, entry.notes}, By::Program);
    else
        Q_EMIT changed(Change::Seed);
}

void Document::rename(const std::string& entryId, const std::string& composer, const std::string& title)
{
    const auto found = std::ranges::find(library_.entries, entryId, &library::Entry::id);
    if (found == library_.entries.end())
        return;
    found->composer = composer;
    found->title = title;
    library::sortEntries(library_.entries);
    Q_EMIT changed(Change::Library);
}

void Document::setLeftOut(std::unordered_set<std::string> ids, By by)
{
    leftOut_ = std::move(ids);
    by_ = by;
    Q_EMIT changed(Change::LeftOut);
}

void Document::setStars(std::vector<Seed> stars, By by)
{
    stars_ = std::move(stars);
    by_ = by;
    Q_EMIT changed(Change::Stars);
}

library::Library Document::trainingLibrary() const
{
    library::Library library = library_;
    std::erase_if(library.entries, [this](const library::Entry& entry) { return leftOut_.contains(entry.id); });
    return library;
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
    loadSelected();
    Q_EMIT changed(Change::Selection);
}

void Document::loadSelected()
{
    const auto found = std::ranges::find(library_.entries, selected_, &library::Entry::id);
    if (found == library_.entries.end() || found->piece)
        return;
    if (auto piece = library::loadPiece(*found))
        found->piece = std::move(*piece);
    else
        Q_EMIT unreadable(piece.error());
}

void Document::dropStaleSeed()
{
    if (!seed_)
        return;
    const library::Entry* const source = entry(seed_->entryId);
    if (source && source->notes >= seed_->first + seed_->count)
        return;
    seed_.reset();
    seedPiece_.reset();
    Q_EMIT changed(Change::Seed);
}

void Document::setSeed(const Seed& seed, By by)
{
    const library::Entry* const source = entry(seed.entryId);
    if (!source || !source->piece || seed == seed_)
        return;
    seed_ = seed;
    seedPiece_ = std::make_shared<const midi::Piece>(midi::excerpt(*source->piece, seed.first, seed.count));
    by_ = by;
    Q_EMIT changed(Change::Seed);
}

void Document::setNetwork(std::shared_ptr<const model::Network> network, std::vector<training::TrainingReport> history)
{
    network_ = std::move(network);
    history_ = std::move(history);
    Q_EMIT changed(Change::Model);
}

void Document::setTakes(std::vector<generation::Take> takes, std::vector<TakeLabel> labels,
                        std::vector<Descent> descents)
{
    takes_ = std::move(takes);
    takeLabels_ = std::move(labels);
    takeLabels_.resize(takes_.size());
    descents_ = std::move(descents);
    for (std::size_t take = descents_.size(); take < takes_.size(); ++take)
        descents_.push_back({.music = takes_[take].seedNotes});
    Q_EMIT changed(Change::Takes);
}

void Document::setTakeLabels(std::vector<TakeLabel> labels)
{
    takeLabels_ = std::move(labels);
    takeLabels_.resize(takes_.size());
    Q_EMIT changed(Change::TakeLabels);
}

} // namespace cadenza::ui
