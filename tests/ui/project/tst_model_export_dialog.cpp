#include "ui/project/model_export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <algorithm>

using namespace cadenza;
using namespace cadenza::ui;

/// A model says of itself what a person filled in, and what it was known by before.
class TestModelExportDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsInTheCard()
    {
        model::ModelCard card;
        card.name = "Nocturne";
        card.trainedOn = "3 pieces, 1,200 notes";
        card.settings = "{}";
        card.trainNll = 3.25;
        card.validNll = 3.5;
        card.examples = {"<b>Evening</b>, 200 notes"};
        ModelExportDialog dialog(card);
        const auto labels = dialog.findChildren<QLabel*>();
        const auto shown = [&](const QString& text) {
            return std::ranges::any_of(labels, [&](const QLabel* label) {
                return label->text().contains(text) && label->textFormat() == Qt::PlainText;
            });
        };
        QVERIFY(shown(QStringLiteral("3 pieces, 1,200 notes")));
        QVERIFY(shown(QStringLiteral("3.50")));
        QVERIFY(shown(QStringLiteral("<b>Evening</b>")));
        QCOMPARE(dialog.precision(), model::Precision::Float32);
        dialog.findChild<QLineEdit*>(QStringLiteral("modelName"))->setText(QStringLiteral(" Night "));
        dialog.findChild<QComboBox*>(QStringLiteral("modelLicence"))->setCurrentText(QStringLiteral("CC0 1.0"));
        dialog.findChild<QLineEdit*>(QStringLiteral("modelAttribution"))->setText(QStringLiteral("Clara"));
        dialog.findChild<QCheckBox*>(QStringLiteral("modelHalves"))->setChecked(true);
        QCOMPARE(dialog.card().name, std::string("Night"));
        QCOMPARE(dialog.card().licence, std::string("CC0 1.0"));
        QCOMPARE(dialog.card().attribution, std::string("Clara"));
        QCOMPARE(dialog.card().settings, card.settings);
        QCOMPARE(dialog.precision(), model::Precision::Float16);
    }
};

QTEST_MAIN(TestModelExportDialog)
#include "tst_model_export_dialog.moc"
