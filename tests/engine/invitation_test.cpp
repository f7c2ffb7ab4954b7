// SPDX-License-Identifier: MIT
// Calendar invitations: only for whoever asked, once a date, again when it moves, taken back when
// it falls away; the UID stays and the sequence rises.
#include "tests/engine/office.hpp"

using namespace dutyd;
using alert::Invitation;
using boost::json::object;
using tests::london;
using tests::Office;

namespace {

/// An office whose chief executive lives in her calendar.
class Diary {
public:
    Diary() {
        settings_.calendar_people = {"ann"};
        office.elect();
        for (const std::string duty : {"process-paper", "consult-public", "draft",
                                       "consult-chief-constable", "plan-audit", "panel-papers"}) {
            office.done("2024-08-01 09:00", duty);
        }
    }

    Office office;

    /// The invitations that go out when this is said, or when the time comes.
    std::vector<Invitation> at(const std::string& time, const std::string& verb = "",
                               object keys = {}) {
        std::vector<engine::Command> commands;
        if (!verb.empty()) commands.push_back(tests::command(verb, std::move(keys)));
        office.clock = london(time);
        auto result = engine::turn(office.state, commands, office.clock, settings_);
        std::vector<Invitation> sent;
        for (const engine::Notice& notice : result.notices) {
            if (!notice.invitation) continue;
            CHECK(notice.person == "ann");
            CHECK_FALSE(notice.subject.empty());
            sent.push_back(*notice.invitation);
        }
        office.take(std::move(result));
        return sent;
    }

private:
    engine::Settings settings_ = tests::settings();
};

const Invitation* of(const std::vector<Invitation>& sent, const std::string& summary) {
    for (const Invitation& one : sent) {
        if (one.summary.find(summary) != std::string::npos) return &one;
    }
    return nullptr;
}

const std::string item = "The panel considers";

}  // namespace

TEST_CASE("whoever asked is invited to the meeting once, again when it moves, and not when done") {
    Diary diary;
    const auto first = diary.at("2024-08-05 09:00");
    const Invitation* panel = of(first, item);
    REQUIRE(panel != nullptr);
    CHECK(panel->method == Invitation::Method::request);
    CHECK(panel->day.iso() == "2024-09-23");
    CHECK(panel->sequence == 0);
    const std::string uid = panel->uid;
    CHECK(of(diary.at("2024-08-06 09:00"), item) == nullptr);

    const auto moved = diary.at("2024-08-07 09:00", "meeting-move",
                                {{"body", "leicestershire"},
                                 {"meeting", "panel-2024-09-23"},
                                 {"to", "2024-09-30"},
                                 {"time", "10:00"}});
    const Invitation* again = of(moved, item);
    REQUIRE(again != nullptr);
    CHECK(again->uid == uid);
    CHECK(again->sequence == 1);
    CHECK(again->day.iso() == "2024-09-30");
    CHECK(again->begins == london("2024-09-30 10:00"));
    CHECK(of(diary.at("2024-08-08 09:00"), item) == nullptr);
}

TEST_CASE("what falls away is taken back, and a restart sends nothing twice") {
    Diary diary;
    const auto first = diary.at("2024-08-05 09:00");
    REQUIRE(of(first, item) != nullptr);
    diary.office.state = diary.office.replayed(diary.office.events.size());
    CHECK(diary.at("2024-08-05 09:30").empty());
    const auto gone = diary.at(
        "2024-08-06 09:00", "waive",
        {{"matter", "plan-2024"}, {"duty", "panel-considers"}, {"reason", "the panel declined"}});
    const Invitation* cancelled = of(gone, item);
    REQUIRE(cancelled != nullptr);
    CHECK(cancelled->method == Invitation::Method::cancel);
    CHECK(cancelled->uid == of(first, item)->uid);
    CHECK(cancelled->sequence == 1);
    CHECK(of(diary.at("2024-08-07 09:00"), item) == nullptr);
}

TEST_CASE("nobody is invited who did not ask, nor at night") {
    Diary diary;
    CHECK(diary.at("2024-08-05 22:00").empty());
    Office office;
    office.elect();
    office.wait_until("2024-09-30 12:00");
    for (const engine::Notice& notice : office.notices) CHECK_FALSE(notice.invitation.has_value());
}
