// SPDX-License-Identifier: MIT
// The worked examples of law.md that are counts of days, the errors, and ledgers that recount.
#include "lib/civil/count.hpp"
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/civil/support.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

using namespace dutyd;
using namespace dutyd::civil;
using dutyd::test::d;

namespace {

using enum Direction;

OpenDays every_day(std::vector<Period> ignored = {}) {
    return OpenDays(DaySet::every_day(), std::move(ignored));
}

const OpenDays& meeting_days() {
    static const OpenDays days(test::working_days({Nation::england_and_wales}));
    return days;
}

const OpenDays& election_days() {
    static const OpenDays days(test::election_days());
    return days;
}

Date counted(const DayCount& count, std::string_view anchor, const OpenDays& days) {
    return count_days(count, d(anchor), days).value().date;
}

std::string text_of(const Ledger& ledger) {
    std::string text;
    for (const LedgerLine& line : ledger.lines()) {
        const char* kind = line.kind == LedgerLine::Kind::counted       ? "counted"
                           : line.kind == LedgerLine::Kind::passed_over ? "passed"
                                                                        : "step";
        text += fmt::format("{} {} {} {}{}\n", kind, line.date ? line.date->iso() : "-",
                            line.number, line.text, line.provisional ? " (provisional)" : "");
    }
    return text;
}

}  // namespace

TEST_CASE("days beginning with a day make it day one") {
    CHECK(counted({56, beginning_with}, "Tue 2025-02-04", every_day()) == d("Mon 2025-03-31"));
    CHECK(counted({56, beginning_with}, "Sat 2025-11-08", every_day()) == d("Fri 2026-01-02"));
    CHECK(counted({21, beginning_with}, "Wed 2025-12-03", every_day()) == d("Tue 2025-12-23"));
    CHECK(counted({21, beginning_with}, "Wed 2025-12-17", every_day()) == d("Tue 2026-01-06"));
    CHECK(counted({21, beginning_with}, "Mon 2024-06-17", every_day()) == d("Sun 2024-07-07"));
    CHECK(counted({1, beginning_with}, "2024-06-17", every_day()) == d("2024-06-17"));
    CHECK(counted({28, after}, "Fri 2026-01-02", every_day()) == d("Fri 2026-01-30"));
    CHECK(counted({56, after}, "2025-02-04", every_day()) == d("2025-04-01"));
}

TEST_CASE("days inside an ignored period are skipped, not restarted") {
    const Period post_election = parse_period("2024-05-02..2024-05-09").value();
    const OpenDays days = every_day({post_election});
    CHECK(counted({21, beginning_with}, "Mon 2024-04-22", every_day()) == d("Sun 2024-05-12"));
    CHECK(counted({21, beginning_with}, "Mon 2024-04-22", days) == d("Mon 2024-05-20"));
    CHECK(counted({21, beginning_with}, "Fri 2024-05-03", days) == d("Thu 2024-05-30"));
    const OpenDays removal = every_day({parse_period("2024-05-02..2024-05-10").value()});
    CHECK(counted({42, beginning_with}, "2024-04-08", every_day()) == d("Sun 2024-05-19"));
    CHECK(counted({42, beginning_with}, "2024-04-08", removal) == d("Tue 2024-05-28"));
    // The declaration has not been delivered: the rest of the count is eleven days after it.
    const OpenDays open = every_day({parse_period("2024-05-02..2024-05-15").value()});
    CHECK(counted({21, beginning_with}, "Mon 2024-04-22", open) == d("2024-05-26"));
}

TEST_CASE("working days before a poll and after a vacancy") {
    CHECK(counted({25, before}, "Thu 2024-05-02", election_days()) == d("2024-03-26"));
    CHECK(counted({35, after}, "Mon 2025-12-01", election_days()) == d("Fri 2026-01-23"));
    CHECK(counted({35, after}, "Thu 2021-10-14", election_days()) == d("Thu 2021-12-02"));
    CHECK(counted({35, after}, "2027-11-04", election_days()) == d("Thu 2027-12-23"));
    CHECK(counted({35, after}, "Mon 2025-12-01", meeting_days()) == d("2026-01-22"));
}

TEST_CASE("the inspection period of the accounts") {
    CHECK(counted({30, beginning_with}, "Wed 2026-07-01", meeting_days()) == d("Tue 2026-08-11"));
    CHECK(counted({10, beginning_with}, "2024-06-03", meeting_days()) == d("2024-06-14"));
    CHECK(roll(Roll::forward, d("Sat 2028-07-01"), meeting_days()).value().date ==
          d("Mon 2028-07-03"));
}

