// SPDX-License-Identifier: MIT
// A long story, lived once and replayed: the journal alone gives the same state and the same
// answers, at every point, with no alert told twice after a restart.
#include "tests/engine/office.hpp"

#include <set>

using namespace dutyd;
using boost::json::array;
using boost::json::object;
using tests::everything;
using tests::london;
using tests::Office;

namespace {

struct Said {
    const char* at;
    const char* verb;
    object keys;
};

object duty(const char* id) {
    return {{"matter", "plan-2024"}, {"duty", id}};
}

object with(object keys, const char* key, const char* value) {
    keys[key] = value;
    return keys;
}

/// Every kind of command at least once.
std::vector<Said> story() {
    return {
        {"2024-05-03 09:00",
         "election",
         {{"kind", "ordinary"}, {"body", "leicestershire"}, {"poll", "2024-05-02"}}},
        {"2024-05-09 10:00",
         "record",
         {{"body", "leicestershire"}, {"fact", "acceptance.delivered"}, {"value", "2024-05-09"}}},
        {"2024-05-09 10:05",
         "done",
         {{"matter", "election-2024"}, {"duty", "declaration-of-acceptance"}}},
        {"2024-05-10 09:00", "start", duty("process-paper")},
        {"2024-05-22 17:30",
         "election",
         {{"kind", "general"},
          {"poll", "2024-07-04"},
          {"pause-from", "2024-05-25"},
          {"activities", array{"public-engagement"}},
          {"authority", "guidance"}}},
        {"2024-05-24 09:00", "done", with(duty("process-paper"), "on", "2024-05-23")},
        {"2024-06-01 11:00",
         "pause",
         {{"pause", "general-election-2024"}, {"from", "2024-05-25"}, {"to", "2024-07-10"}}},
        {"2024-07-05 09:00",
         "resume",
         {{"pause", "general-election-2024"}, {"last", "2024-07-04"}}},
        {"2024-07-05 09:10", "start", duty("consult-public")},
        {"2024-08-05 09:00",
         "meeting-move",
         {{"body", "leicestershire"}, {"meeting", "panel-2024-10-28"}, {"to", "2024-10-30"}}},
        {"2024-08-06 09:00",
         "meeting-add",
         {{"body", "leicestershire"}, {"calendar", "panel"}, {"date", "2024-11-11"}}},
        {"2024-08-07 09:00",
         "meeting-cancel",
         {{"body", "leicestershire"}, {"meeting", "panel-2024-11-11"}}},
        {"2024-09-02 09:00", "done", with(duty("consult-public"), "on", "2024-08-30")},
        {"2024-09-02 09:10", "target", with(duty("issue"), "date", "2024-12-20")},
        {"2024-09-20 09:00", "done", duty("draft")},
        {"2024-09-20 09:05", "reopen", with(duty("draft"), "reason", "not yet")},
        {"2024-09-23 09:00", "done", duty("draft")},
        {"2024-09-27 09:00", "done", duty("consult-chief-constable")},
        {"2024-09-27 09:05", "waive", with(duty("plan-audit"), "reason", "done elsewhere")},
        {"2024-10-15 09:00", "done", duty("panel-papers")},
        {"2024-10-16 09:00", "done", duty("send-to-panel")},
        {"2024-10-16 09:05", "note", with(duty("send-to-panel"), "reason", "by courier")},
        {"2024-10-16 09:06", "urgency",
         with(with(duty("panel-considers"), "meeting", "panel-2024-10-28"), "reason", "agreed")},
        {"2024-11-20 09:00", "done", with(duty("panel-considers"), "on", "2024-10-30")},
        {"2024-11-21 09:00", "override",
         with(with(duty("issue"), "limit", "2025-01-31"), "authority", "an order")},
        {"2024-11-22 09:00", "override", with(duty("issue"), "authority", "an order")},
        {"2024-12-02 19:00", "done", duty("issue")},
        {"2024-12-03 09:00", "reopen", with(duty("issue"), "reason", "too soon")},
        {"2024-12-03 10:00",
         "record",
         {{"matter", "plan-2024"}, {"fact", "plan.starts"}, {"value", "2025-04-01"}}},
        {"2024-12-03 10:05", "withdraw", {{"matter", "plan-2024"}, {"fact", "plan.starts"}}},
        {"2024-12-04 09:00", "adopt", {{"matter", "plan-2024"}}},
        {"2025-04-10 09:00", "done", duty("panel-report")},
        {"2025-04-11 09:00", "done", with(duty("issue"), "by", "deputy-commissioner")},
        {"2025-04-14 09:00",
         "ack",
         {{"alert", "breached/leicestershire/plan-2024/issue/2025-03-31"},
          {"reason", "the panel was late"}}},
    };
}

const Office& lived() {
    static const Office office = [] {
        Office one;
        for (const Said& said : story()) one.say(said.at, said.verb, said.keys);
        one.wait_until("2025-05-01 09:00");
        return one;
    }();
    return office;
}

}  // namespace

TEST_CASE("replaying the whole journal gives the same answers at any moment") {
    const Office& office = lived();
    const engine::State replay = office.replayed(office.events.size());
    CHECK(replay.seq == office.state.seq);
    CHECK(replay.last_recorded_at == office.state.last_recorded_at);
    for (const std::string at : {"2024-05-03 09:00", "2024-06-15 23:59", "2024-10-29 12:00",
                                 "2025-03-31 23:59", "2025-05-01 09:00", "2029-01-01 00:00"}) {
        INFO(at);
        CHECK(everything(replay, london(at)) == everything(office.state, london(at)));
    }
}

