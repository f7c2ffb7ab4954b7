// SPDX-License-Identifier: MIT
#include "daemon/mail/backoff.hpp"

#include "lib/base/check.hpp"

#include <array>

namespace dutyd::mail {
namespace {

constexpr std::int64_t minute_s = 60;
constexpr std::int64_t hour_s = 60 * minute_s;
constexpr std::int64_t refused_wait_s = 6 * hour_s;
constexpr std::array<std::int64_t, 5> first_waits_s = {1 * minute_s, 2 * minute_s, 5 * minute_s,
                                                       15 * minute_s, 30 * minute_s};

}  // namespace

Retry retry_after(Failure failure, int failures, civil::Instant failed_at) {
    DUTYD_CHECK(failures >= 1);
    if (failure == Failure::refused) {
        return {{failed_at.seconds + refused_wait_s}, RetryState::failed_for_now};
    }
    const auto index = static_cast<std::size_t>(failures - 1);
    if (index < first_waits_s.size()) {
        return {{failed_at.seconds + first_waits_s[index]}, RetryState::retrying};
    }
    return {{failed_at.seconds + hour_s}, RetryState::failed_for_now};
}

}  // namespace dutyd::mail
