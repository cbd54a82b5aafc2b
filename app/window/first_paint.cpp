#include "app/window/first_paint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <string>

namespace cadenza::app {
namespace {

void tellFigure(const char* metric, double value, const char* unit)
{
    std::cout << nlohmann::json{{"bench", "start"}, {"metric", metric}, {"value", value}, {"unit", unit}} << std::endl;
}

double residentMegabytes()
{
    std::ifstream pages("/proc/self/statm"); // proc(5): size, resident, …, in pages
    double size = 0.0;
    double resident = 0.0;
    pages >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

int mappedTorchLibraries()
{
    std::ifstream maps("/proc/self/maps");
    std::string last;
    int libraries = 0;
    for (std::string line; std::getline(maps, line);) {
        const auto name = line.find("/lib");
        const std::string file = name == std::string::npos ? std::string() : line.substr(line.rfind('/'));
        const bool torch = file.find("torch") != std::string::npos || file.find("libc10") != std::string::npos
                           || file.find("cadenza-ml") != std::string::npos;
        libraries += torch && file != last;
        last = file;
    }
    return libraries;
}

} // namespace

FirstPaint::FirstPaint(QWidget& window) : QObject(&window)
{
    window.installEventFilter(this);
}

bool FirstPaint::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && !painted_) {
        painted_ = true;
        QMetaObject::invokeMethod(this, &FirstPaint::tell, Qt::QueuedConnection); // what is painted is on the screen
    }
    return QObject::eventFilter(watched, event);
}

void FirstPaint::tell()
{
    tellFigure("resident", residentMegabytes(), "MB");
    tellFigure("libtorch", mappedTorchLibraries(), "libraries");
    QCoreApplication::quit();
}

} // namespace cadenza::app

#include "moc_first_paint.cpp"
