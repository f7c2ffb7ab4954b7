// SPDX-License-Identifier: MIT
// Whom an alert reaches: holders of roles, whoever stands in for those who are away, and the
// ladder.
#include "lib/engine/people.hpp"
#include "lib/engine/assess.hpp"
#include "lib/engine/working_time.hpp"
#include "tests/engine/office.hpp"

using namespace dutyd;
using boost::json::object;
using engine::People;
using engine::Persons;
using tests::london;
using tests::Office;

namespace {

const object paused{{"title", "General election"},
                    {"activities", "public-engagement"},
                    {"from", "2024-05-25"},
                    {"to", "2024-07-04"}};

Persons of(const Office& office, const std::string& role, const std::string& day) {
    const rules::Body& body = *office.state.library->body("leicestershire");
    return People(office.state, body, *civil::Date::parse(day)).of(role);
}

/// A notice's persons, of those about this.
Persons told(const Office& office, const std::string& prefix) {
    Persons persons;
    for (const auto& notice : office.about(prefix)) persons.insert(notice.person);
    return persons;
}

/// The body's file with more text at its end.
std::vector<rules::SourceFile> with(std::vector<rules::SourceFile> files, const std::string& more) {
    for (rules::SourceFile& file : files) {
        if (file.path == "bodies/leicestershire.toml") file.text += more;
    }
    return files;
}

}  // namespace

TEST_CASE("while somebody is away the deputy they named is told, to the day") {
    Office office;
    office.elect();
    CHECK(
        office.say(
            "2024-05-20 09:00", "absence",
            {{"person", "ben"}, {"from", "2024-05-22"}, {"to", "2024-05-24"}, {"deputy", "dev"}}) ==
        std::vector<std::string>{"ben is away from 2024-05-22 to 2024-05-24; dev stands in"});
    CHECK(of(office, "governance-director", "2024-05-21") == Persons{"ben"});
    CHECK(of(office, "governance-director", "2024-05-22") == Persons{"dev"});
    CHECK(of(office, "governance-director", "2024-05-24") == Persons{"dev"});
    CHECK(of(office, "governance-director", "2024-05-25") == Persons{"ben"});
    office.say("2024-05-22 10:00", "pause", paused);
    CHECK(told(office, "slip/") == Persons{"ann", "cat", "dev"});
}

TEST_CASE("without a deputy of their own the role's deputy is told, then the fallback role") {
    Office office;
    office.elect();
    const auto files = office.files;
    office.say("2024-05-20 09:00", "absence", {{"person", "dev"}, {"from", "2024-05-20"}});
    CHECK(of(office, "chief-finance-officer", "2024-05-20") == Persons{"ann"});
    auto changed = files;
    for (rules::SourceFile& file : changed) {
        const std::string role = "id    = \"chief-finance-officer\"\n";
        const auto where = file.text.find(role);
        if (file.path != "bodies/leicestershire.toml" || where == std::string::npos) continue;
        file.text.insert(where + role.size(), "deputy = \"governance-director\"\n");
    }
    office.adopt(changed);
    CHECK(of(office, "chief-finance-officer", "2024-05-20") == Persons{"ben"});
}

TEST_CASE("when everybody is away the holders are told all the same") {
    Office office;
    office.elect();
    for (const std::string person : {"ann", "ben", "cat", "dev"}) {
        office.say("2024-05-20 09:00", "absence", {{"person", person}, {"from", "2024-05-20"}});
    }
    CHECK(of(office, "engagement-lead", "2024-05-21") == Persons{"cat"});
}

TEST_CASE("an absence can be changed and taken back; names that nobody has are refused") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "absence", {{"person", "cat"}, {"from", "2024-06-03"}});
    CHECK(of(office, "engagement-lead", "2024-12-24") == Persons{"ann"});
    office.say("2024-05-20 09:00", "absence",
               {{"person", "cat"}, {"from", "2024-06-03"}, {"to", "2024-06-07"}});
    CHECK(of(office, "engagement-lead", "2024-06-08") == Persons{"cat"});
    CHECK(office.say("2024-05-20 09:00", "absence",
                     {{"person", "cat"}, {"from", "2024-06-03"}, {"to", "2024-06-02"}}) ==
          std::vector<std::string>{"cat is not away from 2024-06-03 after all"});
    CHECK(of(office, "engagement-lead", "2024-06-04") == Persons{"cat"});
    const std::string time = "2024-05-20 10:00";
    CHECK(office.refused(time, "absence", {{"person", "catt"}, {"from", "2024-06-03"}}) ==
          "nobody called 'catt' holds a role (did you mean 'cat'?)");
    CHECK(office.refused(time, "absence",
                         {{"person", "cat"}, {"from", "2024-07-03"}, {"deputy", "cat"}}) ==
          "nobody can be their own deputy (name another person)");
    CHECK(office.refused(time, "absence",
                         {{"person", "cat"}, {"from", "2024-07-03"}, {"to", "2024-07-01"}}) ==
          "the last day, 2024-07-01, is before the first, 2024-07-03");
}

