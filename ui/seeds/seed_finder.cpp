#include "ui/seeds/seed_finder.h"

#include "ui/seeds/reason_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace cadenza::ui {
namespace {

seeds::SeedScorer scorerOf(const midi::Piece& piece, const HeardPiece& heard)
{
    return {piece, heard.of(piece.noteCount()), heard.usual};
}

} // namespace

SeedFinder::SeedFinder(QObject* parent) : QObject(parent), thread_([this](const std::stop_token& stop) { work(stop); })
{
}

SeedFinder::~SeedFinder()
{
    cancel();
    thread_.request_stop();
    wished_.notify_all();
}

void SeedFinder::find(std::shared_ptr<const midi::Piece> piece, const seeds::SeedWish& wish,
                      std::vector<seeds::NoteRun> also, HeardPiece heard)
{
    const std::scoped_lock lock(mutex_);
    search_.request_stop();
    find_ = FindWish{std::move(piece), wish, std::move(also), std::move(heard)};
    wished_.notify_one();
}

void SeedFinder::judge(std::shared_ptr<const midi::Piece> piece, std::size_t first, std::size_t count, HeardPiece heard)
{
    const std::scoped_lock lock(mutex_);
    judge_ = JudgeWish{std::move(piece), first, count, std::move(heard)};
    wished_.notify_one();
}

void SeedFinder::cancel()
{
    const std::scoped_lock lock(mutex_);
    search_.request_stop();
    find_.reset();
    judge_.reset();
}

void SeedFinder::work(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    while (wished_.wait(lock, stop, [this] { return find_ || judge_; })) {
        if (judge_) {
            const JudgeWish wish = *std::exchange(judge_, {});
            lock.unlock();
            answer(wish);
        } else {
            const FindWish wish = *std::exchange(find_, {});
            search_ = {};
            const std::stop_token given = search_.get_token();
            lock.unlock();
            answer(wish, given);
        }
        lock.lock();
    }
}

void SeedFinder::answer(const FindWish& wish, const std::stop_token& stop)
{
    SeedFindings findings{wish.piece, wish.wish.count, {}, {}};
    const seeds::SeedScorer scorer = scorerOf(*wish.piece, wish.heard);
    findings.scores = scorer.scores(wish.wish.count, stop);
    if (stop.stop_requested())
        return;
    findings.best = scorer.best(wish.wish, findings.scores);
    findings.boundaries = scorer.boundaries(wish.wish.snap);
    for (const seeds::NoteRun& run : wish.also)
        if (run.count > 0 && run.first + run.count <= wish.piece->noteCount())
            findings.also.push_back(scorer.explain(run.first, run.count));
    QMetaObject::invokeMethod(
        this,
        [this, stop, findings = std::move(findings)] {
            if (!stop.stop_requested())
                Q_EMIT found(findings);
        },
        Qt::QueuedConnection);
}

void SeedFinder::answer(const JudgeWish& wish)
{
    const seeds::SeedScorer scorer = scorerOf(*wish.piece, wish.heard);
    QMetaObject::invokeMethod(
        this, [this, window = scorer.explain(wish.first, wish.count)] { Q_EMIT judged(window); }, Qt::QueuedConnection);
}

namespace {

/// A dot stays on the line of the words before it.
QString joined(const std::vector<seeds::Reason>& reasons, std::size_t most)
{
    QStringList words;
    for (const seeds::Reason& reason : reasons)
        if (!reason.words.empty() && static_cast<std::size_t>(words.size()) < most)
            words << reasonWords(reason.words);
    return words.join(QStringLiteral("\u00a0· "));
}

/// What tells a musician most comes first; what this list lacks comes last.
std::size_t telling(const seeds::Reason& reason)
{
    static constexpr std::array<std::string_view, 8> order{
        "opening", "tonality", seeds::kSurpriseReason, "rhythm", "silence", "closing", "pitch", "repetition"};
    return static_cast<std::size_t>(std::ranges::find(order, reason.name) - order.begin());
}

/// What speaks clearly against a window, then what speaks clearly for it, then what is middling.
std::vector<seeds::Reason> clearestFirst(std::vector<seeds::Reason> reasons)
{
    constexpr double against = 0.25, inFavour = 0.75;
    std::ranges::stable_sort(reasons, {}, [](const seeds::Reason& reason) {
        const int kind = reason.value <= against ? 0 : reason.value >= inFavour ? 1 : 2;
        return std::pair(kind, telling(reason));
    });
    return reasons;
}

} // namespace

QString reasonTitle(const std::string& name)
{
    static const std::map<std::string, const char*> titles{
        {"score", QT_TR_NOOP("Score")},           {"position", QT_TR_NOOP("Position")},
        {"opening", QT_TR_NOOP("Opening")},       {"closing", QT_TR_NOOP("Hand-over")},
        {"density", QT_TR_NOOP("Density")},       {"evenness", QT_TR_NOOP("Even flow")},
        {"pitch", QT_TR_NOOP("Pitch variety")},   {"rhythm", QT_TR_NOOP("Rhythm variety")},
        {"repetition", QT_TR_NOOP("Repetition")}, {"span", QT_TR_NOOP("Melodic span")},
        {"tonality", QT_TR_NOOP("Clear key")},    {"silence", QT_TR_NOOP("No long silence")},
        {"polyphony", QT_TR_NOOP("Polyphony")},   {seeds::kSurpriseReason, QT_TR_NOOP("Familiarity")}};
    const auto title = titles.find(name);
    return title == titles.end() ? QString::fromStdString(name) : SeedFinder::tr(title->second);
}

QString reasonsInWords(const seeds::ScoredWindow& window, std::size_t most)
{
    return joined(clearestFirst(window.reasons), most);
}

std::vector<QString> distinctiveReasons(const std::vector<seeds::ScoredWindow>& windows, const std::string& first,
                                        std::size_t most)
{
    std::map<std::string, int> said;
    for (const seeds::ScoredWindow& window : windows)
        for (const seeds::Reason& reason : window.reasons)
            ++said[reason.words];
    std::vector<QString> words;
    for (const seeds::ScoredWindow& window : windows) {
        std::vector<seeds::Reason> reasons = clearestFirst(window.reasons);
        std::ranges::stable_sort(
            reasons, {}, [&](const seeds::Reason& reason) { return reason.name == first ? 0 : said[reason.words]; });
        words.push_back(joined(reasons, most));
    }
    return words;
}

} // namespace cadenza::ui
