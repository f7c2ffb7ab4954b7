// SPDX-License-Identifier: MIT
// Overlays add; they never loosen, remove or change what the law says.
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

const Duty& duty_of(const Procedure& procedure, const std::string& id) {
    const Duty* duty = procedure.find(id);
    REQUIRE(duty != nullptr);
    return *duty;
}

std::vector<std::string> gates_of(const Duty& duty) {
    std::vector<std::string> gates;
    for (const Edge& edge : duty.after) {
        gates.push_back(edge.from_overlay ? edge.duty + "*" : edge.duty);
    }
    return gates;
}

constexpr const char* overlay = R"toml([overlay]
procedure = "plan"
note      = "How this office works."

[[fact]]
name  = "plan.consulted"
title = "End of the consultation"
kind  = "date"

[[duty]]
id         = "paper"
title      = "Take a paper to the commissioner"
bearer     = "commissioner"
owner      = "chief-executive"
takes      = "10 working days"
after      = ["draft"]
before     = ["send", "issue"]
target     = "2 weeks after plan.consulted"
assumption = "A paper in the first weeks."

[[set]]
duty            = "issue"
takes           = "3 working days"
target          = "8 months after election.poll"
lead            = ["2 weeks"]
slack-threshold = 4
activity        = ["publication"]
assurance       = "The chief executive checks."
evidence        = "The decision notice."
after           = ["draft", { duty = "send", lag = "5 days" }]
assumption      = "Three days for the notice."
)toml";

}  // namespace

TEST_CASE("an overlay adds duties, gates, facts and what is the office's own") {
    const Library library = sound(with_overlay(overlay));
    const Procedure& plan = *library.procedure("anyshire", "plan");
    const Duty& paper = duty_of(plan, "paper");
    CHECK(paper.from_overlay);
    CHECK(paper.by_office);
    CHECK(paper.law.empty());
    CHECK(paper.assumption == "A paper in the first weeks.");
    CHECK(gates_of(paper) == std::vector<std::string>{"draft*"});
    CHECK(gates_of(duty_of(plan, "send")) == std::vector<std::string>{"draft", "paper*"});

    const Duty& issue = duty_of(plan, "issue");
    CHECK_FALSE(issue.from_overlay);
    CHECK(issue.limits.size() == 1);
    CHECK(text(issue.takes) == "3 working days");
    CHECK(issue.target->text() == "8 months after election.poll");
    CHECK(text(issue.lead.front()) == "2 weeks");
    CHECK(issue.slack_threshold == 4);
    CHECK(issue.activities == std::vector<std::string>{"publication"});
    CHECK(issue.assurance == "The chief executive checks.");
    CHECK(issue.evidence == "The decision notice.");
    CHECK(issue.assumption == "Three days for the notice.");
    CHECK(gates_of(issue) == std::vector<std::string>{"send", "draft*", "send*", "paper*"});
    CHECK(issue.after[2].lag.n == 5);

    std::vector<std::string> facts;
    for (const FactDeclaration& fact : plan.facts) facts.push_back(fact.name);
    CHECK(facts == std::vector<std::string>{"election.poll", "election.kind", "plan.consulted"});
}

TEST_CASE("the pack itself stays as it was") {
    const Library library = sound(with_overlay(overlay));
    const Procedure& plan = library.packs[0].procedures[0];
    CHECK(plan.find("paper") == nullptr);
    CHECK(gates_of(duty_of(plan, "issue")) == std::vector<std::string>{"send"});
    CHECK(duty_of(plan, "issue").takes.n == 0);
}

TEST_CASE("a gate of the law stays a gate of the law when an overlay names it again") {
    const Library library = sound(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty  = "issue"
after = ["send"]
)toml"));
    CHECK(gates_of(duty_of(*library.procedure("anyshire", "plan"), "issue")) ==
          std::vector<std::string>{"send"});
}

