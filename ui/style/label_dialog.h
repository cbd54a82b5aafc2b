#pragma once

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;

namespace cadenza::ui {

/// Asks for the name and the note of something that a person made. It deletes itself when it closes.
class LabelDialog : public QDialog {
    Q_OBJECT

public:
    /// `usual` is what it is called where it is given no name.
    LabelDialog(const QString& name, const QString& usual, const QString& note, QWidget* parent);

Q_SIGNALS:
    void given(const QString& name, const QString& note); ///< when a person agrees

private:
    QLineEdit* name_;
    QPlainTextEdit* note_;
};

} // namespace cadenza::ui
