// SPDX-License-Identifier: MIT
// Preloaded into dutyd and its peers alike: a disk that needs a millisecond longer to say that data
// is safe. Without it a virtual disk that answers at once would hide what gathering is worth.
#include <sys/syscall.h>
#include <unistd.h>
#include <ctime>

namespace {

long after_a_millisecond(long call, int descriptor) {
    const timespec millisecond{0, 1'000'000};
    nanosleep(&millisecond, nullptr);
    return syscall(call, descriptor);
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int fsync(int descriptor) {
    return static_cast<int>(after_a_millisecond(SYS_fsync, descriptor));
}

extern "C" __attribute__((visibility("default"))) int fdatasync(int descriptor) {
    return static_cast<int>(after_a_millisecond(SYS_fdatasync, descriptor));
}
