#pragma once

#include "ui/style/icon.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cadenza::ui {

/// One way to begin: a picture, what one gets, and the button that goes there.
class DoorCard : public QFrame {
    Q_OBJECT

public:
    DoorCard(const QString& iconName, Tint tint, const QString& title, const QString& sentence, QPushButton* button,
             QWidget* parent = nullptr);

private:
    void retint();

    QString iconName_;
    Tint tint_;
    QLabel* picture_;
};

} // namespace cadenza::ui
