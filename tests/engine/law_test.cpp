// SPDX-License-Identifier: MIT
// What `why` says of the law behind a date: versions, readings and who chose, bars, and what the
// law takes to have happened.
#include "tests/engine/packs.hpp"

#include <boost/json/array.hpp>

using namespace dutyd;
using boost::json::object;
using tests::duty;
using tests::fact;
using tests::Office;
using tests::procedure;

namespace {

const std::string inspection =
    procedure("inspection", "opens = \"on peel.published\"\nmatter = \"inspection-{date}\"",
              fact("peel.published", "scope = \"body\"") + duty("publish", R"toml(
[[duty.limit]]
kind     = "hard"
question = "month-beginning-with"

[[duty.limit.reading]]
id    = "day-before"
title = "The period ends on the day before the corresponding date"
rule  = "1 month beginning with peel.published"
law   = [{ cite = "R (Zaporozhchenko) v Westminster MC", verified = "memory" }]

[[duty.limit.reading]]
id    = "corresponding-day"
title = "The period ends on the corresponding date"
rule  = "1 month after peel.published"
law   = [{ cite = "the contrary argument", verified = "memory" }]
)toml"));

const std::string accounts = procedure(
    "accounts",
    "opens = \"for each financial year as accounts.year\"\nmatter = \"accounts-{financial-year}\"",
    fact("accounts.year", "kind = \"period\"") + duty("publish", R"toml(
[[duty.limit]]
kind = "hard"

[[duty.limit.version]]
when = "accounts.year = 2024-04-01..2025-03-31"
rule = "2026-02-27"
law  = [{ cite = "SI 2015/234 reg 9A(2)", verified = "text" }]

[[duty.limit.version]]
when = "accounts.year = 2025-04-01..2026-03-31"
rule = "2027-01-31"
law  = [{ cite = "SI 2015/234 reg 9A(3)", verified = "text" }]
)toml"));

const std::string precept =
    procedure("precept", "opens = \"by hand\"\nmatter = \"precept-{year}\"",
              fact("panel.report-limit") + fact("panel.vetoed", "kind = \"yes-no\"") +
                  fact("panel.report", "duty = \"report\"") +
                  fact("response.given", "duty = \"respond\"") + fact("scrutiny.ended", R"toml(
[[fact.derived]]
when = "panel.vetoed = yes and panel.report > panel.report-limit"
is   = "the day after panel.report-limit"
why  = "A veto after 8 February is lost."
law  = [{ cite = "SI 2012/2271 reg 4(2)", verified = "text" }]

[[fact.derived]]
when = "panel.vetoed = no"
is   = "response.given"
)toml") + duty("report") +
                  duty("respond") + duty("issue", R"toml(
[[duty.bar]]
until = "scrutiny.ended"
why   = "No precept before scrutiny ends."
)toml"));

Office office_with(const std::map<std::string, std::string>& procedures,
                   const std::string& starts) {
    return Office(tests::files_with({"leicestershire"}, tests::small_pack(), procedures), starts);
}

object why(const Office& office, const std::string& duty) {
    const auto answer = engine::why(office.snapshot(), duty);
    if (!answer) FAIL(tests::words(answer.error()));
    return answer->as_object();
}

const object& first(const object& answer, const char* key) {
    REQUIRE_FALSE(answer.at(key).as_array().empty());
    return answer.at(key).as_array().front().as_object();
}

void choose(Office& office, const std::string& line) {
    auto files = office.files;
    for (auto& file : files) {
        const auto at = file.text.find("fallback-role");
        if (file.path.rfind("bodies/", 0) == 0) file.text.insert(at, line);
    }
    office.adopt(files);
}

}  // namespace

TEST_CASE("why shows every reading with its day and authority, and that the safest counts") {
    Office office = office_with({{"inspection", inspection}}, "2025-10-20 09:00");
    office.say("2025-10-20 09:00", "record",
               {{"body", "leicestershire"}, {"fact", "peel.published"}, {"value", "2025-10-17"}});
    const auto answer = why(office, "inspection-2025-10-17/publish");
    CHECK(answer.at("limit") == "2025-11-16");
    const auto& limit = first(answer, "limits");
    CHECK(limit.at("question") == "month-beginning-with");
    CHECK(limit.at("chosen-by") == "safest");
    CHECK(limit.at("rule") == "1 month beginning with peel.published");
    const auto& readings = limit.at("readings").as_array();
    REQUIRE(readings.size() == 2);
    CHECK(readings[0].at("counts").as_bool());
    CHECK(readings[1].at("date") == "2025-11-17");
    CHECK(readings[1].at("title") == "The period ends on the corresponding date");
    CHECK(readings[1].at("law").at(0).at("cite") == "the contrary argument");
}

TEST_CASE("the office's own choice counts for matters opened from then on, and says so") {
    Office office = office_with({{"inspection", inspection}}, "2025-10-20 09:00");
    choose(office, "readings = { month-beginning-with = \"corresponding-day\" }\n");
    office.say("2025-10-20 09:00", "record",
               {{"body", "leicestershire"}, {"fact", "peel.published"}, {"value", "2025-10-17"}});
    const auto answer = why(office, "inspection-2025-10-17/publish");
    CHECK(answer.at("limit") == "2025-11-17");
    CHECK(first(answer, "limits").at("chosen-by") == "office");
}

TEST_CASE("why shows which version counts, under its own law, and what the others would give") {
    Office office = office_with({{"accounts", accounts}}, "2025-06-02 09:00");
    const auto answer = why(office, "accounts-2025-26/publish");
    CHECK(answer.at("limit") == "2027-01-31");
    const auto& limit = first(answer, "limits");
    CHECK(limit.at("law").as_array().back().at("cite") == "SI 2015/234 reg 9A(3)");
    const auto& versions = limit.at("versions").as_array();
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].at("applies") == "no");
    CHECK(versions[0].at("date") == "2026-02-27");
    CHECK(versions[1].at("counts").as_bool());
    const auto none = why(office, "accounts-2026-27/publish");
    CHECK(none.at("limit").is_null());
    CHECK(first(none, "limits").at("problem") ==
          "no version of this rule applies and is in force on 2025-06-02");
}

TEST_CASE("a late veto is lost on the record so far, and what somebody records rebuts it") {
    Office office = office_with({{"precept", precept}}, "2026-02-02 09:00");
    office.say("2026-02-02 09:00", "open",
               {{"body", "leicestershire"},
                {"procedure", "precept"},
                {"facts", object{{"panel.report-limit", "2026-02-08"}}}});
    CHECK(office.of("precept-2026", "issue").waiting_for == "to know when it may first be done");
    office.say("2026-02-11 09:00", "record",
               {{"matter", "precept-2026"}, {"fact", "panel.vetoed"}, {"value", "yes"}});
    office.say("2026-02-11 09:05", "done", {{"matter", "precept-2026"}, {"duty", "report"}});
    const auto outcome = office.of("precept-2026", "issue");
    CHECK(outcome.standing == plan::Standing::ready);
    const auto answer = why(office, "precept-2026/issue");
    CHECK(first(answer, "bars").at("until-date") == "2026-02-09");
    const auto& fact = first(answer, "facts");
    CHECK(fact.at("status") == "deemed");
    CHECK(fact.at("value") == "2026-02-09");
    CHECK(fact.at("why") == "A veto after 8 February is lost.");
    CHECK(fact.at("law").at(0).at("cite") == "SI 2012/2271 reg 4(2)");

    office.say("2026-02-11 09:10", "record",
               {{"matter", "precept-2026"}, {"fact", "scrutiny.ended"}, {"value", "2026-02-20"}});
    CHECK(office.of("precept-2026", "issue").waiting_for == "the first lawful day, 2026-02-20");
    CHECK(first(why(office, "precept-2026/issue"), "facts").at("status") == "recorded");
    office.say("2026-02-11 09:15", "withdraw",
               {{"matter", "precept-2026"}, {"fact", "scrutiny.ended"}});
    CHECK(office.of("precept-2026", "issue").standing == plan::Standing::ready);
}

TEST_CASE("an act before scrutiny ends was unlawful on the day it was done, whatever came later") {
    Office office = office_with({{"precept", precept}}, "2026-02-02 09:00");
    office.say("2026-02-02 09:00", "open",
               {{"body", "leicestershire"},
                {"procedure", "precept"},
                {"facts", object{{"panel.report-limit", "2026-02-08"}, {"panel.vetoed", "no"}}}});
    office.say("2026-02-09 09:00", "done",
               {{"matter", "precept-2026"}, {"duty", "respond"}, {"on", "2026-02-06"}});
    office.say("2026-02-09 09:05", "done",
               {{"matter", "precept-2026"}, {"duty", "issue"}, {"on", "2026-02-05"}});
    CHECK(plan::has(office.of("precept-2026", "issue").risks, plan::Risk::too_early));
    CHECK_FALSE(office.open("too-early/").empty());
}
