#include "ui/training/elsewhere_words.h"

#include "ui/training/chart_scale.h"

#include <QDateTime>
#include <QLocale>
#include <QObject>

namespace cadenza::ui {
namespace {

using Phase = ElsewhereState::Phase;

/// "14:05", with its day where that is not today's.
QString momentText(std::int64_t seconds)
{
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds);
    const QString clock = QLocale().toString(moment.time(), QLocale::ShortFormat);
    return moment.date() == QDate::currentDate()
               ? clock
               : QLocale().toString(moment.date(), QLocale::ShortFormat) + u' ' + clock;
}

QString learningWords(const ElsewhereState& state, const TrainingStory& story)
{
    if (!story.last())
        return QObject::tr("%1 is preparing the music…").arg(state.host);
    QString words =
        QObject::tr("Learning on %1: %2 %.").arg(state.host).arg(static_cast<int>(story.progress() * 100.0));
    if (story.memorising())
        words += u' ' + story.words();
    else if (story.best())
        words += u' ' + QObject::tr("Best so far at %1.").arg(clockText(story.bestAt()));
    return words;
}

} // namespace

QString shortWordsOf(const ElsewhereState& state)
{
    switch (state.phase) {
    case Phase::Looking: break;
    case Phase::Away: return QObject::tr("elsewhere, folder away");
    case Phase::Waiting: return QObject::tr("elsewhere, waiting");
    case Phase::Running: return QObject::tr("learning on %1").arg(state.host);
    case Phase::Silent: return QObject::tr("silent on %1").arg(state.host);
    case Phase::Stopped: return QObject::tr("stopped on %1").arg(state.host);
    case Phase::Failed: return QObject::tr("failed on %1").arg(state.host);
    case Phase::Arriving: return QObject::tr("arriving from %1").arg(state.host);
    }
    return QObject::tr("elsewhere");
}

QString wordsOf(const ElsewhereState& state, const QString& folder, const TrainingStory& story)
{
    switch (state.phase) {
    case Phase::Looking: break;
    case Phase::Away:
        return QObject::tr("Its folder %1 is away. It goes on here when that is back, or when you attach it from where "
                           "it is now.")
            .arg(folder);
    case Phase::Waiting: return QObject::tr("Waiting to be trained elsewhere. Its folder: %1").arg(folder);
    case Phase::Running: return learningWords(state, story);
    case Phase::Silent:
        return QObject::tr("Not heard of %1 since %2. Where it was switched off, the same line goes on from there.")
            .arg(state.host, momentText(state.heard));
    case Phase::Stopped: return QObject::tr("Stopped on %1. The same line goes on from where it is.").arg(state.host);
    case Phase::Failed: return QObject::tr("Failed on %1: %2").arg(state.host, state.message);
    case Phase::Arriving: return QObject::tr("Done on %1. Its model is on its way.").arg(state.host);
    }
    return QObject::tr("Looking at its folder…");
}

} // namespace cadenza::ui