TEST_CASE("an overlay for one matter lies on the one for all and reaches only its matter") {
    Files files = with_overlay(overlay);
    files.push_back({"overlays/anyshire/a-2016.toml", R"toml([overlay]
procedure  = "plan"
applies-to = "plan-2016"

[[duty]]
id         = "survey"
title      = "Commission a survey"
bearer     = "commissioner"
owner      = "chief-executive"
before     = ["paper"]
assumption = "In 2016 a survey came first."

[[set]]
duty       = "paper"
takes      = "20 working days"
assumption = "It took longer then."
)toml"});
    const Library library = sound(files);
    const Procedure& general = *library.procedure("anyshire", "plan");
    CHECK(general.applies_to.empty());
    CHECK(general.find("survey") == nullptr);
    CHECK(library.procedure_for("anyshire", "plan", "plan-2024") == &general);
    CHECK(library.procedures_of("anyshire").size() == 1);

    const Procedure* special = library.procedure_for("anyshire", "plan", "plan-2016");
    REQUIRE(special != nullptr);
    CHECK(special->applies_to == "plan-2016");
    const Duty& paper = duty_of(*special, "paper");
    CHECK(text(paper.takes) == "20 working days");
    CHECK(paper.assumption == "A paper in the first weeks. It took longer then.");
    CHECK(gates_of(paper) == std::vector<std::string>{"draft*", "survey*"});
    CHECK(text(duty_of(general, "paper").takes) == "10 working days");
}

TEST_CASE("an overlay of one body does not reach another") {
    Files files = with_overlay(overlay);
    std::string other;
    for (const SourceFile& file : files) {
        if (file.path == "bodies/anyshire.toml") other = file.text;
    }
    const auto at = other.find("anyshire");
    files.push_back({"bodies/otherplace.toml", other.replace(at, 8, "otherplace")});
    const Library library = sound(files);
    CHECK(library.procedure("otherplace", "plan")->find("paper") == nullptr);
    CHECK(library.procedure("anyshire", "plan")->find("paper") != nullptr);
}

TEST_CASE("an overlay may bring meetings of its body") {
    const Library library = sound(with_overlay(R"toml([overlay]
procedure = "plan"

[[meeting]]
calendar = "panel"
date     = 2024-09-23
source   = "agenda"
)toml"));
    REQUIRE(library.body("anyshire")->meetings.size() == 1);
    CHECK(library.body("anyshire")->meetings[0].id == "panel-2024-09-23");
}

TEST_CASE("an overlay cannot loosen or change what the law says") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty           = "issue"
limit          = "1 year after election.poll"
bearer         = "panel"
law            = []
kind           = "gate"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:1: error: an overlay cannot change a limit: limits are law and policy never moves them
    limit          = "1 year after election.poll"
    ^^^^^
    hint: to hold the office to an earlier day, set 'target'
overlays/anyshire/plan.toml:7:1: error: an overlay cannot change who bears a duty: the law says who must do it
    bearer         = "panel"
    ^^^^^^
    hint: 'owner' is the role in the office that answers for it
overlays/anyshire/plan.toml:8:1: error: an overlay cannot change the citations of a duty
    law            = []
    ^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:9:1: error: an overlay cannot change the kind of a duty: the law makes it what it is
    kind           = "gate"
    ^^^^
    hint: if the pack is wrong, correct the pack and its citation
)text");
}

TEST_CASE("an overlay cannot take away what the law says") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty           = "issue"
when           = "election.kind = ordinary"
may-be-done-by = ["panel"]
switched-off   = "not this year"
title          = "Issue it some day"
remove         = ["send"]
meeting        = { calendar = "panel" }
bar            = []
item           = []

[[remove]]
duty = "send"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:1: error: an overlay cannot change when a duty is required: the law says so
    when           = "election.kind = ordinary"
    ^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:7:1: error: an overlay cannot change who may do a duty: the law says who may
    may-be-done-by = ["panel"]
    ^^^^^^^^^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:8:1: error: an overlay cannot switch off a duty of the pack
    switched-off   = "not this year"
    ^^^^^^^^^^^^
    hint: waive it in the matter, with the reason, if it is not required this time
