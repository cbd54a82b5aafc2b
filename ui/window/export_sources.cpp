#include "ui/window/export_sources.h"

#include "core/generation/settings_json.h"
#include "ui/compose/take_row.h"
#include "ui/document/document.h"
#include "ui/roll/roll_content.h"
#include "ui/seeds/seed_card.h"

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

} // namespace

std::vector<ExportSource> composedMusic(const Document& document)
{
    std::vector<ExportSource> sources;
    const library::Entry* entry = document.seed() ? document.entry(document.seed()->entryId) : nullptr;
    if (!entry || !document.seedPiece())
        return sources;
    sources.push_back(seedSource(*entry, *document.seed(), document.seedPiece()));
    const auto& takes = document.takes();
    const auto& labels = document.takeLabels();
    const bool anyStarred = std::ranges::any_of(labels, &TakeLabel::starred);
    const std::string model = document.network() ? document.network()->model().card.name : std::string();
    for (std::size_t i = 0; i < takes.size(); ++i) {
        const QString given = QString::fromStdString(labels[i].name);
        const QString what = given.isEmpty() ? tr("take %1").arg(takes[i].index + 1) : given;
        ExportSource source;
        source.name = given.isEmpty() ? tr("Take %1").arg(takes[i].index + 1) : given;
        source.wanted = labels[i].starred || !anyStarred;
        source.piece = std::make_shared<const midi::Piece>(takes[i].piece);
        source.seedNotes = takes[i].seedNotes;
        source.roles = rolesOf(takes[i].piece.noteCount(), takes[i].seedNotes);
        source.fields = {{"title", entry->title},
                         {"composer", entry->composer},
                         {"what", what.toStdString()},
                         {"random", std::to_string(takes[i].randomSeed)},
                         {"model", model}};
        source.tags = {entry->title + " – " + what.toStdString(), entry->composer,
                       storyOf(takes[i], entry->title, seedRange(*entry, *document.seed()), model)};
        sources.push_back(std::move(source));
    }
    sources.front().wanted = takes.empty();
    return sources;
}

std::vector<ExportSource> selectedMusic(const Document& document)
{
    std::vector<ExportSource> sources;
    const library::Entry* entry = document.selectedEntry();
    if (!entry || !entry->piece)
        return sources;
    ExportSource whole;
    whole.name = tr("The whole piece: %1").arg(QString::fromStdString(entry->title));
    whole.piece = entry->piece;
    whole.fields = {{"title", entry->title}, {"composer", entry->composer}, {"what", tr("whole piece").toStdString()}};
    whole.tags = {entry->title, entry->composer, {}};
    sources.push_back(std::move(whole));
    if (const auto& seed = document.seed(); seed && seed->entryId == entry->id && document.seedPiece()) {
        sources.push_back(seedSource(*entry, *seed, document.seedPiece()));
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
