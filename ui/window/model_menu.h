#pragma once

#include <memory>

class QWidget;

namespace cadenza::model {
struct Model;
}

namespace cadenza::ui {

class TrainingPage;

/// A menu of the models that the Train page lists, below `anchor`, with the one in use marked. Choosing one is as
/// choosing it there. False, and no menu, where there is nothing to choose between.
bool offerModels(TrainingPage& page, const model::Model* inUse, QWidget& anchor);

} // namespace cadenza::ui
