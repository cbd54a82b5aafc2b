#include "ui/style/english_plurals.h"

namespace cadenza::ui {

QString EnglishPlurals::translate(const char*, const char* sourceText, const char*, int n) const
{
    if (n < 0) // no number in it
        return {};
    const QString text = QString::fromUtf8(sourceText);
    return QString(text).replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace cadenza::ui

#include "moc_english_plurals.cpp"
