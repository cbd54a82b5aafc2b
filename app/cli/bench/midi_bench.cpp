#include "app/cli/bench/bench.h"
#include "app/cli/bench/scratch.h"
#include "core/base/file.h"
#include "core/library/library.h"
#include "core/library/library_index.h"
#include "core/library/source_scan.h"
#include "core/midi/midi_reader.h"

#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <vector>

namespace cadenza::app::bench {
namespace {

constexpr std::size_t kIndexedFiles = 10000;

struct MusicInMemory {
    std::vector<std::filesystem::path> paths;
    std::vector<std::vector<std::byte>> files;
    std::size_t bytes{0};
};

MusicInMemory load(const std::filesystem::path& music)
{
    MusicInMemory loaded;
    const std::filesystem::path paths[] = {music};
    for (const library::MidiSource& source : library::scanSources(paths, {}).sources) {
        auto bytes = source.read();
        if (!bytes)
            continue;
        loaded.bytes += bytes->size();
        loaded.paths.push_back(source.path);
        loaded.files.push_back(std::move(*bytes));
    }
    return loaded;
}

/// Wall-clock seconds of a shell command, or nothing when it fails (the peer is not installed).
std::optional<double> secondsOf(const std::string& command)
{
    const auto start = std::chrono::steady_clock::now();
    const int status = std::system((command + " >/dev/null 2>&1").c_str());
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return std::nullopt;
    return elapsed.count();
}

std::string quoted(const std::filesystem::path& path)
{
    std::string text = "'";
    for (const char c : path.string())
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

void benchReading(const MusicInMemory& music, const std::filesystem::path& scratch, const FigureSink& tell)
{
    std::size_t notes = 0;
    const double seconds = medianSeconds("read", [&] {
        notes = 0;
        for (const auto& file : music.files)
            if (const auto reading = midi::readMidi(file))
                for (const auto& piece : reading->sequences)
                    notes += piece.noteCount();
    });
    tell({"midi", "read/files", static_cast<double>(music.files.size()), "files"});
    tell({"midi", "read/notes", static_cast<double>(notes), "notes"});
    tell({"midi", "read/size", static_cast<double>(music.bytes) / 1e6, "MB"});
    tell({"midi", "read/time", seconds * 1e3, "ms"});

    std::string list;
    for (const auto& path : music.paths)
        list += path.string() + '\n';
    if (!writeFileAtomically(scratch / "files", list))
        return;
    const auto files = quoted(scratch / "files");
    // Debian's package serves Debian's own Python, which need not be the first on the path.
    const auto readWithMido = [&](const char* python) {
        return secondsOf(python
                         + (" -c 'import mido,sys\nfor f in open(sys.argv[1]): mido.MidiFile(f[:-1])' " + files));
    };
    auto mido = readWithMido("python3");
    if (!mido)
        mido = readWithMido("/usr/bin/python3");
    if (mido)
        tell({"midi", "read/ratio_to_mido", *mido / seconds, "×"});
    const auto midicsv = secondsOf("while read -r f; do midicsv \"$f\" || exit 1; done < " + files);
    if (midicsv)
        tell({"midi", "read/ratio_to_midicsv", *midicsv / seconds, "×"});
}

void benchImport(const std::filesystem::path& path, const std::string& name, const FigureSink& tell)
{
    const std::filesystem::path paths[] = {path};
    std::size_t pieces = 0;
    const double seconds = medianSeconds("import", [&] {
        if (const auto library = library::importLibrary(paths))
            pieces = library->entries.size();
    });
    tell({"midi", name + "/pieces", static_cast<double>(pieces), "pieces"});
    tell({"midi", name + "/time", seconds, "s"});
}

/// Many files, indexed once, then opened again: nothing is read the second time.
Result<void> benchIndex(const MusicInMemory& music, const std::filesystem::path& scratch, const FigureSink& tell)
{
    const auto folder = scratch / "many";
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < kIndexedFiles; ++i)
        if (const auto written = writeFile(folder / (std::to_string(i) + ".mid"), music.files[i % music.files.size()]);
            !written)
            return written;
    const std::filesystem::path paths[] = {folder};
    auto index = library::LibraryIndex::open(scratch / "index.db");
    if (!index)
        return std::unexpected(index.error());
    if (const auto first = index->import(paths); !first)
        return std::unexpected(first.error());
    std::size_t read = 0;
    const double seconds = medianSeconds("reopen", [&] {
        auto again = library::LibraryIndex::open(scratch / "index.db");
        if (const auto imported = again ? again->import(paths) : std::unexpected(again.error()))
            read = imported->filesRead;
    });
    tell({"midi", "reopen/files", static_cast<double>(kIndexedFiles), "files"});
    tell({"midi", "reopen/files_read", static_cast<double>(read), "files"});
    tell({"midi", "reopen/time", seconds, "s"});
    return {};
}

} // namespace

Result<void> benchMidi(const std::filesystem::path& music, const FigureSink& tell)
{
    const Scratch scratch;
    const auto zip = music / "kaggle-classical-music-midi.zip";
    const auto loose = std::filesystem::is_directory(music / "piano-midi") ? music / "piano-midi" : music;
    const MusicInMemory loaded = load(loose);
    if (loaded.files.empty())
        return failure(Fault::NoMusic, music.string());
    benchReading(loaded, scratch.folder(), tell);
    benchImport(std::filesystem::exists(zip) ? zip : loose, "import", tell);
    return benchIndex(loaded, scratch.folder(), tell);
}

} // namespace cadenza::app::bench