overlays/anyshire/plan.toml:9:1: error: an overlay cannot rename a duty: notices must name the same duty everywhere
    title          = "Issue it some day"
    ^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:10:1: error: an overlay cannot remove gates: it may only add them
    remove         = ["send"]
    ^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:11:1: error: an overlay cannot change the meeting a duty is bound to
    meeting        = { calendar = "panel" }
    ^^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:12:1: error: an overlay cannot change a bar: the first lawful day is law
    bar            = []
    ^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:13:1: error: an overlay cannot change the checklist of a duty: the law lists what it needs
    item           = []
    ^^^^
    hint: add a duty of the office's own
overlays/anyshire/plan.toml:15:3: error: an overlay cannot remove anything: it may only add duties and gates
    [[remove]]
      ^^^^^^
    hint: waive a duty in the matter, with the reason, if it is not required this time
)text");
}

TEST_CASE("an overlay does not touch versions, readings or what the law takes to have happened") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty     = "issue"
version  = []
reading  = []
chosen   = "a"
readings = { q = "a" }

[[fact]]
name  = "own"
title = "A fact of the office"
kind  = "yes-no"

[[fact.derived]]
is = "yes"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:1: error: an overlay cannot change the versions of a limit: they are law
    version  = []
    ^^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:7:1: error: an overlay cannot change how disputed words may be read
    reading  = []
    ^^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
overlays/anyshire/plan.toml:8:1: error: an overlay cannot choose among readings of disputed words
    chosen   = "a"
    ^^^^^^
    hint: choose in the body's file: readings = { question = "reading" }
overlays/anyshire/plan.toml:9:1: error: an overlay cannot choose among readings of disputed words
    readings = { q = "a" }
    ^^^^^^^^
    hint: choose in the body's file: readings = { question = "reading" }
overlays/anyshire/plan.toml:16:1: error: an overlay cannot say what the law takes to have happened
    [[fact.derived]]
    ^^^^^^^^^^^^^^^^
    hint: if the pack is wrong, correct the pack and its citation
)text");
}

TEST_CASE("an assumption says what it stands on") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty = "draft"
takes = "5 working days"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:1: error: 'takes' is an assumption of the office, and [[set]] of 'draft' does not say why
    takes = "5 working days"
    ^^^^^
    hint: add assumption = "what the office takes for granted here"
)text");
}

TEST_CASE("a step of the office's own says why it is there") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"


[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
# = "The office starts with a paper."
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:14: error: duty 'paper' has neither 'law' nor 'assumption'
    id         = "paper"
                 ^^^^^^^
    hint: a step of the office's own says in 'assumption' why it is there
)text");
}

TEST_CASE("a step of the office's own has no limit without law") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"


[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."
limit = "5 days after election.poll"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:11:9: error: duty 'paper' has a limit that cites no law
    limit = "5 days after election.poll"
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    hint: only the law sets limits; hold the office to a day with 'target'
)text");
}

TEST_CASE("an overlay's names are looked up like the pack's") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"


[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."
after  = ["drafft"]
before = ["isue"]
activity = "publishing"

[[set]]
duty  = "sends"
owner = "clerk"
takes = "2 working days in worked-days"
target = "5 working days after election.pol"
assumption = "x"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:11:11: error: there is no duty called 'drafft'
    after  = ["drafft"]
              ^^^^^^^^
    hint: did you mean 'draft'?
overlays/anyshire/plan.toml:12:11: error: there is no duty called 'isue'
    before = ["isue"]
              ^^^^^^
    hint: did you mean 'issue'?
overlays/anyshire/plan.toml:13:12: error: there is no activity called 'publishing'
    activity = "publishing"
               ^^^^^^^^^^^^
    hint: there are: publication
overlays/anyshire/plan.toml:16:9: error: there is no duty called 'sends'
    duty  = "sends"
            ^^^^^^^
    hint: did you mean 'send'?
overlays/anyshire/plan.toml:17:9: error: there is no role called 'clerk'
    owner = "clerk"
            ^^^^^^^
    hint: there are: chief-executive
overlays/anyshire/plan.toml:18:28: error: there is no day set called 'worked-days'
    takes = "2 working days in worked-days"
                               ^^^^^^^^^^^
    hint: did you mean 'working-days'?
overlays/anyshire/plan.toml:19:13: error: these working days do not say whose they are
    target = "5 working days after election.pol"
                ^^^^^^^
    hint: every law has its own: add 'in' and a day set, as in 'in working-days'
overlays/anyshire/plan.toml:19:32: error: there is no fact called 'election.pol'
    target = "5 working days after election.pol"
                                   ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
)text");
}

