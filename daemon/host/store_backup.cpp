// SPDX-License-Identifier: MIT
// A copy of the database for keeping, made through SQLite's own backup, so that it is as sound as
// the original whatever has been written meanwhile.
#include "daemon/host/store_impl.hpp"
#include "daemon/host/system.hpp"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

namespace dutyd::host {

namespace {

Diagnostic not_written(const std::string& file, const std::string& why) {
    return make_error(fmt::format("the backup {} cannot be written: {}", file, why),
                      "name a file in a folder that dutyd's user may write to; under systemd its "
                      "sandbox must open that folder too (dutyd.service.d/backup.conf)");
}

/// On the disk for good, before it gets the name that says so.
bool is_synced(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

/// A new file for the copy, or the reason there is none.
std::optional<Diagnostic> make_new(const std::string& file, const std::string& unfinished) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
        return make_error(fmt::format("there is already a file {}", file),
                          "a backup never replaces a file; name another");
    }
    std::filesystem::remove(unfinished, error);
    const int made = ::open(unfinished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (made < 0) return not_written(file, error_text(errno));
    ::close(made);
    return std::nullopt;
}

/// Closed and whole when it returns. In the ordinary journal mode: a copy is one file.
void copy_all(SQLite::Database& from, const std::string& to) {
    constexpr int all_pages = -1;
    SQLite::Database copy(to, SQLite::OPEN_READWRITE);
    SQLite::Backup backup(copy, from);
    backup.executeStep(all_pages);
}

}  // namespace

Result<Done> Store::back_up(const std::string& file) const {
    const std::string unfinished = file + ".unfinished";
    if (auto problem = make_new(file, unfinished)) return *problem;
    auto copied = guarded(unfinished, [&]() -> Result<Done> {
        copy_all(impl_->database, unfinished);
        return Done{};
    });
    if (copied && !is_synced(unfinished)) copied = not_written(file, error_text(errno));
    // Unlike rename(), link() does not replace a file that has come meanwhile.
    if (copied && ::link(unfinished.c_str(), file.c_str()) != 0) {
        copied = not_written(file, error_text(errno));
    }
    ::unlink(unfinished.c_str());
    return copied;
}

}  // namespace dutyd::host
