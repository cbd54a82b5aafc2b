#include "ui/window/window_tour.h"

#include <QCoreApplication>

namespace cadenza::ui {
namespace {

using Page = NavigationRail::Page;

QString words(const char* text)
{
    return QCoreApplication::translate("Tour", text);
}

} // namespace

std::vector<TourStop> windowTour(QWidget& window, const std::function<void(Page)>& showPage)
{
    const auto on = [&window, showPage](Page page, const char* name) {
        return [&window, showPage, page, name = QString::fromLatin1(name)] {
            showPage(page);
            return window.findChild<QWidget*>(name);
        };
    };
    return {
        {on(Page::Library, "navigationRail"), words(QT_TRANSLATE_NOOP("Tour", "Three pages")),
         words(QT_TRANSLATE_NOOP("Tour",
                                 "From top to bottom, the way the work goes: find a passage, let a model learn, "
                                 "let it go on. Everything is kept as it comes; there is no Save."))},
        {on(Page::Library, "library"), words(QT_TRANSLATE_NOOP("Tour", "Your music")),
         words(QT_TRANSLATE_NOOP("Tour", "Drop a folder, a zip or MIDI files anywhere on the window. Models learn from "
                                         "the pieces with a tick."))},
        {on(Page::Library, "pianoRoll"), words(QT_TRANSLATE_NOOP("Tour", "The amber band is the seed")),
         words(QT_TRANSLATE_NOOP("Tour", "The passage a model will continue. Drag the band to another one: the strip "
                                         "under the roll is stronger where passages are better."))},
        {on(Page::Library, "seedGallery"), words(QT_TRANSLATE_NOOP("Tour", "The best seeds")),
         words(QT_TRANSLATE_NOOP("Tour",
                                 "The passages that are most worth continuing, each with its reasons. Click one "
                                 "to choose it, play it, star it."))},
        {on(Page::Library, "useSeed"), words(QT_TRANSLATE_NOOP("Tour", "One button to go on")),
         words(QT_TRANSLATE_NOOP("Tour", "Continues the seed four times, and plays what came out. The model for it is "
                                         "ready; you need not train one."))},
        {on(Page::Train, "trainButton"), words(QT_TRANSLATE_NOOP("Tour", "A model of your own")),
         words(QT_TRANSLATE_NOOP("Tour", "Learns from your music while you watch and listen: the teal marks on its "
                                         "curve play what it made of your seed at that moment."))},
        {on(Page::Compose, "composePage"), words(QT_TRANSLATE_NOOP("Tour", "Takes, side by side")),
         words(QT_TRANSLATE_NOOP("Tour",
                                 "What models made of the seed, in teal. Star what you like, export it as MIDI, "
                                 "sound or sheet music, or drag it into another program."))},
        {on(Page::Compose, "transportBar"), words(QT_TRANSLATE_NOOP("Tour", "Playing, the same everywhere")),
         words(QT_TRANSLATE_NOOP("Tour", "Space plays and pauses. Tempo, repeat, metronome, the sound and a MIDI "
                                         "keyboard are here, too."))},
        {on(Page::Library, "helpButton"), words(QT_TRANSLATE_NOOP("Tour", "Help")),
         words(QT_TRANSLATE_NOOP("Tour", "F1 opens the guide on the page you are looking at. This tour and the welcome "
                                         "page are in this menu."))},
    };
}

} // namespace cadenza::ui
