// SPDX-License-Identifier: MIT
// Facts that are worked out: by the doing of a duty, by what the law takes to have happened, and
// those that are always there.
#include "lib/rules/facts.hpp"
#include "lib/rules/circles.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

std::string errors_of_duties(const std::string& toml) {
    return "\n" + errors_of(with_duties(toml));
}

const FactDeclaration* fact_of(const Procedure& procedure, const std::string& name) {
    for (const FactDeclaration& fact : procedure.facts) {
        if (fact.name == name) return &fact;
    }
    return nullptr;
}

Files add_to_pack(Files files, const std::string& toml) {
    for (SourceFile& file : files) {
        if (file.path == "packs/small/pack.toml") file.text += toml;
    }
    return files;
}

constexpr const char* other_procedure = R"toml([procedure]
id     = "other"
title  = "Other"
opens  = "by hand"
matter = "other-{date}"

[[duty]]
id     = "report"
title  = "Report"
bearer = "panel"
owner  = "chief-executive"
law    = [{ cite = "Act s.8", verified = "text" }]

[[duty]]
id           = "unread"
title        = "Something remembered"
bearer       = "panel"
law          = [{ cite = "Act s.8(2)", verified = "memory" }]
switched-off = "not read"
)toml";

}  // namespace

TEST_CASE("what the law takes to have happened") {
    const Library library = sound(with_duties(R"toml(
[[fact]]
name  = "panel.vetoed"
title = "Whether the panel vetoed"
kind  = "yes-no"

[[fact.derived]]
is = "no"

[[fact]]
name   = "outcome"
title  = "What came of it"
kind   = "text"
values = ["issued", "lost"]

[[fact.derived]]
when = "panel.vetoed = yes"
is   = "lost"

[[fact]]
name  = "scrutiny.ended"
title = "The end of scrutiny"

[[fact.derived]]
when = "panel.vetoed = yes"
is   = "the day after election.poll"
why  = "A late veto is lost."
law  = [{ cite = "SI 2012/2271 reg 4(2)", verified = "text" }]

[[fact.derived]]
when = "today > 2024-02-08"
is   = "election.poll"
)toml"));
    const Procedure& plan = *library.procedure("anyshire", "plan");
    const FactDeclaration& vetoed = *fact_of(plan, "panel.vetoed");
    REQUIRE(vetoed.derived.size() == 1);
    CHECK_FALSE(vetoed.derived[0].when);
    CHECK(vetoed.derived[0].word == "no");
    CHECK_FALSE(vetoed.derived[0].is);
    CHECK(fact_of(plan, "outcome")->derived[0].word == "lost");
    const auto& ended = fact_of(plan, "scrutiny.ended")->derived;
    REQUIRE(ended.size() == 2);
    CHECK(ended[0].when->text() == "panel.vetoed = yes");
    CHECK(ended[0].is->text() == "the day after election.poll");
    CHECK(ended[0].why == "A late veto is lost.");
    CHECK(ended[0].law.front().cite == "SI 2012/2271 reg 4(2)");
    CHECK(ended[1].when->text() == "today > 2024-02-08");
}

TEST_CASE("what a derived fact of the pack reads comes with it, and what that reads") {
    const Files files = add_to_pack(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = "5 days after c"
)toml"),
                                    R"toml(
[[fact]]
name  = "a"
title = "A"

[[fact]]
name  = "b"
title = "B"

[[fact]]
name  = "c"
title = "C"

[[fact.derived]]
is = "3 days after b ignoring gap"

[[fact]]
name  = "d"
title = "Nobody reads this"

[[fact]]
name  = "e"
title = "E"

[[ignored]]
name  = "gap"
first = "a"
last  = "the day after a"
when  = "e is known"
law   = [{ cite = "Act s.12", verified = "text" }]
)toml");
    const Library library = sound(files);
    const Procedure& plan = *library.procedure("anyshire", "plan");
    for (const char* name : {"a", "b", "c", "e"}) {
        CAPTURE(name);
        CHECK(fact_of(plan, name) != nullptr);
    }
    CHECK(fact_of(plan, "d") == nullptr);
    REQUIRE(plan.ignored.size() == 1);
    CHECK(plan.ignored[0].name == "gap");
}

