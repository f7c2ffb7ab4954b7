// SPDX-License-Identifier: MIT
// Holidays proclaimed and withdrawn while clocks run: what the journal says of them becomes a file,
// and day sets close and open as if somebody had written it by hand, each as known on the day.
#include "lib/rules/proclamations.hpp"
#include "lib/rules/library.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

#include <rapidcheck.h>

#include <algorithm>

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;
using civil::Date;

namespace {

constexpr const char* here = "england-and-wales";

Date d(std::string_view text) {
    const auto date = Date::parse(text);
    REQUIRE(date);
    return *date;
}

Proclamation proclaimed(std::string_view date, const std::string& name, std::string_view known) {
    return {{here}, d(date), name, d(known), {}, "London Gazette"};
}

Proclamation withdrawn(std::string_view date, std::string_view on) {
    return {{here}, d(date), "", {}, d(on), "London Gazette"};
}

Calendars with_these(const std::vector<Proclamation>& proclamations,
                     std::optional<Date> known_on = {}) {
    std::vector<SourceFile> files = calendar_files();
    files.push_back(proclaimed_holidays(proclamations));
    auto loaded = load_calendars(files, {known_on, {}});
    if (!loaded) FAIL(render(loaded.error()));
    return std::move(*loaded);
}

/// "open", or why the day is closed, in the general working days alone.
std::string state(const std::vector<Proclamation>& proclamations, std::string_view date,
                  std::optional<Date> known_on = {}) {
    static const std::vector<SourceFile> files = [] {
        std::vector<SourceFile> some;
        for (const SourceFile& file : calendar_files()) {
            if (file.path.find("holidays/") == 0 || file.path == "day-sets/working-days.toml") {
                some.push_back(file);
            }
        }
        return some;
    }();
    std::vector<SourceFile> all = files;
    all.push_back(proclaimed_holidays(proclamations));
    const auto calendars = load_calendars(all, {known_on, {}});
    if (!calendars) FAIL(render(calendars.error()));
    const civil::DaySet& set = calendars->day_sets.at("working-days");
    return set.is_open(d(date)) ? "open" : set.why_closed(d(date));
}

/// With 2026 published, and the last Monday of August in it.
civil::HolidayTable holidays_with(const std::vector<Proclamation>& proclamations) {
    const std::string list = R"({"england-and-wales": {"events": [
        {"title": "Summer bank holiday", "date": "2026-08-31"}]}})";
    const auto calendars =
        load_calendars({{"holidays/list.json", list}, proclaimed_holidays(proclamations)});
    if (!calendars) FAIL(render(calendars.error()));
    return calendars->holidays.front();
}

bool is_holiday(const civil::HolidayTable& table, Date day, Date known_on) {
    const auto closed = civil::closed_days(table, known_on);
    return std::any_of(closed.begin(), closed.end(),
                       [&](const civil::ClosedDay& one) { return one.date == day; });
}

/// Both tell the same of every day they cover.
void check_same(const Calendars& a, const Calendars& b) {
    REQUIRE(a.day_sets.size() == b.day_sets.size());
    for (const auto& [id, set] : a.day_sets) {
        const civil::DaySet& other = b.day_sets.at(id);
        for (Date day = Date::of(2009, 1, 1); day < Date::of(2040, 1, 1);
             day = day + civil::Days{1}) {
            if (set.is_open(day) == other.is_open(day) &&
                set.why_closed(day) == other.why_closed(day)) {
                continue;
            }
            FAIL(id << " differs on " << day.iso());
        }
    }
}

}  // namespace

TEST_CASE("no proclamations change nothing") {
    CHECK(proclaimed_holidays({}).text.empty());
    check_same(with_these({}), shipped_calendars());
}

TEST_CASE("a proclaimed day is written as an addition by hand would be") {
    const SourceFile file = proclaimed_holidays(
        {proclaimed("2027-05-14", "Extra bank holiday", "2027-03-01"),
         {{"scotland", "northern-ireland"}, d("2026-08-03"), " ", {}, d("2026-05-05"), ""}});
    CHECK(file.path == "holidays/proclaimed.toml");
    CHECK("\n" + file.text == R"text(
[[holiday]]
nations = ["england-and-wales"]
date = 2027-05-14
name = "Extra bank holiday"
known_from = 2027-03-01
source = "London Gazette"

[[holiday]]
nations = ["scotland", "northern-ireland"]
date = 2026-08-03
name = "Bank holiday"
withdrawn_on = 2026-05-05
source = "recorded by the office"
)text");
}

TEST_CASE(
    "a proclaimed day closes every set that has its nation's holidays, from when it is known") {
    const std::vector<Proclamation> late = {
        proclaimed("2027-05-14", "Extra bank holiday", "2027-03-01")};
    const Calendars now = with_these(late);
    for (const char* id : {"working-days", "s73-days", "election-days", "accounts-days",
                           "meeting-days", "foi-days", "lgha-days"}) {
        CAPTURE(id);
        CHECK_FALSE(now.day_sets.at(id).is_open(d("2027-05-14")));
        CHECK(shipped_calendars().day_sets.at(id).is_open(d("2027-05-14")));
    }
    CHECK(state(late, "2027-05-14") == "Extra bank holiday");
    CHECK(state(late, "2027-05-14", d("2027-02-28")) == "open");
    CHECK(state(late, "2027-05-14", d("2027-03-01")) == "Extra bank holiday");
    CHECK(state(late, "2027-05-13") == "open");
}

TEST_CASE("names and sources may have any characters") {
    const std::string odd = "\"Queen\\King\"\n\t’s day\x7f";
    CHECK(state({proclaimed("2027-05-14", odd, "2027-03-01")}, "2027-05-14") == odd);
}

