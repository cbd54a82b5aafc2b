#include "ui/style/elided_label.h"

#include <QPainter>
#include <QStringList>

namespace cadenza::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setExplanation(const QString& words)
{
    explanation_ = words;
    tell();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

QString ElidedLabel::elided() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

void ElidedLabel::tell()
{
    QStringList lines;
    if (elided() != text())
        lines << text();
    if (!explanation_.isEmpty())
        lines << explanation_;
    if (const QString tip = lines.join(u'\n'); tip != toolTip())
        setToolTip(tip);
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    tell();
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine), elided());
    tell(); // the text may have changed
}

} // namespace cadenza::ui
