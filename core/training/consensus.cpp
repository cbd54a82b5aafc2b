#include "core/training/consensus.h"

#include "core/training/sharding.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace cadenza::training {
namespace {

constexpr std::size_t kFigures = sizeof(Tally) / sizeof(double);
using Figures = std::array<double, kFigures>;

} // namespace

Consensus::Consensus(Collective* ranks, std::stop_token stop) : ranks_(ranks), stop_(std::move(stop)) {}

double Consensus::ownElapsed() const
{
    return before_ + std::chrono::duration<double>(Clock::now() - start_).count();
}

double Consensus::elapsed() const
{
    return ranks_ ? agreedElapsed_ : ownElapsed();
}

bool Consensus::isStopping() const
{
    return ranks_ ? agreedStop_ : stop_.stop_requested();
}

void Consensus::goOnFrom(double seconds)
{
    before_ = agreedElapsed_ = seconds;
    start_ = Clock::now();
}

Batch Consensus::shareOf(Batch batch) const
{
    return ranks_ ? training::shareOf(batch, ranks_->rank(), ranks_->world()) : std::move(batch);
}

Result<Tally> Consensus::sum(const Result<Tally>& own)
{
    if (!ranks_ || (!own && own.error().fault != Fault::Diverged))
        return own;
    enum { Elapsed = kFigures, Stop, Diverged, kValues };
    std::array<double, kValues> values{};
    std::ranges::copy(std::bit_cast<Figures>(own.value_or(Tally{})), values.begin());
    values[Elapsed] = leads() ? ownElapsed() : 0.0;
    values[Stop] = stop_.stop_requested() ? 1.0 : 0.0;
    values[Diverged] = own ? 0.0 : 1.0;
    if (auto summed = ranks_->sum(values); !summed)
        return std::unexpected(summed.error());
    agreedElapsed_ = values[Elapsed];
    agreedStop_ = values[Stop] > 0.0;
    if (values[Diverged] > 0.0)
        return own ? failure(Fault::Diverged, "Training", "the loss of another rank is not a number") : own;
    Figures figures{};
    std::copy_n(values.begin(), kFigures, figures.begin());
    return std::bit_cast<Tally>(figures);
}

Result<std::vector<std::byte>> Consensus::fromFirst(std::vector<std::byte> own) const
{
    return ranks_ ? ranks_->fromFirst(own) : std::move(own);
}

} // namespace cadenza::training
