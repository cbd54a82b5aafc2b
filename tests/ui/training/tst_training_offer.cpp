#include "ui/style/message_bar.h"
#include "ui/training/training_offer.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

using namespace cadenza;
using namespace cadenza::ui;
using namespace Qt::StringLiterals;

/// Where the training package is missing, the way to it is one click.
class TestTrainingOffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutTheCommand()
    {
        MessageBar messages;
        offerTraining(messages, {Fault::MissingTraining, "The training module", "it was not found", {}});
        QVERIFY(messages.message().contains("cadenza-training"_L1));
        Q_EMIT messages.actionRequested();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"sudo apt install cadenza-training"_s);
        QVERIFY(messages.message().startsWith("Copied"_L1));
    }

    void staysSilentWhereAnotherMessageCame()
    {
        MessageBar messages;
        QGuiApplication::clipboard()->setText(u"mine"_s);
        offerTraining(messages, {Fault::MissingTraining, "The training module", "it was not found", {}});
        messages.show(MessageKind::Info, u"A run can go on."_s, u"Go on"_s);
        Q_EMIT messages.actionRequested();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
    }
};

QTEST_MAIN(TestTrainingOffer)
#include "tst_training_offer.moc"
