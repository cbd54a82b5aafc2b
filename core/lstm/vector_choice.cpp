#include "core/lstm/vector_choice.h"

#include "core/lstm/targets.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace cadenza::lstm {
namespace {

bool sameName(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

} // namespace

Result<void> chooseVectors(std::string_view name)
{
    std::string kinds;
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        if (sameName(hwy::TargetName(target), name)) {
            hwy::SetSupportedTargetsForTest(target);
            hwy::GetChosenTarget().Update(hwy::SupportedTargets());
            return {};
        }
        kinds += (kinds.empty() ? "" : ", ") + std::string(hwy::TargetName(target));
    }
    return failure(Fault::InvalidSetting, "--vectors " + std::string(name), "this processor has " + kinds);
}

} // namespace cadenza::lstm