TEST_CASE("clear working days leave out both ends") {
    const DayCount five{5, before, true};
    CHECK(counted(five, "Mon 2024-10-28", meeting_days()) == d("Fri 2024-10-18"));
    CHECK(counted(five, "Mon 2024-09-23", meeting_days()) == d("Fri 2024-09-13"));
    CHECK(counted(five, "Fri 2026-05-08", meeting_days()) == d("Wed 2026-04-29"));
    CHECK(counted(five, "Mon 2026-04-13", meeting_days()) == d("Wed 2026-04-01"));
    CHECK(counted(five, "Mon 2026-01-05", meeting_days()) == d("Tue 2025-12-23"));
    CHECK(counted(five, "Fri 2026-02-06", meeting_days()) == d("Thu 2026-01-29"));
    const DayCount three{3, before, true};
    CHECK(counted(three, "Mon 2024-10-28", meeting_days()) == d("Tue 2024-10-22"));
    // Elitestone: an agenda of Thursday 26 April 1990 is a day late for Tuesday 1 May 1990.
    CHECK(counted(three, "Tue 1990-05-01", meeting_days()) == d("Wed 1990-04-25"));
    CHECK(counted({5, after, true}, "Fri 2024-10-18", meeting_days()) == d("Mon 2024-10-28"));
    CHECK(counted({5, before, true}, "2024-10-28", every_day()) == d("2024-10-22"));
    CHECK(counted({1, after, true}, "2024-10-28", every_day()) == d("2024-10-30"));
}

TEST_CASE("a working day may be a holiday in another nation") {
    const OpenDays foi(test::uk_wide_days());
    CHECK(counted({20, after}, "Tue 2026-05-26", foi) == d("Wed 2026-06-24"));
    CHECK(counted({20, after}, "Tue 2026-05-26", meeting_days()) == d("2026-06-23"));
    CHECK(counted({20, after}, "2026-07-01", foi) == d("Thu 2026-07-30"));
    CHECK(counted({20, after}, "2026-03-02", foi) == d("Tue 2026-03-31"));
    CHECK(counted({20, after}, "2025-12-17", foi) == d("Tue 2026-01-20"));
}

TEST_CASE("a date is rolled only when asked, over every closed day") {
    const auto rolled = [](Roll direction, std::string_view date) {
        return roll(direction, d(date), election_days()).value().date;
    };
    CHECK(rolled(Roll::forward, "Sun 2025-04-27") == d("Mon 2025-04-28"));
    CHECK(rolled(Roll::forward, "Sat 2024-05-25") == d("Tue 2024-05-28"));
    CHECK(rolled(Roll::forward, "Sat 2024-06-01") == d("Mon 2024-06-03"));
    CHECK(rolled(Roll::back, "Sat 2024-05-25") == d("Fri 2024-05-24"));
    CHECK(rolled(Roll::back, "2024-05-24") == d("2024-05-24"));
    CHECK(rolled(Roll::forward, "2024-05-24") == d("2024-05-24"));
}

TEST_CASE("counts as one would have counted then") {
    const auto at = [](std::string_view known_on) {
        return OpenDays(test::working_days({Nation::england_and_wales}, d(known_on)));
    };
    // Early May 2020, moved from the 4th to the 8th.
    CHECK(counted({1, after}, "Fri 2020-05-01", at("2019-06-09")) == d("2020-05-05"));
    CHECK(counted({1, after}, "Fri 2020-05-01", at("2019-06-10")) == d("2020-05-04"));
    CHECK(counted({1, after}, "Thu 2020-05-07", at("2019-06-09")) == d("2020-05-08"));
    CHECK(counted({1, after}, "Thu 2020-05-07", at("2019-06-10")) == d("2020-05-11"));
    // Spring 2022, moved from 30 May to 2 June, with 3 June beside it.
    CHECK(counted({1, after}, "Fri 2022-05-27", at("2020-11-11")) == d("2022-05-31"));
    CHECK(counted({1, after}, "Wed 2022-06-01", at("2020-11-11")) == d("2022-06-02"));
    CHECK(counted({1, after}, "Wed 2022-06-01", at("2020-11-12")) == d("2022-06-06"));
    // The State Funeral was known nine days before.
    CHECK(counted({5, after}, "Mon 2022-09-12", at("2022-09-09")) == d("2022-09-19"));
    CHECK(counted({5, after}, "Mon 2022-09-12", at("2022-09-10")) == d("2022-09-20"));
}