TEST_CASE("a fact of the body that every election brings anew") {
    const Library library = sound(with_duties(R"toml(
[[fact]]
name    = "acceptance.delivered"
title   = "The declaration of acceptance"
scope   = "body"
renewed = true
)toml"));
    CHECK(fact_of(*library.procedure("anyshire", "plan"), "acceptance.delivered")->renewed);
    CHECK(errors_of_duties(R"toml(
[[fact]]
name    = "a"
title   = "A"
renewed = true
)toml") == R"text(
packs/small/plan.toml:35:1: error: only a fact of the body is brought anew by an election
    renewed = true
    ^^^^^^^
    hint: say scope = "body", or leave 'renewed' out
)text");
}

TEST_CASE("a day of the body that ends another") {
    const Library library = sound(with_duties(R"toml(
[[fact]]
name  = "away.began"
title = "Began"
scope = "body"

[[fact]]
name  = "away.ended"
title = "Ended"
scope = "body"
ends  = "away.began"
)toml"));
    CHECK(fact_of(*library.procedure("anyshire", "plan"), "away.ended")->ends == "away.began");
    CHECK(errors_of_duties(R"toml(
[[fact]]
name = "away"
title = "Away"
kind = "yes-no"
scope = "body"

[[fact]]
name = "b.ended"
title = "B"
scope = "body"
ends = "away"

[[fact]]
name = "c.ended"
title = "C"
ends = "away.begun"
)toml") == R"text(
packs/small/plan.toml:42:8: error: 'away' is yes or no, and must be a date
    ends = "away"
           ^^^^^^
packs/small/plan.toml:47:1: error: only a day of the body ends something
    ends = "away.begun"
    ^^^^
    hint: say scope = "body" and kind = "date", or leave 'ends' out
packs/small/plan.toml:47:8: error: there is no fact called 'away.begun'
    ends = "away.begun"
           ^^^^^^^^^^^^
    hint: there are: away, b.ended, c.ended, election.kind, election.poll
)text");
}

TEST_CASE("a fact may be the doing of a duty of another procedure") {
    Files files = with_duties(R"toml(
[[fact]]
name  = "reported"
title = "The panel's report"
duty  = "other/report"

[[fact]]
name  = "unread"
title = "Recorded by hand while that duty is switched off"
duty  = "other/unread"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after  = ["other/unread", "draft"]
limit  = "5 days after poll.issued"
)toml");
    files = add_to_pack(std::move(files), R"toml(
[[fact]]
name  = "poll.issued"
title = "When the plan was issued"
duty  = "plan/issue"
scope = "body"
)toml");
    files.push_back({"packs/small/other.toml", other_procedure});
    const Library library = sound(files);
    const Procedure& plan = *library.procedure("anyshire", "plan");
    CHECK(fact_of(plan, "reported")->duty == "other/report");
    CHECK(fact_of(plan, "unread")->duty.empty());
    CHECK(fact_of(plan, "poll.issued")->duty == "plan/issue");
    REQUIRE(plan.find("x")->after.size() == 1);
    CHECK(plan.find("x")->after[0].duty == "draft");
}

TEST_CASE("a limit to the day of a duty that is switched off is left out") {
    const Library library = sound(with_duties(R"toml(
[[duty]]
id           = "unread"
title        = "U"
bearer       = "panel"
law          = [{ cite = "Act s.8(2)", verified = "memory" }]
switched-off = "not read"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = [{ kind = "with", partner = "unread" }, { kind = "with", partner = "issue" }]
)toml"));
    const auto& limits = library.procedure("anyshire", "plan")->find("x")->limits;
    REQUIRE(limits.size() == 1);
    CHECK(limits[0].partner == "issue");
}

TEST_CASE("a fact of the pack must be given where it opens a matter, not wherever it is read") {
    Files files = with_duties("");
    for (SourceFile& file : files) {
        if (file.path != "packs/small/pack.toml") continue;
        const std::string poll = "name = \"election.poll\"\n";
        file.text.replace(file.text.find(poll), poll.size(), poll + "required = true\n");
    }
    files.push_back({"packs/small/other.toml", std::string(other_procedure) + R"toml(
[[duty]]
id     = "answer"
title  = "Answer"
bearer = "panel"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = "7 days after election.poll"
)toml"});
    const Library library = sound(files);
    CHECK(fact_of(*library.procedure("anyshire", "plan"), "election.poll")->required);
    CHECK_FALSE(fact_of(*library.procedure("anyshire", "other"), "election.poll")->required);
}

TEST_CASE("the duty a fact stands for exists") {
    Files files = with_duties(R"toml(
[[fact]]
name  = "a"
title = "A"
duty  = "other/reprot"

[[fact]]
name  = "b"
title = "B"
duty  = "plan/issue"

[[fact]]
name  = "c"
title = "C"
duty  = "report"
)toml");
    files = add_to_pack(std::move(files),
                        "\n[[fact]]\nname = \"d\"\ntitle = \"D\"\nduty = \"issue\"\n");
    files.push_back({"packs/small/other.toml", other_procedure});
    CHECK("\n" + errors_of(files) == R"text(
packs/small/pack.toml:36:8: error: there is no duty called 'issue'
    duty = "issue"
           ^^^^^^^
    hint: of another procedure it is 'plan/issue'
packs/small/plan.toml:35:9: error: there is no duty called 'other/reprot'
    duty  = "other/reprot"
            ^^^^^^^^^^^^^^
    hint: did you mean 'other/report'?
packs/small/plan.toml:40:9: error: there is no duty called 'plan/issue'
    duty  = "plan/issue"
            ^^^^^^^^^^^^
    hint: within 'plan' write just 'issue'
packs/small/plan.toml:45:9: error: there is no duty called 'report'
    duty  = "report"
            ^^^^^^^^
    hint: of another procedure it is 'other/report'
)text");
}

TEST_CASE("a derivation says what is so, in the fact's own terms") {
    CHECK(errors_of_duties(R"toml(
[[fact]]
name  = "a"
title = "A"
kind  = "yes-no"

[[fact.derived]]
when = "election.poll is known"
is   = "perhaps"

[[fact.derived]]
wy = "x"

[[fact]]
name   = "b"
title  = "B"
kind   = "text"
values = ["issued", "lost"]

[[fact.derived]]
when = "election.pol is known"
is   = "isued"
)toml") == R"text(
packs/small/plan.toml:39:8: error: fact 'a' can never be 'perhaps'
    is   = "perhaps"
           ^^^^^^^^^
    hint: it may be: yes, no
packs/small/plan.toml:41:1: error: this derivation has no 'is'
    [[fact.derived]]
    ^^^^^^^^^^^^^^^^
    hint: the word that is taken to be so
packs/small/plan.toml:42:1: error: this derivation has an unknown key 'wy'
    wy = "x"
    ^^
    hint: did you mean 'why'?
packs/small/plan.toml:51:9: error: there is no fact called 'election.pol'
    when = "election.pol is known"
            ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:52:8: error: fact 'b' can never be 'isued'
    is   = "isued"
           ^^^^^^^
    hint: did you mean 'issued'?
)text");
}

TEST_CASE("a derivation always holds only if it is the last, and rests on more than memory") {
    CHECK(errors_of_duties(R"toml(
[[fact]]
name  = "c"
title = "C"

[[fact.derived]]
is  = "5 working days after election.poll"
law = [{ cite = "Act s.1", verified = "memory" }]

[[fact.derived]]
is = "election.poll"

[[fact]]
name  = "d"
title = "D"
kind  = "number"

[[fact.derived]]
is = "12"

[[fact]]
name  = "e"
title = "E"
kind  = "ja-nein"

[[fact.derived]]
is = "ja"
)toml") == R"text(
packs/small/plan.toml:36:1: error: this derivation rests on memory alone
    [[fact.derived]]
    ^^^^^^^^^^^^^^^^
    hint: verify a citation, or leave the derivation out
packs/small/plan.toml:36:1: error: this derivation always holds, so those after it never count
    [[fact.derived]]
    ^^^^^^^^^^^^^^^^
    hint: add 'when', or put it last
packs/small/plan.toml:37:10: error: these working days do not say whose they are
    is  = "5 working days after election.poll"
             ^^^^^^^
    hint: every law has its own: add 'in' and a day set, as in 'in working-days'
packs/small/plan.toml:48:1: error: fact 'd' is a number, which cannot be derived
    [[fact.derived]]
    ^^^^^^^^^^^^^^^^
    hint: derive a date, a yes or no, or a word
packs/small/plan.toml:54:9: error: 'kind' cannot be 'ja-nein'
    kind  = "ja-nein"
            ^^^^^^^^^
    hint: it may be: date, period, yes-no, number, text
)text");
}

TEST_CASE("a fact is not derived from itself") {
    CHECK(errors_of_duties(R"toml(
[[fact]]
name  = "a"
title = "A"

[[fact.derived]]
when = "b is known"
is   = "election.poll"

[[fact]]
name  = "b"
title = "B"

[[fact.derived]]
is = "latest of (election.poll, c)"

[[fact]]
name  = "c"
title = "C"

[[fact.derived]]
is = "the day after a"

[[fact]]
name  = "d"
title = "D"

[[fact.derived]]
is = "3 days after election.poll ignoring gap"

[[ignored]]
name  = "gap"
first = "election.poll"
last  = "d"
law   = [{ cite = "Act s.12", verified = "text" }]
)toml") == R"text(
packs/small/plan.toml:33:9: error: fact 'a' is derived from itself: a -> b -> c -> a
    name  = "a"
            ^^^
    hint: each hangs on the next; a derivation may only ask about other facts
packs/small/plan.toml:55:9: error: fact 'd' is derived from itself: d -> d
    name  = "d"
            ^^^
    hint: each hangs on the next; a derivation may only ask about other facts
)text");
}

TEST_CASE("circles: each is found once, however it is entered") {
    const std::vector<std::vector<std::size_t>> none = {{1, 2}, {2}, {}};
    CHECK(circles(none).empty());
    const std::vector<std::vector<std::size_t>> one = {{1}, {2}, {1}, {1, 3}};
    CHECK(circles(one) == std::vector<std::vector<std::size_t>>{{1, 2, 1}, {3, 3}});
    std::vector<std::vector<std::size_t>> deep(200000);
    for (std::size_t i = 0; i + 1 < deep.size(); ++i) deep[i].push_back(i + 1);
    CHECK(circles(deep).empty());
    deep.back().push_back(0);
    REQUIRE(circles(deep).size() == 1);
    CHECK(circles(deep)[0].size() == deep.size() + 1);
}

TEST_CASE("the nation and the day are always there") {
    const Library library = sound(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
when   = "body.nation = wales and today > 2024-05-02"
)toml"));
    const Procedure& plan = *library.procedure("anyshire", "plan");
    CHECK(plan.find("x")->when->text() == "body.nation = wales and today > 2024-05-02");
    CHECK(fact_of(plan, "today") == nullptr);
    CHECK(fact_of(plan, "body.nation") == nullptr);
    CHECK(is_built_in("today"));
    CHECK_FALSE(is_built_in("today.x"));
    CHECK(built_in_facts().size() == 2);
}

TEST_CASE("nobody declares what is always there, and no limit hangs on today") {
    CHECK(errors_of_duties(R"toml(
[[fact]]
name  = "today"
title = "Today"

[[fact]]
name  = "body.nation"
title = "Nation"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
when   = "body.nation = scotland"
expect = "latest of (election.poll, today)"

[[duty.limit]]
kind = "hard"
rule = "5 days after today"

[[duty.limit]]
kind    = "hard"
version = [{ in-force-from = 2024-01-01, rule = "latest of (election.poll, today)" }]

[[duty.bar]]
from = "today"
why  = "x"
)toml") == R"text(
packs/small/plan.toml:33:9: error: 'today' is always there
    name  = "today"
            ^^^^^^^
    hint: use it without declaring it, or give the fact another name
packs/small/plan.toml:37:9: error: 'body.nation' is always there
    name  = "body.nation"
            ^^^^^^^^^^^^^
    hint: use it without declaring it, or give the fact another name
packs/small/plan.toml:46:25: error: 'body.nation' is a word; it can never be 'scotland'
    when   = "body.nation = scotland"
                            ^^^^^^^^
    hint: there are: england, wales
packs/small/plan.toml:49:1: error: a limit of duty 'x' hangs on 'today'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: it would be another day tomorrow; count from what happened, and ask about 'today' in conditions only
packs/small/plan.toml:53:1: error: a limit of duty 'x' hangs on 'today'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: it would be another day tomorrow; count from what happened, and ask about 'today' in conditions only
packs/small/plan.toml:57:1: error: a bar of duty 'x' hangs on 'today'
    [[duty.bar]]
    ^^^^^^^^^^^^
    hint: it would be another day tomorrow; count from what happened, and ask about 'today' in conditions only
)text");
}

TEST_CASE("nothing opens on what nobody records") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/x.toml", R"toml([procedure]
id     = "x"
title  = "X"
opens  = "on today"
matter = "x-{date}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml"})) ==
          R"text(
packs/small/x.toml:4:14: error: nobody records 'today', so nothing opens on it
    opens  = "on today"
                 ^^^^^
)text");
}
