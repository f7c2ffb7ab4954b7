// SPDX-License-Identifier: MIT
// Matters that open again and again: in time, caught up, and never twice.
#include "tests/engine/packs.hpp"

using namespace dutyd;
using civil::Date;
using tests::duty;
using tests::fact;
using tests::matters_of;
using tests::Office;
using tests::procedure;
using Names = std::vector<std::string>;

namespace {

const std::string accounts =
    procedure("accounts",
              "opens = \"for each financial year as accounts.year\"\n"
              "matter = \"accounts-{financial-year}\"\nruns-on = \"20 months\"",
              fact("accounts.year", "kind = \"period\"") +
                  duty("publish", "limit = \"31 May in financial year after accounts.year\""));

Office office_with(const std::map<std::string, std::string>& procedures,
                   const std::string& starts = "2024-05-03 09:00") {
    return Office(tests::files_with({"leicestershire"}, tests::small_pack(), procedures), starts);
}

std::string value_of(const Office& office, const std::string& matter, const std::string& name) {
    const auto* entry = office.state.facts.find("leicestershire/" + matter, name, {});
    return entry == nullptr ? "unknown" : *entry->value;
}

}  // namespace

TEST_CASE(
    "a matter for each financial year opens 24 months ahead, and while its duties still run") {
    Office office = office_with({{"accounts", accounts}});
    // The year 2022/23 ended 13 months before the body came in, and its duties run on for 20.
    CHECK(matters_of(office.state) == Names{"accounts-2022-23", "accounts-2023-24",
                                            "accounts-2024-25", "accounts-2025-26",
                                            "accounts-2026-27"});
    CHECK(value_of(office, "accounts-2026-27", "accounts.year") == "2026-04-01..2027-03-31");
    CHECK(office.of("accounts-2024-25", "publish").limit.date == Date::of(2025, 5, 31));
}

TEST_CASE("the next year opens on its day, and a sleep of years is caught up, each year once") {
    Office office = office_with({{"accounts", accounts}});
    office.wait_until("2025-03-31 23:00");
    CHECK(office.state.matters.size() == 5);
    office.wait_until("2025-04-01 00:00");
    CHECK(office.state.matters.count("leicestershire/accounts-2027-28") == 1);
    office.clock = tests::london("2028-06-01 09:00");
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    CHECK(matters_of(office.state).back() == "accounts-2030-31");
    CHECK(office.state.matters.size() == 9);
    CHECK(tests::events_of(office.events, "matter-opened") == 9);
    const auto before = office.events.size();
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    CHECK(office.events.size() == before);
}

TEST_CASE("quarters, months and years are named by the day they begin") {
    const auto each = [](const std::string& id, const std::string& opens, const std::string& name) {
        return std::pair<const std::string, std::string>(
            id, procedure(id,
                          "opens = \"for each " + opens + " as the.period\"\nmatter = \"" + id +
                              "-" + name + "\"\nahead = \"3 months\"",
                          fact("the.period", "kind = \"period\"") + duty("publish")));
    };
    Office office = office_with({each("m", "month", "{month}"), each("q", "quarter", "{quarter}"),
                                 each("y", "year", "{year}")},
                                "2026-12-10 09:00");
    CHECK(matters_of(office.state) == Names{"m-2026-12", "m-2027-01", "m-2027-02", "m-2027-03",
                                            "q-2026-q4", "q-2027-q1", "y-2026", "y-2027"});
    CHECK(value_of(office, "q-2027-q1", "the.period") == "2027-01-01..2027-03-31");
    CHECK(value_of(office, "y-2027", "the.period") == "2027-01-01..2027-12-31");
}

TEST_CASE("a condition on the body keeps a procedure to the nation it is law in") {
    const auto text = procedure("accounts",
                                "opens = \"for each financial year as accounts.year when "
                                "body.nation = england\"\nmatter = \"accounts-{financial-year}\"",
                                fact("accounts.year", "kind = \"period\"") + duty("publish"));
    Office office(tests::files_with({"leicestershire", "dyfed-powys"}, tests::small_pack(),
                                    {{"accounts", text}}),
                  "2024-05-03 09:00");
    CHECK(office.state.matters.count("leicestershire/accounts-2024-25") == 1);
    CHECK(office.state.matters.count("dyfed-powys/accounts-2024-25") == 0);
}

TEST_CASE("every six months counts from the poll itself, and a new poll begins a new count") {
    const auto staffing = procedure("staffing",
                                    "opens = \"every 6 months after election.poll as review.day\"\n"
                                    "matter = \"staffing-{date}\"\nahead = \"7 months\"",
                                    fact("review.day") + duty("review", "limit = \"review.day\""));
    Office office = office_with({{"staffing", staffing}}, "2023-09-01 09:00");
    office.say("2023-09-01 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2023-08-31"}});
    // No drift: the end of February is short, the August after it is not.
    office.wait_until("2024-09-01 09:00");
    CHECK(matters_of(office.state) ==
          Names{"staffing-2024-02-29", "staffing-2024-08-31", "staffing-2025-02-28"});
    CHECK(value_of(office, "staffing-2024-08-31", "election.poll") == "2023-08-31");
    office.say("2024-09-02 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-10-10"}});
    office.wait_until("2025-06-02 09:00");
    CHECK(matters_of(office.state) == Names{"staffing-2024-02-29", "staffing-2024-08-31",
                                            "staffing-2025-02-28", "staffing-2025-04-10",
                                            "staffing-2025-10-10"});
    CHECK(office.of("staffing-2024-08-31", "review").limit.date == Date::of(2024, 8, 31));
}

