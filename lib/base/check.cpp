// SPDX-License-Identifier: MIT
#include "lib/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace dutyd {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "dutyd: internal error: %s does not hold at %s:%d\n", condition, file,
                 line);
    std::abort();
}

}  // namespace dutyd
