#include "ui/compose/compose_order.h"

#include "core/generation/settings_json.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

namespace {

// Words of a file.
constexpr std::pair<generation::PartRole, const char*> kRoles[] = {{generation::PartRole::Kept, "kept"},
                                                                   {generation::PartRole::LeftOut, "left out"}};

QJsonObject objectOf(const PartRoles& parts)
{
    QJsonObject object;
    for (const auto& [part, role] : parts)
        for (const auto& [known, word] : kRoles)
            if (role == known)
                object[QString::fromStdString(part)] = QString::fromLatin1(word);
    return object;
}

PartRoles rolesFrom(const QJsonObject& object)
{
    PartRoles parts;
    for (auto part = object.begin(); part != object.end(); ++part)
        for (const auto& [role, word] : kRoles)
            if (part.value().toString() == QLatin1String(word))
                parts[part.key().toStdString()] = role;
    return parts;
}

} // namespace

std::string toText(const ComposeOrder& order)
{
    const QJsonObject object{{u"settings"_s, QString::fromStdString(generation::toJson(order.settings))},
                             {u"takes"_s, static_cast<int>(order.takes)},
                             {u"randomSeed"_s, QString::number(order.randomSeed)},
                             {u"listen"_s, order.listen},
                             {u"parts"_s, objectOf(order.parts)}};
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
    order.parts = rolesFrom(object[u"parts"_s].toObject());
    return order;
}

} // namespace cadenza::ui
