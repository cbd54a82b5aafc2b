#pragma once

#include <QDialog>

#include <cstddef>
#include <filesystem>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cadenza::ui {

/// Asks where the folder of a training is to be written that another computer does, shows how that goes, and says in
/// the end what to do with it. Knows values only. GUI thread.
class ElsewhereSheet : public QDialog {
    Q_OBJECT

public:
    /// What is proposed.
    struct Proposal {
        QString name{};       ///< of the run
        QString material{};   ///< "21 pieces, 14,012 notes"
        QString folder{};     ///< in which the training folder is to lie
        QStringList models{}; ///< from which it may go on
    };
    explicit ElsewhereSheet(const Proposal& proposal, QWidget* parent = nullptr);
    /// What to do with a folder that was written before.
    explicit ElsewhereSheet(const std::filesystem::path& folder, QWidget* parent = nullptr);

    void setFolder(const QString& folder);
    void showProgress(double fraction);
    void showFailure(const QString& words); ///< and asks again
    void showWritten(const std::filesystem::path& folder);

Q_SIGNALS:
    /// `from` is the index of the model that the run goes on from; nothing where it learns from nothing.
    void ordered(const QString& name, const std::filesystem::path& target, std::optional<std::size_t> from);
    void stopWanted(); ///< while it is being written

protected:
    void reject() override;

private:
    explicit ElsewhereSheet(QWidget* parent);
    [[nodiscard]] QWidget* makeQuestion(const Proposal& proposal);
    [[nodiscard]] QWidget* makeProgress();
    [[nodiscard]] QWidget* makeInstruction();
    [[nodiscard]] std::filesystem::path target() const;
    void chooseFolder();
    void showConsequence();
    void showCommand();
    void order();

    QLineEdit* name_{nullptr};
    QLineEdit* folder_{nullptr};
    QComboBox* from_{nullptr};
    QLabel* consequence_{nullptr};
    QPushButton* write_{nullptr};
    QProgressBar* progress_{nullptr};
    QLabel* first_{nullptr};
    QLineEdit* command_{nullptr};
    QCheckBox* graphicsCard_{nullptr};
    QPushButton* done_{nullptr};
    std::filesystem::path written_;
    QStackedWidget* pages_;
    QWidget* question_{nullptr};
    QWidget* writing_; ///< these two last: making them sets the others
    QWidget* instruction_;
};

} // namespace cadenza::ui
