#include "tests/fuzz/corpus.h"

#include "core/base/file.h"
#include "core/midi/midi_writer.h"
#include "tests/core/midi/smf_bytes.h"
#include "tests/support/music.h"

#include <zip.h>

#include <filesystem>
#include <string>
#include <utility>

namespace cadenza::fuzz {

namespace {

using test::Smf;

Bytes zipOf(const std::vector<std::pair<std::string, Bytes>>& files, const std::filesystem::path& scratch)
{
    int error = 0;
    zip_t* archive = zip_open(scratch.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : files)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    zip_close(archive);
    auto bytes = readFile(scratch);
    std::filesystem::remove(scratch);
    return bytes ? std::move(*bytes) : Bytes();
}

Bytes bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::vector<Bytes> midiFiles()
{
    midi::Piece piece = test::wanderingLine(12);
    piece.title = "Étude";
    piece.composer = "Albéniz";
    piece.tempo = {{Tick{0}, 400000.0}, {Tick{960}, 600000.0}};
    piece.timeSignatures = {{Tick{0}, 3, 8}};
    piece.keySignatures = {{Tick{0}, -3, true}};
    piece.parts.front().pedal = {{Tick{0}, 127}, {Tick{480}, 0}};
    for (std::size_t i = 0; i < piece.parts.front().notes.size(); ++i)
        piece.parts.front().notes[i].hand = i % 2 ? midi::Hand::Left : midi::Hand::Right;
    return {midi::writeMidi(piece),
            midi::writeMidi(piece, midi::MidiFormat::SingleTrack),
            Smf().header(0, 1, 480).track({0, 0x90, 60, 64, 0, 64, 64, 96, 60, 0, 0, 64, 0}).data(),
            Smf().header(2, 2, 96).track({0, 0x90, 60, 64, 9, 60, 0}).track({0, 0x99, 36, 64, 9, 36, 0}).data(),
            Smf().header(0, 1, 0xE728).track({0, 0xF0, 2, 1, 0xF7, 0, 0xF7, 1, 0xF8, 0, 0x90, 60, 64, 9, 60, 0}).data(),
            Smf()
                .header(1, 1, 480)
                .text("XFIH")
                .bytes({0, 0, 0, 1, 7})
                .track({0, 0xC0, 48, 0, 0xB0, 64, 127, 0, 0xE0, 1, 2, 0, 0xD0, 3, 0, 0x90, 60, 64})
                .data(),
            Smf()
                .header(0, 1, 480)
                .track({0, 0xFF, 1,    4, 0x83, 0x73, 0x83, 0x41, 0, 0xFF, 3, 2,    'a', 0xE9,
                        0, 0xFF, 0x20, 1, 3,    0,    0xFF, 4,    1, 'b',  0, 0x93, 1,   1})
                .data(),
            Smf()
                .text("RIFF")
                .bytes({48, 0, 0, 0})
                .text("RMIDdata")
                .bytes({36, 0, 0, 0})
                .header(0, 1, 480)
                .track({0, 0x90, 60, 64, 9, 60, 0})
                .data()};
}

std::vector<Bytes> zipFiles(const std::filesystem::path& folder)
{
    const std::vector<Bytes> files = midiFiles();
    const Bytes table = bytesOf("composer,title,midi\nBach,\"A, b\",x/a.mid\n");
    const auto scratch = folder / "scratch.zip";
    const Bytes inner = zipOf({{"a.mid", files[1]}}, scratch);
    return {zipOf({{"bach/a.mid", files[0]}, {"metadata.csv", table}}, scratch),
            zipOf({{"../b.MID", files[2]}, {"c\\d.kar", files[3]}, {"e/", {}}}, scratch),
            zipOf({{"inner.zip", inner}, {"f.rmi", files[7]}, {"g.smf", files[4]}}, scratch)};
}

} // namespace cadenza::fuzz
