// SPDX-License-Identifier: MIT
// What a pack says of elections: those the law fixes, the pre-election periods they bring, and the
// day on which the body itself ends.
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

namespace {

/// The small world with these lines at the end of pack.toml; they begin on line 32.
Files with_manifest(const std::string& toml, const std::string& header = {}) {
    Files files = small_world();
    for (SourceFile& file : files) {
        if (file.path != "packs/small/pack.toml") continue;
        file.text += toml;
        file.text.insert(file.text.find("version"), header);
    }
    return files;
}

std::string errors_of_manifest(const std::string& toml, const std::string& header = {}) {
    return "\n" + errors_of(with_manifest(toml, header));
}

}  // namespace

TEST_CASE("a pre-election period and an election that the law fixes") {
    const Library library = sound(with_manifest(R"toml(
[[fact]]
name  = "notice.published"
title = "Day of the notice of election"
scope = "body"

[[fact]]
name  = "abolition.day"
title = "The last day of the office"
scope = "shared"

[[pause]]
id         = "pcc-election"
title      = "Pre-election period"
elections  = ["ordinary", "by-election", "senedd"]
first      = "notice.published otherwise (25 working days before election.poll in working-days)"
last       = "election.poll"
activities = ["publication"]
law        = [{ cite = "Local Government Act 1986 s.2", verified = "guidance" }]

[[pause]]
id         = "general-election"
title      = "General election"
elections  = ["general"]
activities = ["publication"]

[[election]]
kind   = "ordinary"
poll   = "first Thursday in May 2028"
status = "scheduled by law; the government intends abolition"
source = "oral statement of 13 November 2025"
law    = [{ cite = "PRSRA 2011 s.50(2)", verified = "text" }]
)toml",
                                                "ends-with = \"abolition.day\"\n"
                                                "successor = \"The strategic authority\"\n"));
    const Pack& pack = library.packs.front();
    CHECK(pack.ends_with == "abolition.day");
    CHECK(pack.successor == "The strategic authority");
    REQUIRE(pack.pauses.size() == 2);
    const PauseTemplate& own = pack.pauses[0];
    CHECK(own.id == "pcc-election");
    CHECK(own.title == "Pre-election period");
    CHECK(own.elections == std::vector<std::string>{"ordinary", "by-election", "senedd"});
    CHECK(own.first->text() ==
          "notice.published otherwise (25 working days before election.poll in working-days)");
    CHECK(own.last->text() == "election.poll");
    CHECK(own.activities == std::vector<std::string>{"publication"});
    CHECK(own.law.front().cite == "Local Government Act 1986 s.2");
    CHECK_FALSE(pack.pauses[1].first);
    CHECK_FALSE(pack.pauses[1].last);
    REQUIRE(pack.elections.size() == 1);
    CHECK(pack.elections[0].kind == "ordinary");
    CHECK(pack.elections[0].poll.text() == "first Thursday in May 2028");
    CHECK(pack.elections[0].status == "scheduled by law; the government intends abolition");
    CHECK(pack.elections[0].source == "oral statement of 13 November 2025");
    CHECK(pack.elections[0].law.front().cite == "PRSRA 2011 s.50(2)");
}

