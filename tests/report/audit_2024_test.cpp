// SPDX-License-Identifier: MIT
// The shipped audit on the story of 2024, as at 10 October 2024, row for row against the compliance
// column of the document the office drew up that month. docs/reports.md explains the one row that
// differs.
#include "lib/report/audit.hpp"
#include "lib/report/order.hpp"
#include "tests/catch.hpp"
#include "tests/report/story.hpp"

using namespace dutyd;
using namespace dutyd::report;
using dutyd::tests::Story;

namespace {

struct Expected {
    std::string number;
    std::string document;  // what its compliance column says; rows 6a to 6f have none of their own
    std::string derived;
};

const std::vector<Expected>& rows() {
    static const std::vector<Expected> all = {
        {"1", "Full Next Steps: awaiting comments from Panel", "Full, next steps"},
        {"2", "Full and Complete.", "Full and complete"},
        {"3", "Full and Complete.", "Full and complete"},
        {"4", "Planned", "Planned"},
        {"5", "Planned", "Planned"},
        {"6", "Full and Complete", "Not shown"},  // (ea), services: the document has no such row
        {"6a", "", "Full and complete"},
        {"6b", "", "Full and complete"},
        {"6c", "", "Full and complete"},
        {"6d", "", "Full and complete"},
        {"6e", "", "Full and complete"},
        {"6f", "", "Full and complete"},
        {"7", "Full and Complete.", "Full and complete"},
        {"8", "Full and Complete", "Full and complete"},
        {"9", "Full and Complete", "Full and complete"},
        {"10", "Not required at this stage.", "Not required at this stage"},
        {"11", "Full and Complete.", "Full and complete"},
        {"12", "Not required at this stage.", "Not required at this stage"},
        {"13", "Not required at this stage.", "Not required at this stage"},
        {"14", "Not required at this stage.", "Not required at this stage"},
    };
    return all;
}

void cover(Story& story, const std::string& duty, const std::string& item,
           const std::string& pages) {
    story.say("2024-10-10 18:00", {{"do", "item"},
                                   {"matter", "plan-2024"},
                                   {"duty", duty},
                                   {"item", item},
                                   {"evidence", pages}});
}

Story story_to_that_day() {
    Story story = tests::story_of_2024();
    story.play_until("2024-10-10");
    return story;
}

/// What the document's notes say of the draft: the pages on which each item is covered, and the
/// priorities that were taken into account.
void record_notes(Story& story) {
    cover(story, "draft", "objectives", "page four, and pages six to nine");
    cover(story, "draft", "policing", "pages six to nine");
    cover(story, "draft", "resources", "page thirteen");
    cover(story, "draft", "reporting", "page ten");
    cover(story, "draft", "measuring", "pages ten and eleven");
    cover(story, "draft", "grants", "pages twelve and thirteen");
    cover(story, "policing-protocol", "strategic-direction", "pages four to nine");
    cover(story, "policing-protocol", "community-safety", "pages five to nine, and twelve");
    story.say("2024-10-10 18:31", {{"do", "evidence"},
                                   {"matter", "plan-2024"},
                                   {"duty", "priorities-of-authorities"},
                                   {"evidence", "page three; letters from the authorities"}});
}

std::vector<AuditLine> lines_of(const engine::Snapshot& snapshot) {
    const Office office = tests::office_in(snapshot);
    const auto audit = find_audit(office, "legislative-audit");
    if (!audit) FAIL(render(audit.error()));
    return audit_lines(office, **audit);
}

}  // namespace

TEST_CASE("the record of 10 October 2024 says row for row what the office's document says") {
    Story story = story_to_that_day();
    record_notes(story);
    const auto now = story.now();
    const auto lines = lines_of(now);
    REQUIRE(lines.size() == rows().size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        INFO("row " << lines[i].row->number << ": " << lines[i].derived.detail);
        CHECK(lines[i].row->number == rows()[i].number);
        CHECK(wording(lines[i].derived.compliance) == rows()[i].derived);
        if (rows()[i].document.empty() || rows()[i].number == "6") continue;
        CHECK(understand(rows()[i].document) == lines[i].derived.compliance);
    }
    CHECK(lines.front().derived.detail.find(
              "awaiting: The panel considers the draft at a full meeting (Mon 28 October 2024)") !=
          std::string::npos);
}

TEST_CASE("the document's own words, recorded as assessments, contradict the record nowhere") {
    Story story = story_to_that_day();
    record_notes(story);
    for (const Expected& row : rows()) {
        if (row.document.empty()) continue;
        story.say("2024-10-10 19:00", {{"do", "assess"},
                                       {"audit", "legislative-audit"},
                                       {"body", "leicestershire"},
                                       {"row", row.number},
                                       {"wording", row.document},
                                       {"actor", "chief-executive"}});
    }
    const auto now = story.now();
    for (const AuditLine& line : lines_of(now)) {
        INFO("row " << line.row->number);
        CHECK(!line.contradiction);
    }
    const auto printed = print(*read_order("audit", {{"format", "html"}}), now, nullptr);
    REQUIRE(printed);
    tests::check_golden("audit-2024.html", printed->text);
    const auto text = print(*read_order("audit", {{"format", "text"}}), now, nullptr);
    tests::check_golden("audit-2024.txt", text->text);
}

TEST_CASE("with section 7(1)(ea) covered as well, row 6 is full and complete") {
    Story story = story_to_that_day();
    record_notes(story);
    cover(story, "draft", "services", "page twelve");
    const auto now = story.now();
    for (const AuditLine& line : lines_of(now)) {
        if (line.row->number == "6") CHECK(line.derived.compliance == Compliance::full);
    }
}
