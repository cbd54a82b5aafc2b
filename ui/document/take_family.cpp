#include "ui/document/take_family.h"

#include <QCoreApplication>

#include <algorithm>

namespace cadenza::ui {
namespace {

void addWithChildren(std::span<const Descent> descents, std::size_t take, std::vector<std::size_t>& order)
{
    order.push_back(take);
    for (std::size_t child = 0; child < descents.size(); ++child)
        if (descents[child].parent == take)
            addWithChildren(descents, child, order);
}

} // namespace

std::size_t depthOf(std::span<const Descent> descents, std::size_t take)
{
    std::size_t depth = 0;
    for (auto parent = descents[take].parent; parent; parent = descents[*parent].parent)
        ++depth;
    return depth;
}

std::vector<std::size_t> familyOrder(std::span<const Descent> descents)
{
    std::vector<std::size_t> order;
    for (std::size_t take = 0; take < descents.size(); ++take)
        if (!descents[take].parent)
            addWithChildren(descents, take, order);
    return order;
}

void TakesInSight::add(generation::Take take, const Descent& descent, const TakeLabel& label)
{
    takes.push_back(std::move(take));
    labels.push_back(label);
    descents.push_back(descent);
}

TakesInSight TakesInSight::only(std::span<const std::size_t> order) const
{
    TakesInSight result;
    for (const std::size_t take : order) {
        Descent descent = descents[take];
        if (descent.parent) {
            const auto place = std::ranges::find(order, *descent.parent);
            descent.parent =
                place == order.end() ? std::nullopt : std::optional(static_cast<std::size_t>(place - order.begin()));
        }
        result.add(takes[take], descent, labels[take]);
    }
    return result;
}

TakesInSight takesInSight(const Document& document)
{
    return {document.takes(), document.takeLabels(), document.descents()};
}

QString takeTitle(const Document& document, std::size_t take)
{
    const std::string& given = document.takeLabels()[take].name;
    if (!given.empty())
        return QString::fromStdString(given);
    const auto number = static_cast<qulonglong>(document.takes()[take].index + 1);
    const auto parent = document.descents()[take].parent;
    return parent ? QStringLiteral("%1.%2").arg(takeTitle(document, *parent)).arg(number)
                  : QCoreApplication::translate("TakeFamily", "Take %1").arg(number);
}

std::vector<std::size_t> keptTakes(std::span<const TakeLabel> labels, std::span<const Descent> descents)
{
    std::vector<std::size_t> kept;
    for (std::size_t take = 0; take < labels.size(); ++take) {
        const TakeLabel& label = labels[take];
        const bool isParent = std::ranges::any_of(descents, [&](const Descent& one) { return one.parent == take; });
        if (label.starred || !label.name.empty() || !label.note.empty() || descents[take].steered || isParent)
            kept.push_back(take);
    }
    return kept;
}

} // namespace cadenza::ui
