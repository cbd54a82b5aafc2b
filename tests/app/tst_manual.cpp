#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString helpOf(const QString& program, QStringList arguments)
{
    QProcess process;
    process.start(program, arguments << u"--help"_s);
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

/// Every --flag that a text names at the beginning of a line (a help) or anywhere (a manual page).
QSet<QString> flagsIn(const QString& text, const QString& pattern)
{
    QSet<QString> flags;
    for (auto matches = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
         matches.hasNext();)
        flags << matches.next().captured(1);
    return flags;
}

QSet<QString> flagsOfHelp(const QString& help)
{
    auto flags = flagsIn(help, u"^ +(?:-\\w, ?)?(--[a-z][a-z-]*)"_s);
    return flags - QSet<QString>{u"--help"_s, u"--version"_s};
}

QSet<QString> flagsOfManual(const QString& text)
{
    return flagsIn(text, u"(--[a-z][a-z-]*)"_s) - QSet<QString>{u"--help"_s, u"--version"_s};
}

QStringList commandsIn(const QString& help)
{
    QStringList commands;
    for (const QString& line : help.section(u"Subcommands:\n"_s, 1).split(u'\n'))
        if (line.startsWith("  "_L1) && line[2].isLetter())
            commands << line.trimmed().section(u' ', 0, 0);
    return commands;
}

/// The text under each heading (.SH or .SS) of a manual page, its name without arguments.
QMap<QString, QString> sectionsOf(const QString& page)
{
    QFile file(QStringLiteral(MANUAL_FOLDER "/") + page);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QMap<QString, QString> sections;
    QString heading;
    for (QString line : QString::fromUtf8(file.readAll()).remove(u'\\').split(u'\n')) {
        if (line.startsWith(".SH "_L1))
            heading = line.mid(4);
        else if (line.startsWith(".SS "_L1))
            heading = line.mid(4).section(u' ', 0, 0);
        else
            sections[heading] += line + u'\n';
    }
    return sections;
}

QString named(const QSet<QString>& flags)
{
    return QStringList(flags.values()).join(u", "_s);
}

} // namespace

/// The manual pages say every flag that the programs have, and no other.
class TestManual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowsFlagsAreThere()
    {
        const auto flags = flagsOfHelp(helpOf(QStringLiteral(CADENZA_WINDOW), {}));
        QVERIFY(flags.size() >= 5);
        const auto told = flagsOfManual(sectionsOf(u"cadenza.1"_s)[u"OPTIONS"_s]);
        QVERIFY2(flags == told, qPrintable(named((flags - told) + (told - flags))));
    }

    void everyCommandIsThere()
    {
        const QStringList commands = commandsIn(helpOf(QStringLiteral(CADENZA_CLI), {}));
        QVERIFY(commands.size() >= 15);
        const auto sections = sectionsOf(u"cadenza-cli.1"_s);
        for (const QString& command : commands)
            QVERIFY2(sections.contains(command), qPrintable(command));
    }

    void everyCommandsFlagsAreThere()
    {
        const auto sections = sectionsOf(u"cadenza-cli.1"_s);
        const auto shared = flagsOfManual(sections[u"SETTINGS FOR TAKES"_s]);
        for (const QString& command : commandsIn(helpOf(QStringLiteral(CADENZA_CLI), {}))) {
            const QString help = helpOf(QStringLiteral(CADENZA_CLI), {command});
            auto flags = flagsOfHelp(help);
            for (const QString& below : commandsIn(help))
                flags += flagsOfHelp(helpOf(QStringLiteral(CADENZA_CLI), {command, below}));
            auto told = flagsOfManual(sections[command]);
            if (sections[command].contains("SETTINGS FOR TAKES"_L1))
                told += shared;
            QVERIFY2(flags == told, qPrintable(command + u": "_s + named((flags - told) + (told - flags))));
        }
    }
};

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
