// SPDX-License-Identifier: MIT
// What falls after the end of a body, and where the law is disputed, with a pack of the tests' own.
#include "lib/report/ending.hpp"

#include "lib/report/order.hpp"
#include "lib/report/readings.hpp"
#include "tests/catch.hpp"
#include "tests/report/story.hpp"
#include "tests/text.hpp"

#include <boost/json/parse.hpp>

using namespace dutyd;
using namespace dutyd::report;
using dutyd::tests::contains;
using dutyd::tests::office_in;
using dutyd::tests::Story;

namespace {

const std::string pack = R"toml(
[pack]
id = "example"
title = "An example"
version = "2026.1"
ends-with = "abolition.day"
successor = "the mayor"

[[party]]
id = "commissioner"
title = "The commissioner"

[[role]]
id = "chief"
title = "Chief executive"

[[fact]]
name = "abolition.day"
title = "Last day of the office"
kind = "date"
scope = "body"

[[election]]
kind = "ordinary"
poll = "first Thursday in May 2028"
status = "scheduled by law; the government intends abolition"
source = "PRSRA 2011 s.50"
law = [{ cite = "PRSRA 2011 s.50(2)", verified = "text" }]
)toml";

const std::string procedure = R"toml(
[procedure]
id = "deeds"
title = "Yearly deeds"
opens = "for each financial year as deeds.year"
matter = "deeds-{financial-year}"
successor = "the combined authority"

[[fact]]
name = "deeds.year"
title = "Financial year the deeds are for"
kind = "period"

[[duty]]
id = "report"
title = "Report on the year"
bearer = "commissioner"
owner = "chief"
law = [{ cite = "An Act s.1", verified = "text" }]
limit = "3 months after last day of deeds.year"

[[duty]]
id = "hand-over"
title = "Hand over"
bearer = "commissioner"
owner = "chief"
law = [{ cite = "An Act s.3", verified = "text" }]
when = "abolition.day is known"

[[duty]]
id = "reply"
title = "Reply within the month"
bearer = "commissioner"
owner = "chief"
law = [{ cite = "An Act s.2", verified = "text" }]

[[duty.limit]]
kind = "hard"
question = "month-beginning-with"

[[duty.limit.reading]]
id = "day-before"
title = "The period ends on the day before the corresponding date"
rule = "1 month beginning with first day of deeds.year"
law = [{ cite = "A case", verified = "secondary" }]

[[duty.limit.reading]]
id = "corresponding-day"
title = "The period ends on the corresponding date"
rule = "1 month after first day of deeds.year"
law = [{ cite = "The contrary argument", verified = "memory" }]
)toml";

Story office(const std::string& body_keys = "") {
    return {tests::calendars_of({pack, procedure, body_keys}), "2026-04-01 09:00"};
}

std::string text_of(const std::string& report, const engine::Snapshot& snapshot,
                    Parameters parameters = {}) {
    parameters.emplace_back("format", "text");
    const auto printed = print(read_order(report, parameters).value(), snapshot, nullptr);
    if (!printed) FAIL(render(printed.error()));
    return printed->text;
}

const ReadingDay& in_matter(const DisputedReading& reading, const std::string& matter) {
    for (const ReadingDay& one : reading.days) {
        if (one.matter->id == matter) return one;
    }
    FAIL("no such matter: " << matter);
    return reading.days.front();
}

}  // namespace

TEST_CASE(
    "until the end is recorded nothing has been enacted, and the election stands as it does") {
    Story story = office();
    const auto now = story.now();
    const auto all = endings(office_in(now), std::nullopt);
    REQUIRE(all.size() == 1);
    CHECK(!all.front().day);
    CHECK(all.front().limits.empty());
    const auto elections = next_elections(office_in(now));
    REQUIRE(elections.size() == 1);
    CHECK(elections.front().poll.date->iso() == "2028-05-04");
    const std::string text = text_of("ending", now);
    CHECK(contains(text,
                   "Nothing has been enacted: \"Last day of the office\" (abolition.day) is not"));
    CHECK(contains(text, "scheduled by law; the government intends abolition"));
}

