#include "ui/guide/guide_text.h"
#include "ui/guide/guide_window.h"

#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// The guide in the program: contents, the page that was asked for, words found in all of it.
class TestGuideWindow : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    void write(const QString& name, const QString& text)
    {
        QFile file(folder_.filePath(name + u".html"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(uR"(<!DOCTYPE html><html><head><title>x</title></head><body><div class="contents"><ul>
<li><a href="index.html">Cadenza</a></li></ul><p>The window</p><ul>
<li><a href="library.html">Seeds &amp; pieces</a></li><li><a href="train.html">Train</a></li></ul></div>
<div class="page">%1</div></body></html>)"_s.arg(text)
                       .toUtf8());
    }
    [[nodiscard]] std::filesystem::path guide() const { return folder_.path().toStdString(); }

private Q_SLOTS:
    void initTestCase()
    {
        write(u"index"_s, u"<h1>Cadenza</h1><p>Begin here.</p>"_s);
        write(u"library"_s, u"<h1>Library</h1><p>The amber band.</p>"_s);
        write(u"train"_s, u"<h1>Train</h1><p>A perplexity.</p>"_s);
    }

    void contentsAreThoseOfThePages()
    {
        const auto pages = guidePages(guide());
        QCOMPARE(pages.size(), std::size_t{3});
        QCOMPARE(pages[0].group, QString());
        QCOMPARE(pages[1].name, u"library"_s);
        QCOMPARE(pages[1].title, u"Seeds & pieces"_s);
        QCOMPARE(pages[1].group, u"The window"_s);
        QVERIFY(!guideText(guide(), u"train"_s).contains(u"pieces"_s)); // only its own words
    }

    void showsTheWantedPageWithoutItsContents()
    {
        GuideWindow window(guide());
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.showPage(u"train"_s);
        auto* text = window.findChild<GuideText*>();
        QVERIFY(text->toPlainText().contains(u"A perplexity."_s));
        QVERIFY2(!text->toPlainText().contains(u"Seeds"_s), qPrintable(text->toPlainText()));
        QCOMPARE(window.findChild<QTreeWidget*>()->currentItem()->text(0), u"Train"_s);
        window.showPage(u"no such page"_s);
        QVERIFY(text->toPlainText().contains(u"Begin here."_s));
    }

    void findsWordsOnOtherPages()
    {
        GuideWindow window(guide());
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.showPage(u"index"_s);
        auto* search = window.findChild<QLineEdit*>(u"guideSearch"_s);
        search->setText(u"PERPLEXITY"_s);
        QTest::keyClick(search, Qt::Key_Return);
        auto* text = window.findChild<GuideText*>();
        QVERIFY(text->toPlainText().contains(u"A perplexity."_s));
        QCOMPARE(text->textCursor().selectedText(), u"perplexity"_s);
    }

    void saysWhereAMissingGuideBelongs()
    {
        GuideWindow window("/nowhere");
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.showPage(u"train"_s);
        QVERIFY(window.findChild<GuideText*>()->toPlainText().contains(u"/nowhere"_s));
    }
};

QTEST_MAIN(TestGuideWindow)
#include "tst_guide_window.moc"
