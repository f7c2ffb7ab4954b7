// SPDX-License-Identifier: MIT
// The derivation of compliance, line by line of the table in docs/reports.md, and what stands
// beside it.
#include "lib/report/audit.hpp"

#include "lib/report/order.hpp"
#include "tests/catch.hpp"
#include "tests/report/story.hpp"

#include <boost/json/parse.hpp>

using namespace dutyd;
using namespace dutyd::report;
using dutyd::tests::office_in;
using dutyd::tests::Story;

namespace {

/// An audit of the tests' own, so that each kind of row is here whatever the shipped one says.
const rules::SourceFile test_audit{"audits/test-audit.toml", R"toml(
[audit]
id = "test-audit"
title = "An audit of the plan"
pack = "pcc"
bodies = ["leicestershire"]

[[row]]
number = "1"
requirement = "Issue the plan"
duties = ["police-and-crime-plan/draft", "police-and-crime-plan/issue"]

[[row]]
number = "2"
requirement = "Have regard to the Strategic Policing Requirement"
legislation = "PRSRA 2011 s.5(5)"
assurance = "The chief executive audits the draft."
duties = ["police-and-crime-plan/strategic-policing-requirement"]

[[row]]
number = "4"
requirement = "Take the draft to the panel"
duties = ["police-and-crime-plan/send-to-panel", "police-and-crime-plan/panel-considers"]

[[row]]
number = "6"
requirement = "Cover section 7(1)"

[[row]]
number = "6a"
under = "6"
requirement = "(a) objectives"
items = ["police-and-crime-plan/draft/objectives"]

[[row]]
number = "6b"
under = "6"
requirement = "(b) policing"
items = ["police-and-crime-plan/draft/policing"]

[[row]]
number = "7"
requirement = "Have regard to something nobody linked"

[[row]]
number = "10"
requirement = "Publish the statement with the plan"
duties = ["police-and-crime-plan/national-priorities-statement"]

[[row]]
number = "11"
requirement = "Have regard to the priorities of each responsible body"
duties = ["police-and-crime-plan/priorities-of-authorities"]

[[row]]
number = "12"
requirement = "Keep the plan under review"
duties = ["police-and-crime-plan/keep-under-review"]
)toml"};

Story story() {
    return tests::story_of_2024({test_audit});
}

const rules::Audit& audit_in(const Office& office) {
    const auto audit = find_audit(office, "test-audit");
    if (!audit) FAIL(render(audit.error()));
    return **audit;
}

AuditLine row(const engine::Snapshot& snapshot, const std::string& number) {
    const Office office = office_in(snapshot);
    for (AuditLine& line : audit_lines(office, audit_in(office))) {
        if (line.row->number == number) return line;
    }
    FAIL("no row " << number);
    return {};
}

std::string derived(const engine::Snapshot& snapshot, const std::string& number) {
    const AuditLine line = row(snapshot, number);
    return wording(line.derived.compliance) + ": " + line.derived.detail;
}

void item(Story& story, const std::string& time, const std::string& id) {
    story.say(time, {{"do", "item"},
                     {"matter", "plan-2024"},
                     {"duty", "draft"},
                     {"item", id},
                     {"evidence", "page four"}});
}

void assess(Story& story, const std::string& time, const std::string& number,
            const std::string& wording) {
    story.say(time, {{"do", "assess"},
                     {"audit", "test-audit"},
                     {"body", "leicestershire"},
                     {"row", number},
                     {"wording", wording},
                     {"actor", "chief-executive"},
                     {"reason", "Covered on page three."}});
}

}  // namespace

TEST_CASE("before the poll nothing is required; after it all is planned") {
    Story story = ::story();
    const auto before = story.now();
    CHECK(derived(before, "1") ==
          "Not required at this stage: no matter of police-and-crime-plan is open");
    CHECK(derived(before, "6a") ==
          "Not required at this stage: no matter of police-and-crime-plan is open");
    CHECK(derived(before, "6") ==
          "Not required at this stage: no matter of police-and-crime-plan is open");
    story.play_until("2024-05-08");
    const auto after = story.now();
    CHECK(row(after, "1").derived.compliance == Compliance::planned);
    CHECK(derived(after, "4").find("Planned: expected ") == 0);
}

