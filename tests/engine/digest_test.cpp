// SPDX-License-Identifier: MIT
// The standing digest: weekly always, daily if there is something, once a day and person, at a set
// time, whatever stops and starts.
#include "tests/engine/office.hpp"

#include <set>

using namespace dutyd;
using tests::london;
using tests::Office;

namespace {

/// The digests in an office's journal, as "day person".
std::vector<std::string> digests(const Office& office) {
    std::vector<std::string> list;
    for (const auto& event : office.events) {
        const auto* made = std::get_if<journal::DigestMade>(&event.payload);
        if (made != nullptr) list.push_back(made->day.iso() + " " + made->person);
    }
    return list;
}

std::vector<std::string> of(const std::vector<std::string>& list, const std::string& person) {
    std::vector<std::string> days;
    for (const std::string& one : list) {
        if (one.substr(11) == person) days.push_back(one.substr(0, 10));
    }
    return days;
}

const engine::Notice& notice_of(const Office& office, const std::string& day,
                                const std::string& person) {
    for (const auto& event : office.events) {
        const auto* made = std::get_if<journal::DigestMade>(&event.payload);
        if (made == nullptr || made->person != person || made->day.iso() != day) continue;
        for (const auto& notice : office.notices) {
            if (notice.message_id == made->notice) return notice;
        }
    }
    FAIL("no digest for " << person << " on " << day);
    return office.notices.front();
}

Office quiet_office(const std::string& starts) {
    return Office(starts);
}

}  // namespace

TEST_CASE("an office in which nothing happens hears every Monday that all is quiet") {
    Office office = quiet_office("2023-01-04 09:00");
    office.wait_until("2023-01-31 23:00");
    // The first Monday is the 9th.
    const std::vector<std::string> mondays{"2023-01-09", "2023-01-16", "2023-01-23", "2023-01-30"};
    CHECK(of(digests(office), "ann") == mondays);
    CHECK(of(digests(office), "dev") == mondays);
    const auto& digest = notice_of(office, "2023-01-16", "dev");
    CHECK(digest.subject.rfind("All quiet: ", 0) == 0);
    CHECK(digest.not_before == london("2023-01-16 08:30"));
    CHECK(digest.text.rfind("All quiet: ", 0) == 0);
    CHECK_FALSE(digest.urgent);
}

TEST_CASE("when Monday is a bank holiday the weekly digest goes out on the next working day") {
    Office office = quiet_office("2023-12-13 09:00");
    office.wait_until("2024-01-09 12:00");
    // Christmas Day 2023 and New Year's Day 2024 are Mondays, Boxing Day a Tuesday.
    CHECK(of(digests(office), "dev") ==
          std::vector<std::string>{"2023-12-18", "2023-12-27", "2024-01-02", "2024-01-08"});
}

TEST_CASE("a daemon that was down over the weekly day sends it once it is up, and once only") {
    Office office = quiet_office("2023-01-04 09:00");
    office.clock = london("2023-01-17 11:20");
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    CHECK(of(digests(office), "dev") == std::vector<std::string>{"2023-01-17"});
    office.state = office.replayed(office.events.size());
    office.take(engine::turn(office.state, {}, office.clock, tests::settings()));
    office.wait_until("2023-01-23 12:00");
    CHECK(of(digests(office), "dev") == std::vector<std::string>{"2023-01-17", "2023-01-23"});
}

TEST_CASE("reminders well ahead of a limit come in the digest; the last is a message of its own") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "consult-public"}, {"date", "2024-12-31"}});
    office.wait_until("2025-03-28 12:00");
    const std::string lead = "lead/leicestershire/plan-2024/issue/limit-2025-03-31/";
    std::map<std::string, std::vector<std::string>> carried;
    std::set<std::string> in_digests;
    for (const auto& event : office.events) {
        if (const auto* made = std::get_if<journal::DigestMade>(&event.payload)) {
            in_digests.insert(made->notice);
        }
    }
    for (const auto& notice : office.about(lead)) {
        for (const auto& key : notice.alerts) {
            if (key.rfind(lead, 0) != 0) continue;
            carried[key.substr(lead.size())].push_back(
                in_digests.count(notice.message_id) > 0 ? "digest" : "message");
        }
    }
    for (const std::string rung : {"20", "10", "5"}) {
        INFO(rung);
        CHECK(carried[rung] == std::vector<std::string>{"digest"});
    }
    CHECK(carried["1"] == std::vector<std::string>{"message"});
}

TEST_CASE("whoever is away gets no digest, and their deputy gets what was theirs") {
    Office office = quiet_office("2023-01-04 09:00");
    office.say(
        "2023-01-11 09:00", "absence",
        {{"person", "dev"}, {"from", "2023-01-12"}, {"to", "2023-01-24"}, {"deputy", "cat"}});
    office.wait_until("2023-01-31 12:00");
    CHECK(of(digests(office), "dev") ==
          std::vector<std::string>{"2023-01-09", "2023-01-25", "2023-01-30"});
}

TEST_CASE("the day and the time of the digest are the body's") {
    auto files = tests::files_of({"leicestershire"});
    for (rules::SourceFile& file : files) {
        const auto where = file.text.find("fallback-role");
        if (file.path != "bodies/leicestershire.toml") continue;
        file.text.insert(where, "digest-day = \"thursday\"\ndigest-time = \"10:15\"\n");
    }
    Office office(std::move(files), "2023-01-04 09:00");
    office.wait_until("2023-01-12 12:00");
    const auto& digest = notice_of(office, "2023-01-05", "dev");
    CHECK(digest.not_before == london("2023-01-05 10:15"));
    notice_of(office, "2023-01-12", "dev");
}

TEST_CASE("what a letter tells now is not a reminder in the same message") {
    Office office("2026-08-24 09:30");
    office.say("2026-08-24 09:30", "pause",
               {{"title", "Pre-election period"},
                {"from", "2028-04-15"},
                {"to", "2028-06-24"},
                {"activities", "public-engagement"},
                {"body", "leicestershire"}});
    office.say("2026-08-24 09:30", "done",
               {{"matter", "leicestershire/plan-2028"}, {"duty", "issue"}});
    office.say("2026-08-24 09:30", "resume", {{"pause", "pre-election-period-2028"}});
    office.wait_until("2026-10-05 09:00");  // time passes, and what follows the plan drifts
    REQUIRE_FALSE(office.notices.empty());
    for (const auto& notice : office.notices) {
        INFO(notice.subject);
        const std::set<std::string> once(notice.alerts.begin(), notice.alerts.end());
        CHECK(once.size() == notice.alerts.size());
    }
}

TEST_CASE("a move back is told when it comes about, and not again in the next digest") {
    Office office;
    office.elect();
    office.say("2024-05-22 09:00", "pause",
               {{"title", "General election"},
                {"activities", "public-engagement"},
                {"from", "2024-05-25"},
                {"to", "2024-07-04"}});
    office.say("2024-05-28 16:00", "resume", {{"pause", "general-election-2024"}});
    const auto moves = office.open("recovered/");
    REQUIRE(moves.size() == 1);
    CHECK(office.state.alerts.at(moves.front()).severity == "information");
    office.wait_until("2024-05-30 12:00");
    std::map<std::string, int> told;
    for (const auto& notice : office.about("recovered/")) ++told[notice.person];
    CHECK_FALSE(told.empty());
    for (const auto& [person, times] : told) CHECK(times == 1);
}
