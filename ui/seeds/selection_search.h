#pragma once

#include "core/library/library.h"
#include "ui/seeds/gallery_seed.h"
#include "ui/seeds/heard_piece.h"

#include <QObject>

#include <stop_token>
#include <vector>

namespace cadenza::ui {

/// Finds the best seeds of several pieces on another thread, and tells of them as it goes. Only the newest search
/// runs; every call returns at once. GUI thread.
class SelectionSearch : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~SelectionSearch() override { cancel(); }

    /// `heard`: what a model made of some of them. A search that refines another tells only of its end.
    enum class Telling { AsItGoes, AtTheEnd };
    void start(std::vector<library::Entry> entries, const seeds::SeedWish& wish, HeardPieces heard = {},
               Telling telling = Telling::AsItGoes);
    void cancel() { stop_.request_stop(); }

Q_SIGNALS:
    /// The best so far, best first; `done` of `all` pieces were looked through.
    void found(const std::vector<cadenza::ui::GallerySeed>& best, std::size_t done, std::size_t all);

private:
    std::stop_source stop_;
};

} // namespace cadenza::ui
