#include "ui/compose/measure_job.h"

#include "core/library/piece_loading.h"
#include "core/seeds/tonality.h"

#include <QtConcurrent>

#include <mutex>
#include <utility>

namespace cadenza::ui {
namespace {

using generation::Measures;
using generation::Norms;

constexpr std::pair kUsual{0.1, 0.9}; ///< of real music: eight stretches in ten

/// "less than usual" and the like, for a share of real music that has less.
QString placeInWords(double share, bool trainedOn)
{
    const QString music = trainedOn ? MeasureJob::tr("the training music") : MeasureJob::tr("the collection");
    if (share < 0.02)
        return MeasureJob::tr("hardly any of %1 has so little").arg(music);
    if (share > 0.98)
        return MeasureJob::tr("hardly any of %1 has so much").arg(music);
    return MeasureJob::tr("%1\u00a0% of %2 has less").arg(qRound(100.0 * share)).arg(music);
}

struct Compared {
    QString name;
    QString value;
    QString what; ///< begins the sentence
    double Measures::* measure;
};

Gauge compared(const Compared& one, const Measures& measures, const Norms& norms, bool trainedOn)
{
    Gauge gauge{one.name, one.value, one.what + u'.', 0.5, {}};
    if (norms.empty())
        return gauge;
    gauge.place = norms.shareBelow(one.measure, measures.*one.measure);
    gauge.usual = kUsual;
    gauge.sentence = MeasureJob::tr("%1: %2.").arg(one.what, placeInWords(gauge.place, trainedOn));
    return gauge;
}

QString keyInWords(const seeds::Tonality& tonality)
{
    return QString::fromUtf8(seeds::keyName(tonality.tonic, tonality.minor));
}

Gauge keyGauge(const MeasuredTake& take)
{
    const auto own = generation::tonalityOf(*take.piece, take.music);
    const auto seed = generation::tonalityOf(*take.piece, 0, take.music);
    const bool same = own.tonic == seed.tonic && own.minor == seed.minor;
    const QString number = QString::number(own.clarity, 'f', 2);
    Gauge gauge{MeasureJob::tr("Key clarity"), number, {}, std::max(0.0, own.clarity), {}};
    const double mark = std::clamp(seed.clarity, 0.0, 1.0);
    gauge.usual = std::pair(std::max(0.0, mark - 0.05), std::min(1.0, mark + 0.05));
    gauge.sentence = same ? MeasureJob::tr("It stays in %1, the seed's key: clarity %2, the seed %3.")
                                .arg(keyInWords(own), number, QString::number(seed.clarity, 'f', 2))
                          : MeasureJob::tr("It is mostly in %1, the seed in %2: clarity %3, the seed %4.")
                                .arg(keyInWords(own), keyInWords(seed), number, QString::number(seed.clarity, 'f', 2));
    return gauge;
}

Gauge loopGauge(const Measures& measures)
{
    constexpr double many = 8.0; // turns
    const bool loops = measures.loopTurns > 1.5;
    const QString turns = QString::number(measures.loopTurns, 'f', 1);
    return {MeasureJob::tr("Repetition"), loops ? MeasureJob::tr("%1 ×").arg(turns) : MeasureJob::tr("none"),
            loops ? MeasureJob::tr("It plays one cycle %1 times in a row.").arg(turns)
                  : MeasureJob::tr("It does not turn in circles."),
            (measures.loopTurns - 1.0) / (many - 1.0), std::pair(0.0, 2.0 / (many - 1.0))};
}

} // namespace

std::vector<Gauge> gaugesOf(const MeasuredTake& take, const Norms& norms, bool trainedOn)
{
    const Measures measures = generation::measure(*take.piece, take.music);
    const QString density = QString::number(measures.notesPerSecond, 'f', 1);
    const QString range = QString::number(measures.pitchRange, 'f', 0);
    const QString groove = QString::number(100.0 * measures.grooveConsistency, 'f', 0);
    return {compared({MeasureJob::tr("Density"), MeasureJob::tr("%1 notes/s").arg(density),
                      MeasureJob::tr("%1 notes a second").arg(density), &Measures::notesPerSecond},
                     measures, norms, trainedOn),
            compared({MeasureJob::tr("Pitch range"), MeasureJob::tr("%1 semitones").arg(range),
                      MeasureJob::tr("Nearly all notes within %1 semitones").arg(range), &Measures::pitchRange},
                     measures, norms, trainedOn),
            compared({MeasureJob::tr("Rhythm"), MeasureJob::tr("%1\u00a0%").arg(groove),
                      MeasureJob::tr("From bar to bar %1\u00a0% of the rhythm stays").arg(groove),
                      &Measures::grooveConsistency},
                     measures, norms, trainedOn),
            keyGauge(take), loopGauge(measures)};
}

/// Measured once, when it is first asked for; on whichever thread that is.
struct MeasureJob::Reference {
    std::vector<library::Entry> entries;
    bool trainedOn{false};
    std::once_flag measured;
    Norms norms;

    const Norms& measure(const std::stop_token& stop)
    {
        std::call_once(measured, [&] {
            std::vector<std::shared_ptr<const midi::Piece>> pieces;
            for (const library::Entry& entry : entries) {
                if (stop.stop_requested())
                    return;
                auto piece = entry.piece ? entry.piece : library::loadPiece(entry).value_or(nullptr);
                if (piece)
                    pieces.push_back(std::move(piece));
            }
            norms = generation::normsOf(pieces, stop);
        });
        return norms;
    }
};

MeasureJob::~MeasureJob()
{
    stopping_.request_stop();
}

void MeasureJob::compareWith(std::vector<library::Entry> entries, bool trainedOn)
{
    reference_ = std::make_shared<Reference>();
    reference_->entries = std::move(entries);
    reference_->trainedOn = trainedOn;
}

void MeasureJob::look(std::vector<MeasuredTake> takes)
{
    using Found = std::vector<std::vector<Gauge>>;
    const int wish = ++newest_;
    if (takes.empty())
        return;
    QtConcurrent::run([reference = reference_, takes = std::move(takes), stop = stopping_.get_token()] {
        const Norms none;
        const Norms& norms = reference ? reference->measure(stop) : none;
        Found found;
        for (const MeasuredTake& take : takes)
            found.push_back(gaugesOf(take, norms, reference && reference->trainedOn));
        return found;
    }).then(this, [this, wish](const Found& gauges) {
        if (wish == newest_)
            Q_EMIT found(gauges);
    });
}

} // namespace cadenza::ui

#include "moc_measure_job.cpp"
