// SPDX-License-Identifier: MIT
// A turn looks at the bodies its events touch and at those whose moment has come. The office of
// these tests compares every such turn with one that looks everywhere; here are several bodies that
// share people, so that there is something to overlook.
#include "lib/engine/agenda.hpp"
#include "lib/engine/look.hpp"
#include "tests/engine/office.hpp"

#include <algorithm>

using namespace dutyd;
using tests::Office;

namespace {

/// Two offices, each with an election, and one person with a post in both.
Office two_offices() {
    Office office("2024-05-03 09:00", {"leicestershire", "dyfed-powys"});
    std::vector<journal::PeopleAdopted::Holder> holders;
    for (const rules::Body& body : office.state.library->bodies) {
        for (const rules::Role& role : body.roles) {
            const bool shared = role.id == "chief-finance-officer";
            holders.push_back({body.id, role.id, shared ? "shared" : body.id.substr(0, 4)});
        }
    }
    office.take(engine::adopt_people(office.state, holders, office.clock, tests::settings()));
    office.say("2024-05-03 09:00", "election", {{"kind", "ordinary"}, {"poll", "2024-05-02"}});
    return office;
}

/// Before work begins one office has a day to account for, and the other has just recorded.
Office two_offices_at_night() {
    Office office = two_offices();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "leicestershire/plan-2024"},
                {"duty", "process-paper"},
                {"date", "2024-06-13"}});
    office.say("2024-06-14 05:00", "start",
               {{"matter", "dyfed-powys/plan-2024"}, {"duty", "draft"}});
    return office;
}

}  // namespace

TEST_CASE("a story of two offices is the same whether a turn looks everywhere or where it must") {
    Office office = two_offices();
    office.say("2024-05-20 09:00", "done",
               {{"matter", "leicestershire/plan-2024"}, {"duty", "process-paper"}});
    office.say("2024-05-22 18:00", "pause",
               {{"title", "General election"},
                {"activities", "public-engagement"},
                {"from", "2024-05-25"},
                {"to", "2024-07-04"}});
    office.say("2024-06-20 21:00", "target",
               {{"matter", "dyfed-powys/plan-2024"}, {"duty", "draft"}, {"date", "2024-06-28"}});
    office.say("2024-07-01 09:00", "absence",
               {{"person", "shared"}, {"from", "2024-07-02"}, {"deputy", "leic"}});
    office.say(
        "2024-07-20 21:00", "note",
        {{"matter", "leicestershire/plan-2024"}, {"duty", "draft"}, {"reason", "half done"}});
    office.wait_until("2024-10-15 12:00");
    CHECK(office.open("").size() > 2);
}

TEST_CASE("who is back after the digest's hour gets it at once, wherever a turn looks") {
    Office office = two_offices();
    office.say("2024-05-10 12:00", "absence",
               {{"person", "shared"}, {"from", "2024-05-13"}, {"to", "2024-05-17"}});
    office.wait_until("2024-05-13 11:00");
    office.notices.clear();
    office.say("2024-05-13 11:00", "absence",
               {{"person", "shared"}, {"from", "2024-05-13"}, {"to", "2024-05-12"}});
    const auto told = std::count_if(office.notices.begin(), office.notices.end(),
                                    [](const auto& notice) { return notice.person == "shared"; });
    CHECK(told == 1);
}

TEST_CASE("at night one office's business is no occasion to tell another what waits for morning") {
    Office office = two_offices_at_night();
    CHECK(office.about("overdue/leicestershire").empty());
    office.wait_until("2024-06-14 08:30");
    CHECK(office.about("overdue/leicestershire").size() == 1);
}

TEST_CASE("an outlook knows each body's own next moment, and the first of all") {
    const Office office = two_offices();
    REQUIRE(office.outlook);
    const auto midnight = tests::london("2024-05-04 00:00");
    CHECK(office.outlook->next() == midnight);
    CHECK(office.outlook->due(tests::london("2024-05-03 23:59")).empty());
    CHECK(office.outlook->due(midnight) == std::set<std::string>{"dyfed-powys", "leicestershire"});
}

TEST_CASE("a snapshot taken over from what turns have seen is the one from scratch") {
    const Office office = two_offices_at_night();
    for (const char* when : {"2024-06-14 05:00", "2024-06-14 17:00", "2024-06-15 00:00"}) {
        const auto now = tests::london(when);
        CHECK(tests::everything(engine::take_snapshot({office.state, now, tests::settings()},
                                                      &*office.outlook)) ==
              tests::everything(office.state, now));
    }
}

TEST_CASE("the first page of what is coming needs only the matters that are on it") {
    const Office office = two_offices();
    engine::UpcomingFilter filter;
    filter.limit = 3;
    const auto page = engine::first_page({office.state, office.clock, tests::settings()},
                                         *office.outlook, filter);
    CHECK_FALSE(page.sight.everybody);
    CHECK(page.sight.matters.size() <= 3);
    for (const char* body : {"", "leicestershire"}) {
        filter.body = body;
        const auto here = engine::first_page({office.state, office.clock, tests::settings()},
                                             *office.outlook, filter);
        const auto seen =
            engine::take_snapshot(office.state, office.clock, tests::settings(), here.sight);
        CHECK(engine::upcoming(seen, filter, here.found) ==
              engine::upcoming(office.snapshot(), filter));
        const auto taken_over = engine::take_snapshot(
            {office.state, office.clock, tests::settings()}, &*office.outlook, here.sight);
        CHECK(engine::upcoming(taken_over, filter, here.found) ==
              engine::upcoming(seen, filter, here.found));
    }
}
