#include "core/lstm/workers.h"

namespace cadenza::lstm {

Workers::Workers(int count)
{
    for (int index = 1; index < count; ++index)
        threads_.emplace_back([this, index] { serve(index); });
}

Workers::~Workers()
{
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    begin_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Workers::run(const std::function<void(int)>& share)
{
    {
        const std::scoped_lock lock(mutex_);
        share_ = &share;
        busy_ = static_cast<int>(threads_.size());
        ++generation_;
    }
    begin_.notify_all();
    share(0);
    std::unique_lock lock(mutex_);
    end_.wait(lock, [this] { return busy_ == 0; });
}

void Workers::serve(int index)
{
    unsigned long done = 0;
    std::unique_lock lock(mutex_);
    while (true) {
        begin_.wait(lock, [&] { return closing_ || generation_ != done; });
        if (closing_)
            return;
        done = generation_;
        const auto& share = *share_;
        lock.unlock();
        share(index);
        lock.lock();
        if (--busy_ == 0)
            end_.notify_one();
    }
}

} // namespace cadenza::lstm
