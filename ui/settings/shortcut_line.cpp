#include "ui/settings/shortcut_line.h"

#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace cadenza::ui {
namespace {

constexpr int kKeysWidth = 240;

} // namespace

ShortcutLine::ShortcutLine(const QString& id, const QString& title, QWidget* parent)
    : QWidget(parent), keys_(new QKeySequenceEdit), refusal_(explanationLabel({}))
{
    const QString name = QStringLiteral("keys.") + id;
    keys_->setObjectName(name);
    keys_->setAccessibleName(tr("Keys of “%1”").arg(title));
    keys_->setToolTip(tr("Click, then press the keys"));
    keys_->setClearButtonEnabled(true);
    keys_->setFixedWidth(kKeysWidth);
    for (auto* field : keys_->findChildren<QLineEdit*>()) {
        field->setAccessibleName(keys_->accessibleName());
        field->setPlaceholderText(tr("no keys"));
        for (QAction* clear : field->findChildren<QAction*>())
            clear->setIcon(icon(QStringLiteral("close"), Tint::Secondary));
    }
    reset_ = makeToolButton(this, name + QStringLiteral("Reset"), QStringLiteral("reset"),
                            tr("Back to the usual keys of “%1”").arg(title));
    reset_->setIcon(icon(QStringLiteral("reset"), Tint::Secondary));
    QSizePolicy policy = reset_->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(policy);
    refusal_->setObjectName(name + QStringLiteral("Refusal"));
    refusal_->hide();

    auto* label = new QLabel(title);
    label->setBuddy(keys_);
    auto* row = new QHBoxLayout;
    row->setSpacing(measure::kSmall);
    row->addWidget(label, 1);
    row->addWidget(reset_);
    row->addWidget(keys_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(refusal_);

    connect(reset_, &QToolButton::clicked, this, &ShortcutLine::resetRequested);
    connect(keys_, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& keys) {
        const QKeySequence first = keys.isEmpty() ? keys : QKeySequence(keys[0]); // one stroke, not a run of them
        if (first != shown_)
            Q_EMIT keysGiven(first);
        else if (keys != first)
            show(shown_, reset_->isVisibleTo(this));
    });
}

void ShortcutLine::show(const QKeySequence& keys, bool changed)
{
    shown_ = keys;
    if (keys_->keySequence() != keys)
        keys_->setKeySequence(keys);
    reset_->setVisible(changed);
    refusal_->hide();
}

void ShortcutLine::refuse(const QKeySequence& keys, const QString& holder)
{
    keys_->setKeySequence(shown_);
    refusal_->setText(
        tr("%1 belongs to “%2”. Give that other keys first.").arg(keys.toString(QKeySequence::NativeText), holder));
    refusal_->setStyleSheet(QStringLiteral("color: %1").arg(currentPalette().error.name()));
    refusal_->show();
}

} // namespace cadenza::ui

#include "moc_shortcut_line.cpp"
