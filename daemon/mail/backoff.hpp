// SPDX-License-Identifier: MIT
// When to try a message again. It is a pure function: the same failures give the same instants, and
// there is no count of failures after which a message is given up. A refusal for good is tried a
// few times a day, since a wrong address book or relay rule is mended by people, and is raised.
#pragma once

#include "lib/civil/time.hpp"

namespace dutyd::mail {

enum class Failure {
    passing,  // no connection, a 4xx answer, a lost answer: nobody need act at first
    refused,  // a 5xx answer: it will be refused again until somebody acts
};

enum class RetryState {
    retrying,
    failed_for_now,  // say so in the log and on every query; still retried
};

struct Retry {
    civil::Instant at;
    RetryState state = RetryState::retrying;
};

/// `failures` counts the failed attempts so far, the one at `failed_at` included: 1 or more.
/// Passing failures wait 1, 2, 5, 15, 30 minutes, then an hour each, and are raised from the first
/// hourly wait on; refusals wait six hours and are raised at once.
Retry retry_after(Failure failure, int failures, civil::Instant failed_at);

}  // namespace dutyd::mail
