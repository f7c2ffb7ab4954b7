// SPDX-License-Identifier: MIT
// What a body goes by where words are disputed, in rules and in day sets, and from when its
// recurring matters are opened.
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using civil::Date;

namespace {

constexpr const char* disputed_duty = R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]

[[duty.limit]]
kind     = "hard"
question = "month-beginning-with"
chosen   = "day-before"

[[duty.limit.reading]]
id    = "day-before"
title = "The day before"
rule  = "1 month beginning with election.poll"

[[duty.limit.reading]]
id    = "corresponding-day"
title = "The corresponding day"
rule  = "1 month after election.poll"

[[duty.bar]]
question = "election"
why      = "Too early."

[[duty.bar.reading]]
id    = "poll"
title = "The poll"
until = "election.poll"

[[duty.bar.reading]]
id    = "declaration"
title = "The declaration of the result"
until = "the day after election.poll"
)toml";

constexpr const char* mourning_set = R"toml(id = "s73-days"
title = "Business days"
weekend = ["Saturday", "Sunday"]
law = [{ cite = "PRSRA 2011 s.73(5)", verified = "text" }]

[[reading]]
id = "mourning"
title = "National mourning"
authority = "NALC"

[[reading.period]]
from = 2022-09-09
to = 2022-09-18
name = "National mourning"
)toml";

/// Two bodies, anyshire with these lines in its [body].
Files two_bodies(const std::string& header) {
    Files files = with_duties(disputed_duty);
    files.push_back({"day-sets/s73-days.toml", mourning_set});
    for (const SourceFile& file : small_world()) {
        if (file.path != "bodies/anyshire.toml") continue;
        std::string text = file.text;
        text.replace(text.find("anyshire"), 8, "elsewhere");
        files.push_back({"bodies/elsewhere.toml", text});
        text = file.text;
        text.insert(text.find("[[role]]"), header + "\n");
        files = with(std::move(files), {"bodies/anyshire.toml", text});
    }
    return files;
}

const Duty& disputed(const Library& library, const std::string& body) {
    return *library.procedure(body, "plan")->find("x");
}

}  // namespace

TEST_CASE("a body's choice of a reading goes before the pack's, and reaches no other body") {
    Files files = two_bodies(
        "readings = { month-beginning-with = \"corresponding-day\", election = \"poll\" }");
    files.push_back({"overlays/anyshire/plan-2016.toml",
                     "[overlay]\nprocedure = \"plan\"\napplies-to = \"plan-2016\"\n"});
    const Library library = sound(files);
    CHECK(disputed(library, "anyshire").limits[0].dispute.chosen == "corresponding-day");
    CHECK(disputed(library, "anyshire").bars[0].dispute.chosen == "poll");
    CHECK(disputed(library, "elsewhere").limits[0].dispute.chosen == "day-before");
    CHECK(disputed(library, "elsewhere").bars[0].dispute.chosen.empty());
    const Procedure& special = *library.procedure_for("anyshire", "plan", "plan-2016");
    CHECK(special.find("x")->limits[0].dispute.chosen == "corresponding-day");
    CHECK(library.packs[0].procedures[0].find("x")->limits[0].dispute.chosen == "day-before");
    CHECK(library.body("anyshire")->readings.at("election") == "poll");
}

TEST_CASE("a body's own reading of a day set changes its days and no other body's") {
    const Library library = sound(two_bodies("readings = { s73-days = \"mourning\" }"));
    const Date mourned = Date::of(2022, 9, 12);
    const auto open = [&](const std::string& body, const std::string& set) {
        const civil::DaySet* days = library.day_set(body, set);
        REQUIRE(days != nullptr);
        return days->is_open(mourned);
    };
    CHECK_FALSE(open("anyshire", "s73-days"));
    CHECK(open("elsewhere", "s73-days"));
    CHECK(open("nowhere", "s73-days"));
    CHECK(open("anyshire", "working-days"));
    CHECK(library.day_set("anyshire", "no-days") == nullptr);
    CHECK(library.day_set("anyshire", "working-days") ==
          &library.calendars.day_sets.at("working-days"));
    CHECK(library.day_set("anyshire", "s73-days")->why_closed(mourned) == "National mourning");
    CHECK(library.calendars.readings == std::vector<std::string>{"s73-days/mourning"});
}

