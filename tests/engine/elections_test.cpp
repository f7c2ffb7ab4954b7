// SPDX-License-Identifier: MIT
// Elections that the law fixes ahead of time: entered once, confirmed, given another day, called
// off; and what a poll two years ahead may not do to the present term.
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

const std::string schedule = R"toml(
[[fact]]
name    = "acceptance.delivered"
title   = "Day the declaration of acceptance was delivered"
scope   = "body"
renewed = true

[[ignored]]
name  = "post-election-period"
first = "election.poll"
last  = "acceptance.delivered"
when  = "election.kind = ordinary"
law   = [{ cite = "PRSRA 2011 Sch 8 para 4(9)", verified = "text" }]

[[election]]
kind   = "ordinary"
poll   = "first Thursday in May 2024"
status = "scheduled by law"
source = "PRSRA 2011 s.50"
law    = [{ cite = "PRSRA 2011 s.50(2)", verified = "text" }]

[[election]]
kind   = "ordinary"
poll   = "first Thursday in May 2028"
status = "scheduled by law; the government intends abolition"
source = "PRSRA 2011 s.50"
law    = [{ cite = "PRSRA 2011 s.50(2)", verified = "text" }]
)toml";

const std::string plan = procedure(
    "plan", "opens = \"on election.poll when election.kind = ordinary\"\nmatter = \"plan-{year}\"",
    duty("issue", "limit = \"last day of financial year containing election.poll\""));

const std::string hearing = procedure(
    "hearing", "opens = \"by hand\"\nmatter = \"hearing-{date}\"",
    fact("notice.received") + duty("report",
                                   "limit = \"3 weeks beginning with notice.received ignoring "
                                   "post-election-period\""));

const std::string budget = procedure(
    "budget", "opens = \"by hand\"\nmatter = \"budget-{date}\"",
    duty("decide", "[[duty.bar]]\nuntil = \"7 days after election.poll\"\nwhy = \"term\""));

Office office_from(const std::string& starts) {
    return Office(tests::files_with({"leicestershire"}, tests::small_pack(schedule),
                                    {{"plan", plan}, {"hearing", hearing}, {"budget", budget}}),
                  starts);
}

