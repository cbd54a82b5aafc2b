#include "ui/roll/instrument_menu.h"

#include "ui/roll/part_words.h"

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kFamilies = 16, kOfFamily = 8;

} // namespace

QMenu* instrumentMenu(PartInstrument instrument, QWidget* parent, const std::function<void(std::uint8_t)>& choose)
{
    auto* menu = new QMenu(QMenu::tr("&Instrument"), parent);
    menu->setObjectName(u"instrumentMenu"_s);
    const auto add = [&](QMenu* to, std::uint8_t program, const QString& words) {
        QAction* action = to->addAction(words, to, [choose, program] { choose(program); });
        action->setCheckable(true);
        action->setChecked(program == instrument.chosen);
        return action;
    };
    add(menu, instrument.written, QMenu::tr("As in the file: %1").arg(programWords(instrument.written)))
        ->setObjectName(u"instrumentOfFile"_s);
    menu->addSeparator();
    for (int family = 0; family < kFamilies; ++family) {
        const int first = kOfFamily * family;
        QMenu* programs = menu->addMenu(familyWords(static_cast<midi::Family>(family)));
        for (int program = first; program < first + kOfFamily; ++program)
            add(programs, static_cast<std::uint8_t>(program), programWords(static_cast<std::uint8_t>(program)))
                ->setObjectName(u"instrument%1"_s.arg(program + 1));
        programs->menuAction()->setCheckable(true); // where the one that plays is found
        programs->menuAction()->setChecked(instrument.chosen / kOfFamily == family);
    }
    return menu;
}

} // namespace cadenza::ui
