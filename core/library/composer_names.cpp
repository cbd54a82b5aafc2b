#include "core/library/composer_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cadenza::library {

namespace {

/// A composer's usual name, then other spellings and short forms; all in lower case without accents.
struct Composer {
    std::string_view name;
    std::string_view spellings;
};

constexpr Composer kComposers[] = {
    {"Albeniz", "albeniz alb"},
    {"Alkan", "alkan"},
    {"Bach", "bach bachjs"},
    {"Balakirev", "balakirev balakirew balakir"},
    {"Bartok", "bartok"},
    {"Beethoven", "beethoven beeth"},
    {"Bizet", "bizet"},
    {"Borodin", "borodin borod"},
    {"Brahms", "brahms"},
    {"Bruckner", "bruckner"},
    {"Burgmueller", "burgmueller burgmuller burgm buegmueller"},
    {"Buxtehude", "buxtehude"},
    {"Byrd", "byrd"},
    {"Chaminade", "chaminade"},
    {"Chopin", "chopin chpn"},
    {"Clementi", "clementi clement"},
    {"Couperin", "couperin"},
    {"Cramer", "cramer"},
    {"Czerny", "czerny"},
    {"Debussy", "debussy debuss"},
    {"Dussek", "dussek"},
    {"Dvorak", "dvorak"},
    {"Elgar", "elgar"},
    {"Falla", "falla defalla"},
    {"Faure", "faure"},
    {"Field", "johnfield"},
    {"Franck", "franck cesarfranck"},
    {"Gershwin", "gershwin"},
    {"Gliere", "gliere"},
    {"Godowsky", "godowsky godowski"},
    {"Gottschalk", "gottschalk"},
    {"Granados", "granados"},
    {"Grieg", "grieg"},
    {"Handel", "handel haendel haend"},
    {"Haydn", "haydn"},
    {"Heller", "stephenheller"},
    {"Hummel", "hummel"},
    {"Janacek", "janacek"},
    {"Joplin", "joplin"},
    {"Kuhlau", "kuhlau"},
    {"Liszt", "liszt"},
    {"Lyadov", "lyadov liadov"},
    {"MacDowell", "macdowell"},
    {"Mahler", "mahler"},
    {"Medtner", "medtner"},
    {"Mendelssohn", "mendelssohn mendelssohnbartholdy mendel mendels"},
    {"Moszkowski", "moszkowski moszkowsky mosz"},
    {"Mozart", "mozart"},
    {"Mussorgsky", "mussorgsky mussorgski moussorgsky musorgsky muss"},
    {"Pachelbel", "pachelbel"},
    {"Paderewski", "paderewski"},
    {"Petzold", "petzold"},
    {"Poulenc", "poulenc"},
    {"Prokofiev", "prokofiev prokofjew prokofieff"},
    {"Purcell", "purcell"},
    {"Rachmaninoff", "rachmaninoff rachmaninov rachmaninow rachmaninof rachman"},
    {"Rameau", "rameau"},
    {"Ravel", "ravel"},
    {"Rubinstein", "antonrubinstein"},
    {"Saint-Saens", "saintsaens saint-saens"},
    {"Satie", "satie"},
    {"Scarlatti", "scarlatti"},
    {"Schoenberg", "schoenberg schonberg"},
    {"Schubert", "schubert schub"},
    {"Schumann", "schumann schum"},
    {"Scriabin", "scriabin skrjabin skryabin"},
    {"Shostakovich", "shostakovich schostakowitsch"},
    {"Sibelius", "sibelius"},
    {"Sinding", "sinding"},
    {"Smetana", "smetana"},
    {"Soler", "soler"},
    {"Strauss", "strauss"},
    {"Stravinsky", "stravinsky strawinsky"},
    {"Tchaikovsky", "tchaikovsky tschaikowsky tschaikowski tchaikowsky chaikovsky tschai tchai"},
    {"Telemann", "telemann"},
    {"Verdi", "verdi"},
    {"Vivaldi", "vivaldi"},
    {"Wagner", "wagner"},
    {"Weber", "weber vonweber"},
};

/// Short forms are for folders only: in running text they would be found in other words.
constexpr std::size_t kShortestInText = 5;

const std::unordered_map<std::string_view, std::string_view>& composersBySpelling()
{
    static const auto table = [] {
        std::unordered_map<std::string_view, std::string_view> map;
        for (const Composer& composer : kComposers) {
            std::string_view rest = composer.spellings;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                map.emplace(rest.substr(0, end), composer.name);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return map;
    }();
    return table;
}

/// The plain letter that a two-byte UTF-8 character of Latin-1 stands on; 0 for others.
char plainLetter(unsigned char lead, unsigned char trail)
{
    if (lead != 0xC3)
        return 0;
    static constexpr std::string_view kLetters = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";
    return kLetters[trail & 0x3Fu];
}

/// Words in lower case without accents; anything but a letter parts them.
std::vector<std::string> plainWords(std::string_view text)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        char letter = 0;
        if (c < 0x80 && std::isalpha(c))
            letter = static_cast<char>(std::tolower(c));
        else if (c >= 0xC0 && i + 1 < text.size())
            letter = plainLetter(c, static_cast<unsigned char>(text[++i]));
        if (letter != 0 && letter != ' ')
            words.back() += letter;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::optional<std::string> lookUp(std::string_view spelling)
{
    const auto& table = composersBySpelling();
    const auto found = table.find(spelling);
    return found == table.end() ? std::nullopt : std::optional<std::string>(found->second);
}

std::optional<std::string> lookUpInText(std::string_view word)
{
    return word.size() < kShortestInText && word != "bach" && word != "byrd" ? std::nullopt : lookUp(word);
}

/// The composer a text names as a whole: “Franz Liszt”, “S. Rachmaninow”, “Bach, Johann Sebastian”.
std::optional<std::string> composerNamedBy(std::string_view text)
{
    const std::vector<std::string> words = plainWords(text);
    if (words.empty() || words.size() > 4)
        return std::nullopt;
    if (auto composer = lookUpInText(words.back()))
        return composer;
    return text.find(',') != std::string_view::npos ? lookUpInText(words.front()) : std::nullopt;
}

} // namespace

std::optional<std::string> knownComposer(std::string_view folderName)
{
    const std::vector<std::string> words = plainWords(folderName);
    std::string joined;
    for (const std::string& word : words)
        joined += word;
    if (auto composer = lookUp(joined))
        return composer;
    return composerNamedBy(folderName);
}

std::optional<std::string> composerInTexts(std::span<const midi::FileText> texts)
{
    for (const midi::FileText& text : texts)
        if (auto composer = composerNamedBy(text.text))
            return composer;
    for (const midi::FileText& text : texts)
        if (const std::size_t colon = text.text.find(':'); colon != std::string::npos)
            if (auto composer = composerNamedBy(std::string_view(text.text).substr(0, colon)))
                return composer;
    for (const midi::FileText& text : texts)
        for (const std::string& word : plainWords(text.text))
            if (auto composer = lookUpInText(word))
                return composer;
    return std::nullopt;
}

std::optional<std::string> titleAfterComposer(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || !composerNamedBy(text.substr(0, colon)))
        return std::nullopt;
    std::string_view title = text.substr(colon + 1);
    while (!title.empty() && title.front() == ' ')
        title.remove_prefix(1);
    return title.empty() ? std::nullopt : std::optional<std::string>(title);
}

std::string prettyName(std::string_view name)
{
    std::string pretty;
    for (const char c : name) {
        if (c != '_' && c != ' ')
            pretty += c;
        else if (!pretty.empty() && pretty.back() != ' ')
            pretty += ' ';
    }
    while (!pretty.empty() && pretty.back() == ' ')
        pretty.pop_back();
    if (!pretty.empty())
        pretty.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(pretty.front())));
    return pretty;
}

} // namespace cadenza::library