TEST_CASE("a ladder climbs in working time, to people who have not been told yet") {
    Office office;
    office.adopt(with(office.files,
                      "\n[[escalation]]\nseverity = \"warning\"\nsteps = [\n"
                      "  { to = \"governance-director\", after = \"6 working hours\" },\n"
                      "  { to = \"chief-executive\", after = \"2 working days\" },\n]\n"));
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "consult-public"}, {"date", "2024-06-13"}});
    // Overdue from Friday 14 June: told to the engagement lead at the start of work, 08:30.
    office.wait_until("2024-06-14 14:29");
    REQUIRE(told(office, "overdue/") == Persons{"cat"});
    office.wait_until("2024-06-14 14:30");
    CHECK(told(office, "overdue/") == Persons{"ben", "cat"});
    // A working day has 8 hours and a half: two of them are over at the end of Monday.
    office.wait_until("2024-06-17 16:59");
    CHECK(told(office, "overdue/") == Persons{"ben", "cat"});
    office.wait_until("2024-06-18 08:30");
    CHECK(told(office, "overdue/") == Persons{"ann", "ben", "cat"});
    const auto last = office.about("overdue/").back();
    CHECK(last.text.find(": cat was told and nobody has answered.\n") != std::string::npos);
    office.wait_until("2024-07-15 12:00");
    CHECK(office.about("overdue/").size() == 3);
}

TEST_CASE("a turn that tells of something wakes for the first step of its ladder") {
    Office office;
    const auto wakes_in_time = [&] {
        const auto snapshot = office.snapshot();
        return office.wake_at == engine::next_wake(snapshot);
    };
    office.elect();
    CHECK(wakes_in_time());
    object order{{"matter", "plan-2024"},
                 {"duty", "issue"},
                 {"limit", "2024-05-10"},
                 {"authority", "an order"}};
    office.say("2024-05-07 09:00", "override", std::move(order));
    REQUIRE(!office.open("").empty());
    CHECK(wakes_in_time());
    for (int day = 8; day < 20; ++day) {
        office.wait_until("2024-05-" + std::string(day < 10 ? "0" : "") + std::to_string(day) +
                          " 10:30");
        CHECK(wakes_in_time());
    }
}

TEST_CASE("whoever answers stops the ladder") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "consult-public"}, {"date", "2024-06-13"}});
    office.wait_until("2024-06-14 10:00");
    REQUIRE(office.open("overdue/").size() == 1);
    office.say("2024-06-14 10:00", "ack",
               {{"alert", office.open("overdue/").front()},
                {"reason", "the new date is agreed"},
                {"until", "2024-07-31"},
                {"actor", "cat"}});
    office.wait_until("2024-07-30 12:00");
    CHECK(told(office, "overdue/") == Persons{"cat"});
}

TEST_CASE("working time is counted over nights, weekends, holidays and the clocks' change") {
    const Office office;
    const auto snapshot = office.snapshot();
    const engine::BodyView& body = snapshot.bodies.at("leicestershire");
    const auto& days = engine::office_days(office.state, *body.body);
    const auto after = [&](const std::string& from, int n, rules::WorkingTime::Unit unit) {
        return engine::after_working_time(body, days, london(from), {n, unit});
    };
    constexpr auto hours = rules::WorkingTime::Unit::hours;
    constexpr auto whole = rules::WorkingTime::Unit::days;
    CHECK(after("2024-05-20 09:00", 4, hours) == london("2024-05-20 13:00"));
    CHECK(after("2024-05-20 09:00", 8, hours) == london("2024-05-21 08:30"));
    CHECK(after("2024-05-20 09:00", 9, hours) == london("2024-05-21 09:30"));
    CHECK(after("2024-05-20 03:00", 1, hours) == london("2024-05-20 09:30"));
    CHECK(after("2024-05-20 20:00", 1, hours) == london("2024-05-21 09:30"));
    // Over the bank holiday of Monday 27 May 2024.
    CHECK(after("2024-05-24 16:00", 2, hours) == london("2024-05-28 09:30"));
    CHECK(after("2024-05-24 16:00", 1, whole) == london("2024-05-28 16:00"));
    CHECK(after("2024-05-25 12:00", 1, whole) == london("2024-05-29 08:30"));
    // Summer time ends on Sunday 27 October 2024.
    CHECK(after("2024-10-25 16:00", 2, hours) == london("2024-10-28 09:30"));
    // Count minute by minute for a week of starts.
    const civil::OpenDays open(days);
    for (int minute = 0; minute < 7 * 1440; minute += 173) {
        const civil::Instant from{london("2024-05-22 00:00").seconds + minute * 60};
        int left = 11 * 60;
        civil::Instant at = from;
        const auto at_work = [&] {
            const auto local = body.zone->local(at);
            return open.is_open(local.date) && local.time >= body.hours.from &&
                   local.time < body.hours.to;
        };
        while (left > 0 || !at_work()) {
            left -= at_work() ? 1 : 0;
            at.seconds += 60;
        }
        CHECK(engine::after_working_time(body, days, from, {11, hours}) == at);
    }
}
