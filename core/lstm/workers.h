#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cadenza::lstm {

/// A team of threads that does one piece of work in equal shares. The caller works too; the others sleep on a condition
/// variable in between and never spin. They inherit the caller's priority at construction. One caller at a time.
class Workers {
public:
    explicit Workers(int count); ///< > 0, the caller included
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers();

    [[nodiscard]] int count() const { return static_cast<int>(threads_.size()) + 1; }
    /// Calls `share(0)` … `share(count() − 1)` and returns when all have returned. `share` must not throw.
    void run(const std::function<void(int)>& share);

private:
    void serve(int index);

    std::mutex mutex_;
    std::condition_variable begin_;
    std::condition_variable end_;
    const std::function<void(int)>* share_{nullptr};
    unsigned long generation_{0};
    int busy_{0};
    bool closing_{false};
    std::vector<std::thread> threads_;
};

/// The part of `items` that is share `index` of `count`: the first and one past the last.
struct Range {
    int begin{0};
    int end{0};
    [[nodiscard]] int size() const { return end - begin; }
};
[[nodiscard]] constexpr Range shareOf(int items, int index, int count)
{
    return {items * index / count, items * (index + 1) / count};
}

} // namespace cadenza::lstm
