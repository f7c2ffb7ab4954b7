// SPDX-License-Identifier: MIT
// Rules the law states in several ways: dated versions, readings of disputed words, and bars with
// a beginning; and every mistake in them with the whole of what is said about it.
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using civil::Date;

namespace {

const std::string head = R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml";

Duty read(const std::string& rest) {
    return *sound(with_duties(head + rest)).procedure("anyshire", "plan")->find("x");
}

/// All errors of a duty with these lines; they begin on line 39 of the file.
std::string errors_with(const std::string& rest) {
    return "\n" + errors_of(with_duties(head + rest));
}

std::string findings_with(const std::string& rest) {
    return "\n" + findings_of(with_duties(head + rest));
}

}  // namespace

TEST_CASE("a limit with dated versions") {
    const Duty duty = read(R"toml(
[[duty.limit]]
kind = "hard"
when = "election.kind = ordinary"
law  = [{ cite = "Order reg 3", verified = "text" }]

[[duty.limit.version]]
when        = "election.poll < 2014-02-01"
in-force-to = 2014-01-31
rule        = "21 days after election.poll"
law         = [{ cite = "Order reg 3 as made", verified = "secondary" }]

[[duty.limit.version]]
in-force-from = 2014-02-01
rule          = "28 days after election.poll"
)toml");
    REQUIRE(duty.limits.size() == 1);
    CHECK(duty.kind == DutyKind::limit);
    const Limit& limit = duty.limits[0];
    CHECK(limit.when->text() == "election.kind = ordinary");
    CHECK_FALSE(limit.rule);
    REQUIRE(limit.versions.size() == 2);
    const Alternative& before = limit.versions[0];
    CHECK(before.when->text() == "election.poll < 2014-02-01");
    CHECK_FALSE(before.in_force_from);
    CHECK(before.in_force_to == Date::of(2014, 1, 31));
    CHECK(before.rule->text() == "21 days after election.poll");
    CHECK(before.law.front().cite == "Order reg 3 as made");
    const Alternative& since = limit.versions[1];
    CHECK(since.in_force_from == Date::of(2014, 2, 1));
    CHECK(since.law.front().cite == "Order reg 3");  // the limit's
}

TEST_CASE("a window opens at the limit or in each version") {
    const Duty duty = read(R"toml(
[[duty.limit]]
kind  = "window"
opens = "1 day after election.poll"

[[duty.limit.version]]
in-force-to = 2014-01-31
rule        = "21 days after election.poll"

[[duty.limit.version]]
in-force-from = 2014-02-01
opens         = "2 days after election.poll"
rule          = "28 days after election.poll"
)toml");
    CHECK(duty.limits[0].versions[0].opens->text() == "1 day after election.poll");
    CHECK(duty.limits[0].versions[1].opens->text() == "2 days after election.poll");
}

TEST_CASE("a limit with readings") {
    const Duty duty = read(R"toml(
[[duty.limit]]
kind     = "hard"
question = "month-beginning-with"
chosen   = "corresponding-day"

[[duty.limit.reading]]
id    = "day-before"
title = "The day before the corresponding date"
rule  = "1 month beginning with election.poll"
law   = [{ cite = "Case A", verified = "secondary" }]

[[duty.limit.reading]]
id    = "corresponding-day"
title = "The corresponding date"
rule  = "1 month after election.poll"
)toml");
    const Dispute& dispute = duty.limits[0].dispute;
    CHECK(dispute.question == "month-beginning-with");
    CHECK(dispute.chosen == "corresponding-day");
    REQUIRE(dispute.readings.size() == 2);
    CHECK(dispute.readings[0].id == "day-before");
    CHECK(dispute.readings[0].title == "The day before the corresponding date");
    CHECK(dispute.readings[0].rule->text() == "1 month beginning with election.poll");
    CHECK(dispute.readings[0].law.front().cite == "Case A");
    CHECK(dispute.readings[1].law.front().cite == "Act s.9");  // the duty's
}

