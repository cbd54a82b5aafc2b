// Gives the parts of a MIDI file that abc2midi made the names of the voices it was made from: abc2midi calls the first
// track after the piece and the others nothing.
//   name_parts PIECE.abc PIECE.mid

#include "core/base/file.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using namespace cadenza;

namespace {

/// What stands in name="…" of each voice, in the order in which they are declared.
std::vector<std::string> voiceNames(const char* abc)
{
    std::vector<std::string> names;
    std::ifstream lines(abc);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t at = line.find("name=\"");
        if (line.starts_with("V:") && at != std::string::npos)
            names.push_back(line.substr(at + 6, line.rfind('"') - at - 6));
    }
    return names;
}

int fail(const char* file, const char* why)
{
    std::fprintf(stderr, "%s: %s\n", file, why);
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return fail("name_parts", "PIECE.abc and PIECE.mid expected");
    const auto names = voiceNames(argv[1]);
    const auto bytes = readFile(argv[2]);
    auto reading = bytes ? midi::readMidi(*bytes) : std::unexpected(bytes.error());
    if (!reading)
        return fail(argv[2], "it cannot be read");
    midi::Piece& piece = reading->sequences.front();
    if (piece.parts.size() != names.size())
        return fail(argv[1], "it has another number of named voices than its music has parts");
    for (std::size_t i = 0; i < names.size(); ++i)
        piece.parts[i].name = names[i];
    return writeFileAtomically(argv[2], midi::writeMidi(piece)) ? 0 : fail(argv[2], "it cannot be written");
}
