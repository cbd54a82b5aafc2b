#include "ui/style/yielding_choice.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QComboBox>

namespace cadenza::ui {

void letYield(QComboBox& choice, const QString& explanation)
{
    choice.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const auto tell = [box = &choice, explanation] {
        box->setToolTip(box->currentText() + u'\n' + explanation);
        box->view()->setMinimumWidth(box->view()->sizeHintForColumn(0));
    };
    QObject::connect(&choice, &QComboBox::currentTextChanged, &choice, tell);
    QObject::connect(choice.model(), &QAbstractItemModel::rowsInserted, &choice, tell);
    tell();
}

} // namespace cadenza::ui
