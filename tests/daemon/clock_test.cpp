// SPDX-License-Identifier: MIT
#include "daemon/clock.hpp"

#include "daemon/wall_timer.hpp"
#include "tests/catch.hpp"

#include <boost/asio/io_context.hpp>

using namespace dutyd;
using daemon::ClockJump;
using daemon::ClockReading;
using daemon::JumpDetector;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t noon = 1716379200;  // 2024-05-22T12:00:00Z

ClockReading reading(std::int64_t wall_ms, std::int64_t boot_ms) {
    return {milliseconds(noon * 1000 + wall_ms), milliseconds(boot_ms)};
}

}  // namespace

TEST_CASE("a clock that runs with the time since boot has not jumped") {
    JumpDetector detector(reading(0, 0));
    CHECK_FALSE(detector.notice(reading(5, 5)));
    CHECK_FALSE(detector.notice(reading(86'400'000, 86'400'000)));
}

TEST_CASE("the tolerance is ten seconds either way, exactly") {
    JumpDetector detector(reading(0, 0));
    CHECK_FALSE(detector.notice(reading(11'000, 1'000)));
    CHECK_FALSE(detector.notice(reading(2'000, 2'000)));
    CHECK(detector.notice(reading(13'001, 3'000)) == ClockJump{{noon + 3}, {noon + 13}});
    CHECK(detector.notice(reading(4'000, 4'000)) == ClockJump{{noon + 14}, {noon + 4}});
}

TEST_CASE("a jump is reported once") {
    JumpDetector detector(reading(0, 0));
    CHECK(detector.notice(reading(7'200'000, 1'000)).has_value());
    CHECK_FALSE(detector.notice(reading(7'201'000, 2'000)));
}

TEST_CASE("slewing that never amounts to a step is not added up") {
    JumpDetector detector(reading(0, 0));
    for (std::int64_t i = 1; i <= 1000; ++i) {
        CHECK_FALSE(detector.notice(reading(i * 9'000, i * 1'000)));
    }
}

TEST_CASE("suspend is no jump: the time since boot goes on through it") {
    JumpDetector detector(reading(0, 0));
    const std::int64_t weekend = 2 * 86'400'000;
    CHECK_FALSE(detector.notice(reading(weekend, weekend)));
}

TEST_CASE("an instant before 1970 is rounded down") {
    CHECK(ClockReading{milliseconds(-1), milliseconds(0)}.instant().seconds == -1);
    CHECK(ClockReading{milliseconds(-1000), milliseconds(0)}.instant().seconds == -1);
    CHECK(ClockReading{milliseconds(1999), milliseconds(0)}.instant().seconds == 1);
}

TEST_CASE("a wall timer that is due wakes at once and again when armed again") {
    boost::asio::io_context io;
    int wakes = 0;
    auto timer = daemon::WallTimer::make(io, [&] { ++wakes; });
    REQUIRE(timer);
    (*timer)->arm(civil::Instant{1});
    io.run_one();
    CHECK(wakes == 1);
    (*timer)->arm(civil::Instant{-5});
    io.run_one();
    CHECK(wakes == 2);
}

TEST_CASE("a wall timer with nothing due, or far ahead, does not wake") {
    boost::asio::io_context io;
    int wakes = 0;
    auto timer = daemon::WallTimer::make(io, [&] { ++wakes; });
    REQUIRE(timer);
    io.poll();
    (*timer)->arm(civil::Instant{daemon::read_clocks().instant().seconds + 86'400});
    io.poll();
    (*timer)->arm(std::nullopt);
    io.poll();
    CHECK(wakes == 0);
}

TEST_CASE("a wall timer that is gone leaves nothing behind in the loop") {
    boost::asio::io_context io;
    {
        auto timer = daemon::WallTimer::make(io, [] { FAIL("woken after its end"); });
    }
    io.run();
    SUCCEED();
}
