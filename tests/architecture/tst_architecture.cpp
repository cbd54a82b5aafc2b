#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Which folders a folder may include, as its README's table says: | `module` | … | may use |
using Rules = QMap<QString, QSet<QString>>;

QString sourcePath(const QString& relative)
{
    return QStringLiteral(SOURCE_DIR "/") + relative;
}

QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString withoutTicks(QString text)
{
    return text.remove(u'`').trimmed();
}

/// Rows in order; "all above" names every row before.
Rules rulesOf(const QString& readme)
{
    Rules rules;
    QSet<QString> above;
    for (const QString& line : textOf(readme).split(u'\n')) {
        const QStringList cells = line.split(u'|');
        if (cells.size() < 5 || !cells[1].contains(u'`'))
            continue;
        const QString module = withoutTicks(cells[1]);
        const QString uses = withoutTicks(cells[3]);
        if (uses == "all above"_L1) {
            rules[module] = above;
        } else {
            rules[module] = {};
            for (const QString& used : uses.split(u' ', Qt::SkipEmptyParts))
                if (used != u"–"_s)
                    rules[module].insert(used);
        }
        above.insert(module);
    }
    return rules;
}

struct Include {
    QString file; ///< relative to the root
    QString target;
    [[nodiscard]] QString folder(int depth) const { return file.section(u'/', depth, depth); }
};

QList<Include> includesUnder(const QString& folder)
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]"_s,
                                            QRegularExpression::MultilineOption);
    QList<Include> found;
    QDirIterator files(sourcePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString relative = QDir(sourcePath(QString())).relativeFilePath(path);
        for (auto matches = pattern.globalMatch(textOf(path)); matches.hasNext();)
            found.append({relative, matches.next().captured(1)});
    }
    return found;
}

/// Breaches of `rules` among the includes of `root` ("core" or "ui") into itself, as readable lines.
QStringList breaches(const QString& root, const Rules& rules)
{
    QStringList lines;
    for (const Include& include : includesUnder(root)) {
        if (include.target.section(u'/', 0, 0) != root)
            continue;
        const QString from = include.folder(1);
        const QString to = include.target.section(u'/', 1, 1);
        if (!rules.contains(from))
            lines << u"%1: folder %2 is missing from %3/README.md"_s.arg(include.file, from, root);
        else if (from != to && !rules[from].contains(to))
            lines << u"%1 includes %2, but %3 may not use %4"_s.arg(include.file, include.target, from, to);
    }
    return lines;
}

} // namespace

/// The module order of core/README.md and ui/README.md, read from the includes.
class TestArchitecture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coreModulesUseOnlyThoseAboveThem()
    {
        const Rules rules = rulesOf(sourcePath(u"core/README.md"_s));
        QVERIFY(rules.size() >= 13);
        const QStringList found = breaches(u"core"_s, rules);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void pagesUseOnlyFoldersAboveThem()
    {
        const Rules rules = rulesOf(sourcePath(u"ui/README.md"_s));
        QVERIFY(rules.size() >= 8);
        const QStringList found = breaches(u"ui"_s, rules);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void readmesListModulesInDependencyOrder()
    {
        for (const QString& root : {u"core"_s, u"ui"_s}) {
            QStringList above;
            for (const QString& line : textOf(sourcePath(root + u"/README.md"_s)).split(u'\n')) {
                const QStringList cells = line.split(u'|');
                if (cells.size() < 5 || !cells[1].contains(u'`'))
                    continue;
                const QString uses = withoutTicks(cells[3]);
                for (const QString& used : uses.split(u' ', Qt::SkipEmptyParts))
                    if (used != u"–"_s && uses != "all above"_L1)
                        QVERIFY2(above.contains(used), qPrintable(cells[1] + u" uses "_s + used));
                above << withoutTicks(cells[1]);
            }
        }
    }

    void lowerFoldersNeverIncludeHigherOnes()
    {
        for (const Include& include : includesUnder(u"core"_s)) {
            const QString top = include.target.section(u'/', 0, 0);
            QVERIFY2(top != "ui"_L1 && top != "app"_L1, qPrintable(include.file + u" includes "_s + include.target));
        }
        for (const Include& include : includesUnder(u"ui"_s))
            QVERIFY2(!include.target.startsWith("app/"_L1),
                     qPrintable(include.file + u" includes "_s + include.target));
    }

    void coreIsFreeOfQt()
    {
        static const QRegularExpression qt(u"^(Q[A-Z]|Qt[A-Z])"_s);
        for (const Include& include : includesUnder(u"core"_s))
            QVERIFY2(!qt.match(include.target).hasMatch(), qPrintable(include.file + u" includes "_s + include.target));
    }

    void heavyLibrariesStayInTheirModule()
    {
        const struct {
            QRegularExpression header;
            QString home;
        } rules[] = {{QRegularExpression(u"^(torch|ATen|c10|caffe2)/"_s), u"core/ml/"_s},
                     {QRegularExpression(u"^fluidsynth"_s), u"core/playback/"_s},
                     {QRegularExpression(u"RtMidi\\.h$"_s), u"core/playback/"_s}};
        for (const QString& root : {u"core"_s, u"ui"_s, u"app"_s})
            for (const Include& include : includesUnder(root))
                for (const auto& rule : rules)
                    QVERIFY2(!rule.header.match(include.target).hasMatch() || include.file.startsWith(rule.home),
                             qPrintable(include.file + u" includes "_s + include.target));
        for (const Include& include : includesUnder(u"ui"_s))
            QVERIFY2(!include.target.startsWith("core/ml/"_L1),
                     qPrintable(include.file + u" sees the training module"_s));
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
