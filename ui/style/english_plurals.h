#pragma once

#include <QTranslator>

namespace cadenza::ui {

/// Gives the strings with a number their English plural: of “%n piece(s)”, “1 piece” and “2 pieces”. Installed first,
/// so that a translation goes before it.
class EnglishPlurals : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation,
                                    int n) const override;
};

} // namespace cadenza::ui
