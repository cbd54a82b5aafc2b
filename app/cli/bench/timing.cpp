#include "app/cli/bench/bench.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <vector>

namespace cadenza::app::bench {
namespace {

/// Keeps what Google Benchmark measured and prints nothing.
class Collector : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context& /*context*/) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override
    {
        for (const Run& run : runs)
            if (run.run_type == Run::RT_Iteration)
                seconds.push_back(run.real_accumulated_time / static_cast<double>(run.iterations));
    }

    std::vector<double> seconds;
};

} // namespace

double medianSeconds(const std::string& name, const std::function<void()>& work)
{
    benchmark::ClearRegisteredBenchmarks();
    benchmark::RegisterBenchmark(name.c_str(),
                                 [&](benchmark::State& state) {
                                     for ([[maybe_unused]] auto step : state)
                                         work();
                                 })
        ->MinTime(0.1)
        ->Repetitions(5)
        ->UseRealTime();
    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector, "all");
    std::ranges::sort(collector.seconds);
    return collector.seconds.empty() ? 0.0 : collector.seconds[collector.seconds.size() / 2];
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace cadenza::app::bench