TEST_CASE("once it is recorded the limits after that day are listed with who inherits them") {
    Story story = office();
    story.say("2026-04-02 09:00", {{"do", "record"},
                                   {"fact", "abolition.day"},
                                   {"value", "2027-05-06"},
                                   {"body", "anyshire"},
                                   {"source", "An Act of 2026 s.1"}});
    const auto now = story.now();
    const auto all = endings(office_in(now), std::nullopt);
    REQUIRE(all.size() == 1);
    CHECK(all.front().day->iso() == "2027-05-06");
    CHECK(all.front().status == "recorded");
    CHECK(all.front().source == "An Act of 2026 s.1");
    REQUIRE(!all.front().limits.empty());
    const LaterLimit& first = all.front().limits.front();
    CHECK(first.at.duty().id == "report");
    CHECK(first.at.matter->id == "anyshire/deeds-2026-27");
    CHECK(first.limit.date->iso() == "2027-06-30");
    CHECK(first.successor == "the combined authority");
    for (const LaterLimit& one : all.front().limits) CHECK(*one.limit.date > *all.front().day);
}

TEST_CASE("a supposed day shows the same and says that it is supposed") {
    Story story = office();
    const auto now = story.now();
    const auto day = civil::Date::parse("2027-06-30").value();
    const auto all = endings(office_in(now), day);
    REQUIRE(all.size() == 1);
    CHECK(all.front().status == "supposed");
    for (const LaterLimit& one : all.front().limits) {
        CHECK(one.at.matter->id != "anyshire/deeds-2026-27");  // its limit is that very day
    }
    CHECK(contains(text_of("ending", now, {{"supposing", "2027-06-30"}}),
                   "Supposing the last day were Wed 30 June 2027."));
}

TEST_CASE("the safest reading counts where nobody has chosen") {
    Story story = office();
    const auto now = story.now();
    const auto rules = disputed_rules(office_in(now));
    REQUIRE(rules.size() == 1);
    const DisputedRule& rule = rules.front();
    CHECK(rule.dispute->question == "month-beginning-with");
    CHECK(rule.by == ChosenBy::nobody);
    REQUIRE(rule.readings.size() == 2);
    const ReadingDay& safest = in_matter(rule.readings[0], "anyshire/deeds-2026-27");
    CHECK(safest.when.date->iso() == "2026-04-30");
    CHECK(safest.counts);
    const ReadingDay& other = in_matter(rule.readings[1], "anyshire/deeds-2026-27");
    CHECK(other.when.date->iso() == "2026-05-01");
    CHECK(!other.counts);
    const std::string text = text_of("readings", now);
    CHECK(contains(text, "Nobody has chosen: the safest counts, which is the earliest day."));
    const auto printed =
        print(read_order("readings", {{"format", "json"}}).value(), now, nullptr).value().text;
    const auto values = boost::json::parse(printed).as_object();
    CHECK(values.at("disputes").as_array().at(0).at("chosen-by") == "safest");
}

TEST_CASE("a body's choice counts and is told as the body's") {
    Story story = office("readings = { month-beginning-with = \"corresponding-day\" }\n");
    const auto now = story.now();
    const auto rules = disputed_rules(office_in(now));
    REQUIRE(rules.size() == 1);
    CHECK(rules.front().by == ChosenBy::body);
    CHECK(rules.front().chosen == "corresponding-day");
    CHECK(rules.front().readings[1].chosen);
    CHECK(rules.front().readings[1].days.front().counts);
    CHECK(!rules.front().readings[0].days.front().counts);
    CHECK(contains(text_of("readings", now),
                   "\"corresponding-day\" counts: the body has chosen it."));
}

TEST_CASE("a reading of which days count is listed with the body's choice") {
    Story story = office("readings = { s73-days = \"mourning\" }\n");
    const auto now = story.now();
    bool seen = false;
    for (const DisputedDays& one : disputed_days(office_in(now))) {
        if (one.day_set == "s73-days" && one.reading == "mourning") {
            seen = true;
            CHECK(one.chosen);
        } else {
            CHECK(!one.chosen);
        }
    }
    CHECK(seen);
}
