#pragma once

#include <QDialog>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace cadenza::project {
struct Settings;
}

namespace cadenza::ui {

class SettingLine;
class SettingsStore;
class ShortcutBook;

/// Every setting of the program, with what it does, its usual value and the way back to it. What is changed holds at
/// once. It deletes itself when it closes. GUI thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// `store` must outlive the dialog, and `shortcuts` too, where there are any to be changed.
    SettingsDialog(SettingsStore& store, const std::vector<std::string>& audioDrivers, QWidget* parent,
                   ShortcutBook* shortcuts = nullptr);

    void showShortcuts(); ///< scrolls to them

private:
    using Settings = project::Settings;
    struct Words {
        const char* name; ///< in the file
        QString title;
        QString explanation;
    };

    void addAppearance(QVBoxLayout& column);
    void addSound(QVBoxLayout& column, const std::vector<std::string>& audioDrivers);
    void addDevice(QVBoxLayout& column, const std::vector<std::string>& audioDrivers);
    void addKeyboard(QVBoxLayout& column, ShortcutBook& shortcuts);
    void addHeading(QVBoxLayout& column, const QString& text);
    void goTo(int section);
    void arrange(QWidget* page);
    void addToggle(QVBoxLayout& column, const Words& words, bool Settings::* field);
    /// `unit` of the number shown, of which there are `perUnit` to one of the setting's.
    template <class Number>
    void addNumber(QVBoxLayout& column, const Words& words, Number Settings::* field, double lowest, double highest,
                   double step, const QString& unit, double perUnit = 1.0);
    template <class Value>
    void addChoice(QVBoxLayout& column, const Words& words, Value Settings::* field,
                   const std::vector<std::pair<QString, Value>>& choices);
    void addFile(QVBoxLayout& column, const Words& words, std::string Settings::* field, const QString& filter);
    void addLine(QVBoxLayout& column, const Words& words, QWidget* control, std::function<void(const Settings&)> show);
    void showAll();

    SettingsStore& store_;
    struct Line {
        std::string name;
        SettingLine* line;
        std::function<void(const Settings&)> show; ///< into the control; says nothing
    };
    std::vector<Line> lines_;
    std::vector<QWidget*> headings_; ///< one a section
    QListWidget* sections_;
    QScrollArea* scroll_;
    QPushButton* resetAll_;
};

} // namespace cadenza::ui
