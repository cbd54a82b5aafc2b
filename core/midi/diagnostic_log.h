#pragma once

#include "core/base/result.h"
#include "core/midi/midi_reader.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace cadenza::midi {

/// Gathers what is wrong with a file while it is read. Equal findings of one track become one diagnostic that carries
/// the first offset and a count, so a file of nothing but errors cannot fill memory. In strict reading the first
/// breach is kept as the error and `failed()` tells the parser to stop.
class DiagnosticLog {
public:
    explicit DiagnosticLog(Strictness strictness) : strictness_(strictness) {}

    /// Findings from here on belong to `track`, or to the file when there is none.
    void enterTrack(std::optional<int> track);

    /// Something RP-001 forbids. `what` is a literal: findings are told apart by it.
    void breach(Severity severity, const char* what, std::size_t byteOffset, Fault fault = Fault::MalformedMidi);
    /// Something allowed that a person may want to know.
    void remark(const char* what, std::size_t byteOffset, Severity severity = Severity::Note);

    [[nodiscard]] bool failed() const { return error_.has_value(); }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] std::vector<Diagnostic> diagnostics() const;

private:
    struct Finding {
        Severity severity;
        const char* what;
        std::optional<int> track;
        std::size_t byteOffset;
        std::size_t count;
    };
    void add(Severity severity, const char* what, std::size_t byteOffset);

    Strictness strictness_;
    std::optional<int> track_;
    std::size_t firstOfTrack_{0};
    std::vector<Finding> findings_;
    std::optional<Error> error_;
};

} // namespace cadenza::midi
