#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "tests/support/fake_learner.h"
#include "tests/support/music.h"
#include "tests/support/random_model.h"
#include "tests/ui/window/window_under_test.h"

#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QTextDocument>
#include <QToolTip>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Titles and names from strangers are text on every page: markup, `../`, 4 KB, control characters, marks that turn
/// text.
class TestHostileTitles : public QObject {
    Q_OBJECT

    static constexpr int kPatienceMs = 60000;
    test::WindowUnderTest window_;

    [[nodiscard]] Document& document() { return window_.document(); }

    /// What of the window would be read as markup.
    [[nodiscard]] QStringList markup()
    {
        QStringList found;
        for (const auto* label : window_->findChildren<QLabel*>()) {
            const bool rich = label->textFormat() == Qt::RichText
                              || (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text()));
            if (rich && label->isVisible())
                found << label->objectName() + u": "_s + label->text().left(60);
        }
        return found;
    }

private Q_SLOTS:
    void areTextOnEveryPage_data()
    {
        QTest::addColumn<QString>("title");
        QTest::newRow("markup") << u"<b>bold</b> <img src='/etc/passwd'> <a href='x'>y</a>"_s;
        QTest::newRow("path") << u"../../../etc/passwd"_s;
        QTest::newRow("long") << u"<h1>"_s + QString(4096, u'x') + u"</h1>"_s;
        QTest::newRow("controls") << u"one\u0007two\u001b[31m\nthree\tfour"_s;
        QTest::newRow("turned") << u"<u>abc \u202e fed \u2066 ghi"_s;
    }
    void areTextOnEveryPage()
    {
        QFETCH(const QString, title);
        const auto folder = window_.filePath(u"music-"_s + QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(QDir().mkpath(folder));
        midi::Piece piece = test::wanderingLine(120);
        piece.title = title.toStdString();
        piece.composer = title.toStdString();
        const auto file = std::filesystem::path(folder.toStdString()) / "a.mid";
        QVERIFY(writeFileAtomically(file, midi::writeMidi(piece)));
        const auto model = window_.filePath(u"model.safetensors"_s).toStdString();
        auto ready = *test::randomModel({.hidden = 32, .layers = 1});
        ready.card.name = ready.card.trainedOn = ready.card.licence = title.toStdString();
        QVERIFY(model::writeModel(model, ready));
        const auto project = window_.filePath(u"project-"_s + QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(window_.open(test::fakeLearners(), model, project.toStdString()));
        QTRY_VERIFY_WITH_TIMEOUT(document().network(), kPatienceMs);
        window_->openPaths({file});
        QTRY_VERIFY_WITH_TIMEOUT(document().entry(file.string()), kPatienceMs);
        document().select(file.string());
        document().rename(file.string(), title.toStdString(), title.toStdString());
        document().setSeed({file.string(), 0, 64});
        for (const QString& page : {u"libraryTab"_s, u"trainTab"_s, u"composeTab"_s}) {
            window_.click(page);
            QTest::qWait(0);
            QCOMPARE(markup(), QStringList());
        }
        window_.click(u"generateButton"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!document().takes().empty(), kPatienceMs);
        auto labels = document().takeLabels();
        labels.front().name = labels.front().note = title.toStdString();
        document().setTakeLabels(labels);
        QTest::qWait(0);
        QCOMPARE(markup(), QStringList());
    }

    void areTextInToolTips()
    {
        QLabel label(u"x"_s);
        label.setToolTip(u"Seed of <b>bold</b>"_s);
        label.show();
        QHelpEvent help(QEvent::ToolTip, QPoint(1, 1), label.mapToGlobal(QPoint(1, 1)));
        QApplication::sendEvent(&label, &help);
        QVERIFY(QToolTip::isVisible());
        QTextDocument shown;
        shown.setHtml(QToolTip::text());
        QCOMPARE(shown.toPlainText(), label.toolTip());
        QToolTip::hideText();
    }
};

QTEST_MAIN(TestHostileTitles)
#include "tst_hostile_titles.moc"
