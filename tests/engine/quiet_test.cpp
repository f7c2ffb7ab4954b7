// SPDX-License-Identifier: MIT
// Recurring matters are open two years ahead, and yet an office hears only of what is near: a quiet
// week brings nothing but its digest.
#include "tests/engine/packs.hpp"

#include <boost/json/array.hpp>

using namespace dutyd;
using tests::duty;
using tests::fact;
using tests::Office;
using tests::procedure;
using Keys = std::vector<std::string>;

namespace {

std::string each_month(const std::string& id, const std::string& duties) {
    return procedure(id, "opens = \"for each month as the.month\"\nmatter = \"" + id + "-{month}\"",
                     fact("the.month", "kind = \"period\"") +
                         fact("spend.total", "kind = \"yes-no\"") + fact("report.received") +
                         duties);
}

/// Three procedures a month for two years and more: seventy-five matters.
Office busy_office(const std::string& starts) {
    const std::string publish =
        duty("collect") + duty("publish",
                               "after = [\"collect\"]\nwhen = \"spend.total = yes\"\n"
                               "limit = \"20 days after last day of the.month\"");
    const std::string respond =
        duty("respond", "limit = \"1 month after report.received\"") +
        duty("send", "after = [\"respond\"]\nlimit = \"10 days after report.received\"");
    const std::string item =
        duty("prepare") +
        "\n[[duty]]\nid = \"item\"\ntitle = \"item\"\nbearer = \"panel\"\nowner = "
        "\"chief-executive\"\nlaw = [{ cite = \"Act s.1\", verified = \"text\" }]\n"
        "after = [\"prepare\"]\nmeeting = { calendar = \"panel\" }\n"
        "limit = \"3 months after last day of the.month\"\n";
    return Office(tests::files_with({"leicestershire"}, tests::small_pack(),
                                    {{"spending", each_month("spending", publish)},
                                     {"replies", each_month("replies", respond)},
                                     {"items", each_month("items", item)}}),
                  starts);
}

std::size_t told(const Office& office) {
    std::size_t count = 0;
    for (const engine::Notice& notice : office.notices) count += notice.alerts.empty() ? 0 : 1;
    return count;
}

}  // namespace

TEST_CASE("a week in which nothing is near brings no notice, however many matters are open") {
    Office office = busy_office("2026-06-01 09:00");
    CHECK(office.state.matters.size() == 75);
    const auto before = told(office);
    office.wait_until("2026-06-08 09:00");
    for (const engine::Notice& notice : office.notices) INFO(notice.subject);
    CHECK(told(office) == before);
    CHECK(office.open("").empty());
}

TEST_CASE("a fact is asked for when its duty's limit is near, and not for the months to come") {
    Office office = busy_office("2026-06-01 09:00");
    // Published by 20 July for June; the first reminder is due 20 working days before.
    office.wait_until("2026-06-22 08:00");
    CHECK(office.open("missing-fact/leicestershire/spending-").empty());
    office.wait_until("2026-06-22 09:00");
    CHECK(office.open("missing-fact/leicestershire/spending-") ==
          Keys{"missing-fact/leicestershire/spending-2026-06/spend.total"});
    office.say("2026-06-22 10:00", "record",
               {{"matter", "spending-2026-06"}, {"fact", "spend.total"}, {"value", "yes"}});
    CHECK(office.open("missing-fact/leicestershire/spending-").empty());
}

TEST_CASE("a fact that a begun matter has no date without is asked for, once it has been running") {
    Office office = busy_office("2026-06-01 09:00");
    office.wait_until("2026-06-12 09:00");
    CHECK(office.open("missing-fact/leicestershire/replies-").empty());
    office.wait_until("2026-06-15 09:00");
    CHECK(office.open("missing-fact/leicestershire/replies-") ==
          Keys{"missing-fact/leicestershire/replies-2026-06/report.received"});
}

TEST_CASE("what waits for another duty is asked for once that is done, however far its limit") {
    const auto review = procedure(
        "review", "opens = \"by hand\"\nmatter = \"review-{date}\"",
        fact("text.differs", "kind = \"yes-no\"") + duty("draft") +
            duty("again",
                 "after = [\"draft\"]\nwhen = \"text.differs = yes\"\nlimit = \"2027-03-31\""));
    Office office(tests::files_with({"leicestershire"}, tests::small_pack(), {{"review", review}}),
                  "2026-06-01 09:00");
    office.say("2026-06-01 09:00", "open", {{"body", "leicestershire"}, {"procedure", "review"}});
    office.wait_until("2026-07-01 09:00");
    CHECK(office.open("missing-fact/").empty());
    office.say("2026-07-01 10:00", "done", {{"matter", "review-2026-06-01"}, {"duty", "draft"}});
    CHECK(office.open("missing-fact/").size() == 1);
}

TEST_CASE("nobody is asked for what the law takes, what another duty says, or what never ends") {
    const auto text =
        procedure("review", "opens = \"by hand\"\nmatter = \"review-{date}\"",
                  fact("a.day", "[[fact.derived]]\nwhen = \"b.day is known\"\nis = \"b.day\"") +
                      fact("b.day") + fact("done.day", "duty = \"first\"") + duty("first") +
                      duty("second", "limit = \"a.day\"") +
                      duty("third", "limit = \"3 days after done.day\"") +
                      duty("regard", "kind = \"continuous\"\nwhen = \"b.day is known\""));
    Office office(tests::files_with({"leicestershire"}, tests::small_pack(), {{"review", text}}),
                  "2026-06-01 09:00");
    office.say("2026-06-01 09:00", "open", {{"body", "leicestershire"}, {"procedure", "review"}});
    office.wait_until("2026-07-01 09:00");
    CHECK(office.open("missing-fact/").empty());
}

TEST_CASE("a meeting is missed sixty working days before the last day for its item, not before") {
    Office office = busy_office("2026-06-01 09:00");
    office.wait_until("2026-07-06 09:00");
    CHECK(office.open("no-meeting/").empty());
    office.wait_until("2026-07-08 09:00");  // 30 September is the last day for June's
    CHECK(office.open("no-meeting/") == Keys{"no-meeting/leicestershire/items-2026-06/item"});
}

TEST_CASE("a limit that had passed before dutyd was there is asked about, not called a breach") {
    const auto accounts =
        procedure("accounts",
                  "opens = \"for each financial year as accounts.year\"\n"
                  "matter = \"accounts-{financial-year}\"\nruns-on = \"12 months\"",
                  fact("accounts.year", "kind = \"period\"") +
                      duty("publish", "limit = \"2 months after last day of accounts.year\""));
    Office office(
        tests::files_with({"leicestershire"}, tests::small_pack(), {{"accounts", accounts}}),
        "2026-11-23 09:00");
    CHECK(office.open("breached/").empty());
    CHECK(office.open("unrecorded/") ==
          Keys{"unrecorded/leicestershire/accounts-2025-26/publish/limit-2026-05-31"});
    office.say("2026-11-23 10:00", "done",
               {{"matter", "accounts-2025-26"}, {"duty", "publish"}, {"on", "2026-05-29"}});
    CHECK(office.open("").empty());
    office.say("2026-11-23 11:00", "reopen",
               {{"matter", "accounts-2025-26"}, {"duty", "publish"}, {"reason", "it was later"}});
    office.say("2026-11-23 11:05", "done",
               {{"matter", "accounts-2025-26"}, {"duty", "publish"}, {"on", "2026-06-15"}});
    CHECK(office.open("breached/").size() == 1);
}
