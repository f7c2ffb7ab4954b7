// SPDX-License-Identifier: MIT
// Preloaded into dutyd by a test: the wall clock reads as many seconds more as the file named by
// DUTYD_TEST_CLOCK says. The clock since boot and everything else stay as they are, just as when
// somebody steps the clock.
#include <sys/syscall.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>

/// Takes the place of the C library's clock_gettime.
extern "C" __attribute__((visibility("default"))) int shifted(clockid_t clock,
                                                              timespec* now) noexcept
    __asm__("clock_gettime");

int shifted(clockid_t clock, timespec* now) noexcept {
    const long result = syscall(SYS_clock_gettime, clock, now);
    const char* path = std::getenv("DUTYD_TEST_CLOCK");
    if (result != 0 || clock != CLOCK_REALTIME || path == nullptr) return static_cast<int>(result);
    long shift = 0;
    if (std::FILE* file = std::fopen(path, "r"); file != nullptr) {
        if (std::fscanf(file, "%ld", &shift) != 1) shift = 0;
        std::fclose(file);
    }
    now->tv_sec += shift;
    return 0;
}
