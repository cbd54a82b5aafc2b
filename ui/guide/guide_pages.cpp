#include "ui/guide/guide_pages.h"

#include <QFile>
#include <QRegularExpression>
#include <QTextDocument>

namespace cadenza::ui {
namespace {

QString fileOf(const std::filesystem::path& folder, const QString& page)
{
    return QString::fromStdString(folder.string()) + u'/' + page + QStringLiteral(".html");
}

QString htmlIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The contents stand before the text of every page.
std::pair<QString, QString> contentsAndText(const QString& html)
{
    const qsizetype from = html.indexOf(QStringLiteral("<div class=\"contents\">"));
    const qsizetype to = html.indexOf(QStringLiteral("<div class=\"page\">"));
    if (from < 0 || to < from)
        return {{}, html};
    return {html.mid(from, to - from), html.mid(to)};
}

QString withoutMarks(const QString& html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

} // namespace

std::vector<GuidePage> guidePages(const std::filesystem::path& folder)
{
    static const QRegularExpression line(
        QStringLiteral("<p>(?<group>[^<]*)</p>|<a href=\"(?<name>[^\"]*)\\.html\">(?<title>[^<]*)</a>"));
    std::vector<GuidePage> pages;
    QString group;
    const QString contents = contentsAndText(htmlIn(fileOf(folder, QStringLiteral("index")))).first;
    for (auto matches = line.globalMatch(contents); matches.hasNext();) {
        const auto match = matches.next();
        if (match.hasCaptured(u"name"))
            pages.push_back({match.captured(u"name"), withoutMarks(match.captured(u"title")), group});
        else
            group = withoutMarks(match.captured(u"group"));
    }
    return pages;
}

QString guideHtml(const QString& file)
{
    static const QRegularExpression picture(QStringLiteral("^(<img [^>]*>)$"), QRegularExpression::MultilineOption);
    QString html = contentsAndText(htmlIn(file)).second;
    return html.replace(picture, QStringLiteral("<p>\\1</p>")); // Qt would put it into the paragraph before
}

QString guideText(const std::filesystem::path& folder, const QString& page)
{
    return withoutMarks(guideHtml(fileOf(folder, page)));
}

} // namespace cadenza::ui
