#pragma once

#include "core/export/file_names.h"
#include "ui/window/export_task.h"

#include <QDialog>

#include <filesystem>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace cadenza::ui {

/// Music that can be exported, and what is known about it.
struct ExportSource {
    QString name;      ///< in the list: "Take 2"
    bool wanted{true}; ///< ticked at first
    std::shared_ptr<const midi::Piece> piece;
    std::size_t seedNotes{0};       ///< its first notes that come from a seed
    std::vector<NoteRole> roles{};  ///< by note
    exporting::NameFields fields{}; ///< for the file name's pattern
    exporting::AudioTags tags{};
};

/// Where music was exported to last, and as what.
struct ExportHabit {
    QString folder{}; ///< empty: the home folder
    int format{0};    ///< its place among the formats
};

/// Asks which of several pieces to write, as what, under which names and where; says what would be replaced before it
/// is. GUI thread.
class ExportSheet : public QDialog {
    Q_OBJECT

public:
    /// `pattern` as in `exporting::fileNameFor`, without an ending. Format and folder are those of `habit` at first.
    ExportSheet(std::vector<ExportSource> sources, const QString& pattern, ExportHabit habit = {},
                QWidget* parent = nullptr);

    void setFolder(const QString& folder);
    /// What would be written now.
    [[nodiscard]] std::vector<ExportOrder> orders() const;

Q_SIGNALS:
    void ordered(const std::vector<cadenza::ui::ExportOrder>& orders);
    void habitChosen(const cadenza::ui::ExportHabit& habit); ///< before `ordered`

private:
    void buildSources(QFormLayout& form);
    void buildFormat(QFormLayout& form);
    void buildNames(QFormLayout& form, const QString& pattern);
    void buildFolder(QFormLayout& form);
    void chooseFolder();
    void showConsequence();
    void accept() override;
    [[nodiscard]] const ExportFormat& format() const;
    [[nodiscard]] std::vector<std::size_t> wanted() const;

    std::vector<ExportSource> sources_;
    ExportHabit habit_;
    QListWidget* list_{nullptr};
    QCheckBox* withoutSeed_{nullptr};
    QComboBox* format_{nullptr};
    QCheckBox* normalise_{nullptr};
    QLineEdit* pattern_{nullptr};
    QLineEdit* folder_{nullptr};
    QLabel* consequence_{nullptr};
    QPushButton* write_{nullptr};
};

} // namespace cadenza::ui
