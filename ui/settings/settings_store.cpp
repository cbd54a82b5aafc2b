#include "ui/settings/settings_store.h"

#include <QtConcurrent>

#include <string>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kSoonMs = 250;

} // namespace

SettingsStore::SettingsStore(std::filesystem::path file, QObject* parent) : QObject(parent), file_(std::move(file))
{
    auto reading = project::readSettings(file_);
    settings_ = std::move(reading.settings);
    problems_ = std::move(reading.problems);
    writing_.setMaxThreadCount(1);
    soon_.setSingleShot(true);
    soon_.setInterval(kSoonMs);
    connect(&soon_, &QTimer::timeout, this, &SettingsStore::write);
    if (!problems_.empty()) // it is told once
        write();
}

SettingsStore::~SettingsStore()
{
    if (soon_.isActive())
        write();
    writing_.waitForDone();
}

void SettingsStore::change(const Change& change)
{
    project::Settings next = settings_;
    change(next);
    if (next == settings_)
        return;
    settings_ = std::move(next);
    unwritten_.push_back(change);
    soon_.start();
    Q_EMIT changed();
}

void SettingsStore::reset(std::string_view name)
{
    change([name = std::string(name)](project::Settings& settings) { (void)project::reset(settings, name); });
}

void SettingsStore::resetAll()
{
    change([](project::Settings& settings) {
        for (const std::string& name : project::changedSettings(settings))
            if (!project::isRemembered(name))
                (void)project::reset(settings, name);
    });
}

void SettingsStore::write()
{
    if (file_.empty())
        return;
    QtConcurrent::run(&writing_, [file = file_, changes = std::exchange(unwritten_, {})] {
        auto settings = project::readSettings(file).settings;
        for (const Change& change : changes)
            change(settings);
        return project::writeSettings(file, settings);
    }).then(this, [this](const Result<void>& written) {
        if (!written)
            Q_EMIT failed(written.error());
    });
}

} // namespace cadenza::ui
