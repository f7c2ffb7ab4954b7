// SPDX-License-Identifier: MIT
#include "lib/civil/day_set.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <rapidcheck.h>

#include <set>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

DaySetSpec spec_of(std::vector<Weekday> weekend, std::vector<ClosedDay> closed) {
    return {"id",           "Title", "Law", std::move(weekend), std::move(closed), d("2012-01-01"),
            d("2028-12-31")};
}

/// rank, select and is_open of the whole calendar against a plain walk over its days.
int mismatches_with_walk(const DaySet& set, const std::set<Weekday>& weekend,
                         const std::set<Date>& closed) {
    int mismatches = 0;
    std::int32_t rank = 0;
    for (Date date = DaySet::first_day();; date = date + Days{1}) {
        const bool open = weekend.count(date.weekday()) == 0 && closed.count(date) == 0;
        if (open) ++rank;
        if (set.is_open(date) != open || set.rank(date) != rank) ++mismatches;
        if (open && set.select(rank) != std::optional(date)) ++mismatches;
        if (set.why_closed(date).empty() != open) ++mismatches;
        if (date == DaySet::last_day()) break;
    }
    if (set.select(rank + 1) || set.select(0) || set.select(-1)) ++mismatches;
    return mismatches;
}

}  // namespace

TEST_CASE("the identity set counts every day") {
    const DaySet& every = DaySet::every_day();
    CHECK(mismatches_with_walk(every, {}, {}) == 0);
    CHECK_FALSE(every.is_provisional(DaySet::last_day()));
    CHECK_FALSE(every.is_provisional(DaySet::first_day()));
    CHECK(every.rank(Date::first()) == 0);
    CHECK_FALSE(every.is_open(Date::first()));
    CHECK(every.why_closed(Date::first()) == "before 1978-01-01, where day sets begin");
}

TEST_CASE("the working days of England and Wales against a walk over the calendar") {
    std::set<Date> closed;
    for (const ClosedDay& day :
         closed_days(test::published(Nation::england_and_wales), std::nullopt)) {
        closed.insert(day.date);
    }
    CHECK(mismatches_with_walk(test::working_days({Nation::england_and_wales}),
                               {Weekday::saturday, Weekday::sunday}, closed) == 0);
}

TEST_CASE("very uneven day sets are searched right") {
    std::vector<ClosedDay> all_but_three;
    std::set<Date> closed;
    const std::set<Date> open{DaySet::first_day(), d("2024-10-28"), DaySet::last_day()};
    for (Date date = DaySet::first_day();; date = date + Days{1}) {
        if (open.count(date) == 0) {
            all_but_three.push_back({date, "no meeting"});
            closed.insert(date);
        }
        if (date == DaySet::last_day()) break;
    }
    CHECK(mismatches_with_walk(DaySet(spec_of({}, all_but_three)), {}, closed) == 0);

    std::vector<ClosedDay> late_only;
    closed.clear();
    for (Date date = DaySet::first_day(); date < d("2190-01-01"); date = date + Days{1}) {
        late_only.push_back({date, "not yet"});
        closed.insert(date);
    }
    CHECK(mismatches_with_walk(DaySet(spec_of({Weekday::sunday}, late_only)), {Weekday::sunday},
                               closed) == 0);
    const DaySet none(
        spec_of({Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday,
                 Weekday::friday, Weekday::saturday, Weekday::sunday},
                {}));
    CHECK_FALSE(none.select(1));
    CHECK(none.rank(DaySet::last_day()) == 0);
}

