#pragma once

#include "ui/roll/instrument_menu.h"
#include "ui/roll/part_mix.h"

#include <QImage>
#include <QWidget>

#include <cstdint>
#include <optional>

class QToolButton;

namespace cadenza::ui {

class ElidedLabel;

/// One part in a list: its colour, its name, what plays it, and whether it is seen and heard. Tab comes to the row, not
/// to its buttons: H, S and M do what they do, I offers instruments, as a click on the one that plays does.
class PartRow : public QWidget {
    Q_OBJECT

public:
    /// `number` from 1 goes into object names.
    explicit PartRow(int number, QWidget* parent = nullptr);

    /// `details` in full; `shortDetails` where there is little room.
    void setWords(const QString& name, const QString& details, const QString& shortDetails);
    void setInstrument(std::optional<PartInstrument> instrument); ///< none: it is not to be chosen
    void setState(PartState state);
    void setHeard(bool heard); ///< neither muted nor silenced by another's solo
    void setSwatch(const QImage& swatch);
    void setFolded(bool folded);     ///< to the swatch alone
    void setTabStop(bool isTabStop); ///< of the rows of a list Tab comes to one, the arrows go on from there
    [[nodiscard]] const QString& name() const { return name_; }

    static constexpr QSize kSwatch{12, 20};

Q_SIGNALS:
    void stateWished(cadenza::ui::PartState state);
    void programWished(std::uint8_t program);
    void onlyThisWished();
    void allWished();
    void neighbourWanted(int step); ///< so many rows further down; as far as there are any
    void focused();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QToolButton* makeButton(const QString& objectName, bool PartState::* field);
    [[nodiscard]] bool togglesBy(int key);
    void toggle(bool PartState::* field);
    void offerInstruments();
    void describe();

    QString name_, details_;
    std::optional<PartInstrument> instrument_;
    PartState state_;
    bool heard_{true};
    QImage swatch_;
    ElidedLabel *title_, *subtitle_;
    QToolButton *eye_, *solo_, *mute_;
};

} // namespace cadenza::ui
