#include "ui/compose/generation_job.h"

#include "core/generation/other_hand.h"

#include <chrono>
#include <mutex>
#include <new>
#include <set>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::chrono::milliseconds kFirstDrain{6}; ///< someone waits to hear the first note
constexpr std::chrono::milliseconds kDrainEvery{33};
constexpr std::size_t kCandidates = 48; ///< fillings of a stretch, of which the best joined are kept

Result<std::vector<generation::Take>> fill(const GenerationRequest& request, const std::stop_token& stop)
{
    auto fillings = generation::infill(*request.network, *request.seed, *request.range, request.settings, kCandidates,
                                       request.takes, request.randomSeed, stop);
    if (!fillings)
        return std::unexpected(fillings.error());
    std::vector<generation::Take> takes;
    for (generation::Infilling& filling : *fillings)
        takes.push_back(std::move(filling.take));
    return takes;
}

Result<std::vector<generation::Take>> run(const GenerationRequest& request, const std::stop_token& stop,
                                          const generation::TakeListener& listen)
try {
    if (request.range)
        return fill(request, stop);
    if (request.plan)
        return generation::drawParts(*request.network, *request.plan, request.settings, request.notes, request.takes,
                                     request.randomSeed, stop, listen);
    if (request.keptHand != midi::Hand::Unknown)
        return generation::drawOtherHand(*request.network, *request.seed, request.keptHand, request.settings,
                                         request.takes, request.randomSeed, stop, listen);
    return generation::generate(*request.network, *request.seed, request.settings, request.notes, request.takes,
                                request.randomSeed, stop, listen);
} catch (const std::bad_alloc&) {
    return failure(Fault::OutOfMemory);
}

} // namespace

/// What the generating thread leaves for the window.
class GenerationJob::Mailbox {
public:
    using Note = std::pair<std::size_t, encoding::Event>;

    void put(std::size_t take, const encoding::Event& event)
    {
        const std::scoped_lock lock(mutex_);
        notes_.emplace_back(take, event);
    }
    std::vector<Note> take()
    {
        const std::scoped_lock lock(mutex_);
        return std::exchange(notes_, {});
    }

private:
    std::mutex mutex_;
    std::vector<Note> notes_;
};

/// A take as far as it has come.
struct GenerationJob::Growing {
    encoding::Decoder decoder;
};

GenerationJob::GenerationJob(QObject* parent) : QObject(parent), mailbox_(std::make_shared<Mailbox>())
{
    connect(&timer_, &QTimer::timeout, this, &GenerationJob::drain);
}

GenerationJob::~GenerationJob() = default;

void GenerationJob::start(GenerationRequest request)
{
    if (running_)
        return;
    Q_ASSERT(request.network && request.seed);
    growing_.assign(request.takes, {encoding::Decoder(request.network->model().timeBase, *request.seed)});
    running_ = true;
    timer_.start(kFirstDrain);
    thread_ = std::jthread([this, mailbox = mailbox_, request = std::move(request)](const std::stop_token& stop) {
        auto takes =
            run(request, stop, [&](std::size_t take, const encoding::Event& event) { mailbox->put(take, event); });
        QMetaObject::invokeMethod(this, [this, takes = std::move(takes)] { conclude(takes); }, Qt::QueuedConnection);
    });
}

void GenerationJob::stop()
{
    thread_.request_stop();
}

void GenerationJob::drain()
{
    std::set<std::size_t> grown;
    for (const auto& [take, event] : mailbox_->take())
        if (take < growing_.size()) {
            growing_[take].decoder.append(event);
            grown.insert(take);
        }
    if (!grown.empty() && timer_.isActive())
        timer_.setInterval(kDrainEvery);
    for (const std::size_t take : grown)
        Q_EMIT grew(take, std::make_shared<const midi::Piece>(growing_[take].decoder.piece()));
}

void GenerationJob::conclude(const Result<std::vector<generation::Take>>& takes)
{
    timer_.stop();
    thread_.join();
    running_ = false;
    drain();
    growing_.clear();
    if (takes)
        Q_EMIT finished(*takes);
    else
        Q_EMIT failed(takes.error());
}

} // namespace cadenza::ui

#include "moc_generation_job.cpp"
