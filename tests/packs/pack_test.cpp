// SPDX-License-Identifier: MIT
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

const Duty& duty_of(const Library& library, const std::string& id) {
    const Duty* duty = library.procedure("anyshire", "plan")->find(id);
    REQUIRE(duty != nullptr);
    return *duty;
}

}  // namespace

TEST_CASE("the small world is sound and quiet") {
    CHECK(errors_of(small_world()).empty());
    CHECK(findings_of(small_world()).empty());
}

TEST_CASE("a procedure's header") {
    const Library library = sound(small_world());
    REQUIRE(library.packs.size() == 1);
    REQUIRE(library.packs[0].procedures.size() == 1);
    const Procedure& plan = library.packs[0].procedures[0];
    CHECK(plan.id == "plan");
    CHECK(plan.title == "Issue the plan");
    CHECK(plan.pack == "small");
    CHECK(plan.file == "packs/small/plan.toml");
    CHECK(plan.opening.occasions == std::vector<std::string>{"election.poll"});
    CHECK(plan.matter_name == "plan-{year}");
    REQUIRE(plan.opening.when);
    CHECK(plan.opening.when->text() == "election.kind = ordinary");
}

TEST_CASE("a procedure has its own copy of the pack's facts it reads, and no others") {
    const Library library = sound(with_duties(R"toml(
[[fact]]
name  = "plan.differs"
title = "Whether the text differs"
kind  = "yes-no"
)toml"));
    const Procedure& plan = *library.procedure("anyshire", "plan");
    std::vector<std::string> names;
    for (const FactDeclaration& fact : plan.facts) names.push_back(fact.name);
    CHECK(names == std::vector<std::string>{"plan.differs", "election.poll", "election.kind"});
}

TEST_CASE("a short limit is hard, under the duty's own law") {
    const Library library = sound(small_world());
    const Duty& issue = duty_of(library, "issue");
    CHECK(issue.kind == DutyKind::limit);
    REQUIRE(issue.limits.size() == 1);
    CHECK(issue.limits[0].kind == LimitKind::hard);
    CHECK(issue.limits[0].rule->text() == "last day of financial year containing election.poll");
    CHECK(issue.limits[0].law.front().cite == "Act s.3");
    CHECK(issue.limits[0].gravity == Gravity::serious);
    CHECK(duty_of(library, "draft").kind == DutyKind::gate);
}

TEST_CASE("every kind of limit") {
    const Library library = sound(with_duties(R"toml(
[[duty]]
id     = "all"
title  = "Everything"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "guidance", on = 2026-04-01, note = "leaflet" }]

[[duty.limit]]
kind = "asap"

[[duty.limit]]
kind = "reasonable"
rule = "2 weeks after election.poll"

[[duty.limit]]
kind = "entered"
rule = "election.poll"

[[duty.limit]]
kind    = "with"
partner = "issue"

[[duty.limit]]
kind      = "window"
opens     = "1 day after election.poll"
rule      = "10 days after election.poll"
directory = true
gravity   = "grave"
missing   = "It is void."

[[duty.limit]]
kind = "automatic"
rule = "6 days after election.poll"

[[duty.limit]]
kind = "on-day"
rule = "the day after election.poll"
law  = [{ cite = "Act s.10", verified = "text" }]
)toml"));
    const Duty& all = duty_of(library, "all");
    std::vector<std::string> kinds;
    for (const Limit& limit : all.limits) kinds.push_back(text(limit.kind));
    CHECK(kinds == std::vector<std::string>{"asap", "reasonable", "entered", "with", "window",
                                            "automatic", "on-day"});
    CHECK_FALSE(all.limits[0].rule);
    CHECK(all.limits[3].partner == "issue");
    CHECK(all.limits[4].opens->text() == "1 day after election.poll");
    CHECK(all.limits[4].directory);
    CHECK(all.limits[4].gravity == Gravity::grave);
    CHECK(all.limits[4].missing == "It is void.");
    CHECK(all.limits[5].law.front().note == "leaflet");
    CHECK(all.limits[5].law.front().verified == Verification::guidance);
    CHECK(all.limits[5].law.front().on == civil::Date::of(2026, 4, 1));
    CHECK(all.limits[6].law.front().cite == "Act s.10");
}

