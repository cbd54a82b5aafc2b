#include "app/cli/originality_json.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cadenza::app {
namespace {

using Json = nlohmann::ordered_json;

/// Mean, and the value below which a share of the others lies.
Json spreadOf(std::vector<double> values)
{
    std::ranges::sort(values);
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
    };
    return {{"mean", sum / static_cast<double>(values.size())},
            {"median", at(0.5)},
            {"from", at(0.025)},
            {"to", at(0.975)}};
}

} // namespace

Json jsonOf(const originality::CopiedPassage& passage)
{
    return {{"first", passage.first}, {"notes", passage.notes}, {"piece", passage.piece}, {"bar", passage.bar}};
}

Json jsonOf(const originality::Resemblance& resemblance)
{
    Json object{{"copied", resemblance.copied}, {"longestRun", resemblance.longestRun}, {"passage", nullptr}};
    if (resemblance.passage)
        object["passage"] = jsonOf(*resemblance.passage);
    return object;
}

Json humanBaselineOf(const originality::Fingerprints& fingerprints)
{
    if (fingerprints.human().empty())
        return nullptr;
    std::vector<double> copied, longest;
    for (const auto& stretch : fingerprints.human()) {
        copied.push_back(stretch.copied);
        longest.push_back(stretch.longestRun);
    }
    return {{"stretches", copied.size()}, {"copied", spreadOf(copied)}, {"longestRun", spreadOf(longest)}};
}

std::string wordsFor(const originality::Resemblance& resemblance)
{
    const std::string share = std::to_string(std::lround(100.0 * resemblance.copied)) + " % copied";
    if (!resemblance.passage)
        return "no passage of " + std::to_string(originality::kPassageNotes) + " notes, " + share;
    const auto& passage = *resemblance.passage;
    return std::to_string(passage.notes) + " notes as in " + passage.piece
           + (passage.bar > 0 ? ", bar " + std::to_string(passage.bar) : std::string()) + ", " + share;
}

} // namespace cadenza::app
