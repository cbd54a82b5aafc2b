#pragma once

#include <QKeySequence>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <string>
#include <vector>

class QAbstractButton;
class QAction;
class QWidget;

namespace cadenza::ui {

class SettingsStore;

/// The commands of the window that have keys: one list, from which menus, tool tips and the settings take them. Keys
/// that a person changed are in the settings; they hold at once. GUI thread.
class ShortcutBook : public QObject {
    Q_OBJECT

public:
    struct Command {
        std::string id;        ///< in the settings
        QString group, title;  ///< for people
        QKeySequence standard; ///< empty: none
    };

    /// `store` must outlive it.
    explicit ShortcutBook(SettingsStore& store, QObject* parent = nullptr);

    /// What the keys of a command do: an action is triggered, or a button clicked where it is in sight. `shownOn` are
    /// widgets whose tool tips tell an action's keys. A command may be added with several buttons, of which no two are
    /// in sight at once.
    void add(const Command& command, QAction* action, const std::vector<QWidget*>& shownOn = {});
    void add(const Command& command, QAbstractButton* button);

    /// Keys that lists and rolls use by themselves: no command may have them. `use` says for what.
    void reserve(const QKeySequence& keys, const QString& use);

    [[nodiscard]] const std::vector<Command>& commands() const { return commands_; } ///< in the order of adding
    [[nodiscard]] QKeySequence keys(const std::string& id) const;
    [[nodiscard]] bool isChanged(const std::string& id) const;
    /// What has these keys already, but for `id`; empty when they are free.
    [[nodiscard]] QString holderOf(const QKeySequence& keys, const std::string& id) const;

    /// Precondition: the keys are free. Empty for none.
    void setKeys(const std::string& id, const QKeySequence& keys);
    void reset(const std::string& id);

Q_SIGNALS:
    void changed();

private:
    void note(const Command& command, std::function<void(const QKeySequence&)> apply);
    void applyAll();
    [[nodiscard]] const Command& command(const std::string& id) const;

    SettingsStore& store_;
    std::vector<Command> commands_;
    std::multimap<std::string, std::function<void(const QKeySequence&)>> targets_;
    std::vector<std::pair<QKeySequence, QString>> reserved_;
    std::map<std::string, std::string> applied_; ///< the settings' own, as they hold now
};

} // namespace cadenza::ui
