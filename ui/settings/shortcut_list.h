#pragma once

#include <QWidget>

#include <map>
#include <string>

class QVBoxLayout;

namespace cadenza::ui {

class ShortcutBook;
class ShortcutLine;

/// Every command with its keys, to be changed and put back. Keys that another command has are refused, with its name.
class ShortcutList : public QWidget {
    Q_OBJECT

public:
    /// `book` must outlive it.
    explicit ShortcutList(ShortcutBook& book, QWidget* parent = nullptr);

private:
    void showAll();

    ShortcutBook& book_;
    std::map<std::string, ShortcutLine*> lines_;
};

} // namespace cadenza::ui