TEST_CASE("a bar with a beginning, a condition and readings") {
    const Duty duty = read(R"toml(
[[duty.bar]]
from = "the day after election.poll"
when = "election.kind = ordinary"
why  = "Somebody acts in the commissioner's place."
law  = [{ cite = "Act s.10", verified = "text" }]

[[duty.bar]]
question = "term"
why      = "The term has not begun."

[[duty.bar.reading]]
id    = "poll"
title = "From the poll"
until = "election.poll"

[[duty.bar.reading]]
id    = "week"
title = "From a week after the poll"
until = "7 days after election.poll"
)toml");
    REQUIRE(duty.bars.size() == 2);
    CHECK(duty.bars[0].from->text() == "the day after election.poll");
    CHECK_FALSE(duty.bars[0].until);
    CHECK(duty.bars[0].when->text() == "election.kind = ordinary");
    CHECK(duty.bars[0].law.front().cite == "Act s.10");
    CHECK_FALSE(duty.bars[1].until);
    CHECK(duty.bars[1].law.front().cite == "Act s.9");  // the duty's
    CHECK(duty.bars[1].dispute.question == "term");
    REQUIRE(duty.bars[1].dispute.readings.size() == 2);
    CHECK(duty.bars[1].dispute.readings[1].rule->text() == "7 days after election.poll");
    CHECK(duty.bars[1].dispute.readings[1].law.front().cite == "Act s.9");
}

