#include <QDir>
#include <QFile>
#include <QMap>
#include <QSet>
#include <QTest>
#include <QUrl>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Page {
    QStringList elements;
    QStringList links;
    QSet<QString> anchors;
    QString fault; ///< of a page that is no well-formed XML
};

Page readPage(const QString& path)
{
    Page page;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        page.fault = file.errorString();
        return page;
    }
    QXmlStreamReader reader(&file);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        page.elements << reader.name().toString();
        for (const QXmlStreamAttribute& attribute : reader.attributes()) {
            if (attribute.name() == "href"_L1 || attribute.name() == "src"_L1)
                page.links << attribute.value().toString();
            else if (attribute.name() == "id"_L1)
                page.anchors << attribute.value().toString();
        }
    }
    if (reader.hasError())
        page.fault = u"line %1: %2"_s.arg(reader.lineNumber()).arg(reader.errorString());
    return page;
}

QMap<QString, Page> guide()
{
    QMap<QString, Page> pages;
    const QDir folder(QStringLiteral(GUIDE_FOLDER));
    for (const QString& name : folder.entryList({u"*.html"_s}, QDir::Files))
        pages[name] = readPage(folder.filePath(name));
    return pages;
}

} // namespace

/// The user guide as it is built: whole, and in the HTML that browsers and Qt's text browser both show.
class TestGuide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreWellFormed()
    {
        const auto pages = guide();
        QVERIFY(pages.size() >= 14);
        for (const auto& [name, page] : pages.asKeyValueRange())
            QVERIFY2(page.fault.isEmpty(), qPrintable(name + u": "_s + page.fault));
    }

    void pagesUseOnlyWhatBothBrowsersShow()
    {
        const QSet<QString> known{
            u"html"_s, u"head"_s, u"meta"_s, u"title"_s, u"link"_s, u"body"_s, u"div"_s, u"h1"_s,   u"h2"_s,   u"h3"_s,
            u"p"_s,    u"ul"_s,   u"ol"_s,   u"li"_s,    u"a"_s,    u"b"_s,    u"em"_s,  u"span"_s, u"code"_s, u"kbd"_s,
            u"pre"_s,  u"img"_s,  u"br"_s,   u"table"_s, u"tr"_s,   u"th"_s,   u"td"_s,  u"dl"_s,   u"dt"_s,   u"dd"_s};
        for (const auto& [name, page] : guide().asKeyValueRange())
            for (const QString& element : page.elements)
                QVERIFY2(known.contains(element), qPrintable(name + u" has <"_s + element + u">"_s));
    }

    void linksLeadSomewhere()
    {
        const QDir folder(QStringLiteral(GUIDE_FOLDER));
        const auto pages = guide();
        for (const auto& [name, page] : pages.asKeyValueRange())
            for (const QString& link : page.links) {
                const QUrl url(link);
                if (!url.isRelative())
                    continue;
                const QString target = url.path().isEmpty() ? name : url.path();
                QVERIFY2(QFile::exists(folder.filePath(target)), qPrintable(name + u" leads to "_s + link));
                if (url.hasFragment())
                    QVERIFY2(pages[target].anchors.contains(url.fragment()), qPrintable(name + u" leads to "_s + link));
            }
    }

    void everyPageIsInTheContents()
    {
        const auto pages = guide();
        for (const QString& name : pages.keys())
            QVERIFY2(pages[u"index.html"_s].links.contains(name), qPrintable(name));
    }

    void everyPageOfTheWindowHasOne()
    {
        for (const auto* page : {"library.html", "train.html", "compose.html", "sound.html", "projects.html"})
            QVERIFY2(guide().contains(QLatin1StringView(page)), page);
    }
};

QTEST_GUILESS_MAIN(TestGuide)
#include "tst_guide.moc"
