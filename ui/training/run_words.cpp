#include "ui/training/run_words.h"

#include "ui/training/chart_drawing.h"
#include "ui/training/elsewhere_words.h"
#include "ui/training/training_settings.h"

#include <QLocale>
#include <QObject>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

QString grouped(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

QString partsOf(const TrainingRun& run)
{
    QStringList words;
    for (const std::string& word : run.config.parts.words)
        words << QString::fromStdString(word);
    return words.join(u", "_s);
}

} // namespace

QString outcomeOf(const TrainingRun& run)
{
    const QString how = [&] {
        switch (run.state) {
        case TrainingRun::State::Model: return QObject::tr("ready-trained");
        case TrainingRun::State::Running: return QObject::tr("learning");
        case TrainingRun::State::Paused: return QObject::tr("paused");
        case TrainingRun::State::Finished:
            return run.facts.endedEarly ? QObject::tr("ended early") : QObject::tr("finished");
        case TrainingRun::State::Stopped: return QObject::tr("stopped");
        case TrainingRun::State::Failed: return QObject::tr("failed");
        case TrainingRun::State::Elsewhere: return shortWordsOf(run.elsewhere);
        case TrainingRun::State::Interrupted: break;
        }
        return QObject::tr("interrupted");
    }();
    QStringList words;
    if (run.facts.bestNll > 0.0)
        words << QObject::tr("best %1").arg(valueText(run.facts.bestNll));
    if (run.facts.seconds > 0.0)
        words << clockText(run.facts.seconds);
    words << how;
    return words.join(u" · "_s);
}

QString materialOf(const TrainingRun& run)
{
    if (run.state == TrainingRun::State::Model)
        return {};
    QStringList words;
    if (run.facts.trainNotes > 0)
        words << QObject::tr("%1 notes").arg(grouped(run.facts.trainNotes));
    if (!run.config.parts.all())
        words << partsOf(run);
    const int hidden = run.facts.hidden > 0 ? run.facts.hidden : training::hiddenOf(run.config);
    words << (run.config.classic ? QObject::tr("Classic, 3 LSTMs of %1").arg(hidden)
                                 : QObject::tr("LSTM %1 × %2").arg(hidden).arg(run.config.shape.layers));
    return words.join(u" · "_s);
}

QString detailsOf(const TrainingRun& run)
{
    QStringList lines{run.name, outcomeOf(run)};
    if (run.facts.trainNotes > 0)
        lines << QObject::tr("Learnt from %1 pieces, %2 notes; %3 notes held out")
                     .arg(grouped(run.facts.pieces), grouped(run.facts.trainNotes), grouped(run.facts.validNotes));
    if (!run.config.parts.all())
        lines << QObject::tr("Of the parts: %1").arg(partsOf(run));
    if (!run.facts.from.empty())
        lines << QObject::tr("Began from %1").arg(QString::fromStdString(run.facts.from));
    if (!run.facts.host.empty())
        lines << QObject::tr("Trained on %1").arg(QString::fromStdString(run.facts.host));
    if (run.state == TrainingRun::State::Elsewhere)
        lines << QObject::tr("Its folder: %1").arg(QString::fromStdString(run.facts.folder));
    if (run.state != TrainingRun::State::Model)
        for (const TrainingSetting& setting : trainingSettings(run.config))
            lines << setting.number.label + u": "_s + valueText(setting, run.config);
    if (run.config.arithmetic == training::Arithmetic::BFloat16)
        lines << QObject::tr("Products of matrices in 16 bits (bfloat16)");
    if (!run.note.isEmpty())
        lines << QString() << run.note;
    return lines.join(u'\n');
}

QString wordsOf(const TrainingRun& run, const TrainingStory& story)
{
    if (run.state == TrainingRun::State::Model)
        return run.model && !run.model->card.trainedOn.empty()
                   ? QObject::tr("Ready-trained on %1.").arg(QString::fromStdString(run.model->card.trainedOn))
                   : QObject::tr("Ready-trained.");
    if (run.state == TrainingRun::State::Failed)
        return QObject::tr("This run failed. Its curve is kept up to there.");
    if (run.state == TrainingRun::State::Elsewhere) {
        const QString words = wordsOf(run.elsewhere, QString::fromStdString(run.facts.folder), story);
        const bool usable = run.hasModel() && run.elsewhere.phase == ElsewhereState::Phase::Stopped;
        return usable ? words + u' ' + QObject::tr("What it had learnt by then can be used.") : words;
    }
    return story.words();
}

} // namespace cadenza::ui
