#include "ui/style/label_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace cadenza::ui {
namespace {

constexpr int kLongestName = 120; ///< longer ones stand nowhere in full
constexpr int kNoteHeight = 96;

} // namespace

LabelDialog::LabelDialog(const QString& name, const QString& usual, const QString& note, QWidget* parent)
    : QDialog(parent), name_(new QLineEdit(name, this)), note_(new QPlainTextEdit(note, this))
{
    setObjectName(QStringLiteral("labelDialog"));
    setWindowTitle(tr("Name and note"));
    setAttribute(Qt::WA_DeleteOnClose);
    name_->setObjectName(QStringLiteral("nameField"));
    name_->setAccessibleName(tr("Name"));
    name_->setPlaceholderText(usual);
    name_->setMaxLength(kLongestName);
    name_->setMinimumWidth(360);
    note_->setObjectName(QStringLiteral("noteField"));
    note_->setAccessibleName(tr("Note"));
    note_->setPlaceholderText(tr("What you think of it"));
    note_->setTabChangesFocus(true);
    note_->setFixedHeight(kNoteHeight);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Name"), name_);
    form->addRow(tr("Note"), note_);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT given(name_->text().trimmed(), note_->toPlainText().trimmed());
        accept();
    });
}

} // namespace cadenza::ui
