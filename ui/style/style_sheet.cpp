#include "ui/style/style_sheet.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>

namespace cadenza::ui {
namespace {

using Values = QHash<QString, QString>;

/// An accent as a filled button: at rest, under the mouse, pressed.
void addAccent(Values& values, const QString& name, const QColor& colour, const Palette& palette)
{
    values[name] = colour.name();
    values[name + QStringLiteral("Hovered")] = mixed(colour, palette.text, 0.14).name();
    values[name + QStringLiteral("Pressed")] = mixed(colour, palette.window, 0.18).name();
}

Values valuesOf(const Palette& palette)
{
    Values values{
        {QStringLiteral("window"), palette.window.name()},
        {QStringLiteral("surface"), palette.surface.name()},
        {QStringLiteral("raised"), palette.raised.name()},
        {QStringLiteral("line"), palette.line.name()},
        {QStringLiteral("edge"), (palette.theme == Theme::HighContrast ? palette.line : palette.surface).name()},
        {QStringLiteral("strongLine"), mixed(palette.line, palette.text, 0.25).name()},
        {QStringLiteral("text"), palette.text.name()},
        {QStringLiteral("secondaryText"), palette.secondaryText.name()},
        {QStringLiteral("disabledText"), palette.disabledText.name()},
        {QStringLiteral("onAccent"), palette.onAccent().name()},
        {QStringLiteral("hovered"), palette.hovered().name()},
        {QStringLiteral("pressed"), mixed(palette.raised, palette.text, 0.12).name()},
        {QStringLiteral("selected"), palette.selected().name()},
        {QStringLiteral("focus"), palette.trainLoss.name()},
        {QStringLiteral("themeName"), palette.isDark() ? QStringLiteral("dark") : QStringLiteral("light")}};
    addAccent(values, QStringLiteral("music"), palette.music, palette);
    addAccent(values, QStringLiteral("made"), palette.made, palette);
    addAccent(values, QStringLiteral("training"), palette.trainLoss, palette);
    return values;
}

QString withoutComments(QString text)
{
    static const QRegularExpression comment(QStringLiteral("/\\*.*?\\*/"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return text.remove(comment);
}

} // namespace

QString styleSheet(const Palette& palette)
{
    QFile file(QStringLiteral(":/cadenza/style_sheet.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression name(QStringLiteral("@([A-Za-z]+)"));
    const QString text = withoutComments(QString::fromUtf8(file.readAll()));
    const Values values = valuesOf(palette);
    QString sheet;
    qsizetype copied = 0;
    for (auto matches = name.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        Q_ASSERT_X(values.contains(match.captured(1)), "styleSheet", qPrintable(match.captured()));
        sheet += text.mid(copied, match.capturedStart() - copied) + values.value(match.captured(1));
        copied = match.capturedEnd();
    }
    return sheet + text.mid(copied);
}

} // namespace cadenza::ui
