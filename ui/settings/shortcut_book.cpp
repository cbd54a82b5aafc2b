#include "ui/settings/shortcut_book.h"

#include "ui/settings/settings_store.h"
#include "ui/style/key_tips.h"

#include <QAbstractButton>
#include <QAction>
#include <QPointer>
#include <QShortcut>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

QString words(const QKeySequence& keys)
{
    return keys.toString(QKeySequence::NativeText);
}

} // namespace

ShortcutBook::ShortcutBook(SettingsStore& store, QObject* parent)
    : QObject(parent), store_(store), applied_(store.settings().shortcuts)
{
    connect(&store_, &SettingsStore::changed, this, [this] {
        if (store_.settings().shortcuts == applied_)
            return;
        applied_ = store_.settings().shortcuts;
        applyAll();
        Q_EMIT changed();
    });
}

void ShortcutBook::add(const Command& command, QAction* action, const std::vector<QWidget*>& shownOn)
{
    std::vector<QPointer<QWidget>> widgets(shownOn.begin(), shownOn.end());
    note(command, [action = QPointer<QAction>(action), widgets = std::move(widgets)](const QKeySequence& keys) {
        if (action)
            action->setShortcut(keys);
        for (const QPointer<QWidget>& widget : widgets)
            if (widget)
                KeyTips::setKeys(*widget, words(keys));
    });
}

void ShortcutBook::add(const Command& command, QAbstractButton* button)
{
    auto* shortcut = new QShortcut(button); // the button's own would click late, and not while a key repeats
    connect(shortcut, &QShortcut::activated, button, &QAbstractButton::click);
    note(command, [button, shortcut = QPointer<QShortcut>(shortcut)](const QKeySequence& keys) {
        if (!shortcut)
            return;
        shortcut->setKey(keys);
        KeyTips::setKeys(*button, words(keys));
    });
}

void ShortcutBook::note(const Command& command, std::function<void(const QKeySequence&)> apply)
{
    if (std::ranges::find(commands_, command.id, &Command::id) == commands_.end())
        commands_.push_back(command);
    apply(keys(command.id));
    targets_.emplace(command.id, std::move(apply));
}

void ShortcutBook::reserve(const QKeySequence& keys, const QString& use)
{
    reserved_.emplace_back(keys, use);
}

const ShortcutBook::Command& ShortcutBook::command(const std::string& id) const
{
    const auto found = std::ranges::find(commands_, id, &Command::id);
    Q_ASSERT(found != commands_.end());
    return *found;
}

QKeySequence ShortcutBook::keys(const std::string& id) const
{
    const auto own = applied_.find(id);
    return own == applied_.end()
               ? command(id).standard
               : QKeySequence::fromString(QString::fromStdString(own->second), QKeySequence::PortableText);
}

bool ShortcutBook::isChanged(const std::string& id) const
{
    return keys(id) != command(id).standard;
}

QString ShortcutBook::holderOf(const QKeySequence& wanted, const std::string& id) const
{
    if (wanted.isEmpty())
        return {};
    for (const Command& other : commands_)
        if (other.id != id && keys(other.id) == wanted)
            return other.title;
    const auto taken = std::ranges::find(reserved_, wanted, &std::pair<QKeySequence, QString>::first);
    return taken == reserved_.end() ? QString() : taken->second;
}

void ShortcutBook::setKeys(const std::string& id, const QKeySequence& keys)
{
    const bool usual = keys == command(id).standard;
    store_.change([id, usual, text = keys.toString(QKeySequence::PortableText).toStdString()](auto& settings) {
        if (usual)
            settings.shortcuts.erase(id);
        else
            settings.shortcuts[id] = text;
    });
}

void ShortcutBook::reset(const std::string& id)
{
    setKeys(id, command(id).standard);
}

void ShortcutBook::applyAll()
{
    for (const auto& [id, apply] : targets_)
        apply(keys(id));
}

} // namespace cadenza::ui

#include "moc_shortcut_book.cpp"
