#include "core/training/sharding.h"

#include <algorithm>
#include <cstddef>

namespace cadenza::training {
namespace {

/// Rows `first` … `last` − 1 of a row-major list of `rows`; an empty list stays empty.
template <class T>
std::vector<T> rowsOf(const std::vector<T>& all, int rows, int first, int last)
{
    const auto width = static_cast<std::ptrdiff_t>(all.size()) / std::max(rows, 1);
    return {all.begin() + first * width, all.begin() + last * width};
}

} // namespace

double countedIn(const Batch& batch)
{
    return static_cast<double>(std::ranges::count(batch.counts, 1));
}

Batch shareOf(const Batch& batch, int rank, int world)
{
    const int first = batch.batch * rank / world;
    const int last = batch.batch * (rank + 1) / world;
    const auto rows = [&](const auto& all) { return rowsOf(all, batch.batch, first, last); };
    return {.batch = last - first,
            .steps = batch.steps,
            .events = rows(batch.events),
            .expected = rows(batch.expected),
            .tokens = rows(batch.tokens),
            .expectedTokens = rows(batch.expectedTokens),
            .counts = rows(batch.counts),
            .composers = rows(batch.composers),
            .fresh = rows(batch.fresh),
            .share = Share{.first = first, .of = batch.batch, .counted = countedIn(batch)}};
}

} // namespace cadenza::training
