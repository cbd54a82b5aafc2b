#pragma once

#include "core/library/library.h"
#include "core/model/network.h"
#include "ui/seeds/heard_piece.h"

#include <QObject>
#include <QThreadPool>

#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

namespace cadenza::ui {

/// Has a model read pieces in the background to learn which notes surprise it, and remembers what it read. Only the
/// newest wish counts; every call returns at once. GUI thread.
class SurpriseReader : public QObject {
    Q_OBJECT

public:
    explicit SurpriseReader(QObject* parent = nullptr);
    ~SurpriseReader() override { cancel(); }

    /// Null: nobody reads, and `read` is not heard. What another network made of music is forgotten.
    void setNetwork(std::shared_ptr<const model::Network> network);
    [[nodiscard]] bool canRead() const { return network_ != nullptr; }
    /// Reads what was not read before; pieces in the time base of others are passed over. `count` is the length of the
    /// windows that the range is of.
    void start(std::vector<library::Entry> entries, std::size_t count);
    void cancel() { stop_.request_stop(); }

Q_SIGNALS:
    /// All that was asked for, as far as it can be read; also when it was known.
    void read(const cadenza::ui::HeardPieces& heard);

private:
    std::shared_ptr<const model::Network> network_;
    HeardPieces known_; ///< of this network; the range is of no use here
    std::stop_source stop_;
    QThreadPool pool_; ///< one thread
};

} // namespace cadenza::ui
