// SPDX-License-Identifier: MIT
// Commands that are refused: each says what is wrong and what to do, and leaves nothing behind.
#include "lib/base/text.hpp"
#include "tests/engine/packs.hpp"

using namespace dutyd;
using boost::json::array;
using boost::json::object;
using tests::Office;

namespace {

const std::string now = "2024-05-20 09:00";

Office elected_office() {
    Office office;
    office.elect();
    office.wait_until(now);
    return office;
}

}  // namespace

TEST_CASE("names that are not there come with the nearest one or with all there are") {
    Office office = elected_office();
    CHECK(office.refused(now, "start", {{"matter", "plan-2025"}, {"duty", "draft"}}) ==
          "there is no matter 'plan-2025' (did you mean 'plan-2024'?)");
    CHECK(office.refused(now, "start", {{"matter", "xyz"}, {"duty", "draft"}}) ==
          "there is no matter 'xyz' (there are: election-2024, plan-2024)");
    CHECK(office.refused(now, "done", {{"matter", "plan-2024"}, {"duty", "isue"}}) ==
          "there is no duty 'isue' in leicestershire/plan-2024 (did you mean 'issue'?)");
    CHECK(office.refused(
              now, "meeting-add",
              {{"body", "leicestershir"}, {"calendar", "panel"}, {"date", "2024-11-01"}}) ==
          "there is no body 'leicestershir' (did you mean 'leicestershire'?)");
    CHECK(office.refused(
              now, "meeting-add",
              {{"body", "leicestershire"}, {"calendar", "pannel"}, {"date", "2024-11-01"}}) ==
          "leicestershire has no meeting calendar 'pannel' (did you mean 'panel'?)");
    CHECK(office.refused(now, "open", {{"body", "leicestershire"}, {"procedure", "police-plan"}}) ==
          "leicestershire has no procedure 'police-plan' (there are: ordinary-election, "
          "police-and-crime-plan)");
    CHECK(office.refused(
              now, "record",
              {{"matter", "plan-2024"}, {"fact", "plan.start"}, {"value", "2024-05-01"}}) ==
          "no procedure here reads a fact 'plan.start' (did you mean 'plan.starts'?)");
    CHECK(office.refused(now, "resume", {{"pause", "x"}}) == "there is no pause 'x'");
    CHECK(office.refused(now, "ack", {{"alert", "x"}, {"reason", "r"}}) ==
          "there is no alert 'x' (dutyctl alerts lists them by key)");
}

TEST_CASE("meetings that are not there, or no longer, or there already") {
    Office office = elected_office();
    const object cancel{{"body", "leicestershire"}, {"meeting", "panel-2024-12-02"}};
    CHECK(office.refused(now, "meeting-cancel",
                         {{"body", "leicestershire"}, {"meeting", "panel-2024-12-03"}}) ==
          "leicestershire has no meeting 'panel-2024-12-03' (did you mean 'panel-2024-12-02'?)");
    CHECK(office.refused(
              now, "meeting-add",
              {{"body", "leicestershire"}, {"calendar", "panel"}, {"date", "2024-12-02"}}) ==
          "the panel meets on 2024-12-02 already");
    office.say(now, "meeting-cancel", cancel);
    CHECK(office.refused(now, "meeting-cancel", cancel) ==
          "the meeting 'panel-2024-12-02' is cancelled");
    CHECK(office.refused(now, "urgency",
                         {{"matter", "plan-2024"},
                          {"duty", "panel-considers"},
                          {"meeting", "panel-2024-12-02"},
                          {"reason", "r"}}) ==
          "there is no meeting 'panel-2024-12-02' (dutyctl upcoming shows the meetings by id)");
    CHECK(office.say(now, "meeting-add",
                     {{"body", "leicestershire"}, {"calendar", "panel"}, {"date", "2024-12-02"}}) ==
          std::vector<std::string>{"meeting panel-2024-12-02 added"});
}