TEST_CASE("the journal is gap-free, in time, and every prefix of it can be replayed") {
    const Office& office = lived();
    engine::State replay;
    const auto texts = office.inputs();
    for (std::size_t n = 0; n < office.events.size(); ++n) {
        REQUIRE(office.events[n].seq == n + 1);
        REQUIRE(office.events[n].recorded_at >= replay.last_recorded_at);
        const auto folded = engine::evolve(replay, office.events[n], texts);
        if (!folded) FAIL(tests::words(folded.error()));
        const auto snapshot =
            engine::take_snapshot(replay, office.events[n].recorded_at, tests::settings());
        CHECK(engine::status(snapshot).as_object().at("seq") == n + 1);
    }
}

TEST_CASE("a row that does not follow, or names what is not there, stops the replay") {
    const Office& office = lived();
    const auto texts = office.inputs();
    engine::State replay = office.replayed(10);
    const auto skipped = engine::evolve(replay, office.events[11], texts);
    REQUIRE_FALSE(skipped);
    CHECK(skipped.error().front().message.find("row 11 was expected here") != std::string::npos);
    journal::Event event = office.events[10];
    event.payload = journal::DutyDone{
        "leicestershire/plan-2030", "issue", civil::Date::of(2024, 5, 3), {}, "", ""};
    const auto unknown = engine::evolve(replay, event, texts);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().front().message ==
          "journal row 11 (duty-done): there is no matter 'leicestershire/plan-2030'");
    CHECK(replay.seq == 10);
    engine::State empty;
    const auto missing =
        engine::evolve(empty, office.events[0], [](const std::string&) { return std::nullopt; });
    REQUIRE_FALSE(missing);
    CHECK(missing.error().front().message.find("is missing") != std::string::npos);
}

TEST_CASE("no alert is raised twice while it is open, and every notice's alerts exist") {
    const Office& office = lived();
    std::set<std::string> open;
    std::set<std::string> raised;
    for (const journal::Event& event : office.events) {
        if (const auto* one = std::get_if<journal::AlertRaised>(&event.payload)) {
            INFO(one->key);
            CHECK(open.insert(one->key).second);
            raised.insert(one->key);
        }
        if (const auto* one = std::get_if<journal::AlertResolved>(&event.payload)) {
            INFO(one->key);
            CHECK(open.erase(one->key) == 1);
        }
    }
    std::set<std::string> ids;
    for (const engine::Notice& notice : office.notices) {
        CHECK(ids.insert(notice.message_id).second);
        for (const std::string& key : notice.alerts) CHECK(raised.count(key) == 1);
    }
    CHECK(tests::events_of(office.events, "notice-made") +
              tests::events_of(office.events, "digest-made") ==
          office.notices.size());
}

TEST_CASE("restarting from the journal before any command tells the same as going on") {
    Office going_on;
    const auto texts = going_on.inputs();
    engine::State folded;
    std::size_t rows = 0;
    for (const Said& said : story()) {
        for (; rows < going_on.events.size(); ++rows) {
            REQUIRE(engine::evolve(folded, going_on.events[rows], texts));
        }
        Office restarted = going_on;
        restarted.state = folded;
        restarted.take(engine::turn(restarted.state, {}, restarted.clock, tests::settings()));
        INFO(said.at << " " << said.verb);
        CHECK(restarted.events.size() == going_on.events.size());
        CHECK(restarted.notices.size() == going_on.notices.size());
        restarted.say(said.at, said.verb, said.keys);
        going_on.say(said.at, said.verb, said.keys);
        REQUIRE(restarted.events.size() == going_on.events.size());
        CHECK(restarted.notices.size() == going_on.notices.size());
        CHECK(restarted.notices.empty() == going_on.notices.empty());
        if (!restarted.notices.empty()) {
            CHECK(restarted.notices.back().text == going_on.notices.back().text);
            CHECK(restarted.notices.back().message_id == going_on.notices.back().message_id);
        }
    }
}

TEST_CASE("more ticks than needed tell nothing more") {
    Office office;
    Office restless;
    for (const Said& said : story()) {
        office.say(said.at, said.verb, said.keys);
        const civil::Instant until = london(said.at);
        while (restless.clock.seconds + 3 * 3600 + 17 * 60 < until.seconds) {
            const civil::Instant next{restless.clock.seconds + 3 * 3600 + 17 * 60};
            while (restless.wake_at && *restless.wake_at <= next) {
                restless.clock = *restless.wake_at;
                restless.take(engine::turn(restless.state, {}, restless.clock, tests::settings()));
            }
            restless.clock = next;
            restless.take(engine::turn(restless.state, {}, restless.clock, tests::settings()));
        }
        restless.say(said.at, said.verb, said.keys);
        INFO(said.at << " " << said.verb);
        REQUIRE(restless.events.size() == office.events.size());
    }
    CHECK(restless.notices.size() == office.notices.size());
}

TEST_CASE("a wake-up is never in the past and never later than the next midnight") {
    Office office;
    office.elect();
    const civil::Zone& zone = tests::settings().zones.at("Europe/London");
    for (int hours = 0; hours < 24 * 400; hours += 5) {
        const civil::Instant now{london("2024-05-03 09:00").seconds + hours * 3600};
        const auto wake = engine::turn(office.state, {}, now, tests::settings()).outlook.next();
        INFO(now.text());
        REQUIRE(wake);
        CHECK(*wake > now);
        CHECK(*wake <= zone.instant(zone.local(now).date + civil::Days{1}, civil::TimeOfDay{0}));
    }
}
