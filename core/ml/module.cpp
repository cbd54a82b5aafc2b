#include "core/ml/module_interface.h"
#include "core/ml/torch_learner.h"

extern "C" __attribute__((visibility("default"))) void
cadenza_make_learner_1(const cadenza::model::NetworkShape& shape, const cadenza::training::TrainingConfig& config,
                       cadenza::Result<std::unique_ptr<cadenza::training::Learner>>& learner)
{
    learner = cadenza::ml::makeTorchLearner(shape, config);
}
