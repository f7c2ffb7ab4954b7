// SPDX-License-Identifier: MIT
// Audits: rows, what they rest on, and every mistake in them.
#include "lib/rules/selection.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

constexpr const char* more_duties = R"toml(
[[duty]]
id     = "contents"
title  = "Put everything in"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.7", verified = "text" }]

[[duty.item]]
id    = "objectives"
title = "The objectives"

[[duty.item]]
id    = "resources"
title = "The resources"

[[duty]]
id           = "unread"
title        = "Remembered"
bearer       = "commissioner"
owner        = "chief-executive"
law          = [{ cite = "Act s.8", verified = "memory" }]
switched-off = "not read"
)toml";

Files with_audit(const std::string& toml) {
    return with(with_duties(more_duties), {"audits/yearly.toml", toml});
}

std::string errors_of_audit(const std::string& toml) {
    return "\n" + errors_of(with_audit(toml));
}

const std::string audit_head = "[audit]\nid = \"yearly\"\ntitle = \"The yearly audit\"\n";

}  // namespace

TEST_CASE("an audit and its rows") {
    const Library library = sound(with_audit(audit_head + R"toml(pack = "small"
bodies = ["anyshire"]

[[row]]
number      = "6"
requirement = "The plan covers everything"
legislation = "Act s.7(1)"
assurance   = "Somebody looks."
notes       = "As in 2024."

[[row]]
number      = "6a"
under       = "6"
requirement = "(a) the objectives"
items       = ["plan/contents/objectives"]

[[row]]
number      = "5"
requirement = "Issue it"
duties      = ["plan/send", "plan/issue"]
)toml"));
    REQUIRE(library.audits.size() == 1);
    const Audit& audit = library.audits[0];
    CHECK(audit.id == "yearly");
    CHECK(audit.title == "The yearly audit");
    CHECK(audit.pack == "small");
    CHECK(audit.bodies == std::vector<std::string>{"anyshire"});
    REQUIRE(audit.rows.size() == 3);
    CHECK(audit.rows[0].number == "6");
    CHECK(audit.rows[0].requirement == "The plan covers everything");
    CHECK(audit.rows[0].legislation == "Act s.7(1)");
    CHECK(audit.rows[0].assurance == "Somebody looks.");
    CHECK(audit.rows[0].notes == "As in 2024.");
    CHECK(audit.rows[1].under == "6");
    CHECK(audit.rows[1].items == std::vector<std::string>{"plan/contents/objectives"});
    CHECK(audit.rows[2].duties == std::vector<std::string>{"plan/send", "plan/issue"});
    CHECK(audit.rows[2].where.line == 21);
}

TEST_CASE("every mistake in an audit") {
    CHECK(errors_of_audit(R"toml([audit]
id = "yearli"
pack = "smal"

[[row]]
number = "1"

[[row]]
number      = "1"
requirement = "x"
under       = "2"
duties      = ["plan/isue", "issue"]
items       = ["plan/contents/objektives", "objectives", "plan/issue/x"]
item        = "x"

[[row]]
requirement = "x"
)toml") == R"text(
audits/yearly.toml:1:1: error: [audit] has no 'title'
    [audit]
    ^^^^^^^
audits/yearly.toml:2:6: error: the id 'yearli' does not match the file's name
    id = "yearli"
         ^^^^^^^^
    hint: call it 'yearly', or rename the file to yearly.toml
audits/yearly.toml:3:8: error: there is no pack called 'smal'
    pack = "smal"
           ^^^^^^
    hint: did you mean 'small'?
audits/yearly.toml:5:1: error: row 1 has no 'requirement'
    [[row]]
    ^^^^^^^
audits/yearly.toml:9:15: error: row 1 is there twice
    number      = "1"
                  ^^^
    hint: first on line 6
audits/yearly.toml:11:15: error: there is no row 2
    under       = "2"
                  ^^^
    hint: there are: 1
audits/yearly.toml:12:16: error: there is no duty called 'plan/isue'
    duties      = ["plan/isue", "issue"]
                   ^^^^^^^^^^^
    hint: did you mean 'plan/issue'?
audits/yearly.toml:12:29: error: there is no duty called 'issue'
    duties      = ["plan/isue", "issue"]
                                ^^^^^^^
    hint: write the procedure too, as in 'police-and-crime-plan/issue'
audits/yearly.toml:13:16: error: duty 'plan/contents' has no checklist item 'objektives'
    items       = ["plan/contents/objektives", "objectives", "plan/issue/x"]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^
    hint: did you mean 'objectives'?
audits/yearly.toml:13:44: error: 'objectives' is no checklist item
    items       = ["plan/contents/objektives", "objectives", "plan/issue/x"]
                                               ^^^^^^^^^^^^
    hint: write the procedure, the duty and the item: 'procedure/duty/item'
audits/yearly.toml:13:58: error: duty 'plan/issue' has no checklist item 'x'
    items       = ["plan/contents/objektives", "objectives", "plan/issue/x"]
                                                             ^^^^^^^^^^^^^^
    hint: none is declared
audits/yearly.toml:14:1: error: row 1 has an unknown key 'item'
    item        = "x"
    ^^^^
    hint: did you mean 'items'?
audits/yearly.toml:16:1: error: this row has no 'number'
    [[row]]
    ^^^^^^^
)text");
}

TEST_CASE("an audit without its table or its rows") {
    CHECK(errors_of_audit("") == R"text(
audits/yearly.toml:1:1: error: the file has no [audit]
    hint: begin with [audit], its id and title
audits/yearly.toml:1:1: error: the audit has no rows
    hint: add [[row]]
)text");
}

TEST_CASE("rows do not lie under one another in a circle") {
    CHECK(errors_of_audit(audit_head + R"toml(
[[row]]
number      = "1"
requirement = "x"
under       = "3"

[[row]]
number      = "2"
requirement = "x"
under       = "1"

[[row]]
number      = "3"
requirement = "x"
under       = "2"

[[row]]
number      = "4"
requirement = "x"
under       = "4"
)toml") == R"text(
audits/yearly.toml:8:15: error: rows lie under one another in a circle: 1 -> 3 -> 2 -> 1
    under       = "3"
                  ^^^
    hint: a row is a part of another, or stands on its own
audits/yearly.toml:23:15: error: rows lie under one another in a circle: 4 -> 4
    under       = "4"
                  ^^^
    hint: a row is a part of another, or stands on its own
)text");
}

TEST_CASE("a duty that is switched off is left out of its row, and that is a finding") {
    const Files files = with_audit(audit_head + R"toml(
[[row]]
number      = "1"
requirement = "x"
duties      = ["plan/issue", "plan/unread"]
)toml");
    CHECK(sound(files).audits[0].rows[0].duties == std::vector<std::string>{"plan/issue"});
    CHECK(findings_of(files).find(
              "audits/yearly.toml:8:30: finding: row 1 rests on duty 'plan/unread', which is "
              "switched off\n") != std::string::npos);
}

TEST_CASE("an audit of one body may rest on what that body adds") {
    const std::string row =
        "\n[[row]]\nnumber = \"1\"\nrequirement = \"x\"\nduties = [\"plan/paper\"]\n";
    const SourceFile overlay{"overlays/anyshire/plan.toml", R"toml([overlay]
procedure = "plan"

[[duty]]
id         = "paper"
title      = "Write a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "always"
)toml"};
    CHECK(errors_of(with(with_audit(audit_head + "bodies = [\"anyshire\"]\n" + row), overlay))
              .empty());
    CHECK("\n" + errors_of(with(with_audit(audit_head + row), overlay)) == R"text(
audits/yearly.toml:8:11: error: there is no duty called 'plan/paper'
    duties = ["plan/paper"]
              ^^^^^^^^^^^^
    hint: there are: plan/contents, plan/draft, plan/issue, plan/send, plan/unread
)text");
}

TEST_CASE("a body that is not looked after here is a finding, and its duties are not missed") {
    const Files files = with_audit(audit_head + R"toml(bodies = ["anyshyre"]
[[row]]
number      = "1"
requirement = "x"
duties      = ["plan/paper"]
)toml");
    CHECK(errors_of(files).empty());
    CHECK(findings_of(files).find(
              "audits/yearly.toml:4:11: finding: there is no body called 'anyshyre' here\n"
              "    bodies = [\"anyshyre\"]\n"
              "              ^^^^^^^^^^\n"
              "    hint: did you mean 'anyshire'?\n") != std::string::npos);
    CHECK(sound(files).audits[0].rows[0].duties.empty());
}

TEST_CASE("audits are kept when the files of some bodies are chosen") {
    const Files files = with_audit(audit_head);
    const auto chosen = files_for_bodies(files, {"elsewhere"});
    CHECK(std::any_of(chosen.begin(), chosen.end(),
                      [](const SourceFile& file) { return file.path == "audits/yearly.toml"; }));
}
