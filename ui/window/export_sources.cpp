#include "ui/window/export_sources.h"

#include "core/generation/settings_json.h"
#include "ui/document/take_family.h"
#include "ui/roll/orchestration.h"
#include "ui/roll/roll_content.h"
#include "ui/seeds/seed_card.h"
#include "ui/window/shown_takes.h"

#include <QCoreApplication>

#include <algorithm>

namespace cadenza::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportSources", text);
}

/// In bars, as the gallery names it; in notes where the piece itself is not read.
QString seedRange(const library::Entry& entry, const Seed& seed)
{
    if (!entry.piece)
        return tr("notes %1–%2").arg(seed.first + 1).arg(seed.first + seed.count);
    return barsInWords(RollContent(entry.piece, {}), {seed.first, seed.count});
}

ExportSource seedSource(const library::Entry& entry, const Seed& seed, const std::shared_ptr<const midi::Piece>& piece)
{
    ExportSource source;
    source.name = tr("Seed: %1").arg(seedRange(entry, seed));
    source.piece = piece;
    source.roles.assign(piece->noteCount(), NoteRole::Seed);
    source.fields = {{"title", entry.title}, {"composer", entry.composer}, {"what", tr("seed").toStdString()}};
    source.tags = {tr("%1 (seed)").arg(QString::fromStdString(entry.title)).toStdString(), entry.composer,
                   seedRange(entry, seed).toStdString()};
    return source;
}

/// What makes the take again, in a file's comment.
std::string storyOf(const generation::Take& take, const std::string& seedTitle, const QString& range,
                    const std::string& model)
{
    return tr("Continued by a model (%1) from %2, %3. Take %4 of random seed %5. Settings: %6")
        .arg(QString::fromStdString(model), QString::fromStdString(seedTitle), range)
        .arg(take.index + 1)
        .arg(take.randomSeed)
        .arg(QString::fromStdString(generation::toJson(take.settings)).simplified())
        .toStdString();
}

ExportSource takeSource(const Document& document, std::size_t index, const library::Entry& entry, const Seed& seed)
{
    const generation::Take& take = document.takes()[index];
    const auto network = document.network();
    const bool inUse = network && network->contentHash() == take.modelHash;
    const std::string model = inUse ? network->model().card.name : take.modelHash.substr(0, 12);
    ExportSource source;
    source.name = takeTitle(document, index);
    const bool named = !document.takeLabels()[index].name.empty();
    const QString what = named ? source.name : source.name.left(1).toLower() + source.name.mid(1);
    source.piece = std::make_shared<const midi::Piece>(take.piece);
    source.seedNotes = document.descents()[index].music;
    source.roles = takeRoles(document, index);
    source.fields = {{"title", entry.title},
                     {"composer", entry.composer},
                     {"what", what.toStdString()},
                     {"random", std::to_string(take.randomSeed)},
                     {"model", model}};
    source.tags = {entry.title + " – " + what.toStdString(), entry.composer,
                   storyOf(take, entry.title, seedRange(entry, seed), model)};
    return source;
}

} // namespace

std::vector<ExportSource> composedMusic(const Document& document, const Orchestration& orchestration)
{
    std::vector<ExportSource> sources;
    const library::Entry* entry = document.seed() ? document.entry(document.seed()->entryId) : nullptr;
    if (!entry || !document.seedPiece())
        return sources;
    const auto seedPiece = orchestration.played(entry->id, document.seedPiece());
    sources.push_back(seedSource(*entry, *document.seed(), seedPiece));
    const bool anyStarred = std::ranges::any_of(document.takeLabels(), &TakeLabel::starred);
    for (std::size_t i = 0; i < document.takes().size(); ++i) {
        const Seed seed = document.descents()[i].seed.value_or(*document.seed());
        const library::Entry* from = document.entry(seed.entryId);
        sources.push_back(takeSource(document, i, from ? *from : *entry, seed));
        sources.back().piece = orchestration.played(seed.entryId, sources.back().piece);
        sources.back().wanted = document.takeLabels()[i].starred || !anyStarred;
    }
    sources.front().wanted = document.takes().empty();
    return sources;
}

std::vector<ExportSource> selectedMusic(const Document& document, const Orchestration& orchestration)
{
    std::vector<ExportSource> sources;
    const library::Entry* entry = document.selectedEntry();
    if (!entry || !entry->piece)
        return sources;
    ExportSource whole;
    whole.name = tr("The whole piece: %1").arg(QString::fromStdString(entry->title));
    whole.piece = orchestration.played(entry->id, entry->piece);
    whole.fields = {{"title", entry->title}, {"composer", entry->composer}, {"what", tr("whole piece").toStdString()}};
    whole.tags = {entry->title, entry->composer, {}};
    sources.push_back(std::move(whole));
    if (const auto& seed = document.seed(); seed && seed->entryId == entry->id && document.seedPiece()) {
        sources.push_back(seedSource(*entry, *seed, orchestration.played(entry->id, document.seedPiece())));
        sources.back().wanted = false;
    }
    return sources;
}

ExportOrder wholeOf(const ExportSource& source, const std::filesystem::path& target, const ExportFormat& format)
{
    ExportOrder order{source.piece, target, format.midiFormat, {}, source.roles};
    order.audio.wavSamples = format.wavSamples;
    order.audio.tags = source.tags;
    return order;
}

} // namespace cadenza::ui
