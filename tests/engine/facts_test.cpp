// SPDX-License-Identifier: MIT
// Facts that are the doing of another matter's duty, that the law takes to have happened, that are
// always there, and that belong to one round of elections or to one occasion only.
#include "lib/engine/matter_facts.hpp"
#include "tests/engine/packs.hpp"

using namespace dutyd;
using boost::json::object;
using civil::Date;
using tests::duty;
using tests::fact;
using tests::matters_of;
using tests::Office;
using tests::procedure;
using Names = std::vector<std::string>;

namespace {

const std::string plan_toml =
    procedure("plan", "opens = \"by hand\"\nmatter = \"plan-{year}\"", duty("issue"));

const std::string plan_review =
    procedure("review", "opens = \"on plan.issued\"\nmatter = \"review-{date}\"",
              fact("plan.issued", "duty = \"plan/issue\"") +
                  duty("check", "limit = \"3 months after plan.issued\""));

const std::string copies = procedure("copies", "opens = \"by hand\"\nmatter = \"copies-{date}\"",
                                     fact("plan.issued", "duty = \"plan/issue\"") +
                                         duty("send", "limit = \"5 days after plan.issued\""));

/// The information must be published again at intervals of not more than a year beginning with the
/// last publication (SI 2017/353 reg 4).
const std::string equality =
    procedure("equality", "opens = \"on equality.last\"\nmatter = \"equality-{date}\"",
              fact("equality.last", "scope = \"body\"") +
                  duty("publish", "limit = \"12 months beginning with equality.last\""));

Office office_with(const std::map<std::string, std::string>& procedures,
                   const std::string& starts = "2024-12-02 09:00") {
    return Office(tests::files_with({"leicestershire"}, tests::small_pack(), procedures), starts);
}

void open(Office& office, const std::string& time, const std::string& procedure,
          object facts = {}) {
    office.say(time, "open",
               {{"body", "leicestershire"}, {"procedure", procedure}, {"facts", std::move(facts)}});
}

void done(Office& office, const std::string& time, const std::string& matter,
          const std::string& duty, const std::string& on) {
    office.say(time, "done", {{"matter", matter}, {"duty", duty}, {"on", on}});
}

}  // namespace

TEST_CASE("the doing of another procedure's duty opens a matter, once, and moves it if corrected") {
    Office office = office_with({{"plan", plan_toml}, {"review", plan_review}});
    open(office, "2024-12-02 09:00", "plan");
    CHECK(matters_of(office.state) == Names{"plan-2024"});
    done(office, "2024-12-10 09:00", "plan-2024", "issue", "2024-12-09");
    CHECK(matters_of(office.state) == Names{"plan-2024", "review-2024-12-09"});
    CHECK(office.of("review-2024-12-09", "check").limit.date == Date::of(2025, 3, 9));
    office.say("2024-12-11 09:00", "reopen",
               {{"matter", "plan-2024"}, {"duty", "issue"}, {"reason", "wrong day"}});
    CHECK(office.of("review-2024-12-09", "check").limit.date == Date::of(2025, 3, 9));
    done(office, "2024-12-11 09:05", "plan-2024", "issue", "2024-12-10");
    CHECK(matters_of(office.state) == Names{"plan-2024", "review-2024-12-09"});
    CHECK(office.of("review-2024-12-09", "check").limit.date == Date::of(2025, 3, 10));
}

TEST_CASE("a matter reads the latest matter in which it was done; one it opened keeps its own") {
    Office office = office_with({{"plan", plan_toml}, {"review", plan_review}, {"copies", copies}});
    open(office, "2024-12-02 09:00", "plan");
    open(office, "2024-12-02 09:05", "copies");
    CHECK(office.of("copies-2024-12-02", "send").limit.bound == rules::Bound::unknown);
    done(office, "2024-12-10 09:00", "plan-2024", "issue", "2024-12-09");
    CHECK(office.of("copies-2024-12-02", "send").limit.date == Date::of(2024, 12, 14));
    open(office, "2025-03-03 09:00", "plan");
    done(office, "2025-03-10 09:00", "plan-2025", "issue", "2025-03-07");
    CHECK(office.of("copies-2024-12-02", "send").limit.date == Date::of(2025, 3, 12));
    CHECK(office.of("review-2024-12-09", "check").limit.date == Date::of(2025, 3, 9));
    CHECK(office.of("review-2025-03-07", "check").limit.date == Date::of(2025, 6, 7));
}