TEST_CASE("a reading switched on for all is on for every body") {
    const auto library = load_library(two_bodies(""), {{}, {"s73-days/mourning"}});
    REQUIRE(library);
    for (const char* body : {"anyshire", "elsewhere"}) {
        CHECK_FALSE(library->day_set(body, "s73-days")->is_open(Date::of(2022, 9, 12)));
    }
    CHECK(library->own_day_sets.empty());
}

TEST_CASE("questions and readings that nobody knows") {
    CHECK("\n" +
              errors_of(two_bodies("readings = { month-begining-with = \"day-before\", "
                                   "election = \"pole\", s73-days = \"morning\", z = \"y\" }")) ==
          R"text(
bodies/anyshire.toml:9:14: error: there is no question called 'month-begining-with'
    readings = { month-begining-with = "day-before", election = "pole", s73-days = "morning", z = "y" }
                 ^^^^^^^^^^^^^^^^^^^
    hint: did you mean 'month-beginning-with'?
bodies/anyshire.toml:9:61: error: 'election' has no reading called 'pole'
    readings = { month-begining-with = "day-before", election = "pole", s73-days = "morning", z = "y" }
                                                                ^^^^^^
    hint: did you mean 'poll'?
bodies/anyshire.toml:9:80: error: 's73-days' has no reading called 'morning'
    readings = { month-begining-with = "day-before", election = "pole", s73-days = "morning", z = "y" }
                                                                                   ^^^^^^^^^
    hint: did you mean 'mourning'?
bodies/anyshire.toml:9:91: error: there is no question called 'z'
    readings = { month-begining-with = "day-before", election = "pole", s73-days = "morning", z = "y" }
                                                                                              ^
    hint: there are: election, month-beginning-with, s73-days
)text");
    CHECK("\n" + errors_of(two_bodies("readings = \"election\"")) == R"text(
bodies/anyshire.toml:9:12: error: 'readings' must be a table, as in readings = { name = "text" }, not a text
    readings = "election"
               ^^^^^^^^^^
)text");
    CHECK("\n" + errors_of(two_bodies("readings = { election = true }")) == R"text(
bodies/anyshire.toml:9:25: error: 'election' must be a text in quotation marks, not true or false
    readings = { election = true }
                            ^^^^
)text");
}

TEST_CASE("a choice is not doubted while a procedure cannot be read") {
    Files files = two_bodies("readings = { of-the-unread = \"a\" }");
    files.push_back({"packs/small/other.toml", "[procedure"});
    const auto library = load_library(files);
    REQUIRE_FALSE(library);
    CHECK(library.error().front().where.file == "packs/small/other.toml");
    CHECK(errors_of(files).find("question") == std::string::npos);
}

TEST_CASE("questions that every body has settled make no finding") {
    CHECK(findings_of(two_bodies("")).find("1 rule goes by the safest reading of 'election'") !=
          std::string::npos);
    Files files = two_bodies("readings = { election = \"poll\" }");
    CHECK_FALSE(findings_of(files).empty());  // elsewhere has not
    std::erase_if(files,
                  [](const SourceFile& file) { return file.path == "bodies/elsewhere.toml"; });
    CHECK(findings_of(files).empty());
}

TEST_CASE("the day from which recurring matters are opened") {
    CHECK(sound(two_bodies("tracked-from = 2024-05-01")).body("anyshire")->tracked_from ==
          Date::of(2024, 5, 1));
    CHECK_FALSE(sound(two_bodies("")).body("anyshire")->tracked_from);
}
