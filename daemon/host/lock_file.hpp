// SPDX-License-Identifier: MIT
// The lock beside a database (DATABASE.lock). A daemon holds it alone for as long as it runs; a
// reader that copies the database while no daemon runs holds it shared for that moment. The kernel
// gives it back when its holder dies, however it dies. The file itself is never removed: a lock on
// a file that someone else has just replaced would protect nothing.
#pragma once

#include "lib/base/result.hpp"

#include <string>

namespace dutyd::host {

/// What a lock is for. A starting daemon waits a few seconds for readers, never for a daemon.
enum class LockUse { daemon, reader };

class LockFile {
public:
    /// Locks for the database at this path. Errors: another daemon holds it (with its process id),
    /// or the file cannot be made or opened.
    static Result<LockFile> take(const std::string& database, LockUse use);

    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    ~LockFile();

private:
    explicit LockFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace dutyd::host
