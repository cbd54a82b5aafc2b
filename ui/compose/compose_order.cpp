#include "ui/compose/compose_order.h"

#include "core/generation/settings_json.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

std::string toText(const ComposeOrder& order)
{
    const QJsonObject object{{u"settings"_s, QString::fromStdString(generation::toJson(order.settings))},
                             {u"takes"_s, static_cast<int>(order.takes)},
                             {u"randomSeed"_s, QString::number(order.randomSeed)},
                             {u"listen"_s, order.listen}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<ComposeOrder> composeOrderFrom(const std::string& text)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    auto settings = generation::settingsFromJson(object[u"settings"_s].toString().toStdString());
    if (!settings)
        return std::nullopt;
    ComposeOrder order;
    order.settings = *settings;
    order.takes = static_cast<std::size_t>(std::clamp(object[u"takes"_s].toInt(4), 1, int{generation::kMostTakes}));
    order.randomSeed = object[u"randomSeed"_s].toString().toULongLong();
    order.listen = object[u"listen"_s].toBool(true);
    return order;
}

} // namespace cadenza::ui
