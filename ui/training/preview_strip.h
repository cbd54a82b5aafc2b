#pragma once

#include "core/base/tick.h"
#include "core/generation/preview.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace cadenza::ui {

class ThumbnailRoll;

/// Hearing a run learn: what the network made of one seed, moment after moment. The seed is amber, what it made teal.
class PreviewStrip : public QWidget {
    Q_OBJECT

public:
    explicit PreviewStrip(QWidget* parent = nullptr);

    /// In order of time, and for each whether the model that made it is kept. The one that was shown stays; where the
    /// newest was, the newest is again.
    void setPreviews(std::vector<generation::Preview> previews, std::vector<bool> kept = {});
    void setMayGoOn(bool may); ///< whether another run can begin now
    [[nodiscard]] const std::vector<generation::Preview>& previews() const { return previews_; }
    void choose(std::size_t preview);
    [[nodiscard]] std::optional<std::size_t> chosen() const { return chosen_; }
    void setPlaying(bool playing, std::optional<Seconds> position);

Q_SIGNALS:
    void chosenChanged(std::optional<std::size_t> preview);
    void playRequested(const cadenza::generation::Preview& preview);
    void pauseRequested();
    void seekRequested(cadenza::Seconds position);
    void goOnRequested(const cadenza::generation::Preview& preview); ///< a new run, from the model that made it

private:
    void showChosen();
    void showWhetherOneMayGoOn();
    void step(int by);

    std::vector<generation::Preview> previews_;
    std::optional<std::size_t> chosen_;
    bool playing_{false};
    QLabel* title_;
    QLabel* words_;
    ThumbnailRoll* roll_;
    QToolButton* earlier_;
    QToolButton* later_;
    QToolButton* play_;
    QToolButton* goOn_;
    std::vector<bool> kept_;
    bool mayGoOn_{true};
};

} // namespace cadenza::ui
