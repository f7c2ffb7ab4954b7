// SPDX-License-Identifier: MIT
// When a notice may go out: at the next start of work unless it is urgent.
#include "lib/engine/assess.hpp"
#include "tests/engine/office.hpp"

using namespace dutyd;
using tests::london;
using tests::Office;

namespace {

/// A pause recorded at that time, and when its notices may go out.
civil::Instant sent_at(const std::string& recorded, const std::string& from) {
    Office office;
    office.elect();
    office.wait_until(recorded);
    const auto result =
        office.try_now({tests::command("pause", {{"title", "A pause"},
                                                 {"activities", "public-engagement"},
                                                 {"from", from},
                                                 {"to", "2024-12-31"}})});
    REQUIRE(result.answers.front());
    REQUIRE_FALSE(result.notices.empty());
    for (const engine::Notice& notice : result.notices) {
        CHECK_FALSE(notice.urgent);
        CHECK(notice.not_before == result.notices.front().not_before);
    }
    return result.notices.front().not_before;
}

}  // namespace

TEST_CASE("within working hours a notice goes out at once") {
    CHECK(sent_at("2024-05-22 08:30", "2024-05-25") == london("2024-05-22 08:30"));
    CHECK(sent_at("2024-05-22 16:59", "2024-05-25") == london("2024-05-22 16:59"));
}

TEST_CASE("before and after hours it waits for the next start of work") {
    CHECK(sent_at("2024-05-22 08:29", "2024-05-25") == london("2024-05-22 08:30"));
    CHECK(sent_at("2024-05-22 00:00", "2024-05-25") == london("2024-05-22 08:30"));
    CHECK(sent_at("2024-05-22 17:00", "2024-05-25") == london("2024-05-23 08:30"));
    CHECK(sent_at("2024-05-22 23:59", "2024-05-25") == london("2024-05-23 08:30"));
}

TEST_CASE("the configuration's working hours stand in place of the body's") {
    Office office;
    office.elect();
    office.wait_until("2024-05-22 08:45");
    engine::Settings later = tests::settings();
    later.working_hours = rules::WorkingHours{{10 * 60}, {16 * 60}};
    const auto pause = tests::command("pause", {{"title", "A pause"},
                                                {"activities", "public-engagement"},
                                                {"from", "2024-05-25"},
                                                {"to", "2024-12-31"}});
    const auto result = engine::turn(office.state, {pause}, london("2024-05-22 08:45"), later);
    REQUIRE_FALSE(result.notices.empty());
    CHECK(result.notices.front().not_before == london("2024-05-22 10:00"));
}

TEST_CASE("a weekend, a bank holiday and Easter are waited out") {
    CHECK(sent_at("2024-06-14 17:30", "2024-06-17") == london("2024-06-17 08:30"));
    CHECK(sent_at("2024-06-15 10:00", "2024-06-17") == london("2024-06-17 08:30"));
    // Monday 6 May and Monday 27 May 2024 are bank holidays.
    CHECK(sent_at("2024-05-04 10:00", "2024-05-25") == london("2024-05-07 08:30"));
    CHECK(sent_at("2024-05-27 10:00", "2024-05-28") == london("2024-05-28 08:30"));
}

TEST_CASE("the clocks' change over a weekend leaves the start of work at 08:30 local time") {
    // Recorded on Saturday 26 October 2024 in summer time, sent on Monday in winter time.
    const auto autumn = sent_at("2024-10-26 10:00", "2024-10-27");
    CHECK(autumn == london("2024-10-28 08:30"));
    CHECK(autumn.text() == "2024-10-28T08:30:00Z");
    // Saturday 30 March 2024 is before Easter Monday, the clocks change on the 31st.
    engine::BodyView body;
    const Office office;
    const rules::Body& rules = office.state.library->bodies.front();
    body.body = &rules;
    body.zone = &tests::settings().zones.at("Europe/London");
    const auto now = london("2024-03-30 12:00");
    body.now = civil::Moment::at(now, *body.zone);
    const auto& days = office.state.library->calendars.day_sets.at(rules.working_days);
    CHECK(engine::next_working_moment(body, days, now).text() == "2024-04-02T07:30:00Z");
}

TEST_CASE("what is urgent goes out at once, at any hour, with what else there is for the person") {
    Office office;
    office.elect();
    office.wait_until("2025-04-01 00:00");  // the limit was 31 March
    const auto breaches = office.about("breached/leicestershire/plan-2024/");
    REQUIRE(breaches.size() == 1);
    CHECK(breaches.front().urgent);
    CHECK(breaches.front().not_before == london("2025-04-01 00:00"));
    CHECK(breaches.front().subject.rfind("URGENT: ", 0) == 0);
}

TEST_CASE("at a tick outside hours only what is urgent is raised; the rest waits for the morning") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "process-paper"}, {"date", "2024-06-14"}});
    office.wait_until("2024-06-17 08:29");
    CHECK(office.about("overdue/").empty());
    office.wait_until("2024-06-17 08:30");
    const auto told = office.about("overdue/");
    REQUIRE(told.size() == 1);
    CHECK(told.front().person == "ann");
    CHECK(told.front().not_before == london("2024-06-17 08:30"));
}
