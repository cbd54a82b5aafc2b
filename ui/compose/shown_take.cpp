#include "ui/compose/shown_take.h"

#include "core/seeds/tonality.h"
#include "ui/compose/daring.h"
#include "ui/roll/roll_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace cadenza::ui {
namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ShownTake", text);
}

QString lengthInWords(const generation::Ending& ending)
{
    QString words = ending.bars > 0.0      ? translated("%1 bars").arg(ending.bars)
                    : ending.seconds > 0.0 ? translated("%1 seconds").arg(ending.seconds)
                                           : translated("%1 notes").arg(generation::mostNotes(ending));
    return ending.cadence ? translated("%1, closed with a cadence").arg(words) : words;
}

QString rangeInWords(const generation::Constraints& wishes)
{
    if (wishes.lowestPitch <= 0)
        return translated("nothing above %1").arg(pitchName(wishes.highestPitch));
    if (wishes.highestPitch >= 127)
        return translated("nothing below %1").arg(pitchName(wishes.lowestPitch));
    return translated("%1 to %2").arg(pitchName(wishes.lowestPitch), pitchName(wishes.highestPitch));
}

} // namespace

QString inWords(const generation::GenerationSettings& settings, std::uint64_t randomSeed)
{
    const auto& wishes = settings.constraints;
    const double daring = daringOf(settings);
    const QString character = isOf(settings, daring) ? wordsFor(daring) : translated("Own settings");
    QStringList words{translated("%1: temperature %2 for pitches, %3 for timing")
                          .arg(character)
                          .arg(settings.pitch.temperature, 0, 'f', 2)
                          .arg(settings.step.temperature, 0, 'f', 2)};
    words << lengthInWords(settings.ending);
    if (wishes.sparseness != 0.0)
        words << translated("%1 nats for each doubling of a step").arg(QString::asprintf("%+.2f", wishes.sparseness));
    if (wishes.key)
        words << translated("in %1, strength %2")
                     .arg(QString::fromUtf8(seeds::keyName(wishes.key->tonic, wishes.key->minor)))
                     .arg(wishes.key->strength, 0, 'g', 2);
    if (wishes.lowestPitch > 0 || wishes.highestPitch < 127)
        words << rangeInWords(wishes);
    if (wishes.maxPolyphony > 0)
        words << translated("at most %1 notes at once").arg(wishes.maxPolyphony);
    if (wishes.tempo)
        words << translated("%1 quarters a minute").arg(*wishes.tempo);
    if (!settings.loopGuard.enabled)
        words << translated("without the repetition guard");
    words << translated("random seed %1").arg(randomSeed);
    return words.join(translated("; ")) + u'.';
}

} // namespace cadenza::ui
