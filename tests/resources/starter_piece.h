#pragma once

#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/midi/piece.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::test {

/// The first value of each field before the music of an ABC file; `N` holds all its lines, one below the other.
inline std::map<char, std::string> abcHeader(const std::filesystem::path& file)
{
    std::map<char, std::string> fields;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line) && !fields.contains('K');) {
        if (line.size() < 2 || line[1] != ':')
            continue;
        auto& field = fields[line[0]];
        if (field.empty() || line[0] == 'N')
            field += (field.empty() ? "" : "\n") + line.substr(2);
    }
    return fields;
}

/// The values of every key field of an ABC file, in its header or its music.
inline std::vector<std::string> abcKeys(const std::filesystem::path& file)
{
    std::vector<std::string> keys;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("K:"))
            keys.push_back(line.substr(2));
        for (auto at = line.find("[K:"); at != line.npos; at = line.find("[K:", at + 1))
            keys.push_back(line.substr(at + 3, line.find(']', at) - at - 3));
    }
    return keys;
}

/// One piece of a collection that ships: what its header says and what the build made of it.
struct StarterPiece {
    std::filesystem::path abc;
    std::map<char, std::string> header;
    std::filesystem::path midiFile;
    std::optional<midi::Piece> music; ///< empty when strict reading failed
};

inline StarterPiece starterPiece(const std::filesystem::path& abc, const std::filesystem::path& midiFolder)
{
    StarterPiece piece{abc, abcHeader(abc), {}, {}};
    const auto& composer = piece.header['C'];
    auto title = piece.header['T'];
    std::ranges::replace_if(title, [](char c) { return c == '/' || c == ':'; }, '-');
    piece.midiFile = midiFolder / composer.substr(composer.rfind(' ') + 1) / (title + ".mid");
    if (const auto bytes = readFile(piece.midiFile))
        if (auto reading = midi::readMidi(*bytes, midi::Strictness::Strict))
            piece.music = std::move(reading->sequences.front());
    return piece;
}

inline std::vector<StarterPiece> starterPieces(const std::filesystem::path& abcFolder,
                                               const std::filesystem::path& midiFolder)
{
    std::vector<StarterPiece> pieces;
    for (const auto& entry : std::filesystem::directory_iterator(abcFolder))
        if (entry.path().extension() == ".abc")
            pieces.push_back(starterPiece(entry.path(), midiFolder));
    std::ranges::sort(pieces, {}, &StarterPiece::abc);
    return pieces;
}

} // namespace cadenza::test