TEST_CASE("a count that rests on a projection says so") {
    const auto provisional = [](const DayCount& count, std::string_view anchor,
                                const OpenDays& days) {
        return count_days(count, d(anchor), days).value().provisional;
    };
    const OpenDays& days = meeting_days();
    CHECK_FALSE(provisional({1, after}, "2028-12-28", days));
    CHECK(provisional({2, after}, "2028-12-28", days));         // 2 January 2029
    CHECK_FALSE(provisional({1, before}, "2029-01-01", days));  // looks at 2028 alone
    CHECK(provisional({1, ending_with}, "2029-01-01", days));
    CHECK(provisional({1, before}, "2029-01-02", days));
    CHECK(provisional({1, before}, "2010-01-02", days));
    CHECK_FALSE(provisional({1, after}, "2009-12-31", days));
    CHECK_FALSE(provisional({100, after}, "2028-12-01", every_day()));
    CHECK(roll(Roll::forward, d("2029-01-06"), days).value().provisional);
    CHECK_FALSE(roll(Roll::forward, d("2028-01-01"), days).value().provisional);
}

TEST_CASE("counts that make no sense are errors for people") {
    const auto error = [](const DayCount& count, std::string_view anchor, const OpenDays& days) {
        return render(count_days(count, d(anchor), days).error());
    };
    CHECK(error({0, after}, "2024-05-02", every_day()) ==
          "error: a count starts at one, and this one is 0\n"
          "    hint: for the day itself write the date alone\n");
    CHECK(error({-3, before}, "2024-05-02", every_day()) ==
          "error: a count starts at one, and this one is -3\n"
          "    hint: for the day itself write the date alone\n");
    CHECK(error({limits::count_max + 1, after}, "2024-05-02", every_day()) ==
          "error: a count of 100001 is too long\n"
          "    hint: at most 100000 days or working days can be counted\n");
    CHECK(error({limits::count_max, after}, "2024-05-02", every_day()) ==
          "error: the count from 2024-05-02 leaves the calendar\n"
          "    hint: days are counted from 1978-01-01 to 2199-12-31\n");
    CHECK(error({5, beginning_with, true}, "2024-05-02", every_day()) ==
          "error: clear days leave out both ends, so they cannot begin or end with a day\n"
          "    hint: write clear days before or after a day\n");
    CHECK(error({5, after}, "1977-12-31", every_day()) ==
          "error: days cannot be counted from 1977-12-31\n"
          "    hint: day sets begin on 1978-01-01\n");
    CHECK(error({10, before}, "1978-01-05", every_day()) ==
          "error: the count from 1978-01-05 leaves the calendar\n"
          "    hint: days are counted from 1978-01-01 to 2199-12-31\n");
    CHECK(error({5, after}, "2024-05-01", every_day({parse_period("2024-05-02..").value()})) ==
          "error: the count from 2024-05-01 never ends: every day from 2024-05-02 onwards is left "
          "out\n    hint: give that period its last day\n");
    CHECK_FALSE(roll(Roll::forward, d("1950-01-01"), every_day()));
    const OpenDays nothing_in_2199(DaySet::every_day(), {parse_period("2199-01-01..").value()});
    CHECK_FALSE(roll(Roll::forward, Date::last(), nothing_in_2199));
    CHECK(roll(Roll::back, Date::last(), nothing_in_2199).value().date == d("2198-12-31"));
}

TEST_CASE("counts at the very ends of the calendar") {
    CHECK(counted({1, beginning_with}, "2199-12-31", every_day()) == Date::last());
    CHECK(counted({1, ending_with}, "2199-12-31", every_day()) == Date::last());
    CHECK(counted({2, ending_with}, "2199-12-31", every_day()) == d("2199-12-30"));
    CHECK(counted({1, after}, "2199-12-30", every_day()) == Date::last());
    CHECK(counted({1, before}, "1978-01-02", every_day()) == DaySet::first_day());
    CHECK(counted({1, ending_with}, "1978-01-01", every_day()) == DaySet::first_day());
    CHECK_FALSE(count_days({1, after}, Date::last(), every_day()));
    CHECK_FALSE(count_days({2, beginning_with}, Date::last(), every_day()));
    CHECK_FALSE(count_days({1, before}, DaySet::first_day(), every_day()));
    Ledger ledger;
    CHECK(count_days({2, ending_with}, Date::last(), every_day(), &ledger).has_value());
    CHECK(ledger.lines().size() == 2);
}

TEST_CASE("the ledger of five clear working days") {
    Ledger ledger;
    CHECK(
        count_days({5, before, true}, d("Fri 2026-05-08"), meeting_days(), &ledger).value().date ==
        d("Wed 2026-04-29"));
    CHECK(text_of(ledger) ==
          "passed 2026-05-08 0 the day counted from, not counted\n"
          "counted 2026-05-07 1 Thursday\n"
          "counted 2026-05-06 2 Wednesday\n"
          "counted 2026-05-05 3 Tuesday\n"
          "passed 2026-05-04 0 Early May bank holiday\n"
          "passed 2026-05-03 0 Sunday\n"
          "passed 2026-05-02 0 Saturday\n"
          "counted 2026-05-01 4 Friday\n"
          "counted 2026-04-30 5 Thursday\n"
          "step 2026-04-29 0 the latest day that leaves 5 clear days before 2026-05-08\n");
}