const object poll_of_2028{{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2028-05-04"}};

const engine::FactEntry& own_poll(const Office& office, const std::string& matter) {
    const auto* entry = office.state.facts.find("leicestershire/" + matter, "election.poll", {});
    REQUIRE(entry != nullptr);
    return *entry;
}

void accept(Office& office, const std::string& time, const std::string& day) {
    office.say(time, "record",
               {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", day}});
}

void receive_notice(Office& office, const std::string& time, const std::string& day) {
    office.say(time, "open",
               {{"body", "leicestershire"},
                {"procedure", "hearing"},
                {"facts", object{{"notice.received", day}}}});
}

}  // namespace

TEST_CASE(
    "an election the law fixes is entered 24 months ahead, as expected, and opens what hangs on "
    "it") {
    Office office = office_from("2026-05-01 09:00");
    CHECK(office.state.elections.empty());  // that of 2024 was before the body came in
    office.wait_until("2026-05-03 23:00");
    CHECK(office.state.elections.empty());
    office.wait_until("2026-05-04 00:00");
    REQUIRE(office.state.elections.size() == 1);
    CHECK(office.state.elections.begin()->second.expected);
    CHECK(matters_of(office.state) == Names{"plan-2028"});
    CHECK(own_poll(office, "plan-2028").status == journal::FactStatus::expected);
    CHECK(own_poll(office, "plan-2028").source ==
          "scheduled by law; the government intends abolition; PRSRA 2011 s.50");
    CHECK(office.of("plan-2028", "issue").limit.date == Date::of(2029, 3, 31));
    office.wait_until("2027-05-04 09:00");
    CHECK(tests::events_of(office.events, "election-recorded") == 1);
}

TEST_CASE("recording the same poll confirms it, here and in what it opened") {
    Office office = office_from("2027-06-01 09:00");
    CHECK(own_poll(office, "plan-2028").status == journal::FactStatus::expected);
    office.say("2028-03-28 09:00", "election", poll_of_2028);
    CHECK(matters_of(office.state) == Names{"plan-2028"});
    CHECK(own_poll(office, "plan-2028").status == journal::FactStatus::recorded);
    REQUIRE(office.state.elections.size() == 1);
    CHECK_FALSE(office.state.elections.begin()->second.expected);
    CHECK(tests::events_of(office.events, "matter-opened") == 1);
}

TEST_CASE(
    "another day in the same year moves what the election opened, unless the matter has its own") {
    Office office = office_from("2024-01-08 09:00");
    CHECK(matters_of(office.state) == Names{"plan-2024"});
    auto moved = poll_of_2028;
    moved["poll"] = "2024-06-13";
    CHECK(office.say("2024-01-09 09:00", "election", moved) ==
          Names{"ordinary election recorded, poll 2024-06-13",
                "leicestershire/plan-2024: election.poll = 2024-06-13",
                "leicestershire/plan-2024: election.kind = ordinary"});
    CHECK(*own_poll(office, "plan-2024").value == "2024-06-13");
    CHECK(office.state.elections.size() == 1);
    office.say("2024-01-10 09:00", "record",
               {{"matter", "plan-2024"}, {"fact", "election.poll"}, {"value", "2024-06-20"}});
    office.wait_until("2024-02-01 09:00");
    CHECK(*own_poll(office, "plan-2024").value == "2024-06-20");
}

TEST_CASE("an election called off is not entered again, and leaves its matter to be waived") {
    Office office = office_from("2026-06-01 09:00");
    office.say("2026-06-02 09:00", "withdraw",
               {{"body", "leicestershire"}, {"fact", "election.poll"}, {"reason", "abolished"}});
    office.wait_until("2026-07-01 09:00");
    CHECK(tests::events_of(office.events, "election-recorded") == 1);
    CHECK(office.state.elections.begin()->second.called_off);
    CHECK(matters_of(office.state) == Names{"plan-2028"});
}

TEST_CASE("a poll that is years ahead bars nothing now; the days it brings do when they come") {
    Office office = office_from("2024-01-08 09:00");
    accept(office, "2024-05-09 10:00", "2024-05-09");
    office.say("2026-06-01 09:00", "open", {{"body", "leicestershire"}, {"procedure", "budget"}});
    CHECK(office.state.elections.size() == 2);
    CHECK(office.of("budget-2026-06-01", "decide").standing == plan::Standing::ready);
    office.wait_until("2028-05-05 09:00");
    CHECK(office.of("budget-2026-06-01", "decide").waiting_for ==
          "the first lawful day, 2028-05-11");
}

TEST_CASE("days the law ignores are those of the election they belong to, whatever comes later") {
    Office office = office_from("2024-01-08 09:00");
    receive_notice(office, "2024-04-22 10:00", "2024-04-22");
    const auto limit = [&] { return office.of("hearing-2024-04-22", "report").limit; };
    office.wait_until("2024-05-08 09:00");
    CHECK(limit().bound == rules::Bound::not_before);
    accept(office, "2024-05-09 10:00", "2024-05-09");
    CHECK(limit().date == Date::of(2024, 5, 20));
    CHECK(limit().is_known());
    office.wait_until("2027-01-04 09:00");  // the poll of 2028 is entered by now
    CHECK(limit().date == Date::of(2024, 5, 20));
    office.wait_until("2028-04-24 09:00");
    receive_notice(office, "2028-04-24 09:00", "2028-04-24");
    CHECK(office.of("hearing-2028-04-24", "report").limit.bound == rules::Bound::not_before);
    accept(office, "2028-05-11 10:00", "2028-05-11");
    // Ten days counted by 3 May, eight ignored from the poll to the declaration, eleven to go.
    CHECK(office.of("hearing-2028-04-24", "report").limit.date == Date::of(2028, 5, 22));
    CHECK(limit().date == Date::of(2024, 5, 20));
}

TEST_CASE("a by-election ignores nothing") {
    Office office = office_from("2025-01-08 09:00");
    office.say("2025-03-03 09:00", "election",
               {{"kind", "by-election"}, {"body", "leicestershire"}, {"poll", "2025-03-27"}});
    receive_notice(office, "2025-03-20 10:00", "2025-03-20");
    CHECK(office.of("hearing-2025-03-20", "report").limit.date == Date::of(2025, 4, 9));
}

TEST_CASE("elections replay to the same state from every point of the journal") {
    Office office = office_from("2024-01-08 09:00");
    accept(office, "2024-05-09 10:00", "2024-05-09");
    office.say("2026-06-01 09:00", "open", {{"body", "leicestershire"}, {"procedure", "budget"}});
    const auto again = office.replayed(office.events.size());
    CHECK(tests::everything(again, office.clock) == tests::everything(office.state, office.clock));
}
