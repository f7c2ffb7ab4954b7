// SPDX-License-Identifier: MIT
// That the simulation finds what it is there to find: three planted bugs, each within a few lives;
// that a life repeats from its seed; that a failing one is cut down to what matters.
#include "tests/catch.hpp"
#include "tests/sim/civil_hours.hpp"
#include "tests/sim/life.hpp"
#include "tests/sim/shrink.hpp"

#include <algorithm>

using namespace dutyd;
using namespace dutyd::sim;

namespace {

constexpr int body_years_until_found = 12;

struct Found {
    std::string promise;
    int body_years = 0;
};

Found look_for(Fault fault) {
    const Shipped shipped = read_shipped();
    const auto settings = make_settings(shipped);
    Found found;
    for (std::uint64_t seed = 1; found.body_years < body_years_until_found; ++seed) {
        found.body_years += body_years_of(seed);
        const Lived lived = live(seed, {shipped, settings, fault});
        found.promise = lived.outcome.broken;
        if (!found.promise.empty()) break;
    }
    return found;
}

}  // namespace

TEST_CASE("a message that is marked sent before it is sent is found") {
    CHECK(look_for(Fault::mark_before_send).promise == "no notice is lost");
}

TEST_CASE("an acknowledgement whose expiry is lost is found") {
    CHECK(look_for(Fault::lost_expiry).promise == "an acknowledgement ends");
}

TEST_CASE("a notice on the wrong side of a clock change is found") {
    CHECK(look_for(Fault::wrong_side_of_dst).promise == "told in working hours");
}

TEST_CASE("a life repeats from its seed, and from its actions") {
    const Shipped shipped = read_shipped();
    const auto settings = make_settings(shipped);
    const std::uint64_t seed = 5;
    const Lived once = live(seed, {shipped, settings});
    INFO(once.outcome.how);
    CHECK(once.outcome.broken.empty());
    CHECK(live(seed, {shipped, settings}).history == once.history);
    CHECK(live_again(seed, once.actions, {shipped, settings}).history == once.history);
}

TEST_CASE("lives in which a promise was broken once are lived through") {
    const Shipped shipped = read_shipped();
    const auto settings = make_settings(shipped);
    // A question about a pause that outlives one of its duties; somebody back from an absence after
    // the digest's hour; a record that moves nothing and brings back what has drifted; a limit
    // that moves by itself two days after it was missed, all in one sleep.
    for (const std::uint64_t seed : {12402122000227034054U, 12953057625571067951U,
                                     12304918505775750005U, 9401758717669332596U}) {
        CAPTURE(seed);
        CHECK(live(seed, {shipped, settings}).outcome.how.empty());
    }
}

TEST_CASE("the numbers of a seed are the same everywhere") {
    Random random(2024);
    CHECK(random.next() == 0x9f6d8fecf88eecd5U);
    CHECK(random.next() == 0x18e430bb1511f2d2U);
    CHECK(seed_of(1, 0) != seed_of(1, 1));
}

TEST_CASE("summer time begins and ends on the last Sundays of March and October") {
    const auto at = [](const char* text) { return *civil::Instant::parse(text); };
    CHECK_FALSE(is_summer_time(at("2024-03-31T00:59:59Z")));
    CHECK(is_summer_time(at("2024-03-31T01:00:00Z")));
    CHECK(is_summer_time(at("2024-10-27T00:59:59Z")));
    CHECK_FALSE(is_summer_time(at("2024-10-27T01:00:00Z")));
    CHECK(local_minute(at("2025-03-30T23:30:00Z")).date == civil::Date::of(2025, 3, 31));
}

TEST_CASE("a failing life is cut down to the actions that matter") {
    int lives = 0;
    const auto needs = [&](const std::vector<std::size_t>& wanted) {
        return [&lives, wanted](const Kept& kept) {
            ++lives;
            return std::all_of(wanted.begin(), wanted.end(), [&](std::size_t one) {
                return std::find(kept.begin(), kept.end(), one) != kept.end();
            });
        };
    };
    CHECK(shrink(1000, needs({17, 400}), 500).kept == Kept{17, 400});
    CHECK(shrink(3, needs({0, 1, 2}), 500).kept == Kept{0, 1, 2});
    CHECK(shrink(1, needs({0}), 500).kept == Kept{0});
    lives = 0;
    CHECK(shrink(1000, needs({1, 500, 999}), 20).tries <= 20);
    CHECK(lives <= 20);
}
