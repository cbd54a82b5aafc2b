#include "app/cli/train_folder.h"

#include "app/cli/training_output.h"

#include <iostream>

namespace cadenza::app {
namespace {

/// What a person who typed one line wants to know in the end.
std::string wordsOf(const elsewhere::FolderOutcome& outcome)
{
    if (outcome.before)
        return "“" + outcome.name + "” has been trained already: " + outcome.model.string();
    if (outcome.reason == training::StopReason::Stopped)
        return "“" + outcome.name + "” is stopped. The same line goes on from where it is.";
    return "“" + outcome.name
           + "” is done. Bring the folder back, or only its “result”, and drop it on Cadenza's window.";
}

} // namespace

Result<void> trainFolder(const training::LearnerFactory& makeLearner, const std::string& folder,
                         const elsewhere::FolderTraining& how, bool json, const std::stop_token& stop)
{
    const auto outcome = elsewhere::trainInFolder(makeLearner, folder, how, stop, reportPrinter(json));
    if (!outcome)
        return std::unexpected(outcome.error());
    if (how.leads)
        std::cerr << wordsOf(*outcome) << '\n';
    return {};
}

} // namespace cadenza::app