TEST_CASE("what has not happened, happened already or was waived cannot be recorded done") {
    Office office = elected_office();
    const object draft{{"matter", "plan-2024"}, {"duty", "draft"}};
    CHECK(
        office.refused(now, "done",
                       {{"matter", "plan-2024"}, {"duty", "draft"}, {"on", "2024-05-21"}}) ==
        "2024-05-21 has not come yet (record what has happened; for a plan set a target instead)");
    CHECK(
        office.refused(now, "start",
                       {{"matter", "plan-2024"}, {"duty", "draft"}, {"on", "2024-05-21"}}) ==
        "2024-05-21 has not come yet (record what has happened; for a plan set a target instead)");
    CHECK(office.refused(now, "reopen", draft) == "'draft' is not done, so it cannot be reopened");
    office.done(now, "draft", "2024-05-20");
    const std::string twice =
        "'draft' is already recorded as done on 2024-05-20 (to correct it: dutyctl reopen "
        "leicestershire/plan-2024/draft and record it again)";
    CHECK(office.refused(now, "done", draft) == twice);
    CHECK(office.refused(now, "start", draft) == twice);
    CHECK(office.refused(now, "waive",
                         {{"matter", "plan-2024"}, {"duty", "draft"}, {"reason", "r"}}) == twice);
    office.say(now, "waive", {{"matter", "plan-2024"}, {"duty", "plan-audit"}, {"reason", "r"}});
    CHECK(office.refused(now, "done", {{"matter", "plan-2024"}, {"duty", "plan-audit"}}) ==
          "'plan-audit' has been waived (reopen it before recording it done)");
    office.say(now, "reopen", {{"matter", "plan-2024"}, {"duty", "plan-audit"}});
    office.done(now, "plan-audit");
}

TEST_CASE("waiving, urgency, notes and acknowledgements need a reason, an override an authority") {
    Office office = elected_office();
    const std::string reason = " (add --reason \"...\")";
    CHECK(office.refused(now, "waive", {{"matter", "plan-2024"}, {"duty", "draft"}}) ==
          "a reason is needed to waive a duty" + reason);
    CHECK(office.refused(now, "urgency",
                         {{"matter", "plan-2024"},
                          {"duty", "panel-considers"},
                          {"meeting", "panel-2024-09-23"}}) ==
          "a reason is needed for a chair's urgency" + reason);
    CHECK(office.refused(now, "urgency",
                         {{"matter", "plan-2024"},
                          {"duty", "draft"},
                          {"meeting", "panel-2024-09-23"},
                          {"reason", "r"}}) == "'draft' is not taken at a meeting");
    CHECK(office.refused(now, "note", {{"matter", "plan-2024"}}) ==
          "a reason is needed as the text of the note" + reason);
    CHECK(
        office.refused(now, "override",
                       {{"matter", "plan-2024"}, {"duty", "issue"}, {"limit", "2025-05-30"}}) ==
        "a limit is law: only an authority can fix another date (name it: --authority \"High Court "
        "order of 3 March 2025\")");
}

TEST_CASE("facts are refused in the wrong place or shape") {
    Office office = elected_office();
    const auto refused = [&](object keys) {
        return office.refused(now, "record", std::move(keys));
    };
    CHECK(refused({{"fact", "plan.starts"}, {"value", "2024-05-01"}}) ==
          "'plan.starts' belongs to one matter (say which: --matter plan-2024)");
    CHECK(refused({{"matter", "plan-2024"}, {"fact", "plan.issued"}, {"value", "2024-05-01"}}) ==
          "'plan.issued' is the day 'issue' is done (record the duty itself: dutyctl done "
          "MATTER/issue --on DATE)");
    CHECK(refused(
              {{"matter", "plan-2024"}, {"fact", "plan.differs-from-draft"}, {"value", "maybe"}}) ==
          "'maybe' is neither yes nor no (plan.differs-from-draft is answered with yes or no)");
    CHECK(refused({{"matter", "plan-2024"}, {"fact", "election.kind"}, {"value", "general"}}) ==
          "election.kind may not be 'general' (it is one of: ordinary, by-election)");
    CHECK(refused(
              {{"matter", "plan-2024"}, {"fact", "plan.starts"}, {"value", "2024-05-01x16:00"}}) ==
          "'2024-05-01x16:00' is not a date (write 2024-05-02 or 2024-05-02 16:00)");
    CHECK(refused({{"fact", "acceptance.delivered"}, {"value", "2024-05-09"}}) ==
          "'acceptance.delivered' belongs to one body (say which: --body leicestershire)");
    CHECK(office.refused(now, "withdraw", {{"matter", "plan-2024"}, {"fact", "plan.starts"}}) ==
          "'plan.starts' is not recorded here (dutyctl show MATTER lists what is)");
}

