#include "ui/training/training_offer.h"

#include "core/base/explain.h"
#include "ui/style/message_bar.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

const QString kInstall = u"sudo apt install cadenza-training"_s;

QString tr(const char* text)
{
    return QCoreApplication::translate("TrainingOffer", text);
}

} // namespace

void offerTraining(MessageBar& messages, const Error& error)
{
    const QString words = QString::fromStdString(explain(error));
    messages.show(MessageKind::Warning, words, tr("Copy the command"));
    QObject::connect(
        &messages, &MessageBar::actionRequested, &messages,
        [&messages, words] {
            if (messages.message() != words) // another message has taken its place
                return;
            QGuiApplication::clipboard()->setText(kInstall);
            messages.show(MessageKind::Good,
                          tr("Copied: %1. Paste it into a terminal, or open the file cadenza-training….deb that lay "
                             "beside Cadenza's; then press Train.")
                              .arg(kInstall));
        },
        Qt::SingleShotConnection);
}

} // namespace cadenza::ui
