#include "ui/window/crash_notice.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTextEdit>

namespace cadenza::ui {

void showCrashReport(const std::string& report, QWidget* parent)
{
    auto* notice = new QMessageBox(
        QMessageBox::Warning, QObject::tr("Cadenza ended unexpectedly last time"),
        QObject::tr(
            "Your work is in its project. A report says what happened; it holds no names of folders and stays on "
            "this machine unless you send it to someone."),
        QMessageBox::Close, parent);
    notice->setObjectName(QStringLiteral("crashNotice"));
    notice->setTextFormat(Qt::PlainText);
    notice->setAttribute(Qt::WA_DeleteOnClose);
    notice->setDetailedText(QString::fromStdString(report));
    for (auto* details : notice->findChildren<QTextEdit*>())
        details->setAccessibleName(QObject::tr("The report"));
    auto* copy = notice->addButton(QObject::tr("Copy the report"), QMessageBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyReport"));
    copy->disconnect(); // it does not close the notice
    QObject::connect(copy, &QPushButton::clicked, notice,
                     [report] { QGuiApplication::clipboard()->setText(QString::fromStdString(report)); });
    notice->open();
}

} // namespace cadenza::ui
