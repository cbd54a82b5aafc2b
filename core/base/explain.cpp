#include "core/base/explain.h"

#include <string_view>

namespace cadenza {
namespace {

struct Wording {
    std::string_view what; ///< follows the subject: "“x.mid” …"
    std::string_view next;
};

Wording wordingOf(Fault fault)
{
    switch (fault) {
    case Fault::NotFound: return {"was not found", "Check the name, or whether the disk it is on is connected."};
    case Fault::NotReadable: return {"cannot be read", "Check its permissions."};
    case Fault::NotWritable:
        return {"cannot be written", "Choose another place, or check the permissions of the folder."};
    case Fault::DiskFull:
        return {"was not written: the disk is full", "Free some space, or choose another disk; nothing was lost."};
    case Fault::NotMidi: return {"is not a MIDI file", "Choose a file that ends in .mid, .midi, .kar or .rmi."};
    case Fault::TruncatedTrack:
        return {"ends in the middle of a track", "Get the file again from where it came; it was cut short."};
    case Fault::MalformedMidi:
        return {"breaks the rules of MIDI files", "Open it without strict reading to get the music out."};
    case Fault::NotArchive: return {"is not a zip archive, or it is damaged", "Download it again."};
    case Fault::ArchiveRefused: return {"was not opened, to be safe", "Unpack it yourself and add the folder."};
    case Fault::NoMusic:
        return {"holds no MIDI file that can be read", "Choose a folder or zip with .mid files in it."};
    case Fault::NotModel:
        return {"is not a Cadenza model, or it is damaged", "Choose a .safetensors file made by Cadenza."};
    case Fault::WrongEncoding: return {"does not fit the model", "Choose music and a model of the same kind."};
    case Fault::TooLittleMusic: return {"is too little music for this", "Add more pieces."};
    case Fault::SlowBlas:
        return {"is the slow reference BLAS: training would take 20–40 times longer",
                "Install OpenBLAS: sudo apt install libopenblas0-pthread"};
    case Fault::MissingTraining:
        return {"is not installed, so nothing can be trained",
                "Install the package cadenza-training and try again; playing and generating work without it."};
    case Fault::Diverged:
        return {"lost its footing: the loss is no longer a number",
                "The last good checkpoint was kept; train on with a lower learning rate."};
    case Fault::OutOfMemory:
        return {"needs more memory than there is", "Close other programs, or choose a smaller model."};
    case Fault::NoSoundFont:
        return {"cannot be used: no SoundFont found", "Install one: sudo apt install fluidr3mono-gm-soundfont"};
    case Fault::NoAudioDevice:
        return {"cannot sound: no audio device found",
                "Connect one, or start the sound server, then choose the output again."};
    case Fault::NoMidiDevice:
        return {"is not there as a MIDI device", "Connect it and switch it on, then choose it again."};
    case Fault::Unsupported: return {"cannot be done by this build", "Choose another format or setting."};
    case Fault::InvalidSetting: return {"is outside its range", "Correct it and try again."};
    case Fault::MissingSetting: return {"is not set", "Set it and try again."};
    case Fault::NoAnswer:
        return {"does not answer", "Start it, and check MASTER_ADDR, MASTER_PORT and the firewalls on the way."};
    case Fault::RanksDiffer:
        return {"does not agree with rank 0", "Give every rank the same music, settings and version of Cadenza."};
    case Fault::LostRank:
        return {"was lost, so the run ended",
                "Start the ranks that are left again, with --resume: they go on. In a training folder they do so by "
                "themselves."};
    case Fault::NotProject:
        return {"is not a Cadenza project", "Choose a folder that holds a project.db, or make a new project."};
    case Fault::ProjectDamaged:
        return {"is a damaged project", "Rescue what can be saved into a new project; the old one is kept."};
    case Fault::InUse:
        return {"is open in another window or program", "Go on there, or look at it here without changing it."};
    case Fault::NotTrainingFolder:
        return {"is not a training folder", "Choose one that “Train elsewhere” wrote: a settings.json lies in it."};
    case Fault::TrainingFolderDamaged:
        return {"is not as it was written", "Copy the training folder again from the computer that wrote it."};
    case Fault::Cancelled: return {"was stopped", ""};
    case Fault::Internal: return {"failed in a way it should not", "Try again; if it happens again, please report it."};
    }
    return {"failed", ""};
}

} // namespace

std::string explain(const Error& error)
{
    const auto [what, next] = wordingOf(error.fault);
    std::string text = error.subject.empty() ? "This" : "“" + error.subject + "”";
    text += ' ';
    text += what;
    if (!error.detail.empty() || error.byteOffset) {
        text += " (" + error.detail;
        if (error.byteOffset)
            text += std::string(error.detail.empty() ? "" : ", ") + "at byte " + std::to_string(*error.byteOffset);
        text += ')';
    }
    text += '.';
    if (!next.empty()) {
        text += ' ';
        text += next;
    }
    return text;
}

} // namespace cadenza
