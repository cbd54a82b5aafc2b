#include "ui/library/names_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace cadenza::ui {

NamesDialog::NamesDialog(const std::string& composer, const std::string& title, QWidget* parent)
    : QDialog(parent), composer_(new QLineEdit(QString::fromStdString(composer), this)),
      title_(new QLineEdit(QString::fromStdString(title), this))
{
    setObjectName(QStringLiteral("namesDialog"));
    setWindowTitle(tr("Composer and title"));
    setAttribute(Qt::WA_DeleteOnClose);
    composer_->setObjectName(QStringLiteral("composerField"));
    composer_->setAccessibleName(tr("Composer"));
    title_->setObjectName(QStringLiteral("titleField"));
    title_->setAccessibleName(tr("Title"));
    title_->setMinimumWidth(360);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Composer"), composer_);
    form->addRow(tr("Title"), title_);
    form->addRow(buttons);
    connect(title_, &QLineEdit::textChanged, buttons->button(QDialogButtonBox::Save),
            [save = buttons->button(QDialogButtonBox::Save)](const QString& text) {
                save->setEnabled(!text.trimmed().isEmpty());
            });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(composer_->text().trimmed().toStdString(), title_->text().trimmed().toStdString());
        accept();
    });
}

} // namespace cadenza::ui
