#pragma once

#include "core/base/result.h"
#include "core/base/tick.h"
#include "ui/compose/measure_job.h"
#include "ui/compose/originality_job.h"
#include "ui/window/export_task.h"
#include "ui/window/music_drag.h"
#include "ui/window/take_maker.h"

#include <QObject>

#include <filesystem>

namespace cadenza::ui {

class ComposePage;
enum class Change;
class Document;
class ExportPresenter;
struct ExportSource;
class PlaybackPresenter;
class ProjectKeeper;
class SettingsStore;
struct Playable;
struct TakeLabel;

/// Joins the compose page to the document: continues the seed with the model, plays and exports takes. GUI thread.
class ComposePresenter : public QObject {
    Q_OBJECT

public:
    ComposePresenter(Document& document, ComposePage& page, PlaybackPresenter& playback, ProjectKeeper& keeper,
                     SettingsStore& settings, QObject* parent = nullptr);

    void generate(Listening listening); ///< as the page's controls say; ignored without a seed or a model
    void playTake(std::size_t take);
    void cueSelection(); ///< what the transport plays while this page is in front
    /// Writes a take with its seed to a file off the GUI thread; `exported` or `failed` follows.
    void exportTake(std::size_t take, const std::filesystem::path& target);
    [[nodiscard]] bool running() const { return maker_.running(); }

Q_SIGNALS:
    void made(); ///< new takes are in the document
    void exported(const std::filesystem::path& file);
    void failed(const cadenza::Error& error);
    void seedWanted();       ///< the page has no seed: someone should show where to choose one
    void modelWanted();      ///< the page has no model: someone should show where one comes from
    void otherModelWanted(); ///< a person wants to choose another one
    /// A bar of a piece of the library is to be shown.
    void sourceWanted(const std::string& entryId, int bar);

private:
    void follow(Change what);
    void connectPage();
    void connectTakes();
    void showSeed();
    void findUnheard();
    void showLabels();
    void label(std::size_t take);
    void setLabel(std::size_t take, const TakeLabel& label);
    void remove(std::size_t take);
    void star(std::size_t take, bool on);
    void showModel();
    void showTakes();
    [[nodiscard]] std::size_t takesOfReadPieces() const;
    void keepOn();
    void chooseReference();
    void measure();
    void useAgain(std::size_t take);
    void findSource(const QString& piece, int bar);
    void hear(const Playable& what);
    void showPlayhead(const Playable& what, Seconds onRoll, bool playing);
    [[nodiscard]] Playable playableSeed() const; ///< precondition: there is a seed
    [[nodiscard]] Playable playableTake(std::size_t take) const;
    void askWhereToExport(std::size_t take);
    void offerExport();
    void dragOut(std::size_t take);
    void exportTake(std::size_t take, const std::filesystem::path& target, const ExportFormat& format);
    [[nodiscard]] std::vector<ExportSource> exportable() const;

    Document& document_;
    ComposePage& page_;
    PlaybackPresenter& playback_;
    ProjectKeeper& keeper_;
    TakeMaker maker_;
    OriginalityJob originality_;
    MeasureJob measures_;
    ExportPresenter* exports_;
    MusicDrag drag_;
    std::size_t ofReadPieces_{0}; ///< of the takes that are shown
    QString deletion_;            ///< what was said of the last one
};

} // namespace cadenza::ui
