#include "ui/style/foldout.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace cadenza::ui {

Foldout::Foldout(const QString& title, const QString& objectName, QWidget* parent)
    : QWidget(parent), header_(new QToolButton), body_(new QWidget), contents_(new QVBoxLayout(body_))
{
    header_->setObjectName(objectName);
    header_->setAccessibleName(title);
    header_->setText(title);
    header_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    header_->setCheckable(true);
    header_->setProperty("fold", true);
    header_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    contents_->setContentsMargins(0, measure::kTight, 0, 0);
    contents_->setSpacing(measure::kMedium);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(body_);
    connect(header_, &QToolButton::toggled, this, &Foldout::setOpen);
    setOpen(false);
}

void Foldout::setOpen(bool open)
{
    header_->setChecked(open);
    header_->setIcon(icon(open ? QStringLiteral("down") : QStringLiteral("right"), Tint::Secondary));
    body_->setVisible(open);
    if (open)
        Q_EMIT opened();
}

bool Foldout::isOpen() const
{
    return header_->isChecked();
}

} // namespace cadenza::ui

#include "moc_foldout.cpp"
