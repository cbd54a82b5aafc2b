#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace cadenza::ui {

/// What a person may want to know of a number before changing it.
struct NumberSetting {
    QString objectName;
    QString label;
    QString explanation; ///< one line
    double standard{0.0};
    double lowest{0.0}, highest{1.0};
    double step{1.0};
    int decimals{0};
    QString unit{};     ///< stands after the number
    QString atLowest{}; ///< says what the lowest value means, for example "never"
};

/// A number with its explanation, unit and range, and a way back to its standard value.
class NumberRow : public QWidget {
    Q_OBJECT

public:
    explicit NumberRow(const NumberSetting& setting, QWidget* parent = nullptr);

    [[nodiscard]] double value() const;
    void setValue(double value);       ///< clamped to the range
    void setStandard(double standard); ///< and takes it on
    void reset();

Q_SIGNALS:
    void changed(double value);

private:
    void showWhetherChanged();

    double standard_;
    QDoubleSpinBox* field_;
    QToolButton* reset_;
};

/// One of a list of choices with its explanation, and a way back to its standard one.
class ChoiceRow : public QWidget {
    Q_OBJECT

public:
    ChoiceRow(const QString& objectName, const QString& label, const QString& explanation, const QStringList& choices,
              int standard, QWidget* parent = nullptr);

    [[nodiscard]] int value() const; ///< index of the choice
    void setValue(int value);

Q_SIGNALS:
    void changed(int value);

private:
    QComboBox* box_;
    QToolButton* reset_;
};

/// A yes or no with its explanation, and a way back to its standard value.
class ToggleRow : public QWidget {
    Q_OBJECT

public:
    ToggleRow(const QString& objectName, const QString& label, const QString& explanation, bool standard,
              QWidget* parent = nullptr);

    [[nodiscard]] bool value() const;
    void setValue(bool value);

Q_SIGNALS:
    void changed(bool value);

private:
    QCheckBox* box_;
    QToolButton* reset_;
};

/// A wrapping line of smaller, dimmer text.
[[nodiscard]] QLabel* explanationLabel(const QString& text);

} // namespace cadenza::ui