TEST_CASE("publishing within a year of the last time shrinks by a day each year") {
    Office office = office_with({{"equality", equality}}, "2026-02-02 09:00");
    office.say("2026-02-02 09:00", "record",
               {{"body", "leicestershire"}, {"fact", "equality.last"}, {"value", "2026-01-31"}});
    CHECK(matters_of(office.state) == Names{"equality-2026-01-31"});
    CHECK(office.of("equality-2026-01-31", "publish").limit.date == Date::of(2027, 1, 30));
    done(office, "2027-01-29 09:00", "equality-2026-01-31", "publish", "2027-01-28");
    office.say("2027-01-29 09:05", "record",
               {{"body", "leicestershire"}, {"fact", "equality.last"}, {"value", "2027-01-28"}});
    CHECK(matters_of(office.state) == Names{"equality-2026-01-31", "equality-2027-01-28"});
    CHECK(office.of("equality-2027-01-28", "publish").limit.date == Date::of(2028, 1, 27));
    CHECK(office.of("equality-2026-01-31", "publish").limit.date == Date::of(2027, 1, 30));
}

TEST_CASE("what every election brings anew is read in its own round only") {
    const std::string renewed =
        "\n[[fact]]\nname = \"acceptance.delivered\"\ntitle = \"a\"\n"
        "scope = \"body\"\nrenewed = true\n";
    const auto term = procedure(
        "term", "opens = \"on election.poll when election.kind = ordinary\"\nmatter = \"t-{year}\"",
        duty("act", "[[duty.bar]]\nuntil = \"acceptance.delivered\"\nwhy = \"w\""));
    const auto year =
        procedure("year", "opens = \"for each financial year as the.year\"\nmatter = \"y-{year}\"",
                  fact("the.year", "kind = \"period\"") +
                      duty("act", "[[duty.bar]]\nuntil = \"acceptance.delivered\"\nwhy = \"w\""));
    Office office(tests::files_with({"leicestershire"}, tests::small_pack(renewed),
                                    {{"term", term}, {"year", year}}),
                  "2024-05-03 09:00");
    const auto elect = [&](const std::string& time, const char* kind, const char* poll) {
        office.say(time, "election", {{"kind", kind}, {"body", "leicestershire"}, {"poll", poll}});
    };
    const auto accept = [&](const std::string& time, const char* day) {
        office.say(time, "record",
                   {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", day}});
    };
    const auto until = [&](const std::string& matter) {
        return office.of(matter, "act").bars.front().until.date;
    };
    elect("2024-05-03 09:00", "ordinary", "2024-05-02");
    CHECK_FALSE(until("t-2024"));
    accept("2024-05-09 09:00", "2024-05-09");
    CHECK(until("t-2024") == Date::of(2024, 5, 9));
    CHECK(until("y-2024") == Date::of(2024, 5, 9));
    elect("2026-03-27 09:00", "by-election", "2026-03-26");
    accept("2026-04-01 09:00", "2026-04-01");
    CHECK(until("t-2024") == Date::of(2024, 5, 9));
    CHECK(until("y-2024") == Date::of(2026, 4, 1));  // it hangs on no poll: who is in office now
    elect("2028-05-05 09:00", "ordinary", "2028-05-04");
    CHECK_FALSE(until("t-2028"));
    accept("2028-05-11 09:00", "2028-05-11");
    CHECK(until("t-2028") == Date::of(2028, 5, 11));
    CHECK(until("t-2024") == Date::of(2024, 5, 9));
}

TEST_CASE("an end belongs to the beginning before it, whenever it is recorded") {
    const auto away = [](const std::string& what) {
        return "\n[[fact]]\nname = \"" + what + "\"\ntitle = \"a\"\nscope = \"body\"\n" +
               (what == "away.ended" ? "ends = \"away.began\"\n" : "");
    };
    const auto absence =
        procedure("absence", "opens = \"on away.began or left.on\"\nmatter = \"absence-{date}\"",
                  duty("stand-in", "[[duty.bar]]\nuntil = \"away.ended\"\nwhy = \"w\"") +
                      duty("report", "[[duty.bar]]\nuntil = \"left.on\"\nwhy = \"w\""));
    const std::string facts = away("away.began") + away("away.ended") + away("left.on");
    Office office(
        tests::files_with({"leicestershire"}, tests::small_pack(facts), {{"absence", absence}}),
        "2026-01-05 09:00");
    const auto say = [&](const std::string& time, const char* what, const char* fact,
                         object more = {}) {
        more["body"] = "leicestershire";
        more["fact"] = fact;
        office.say(time, what, more);
    };
    const auto until = [&](const std::string& matter, const char* of) {
        return office.of(matter, of).bars.front().until.date;
    };
    say("2026-01-05 09:00", "record", "away.began", {{"value", "2026-01-05"}});
    CHECK_FALSE(until("absence-2026-01-05", "stand-in"));
    say("2027-02-01 09:00", "record", "away.began", {{"value", "2027-02-01"}});
    say("2027-05-03 09:00", "record", "away.ended", {{"value", "2027-05-01"}});
    CHECK(until("absence-2027-02-01", "stand-in") == Date::of(2027, 5, 1));
    CHECK_FALSE(until("absence-2026-01-05", "stand-in"));
    // The first is recorded late, put right, and taken back.
    say("2027-05-04 09:00", "record", "away.ended", {{"value", "2026-03-01"}});
    CHECK(until("absence-2026-01-05", "stand-in") == Date::of(2026, 3, 1));
    CHECK(until("absence-2027-02-01", "stand-in") == Date::of(2027, 5, 1));
    say("2027-05-05 09:00", "record", "away.ended", {{"value", "2026-03-08"}});
    CHECK(until("absence-2026-01-05", "stand-in") == Date::of(2026, 3, 8));
    say("2027-05-06 09:00", "withdraw", "away.ended", {{"reason", "another office"}});
    CHECK_FALSE(until("absence-2026-01-05", "stand-in"));
    CHECK(until("absence-2027-02-01", "stand-in") == Date::of(2027, 5, 1));
    // Another occasion is seen by what it came after: the first of them, and by no later matter.
    CHECK_FALSE(until("absence-2026-01-05", "report"));
    say("2027-06-01 09:00", "record", "left.on", {{"value", "2027-06-01"}});
    say("2028-06-01 09:00", "record", "left.on", {{"value", "2028-06-01"}});
    say("2028-09-01 09:00", "record", "away.began", {{"value", "2028-09-01"}});
    CHECK(until("absence-2026-01-05", "report") == Date::of(2027, 6, 1));
    CHECK(until("absence-2027-02-01", "report") == Date::of(2027, 6, 1));
    CHECK(until("absence-2028-06-01", "report") == Date::of(2028, 6, 1));
    CHECK_FALSE(until("absence-2028-09-01", "report"));
    CHECK_FALSE(until("absence-2027-06-01", "stand-in"));  // what stands now: it was taken back
}

TEST_CASE("facts derived from each other give nothing instead of going round for ever") {
    auto circle = std::make_shared<rules::Procedure>();
    circle->id = "circle";
    for (const auto& [name, other] : {std::pair{"a.day", "b.day"}, std::pair{"b.day", "a.day"}}) {
        rules::FactDeclaration declared;
        declared.name = name;
        rules::Derivation derivation;
        auto is = rules::parse_expression(other);
        REQUIRE(is);
        derivation.is = *is;
        declared.derived.push_back(derivation);
        circle->facts.push_back(declared);
    }
    const Office office;
    const auto snapshot = office.snapshot();
    const engine::MatterFacts facts(office.state, snapshot.bodies.at("leicestershire"), *circle);
    const auto found = facts.find("a.day");
    REQUIRE(found);
    CHECK_FALSE(found->text);
    CHECK_FALSE(facts.text_of("b.day"));
}

TEST_CASE("the nation and today are always there, and nothing else is made up") {
    const Office office("2024-05-03 09:00", {"dyfed-powys"});
    const auto snapshot = office.snapshot();
    const auto* plan_rules =
        office.state.library->procedure("dyfed-powys", "police-and-crime-plan");
    REQUIRE(plan_rules != nullptr);
    const engine::MatterFacts facts(office.state, snapshot.bodies.at("dyfed-powys"), *plan_rules);
    CHECK(facts.text_of("body.nation") == "wales");
    CHECK(facts.text_of("today") == "2024-05-03");
    CHECK_FALSE(facts.find("body.size"));
}
