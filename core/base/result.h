#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace cadenza {

/// What kind of thing went wrong. Expected failures only: a bug is an assertion.
enum class Fault {
    NotFound,              ///< a file, device or entry that is not there
    NotReadable,           ///< it is there, but reading was refused
    NotWritable,           ///< the target cannot be written
    DiskFull,              ///< the target's file system has no room
    NotMidi,               ///< the bytes hold no MIDI music
    TruncatedTrack,        ///< a MIDI track ends inside an event or before its stated length
    MalformedMidi,         ///< strict reading met something RP-001 forbids; `detail` says what
    NotArchive,            ///< not a zip, or one that is damaged
    ArchiveRefused,        ///< a zip that is too large, too deep or names unsafe paths
    NoMusic,               ///< a folder, archive or selection without a single readable piece
    NotModel,              ///< not a Cadenza model, or a damaged one; `detail` says which rule it breaks
    WrongEncoding,         ///< music and model do not share a time base or encoding version
    TooLittleMusic,        ///< not enough notes for what was asked
    SlowBlas,              ///< training would run on the reference BLAS, 20–40 times too slow
    MissingTraining,       ///< the training module or one of its libraries is not installed
    Diverged,              ///< the loss stopped being a number
    OutOfMemory,           ///< the work needs more memory than there is
    NoSoundFont,           ///< no SoundFont was found, or the chosen one cannot be loaded
    NoAudioDevice,         ///< no audio driver could be opened
    NoMidiDevice,          ///< the MIDI port is gone or MIDI is not available at all
    Unsupported,           ///< a format or setting this build cannot do
    InvalidSetting,        ///< a setting outside its range; `subject` names it
    NotProject,            ///< a folder without a project, or one whose `project.db` is of another kind
    ProjectDamaged,        ///< `project.db` cannot be read; `detail` says where
    MissingSetting,        ///< a setting that has no default was not given; `subject` names it
    NoAnswer,              ///< a rank of a distributed run did not come, or cannot be reached
    RanksDiffer,           ///< ranks of a distributed run were started with different music or settings
    LostRank,              ///< a rank of a distributed run is gone
    InUse,                 ///< another window or program has the project open for writing; `detail` says which
    NotTrainingFolder,     ///< a folder that holds no training to be done elsewhere
    TrainingFolderDamaged, ///< a file of such a folder is missing, cut short or changed; `detail` says how
    Cancelled,             ///< stopped on request
    Internal,              ///< a library failed in a way it should not; `detail` is its own word
};

/// An expected failure that locates itself. `explain` in core/base/explain.h words it for people.
struct Error {
    Fault fault{Fault::Internal};
    std::string subject{};                   ///< what it happened to: a path, a device, a key
    std::string detail{};                    ///< what exactly was found, for people who want to know more
    std::optional<std::size_t> byteOffset{}; ///< where in the file, when there is a file
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(Fault fault, std::string subject = {}, std::string detail = {},
                                                    std::optional<std::size_t> byteOffset = std::nullopt)
{
    return std::unexpected(Error{fault, std::move(subject), std::move(detail), byteOffset});
}

} // namespace cadenza
