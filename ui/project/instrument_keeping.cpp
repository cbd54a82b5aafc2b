#include "ui/project/instrument_keeping.h"

#include "ui/project/project_view.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kPrograms = 128;

} // namespace

std::string toText(const ChosenInstruments& instruments, std::span<const project::SourcePlace> sources)
{
    QJsonArray pieces;
    for (const auto& [id, parts] : instruments) {
        const project::PieceRef piece = refOf(id, sources);
        QJsonObject programs;
        for (const auto& [part, program] : parts)
            programs[QString::fromStdString(part)] = program;
        pieces << QJsonObject{{u"source"_s, static_cast<qint64>(piece.source.value)},
                              {u"member"_s, QString::fromStdString(piece.member)},
                              {u"programs"_s, programs}};
    }
    return QJsonDocument(pieces).toJson(QJsonDocument::Compact).toStdString();
}

ChosenInstruments instrumentsFrom(const std::string& text, std::span<const project::SourcePlace> sources)
{
    ChosenInstruments instruments;
    for (const auto& value : QJsonDocument::fromJson(QByteArray::fromStdString(text)).array()) {
        const QJsonObject piece = value.toObject();
        const QJsonObject programs = piece[u"programs"_s].toObject();
        const std::string id =
            entryIdOf({{piece[u"source"_s].toInteger()}, piece[u"member"_s].toString().toStdString()}, sources);
        for (auto part = programs.begin(); part != programs.end(); ++part)
            if (const int program = part.value().toInt(-1); program >= 0 && program < kPrograms)
                instruments[id][part.key().toStdString()] = static_cast<std::uint8_t>(program);
    }
    return instruments;
}

} // namespace cadenza::ui
