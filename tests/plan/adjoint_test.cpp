// SPDX-License-Identifier: MIT
// The backward pass must be the exact adjoint of the forward one: finish(start) <= end if and only
// if start <= latest_start(end). Held against every start and end in two years, by brute force.
#include "lib/plan/pace.hpp"
#include "tests/plan/fixture.hpp"

using namespace dutyd;
using civil::Date;
using civil::Days;
using civil::OpenDays;
using civil::Period;

namespace {

std::size_t mismatches(const plan::Pace& pace) {
    std::size_t wrong = 0;
    const Date from = Date::of(2024, 1, 1);
    for (int e = 60; e < 500; e += 3) {
        const Date end = from + Days{e};
        const auto latest = pace.latest_start(end);
        for (int s = 0; s < 500; ++s) {
            const Date start = from + Days{s};
            const auto finish = pace.finish(start);
            const bool in_time = finish && *finish <= end;
            const bool allowed = latest && start <= *latest;
            if (in_time != allowed) ++wrong;
        }
    }
    return wrong;
}

OpenDays office(std::vector<Period> paused = {}) {
    return OpenDays(tests::shipped_library().calendars.day_sets.at("working-days"),
                    std::move(paused));
}

}  // namespace

TEST_CASE("finish and latest start are adjoint for every length and pause") {
    const std::vector<std::vector<Period>> pauses{
        {},
        {{Date::of(2024, 5, 25), Date::of(2024, 7, 4)}},
        {{Date::of(2024, 3, 26), Date::of(2024, 5, 2)},
         {Date::of(2024, 4, 30), Date::of(2024, 6, 10)}},
    };
    for (const auto& paused : pauses) {
        for (const int n : {0, 1, 2, 5, 20}) {
            INFO(n << " days, " << paused.size() << " pauses");
            using Unit = rules::Duration::Unit;
            const OpenDays calendar(civil::DaySet::every_day(), paused);
            CHECK(mismatches(plan::Pace({n, Unit::working_days, ""}, office(paused),
                                        office(paused))) == 0);
            CHECK(mismatches(plan::Pace({n, Unit::days, ""}, calendar, office(paused))) == 0);
            CHECK(mismatches(plan::Pace({n, Unit::days, ""}, calendar, calendar)) == 0);
        }
    }
}

TEST_CASE("months are adjoint too, short months included") {
    const OpenDays every_day(civil::DaySet::every_day());
    const OpenDays ending = office();
    for (const int n : {1, 2, 6}) {
        const plan::Pace pace({n, rules::Duration::Unit::months, ""}, every_day, ending);
        CHECK(mismatches(pace) == 0);
    }
}
