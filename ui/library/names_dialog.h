#pragma once

#include <QDialog>

#include <string>

class QLineEdit;

namespace cadenza::ui {

/// Asks for the composer and the title of a piece. It deletes itself when it closes.
class NamesDialog : public QDialog {
    Q_OBJECT

public:
    NamesDialog(const std::string& composer, const std::string& title, QWidget* parent);

Q_SIGNALS:
    void given(const std::string& composer, const std::string& title); ///< when a person agrees; never empty titles

private:
    QLineEdit *composer_, *title_;
};

} // namespace cadenza::ui
