#include "core/elsewhere/folder_training.h"

#include "core/base/file.h"
#include "core/elsewhere/result_writer.h"
#include "core/elsewhere/training_folder.h"
#include "core/project/folder_lock.h"
#include "core/training/fine_tuning.h"

#include <memory>
#include <new>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;

namespace {

constexpr const char* kLockFile = "train.lock";

/// Makes the place for the result, which says what it is of, for whoever brings it back alone.
Result<void> makeResult(const fs::path& folder)
{
    const fs::path result = folder / kResultFolder;
    std::error_code error;
    fs::create_directories(result, error);
    if (error)
        return failure(error == std::errc::no_space_on_device ? Fault::DiskFull : Fault::NotWritable, result.string(),
                       error.message());
    return copyFileAtomically(folder / kSettingsFile, result / kSettingsFile);
}

training::TrainingConfig configFor(const TrainingOrder& order, const FolderTraining& how, const model::Model* from)
{
    auto config = from ? training::goingOnFrom(*from, order.config) : order.config;
    config.threads = how.threads.value_or(config.threads);
    config.device = how.device.value_or(config.device);
    config.arithmetic = how.arithmetic.value_or(config.arithmetic);
    return config;
}

/// The checkpoint's own words are about models.
Error aboutCheckpoint(Error error, const fs::path& checkpoint)
{
    if (error.subject != checkpoint.string() || (error.fault != Fault::NotModel && error.fault != Fault::WrongEncoding))
        return error;
    const std::string precision = error.fault == Fault::WrongEncoding ? ", such as another --precision" : "";
    return {Fault::TrainingFolderDamaged, error.subject,
            error.detail + precision + "; without this file the run begins again from the start", std::nullopt};
}

/// One run in its folder.
class FolderRun {
public:
    FolderRun(const training::LearnerFactory& makeLearner, fs::path folder, const FolderTraining& how,
              TrainingOrder order)
        : makeLearner_(makeLearner), folder_(std::move(folder)), how_(how), order_(std::move(order)),
          checkpoint_(folder_ / kResultFolder / kCheckpointFile)
    {
    }

    Result<FolderOutcome> lead(const std::stop_token& stop, const training::TrainingObserver& observe)
    {
        if (auto made = makeResult(folder_); !made)
            return std::unexpected(made.error());
        const fs::path result = folder_ / kResultFolder;
        const auto lock = project::FolderLock::take(result, kLockFile);
        if (!lock)
            return std::unexpected(lock.error());
        std::error_code error;
        const bool goesOn = fs::exists(checkpoint_, error);
        auto writer = ResultWriter::begin(result, order_, goesOn ? training::Resume::IfThere : training::Resume::No);
        if (!writer)
            return std::unexpected(writer.error());
        auto trained = train(stop, writer->get(), observe);
        if (!trained) {
            (*writer)->fail(trained.error());
            return std::unexpected(trained.error());
        }
        model::Model model = *trained->model;
        model.card.name = order_.name;
        model.card.command = how_.command;
        if (auto finished = (*writer)->finish(*trained, model); !finished) {
            (*writer)->fail(finished.error());
            return std::unexpected(finished.error());
        }
        return FolderOutcome{order_.name, result / kModelFile, trained->reason};
    }

    /// Learns with others and leaves the folder to the one that leads.
    Result<FolderOutcome> help(const std::stop_token& stop)
    {
        const auto trained = train(stop, nullptr, {});
        if (!trained)
            return std::unexpected(trained.error());
        return FolderOutcome{order_.name, folder_ / kResultFolder / kModelFile, trained->reason};
    }

private:
    Result<training::TrainingOutcome> train(const std::stop_token& stop, ResultWriter* writer,
                                            const training::TrainingObserver& observe)
    try {
        auto from = readFrom(folder_, order_);
        if (!from)
            return std::unexpected(from.error());
        const auto config = configFor(order_, how_, from->get());
        auto corpus = corpusFor(config, stop);
        if (!corpus)
            return std::unexpected(corpus.error());
        if (writer)
            writer->know(training::factsOf(**corpus));
        training::RunOptions options{.from = std::move(*from)};
        if (how_.meet) {
            const auto ranks = how_.meet(config.device);
            if (!ranks)
                return std::unexpected(ranks.error());
            options.ranks = *ranks;
        }
        const auto tell = [&](const training::TrainingReport& report) {
            if (writer)
                writer->add(report);
            if (observe)
                observe(report);
        };
        auto trained = training::train(makeLearner_, config, std::move(*corpus), stop, tell,
                                       {checkpoint_, how_.checkpointEvery, training::Resume::IfThere}, options);
        if (!trained)
            return std::unexpected(aboutCheckpoint(trained.error(), checkpoint_));
        return trained;
    } catch (const std::bad_alloc&) {
        return failure(Fault::OutOfMemory);
    }

    Result<training::CorpusSnapshot> corpusFor(const training::TrainingConfig& config, const std::stop_token& stop)
    {
        const auto music = readMusic(folder_, order_, stop);
        if (!music)
            return std::unexpected(music.error());
        return training::makeCorpus(*music, config, stop, splitOf(order_));
    }

    const training::LearnerFactory& makeLearner_;
    fs::path folder_;
    const FolderTraining& how_;
    TrainingOrder order_;
    fs::path checkpoint_;
};

} // namespace

Result<FolderOutcome> trainInFolder(const training::LearnerFactory& makeLearner, const fs::path& given,
                                    const FolderTraining& how, const std::stop_token& stop,
                                    const training::TrainingObserver& observe)
{
    const fs::path folder = fs::absolute(given).lexically_normal();
    auto order = readOrder(folder);
    if (!order)
        return std::unexpected(order.error());
    std::error_code unknown;
    if (const auto status = readStatus(folder / kResultFolder);
        status && status->order == order->id && status->phase == RunStatus::Phase::Finished
        && fs::exists(folder / kResultFolder / kModelFile, unknown))
        return FolderOutcome{order->name, folder / kResultFolder / kModelFile, training::StopReason::Finished, true};
    FolderRun run(makeLearner, folder, how, std::move(*order));
    return how.leads ? run.lead(stop, observe) : run.help(stop);
}

} // namespace cadenza::elsewhere
