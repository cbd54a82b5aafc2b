#pragma once

#include "core/model/model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace cadenza::ui {

/// What a model's file says of itself, before it goes to other people: its name, its licence and to whom the music is
/// owed are asked for; what it learnt from, its losses and examples are shown as they will stand there.
class ModelExportDialog : public QDialog {
    Q_OBJECT

public:
    explicit ModelExportDialog(const model::ModelCard& card, QWidget* parent = nullptr);

    /// As it was given, with what was filled in.
    [[nodiscard]] model::ModelCard card() const;
    [[nodiscard]] model::Precision precision() const;

private:
    model::ModelCard card_;
    QLineEdit* name_;
    QComboBox* licence_;
    QLineEdit* attribution_;
    QCheckBox* halves_;
};

} // namespace cadenza::ui
