#include "core/base/file.h"
#include "tests/fuzz/corpus.h"

#include <cstdio>
#include <string>

namespace {

void save(const std::filesystem::path& folder, const std::vector<cadenza::fuzz::Bytes>& files)
{
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < files.size(); ++i)
        if (!cadenza::writeFileAtomically(folder / std::to_string(i), files[i]))
            std::fprintf(stderr, "cannot write to %s\n", folder.c_str());
}

} // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path folder = argc > 1 ? argv[1] : "corpus";
    save(folder / "midi_reader", cadenza::fuzz::midiFiles());
    save(folder / "archive", cadenza::fuzz::zipFiles(folder));
    return 0;
}
