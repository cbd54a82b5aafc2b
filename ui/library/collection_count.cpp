#include "ui/library/collection_count.h"

#include <QtConcurrent>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace cadenza::ui {

using namespace std::chrono_literals;

CollectionFigures figuresOf(std::vector<library::Entry> entries)
{
    CollectionFigures figures;
    std::map<std::string, std::size_t> notes;
    for (const library::Entry& entry : entries)
        notes[entry.composer] += entry.notes;
    for (const auto& [composer, count] : notes)
        figures.composers.push_back(
            {composer.empty() ? CollectionCount::tr("Unknown composer") : QString::fromStdString(composer), count});
    std::ranges::stable_sort(figures.composers, std::ranges::greater{}, &CollectionFigures::Share::notes);
    figures.statistics = library::statisticsOf(library::Library{std::move(entries), {}});
    return figures;
}

CollectionCount::CollectionCount(QObject* parent) : QObject(parent)
{
    soon_.setSingleShot(true);
    soon_.setInterval(60ms);
    connect(&soon_, &QTimer::timeout, this, &CollectionCount::run);
}

void CollectionCount::count(Pieces pieces)
{
    wished_ = std::move(pieces);
    again_ = running_;
    if (!running_)
        soon_.start();
}

void CollectionCount::run()
{
    running_ = true;
    std::vector<library::Entry> wished;
    for (const library::Entry* entry : wished_())
        if (entry->statistics)
            wished.push_back(*entry);
    QtConcurrent::run([entries = std::move(wished)]() mutable {
        return figuresOf(std::move(entries));
    }).then(this, [this](const CollectionFigures& figures) {
        running_ = false;
        if (std::exchange(again_, false))
            return soon_.start();
        Q_EMIT counted(figures);
    });
}

} // namespace cadenza::ui
