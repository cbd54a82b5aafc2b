#include "core/midi/diagnostic_log.h"

#include <string>
#include <string_view>

namespace cadenza::midi {

namespace {
constexpr std::size_t kMostFindings = 2000; ///< a file of 60,000 broken tracks needs no more to be understood
}

void DiagnosticLog::enterTrack(std::optional<int> track)
{
    track_ = track;
    firstOfTrack_ = findings_.size();
}

void DiagnosticLog::breach(Severity severity, const char* what, std::size_t byteOffset, Fault fault)
{
    if (strictness_ == Strictness::Strict && !error_) {
        error_ = Error{fault, {}, what, byteOffset};
        severity = Severity::Error;
    }
    add(severity, what, byteOffset);
}

void DiagnosticLog::remark(const char* what, std::size_t byteOffset, Severity severity)
{
    add(severity, what, byteOffset);
}

void DiagnosticLog::add(Severity severity, const char* what, std::size_t byteOffset)
{
    for (std::size_t i = firstOfTrack_; i < findings_.size(); ++i) {
        if (findings_[i].track == track_ && std::string_view(findings_[i].what) == what) {
            ++findings_[i].count;
            return;
        }
    }
    if (findings_.size() < kMostFindings)
        findings_.push_back({severity, what, track_, byteOffset, 1});
}

std::vector<Diagnostic> DiagnosticLog::diagnostics() const
{
    std::vector<Diagnostic> result;
    result.reserve(findings_.size());
    for (const Finding& finding : findings_) {
        std::string what = finding.what;
        if (finding.count > 1)
            what += " (" + std::to_string(finding.count) + " times, here first)";
        result.push_back({finding.severity, std::move(what), finding.track, finding.byteOffset});
    }
    return result;
}

} // namespace cadenza::midi
