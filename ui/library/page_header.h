#pragma once

#include "core/library/library.h"

#include <QWidget>

class QAction;
class QPushButton;
class QToolButton;

namespace cadenza::ui {

class ElidedLabel;

/// The top of the library page: what is shown, tools of the roll and the panels, and what to do with the seed.
class PageHeader : public QWidget {
    Q_OBJECT

public:
    explicit PageHeader(QWidget* parent = nullptr);

    /// Names a piece; null while there is no music, and then the tools are gone.
    void setPiece(const library::Entry* entry);
    void setHasSeed(bool has);
    void setMainAction(const QString& words, const QString& tip);
    void offerLearning(bool offered);
    void setPlaying(bool playing);
    void showPanels(bool pieces, bool gallery); ///< which are open now
    /// How the roll is shown, from one day to the next.
    [[nodiscard]] QByteArray saveView() const;
    void restoreView(const QByteArray& state);

Q_SIGNALS:
    void piecesToggled(bool shown);
    void galleryToggled(bool shown);
    void statisticsToggled(bool shown);
    void troublesRequested(); ///< what was wrong with the file
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();
    void handColoursToggled(bool on);
    void velocityLaneToggled(bool shown);
    void pedalLaneToggled(bool shown);
    void exportRequested();
    void editRequested();
    void hearRequested();
    void learnRequested();
    void useRequested();

private:
    QToolButton* makeToggle(const QString& name, const QString& iconName, const QString& words);
    QToolButton* makeViewMenu();
    void arrange();

    ElidedLabel *title_, *facts_;
    QToolButton *pieces_, *gallery_, *troubles_, *statistics_, *zoomOut_, *zoomIn_, *fit_, *view_, *export_, *edit_;
    QPushButton *hear_, *learn_, *use_;
    bool learningOffered_{false}, hasMusic_{false};
};

} // namespace cadenza::ui
