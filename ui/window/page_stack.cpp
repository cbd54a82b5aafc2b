#include "ui/window/page_stack.h"

#include <algorithm>

namespace cadenza::ui {

void PageStack::addPage(QWidget* page)
{
    page->setParent(this);
    page->hide();
    pages_.push_back(page);
}

void PageStack::bring(int number)
{
    QWidget* page = pages_[static_cast<std::size_t>(number)];
    if (indexOf(page) < 0)
        addWidget(page);
    setCurrentWidget(page);
}

int PageStack::number() const
{
    return static_cast<int>(std::ranges::find(pages_, currentWidget()) - pages_.begin());
}

} // namespace cadenza::ui

#include "moc_page_stack.cpp"
