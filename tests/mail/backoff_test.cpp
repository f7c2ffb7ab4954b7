// SPDX-License-Identifier: MIT
#include "daemon/mail/backoff.hpp"

#include "tests/catch.hpp"

using namespace dutyd;
using mail::Failure;
using mail::RetryState;

namespace {

constexpr civil::Instant start{1716393900};

std::int64_t minutes_until(const mail::Retry& retry) {
    return (retry.at.seconds - start.seconds) / 60;
}

}  // namespace

TEST_CASE("passing failures wait 1, 2, 5, 15, 30 minutes and then an hour for ever") {
    const std::vector<std::int64_t> expected = {1, 2, 5, 15, 30, 60, 60, 60};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto retry = mail::retry_after(Failure::passing, static_cast<int>(i + 1), start);
        CHECK(minutes_until(retry) == expected[i]);
        CHECK((retry.at.seconds - start.seconds) % 60 == 0);
    }
    CHECK(minutes_until(mail::retry_after(Failure::passing, 100000, start)) == 60);
    CHECK(minutes_until(mail::retry_after(Failure::passing, 2147483647, start)) == 60);
}

TEST_CASE("a passing failure is raised once the waits are hourly") {
    for (int failures = 1; failures <= 5; ++failures) {
        CHECK(mail::retry_after(Failure::passing, failures, start).state == RetryState::retrying);
    }
    CHECK(mail::retry_after(Failure::passing, 6, start).state == RetryState::failed_for_now);
    CHECK(mail::retry_after(Failure::passing, 7, start).state == RetryState::failed_for_now);
}

TEST_CASE("a refusal is raised at once and tried four times a day, for ever") {
    for (const int failures : {1, 2, 6, 1000, 2147483647}) {
        const auto retry = mail::retry_after(Failure::refused, failures, start);
        CHECK(minutes_until(retry) == 6 * 60);
        CHECK(retry.state == RetryState::failed_for_now);
    }
}

TEST_CASE("a server that is down for a week gets a bounded number of attempts") {
    civil::Instant now = start;
    int attempts = 0;
    while (now.seconds - start.seconds < 7 * 86400) {
        ++attempts;
        now = mail::retry_after(Failure::passing, attempts, now).at;
    }
    CHECK(attempts == 5 + 7 * 24);
}
