#include "ui/settings/shortcut_list.h"

#include "ui/settings/shortcut_book.h"
#include "ui/settings/shortcut_line.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cadenza::ui {

ShortcutList::ShortcutList(ShortcutBook& book, QWidget* parent) : QWidget(parent), book_(book)
{
    setObjectName(QStringLiteral("shortcutList"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTight);
    QString group;
    for (const ShortcutBook::Command& command : book.commands()) {
        if (command.group != group) {
            group = command.group;
            column->addSpacing(column->count() > 0 ? measure::kSmall : 0);
            column->addWidget(asSecondary(new QLabel(group)));
        }
        auto* line = new ShortcutLine(QString::fromStdString(command.id), command.title);
        lines_[command.id] = line;
        column->addWidget(line);
        connect(line, &ShortcutLine::resetRequested, this, [this, id = command.id] { book_.reset(id); });
        connect(line, &ShortcutLine::keysGiven, this, [this, line, id = command.id](const QKeySequence& keys) {
            if (const QString holder = book_.holderOf(keys, id); !holder.isEmpty())
                return line->refuse(keys, holder);
            book_.setKeys(id, keys);
            line->show(book_.keys(id), book_.isChanged(id));
        });
    }
    connect(&book_, &ShortcutBook::changed, this, &ShortcutList::showAll);
    showAll();
}

void ShortcutList::showAll()
{
    for (const auto& [id, line] : lines_)
        line->show(book_.keys(id), book_.isChanged(id));
}

} // namespace cadenza::ui

#include "moc_shortcut_list.cpp"
