#include "core/elsewhere/read_me.h"

#include "core/base/file_name.h"
#include "core/elsewhere/folder_writer.h"

namespace cadenza::elsewhere {

std::string readMeOf(const TrainingOrder& order)
{
    const std::string command = commandLine();
    return fileNameOf(order.name)
           + "\n\n"
             "This folder holds a training that Cadenza was asked to have done on another computer: "
           + std::to_string(order.pieces.size())
           + " pieces of music\nand all settings.\n"
             "\n"
             "1. Copy the whole folder to that computer, or open it there over the network. Cadenza has to be\n"
             "   installed there with what it needs to train (the package cadenza-training).\n"
             "2. Open a terminal in the folder and type\n"
             "\n"
             "       "
           + command
           + "\n"
             "\n"
             "   With an NVIDIA graphics card, and a Cadenza that was built for it:\n"
             "\n"
             "       "
           + commandLine(training::Device::Cuda)
           + "\n"
             "\n"
             "   Ctrl+C stops it. The same line goes on where it was, also after a power cut.\n"
             "3. Bring the folder back, or only the folder “result” in it, and drop it on Cadenza's window. Where "
             "both\n"
             "   computers see the folder the window shows the training while it goes on.\n"
             "\n"
             "  settings.json      what is trained, and how\n"
             "  music/             the pieces, as they were\n"
             "  from.safetensors   the model that the training begins with, where it does not begin from nothing\n"
             "  result/            what the training gives: its curve, and the model when it is done\n";
}

} // namespace cadenza::elsewhere
