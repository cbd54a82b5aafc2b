#include "core/ml/module_interface.h"
#include "core/ml/torch_comparison.h"
#include "core/ml/torch_learner.h"
#include "core/ml/torch_ranks.h"

#include <utility>

extern "C" __attribute__((visibility("default"))) void
cadenza_make_learner_5(const cadenza::model::NetworkShape& shape, const cadenza::training::TrainingConfig& config,
                       cadenza::Result<std::unique_ptr<cadenza::training::Learner>>& learner)
{
    learner = cadenza::ml::makeTorchLearner(shape, config);
}

extern "C" __attribute__((visibility("default"))) void
cadenza_compare_lstm_3(const cadenza::ml::LstmComparison::Task& task,
                       cadenza::Result<std::unique_ptr<cadenza::ml::LstmComparison>>& comparison)
{
    comparison = cadenza::ml::makeTorchComparison(task);
}

extern "C" __attribute__((visibility("default"))) void
cadenza_join_ranks_2(const cadenza::training::Rendezvous& place, cadenza::training::Device device, std::stop_token stop,
                     cadenza::Result<std::unique_ptr<cadenza::ml::RankGroup>>& ranks)
{
    ranks = cadenza::ml::TorchRanks::join(place, device, std::move(stop));
}
