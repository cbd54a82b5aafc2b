#pragma once

#include "core/base/result.h"
#include "core/base/tick.h"
#include "core/library/library.h"
#include "ui/document/duplicate_finder.h"
#include "ui/document/import_job.h"

#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cadenza::ui {

class Document;
enum class By;
class ExportPresenter;
class LibraryPage;
class PlaybackPresenter;
class SettingsStore;
struct Playable;

/// Joins the library page to the document: brings music in, follows selection and seed, plays both. GUI thread.
class LibraryPresenter : public QObject {
    Q_OBJECT

public:
    struct Places {
        std::filesystem::path starter;     ///< folder of the starter collection
        std::filesystem::path index;       ///< file of the library index; none when empty
        std::filesystem::path ensembles{}; ///< folder of music in several parts to try; none when empty
    };

    LibraryPresenter(Document& document, LibraryPage& page, PlaybackPresenter& playback, Places places,
                     SettingsStore& settings, QObject* parent = nullptr);

    /// Where seeds drawn by hand are kept from now on; nowhere when empty. They are read after the first music, or by
    /// `readDrawnSeeds`.
    void setDrawnSeeds(const std::filesystem::path& folder) { drawnSeeds_ = folder; }
    void readDrawnSeeds();
    void open(std::vector<std::filesystem::path> paths);
    void openStarter();
    void openEnsembles(); ///< and selects the first of them
    [[nodiscard]] bool importing() const { return import_.running(); }
    void openRecording(const std::filesystem::path& file); ///< and selects it: it can serve as a seed at once
    void tell(const Error& error);                         ///< on the page
    void takeOldMemory(); ///< stars and left-out pieces of a version that had no project for them, once
    void cueSelection();  ///< what the transport plays while this page is in front
    void showBar(const std::string& entryId, int bar); ///< of a piece, from 1; ignored where it is not there
    void playSeed();
    /// What the space bar does here: stops what plays, else plays the seed from its first note; where a moment of the
    /// piece was chosen on the ruler, the piece from there.
    void toggle();

Q_SIGNALS:
    void useSeedRequested();
    /// The document holds more music now; `places` is all that was brought in so far.
    void musicAdded(const std::vector<std::filesystem::path>& places);
    void learnRequested();
    void failed(const cadenza::Error& error);

private:
    void connectPage();
    void recall();
    void showRecent();
    void editSeed();
    void addDrawn(const QString& title, std::shared_ptr<const midi::Piece> piece);
    void keepEdit(const std::string& id, const std::shared_ptr<const midi::Piece>& piece);
    [[nodiscard]] library::Library drawn() const;
    void selectWanted();
    void addFinished(const library::Library& library);
    void refresh(const library::Library& library);
    void editNames(const std::string& id);
    void rename(const std::string& id, const std::string& composer, const std::string& title);
    void chooseFiles();
    void chooseFolder();
    void offerExport();
    void chooseSeed(std::size_t first, std::size_t count, By by);
    void showPlayhead(const Playable& what, Seconds onRoll, bool playing);

    Document& document_;
    LibraryPage& page_;
    PlaybackPresenter& playback_;
    Places places_;
    SettingsStore& settings_;
    std::filesystem::path wanted_; ///< a file or a folder, of which a piece is selected when it has been read
    ImportJob import_;
    DuplicateFinder duplicates_;
    std::filesystem::path drawnSeeds_;
    bool drawnRead_{false};
    QThreadPool storing_; ///< one thread, so that files are written in the order of edits
    ExportPresenter* exports_;
};

} // namespace cadenza::ui
