#pragma once

#include <QTranslator>

#include <algorithm>
#include <cmath>

namespace cadenza::test {

/// A language whose every string is two fifths longer than the English one, as those of many languages are. What it
/// adds are “ö”s, in words of usual length: a string without one was never translated.
class PseudoLanguage : public QTranslator {
public:
    static constexpr double kLonger = 0.4;
    static constexpr QChar kAdded = u'ö';

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char*, int n) const override
    {
        QString text = QString::fromUtf8(sourceText);
        const auto letters = static_cast<int>(std::ranges::count_if(text, [](QChar c) { return c.isLetter(); }));
        if (letters == 0 || QLatin1String(context) == QLatin1String("QShortcut")) // names of keys are read back, too
            return {};
        text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
        return text + added(static_cast<int>(std::ceil(kLonger * letters)), text.contains(u' '));
    }

private:
    static QString added(int letters, bool inWords)
    {
        static constexpr int kWord = 7;
        QString words;
        for (int i = 0; i < letters; ++i)
            words += inWords && i % kWord == 0 ? QChar(u' ') : kAdded;
        return words;
    }
};

} // namespace cadenza::test