TEST_CASE("a pause says which elections bring it and what it suspends") {
    CHECK(errors_of_manifest(R"toml(
[[pause]]
titel = "x"

[[pause]]
id         = "a"
title      = "A"
elections  = ["ordinery", "By election"]
first      = "25 working days before election.pol"
activities = ["publicaton"]

[[pause]]
id         = "a"
title      = "A"
elections  = []
activities = []
)toml") == R"text(
packs/small/pack.toml:33:1: error: this pause has no 'id'
    [[pause]]
    ^^^^^^^^^
packs/small/pack.toml:33:1: error: this pause has no 'title'
    [[pause]]
    ^^^^^^^^^
packs/small/pack.toml:33:1: error: this pause has no 'elections'
    [[pause]]
    ^^^^^^^^^
    hint: the kinds of election that bring it, as in ["ordinary"]
packs/small/pack.toml:33:1: error: this pause has no 'activities'
    [[pause]]
    ^^^^^^^^^
    hint: what it suspends, as in ["public-engagement"]
packs/small/pack.toml:34:1: error: this pause has an unknown key 'titel'
    titel = "x"
    ^^^^^
    hint: it may have: activities, elections, first, id, last, law, title
packs/small/pack.toml:39:15: error: there is no kind of election 'ordinery'
    elections  = ["ordinery", "By election"]
                  ^^^^^^^^^^
    hint: did you mean 'ordinary'?
packs/small/pack.toml:39:27: error: 'By election' cannot be a kind of election
    elections  = ["ordinery", "By election"]
                              ^^^^^^^^^^^^^
    hint: use lower case letters, digits and hyphens, as in 'by-election'
packs/small/pack.toml:40:18: error: these working days do not say whose they are
    first      = "25 working days before election.pol"
                     ^^^^^^^
    hint: every law has its own: add 'in' and a day set, as in 'in working-days'
packs/small/pack.toml:40:38: error: there is no fact called 'election.pol'
    first      = "25 working days before election.pol"
                                         ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/pack.toml:41:15: error: there is no activity called 'publicaton'
    activities = ["publicaton"]
                  ^^^^^^^^^^^^
    hint: did you mean 'publication'?
packs/small/pack.toml:44:14: error: pause 'a' is there twice
    id         = "a"
                 ^^^
packs/small/pack.toml:46:1: error: 'elections' is empty
    elections  = []
    ^^^^^^^^^
    hint: the kinds of election that bring it, as in ["ordinary"]
packs/small/pack.toml:47:1: error: 'activities' is empty
    activities = []
    ^^^^^^^^^^
    hint: what it suspends, as in ["public-engagement"]
)text");
}

TEST_CASE("an election that stands in a pack is fixed by law") {
    CHECK(errors_of_manifest(R"toml(
[[election]]
kind = "by-elektion"
poll = "first Thursday in Mai 2028"

[[election]]
poll = "first Thursday in May 2028"
kind = "mayoral"
law  = [{ cite = "Act s.1", verified = "memory" }]

[[election]]
kind = "mayorel"
law  = [{ cite = "Act s.1", verified = "text" }]
)toml") == R"text(
packs/small/pack.toml:33:1: error: this election cites no law
    [[election]]
    ^^^^^^^^^^^^
    hint: only an election that the law fixes stands here; others are recorded when they are called
packs/small/pack.toml:34:8: error: there is no kind of election 'by-elektion'
    kind = "by-elektion"
           ^^^^^^^^^^^^^
    hint: did you mean 'by-election'?
packs/small/pack.toml:35:27: error: names are written in lower case
    poll = "first Thursday in Mai 2028"
                              ^^^
    hint: write 'mai'
packs/small/pack.toml:37:1: error: this election rests on memory alone
    [[election]]
    ^^^^^^^^^^^^
    hint: verify a citation, or leave it out until it is called
packs/small/pack.toml:42:1: error: this election has no 'poll'
    [[election]]
    ^^^^^^^^^^^^
    hint: the day of the poll, as in "first Thursday in May 2028"
packs/small/pack.toml:43:8: error: there is no kind of election 'mayorel'
    kind = "mayorel"
           ^^^^^^^^^
    hint: did you mean 'mayoral'?
)text");
}

TEST_CASE("pauses and elections read what is recorded for the body") {
    CHECK(errors_of_manifest(R"toml(
[[fact]]
name  = "notice.published"
title = "Day of the notice of election"

[[pause]]
id         = "a"
title      = "A"
elections  = ["ordinary"]
first      = "notice.published"
last       = "election.kind"
activities = ["publication"]

[[election]]
kind = "ordinary"
poll = "4 years after election.poll"
law  = [{ cite = "Act s.1", verified = "text" }]
)toml") == R"text(
packs/small/pack.toml:41:15: error: 'notice.published' is recorded for one matter, and pause 'a' stands outside them
    first      = "notice.published"
                  ^^^^^^^^^^^^^^^^
    hint: count from election.poll, or say scope = "body" where it is declared
packs/small/pack.toml:42:15: error: 'election.kind' is a word, and a date is counted from days or periods
    last       = "election.kind"
                  ^^^^^^^^^^^^^
)text");
}

TEST_CASE("the fact of a body's end is a day of the body") {
    CHECK(errors_of_manifest("", "ends-with = \"election.kind\"\n") == R"text(
packs/small/pack.toml:4:13: error: 'election.kind' is a word; a body ends on a day
    ends-with = "election.kind"
                ^^^^^^^^^^^^^^^
)text");
    CHECK(errors_of_manifest("", "ends-with = \"election.poll\"\n") == R"text(
packs/small/pack.toml:4:13: error: 'election.poll' is not recorded for a body
    ends-with = "election.poll"
                ^^^^^^^^^^^^^^^
    hint: say scope = "body" or scope = "shared" where it is declared
)text");
    CHECK(errors_of_manifest("", "ends-with = \"abolition\"\n") == R"text(
packs/small/pack.toml:4:13: error: there is no fact called 'abolition'
    ends-with = "abolition"
                ^^^^^^^^^^^
    hint: there are: election.kind, election.poll
)text");
}