TEST_CASE("an overlay's step must have a new id") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"


[[duty]]
id         = "draft"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."

[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."

[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:14: error: duty 'draft' is in 'packs/small/plan.toml' already
    id         = "draft"
                 ^^^^^^^
    hint: to add to it write [[set]] with duty = "draft"
overlays/anyshire/plan.toml:20:14: error: duty 'paper' is there twice
    id         = "paper"
                 ^^^^^^^
)text");
}

TEST_CASE("an overlay names a matter of the procedure") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"
applies-to = "planned-2024"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:3:14: error: 'planned-2024' is never the name of a matter of 'plan'
    applies-to = "planned-2024"
                 ^^^^^^^^^^^^^^
    hint: its matters are named plan-{year}
)text");
}

TEST_CASE("an overlay lies over a procedure") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plans"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:2:13: error: there is no procedure called 'plans'
    procedure = "plans"
                ^^^^^^^
    hint: did you mean 'plan'?
)text");
}

TEST_CASE("an overlay without its table") {
    CHECK("\n" + errors_of(with_overlay(R"toml([[set]]
duty = "draft"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:1:1: error: the file has no [overlay]
    [[set]]
    ^
    hint: begin with [overlay] and the procedure it lies over
)text");
}

TEST_CASE("an overlay of a body that is not there") {
    CHECK("\n" + errors_of(with(small_world(), {"overlays/nowhere/plan.toml", R"toml([overlay]
procedure = "plan"

)toml"})) ==
          R"text(
overlays/nowhere/plan.toml:1:1: error: there is no body called 'nowhere'
    [overlay]
    ^^^^^^^^^
    hint: an overlay lies in the folder of its body, as in overlays/nowhere/
)text");
}

TEST_CASE("a gate of an overlay can close a circle") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"


[[duty]]
id         = "paper"
title      = "Take a paper"
bearer     = "commissioner"
owner      = "chief-executive"
assumption = "The office starts with a paper."
after  = ["issue"]
before = ["draft"]
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:11:11: error: gates run in a circle: draft -> send -> issue -> paper -> draft
    after  = ["issue"]
              ^^^^^^^
    hint: none of these could ever be done; take one of the gates away
)text");
}

TEST_CASE("an overlay's gates can close a circle on their own") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty = "draft"
after = ["issue"]
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:10: error: gates run in a circle: draft -> send -> issue -> draft
    after = ["issue"]
             ^^^^^^^
    hint: none of these could ever be done; take one of the gates away
)text");
}

TEST_CASE("an overlay's facts are new ones") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[fact]]
name = "election.poll"
title = "x"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:5:8: error: fact 'election.poll' is declared in 'packs/small/pack.toml' already
    name = "election.poll"
           ^^^^^^^^^^^^^^^
)text");
}

TEST_CASE("an unknown key of an overlay") {
    CHECK("\n" + errors_of(with_overlay(R"toml([overlay]
procedure = "plan"

[[set]]
duty = "draft"
take = "5 days"

[[sets]]
duty = "draft"
)toml")) ==
          R"text(
overlays/anyshire/plan.toml:6:1: error: [[set]] of 'draft' has an unknown key 'take'
    take = "5 days"
    ^^^^
    hint: did you mean 'takes'?
overlays/anyshire/plan.toml:8:3: error: the file has an unknown key 'sets'
    [[sets]]
      ^^^^
    hint: did you mean 'set'?
)text");
}
