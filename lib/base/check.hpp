// SPDX-License-Identifier: MIT
// Bugs stop the program: an invariant that does not hold is reported with its place and aborts, in
// every build. The service manager restarts us and the journal replays. Never used for bad input.
#pragma once

namespace dutyd {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define DUTYD_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::dutyd::check_failed(#condition, __FILE__, __LINE__))
