// SPDX-License-Identifier: MIT
#include "daemon/host/offline_copy.hpp"

#include "daemon/host/lock_file.hpp"
#include "daemon/host/system.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace dutyd::host {

namespace fs = std::filesystem;

namespace {

constexpr const char* copy_name = "copy.db";

Diagnostic copy_error(const std::string& path, const std::string& why) {
    return make_error(fmt::format("{} cannot be copied for reading: {}", path, why),
                      "reading while dutyd is stopped needs the right to read its database (group "
                      "dutyd) and room in the folder for temporary files");
}

Result<Done> copy_if_there(const std::string& from, const std::string& to) {
    std::error_code error;
    if (!fs::exists(from, error) && !error) return Done{};
    fs::copy_file(from, to, error);
    if (error) return copy_error(from, error.message());
    fs::permissions(to, fs::perms(0600), error);
    return Done{};
}

/// What is said of the copy holds for the database, and that is the one people know.
Diagnostics about(const std::string& database, const std::string& copy, Diagnostics diagnostics) {
    for (Diagnostic& diagnostic : diagnostics) {
        const auto at = diagnostic.message.find(copy);
        if (at != std::string::npos) diagnostic.message.replace(at, copy.size(), database);
    }
    return diagnostics;
}

/// A database that was just restored has no lock file yet, and we may not be allowed to make one.
Result<std::optional<LockFile>> lock_if_there(const std::string& database) {
    if (!fs::exists(database + ".lock")) return std::optional<LockFile>{};
    auto lock = LockFile::take(database, LockUse::reader);
    if (!lock) return lock.error();
    return std::optional(*std::move(lock));
}

}  // namespace

Result<OfflineCopy::PrivateFolder> OfflineCopy::PrivateFolder::make() {
    std::error_code error;
    const fs::path temporary = fs::temp_directory_path(error);
    if (error) return copy_error("the database", error.message());
    std::string path = (temporary / "dutyd-copy-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
        return make_error(fmt::format("no private folder could be made in {}: {}",
                                      temporary.string(), error_text(errno)),
                          "TMPDIR names the folder to use");
    }
    return PrivateFolder(std::move(path));
}

OfflineCopy::PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

OfflineCopy::PrivateFolder& OfflineCopy::PrivateFolder::operator=(PrivateFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

OfflineCopy::PrivateFolder::~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

OfflineCopy::OfflineCopy(PrivateFolder folder, Store store, std::optional<Instant> recorded_at)
    : folder_(std::move(folder)), store_(std::move(store)), recorded_at_(recorded_at) {}

Result<Done> OfflineCopy::copy_files(const std::string& database, const PrivateFolder& folder) {
    auto lock = lock_if_there(database);
    if (!lock) return lock.error();
    for (const char* suffix : {"", "-wal", "-journal"}) {
        auto copied = copy_if_there(database + suffix,
                                    fmt::format("{}/{}{}", folder.path(), copy_name, suffix));
        if (!copied) return copied;
    }
    const bool started_meanwhile = !*lock && fs::exists(database + ".lock");
    if (!started_meanwhile) return Done{};
    return copy_error(database, "dutyd was started meanwhile");
}

Result<OfflineCopy> OfflineCopy::take(const std::string& database) {
    std::error_code error;
    if (!fs::exists(database, error)) {
        return make_error(
            fmt::format("there is no database at {}{}", database,
                        error ? fmt::format(" ({})", error.message()) : std::string{}),
            "dutyd makes it when it is first started; [daemon] database in dutyd.toml names it");
    }
    auto folder = PrivateFolder::make();
    if (!folder) return folder.error();
    if (auto copied = copy_files(database, *folder); !copied) return copied.error();
    const std::string copy = fmt::format("{}/{}", folder->path(), copy_name);
    auto store = Store::open_copy(copy);
    if (!store) return about(database, copy, store.error());
    const auto tail = store->tail();
    if (!tail) return about(database, copy, tail.error());
    return OfflineCopy(*std::move(folder), *std::move(store), tail->recorded_at);
}

}  // namespace dutyd::host