namespace {

void random_set_agrees() {
    const auto weekend = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 7));
    const auto days = *rc::gen::container<std::set<int>>(
        rc::gen::inRange(DaySet::first_day().serial(), DaySet::last_day().serial() + 1));
    std::set<Weekday> weekdays;
    std::set<Date> dates;
    std::vector<ClosedDay> closed;
    for (const int weekday : weekend) weekdays.insert(static_cast<Weekday>(weekday));
    for (const int day : days) dates.insert(Date::from_serial(day));
    closed.reserve(dates.size());
    for (const Date date : dates) closed.push_back({date, "closed"});
    DaySetSpec spec = spec_of({weekdays.begin(), weekdays.end()}, closed);
    spec.one_of_many = *rc::gen::arbitrary<bool>();
    const DaySet set(std::move(spec));
    // The walk is long; a few sets a run are enough.
    static int runs = 0;
    if (++runs % 10 == 0) RC_ASSERT(mismatches_with_walk(set, weekdays, dates) == 0);
    for (const Date date : dates) {
        RC_ASSERT(!set.is_open(date));
        const auto next = set.select(set.rank(date) + 1);
        RC_ASSERT((!next || *next > date));
    }
}

}  // namespace

TEST_CASE("random day sets against a walk over the calendar") {
    CHECK(rc::check("rank and select", random_set_agrees));
}

TEST_CASE("a set that is one of many answers as one with a table for each day") {
    const DaySet set = test::working_days({Nation::england_and_wales});
    std::vector<ClosedDay> closed;
    for (Date date = DaySet::first_day(); date < DaySet::last_day(); date = date + Days{1}) {
        if (!set.is_open(date)) closed.push_back({date, "closed"});
    }
    DaySetSpec spec = spec_of({}, closed);
    spec.one_of_many = true;
    const DaySet crowded(std::move(spec));
    int mismatches = 0;
    for (std::int32_t day = DayTables::none; day <= DayTables::last_serial; day += 3) {
        for (const std::int32_t steps : {-70000, -800, -59, -2, -1, 0, 1, 2, 60, 777, 60000}) {
            const std::int32_t rank = set.tables().rank(day) + steps;
            const std::int32_t expected = set.tables().select(rank);
            if (set.tables().nth(day, steps) != expected) ++mismatches;
            if (crowded.tables().nth(day, steps) != expected) ++mismatches;
            if (crowded.tables().select(rank) != expected) ++mismatches;
        }
    }
    CHECK(mismatches == 0);
}

TEST_CASE("a closed day says why, with every reason once") {
    const DaySet set(
        spec_of({Weekday::saturday, Weekday::sunday}, {{d("2024-12-25"), "Christmas Day"},
                                                       {d("2024-03-29"), "Good Friday"},
                                                       {d("2026-12-26"), "Boxing Day"},
                                                       {d("2024-12-25"), "Christmas Day"},
                                                       {d("2024-12-25"), "Office closed"},
                                                       {d("1960-12-25"), "before any set"}}));
    CHECK(set.why_closed(d("Fri 2024-03-29")) == "Good Friday");
    CHECK(set.why_closed(d("Sat 2024-03-30")) == "Saturday");
    CHECK(set.why_closed(d("Sat 2026-12-26")) == "Saturday, Boxing Day");
    CHECK(set.why_closed(d("Wed 2024-12-25")) == "Christmas Day, Office closed");
    CHECK(set.why_closed(d("Thu 2024-03-28")).empty());
    CHECK(set.id() == "id");
    CHECK(set.title() == "Title");
    CHECK(set.law() == "Law");
}

TEST_CASE("a set published for no day is provisional on every day") {
    DaySetSpec spec = spec_of({}, {});
    std::swap(spec.published_from, spec.published_to);
    const DaySet set(std::move(spec));
    CHECK(set.is_provisional(d("2011-12-31")));
    CHECK(set.is_provisional(d("2020-01-01")));
    CHECK(set.is_provisional(DaySet::first_day()));
    CHECK(set.is_provisional(Date::first()));
    CHECK(set.is_provisional(DaySet::last_day()));
}

TEST_CASE("days outside the published span are provisional") {
    const DaySet set(spec_of({Weekday::saturday, Weekday::sunday}, {}));
    CHECK(set.is_provisional(d("2011-12-31")));
    CHECK_FALSE(set.is_provisional(d("2012-01-01")));
    CHECK_FALSE(set.is_provisional(d("2028-12-31")));
    CHECK(set.is_provisional(d("2029-01-01")));
}
