#include "ui/compose/originality_job.h"

#include <QCoreApplication>
#include <QtConcurrent>

#include <utility>

namespace cadenza::ui {
namespace {

/// A take as far as the search is concerned.
struct Searched {
    std::string modelHash;
    std::vector<encoding::Event> events;
};

std::optional<double> humanShareOf(const originality::Fingerprints& fingerprints)
{
    const auto stretches = fingerprints.human();
    if (stretches.empty())
        return std::nullopt;
    double sum = 0.0;
    for (const originality::HumanStretch& stretch : stretches)
        sum += stretch.copied;
    return sum / static_cast<double>(stretches.size());
}

QString percent(double share)
{
    return OriginalityJob::tr("%1 %").arg(qRound(100.0 * share));
}

} // namespace

QString TakeOrigin::summary() const
{
    return resemblance.passage ? OriginalityJob::tr("%1 notes copied").arg(resemblance.passage->notes)
                               : OriginalityJob::tr("all its own");
}

QString TakeOrigin::sentence() const
{
    const QString compared =
        human
            ? OriginalityJob::tr(" %1 of its notes are in passages of the training music; of music by people, %2 are.")
                  .arg(percent(resemblance.copied), percent(*human))
            : QString();
    if (!resemblance.passage)
        return OriginalityJob::tr("No passage of it is copied from the training music.") + compared;
    const auto& passage = *resemblance.passage;
    const QString piece = QString::fromStdString(passage.piece);
    return (passage.bar > 0
                ? OriginalityJob::tr("Its longest copied passage: %1 notes, as in %2, bar %3.")
                      .arg(passage.notes)
                      .arg(piece)
                      .arg(passage.bar)
                : OriginalityJob::tr("Its longest copied passage: %1 notes, as in %2.").arg(passage.notes).arg(piece))
           + compared;
}

struct OriginalityJob::Answer {
    std::shared_ptr<const originality::FingerprintIndex> index;
    Origins origins;
};

void OriginalityJob::look(std::shared_ptr<const model::Network> network, const std::vector<generation::Take>& takes)
{
    const int wish = ++newest_;
    if (!network || !network->model().fingerprints || takes.empty())
        return;
    std::vector<Searched> searched;
    for (const generation::Take& take : takes)
        searched.push_back({take.modelHash, take.events});
    QtConcurrent::run([network = std::move(network), known = index_, searched = std::move(searched)] {
        const auto& fingerprints = network->model().fingerprints;
        Answer answer{known, {}};
        if (!known || &known->fingerprints() != fingerprints.get())
            answer.index = std::make_shared<const originality::FingerprintIndex>(fingerprints);
        const auto human = humanShareOf(*fingerprints);
        for (const auto& [modelHash, events] : searched)
            answer.origins.push_back(modelHash == network->contentHash()
                                         ? std::optional(TakeOrigin{resemblanceOf(*answer.index, events), human})
                                         : std::nullopt);
        return answer;
    }).then(this, [this, wish](const Answer& answer) {
        index_ = answer.index;
        if (wish == newest_)
            Q_EMIT found(answer.origins);
    });
}

} // namespace cadenza::ui

#include "moc_originality_job.cpp"
