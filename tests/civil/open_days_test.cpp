// SPDX-License-Identifier: MIT
// Day sets with periods taken out, against a walk; and the adjoint that makes a latest safe date
// the exact mirror of a forecast.
#include "lib/civil/open_days.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <rapidcheck.h>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

// Random cases play within a year and a half; the sets themselves reach over the whole calendar.
const Date window_first = Date::of(2024, 1, 1);
constexpr int window_days = 550;

struct Case {
    DaySet set = DaySet::every_day();
    std::vector<Period> left_out;

    bool is_open(Date date) const {
        if (!set.is_open(date)) return false;
        for (const Period& period : left_out) {
            if (period.contains(date)) return false;
        }
        return true;
    }

    std::optional<Date> nth(Date from, int n, int step) const {
        for (Date date = from + Days{step};
             date > window_first - Days{3000} && date < window_first + Days{3000};
             date = date + Days{step}) {
            if (is_open(date) && --n == 0) return date;
        }
        return std::nullopt;
    }

    int count(Date after, Date up_to) const {
        int open = 0;
        for (Date date = after + Days{1}; date <= up_to; date = date + Days{1}) {
            if (is_open(date)) ++open;
        }
        return open;
    }
};

Date random_day() {
    return window_first + Days{*rc::gen::inRange(0, window_days)};
}

Case random_case(bool may_be_open_ended) {
    Case result;
    std::vector<ClosedDay> closed;
    const auto days = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, window_days));
    closed.reserve(days.size());
    for (const int day : days) closed.push_back({window_first + Days{day}, "closed"});
    std::vector<Weekday> weekend;
    if (*rc::gen::arbitrary<bool>()) weekend = {Weekday::saturday, Weekday::sunday};
    result.set = DaySet({"random", "", "", weekend, closed, window_first, window_first});
    const int periods = *rc::gen::inRange(0, 6);
    for (int i = 0; i < periods; ++i) {
        const Date first = random_day();
        const bool open_ended = may_be_open_ended && *rc::gen::inRange(0, 8) == 0;
        if (open_ended) {
            result.left_out.push_back({first, std::nullopt});
        } else {
            result.left_out.push_back({first, first + Days{*rc::gen::inRange(0, 60)}});
        }
    }
    return result;
}

}  // namespace

namespace {

void every_question_agrees() {
    const Case naive = random_case(true);
    const OpenDays days(naive.set, naive.left_out);
    for (int i = 0; i < 20; ++i) {
        const Date date = random_day();
        const int n = *rc::gen::inRange(1, 80);
        RC_ASSERT(days.is_open(date) == naive.is_open(date));
        RC_ASSERT(days.why_closed(date).empty() == naive.is_open(date));
        RC_ASSERT(days.nth_after(date, n) == naive.nth(date, n, 1));
        RC_ASSERT(days.nth_before(date, n) == naive.nth(date, n, -1));
        RC_ASSERT(days.first_on_or_after(date) == naive.nth(date - Days{1}, 1, 1));
        RC_ASSERT(days.last_on_or_before(date) == naive.nth(date + Days{1}, 1, -1));
        const Date other = random_day();
        RC_ASSERT(days.count(date, other) == naive.count(date, other));
    }
}

}  // namespace

TEST_CASE("open days with periods left out, against a walk") {
    CHECK(rc::check("every question", every_question_agrees));
}

TEST_CASE("periods left out are merged whatever their order, and a day is taken out once") {
    const OpenDays days(DaySet::every_day(), {parse_period("2024-05-10..2024-05-12").value(),
                                              parse_period("2024-05-01..2024-05-05").value(),
                                              parse_period("2024-05-03..2024-05-07").value(),
                                              parse_period("2024-05-08..2024-05-08").value(),
                                              parse_period("2024-05-02..2024-05-03").value()});
    REQUIRE(days.left_out().size() == 2);
    CHECK(iso(days.left_out()[0]) == "2024-05-01..2024-05-08");
    CHECK(iso(days.left_out()[1]) == "2024-05-10..2024-05-12");
    CHECK(days.nth_after(d("2024-04-30"), 1) == d("2024-05-09"));
    CHECK(days.nth_after(d("2024-04-30"), 2) == d("2024-05-13"));
    CHECK(days.why_closed(d("2024-05-03")) == "inside 2024-05-01..2024-05-08, left out");
}

TEST_CASE("an open period swallows every day from its first onwards") {
    const OpenDays days(DaySet::every_day(), {parse_period("2024-05-02..").value(),
                                              parse_period("2024-06-01..2024-06-03").value()});
    REQUIRE(days.left_out().size() == 1);
    CHECK(days.nth_after(d("2024-04-29"), 2) == d("2024-05-01"));
    CHECK_FALSE(days.nth_after(d("2024-04-29"), 3));
    CHECK_FALSE(days.first_on_or_after(d("2030-01-01")));
    CHECK(days.last_on_or_before(d("2030-01-01")) == d("2024-05-01"));
    CHECK(days.nth_before(d("2030-01-01"), 2) == d("2024-04-30"));
    CHECK(days.why_closed(d("2024-06-02")) == "inside 2024-05-02.., left out");
}

TEST_CASE("periods that reach beyond the calendar of day sets do no harm") {
    const OpenDays days(DaySet::every_day(),
                        {{Date::first(), d("1978-01-10")}, {d("2199-12-30"), Date::last()}});
    CHECK(days.first_on_or_after(DaySet::first_day()) == d("1978-01-11"));
    CHECK(days.last_on_or_before(Date::last()) == d("2199-12-29"));
    CHECK_FALSE(days.nth_before(d("1978-01-11"), 1));
    CHECK_FALSE(days.nth_before(DaySet::first_day(), 1));
    CHECK_FALSE(days.nth_after(d("2199-12-29"), 1));
    CHECK_FALSE(days.nth_after(Date::last(), INT32_MAX));
    CHECK_FALSE(days.nth_before(Date::last(), INT32_MAX));
}

namespace {

void latest_start_is_exact() {
    const Case naive = random_case(false);
    const OpenDays days(naive.set, naive.left_out);
    const Date limit = random_day();
    const int n = *rc::gen::inRange(1, 40);
    const auto last_usable = days.last_on_or_before(limit);
    RC_PRE(last_usable.has_value());
    const auto start = days.nth_before(*last_usable, n);
    // The latest open day from which the n-th open day after it is not past the limit.
    Date latest = *last_usable;
    while (!(naive.is_open(latest) && *days.nth_after(latest, n) <= limit)) {
        latest = latest - Days{1};
    }
    RC_ASSERT(start == std::optional(latest));
    RC_ASSERT(days.nth_after(*start, n) == last_usable);
}

}  // namespace

TEST_CASE("backwards is the exact adjoint of forwards") {
    CHECK(rc::check("the latest start that still ends in time", latest_start_is_exact));
}