TEST_CASE("opening by hand tells everything that is missing or wrong at once") {
    Office office = elected_office();
    const auto refused = [&](object keys) { return office.refused(now, "open", std::move(keys)); };
    CHECK(refused({{"body", "leicestershire"},
                   {"procedure", "police-and-crime-plan"},
                   {"facts", object{{"election.pole", "2028-05-04"}, {"election.kind", "x"}}}}) ==
          "election.kind: election.kind may not be 'x' (it is one of: ordinary, by-election); no "
          "procedure here reads a fact 'election.pole' (did you mean 'election.poll'?); "
          "'election.poll' must be given: Day of the poll");
    CHECK(
        refused(
            {{"body", "leicestershire"},
             {"procedure", "police-and-crime-plan"},
             {"facts", object{{"election.poll", "2024-05-02"}, {"election.kind", "ordinary"}}}}) ==
        "'leicestershire/plan-2024' is open already (to open another, give it a name of its own)");
    CHECK(refused({{"body", "leicestershire"},
                   {"procedure", "police-and-crime-plan"},
                   {"matter", "other/plan"},
                   {"facts",
                    object{{"election.poll", "2028-05-04"}, {"election.kind", "ordinary"}}}}) ==
          "'other/plan' cannot name a matter (use small letters, digits and hyphens, as in "
          "plan-2024)");
}

TEST_CASE("the only body need not be named, one of several must") {
    Office office = elected_office();
    office.say(now, "meeting-add", {{"calendar", "panel"}, {"date", "2024-11-18"}});
    office.say(now, "meeting-move", {{"meeting", "panel-2024-11-18"}, {"to", "2024-11-19"}});
    office.say(now, "meeting-cancel", {{"meeting", "panel-2024-11-18"}});
    CHECK(office.state.meetings.at("leicestershire/panel-2024-11-18").cancelled);
    office.say(now, "open",
               {{"procedure", "police-and-crime-plan"},
                {"facts", object{{"election.poll", "2020-05-07"}, {"election.kind", "ordinary"}}}});
    CHECK(office.state.matters.count("leicestershire/plan-2020") == 1);

    Office both(now, {"dyfed-powys", "leicestershire"});
    CHECK(both.refused(now, "meeting-add", {{"calendar", "panel"}, {"date", "2024-11-18"}}) ==
          "which body is meant? (there are: dyfed-powys, leicestershire)");
}

TEST_CASE("pauses that cannot be") {
    Office office = elected_office();
    const auto refused = [&](object keys) { return office.refused(now, "pause", std::move(keys)); };
    CHECK(refused({{"title", "t"}, {"from", "2024-06-10"}, {"to", "2024-06-01"}}) ==
          "the pause would end on 2024-06-01, before it begins on 2024-06-10");
    CHECK(refused({{"from", "2024-06-10"}, {"activities", "publication"}}) ==
          "'title' is missing (say why the work pauses)");
    std::vector<std::string> activities;
    for (const rules::Pack& pack : office.state.library->packs) {
        for (const rules::Activity& one : pack.activities) activities.push_back(one.id);
    }
    const std::string all = "the activities are: " + join(activities, ", ");
    CHECK(refused({{"title", "t"}, {"from", "2024-06-10"}}) ==
          "a pause must say which activities it suspends (" + all + ")");
    CHECK(
        refused(
            {{"title", "t"}, {"from", "2024-06-10"}, {"activities", array{"publicatoin", "x"}}}) ==
        "there is no activity 'publicatoin' (did you mean 'publication'?); there is no activity "
        "'x' (" +
            all + ")");
    CHECK(refused({{"title", "t"}, {"body", "xyz"}, {"from", "2024-06-10"}}) ==
          "there is no body 'xyz' (there are: leicestershire)");
}

TEST_CASE("a pause that is over cannot be made longer by resuming") {
    Office office = elected_office();
    office.say(now, "pause",
               {{"title", "Audit"},
                {"body", "leicestershire"},
                {"activities", "publication"},
                {"from", "2024-05-21"},
                {"to", "2024-05-24"}});
    CHECK(office.refused("2024-06-10 09:00", "resume", {{"pause", "audit-2024"}}) ==
          "the pause 'audit-2024' has ended on 2024-05-24 (to make it longer: dutyctl pause with "
          "another end)");
    CHECK(office.state.pauses.at("audit-2024").days.last == civil::Date::of(2024, 5, 24));
}