TEST_CASE("on 10 October 2024 each row says how far it has come") {
    Story story = ::story();
    story.play_until("2024-10-10");
    const auto now = story.now();
    CHECK(derived(now, "1").find("Full, next steps: Send the draft to the panel (") == 0);
    CHECK(
        derived(now, "1").find("), awaiting: The panel considers the draft at a full meeting (Mon "
                               "28 October 2024)") != std::string::npos);
    CHECK(derived(now, "2") == "Full and complete: done on Thu 10 October 2024");
    CHECK(derived(now, "4").find("Planned: expected ") == 0);
    CHECK(derived(now, "4").find("expected Mon 28 October 2024") != std::string::npos);
    CHECK(derived(now, "7") == "Not derived: no duty or item is linked to this row");
    CHECK(
        derived(now, "10") ==
        "Not required at this stage: due on the day of \"Issue the police and crime plan\", which "
        "is not done");
    CHECK(derived(now, "11") ==
          "In progress: it is never finished, and no evidence of it is recorded");
    CHECK(derived(now, "12") ==
          "Not required at this stage: not before \"Issue the police and crime plan\" is done");
}

TEST_CASE("an item counts when it is recorded, and a part counts for the row it is part of") {
    Story story = ::story();
    story.play_until("2024-10-09");
    CHECK(
        derived(story.now(), "6a") ==
        "Not shown: \"Prepare the draft police and crime plan\" is done on Fri 20 September 2024, "
        "but nothing is recorded for this item");
    item(story, "2024-10-10 10:00", "objectives");
    const auto one = story.now();
    CHECK(derived(one, "6a") == "Full and complete: covered on Thu 10 October 2024");
    CHECK(row(one, "6").derived.compliance == Compliance::not_shown);
    item(story, "2024-10-10 10:05", "policing");
    const auto both = story.now();
    CHECK(row(both, "6").derived.compliance == Compliance::full);
    CHECK(row(both, "6").depth == 0);
    CHECK(row(both, "6a").depth == 1);
    CHECK(row(both, "6a").proofs.front().evidence == "page four");
}

TEST_CASE("constant attention is shown by its evidence") {
    Story story = ::story();
    story.play_until("2024-10-10");
    story.say("2024-10-10 18:00", {{"do", "evidence"},
                                   {"matter", "plan-2024"},
                                   {"duty", "priorities-of-authorities"},
                                   {"evidence", "page three"}});
    CHECK(derived(story.now(), "11") ==
          "Full and complete: shown by the evidence; it is never finished");
}

TEST_CASE("out of order, late and passed limits are told as what they are") {
    Story story = ::story();
    story.play_until("2024-12-02");  // the plan is issued before the response is published
    CHECK(derived(story.now(), "1") ==
          "Not met: done on Mon 2 December 2024, before what must come first");
    Story late = ::story();
    late.play_until("2024-11-30");
    late.say("2025-04-02 09:00", {{"do", "note"}, {"matter", "plan-2024"}, {"reason", "late"}});
    CHECK(derived(late.now(), "1") == "Not met: its limit has passed: Mon 31 March 2025");
    late.say("2025-04-03 09:00",
             {{"do", "done"}, {"matter", "plan-2024"}, {"duty", "publish-response"}});
    late.say("2025-04-03 10:00", {{"do", "done"}, {"matter", "plan-2024"}, {"duty", "issue"}});
    CHECK(derived(late.now(), "1") == "Full, but late: done on Thu 3 April 2025, after its limit");
}

TEST_CASE("the officer's assessment stands beside the record, and a contradiction is told") {
    Story story = ::story();
    story.play_until("2024-10-10");
    assess(story, "2024-10-10 12:00", "2", "Full and Complete.");
    assess(story, "2024-10-10 12:01", "4", "Full and Complete.");
    assess(story, "2024-10-10 12:02", "1", "Full Next Steps: awaiting comments from Panel");
    assess(story, "2024-10-10 12:03", "12", "See the file");
    const auto now = story.now();
    const AuditLine right = row(now, "2");
    REQUIRE(right.assessment != nullptr);
    CHECK(right.assessment->wording == "Full and Complete.");
    CHECK(right.assessment->on.iso() == "2024-10-10");
    CHECK(right.assessment->by == "chief-executive");
    CHECK(right.assessment->notes == "Covered on page three.");
    CHECK(!right.contradiction);
    CHECK(row(now, "4").contradiction);
    CHECK(!row(now, "1").contradiction);
    CHECK(!row(now, "12").understood);
    CHECK(!row(now, "12").contradiction);
    const auto printed =
        print(*read_order("audit", {{"audit", "test-audit"}, {"format", "text"}}), now, nullptr);
    REQUIRE(printed);
    CHECK(printed->text.find("Full and Complete. (chief-executive, 10 October 2024)") !=
          std::string::npos);
    CHECK(printed->text.find("CONTRADICTION: the officer says \"Full and Complete.\", the record "
                             "says \"Planned\".") != std::string::npos);
    CHECK(printed->text.find("Contradictions: 1\n") != std::string::npos);
}

