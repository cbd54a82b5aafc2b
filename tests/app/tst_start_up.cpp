#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The program until its first window is painted: it carries nothing that only training needs.
class TestStartUp : public QObject {
    Q_OBJECT

    static constexpr double kMostMegabytes = 60.0;
    QTemporaryDir home_;

    QHash<QString, double> figuresOfAStart()
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const QString& place : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_STATE_HOME"_s})
            environment.insert(place, home_.path());
        environment.remove(u"LD_PRELOAD"_s);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CADENZA_WINDOW), {u"--benchmark"_s, u"--silent"_s});
        QHash<QString, double> figures;
        if (!process.waitForFinished(60'000))
            return figures;
        for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
            const QJsonObject figure = QJsonDocument::fromJson(line).object();
            if (!figure.isEmpty())
                figures[figure[u"metric"].toString()] = figure[u"value"].toDouble();
        }
        return figures;
    }

private Q_SLOTS:
    void mapsNoLibtorchAndFitsInSixtyMegabytes_data()
    {
        QTest::addColumn<int>("start");
        QTest::newRow("the very first, with the welcome page") << 1;
        QTest::newRow("the second") << 2;
    }

    void mapsNoLibtorchAndFitsInSixtyMegabytes()
    {
        const auto figures = figuresOfAStart();
        QVERIFY(figures.contains(u"libtorch"_s) && figures.contains(u"resident"_s));
        QCOMPARE(figures[u"libtorch"_s], 0.0);
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer's own memory is resident, too");
#elif defined(__SANITIZE_THREAD__)
        QSKIP("the sanitizer's own memory is resident, too");
#endif
        QVERIFY2(figures[u"resident"_s] <= kMostMegabytes, qPrintable(QString::number(figures[u"resident"_s])));
    }
};

QTEST_GUILESS_MAIN(TestStartUp)
#include "tst_start_up.moc"
