#include "app/cli/classic_streams.h"

#include "core/encoding/classic_vocabulary.h"
#include "core/library/piece_loading.h"

#include <ostream>
#include <utility>

namespace cadenza::app {

Result<std::vector<encoding::ClassicToken>> classicStreamOf(std::span<const std::byte> file)
{
    const auto events = midi::readTrackEvents(file);
    if (!events)
        return std::unexpected(events.error());
    return encoding::classicTokens(*events);
}

Result<nlohmann::ordered_json> classicCounts(const library::Library& library, const std::stop_token& stop)
{
    encoding::ClassicVocabularyBuilder builder{encoding::ClassicSpelling{}};
    std::size_t notes = 0;
    std::size_t chords = 0;
    library::SourceReader reader;
    for (const library::Entry& entry : library.entries) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        const auto bytes = reader.read(entry);
        if (!bytes)
            return std::unexpected(bytes.error());
        const auto tokens = classicStreamOf(*bytes);
        if (!tokens)
            return std::unexpected(tokens.error());
        for (const encoding::ClassicToken& token : *tokens)
            ++(token.pitches.size() > 1 ? chords : notes);
        builder.add(*tokens);
    }
    const encoding::ClassicVocabulary vocabulary = std::move(builder).finish();
    return nlohmann::ordered_json{{"tokens", notes + chords},
                                  {"words", vocabulary.words.size()},
                                  {"offsets", vocabulary.offsets.size()},
                                  {"durations", vocabulary.durations.size()},
                                  {"notes", notes},
                                  {"chords", chords}};
}

void printClassicStream(std::span<const encoding::ClassicToken> tokens, std::ostream& out)
{
    out << "word,offset,duration,pitches\n";
    for (const encoding::ClassicToken& token : tokens) {
        out << encoding::classicWord(token) << ',' << encoding::classicOffsetText(token.offset) << ','
            << encoding::classicDurationText(token.duration) << ',';
        for (std::size_t i = 0; i < token.pitches.size(); ++i)
            out << (i > 0 ? " " : "") << int{token.pitches[i]};
        out << '\n';
    }
}

} // namespace cadenza::app
