#include "ui/window/model_menu.h"

#include "ui/training/run_words.h"
#include "ui/training/training_page.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

bool offerModels(TrainingPage& page, const model::Model* inUse, QWidget& anchor)
{
    const std::vector<TrainingPage::ListedModel> models = page.models();
    if (models.size() < 2)
        return false;
    auto* menu = new QMenu(&anchor);
    menu->setObjectName(u"modelMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (auto listed = models.rbegin(); listed != models.rend(); ++listed) { // the newest first, as in the list
        QString words = listed->run->name;
        if (const QString outcome = outcomeOf(*listed->run); !outcome.isEmpty())
            words += u" · "_s + outcome;
        QAction* action = menu->addAction(words.replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(inUse && listed->run->model.get() == inUse);
        QObject::connect(action, &QAction::triggered, &page, [&page, index = listed->index] { page.useModel(index); });
    }
    menu->popup(anchor.mapToGlobal(QPoint(0, anchor.height())));
    return true;
}

} // namespace cadenza::ui
