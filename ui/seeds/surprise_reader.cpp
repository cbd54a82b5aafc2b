#include "ui/seeds/surprise_reader.h"

#include "core/generation/seed_surprise.h"
#include "core/library/piece_loading.h"

#include <QPointer>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kAtOnce = 16; ///< pieces that share each read of the weights

seeds::SurpriseRange rangeOf(const HeardPieces& heard, std::size_t count)
{
    std::vector<std::vector<float>> all;
    for (const auto& [id, surprise] : heard.surprise)
        all.push_back(*surprise);
    return seeds::surpriseRange(all, count);
}

/// Adds what the network makes of these; false when it was stopped.
bool readGroup(const model::Network& network, std::span<const library::Entry> entries, const std::stop_token& stop,
               HeardPieces& heard)
{
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const library::Entry& entry : entries) {
        auto piece = library::loadPiece(entry);
        pieces.push_back(piece ? std::move(*piece) : nullptr);
    }
    auto surprises = generation::noteSurprises(network, pieces, stop);
    if (!surprises)
        return false;
    for (std::size_t i = 0; i < entries.size(); ++i)
        heard.surprise[entries[i].id] = std::make_shared<const std::vector<float>>(std::move((*surprises)[i]));
    return true;
}

} // namespace

SurpriseReader::SurpriseReader(QObject* parent) : QObject(parent)
{
    pool_.setMaxThreadCount(1);
}

void SurpriseReader::setNetwork(std::shared_ptr<const model::Network> network)
{
    cancel();
    network_ = std::move(network);
    known_ = {};
}

void SurpriseReader::start(std::vector<library::Entry> entries, std::size_t count)
{
    cancel();
    if (!network_)
        return;
    stop_ = {};
    HeardPieces heard;
    for (const library::Entry& entry : entries)
        if (const auto known = known_.surprise.find(entry.id);
            known != known_.surprise.end() && (known->second->empty() || known->second->size() == entry.notes))
            heard.surprise.insert(*known);
    std::erase_if(entries, [&](const library::Entry& entry) { return heard.surprise.contains(entry.id); });
    (void)QtConcurrent::run(&pool_, [self = QPointer(this), network = network_, entries = std::move(entries),
                                     heard = std::move(heard), count, stop = stop_.get_token()]() mutable {
        for (std::span<const library::Entry> rest(entries); !rest.empty();) {
            const auto group = rest.first(std::min(kAtOnce, rest.size()));
            if (!readGroup(*network, group, stop, heard))
                return;
            rest = rest.subspan(group.size());
        }
        heard.usual = rangeOf(heard, count);
        QMetaObject::invokeMethod(
            qApp,
            [self, heard = std::move(heard), stop] {
                if (!self || stop.stop_requested())
                    return;
                for (const auto& read : heard.surprise)
                    self->known_.surprise.insert_or_assign(read.first, read.second);
                Q_EMIT self->read(heard);
            },
            Qt::QueuedConnection);
    });
}

} // namespace cadenza::ui
