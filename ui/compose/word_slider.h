#pragma once

#include <QWidget>

class QLabel;
class QSlider;

namespace cadenza::ui {

/// A slider between two words, with the values that it stands for between them.
class WordSlider : public QWidget {
    Q_OBJECT

public:
    WordSlider(const QString& objectName, const QString& from, const QString& to, QWidget* parent = nullptr);

    [[nodiscard]] double value() const; ///< 0…1, in hundredths
    void setValue(double value);        ///< the nearest hundredth; says nothing
    /// What it stands for now: a few words, and a sentence.
    void setMeaning(const QString& words, const QString& sentence);

Q_SIGNALS:
    void moved(double value); ///< by a person, also while it is dragged

private:
    QSlider* slider_;
    QLabel* meaning_;
};

} // namespace cadenza::ui
