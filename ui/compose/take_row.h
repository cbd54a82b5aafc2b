#pragma once

#include "core/midi/piece.h"
#include "ui/compose/gauge.h"
#include "ui/roll/roll_content.h"

#include <QColor>
#include <QPoint>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QToolButton;

namespace cadenza::ui {

class ElidedLabel;
class GaugeStrip;
class ThumbnailRoll;

/// One line of the compose page: the seed in amber, or a take in teal, as a small roll with what one can do with it.
class TakeRow : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Seed, Take };

    /// `name` is what it is called, for example "Take 2".
    TakeRow(Kind kind, const QString& name, QWidget* parent = nullptr);

    /// Empty clears the row.
    void setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles, PartHues hues = {});
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    [[nodiscard]] const std::vector<NoteRole>& roles() const { return roles_; } ///< by note
    [[nodiscard]] const PartHues& hues() const { return hues_; }
    /// Of the seed: the parts that can be kept while the others are made anew; none offers its hands.
    void offerParts(const std::vector<QString>& names);
    void setName(const QString& name);
    [[nodiscard]] const QString& name() const { return name_; }
    void setSubtitle(const QString& words);
    void setNote(const QString& note); ///< what a person says of it; a line of its own
    /// Where its notes come from: a few words, and a sentence for who wants to know. Empty clears it.
    void setOrigin(const QString& words, const QString& sentence);
    void setDepth(std::size_t depth); ///< how many takes lie between it and the seed
    void setGauges(std::vector<Gauge> gauges);
    void setFinished(bool finished); ///< only then can it be played, starred and exported
    void setChosen(bool chosen);
    void setPlaying(bool playing, std::optional<Seconds> position);
    void setStarred(bool starred);
    [[nodiscard]] bool isStarred() const;

Q_SIGNALS:
    void chosen();
    void playPressed();
    void pausePressed();
    void starred(bool on);
    void exportPressed();
    void labelPressed(); ///< name and note are to be changed
    void deletePressed();
    void settingsPressed();                  ///< those of the take are wanted again
    void handKept(cadenza::midi::Hand hand); ///< of the seed: it is to be played again with the other drawn anew
    void partKept(std::size_t part);         ///< of the seed, by its place among those offered: likewise
    void neighbourWanted(int step);          ///< the row above or below
    void draggedOut();                       ///< the row is pulled away with the mouse
    void seekRequested(cadenza::Seconds position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QToolButton* addButton(const QString& objectName, const QString& iconName);
    void addTakeButtons();
    void addSeedMenu();
    void fillSeedMenu();
    void nameButtons();
    [[nodiscard]] QColor hue() const;
    void retint();

    Kind kind_;
    QString name_;
    ElidedLabel* title_;
    QLabel* subtitle_;
    ElidedLabel* note_;
    QLabel* origin_;
    ThumbnailRoll* roll_;
    GaugeStrip* gauges_{nullptr};
    QToolButton* play_;
    QToolButton* star_{nullptr};
    QToolButton* export_{nullptr};
    QToolButton* more_{nullptr};
    std::shared_ptr<const midi::Piece> piece_;
    std::vector<NoteRole> roles_;
    PartHues hues_;
    std::vector<QString> parts_; ///< that are offered
    std::optional<QPoint> grip_; ///< where the mouse went down, until it is let go or pulls
    std::size_t depth_{0};
    bool chosen_{false};
    bool playing_{false};
};

/// Roles by note index for a take whose first `seedNotes` notes are the seed, and in which the parts marked in `kept`
/// go on as they were written.
[[nodiscard]] std::vector<NoteRole> rolesOf(const midi::Piece& take, std::size_t seedNotes,
                                            const std::vector<bool>& kept = {});

} // namespace cadenza::ui
