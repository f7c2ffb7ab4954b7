// SPDX-License-Identifier: MIT
#include "daemon/host/store_error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace dutyd::host {

namespace {

constexpr const char* unreadable_hint =
    "stop dutyd, keep the damaged file, and restore the last backup; `dutyctl doctor` says what "
    "can still be read";

}  // namespace

Diagnostic describe(const SQLite::Exception& exception, const std::string& path) {
    switch (exception.getErrorCode()) {
        case SQLITE_FULL:
            return make_error(fmt::format("there is no room left to write to {}; nothing was "
                                          "stored",
                                          path),
                              "free some space on its disk; dutyd goes on as soon as there is");
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return make_error(fmt::format("the database {} cannot be written", path),
                              "it and its folder must belong to the user dutyd runs as, and its "
                              "disk must be mounted for writing");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return make_error(fmt::format("another program has the database {} open", path),
                              "only dutyd opens it; use dutyctl to read it");
        case SQLITE_CANTOPEN:
            return make_error(fmt::format("the database {} cannot be opened", path),
                              "its folder must exist, and both must belong to the user dutyd "
                              "runs as");
        case SQLITE_NOTADB:
            return make_error(fmt::format("{} is not a database", path), unreadable_hint);
        case SQLITE_CORRUPT:
            return make_error(
                fmt::format("the database {} is damaged ({})", path, exception.what()),
                unreadable_hint);
        case SQLITE_IOERR:
            return make_error(fmt::format("reading or writing {} failed (SQLite error {})", path,
                                          exception.getExtendedErrorCode()),
                              "see the system's log for what its disk reports");
        case SQLITE_CONSTRAINT:
            return make_error(
                fmt::format("the database {} refused a row: {}", path, exception.what()),
                "nothing was stored; this is a fault in dutyd, please report it");
        default:
            return make_error(fmt::format("the database {} failed: {} (SQLite error {})", path,
                                          exception.what(), exception.getExtendedErrorCode()));
    }
}

}  // namespace dutyd::host
