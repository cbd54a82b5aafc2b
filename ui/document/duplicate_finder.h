#pragma once

#include "core/library/duplicates.h"
#include "core/library/library.h"

#include <QObject>

#include <thread>
#include <vector>

namespace cadenza::ui {

/// Looks in the background for pieces of a library that are the same music. A new search ends the one before. GUI
/// thread.
class DuplicateFinder : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Collections of more than some thousand pieces are left to the command line: all their music would have to be
    /// read.
    void find(const library::Library& library);

Q_SIGNALS:
    /// `library` is what was searched: the pairs are indices into it.
    void found(const cadenza::library::Library& library, const std::vector<cadenza::library::Duplicate>& duplicates);

private:
    std::jthread thread_;
    int search_{0}; ///< counts up: what an older search found is not told
};

} // namespace cadenza::ui
