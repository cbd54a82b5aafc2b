#include "ui/document/duplicate_finder.h"

#include "core/library/piece_loading.h"

#include <QMetaObject>

#include <utility>

namespace cadenza::ui {

namespace {
constexpr std::size_t kMostPieces = 3000;
}

void DuplicateFinder::find(const library::Library& library)
{
    const int search = ++search_;
    thread_.request_stop(); // and joined below: a search ends within moments
    if (library.entries.size() > kMostPieces)
        return;
    thread_ = std::jthread([this, search, searched = library](const std::stop_token& stop) mutable {
        if (!library::loadPieces(searched, stop))
            return;
        auto duplicates = library::findDuplicates(searched, stop);
        if (stop.stop_requested())
            return;
        for (library::Entry& entry : searched.entries) // the music itself is not needed any more
            entry.piece.reset();
        QMetaObject::invokeMethod(this,
                                  [this, search, searched = std::move(searched), duplicates = std::move(duplicates)] {
                                      if (search == search_)
                                          Q_EMIT found(searched, duplicates);
                                  });
    });
}

} // namespace cadenza::ui
