#pragma once

#include "app/window/heartbeat.h"
#include "core/base/result.h"
#include "core/base/tick.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>

namespace cadenza::ui {
class MainWindow;
struct Playable;
} // namespace cadenza::ui

namespace cadenza::app {

/// Drives the window through the whole job by the same buttons a person presses: “Try it now”, takes of the
/// ready-trained model, training, takes of the model of one's own, playback, export. Leaves take.mid, take.wav and
/// window.png in a folder, prints what it did, and ends the program: status 0 when all of it worked. Where training is
/// not installed it says so and does the rest. GUI thread.
class Demonstration : public QObject {
    Q_OBJECT

public:
    enum class Output { Words, Json };

    Demonstration(ui::MainWindow& window, std::filesystem::path folder, Output output);
    void start();

private:
    void beginWhenSeedIsMarked();
    void pressTheMainAction();
    void press(const QString& name);
    void doWithoutTraining(const Error& why);
    void watchThePlayhead(const ui::Playable& what, Seconds position, bool playing);
    void exportTheTake();
    void exported(const std::filesystem::path& file);
    void finish();
    void fail(const QString& why);

    void tell(const QString& words) const;
    void tellLag(const QString& phase);
    void tellLoss() const;

    ui::MainWindow& window_;
    std::filesystem::path folder_;
    Output output_;
    Heartbeat heartbeat_;
    QTimer limit_;
    QElapsedTimer pressed_; ///< since “Try it now”, until something sounds
    bool seedSeen_{false};
    bool isLast_{false}; ///< the takes are those of the model that was trained here, or no other will come
    bool playheadMoved_{false};
    int filesToCome_{0};
};

} // namespace cadenza::app
