#include "ui/window/window_shortcuts.h"

#include "ui/settings/shortcut_book.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QStringList>

#include <vector>

namespace cadenza::ui {
namespace {

/// A command that a button has; or several, of which one is in sight.
struct ButtonCommand {
    const char* id;
    const char* title;
    QKeySequence standard;
    std::vector<const char*> buttons; ///< object names
};

struct Group {
    const char* name;
    std::vector<ButtonCommand> commands;
};

std::vector<Group> groups()
{
    return {
        {QT_TRANSLATE_NOOP("Shortcuts", "Pages"),
         {{"page.library", QT_TRANSLATE_NOOP("Shortcuts", "Library"), Qt::CTRL | Qt::Key_1, {"libraryTab"}},
          {"page.train", QT_TRANSLATE_NOOP("Shortcuts", "Train"), Qt::CTRL | Qt::Key_2, {"trainTab"}},
          {"page.compose", QT_TRANSLATE_NOOP("Shortcuts", "Compose"), Qt::CTRL | Qt::Key_3, {"composeTab"}},
          {"page.main",
           QT_TRANSLATE_NOOP("Shortcuts", "The page's main action"),
           Qt::CTRL | Qt::Key_Return,
           {"useSeed", "trainButton", "generateButton"}},
          {"page.export",
           QT_TRANSLATE_NOOP("Shortcuts", "Export"),
           Qt::CTRL | Qt::Key_E,
           {"exportPiece", "exportMany"}},
          {"settings", QT_TRANSLATE_NOOP("Shortcuts", "Settings"), Qt::CTRL | Qt::Key_Comma, {"settingsButton"}},
          {"theme", QT_TRANSLATE_NOOP("Shortcuts", "Dark or light"), {}, {"themeButton"}}}},
        {QT_TRANSLATE_NOOP("Shortcuts", "Playing"),
         {{"play.start", QT_TRANSLATE_NOOP("Shortcuts", "To the start"), Qt::CTRL | Qt::Key_Home, {"toStartButton"}},
          {"play.repeat", QT_TRANSLATE_NOOP("Shortcuts", "Repeat"), Qt::CTRL | Qt::Key_L, {"loopButton"}},
          {"play.record", QT_TRANSLATE_NOOP("Shortcuts", "Record"), Qt::CTRL | Qt::Key_R, {"recordButton"}},
          {"play.practice",
           QT_TRANSLATE_NOOP("Shortcuts", "Metronome and parts"),
           Qt::CTRL | Qt::Key_M,
           {"practiceButton"}},
          {"play.sound", QT_TRANSLATE_NOOP("Shortcuts", "Sound and keyboard"), {}, {"soundButton"}},
          {"play.panic",
           QT_TRANSLATE_NOOP("Shortcuts", "Silence every note"),
           Qt::CTRL | Qt::Key_Period,
           {"panicButton"}}}},
        {QT_TRANSLATE_NOOP("Shortcuts", "Library"),
         {{"seed.hear", QT_TRANSLATE_NOOP("Shortcuts", "Hear the seed"), Qt::CTRL | Qt::Key_H, {"hearSeed"}},
          {"seed.edit", QT_TRANSLATE_NOOP("Shortcuts", "Edit a copy of the seed"), Qt::CTRL | Qt::Key_D, {"editSeed"}},
          {"seed.learn", QT_TRANSLATE_NOOP("Shortcuts", "Learn and continue"), {}, {"learnAndContinue"}},
          {"roll.in", QT_TRANSLATE_NOOP("Shortcuts", "Zoom in"), Qt::CTRL | Qt::Key_Plus, {"zoomIn"}},
          {"roll.out", QT_TRANSLATE_NOOP("Shortcuts", "Zoom out"), Qt::CTRL | Qt::Key_Minus, {"zoomOut"}},
          {"roll.fit", QT_TRANSLATE_NOOP("Shortcuts", "Show the whole piece"), Qt::CTRL | Qt::Key_0, {"fitPiece"}},
          {"library.statistics",
           QT_TRANSLATE_NOOP("Shortcuts", "Statistics"),
           Qt::CTRL | Qt::Key_I,
           {"showStatistics"}},
          {"library.pieces", QT_TRANSLATE_NOOP("Shortcuts", "Show or hide the pieces"), Qt::Key_F7, {"showLibrary"}},
          {"library.seeds",
           QT_TRANSLATE_NOOP("Shortcuts", "Show or hide the best seeds"),
           Qt::Key_F8,
           {"showGallery"}}}},
    };
}

QString words(const char* text)
{
    return QCoreApplication::translate("Shortcuts", text);
}

} // namespace

void addButtonShortcuts(ShortcutBook& book, QWidget& window)
{
    for (const Group& group : groups())
        for (const ButtonCommand& command : group.commands)
            for (const char* name : command.buttons)
                if (auto* button = window.findChild<QAbstractButton*>(QLatin1String(name)))
                    book.add({command.id, words(group.name), words(command.title), command.standard}, button);
    book.reserve(Qt::Key_F2, words(QT_TRANSLATE_NOOP("Shortcuts", "Rename, in lists")));
    book.reserve(Qt::Key_Delete, words(QT_TRANSLATE_NOOP("Shortcuts", "Delete, in lists")));
    book.reserve(Qt::Key_Escape, words(QT_TRANSLATE_NOOP("Shortcuts", "Close, or choose nothing")));
    book.reserve(Qt::Key_Tab, words(QT_TRANSLATE_NOOP("Shortcuts", "To the next control")));
    book.reserve(Qt::CTRL | Qt::Key_T, words(QT_TRANSLATE_NOOP("Shortcuts", "Train on these, in the list of pieces")));
    book.reserve(Qt::CTRL | Qt::Key_A, words(QT_TRANSLATE_NOOP("Shortcuts", "Choose all, in lists")));
    for (const auto& [key, use] : {std::pair{Qt::Key_C, QT_TRANSLATE_NOOP("Shortcuts", "Copy")},
                                   {Qt::Key_V, QT_TRANSLATE_NOOP("Shortcuts", "Paste")},
                                   {Qt::Key_X, QT_TRANSLATE_NOOP("Shortcuts", "Cut")}})
        book.reserve(Qt::CTRL | key, words(use));
}

} // namespace cadenza::ui
