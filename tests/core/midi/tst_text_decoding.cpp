#include "core/midi/text_decoding.h"

#include <QtTest>

#include <vector>

using namespace cadenza;

/// Text of meta events in the encodings that files use.
class TestTextDecoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
};

void TestTextDecoding::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("ASCII") << QByteArray("Fuga 1") << QStringLiteral("Fuga 1");
    QTest::newRow("controls and spaces") << QByteArray(" a\r\n\tb\0", 7) << QStringLiteral("a b");
    QTest::newRow("Windows-1252") << QByteArray("Copyright \xA9 Kr\xFCger \x96 \x84Stille Nacht\x93")
                                  << QString::fromUtf8("Copyright © Krüger – „Stille Nacht“");
    QTest::newRow("an accent that could be Shift-JIS") << QByteArray("Alb\xE9niz") << QString::fromUtf8("Albéniz");
    QTest::newRow("two accents together") << QByteArray("\xC0\xE9") << QString::fromUtf8("Àé");
    QTest::newRow("UTF-8") << QByteArray("Dvo\xC5\x99\xC3\xA1k") << QString::fromUtf8("Dvořák");
    QTest::newRow("UTF-8 with a mark") << QByteArray("\xEF\xBB\xBFx") << QStringLiteral("x");
    QTest::newRow("marks behind controls") << QByteArray("\xEF\xBB\xBF\x18\xEF\xBB\xBF x") << QStringLiteral("x");
    QTest::newRow("a mark before Windows-1252") << QByteArray("\xEF\xBB\xBF\xC9tude") << QString::fromUtf8("Étude");
    QTest::newRow("Shift-JIS") << QByteArray("\x83\x73\x83\x41\x83\x6D") << QString::fromUtf8("ピアノ");
    QTest::newRow("Shift-JIS kanji") << QByteArray("\x8C\x8E\x82\xCC\x8C\xF5") << QString::fromUtf8("月の光");
    QTest::newRow("half-width kana") << QByteArray("\xCB\xDF\xB1\xC9") << QString::fromUtf8("ﾋﾟｱﾉ");
    QTest::newRow("empty") << QByteArray() << QString();
}

void TestTextDecoding::decodes()
{
    QFETCH(QByteArray, bytes);
    const std::vector<std::uint8_t> data(bytes.begin(), bytes.end());
    QTEST(QString::fromStdString(midi::decodeText(data)), "text");
}

QTEST_GUILESS_MAIN(TestTextDecoding)
#include "tst_text_decoding.moc"
