// SPDX-License-Identifier: MIT
#include "daemon/host/lock_file.hpp"

#include "daemon/host/system.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace dutyd::host {

namespace {

constexpr int reader_wait_tries_max = 500;
constexpr int reader_wait_step_ms = 10;

struct flock whole_file(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

/// The process id that a daemon wrote into its lock file: " (process 4242)", or nothing.
std::string holder(int descriptor) {
    std::array<char, 24> text{};
    const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
    std::string digits;
    for (ssize_t i = 0; i < length; ++i) {
        const char c = text[static_cast<std::size_t>(i)];
        if (c < '0' || c > '9') break;
        digits += c;
    }
    return digits.empty() ? "" : fmt::format(" (process {})", digits);
}

Diagnostic held_error(const std::string& database, int descriptor, LockUse use) {
    if (use == LockUse::daemon) {
        return make_error(
            fmt::format("the database {} is in use by another dutyd{}", database,
                        holder(descriptor)),
            "stop that one first, or give this one its own: [daemon] database in dutyd.toml");
    }
    return make_error(
        fmt::format("dutyd{} is running and holds the database {}", holder(descriptor), database),
        "ask it through its socket; if it does not answer, see `systemctl status dutyd`");
}

Diagnostic open_error(const std::string& path, int error) {
    return make_error(fmt::format("the lock file {} cannot be opened: {}", path, error_text(error)),
                      "its folder must exist and belong to the user dutyd runs as");
}

/// Whether the lock that stands in our way is a reader's, which will be gone in a moment.
bool held_by_reader(int descriptor) {
    struct flock lock = whole_file(F_WRLCK);
    return ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type == F_RDLCK;
}

bool try_lock(int descriptor, LockUse use) {
    const struct flock lock = whole_file(use == LockUse::daemon ? F_WRLCK : F_RDLCK);
    return ::fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
}

/// Says who holds the lock, for the message of whoever comes second. That it could not be written
/// is no reason not to run.
void write_process_id(int descriptor) {
    const std::string text = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor, 0) != 0) return;
    if (::pwrite(descriptor, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

Result<LockFile> LockFile::take(const std::string& database, LockUse use) {
    const std::string path = database + ".lock";
    const int flags = use == LockUse::daemon ? O_RDWR | O_CREAT : O_RDONLY;
    LockFile lock(::open(path.c_str(), flags | O_CLOEXEC, 0640));
    if (lock.descriptor_ < 0) return open_error(path, errno);
    for (int tries = 0; !try_lock(lock.descriptor_, use); ++tries) {
        const int error = errno;
        if (error != EAGAIN && error != EACCES && error != EINTR) return open_error(path, error);
        const bool worth_waiting = use == LockUse::daemon && held_by_reader(lock.descriptor_);
        if (!worth_waiting || tries == reader_wait_tries_max) {
            return held_error(database, lock.descriptor_, use);
        }
        ::poll(nullptr, 0, reader_wait_step_ms);
    }
    if (use == LockUse::daemon) write_process_id(lock.descriptor_);
    return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

LockFile::~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace dutyd::host
