#include "core/project/zip_writer.h"

#include "core/base/file.h"

#include <zip.h>

#include <cerrno>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

/// What libzip hears while it writes.
struct Watch {
    std::stop_token stop;
    ProgressSink progress;
};

int stopped(zip_t* /*archive*/, void* watch)
{
    return static_cast<const Watch*>(watch)->stop.stop_requested() ? 1 : 0;
}

void progressed(zip_t* /*archive*/, double fraction, void* watch)
{
    if (const ProgressSink& progress = static_cast<const Watch*>(watch)->progress)
        progress(fraction, "archive");
}

Error errorOf(zip_error_t* error, const fs::path& target)
{
    const bool system = zip_error_system_type(error) == ZIP_ET_SYS;
    const int number = system ? zip_error_code_system(error) : 0;
    Fault fault = number == ENOSPC || number == EDQUOT ? Fault::DiskFull : Fault::NotWritable;
    if (zip_error_code_zip(error) == ZIP_ER_CANCELLED)
        fault = Fault::Cancelled;
    return {fault, target.string(), zip_error_strerror(error), std::nullopt};
}

bool isPacked(const std::string& name)
{
    for (const std::string_view ending : {".safetensors", ".zip", ".checkpoint"})
        if (name.ends_with(ending))
            return true;
    return false;
}

} // namespace

void ZipWriter::Discard::operator()(zip* archive) const
{
    zip_discard(archive);
}

Result<ZipWriter> ZipWriter::beside(const fs::path& target)
{
    ZipWriter writer(nullptr, target);
    int code = 0;
    zip_t* opened = zip_open(writer.temporary().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!opened) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        auto failed = errorOf(&error, target);
        zip_error_fini(&error);
        return std::unexpected(std::move(failed));
    }
    writer.archive_.reset(opened);
    return writer;
}

void ZipWriter::addFile(const std::string& name, const fs::path& file)
{
    zip_source_t* source = zip_source_file(archive_.get(), file.c_str(), 0, -1);
    const zip_int64_t place = source ? zip_file_add(archive_.get(), name.c_str(), source, ZIP_FL_ENC_GUESS) : -1;
    if (place < 0) {
        zip_source_free(source);
        if (!failed_)
            failed_ = {Fault::NotReadable, file.string(), zip_strerror(archive_.get()), std::nullopt};
        return;
    }
    if (isPacked(name))
        zip_set_file_compression(archive_.get(), static_cast<zip_uint64_t>(place), ZIP_CM_STORE, 0);
    ++files_;
}

Result<void> ZipWriter::finish(const std::stop_token& stop, const ProgressSink& progress)
{
    if (failed_)
        return std::unexpected(*failed_);
    Watch watch{stop, progress};
    zip_register_cancel_callback_with_state(archive_.get(), &stopped, nullptr, &watch);
    zip_register_progress_callback_with_state(archive_.get(), 0.01, &progressed, nullptr, &watch);
    if (zip_close(archive_.get()) != 0)
        return std::unexpected(errorOf(zip_get_error(archive_.get()), target_));
    (void)archive_.release(); // closing it freed it
    auto moved = moveIntoPlace(temporary(), target_);
    if (!moved) {
        std::error_code ignored;
        fs::remove(temporary(), ignored);
    }
    return moved;
}

} // namespace cadenza::project
