#include "app/cli/training_output.h"

#include "app/cli/command.h"

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace cadenza::app {
namespace {

nlohmann::ordered_json jsonOf(const training::TrainingReport& report)
{
    const training::Tally& figures = report.valid ? *report.valid : report.train;
    const double notes = std::max(figures.notes, 1.0);
    nlohmann::ordered_json line{{"epoch", report.epoch},
                                {"notes", report.notes},
                                {"seconds", report.seconds},
                                {"trainNll", report.trainNll},
                                {"validNll", nullptr}};
    if (report.valid)
        line["validNll"] = report.valid->nllPerNote();
    line["nll"] = {{"step", figures.step / notes},
                   {"pitch", figures.pitch / notes},
                   {"duration", figures.duration / notes},
                   {"velocity", figures.velocity / notes},
                   {"tempo", figures.tempo / notes}};
    line["accuracy"] = {{"step", figures.stepRight / notes},
                        {"pitch", figures.pitchRight / notes},
                        {"duration", figures.durationRight / notes},
                        {"velocity", figures.velocityRight / notes}};
    line["notesPerSecond"] = report.notesPerSecond;
    line["peakMemoryMB"] = report.peakMemoryMB;
    return line;
}

void printReport(const training::TrainingReport& report)
{
    std::cout << std::fixed << std::setprecision(1) << "\repoch " << report.epoch << "  " << report.seconds << " s  "
              << std::setprecision(3) << report.trainNll << " nats per note";
    if (report.valid)
        std::cout << ", held out " << report.valid->nllPerNote() << '\n';
    std::cout << std::flush;
}

} // namespace

training::TrainingObserver reportPrinter(bool json)
{
    return [json](const training::TrainingReport& report) {
        if (json)
            printJsonLine(jsonOf(report));
        else
            printReport(report);
    };
}

} // namespace cadenza::app