TEST_CASE("a later assessment takes the place of an earlier one, and what came after it is told") {
    Story story = ::story();
    story.play_until("2024-09-10");
    assess(story, "2024-09-10 18:00", "2", "Planned");
    CHECK(!row(story.now(), "2").contradiction);
    story.play_until("2024-10-10");
    const AuditLine old = row(story.now(), "2");
    CHECK(old.contradiction);  // done since
    CHECK(old.newer ==
          "Have regard to the Strategic Policing Requirement in force on the day of issue, Thu 10 "
          "October 2024");
    assess(story, "2024-10-10 18:00", "2", "Full and complete");
    const AuditLine present = row(story.now(), "2");
    CHECK(!present.contradiction);
    CHECK(present.newer.empty());
    CHECK(row(story.at_end_of("2024-09-12"), "2").assessment->wording == "Planned");
}

TEST_CASE("an officer's words are understood as far as they can be told") {
    CHECK(understand("Full and Complete.") == Compliance::full);
    CHECK(understand("Full and Complete") == Compliance::full);
    CHECK(understand("Full Next Steps: awaiting comments from Panel") == Compliance::next_steps);
    CHECK(understand("Planned") == Compliance::planned);
    CHECK(understand("Not required at this stage.") == Compliance::not_required);
    CHECK(understand("Not met: the limit passed") == Compliance::not_met);
    CHECK(understand("Partially complete") == Compliance::in_progress);
    CHECK(understand("Incomplete") == Compliance::in_progress);
    CHECK(!understand("See the file"));
    CHECK(contradict(Compliance::full, Compliance::planned));
    CHECK(contradict(Compliance::planned, Compliance::full));
    CHECK(contradict(Compliance::full, Compliance::not_met));
    CHECK(contradict(Compliance::next_steps, Compliance::not_met));
    CHECK(!contradict(Compliance::next_steps, Compliance::planned));
    CHECK(!contradict(Compliance::full, Compliance::full_late));
    CHECK(!contradict(Compliance::not_required, Compliance::planned));
    CHECK(!contradict(Compliance::full, Compliance::unlinked));
}

TEST_CASE("an audit that does not exist is named with the nearest that does") {
    Story story = ::story();
    const auto now = story.now();
    const auto missing = find_audit(office_in(now), "test-audi");
    REQUIRE(!missing);
    CHECK(missing.error().front().hint == "did you mean 'test-audit'?");
}

TEST_CASE("the audit in every format") {
    Story story = ::story();
    story.play_until("2024-10-10");
    item(story, "2024-10-10 18:00", "objectives");
    assess(story, "2024-10-10 18:01", "4", "Planned");
    const auto now = story.now();
    const auto print_as = [&](const char* format) {
        return print(*read_order("audit", {{"audit", "test-audit"}, {"format", format}}), now,
                     nullptr)
            .value()
            .text;
    };
    tests::check_golden("audit.txt", print_as("text"));
    tests::check_golden("audit.csv", print_as("csv"));
    const auto values = boost::json::parse(print_as("json")).as_object();
    CHECK(values.at("audit") == "test-audit");
    CHECK(values.at("as-at") == "2024-10-10");
    for (const auto& each : values.at("rows").as_array()) {
        for (const char* name : {"number", "under", "requirement", "legislation", "assurance",
                                 "notes", "assessment", "derived", "contradiction", "proofs"}) {
            INFO(name);
            CHECK(each.as_object().contains(name));
        }
    }
    const std::string html = print_as("html");
    CHECK(html.find("<tr role=\"row\" class=\"depth-1\">") != std::string::npos);
}
