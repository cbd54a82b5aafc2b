#include "ui/training/part_choice.h"

#include "ui/style/menu_heading.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr qsizetype kMostNamed = 2;
constexpr int kWidestWords = 150; ///< pixels: names of parts may have any length

/// What can be checked does not close it: several are chosen in one go, with the mouse or Space.
class StayingMenu : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (!check(actionAt(event->pos())))
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() != Qt::Key_Space || !check(activeAction()))
            QMenu::keyPressEvent(event);
    }

private:
    static bool check(QAction* action)
    {
        const bool checks = action && action->isCheckable() && action->isEnabled();
        if (checks)
            action->trigger();
        return checks;
    }
};

QString wordsOf(const OfferedPart& part)
{
    return part.kind == OfferedPart::Kind::Family ? QCoreApplication::translate("GeneralMidi", part.name.c_str())
                                                  : QString::fromStdString(part.name).simplified();
}

} // namespace

PartChoice::PartChoice(QWidget* parent) : QPushButton(parent)
{
    setObjectName(u"trainingParts"_s);
    auto* menu = new StayingMenu(this);
    menu->setObjectName(u"trainingPartsMenu"_s);
    setMenu(menu);
    showSelection();
}

void PartChoice::setOffered(const std::vector<OfferedPart>& offered)
{
    if (offered == offered_)
        return;
    offered_ = offered;
    fillMenu();
    showSelection();
}

void PartChoice::setSelection(const midi::PartSelection& selection)
{
    selection_ = selection;
    showSelection();
}

void PartChoice::fillMenu()
{
    menu()->clear();
    QAction* all = menu()->addAction(tr("All parts"));
    all->setObjectName(u"trainOnAllParts"_s);
    all->setCheckable(true);
    connect(all, &QAction::triggered, this, [this] {
        selection_ = {};
        showSelection();
        Q_EMIT chosen(selection_);
    });
    std::optional<OfferedPart::Kind> kind;
    for (const OfferedPart& part : offered_) {
        if (kind != part.kind)
            addMenuHeading(menu(), part.kind == OfferedPart::Kind::Family ? tr("Families") : tr("Names"));
        kind = part.kind;
        const QString notes = QLocale().toString(static_cast<qulonglong>(part.notes));
        QAction* action = menu()->addAction(tr("%1\t%2 notes").arg(wordsOf(part).replace(u'&', u"&&"_s), notes));
        action->setObjectName(u"trainOn "_s + QString::fromStdString(part.word));
        action->setCheckable(true);
        action->setData(QString::fromStdString(part.word));
        connect(action, &QAction::triggered, this, [this, word = part.word](bool on) { toggle(word, on); });
    }
}

/// The first that is chosen stands for itself alone; without any all are meant again.
void PartChoice::toggle(const std::string& word, bool on)
{
    std::erase(selection_.words, word);
    if (on)
        selection_.words.push_back(word);
    showSelection();
    Q_EMIT chosen(selection_);
}

void PartChoice::showSelection()
{
    QStringList names;
    for (const std::string& word : selection_.words) {
        const auto offered = std::ranges::find(offered_, word, &OfferedPart::word);
        names << (offered == offered_.end() ? QString::fromStdString(word) : wordsOf(*offered));
    }
    const qsizetype more = names.size() - kMostNamed;
    const QString all = names.join(u", "_s);
    const QString words = names.isEmpty() ? tr("All parts")
                          : more > 0      ? tr("%1 and %2 more").arg(names.first(kMostNamed).join(u", "_s)).arg(more)
                                          : all;
    setText(fontMetrics().elidedText(words, Qt::ElideRight, kWidestWords).replace(u'&', u"&&"_s));
    setToolTip(names.isEmpty() ? tr("Which parts are learnt from") : tr("Learnt from: %1").arg(all));
    setAccessibleName(tr("Learn from parts: %1").arg(names.isEmpty() ? tr("all") : all));
    for (QAction* action : menu()->actions())
        if (action->isCheckable())
            action->setChecked(action->data().isNull()
                                   ? selection_.all()
                                   : std::ranges::count(selection_.words, action->data().toString().toStdString()) > 0);
}

} // namespace cadenza::ui
