#pragma once

#include "core/training/collective.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cadenza::test {

/// Ranks that are threads of the test: sums and news go through a table that they share.
class ThreadRanks {
public:
    explicit ThreadRanks(int world) : world_(world)
    {
        for (int rank = 0; rank < world; ++rank)
            ranks_.push_back(std::make_unique<Rank>(*this, rank));
    }

    /// Calls `work` with each rank on a thread of its own and returns when all have returned. Who returns is gone: the
    /// others' next call fails, as it does over a network.
    void run(const std::function<void(training::Collective&)>& work)
    {
        std::vector<std::jthread> threads;
        for (const auto& rank : ranks_)
            threads.emplace_back([&] {
                work(*rank);
                lose(rank->rank());
            });
    }

private:
    class Rank final : public training::Collective {
    public:
        Rank(ThreadRanks& all, int rank) : all_(all), rank_(rank) {}
        int rank() const override { return rank_; }
        int world() const override { return all_.world_; }
        Result<void> sum(std::span<double> values) override
        {
            return all_.meet(
                [&] {
                    all_.sums_.resize(values.size());
                    for (std::size_t i = 0; i < values.size(); ++i)
                        all_.sums_[i] += values[i];
                },
                [&] { std::ranges::copy(all_.sums_, values.begin()); });
        }
        Result<std::vector<std::byte>> fromFirst(std::span<const std::byte> bytes) override
        {
            std::vector<std::byte> got;
            const auto met = all_.meet(
                [&] {
                    if (rank_ == 0)
                        all_.bytes_.assign(bytes.begin(), bytes.end());
                },
                [&] { got = all_.bytes_; });
            return met ? Result<std::vector<std::byte>>(got) : std::unexpected(met.error());
        }

    private:
        ThreadRanks& all_;
        int rank_;
    };

    /// All give, then all take; a new round begins when the last has taken.
    Result<void> meet(const std::function<void()>& give, const std::function<void()>& take)
    {
        std::unique_lock lock(mutex_);
        const auto wait = [&](const std::function<bool()>& ready) {
            changed_.wait_for(lock, kLimit, [&] { return ready() || lost_; });
            return ready();
        };
        if (!wait([&] { return !taking_; }))
            return failure(Fault::LostRank, nameOfLost());
        give();
        taking_ = ++met_ == world_;
        changed_.notify_all();
        if (!wait([&] { return taking_; }))
            return failure(Fault::LostRank, nameOfLost());
        take();
        if (--met_ == 0) {
            taking_ = false;
            sums_.clear();
            bytes_.clear();
        }
        changed_.notify_all();
        return {};
    }

    std::string nameOfLost() const { return "Rank " + std::to_string(lost_.value_or(-1)); }

    void lose(int rank)
    {
        const std::scoped_lock lock(mutex_);
        lost_ = lost_.value_or(rank);
        changed_.notify_all();
    }

    static constexpr auto kLimit = std::chrono::seconds(60);

    int world_;
    std::vector<std::unique_ptr<Rank>> ranks_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int met_{0};
    bool taking_{false};
    std::optional<int> lost_;
    std::vector<double> sums_;
    std::vector<std::byte> bytes_;
};

} // namespace cadenza::test
