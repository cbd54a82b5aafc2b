#pragma once

#include "core/model/network.h"

#include <cstddef>
#include <vector>

namespace cadenza::generation {

/// The last states of one sequence, so that notes can be taken back. Room for `capacity` states is made once.
class StateHistory {
public:
    StateHistory(const model::Network& network, std::size_t capacity) : network_(network), capacity_(capacity) {}

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Keeps where row `row` of `state` stands, and forgets what is older than the capacity.
    void remember(const model::NetworkState& state, int row)
    {
        newest_ = states_.empty() ? 0 : (newest_ + 1) % capacity_;
        if (newest_ == states_.size())
            states_.push_back(network_.fork(state, row, 1));
        else
            network_.restore(states_[newest_], 0, state, row);
        size_ = size_ < capacity_ ? size_ + 1 : capacity_;
    }

    /// Sets row `row` back to where it stood `count` remembered states before the newest, which are forgotten.
    /// Precondition: `count` < `size()`.
    void takeBack(model::NetworkState& state, int row, std::size_t count)
    {
        newest_ = (newest_ + capacity_ - count) % capacity_;
        size_ -= count;
        network_.restore(state, row, states_[newest_], 0);
    }

private:
    const model::Network& network_;
    std::size_t capacity_;
    std::vector<model::NetworkState> states_; ///< a ring
    std::size_t newest_{0};
    std::size_t size_{0};
};

} // namespace cadenza::generation
