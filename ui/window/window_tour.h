#pragma once

#include "ui/welcome/tour.h"
#include "ui/window/navigation_rail.h"

#include <functional>
#include <vector>

namespace cadenza::ui {

/// What there is to see in the window, in the order of the work. `showPage` brings a page to the front.
[[nodiscard]] std::vector<TourStop> windowTour(QWidget& window,
                                               const std::function<void(NavigationRail::Page)>& showPage);

} // namespace cadenza::ui