TEST_CASE("elections of no known kind, of nobody, or with half a pause") {
    Office office = elected_office();
    CHECK(office.refused(now, "election", {{"kind", "ordinry"}, {"poll", "2028-05-04"}}) ==
          "'ordinry' is not a kind of election (it is one of: ordinary, by-election, general, "
          "local)");
    CHECK(office.refused(now, "election",
                         {{"kind", "ordinary"}, {"body", "x"}, {"poll", "2028-05-04"}}) ==
          "there is no body 'x' (there are: leicestershire)");
    CHECK(
        office.refused(now, "election",
                       {{"kind", "general"}, {"poll", "2024-07-04"}, {"pause-to", "2024-07-04"}}) ==
        "the pause has an end but no beginning (add --pause-from)");
    CHECK(office
              .refused(now, "election",
                       {{"kind", "general"},
                        {"poll", "2024-07-04"},
                        {"pause-from", "2024-05-25"},
                        {"activities", "singing"}})
              .rfind("there is no activity 'singing'", 0) == 0);
}

TEST_CASE("an acknowledgement runs until a day to come") {
    Office office = elected_office();
    office.wait_until("2025-01-20 09:00");
    const auto keys = office.open("");
    REQUIRE_FALSE(keys.empty());
    CHECK(office.refused("2025-01-20 09:00", "ack",
                         {{"alert", keys.front()}, {"reason", "r"}, {"until", "2025-01-19"}}) ==
          "2025-01-19 is past (an acknowledgement runs until a day to come)");
    CHECK(office.refused("2025-01-20 09:00", "ack", {{"alert", keys.front()}}) ==
          "a reason is needed to acknowledge an alert (add --reason \"...\")");
}

TEST_CASE("a matter whose procedure is gone from the packs cannot adopt it") {
    const auto by_hand = [](const std::string& id) {
        return tests::procedure(id, "opens = \"by hand\"\nmatter = \"" + id + "-{date}\"",
                                tests::duty("act"));
    };
    const auto files = [&](const std::map<std::string, std::string>& procedures) {
        return tests::files_with({"leicestershire"}, tests::small_pack(), procedures);
    };
    Office office(files({{"hearing", by_hand("hearing")}, {"review", by_hand("review")}}), now);
    office.say(now, "open", {{"body", "leicestershire"}, {"procedure", "hearing"}});
    office.adopt(files({{"review", by_hand("review")}}));
    const std::string matter = "hearing-" + std::string(now).substr(0, 10);
    CHECK(office.state.matters.count("leicestershire/" + matter) == 1);
    CHECK(office.refused(now, "adopt", {{"matter", matter}}) ==
          "leicestershire has no procedure 'hearing' any more (leicestershire/" + matter +
              " keeps the one it has)");
}

TEST_CASE("a refused command changes nothing, and the others of its turn go on") {
    Office office = elected_office();
    office.wait_until(now);
    const std::string before = tests::everything(office.state, office.clock);
    const auto result = office.try_now(
        {tests::command("done", {{"matter", "plan-2024"}, {"duty", "nothing"}}),
         tests::command("start", {{"matter", "plan-2024"}, {"duty", "process-paper"}}),
         tests::command("done",
                        {{"matter", "plan-2024"}, {"duty", "draft"}, {"on", "2030-01-01"}})});
    REQUIRE(result.answers.size() == 3);
    CHECK_FALSE(result.answers[0]);
    REQUIRE(result.answers[1]);
    CHECK_FALSE(result.answers[2]);
    CHECK(tests::events_of(result.events, "duty-started") == 1);
    CHECK(result.answers[1]->first_seq == office.state.seq + 1);
    CHECK(result.answers[1]->last_seq == office.state.seq + 1);
    CHECK(tests::everything(office.state, office.clock) == before);
    const auto alone = office.try_now({tests::command("done", {{"matter", "x"}, {"duty", "y"}})});
    CHECK(alone.events.empty());
    CHECK(alone.notices.empty());
    CHECK(tests::everything(alone.next, office.clock) == before);
}

TEST_CASE("a command refused in the night does not bring on what waits for the morning") {
    Office office;
    office.elect();
    office.say("2024-05-20 09:00", "target",
               {{"matter", "plan-2024"}, {"duty", "process-paper"}, {"date", "2024-06-14"}});
    office.wait_until("2024-06-17 02:00");  // overdue since Saturday, to be told at 08:30
    const auto result = office.try_now({tests::command("done", {{"matter", "x"}, {"duty", "y"}})});
    CHECK_FALSE(result.answers.front());
    CHECK(result.events.empty());
    CHECK(result.notices.empty());
    office.wait_until("2024-06-17 08:30");
    CHECK(office.open("overdue/").size() == 1);
}