TEST_CASE("a limit states its rule in one way") {
    CHECK(errors_with(R"toml(
[[duty.limit]]
kind = "hard"
rule = "5 days after election.poll"
version = [{ in-force-from = 2014-02-01, rule = "6 days after election.poll" }]

[[duty.limit]]
kind     = "hard"
question = "q"
version  = [{ in-force-from = 2014-02-01, rule = "6 days after election.poll" }]
reading  = [{ id = "a", title = "A", rule = "election.poll" }, { id = "b", title = "B", rule = "election.poll" }]

[[duty.limit]]
kind    = "with"
partner = "issue"
version = [{ in-force-from = 2014-02-01, rule = "6 days after election.poll" }]
)toml") == R"text(
packs/small/plan.toml:42:1: error: this limit has 'version' beside 'rule'
    version = [{ in-force-from = 2014-02-01, rule = "6 days after election.poll" }]
    ^^^^^^^
    hint: it has one of them: a plain rule, versions where the law changed, or readings where its words are disputed
packs/small/plan.toml:48:1: error: this limit has 'reading' beside 'version'
    reading  = [{ id = "a", title = "A", rule = "election.poll" }, { id = "b", title = "B", rule = "election.poll" }]
    ^^^^^^^
    hint: it has one of them: a plain rule, versions where the law changed, or readings where its words are disputed
packs/small/plan.toml:53:1: error: a limit of kind 'with' has no 'version'
    version = [{ in-force-from = 2014-02-01, rule = "6 days after election.poll" }]
    ^^^^^^^
)text");
}

TEST_CASE("a version has a rule and says what it applies to") {
    CHECK(errors_with(R"toml(
[[duty.limit]]
kind = "hard"

[[duty.limit.version]]
law = [{ cite = "Act s.10", verified = "text" }]

[[duty.limit.version]]
in-force-from = 2014-02-01
in-force-to   = 2014-01-31
rule          = "6 days after election.pol"
when          = "election.knd = ordinary"
opens         = "election.poll"
rul           = "x"
)toml") == R"text(
packs/small/plan.toml:42:1: error: this version has no 'rule'
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: the last lawful day, as an expression
packs/small/plan.toml:42:1: error: this version says neither what it applies to nor when it is in force
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: add 'when', 'in-force-from' or 'in-force-to'
packs/small/plan.toml:45:1: error: a limit of kind 'hard' has no 'opens'
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
packs/small/plan.toml:47:1: error: this version goes out of force before it comes into force
    in-force-to   = 2014-01-31
    ^^^^^^^^^^^
    hint: the earlier day is 'in-force-from'
packs/small/plan.toml:48:31: error: there is no fact called 'election.pol'
    rule          = "6 days after election.pol"
                                  ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:49:18: error: there is no fact called 'election.knd'
    when          = "election.knd = ordinary"
                     ^^^^^^^^^^^^
    hint: did you mean 'election.kind'?
packs/small/plan.toml:51:1: error: this version has an unknown key 'rul'
    rul           = "x"
    ^^^
    hint: did you mean 'rule'?
)text");
}

TEST_CASE("two versions that nothing tells apart") {
    CHECK(errors_with(R"toml(
[[duty.limit]]
kind = "hard"

[[duty.limit.version]]
in-force-to = 2014-02-01
rule        = "21 days after election.poll"

[[duty.limit.version]]
in-force-from = 2014-02-01
rule          = "28 days after election.poll"

[[duty.limit.version]]
when = "election.kind = ordinary"
rule = "28 days after election.poll"

[[duty.limit.version]]
when = "election.kind=ordinary"
rule = "29 days after election.poll"
)toml") == R"text(
packs/small/plan.toml:46:1: error: this version cannot be told from the one on line 42
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: both are in force on 2014-02-01; say until when the earlier one is with 'in-force-to'
packs/small/plan.toml:54:1: error: this version cannot be told from the one on line 50
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: say in 'when' or 'in-force-from' how they differ
)text");
}

TEST_CASE("versions of a rule are bounded") {
    const auto versions = [](std::size_t n) {
        std::string text = "\n[[duty.limit]]\nkind = \"hard\"\n";
        for (std::size_t i = 0; i < n; ++i) {
            const int year = 1950 + static_cast<int>(i);
            text += "[[duty.limit.version]]\nin-force-from = " + std::to_string(year) +
                    "-01-01\nin-force-to = " + std::to_string(year) +
                    "-12-31\nrule = \"election.poll\"\n";
        }
        return text;
    };
    CHECK(read(versions(limits::alternatives_per_rule_max)).limits[0].versions.size() == 200);
    CHECK(errors_with(versions(limits::alternatives_per_rule_max + 1)) == R"text(
packs/small/plan.toml:841:1: error: a rule may have at most 200 of 'version', not 201
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
)text");
}

TEST_CASE("a window needs its first day, at the limit or in each version") {
    CHECK(errors_with(R"toml(
[[duty.limit]]
kind = "window"

[[duty.limit.version]]
in-force-to = 2014-01-31
opens       = "election.poll"
rule        = "21 days after election.poll"

[[duty.limit.version]]
in-force-from = 2014-02-01
rule          = "28 days after election.poll"
)toml") == R"text(
packs/small/plan.toml:39:1: error: a limit of kind 'window' needs 'opens'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: the first lawful day, here or in each of the alternatives
)text");
}

TEST_CASE("a version from memory must be switched off with its limit") {
    const std::string versions = R"toml(
[[duty.limit.version]]
in-force-to = 2014-01-31
rule        = "21 days after election.poll"
law         = [{ cite = "Act s.10", verified = "memory" }]

[[duty.limit.version]]
in-force-from = 2014-02-01
rule          = "28 days after election.poll"
law           = [{ cite = "Act s.10", verified = "text" }, { cite = "Act s.11", verified = "doubtful" }]
)toml";
    CHECK(errors_with("\n[[duty.limit]]\nkind = \"hard\"\n" + versions) == R"text(
packs/small/plan.toml:42:1: error: this version rests on memory alone and its limit is not switched off
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: verify a citation, or add switched-off = "why" to the limit
)text");
    const std::string off = "\n[[duty.limit]]\nkind = \"hard\"\nswitched-off = \"unread\"\n";
    CHECK(read(off + versions).limits.empty());
    std::string better = versions;
    better.replace(better.find("memory"), 6, "text");
    CHECK(findings_with("\n[[duty.limit]]\nkind = \"hard\"\n" + better) == R"text(
packs/small/plan.toml:47:1: finding: a version of a limit of duty 'x' cites Act s.11, which is doubtful
    [[duty.limit.version]]
    ^^^^^^^^^^^^^^^^^^^^^^
)text");
}

TEST_CASE("a duty that is switched off may have limits and bars from memory") {
    const std::string duty = R"toml(
[[duty]]
id           = "y"
title        = "Y"
bearer       = "commissioner"
owner        = "chief-executive"
law          = [{ cite = "Act s.9", verified = "memory" }]
switched-off = "unread"

[[duty.limit]]
kind = "hard"
rule = "5 days after election.poll"
law  = [{ cite = "Act s.9(2)", verified = "memory" }]

[[duty.bar]]
until = "election.poll"
why   = "too early"
law   = [{ cite = "Act s.9(3)", verified = "memory" }]
)toml";
    CHECK(errors_of(with_duties(duty)).empty());
}

TEST_CASE("a bar from memory must be switched off") {
    const std::string bar = R"toml(
[[duty.bar]]
until = "election.poll"
why   = "too early"
law   = [{ cite = "Act s.9(3)", verified = "memory" }]
)toml";
    CHECK(errors_with(bar) == R"text(
packs/small/plan.toml:39:1: error: this bar rests on memory alone and is not switched off
    [[duty.bar]]
    ^^^^^^^^^^^^
    hint: verify a citation, or add switched-off = "why"
)text");
    CHECK(findings_with(bar + "switched-off = \"unread\"\n") == R"text(
packs/small/plan.toml:39:1: finding: a bar of duty 'x' is switched off: unread
    [[duty.bar]]
    ^^^^^^^^^^^^
)text");
    CHECK(read(bar + "switched-off = \"unread\"\n").bars.empty());
}

TEST_CASE("readings need a question, ids, titles and rules") {
    CHECK(errors_with(R"toml(
[[duty.limit]]
kind   = "hard"
chosen = "dayz-before"

[[duty.limit.reading]]
id   = "day-before"
rule = "1 month beginning with election.poll"

[[duty.limit.reading]]
id    = "day-before"
title = "The same"
ruel  = "1 month after election.poll"

[[duty.limit]]
kind     = "hard"
question = "q"
chosen   = "a"
rule     = "election.poll"

[[duty.limit]]
kind     = "hard"
question = "One two"

[[duty.limit.reading]]
id    = "a"
title = "A"
rule  = "election.poll"
)toml") == R"text(
packs/small/plan.toml:39:1: error: this limit has readings but no 'question'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: give what is disputed an id, as in question = "month-beginning-with"; a body chooses by it
packs/small/plan.toml:41:10: error: there is no reading called 'dayz-before'
    chosen = "dayz-before"
             ^^^^^^^^^^^^^
    hint: did you mean 'day-before'?
packs/small/plan.toml:43:1: error: reading 'day-before' has no 'title'
    [[duty.limit.reading]]
    ^^^^^^^^^^^^^^^^^^^^^^
packs/small/plan.toml:47:1: error: reading 'day-before' has no 'rule'
    [[duty.limit.reading]]
    ^^^^^^^^^^^^^^^^^^^^^^
    hint: the last lawful day as it reads the words
packs/small/plan.toml:48:9: error: reading 'day-before' is there twice
    id    = "day-before"
            ^^^^^^^^^^^^
packs/small/plan.toml:50:1: error: reading 'day-before' has an unknown key 'ruel'
    ruel  = "1 month after election.poll"
    ^^^^
    hint: it may have: id, law, opens, rule, title
packs/small/plan.toml:54:1: error: this limit has 'question' but no readings
    question = "q"
    ^^^^^^^^
    hint: add each reading of the disputed words, with its id, title and rule
packs/small/plan.toml:55:1: error: this limit has 'chosen' but no readings
    chosen   = "a"
    ^^^^^^
    hint: add each reading of the disputed words, with its id, title and rule
packs/small/plan.toml:60:12: error: 'One two' cannot be used as 'question'
    question = "One two"
               ^^^^^^^^^
    hint: use lower case letters, digits and hyphens, as in 'send-to-panel'
packs/small/plan.toml:63:9: error: there is only one reading of these words
    id    = "a"
            ^^^
    hint: add the other, or write the rule outright
)text");
}

TEST_CASE("a bar has an end, a beginning or readings") {
    CHECK(errors_with(R"toml(
[[duty.bar]]
why      = "too early"
until    = "election.poll"
question = "q"

[[duty.bar.reading]]
id    = "a"
title = "A"
rule  = "election.poll"

[[duty.bar.reading]]
id    = "b"
title = "B"
until = "election.pol"
)toml") == R"text(
packs/small/plan.toml:44:1: error: reading 'a' has no 'until'
    [[duty.bar.reading]]
    ^^^^^^^^^^^^^^^^^^^^
    hint: the first permitted day as it reads the words
packs/small/plan.toml:44:12: error: this bar has 'reading' beside 'until'
    [[duty.bar.reading]]
               ^^^^^^^
    hint: it has one of them: a plain rule, versions where the law changed, or readings where its words are disputed
packs/small/plan.toml:47:1: error: reading 'a' has an unknown key 'rule'
    rule  = "election.poll"
    ^^^^
    hint: it may have: id, law, title, until
packs/small/plan.toml:52:10: error: there is no fact called 'election.pol'
    until = "election.pol"
             ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
)text");
}

namespace {

std::string disputed(const std::string& id, const std::string& readings) {
    std::string text = "\n[[duty]]\nid = \"" + id +
                       "\"\ntitle = \"T\"\nbearer = \"commissioner\"\nowner = "
                       "\"chief-executive\"\nlaw = [{ cite = \"Act s.9\", verified = \"text\" }]\n"
                       "[[duty.limit]]\nkind = \"hard\"\nquestion = \"q\"\n";
    for (const char reading : readings) {
        const std::string name(1, reading);
        text += "[[duty.limit.reading]]\nid = \"" + name + "\"\ntitle = \"" + name +
                "\"\nrule = \"election.poll\"\nlaw = [{ cite = \"Case " + name +
                "\", verified = \"memory\" }]\n";
    }
    return text;
}

}  // namespace

TEST_CASE("one question has the same readings everywhere") {
    CHECK(errors_of(with_duties(disputed("x", "ab") + disputed("y", "ba"))).empty());
    CHECK("\n" + errors_of(with_duties(disputed("x", "ab") + disputed("y", "abc"))) == R"text(
packs/small/plan.toml:58:1: error: question 'q' has other readings here than at a limit of duty 'x': a, b, c and a, b
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: give one question the same readings everywhere, or ask another; the other is in packs/small/plan.toml on line 38
)text");
}

TEST_CASE("many disputed rules make few findings") {
    const std::string three = disputed("x", "ab") + disputed("y", "ab") + disputed("z", "ba");
    CHECK("\n" + findings_of(with_duties(three)) == R"text(
packs/small/plan.toml:38:1: finding: 3 rules go by the safest reading of 'q'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: there are: a, b; a body chooses with 'readings'
packs/small/plan.toml:42:6: finding: reading 'a' of 'q' cites Case a from memory
    id = "a"
         ^^^
    hint: read it and say verified = "text"
packs/small/plan.toml:47:6: finding: reading 'b' of 'q' cites Case b from memory
    id = "b"
         ^^^
    hint: read it and say verified = "text"
)text");
    std::string chosen = disputed("x", "ab");
    chosen.insert(chosen.find("[[duty.limit.reading]]"), "chosen = \"b\"\n");
    CHECK(findings_of(with_duties(chosen)).find("safest") == std::string::npos);
    CHECK(findings_of(with_duties(chosen + disputed("y", "ab")))
              .find("finding: 1 rule goes by the "
                    "safest reading of 'q'\n") != std::string::npos);
}
