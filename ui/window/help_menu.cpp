#include "ui/window/help_menu.h"

#include "ui/style/icon.h"

#include <QApplication>
#include <QMessageBox>

namespace cadenza::ui {

HelpMenu::HelpMenu(QWidget* parent)
    : QMenu(parent), guide_(addAction(ui::icon(QStringLiteral("help")), tr("&Guide"), this, &HelpMenu::guideWanted))
{
    setObjectName(QStringLiteral("helpMenu"));
    guide_->setObjectName(QStringLiteral("openGuide"));
    const auto add = [this](const QString& name, const QString& words, auto&& then) {
        addAction(words, this, then)->setObjectName(name);
    };
    add(QStringLiteral("openTour"), tr("Show me &around"), &HelpMenu::tourWanted);
    add(QStringLiteral("openWelcome"), tr("&Welcome page"), &HelpMenu::welcomeWanted);
    add(QStringLiteral("openShortcuts"), tr("&Keyboard shortcuts…"), &HelpMenu::shortcutsWanted);
    addSeparator();
    add(QStringLiteral("openAbout"), tr("A&bout Cadenza"), &HelpMenu::showAbout);
}

void HelpMenu::showAbout()
{
    auto* about =
        new QMessageBox(QMessageBox::NoIcon, tr("About Cadenza"),
                        tr("Cadenza %1").arg(QApplication::applicationVersion()), QMessageBox::Close, parentWidget());
    about->setObjectName(QStringLiteral("aboutBox"));
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setInformativeText(
        tr("Teach a network to continue piano music.\n\nFree software under the MIT licence. The starter collection is "
           "CC0. The ready-trained model learnt from sequences by Bernd Krueger, http://www.piano-midi.de, and is "
           "CC BY-SA 3.0 DE."));
    about->open();
}

} // namespace cadenza::ui

#include "moc_help_menu.cpp"
