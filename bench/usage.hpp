// SPDX-License-Identifier: MIT
// What a process uses, as the kernel counts it in /proc. Counts only grow, so that two of them
// taken one after the other say what happened in between.
#pragma once

#include <sys/types.h>

namespace dutyd::bench {

/// Memory that would be free without it, in MiB.
double private_mib(pid_t pid);

struct Usage {
    double sleeps = 0;  // how often its threads went to sleep by themselves: once for each wake-up
    double cpu_ms = 0;
};
Usage usage_of(pid_t pid);

}  // namespace dutyd::bench