TEST_CASE("every other field of a duty") {
    const Library library = sound(with_duties(R"toml(
[[duty]]
id              = "all"
title           = "Everything"
bearer          = "panel"
owner           = "chief-executive"
law             = [{ cite = "Act s.9", verified = "text" }]
kind            = "soft-gate"
after           = ["draft", { duty = "send", lag = "3 days", soft = true }]
target          = "2 weeks after election.poll"
expect          = "3 weeks after election.poll"
takes           = "2 working days in meeting-days"
activity        = ["publication"]
meeting         = { calendar = "panel", kinds = ["full", "hearing"] }
when            = "election.kind = by-election"
may-be-done-by  = ["commissioner", "panel"]
lead            = ["4 weeks", "2 working days"]
slack-threshold = 3
assurance       = "Somebody looks."
evidence        = "A letter."

[[duty.bar]]
until  = "7 days after election.poll"
effect = "not-done"
why    = "The term has not begun."
law    = [{ cite = "Act s.11", verified = "text" }]

[[duty.item]]
id    = "a"
title = "Objectives"
law   = [{ cite = "Act s.9(a)", verified = "text" }]

[[duty]]
id     = "last"
title  = "Last"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after  = ["all"]
)toml"));
    const Duty& all = duty_of(library, "all");
    CHECK(all.kind == DutyKind::soft_gate);
    CHECK_FALSE(all.by_office);
    CHECK(duty_of(library, "draft").by_office);
    REQUIRE(all.after.size() == 2);
    CHECK(all.after[0].duty == "draft");
    CHECK_FALSE(all.after[0].soft);
    CHECK(all.after[1].lag.n == 3);
    CHECK(all.after[1].soft);
    CHECK(all.target->text() == "2 weeks after election.poll");
    CHECK(all.expect->text() == "3 weeks after election.poll");
    CHECK(text(all.takes) == "2 working days in meeting-days");
    CHECK(all.activities == std::vector<std::string>{"publication"});
    CHECK(all.meeting->calendar == "panel");
    CHECK(all.meeting->kinds == std::vector<std::string>{"full", "hearing"});
    CHECK(all.when->text() == "election.kind = by-election");
    CHECK(all.may_be_done_by == std::vector<std::string>{"commissioner", "panel"});
    REQUIRE(all.lead.size() == 2);
    CHECK(text(all.lead[0]) == "4 weeks");
    CHECK(all.slack_threshold == 3);
    CHECK(all.assurance == "Somebody looks.");
    CHECK(all.evidence == "A letter.");
    REQUIRE(all.bars.size() == 1);
    CHECK(all.bars[0].effect == Bar::Effect::not_done);
    CHECK(all.bars[0].why == "The term has not begun.");
    REQUIRE(all.checklist.size() == 1);
    CHECK(all.checklist[0].law.front().cite == "Act s.9(a)");
    CHECK(duty_of(library, "last").after.front().soft);  // its gate only warns
}

TEST_CASE("kinds follow from limits unless they are said") {
    const Library library = sound(with_duties(R"toml(
[[duty]]
id     = "begins"
title  = "The term begins"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = [{ kind = "automatic", rule = "7 days after election.poll at 00:00" }]

[[duty]]
id     = "review"
title  = "Keep under review"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
kind   = "continuous"
)toml"));
    CHECK(duty_of(library, "begins").kind == DutyKind::automatic);
    CHECK(duty_of(library, "review").kind == DutyKind::continuous);
}

TEST_CASE("facts: kinds, scopes, and the day a duty is done") {
    const Library library = sound(with_duties(R"toml(
[[fact]]
name  = "plan.issued"
title = "Day the plan was issued"
kind  = "date"
duty  = "issue"

[[fact]]
name     = "staff"
title    = "How many people work here"
kind     = "number"
scope    = "body"
owner    = "chief-executive"
required = true

[[fact]]
name  = "post-election"
title = "A period"
kind  = "period"
scope = "shared"
)toml"));
    const auto& facts = library.procedure("anyshire", "plan")->facts;
    REQUIRE(facts.size() >= 3);
    CHECK(facts[0].name == "plan.issued");
    CHECK(facts[0].duty == "issue");
    CHECK(facts[1].kind == FactDeclaration::Kind::number);
    CHECK(facts[1].scope == FactDeclaration::Scope::body);
    CHECK(facts[1].required);
    CHECK(facts[1].owner == "chief-executive");
    CHECK(facts[2].kind == FactDeclaration::Kind::period);
    CHECK(facts[2].scope == FactDeclaration::Scope::shared);
}

TEST_CASE("an ignored period of the pack comes to the procedures that count with it") {
    Files files = with_duties(R"toml(
[[duty]]
id     = "report"
title  = "Report"
bearer = "panel"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = "3 weeks beginning with election.poll ignoring post-election-period"
)toml");
    for (SourceFile& file : files) {
        if (file.path != "packs/small/pack.toml") continue;
        file.text += R"toml(
[[fact]]
name  = "acceptance"
title = "Declaration"
kind  = "date"

[[ignored]]
name  = "post-election-period"
first = "election.poll"
last  = "acceptance"
when  = "election.kind = ordinary"
law   = [{ cite = "Act s.12", verified = "text" }]
)toml";
    }
    const Library library = sound(files);
    const Procedure& plan = *library.procedure("anyshire", "plan");
    REQUIRE(plan.ignored.size() == 1);
    CHECK(plan.ignored[0].name == "post-election-period");
    CHECK(plan.ignored[0].last.text() == "acceptance");
    CHECK(plan.ignored[0].when->text() == "election.kind = ordinary");
    bool has_acceptance = false;
    for (const auto& fact : plan.facts) has_acceptance |= fact.name == "acceptance";
    CHECK(has_acceptance);
}

TEST_CASE("a duty that is switched off is listed, and nothing waits for it") {
    const Files files = with_duties(R"toml(
[[duty]]
id           = "maybe"
title        = "Perhaps a duty"
bearer       = "commissioner"
law          = [{ cite = "Act s.99", verified = "memory" }]
switched-off = "The Act was not read."

[[duty]]
id     = "after-maybe"
title  = "Something after it"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after  = ["maybe", "draft"]
)toml");
    const Library library = sound(files);
    const Procedure& plan = *library.procedure("anyshire", "plan");
    CHECK(plan.find("maybe") == nullptr);
    REQUIRE(plan.find("after-maybe")->after.size() == 1);
    CHECK(plan.find("after-maybe")->after[0].duty == "draft");
    CHECK(findings_of(files) ==
          "packs/small/plan.toml:33:16: finding: duty 'maybe' is switched off: The Act was not "
          "read.\n"
          "    id           = \"maybe\"\n"
          "                   ^^^^^^^\n"
          "    hint: these do not wait for it meanwhile: after-maybe\n");
}

TEST_CASE("a limit that is switched off is listed and left out") {
    const Files files = with_duties(R"toml(
[[duty]]
id     = "some"
title  = "Something"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = [
    { kind = "asap" },
    { kind = "hard", rule = "5 days after election.poll", switched-off = "only remembered", law = [{ cite = "Act s.9(2)", verified = "memory" }] },
]
)toml");
    const Library library = sound(files);
    CHECK(library.procedure("anyshire", "plan")->find("some")->limits.size() == 1);
    CHECK(findings_of(files).find("finding: a limit of duty 'some' is switched off: only "
                                  "remembered\n") != std::string::npos);
}