TEST_CASE("the ledger of a count through an ignored period and over the end of the data") {
    Ledger ledger;
    const OpenDays days(meeting_days().day_set(), {parse_period("2028-12-29..2028-12-30").value()});
    CHECK(count_days({2, beginning_with}, d("Thu 2028-12-28"), days, &ledger).value().date ==
          d("Tue 2029-01-02"));
    CHECK(text_of(ledger) ==
          "counted 2028-12-28 1 Thursday\n"
          "passed 2028-12-29 0 inside 2028-12-29..2028-12-30, left out\n"
          "passed 2028-12-30 0 inside 2028-12-29..2028-12-30, left out\n"
          "passed 2028-12-31 0 Sunday\n"
          "passed 2029-01-01 0 New Year’s Day (provisional)\n"
          "counted 2029-01-02 2 Tuesday (provisional)\n");
}

TEST_CASE("the ledger of a roll") {
    Ledger ledger;
    CHECK(roll(Roll::forward, d("Sat 2024-05-25"), meeting_days(), &ledger).has_value());
    CHECK(text_of(ledger) ==
          "passed 2024-05-25 0 Saturday\n"
          "passed 2024-05-26 0 Sunday\n"
          "passed 2024-05-27 0 Spring bank holiday\n"
          "step 2024-05-28 0 rolled forward to the next day that counts\n");
    Ledger unmoved;
    CHECK(roll(Roll::back, d("Fri 2024-05-24"), meeting_days(), &unmoved).has_value());
    CHECK(unmoved.lines().empty());
}

namespace {

void recount() {
    std::vector<Period> ignored;
    const int periods = *rc::gen::inRange(0, 3);
    for (int i = 0; i < periods; ++i) {
        const Date first = d("2024-01-01") + Days{*rc::gen::inRange(0, 400)};
        ignored.push_back({first, first + Days{*rc::gen::inRange(0, 30)}});
    }
    const OpenDays days(
        *rc::gen::arbitrary<bool>() ? meeting_days().day_set() : DaySet::every_day(), ignored);
    const Date anchor = d("2024-01-01") + Days{*rc::gen::inRange(0, 400)};
    const auto direction = static_cast<Direction>(*rc::gen::inRange(0, 4));
    const bool may_be_clear = direction == after || direction == before;
    const DayCount count{*rc::gen::inRange(1, 90), direction,
                         may_be_clear && *rc::gen::arbitrary<bool>()};
    Ledger ledger;
    const CountedDate with = count_days(count, anchor, days, &ledger).value();
    const CountedDate without = count_days(count, anchor, days).value();
    RC_ASSERT(with.date == without.date);
    RC_ASSERT(with.provisional == without.provisional);

    const int step = direction == after || direction == beginning_with ? 1 : -1;
    std::optional<Date> previous;
    std::optional<Date> last_counted;
    int number = 0;
    for (const LedgerLine& line : ledger.lines()) {
        RC_ASSERT(line.date.has_value());
        // No day is missing and none is looked at twice.
        if (previous) RC_ASSERT((*line.date - *previous).n == step);
        previous = line.date;
        if (line.kind != LedgerLine::Kind::counted) {
            const bool is_anchor = *line.date == anchor;
            RC_ASSERT(is_anchor || count.clear || !days.is_open(*line.date));
            continue;
        }
        RC_ASSERT(days.is_open(*line.date));
        RC_ASSERT(line.number == ++number);
        last_counted = line.date;
    }
    RC_ASSERT(number == count.n);
    RC_ASSERT(previous == std::optional(with.date));
    if (!count.clear) {
        RC_ASSERT(last_counted == std::optional(with.date));
    } else {
        RC_ASSERT(ledger.lines().back().kind == LedgerLine::Kind::step);
        RC_ASSERT(days.is_open(with.date));
    }
}

}  // namespace

TEST_CASE("every ledger recounts to the date it explains") {
    CHECK(rc::check("recount", recount));
}

TEST_CASE("a very long ledger keeps both ends and says what it left out") {
    Ledger ledger;
    const CountedDate answer =
        count_days({20000, after}, d("2024-01-01"), every_day(), &ledger).value();
    CHECK(ledger.lines().size() <= Ledger::lines_max);
    CHECK(ledger.lines()[1].number == 1);
    CHECK(ledger.lines().back().number == 20000);
    CHECK(ledger.lines().back().date == answer.date);
    std::size_t notes = 0;
    std::size_t kept = 0;
    std::string note;
    for (const LedgerLine& line : ledger.lines()) {
        if (line.kind == LedgerLine::Kind::step) {
            ++notes;
            note = line.text;
        } else {
            ++kept;
        }
    }
    CHECK(notes == 1);
    CHECK(note == fmt::format("{} lines left out here", 20001 - kept));
}