TEST_CASE("a by-election starts no count that ordinary elections start, and ends none") {
    const auto staffing = procedure("staffing",
                                    "opens = \"every 6 months after election.poll as review.day "
                                    "when election.kind = ordinary\"\n"
                                    "matter = \"staffing-{date}\"\nahead = \"6 months\"",
                                    fact("review.day") + duty("review", "limit = \"review.day\""));
    Office office = office_with({{"staffing", staffing}}, "2021-05-07 09:00");
    office.say("2021-05-07 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2021-05-06"}});
    office.say("2021-11-26 09:00", "election",
               {{"kind", "by-election"}, {"body", "leicestershire"}, {"poll", "2021-11-25"}});
    office.wait_until("2022-12-01 09:00");
    CHECK(matters_of(office.state) == Names{"staffing-2021-11-06", "staffing-2022-05-06",
                                            "staffing-2022-11-06", "staffing-2023-05-06"});
}

TEST_CASE("a corrected anchor moves what it opened instead of opening it again") {
    const auto staffing = procedure("staffing",
                                    "opens = \"every 6 months after election.poll as review.day\"\n"
                                    "matter = \"staffing-{month}\"\nahead = \"7 months\"",
                                    fact("review.day") + duty("review", "limit = \"review.day\""));
    Office office = office_with({{"staffing", staffing}});
    office.say("2024-05-03 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-09"}});
    office.say("2024-05-04 09:00", "election",
               {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}});
    CHECK(matters_of(office.state) == Names{"staffing-2024-11"});
    CHECK(office.of("staffing-2024-11", "review").limit.date == Date::of(2024, 11, 2));
}

TEST_CASE("the first of several facts opens, and what stands from another year is not read") {
    const auto vacancy = procedure(
        "vacancy", "opens = \"on vacancy.declared or vacancy.notice\"\nmatter = \"vacancy-{year}\"",
        fact("vacancy.declared", "scope = \"body\"") + fact("vacancy.notice") +
            duty("poll",
                 "limit = \"35 working days after earliest of (vacancy.declared, "
                 "vacancy.notice) in s73-days\""));
    Office office = office_with({{"vacancy", vacancy}}, "2021-10-14 09:00");
    const auto record = [&](const std::string& time, const std::string& name,
                            const std::string& value) {
        office.say(time, "record", {{"body", "leicestershire"}, {"fact", name}, {"value", value}});
    };
    // North Yorkshire 2021: notice of two electors on Thursday 14 October.
    record("2021-10-14 09:00", "vacancy.notice", "2021-10-14");
    CHECK(matters_of(office.state) == Names{"vacancy-2021"});
    CHECK(office.of("vacancy-2021", "poll").limit.date == Date::of(2021, 12, 2));
    record("2021-10-20 09:00", "vacancy.declared", "2021-10-19");
    CHECK(matters_of(office.state) == Names{"vacancy-2021"});
    CHECK(value_of(office, "vacancy-2021", "vacancy.declared") == "2021-10-19");
    record("2025-12-01 09:00", "vacancy.declared", "2025-12-01");
    CHECK(matters_of(office.state) == Names{"vacancy-2021", "vacancy-2025"});
    CHECK(office.of("vacancy-2025", "poll").limit.date == Date::of(2026, 1, 23));
    CHECK(office.of("vacancy-2021", "poll").limit.date == Date::of(2021, 12, 2));
}

TEST_CASE("a matter opened by hand takes the day it is opened, and another a name of its own") {
    const auto senior = procedure("senior", "opens = \"by hand\"\nmatter = \"senior-{date}\"",
                                  fact("notice.received") + duty("report",
                                                                 "limit = \"3 weeks beginning with "
                                                                 "notice.received\""));
    Office office = office_with({{"senior", senior}}, "2025-12-03 09:00");
    CHECK(office.state.matters.empty());
    const boost::json::object keys{
        {"body", "leicestershire"},
        {"procedure", "senior"},
        {"facts", boost::json::object{{"notice.received", "2025-12-03"}}}};
    CHECK(office.say("2025-12-03 10:00", "open", keys) ==
          Names{"opened leicestershire/senior-2025-12-03"});
    CHECK(office.of("senior-2025-12-03", "report").limit.date == Date::of(2025, 12, 23));
    CHECK(office.refused("2025-12-03 11:00", "open", keys) ==
          "'leicestershire/senior-2025-12-03' is open already (to open another, give it a name of "
          "its own)");
    auto second = keys;
    second["matter"] = "senior-finance";
    office.say("2025-12-03 11:00", "open", second);
    CHECK(office.state.matters.size() == 2);
}

TEST_CASE("an office without matters is still woken every day, for what may open then") {
    const auto senior =
        procedure("senior", "opens = \"by hand\"\nmatter = \"senior-{date}\"", duty("report"));
    Office office = office_with({{"senior", senior}});
    REQUIRE(office.state.matters.empty());
    REQUIRE(office.wake_at);
    CHECK(*office.wake_at <= tests::london("2024-05-04 00:00"));
}

TEST_CASE("recurring matters replay to the same state from every point of the journal") {
    Office office = office_with({{"accounts", accounts}});
    office.wait_until("2026-04-02 09:00");
    const auto again = office.replayed(office.events.size());
    CHECK(tests::everything(again, office.clock) == tests::everything(office.state, office.clock));
}
