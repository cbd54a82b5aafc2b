#include "ui/seeds/reason_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace cadenza::ui {
namespace {

/// What core/seeds says, figures and keys left open: for translators, who find nothing there.
[[maybe_unused]] constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("Reasons", "at an end of the piece"),
    QT_TRANSLATE_NOOP("Reasons", "well inside the piece"),
    QT_TRANSLATE_NOOP("Reasons", "starts on a downbeat"),
    QT_TRANSLATE_NOOP("Reasons", "starts at a rest"),
    QT_TRANSLATE_NOOP("Reasons", "starts on a beat"),
    QT_TRANSLATE_NOOP("Reasons", "starts between beats"),
    QT_TRANSLATE_NOOP("Reasons", "hands over on a downbeat"),
    QT_TRANSLATE_NOOP("Reasons", "hands over at a rest"),
    QT_TRANSLATE_NOOP("Reasons", "hands over on a beat"),
    QT_TRANSLATE_NOOP("Reasons", "hands over between beats"),
    QT_TRANSLATE_NOOP("Reasons", "%1 notes a second"),
    QT_TRANSLATE_NOOP("Reasons", "steady flow"),
    QT_TRANSLATE_NOOP("Reasons", "uneven flow"),
    QT_TRANSLATE_NOOP("Reasons", "few different pitches"),
    QT_TRANSLATE_NOOP("Reasons", "varied pitches"),
    QT_TRANSLATE_NOOP("Reasons", "chromatic throughout"),
    QT_TRANSLATE_NOOP("Reasons", "uniform rhythm"),
    QT_TRANSLATE_NOOP("Reasons", "varied rhythm"),
    QT_TRANSLATE_NOOP("Reasons", "restless rhythm"),
    QT_TRANSLATE_NOOP("Reasons", "repeats itself"),
    QT_TRANSLATE_NOOP("Reasons", "some repetition"),
    QT_TRANSLATE_NOOP("Reasons", "hardly any repetition"),
    QT_TRANSLATE_NOOP("Reasons", "melody over %1 semitones"),
    QT_TRANSLATE_NOOP("Reasons", "clear %1 major"),
    QT_TRANSLATE_NOOP("Reasons", "clear %1 minor"),
    QT_TRANSLATE_NOOP("Reasons", "near %1 major"),
    QT_TRANSLATE_NOOP("Reasons", "near %1 minor"),
    QT_TRANSLATE_NOOP("Reasons", "no long silence"),
    QT_TRANSLATE_NOOP("Reasons", "a silence of %1 beats"),
    QT_TRANSLATE_NOOP("Reasons", "%1 voices on average"),
    QT_TRANSLATE_NOOP("Reasons", "strange to the model"),
    QT_TRANSLATE_NOOP("Reasons", "easy for the model to foresee"),
    QT_TRANSLATE_NOOP("Reasons", "the model knows this style"),
    QT_TRANSLATE_NOOP("Reasons", "unusual for the model"),
};

/// A figure as it is written here; a key stays as it is.
QString localised(const QString& value)
{
    const qsizetype point = value.indexOf(u'.');
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber ? QLocale().toString(number, 'f', point < 0 ? 0 : static_cast<int>(value.size() - point - 1))
                    : value;
}

} // namespace

QString reasonWords(const std::string& words)
{
    static const QRegularExpression open(QStringLiteral("\\d+(?:\\.\\d+)?|(?<= )[A-G][♭♯]?(?= (?:major|minor)$)"));
    QString sentence = QString::fromStdString(words);
    const auto match = open.match(sentence);
    if (match.hasMatch())
        sentence.replace(match.capturedStart(), match.capturedLength(), QStringLiteral("%1"));
    const QString translated = QCoreApplication::translate("Reasons", sentence.toUtf8().constData());
    return match.hasMatch() ? translated.arg(localised(match.captured())) : translated;
}

} // namespace cadenza::ui