TEST_CASE("a proclamation that the files have already changes nothing") {
    // In GOV.UK's list with its announcement, and in additions.toml for Scotland alone.
    check_same(
        with_these({proclaimed("2023-05-08", "Bank holiday for the coronation", "2022-11-08"),
                    {{"scotland"}, d("2026-06-15"), "World Cup", d("2026-02-05"), {}, "x"}}),
        shipped_calendars());
    std::vector<SourceFile> files;
    for (const SourceFile& file : calendar_files()) {
        const bool calendar = file.path.find("holidays/") == 0 || file.path.find("day-sets/") == 0;
        if (calendar) files.push_back(file);
    }
    files.push_back(proclaimed_holidays({proclaimed("2023-05-08", "Coronation", "2022-11-08")}));
    const auto library = load_library(files);
    if (!library) FAIL(render(library.error()));
}

TEST_CASE("the announcement that came first counts when a day is announced twice") {
    const std::vector<Proclamation> again = {proclaimed("2023-05-08", "Coronation", "2022-12-01")};
    CHECK(state(again, "2023-05-08", d("2022-11-07")) == "open");
    CHECK(state(again, "2023-05-08", d("2022-11-08")) ==
          "Bank holiday for the coronation of King Charles III");
}

TEST_CASE("a withdrawal takes the day away, wherever it came from") {
    SECTION("a published day") {
        const std::vector<Proclamation> gone = {withdrawn("2026-08-31", "2026-03-02")};
        CHECK(state(gone, "2026-08-31") == "open");
        CHECK(state(gone, "2026-08-31", d("2026-03-02")) == "open");
        CHECK(state(gone, "2026-08-31", d("2026-03-01")) == "Summer bank holiday");
    }
    SECTION("a day that was announced, in GOV.UK's list") {
        const std::vector<Proclamation> gone = {withdrawn("2022-09-19", "2022-09-15")};
        CHECK(state(gone, "2022-09-19") == "open");
        CHECK(state(gone, "2022-09-19", d("2022-09-14")) != "open");
        CHECK(state(gone, "2022-09-19", d("2022-09-09")) == "open");
    }
    SECTION("a day worked out by rule") {
        const std::vector<Proclamation> gone = {withdrawn("2035-05-07", "2034-06-01")};
        CHECK(state(gone, "2035-05-07") == "open");
        CHECK(state(gone, "2035-05-07", d("2034-05-31")) == "Bank holiday");
        CHECK(state({}, "2035-05-07") == "Early May bank holiday");
    }
    SECTION("a day proclaimed before") {
        const std::vector<Proclamation> gone = {
            {{here}, d("2027-05-14"), "Extra", d("2027-01-10"), d("2027-02-10"), "x"}};
        CHECK(state(gone, "2027-05-14", d("2027-01-09")) == "open");
        CHECK(state(gone, "2027-05-14", d("2027-01-10")) == "Extra");
        CHECK(state(gone, "2027-05-14", d("2027-02-09")) == "Extra");
        CHECK(state(gone, "2027-05-14", d("2027-02-10")) == "open");
        CHECK(state(gone, "2027-05-14") == "open");
    }
}

TEST_CASE("a day that additions.toml has withdrawn already stays withdrawn from then on") {
    const std::vector<Proclamation> gone = {withdrawn("2020-05-04", "2019-07-01")};
    CHECK(state(gone, "2020-05-04", d("2019-06-09")) == "Early May bank holiday");
    CHECK(state(gone, "2020-05-04", d("2019-06-10")) == "open");
    CHECK(state(gone, "2020-05-04") == "open");
}

TEST_CASE("a moved day: the old one withdrawn, the new one proclaimed, on one day") {
    const std::vector<Proclamation> moved = {
        withdrawn("2027-05-03", "2026-06-10"),
        proclaimed("2027-05-07", "Early May bank holiday", "2026-06-10")};
    CHECK(state(moved, "2027-05-03", d("2026-06-09")) == "Early May bank holiday");
    CHECK(state(moved, "2027-05-07", d("2026-06-09")) == "open");
    CHECK(state(moved, "2027-05-03") == "open");
    CHECK(state(moved, "2027-05-07") == "Early May bank holiday");
}

TEST_CASE("proclaimed, withdrawn, proclaimed again: the last word before a day counts on it") {
    rc::check([] {
        // On 2026-06-15 Scotland has a holiday by file, on 2027-05-14 nobody has; one is published
        // without its announcement.
        const Date day =
            d(*rc::gen::element<std::string>("2027-05-14", "2026-08-31", "2035-05-07"));
        const bool at_first = day != d("2027-05-14");
        const int changes = *rc::gen::inRange(1, 5);
        std::vector<Proclamation> said;
        std::vector<Date> on;
        Date next = Date::of(2020, 1, 1);
        for (int i = 0; i < changes; ++i) {
            next = next + civil::Days{*rc::gen::inRange(2, 4)};
            on.push_back(next);
            const bool now_holiday = (i % 2 == 0) != at_first;
            if (now_holiday) {
                said.push_back({{here}, day, "Extra", next, {}, "x"});
            } else if (!said.empty() && *rc::gen::arbitrary<bool>()) {
                said.back().withdrawn_on = next;
            } else {
                said.push_back({{here}, day, "", {}, next, "x"});
            }
        }
        const civil::HolidayTable table = holidays_with(said);
        bool closed = at_first;
        for (const Date change : on) {
            RC_ASSERT(is_holiday(table, day, change - civil::Days{1}) == closed);
            closed = !closed;
            RC_ASSERT(is_holiday(table, day, change) == closed);
        }
    });
}
