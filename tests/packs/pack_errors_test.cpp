// SPDX-License-Identifier: MIT
// Every mistake a pack, a body or a list of meetings can have, with the whole of what is said about
// it. The texts below are read by people: change one here when you change one there.
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/packs/texts.hpp"

using namespace dutyd;
using namespace dutyd::rules;

TEST_CASE("a key nobody knows") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
befor = ["send"]
asurance = "x"
)toml")) ==
          R"text(
packs/small/plan.toml:38:1: error: duty 'x' has an unknown key 'befor'
    befor = ["send"]
    ^^^^^
    hint: it may have: activity, after, assurance, bar, bearer, evidence, expect, id, item, kind, law, lead, limit, may-be-done-by, meeting, owner, slack-threshold, switched-off, takes, target, title, when
packs/small/plan.toml:39:1: error: duty 'x' has an unknown key 'asurance'
    asurance = "x"
    ^^^^^^^^
    hint: did you mean 'assurance'?
)text");
}

TEST_CASE("a duty needs an id, a title, a bearer and a citation") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
owner = "chief-executive"
)toml")) ==
          R"text(
packs/small/plan.toml:32:1: error: this duty has no 'id'
    [[duty]]
    ^^^^^^^^
packs/small/plan.toml:32:1: error: this duty has no 'title'
    [[duty]]
    ^^^^^^^^
packs/small/plan.toml:32:1: error: this duty has no 'bearer'
    [[duty]]
    ^^^^^^^^
    hint: say which party must do it
packs/small/plan.toml:32:1: error: this duty cites no law
    [[duty]]
    ^^^^^^^^
    hint: add law = [{ cite = "...", verified = "text" }]; what no law requires belongs in an overlay
)text");
}

TEST_CASE("an id is letters, digits and hyphens") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "X y"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml")) ==
          R"text(
packs/small/plan.toml:33:10: error: 'X y' cannot be used as 'id'
    id     = "X y"
             ^^^^^
    hint: use lower case letters, digits and hyphens, as in 'send-to-panel'
)text");
}

TEST_CASE("a duty is there once") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "draft"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml")) ==
          R"text(
packs/small/plan.toml:33:10: error: duty 'draft' is there twice
    id     = "draft"
             ^^^^^^^
    hint: first on line 8
)text");
}

TEST_CASE("misspelt names get the nearest one") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id       = "x"
title    = "X"
bearer   = "comissioner"
owner    = "chief-exective"
law      = [{ cite = "Act s.9", verified = "text" }]
after    = ["drafft", { duty = "sned" }]
activity = "publicaton"
meeting  = { calendar = "pannel", kinds = ["ful"] }
may-be-done-by = ["panell"]
takes    = "2 working days in workingdays"
)toml")) ==
          R"text(
packs/small/plan.toml:35:12: error: there is no party called 'comissioner'
    bearer   = "comissioner"
               ^^^^^^^^^^^^^
    hint: did you mean 'commissioner'?
packs/small/plan.toml:36:12: error: there is no role called 'chief-exective'
    owner    = "chief-exective"
               ^^^^^^^^^^^^^^^^
    hint: did you mean 'chief-executive'?
packs/small/plan.toml:38:13: error: there is no duty called 'drafft'
    after    = ["drafft", { duty = "sned" }]
                ^^^^^^^^
    hint: did you mean 'draft'?
packs/small/plan.toml:38:32: error: there is no duty called 'sned'
    after    = ["drafft", { duty = "sned" }]
                                   ^^^^^^
    hint: there are: draft, issue, send, x
packs/small/plan.toml:39:12: error: there is no activity called 'publicaton'
    activity = "publicaton"
               ^^^^^^^^^^^^
    hint: did you mean 'publication'?
packs/small/plan.toml:40:25: error: there is no meeting calendar called 'pannel'
    meeting  = { calendar = "pannel", kinds = ["ful"] }
                            ^^^^^^^^
    hint: did you mean 'panel'?
packs/small/plan.toml:40:44: error: 'ful' is not a kind of meeting
    meeting  = { calendar = "pannel", kinds = ["ful"] }
                                               ^^^^^
    hint: did you mean 'full'?
packs/small/plan.toml:41:19: error: there is no party called 'panell'
    may-be-done-by = ["panell"]
                      ^^^^^^^^
    hint: did you mean 'panel'?
packs/small/plan.toml:42:31: error: there is no day set called 'workingdays'
    takes    = "2 working days in workingdays"
                                  ^^^^^^^^^^^
    hint: did you mean 'working-days'?
)text");
}

TEST_CASE("an expression's caret points into the pack") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit = "5 dayz after election.poll"
)toml")) ==
          R"text(
packs/small/plan.toml:38:12: error: expected days, weeks, months, years or hours, not 'dayz'
    limit = "5 dayz after election.poll"
               ^^^^
    hint: did you mean 'day'?
)text");
}

TEST_CASE("a misspelt fact, day set or calendar inside an expression") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit  = "5 working days after election.pol in workin-days"
target = "first pannel meeting on or after election.poll"
expect = "5 days after election.poll ignoring purdah"
)toml")) ==
          R"text(
packs/small/plan.toml:38:32: error: there is no fact called 'election.pol'
    limit  = "5 working days after election.pol in workin-days"
                                   ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:38:48: error: there is no day set called 'workin-days'
    limit  = "5 working days after election.pol in workin-days"
                                                   ^^^^^^^^^^^
    hint: did you mean 'working-days'?
packs/small/plan.toml:39:17: error: there is no meeting calendar called 'pannel'
    target = "first pannel meeting on or after election.poll"
                    ^^^^^^
    hint: did you mean 'panel'?
packs/small/plan.toml:40:47: error: there is no ignored period called 'purdah'
    expect = "5 days after election.poll ignoring purdah"
                                                  ^^^^^^
    hint: none is declared
)text");
}

TEST_CASE("working days must say whose they are") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit = "5 working days after election.poll"
)toml")) ==
          R"text(
packs/small/plan.toml:38:12: error: these working days do not say whose they are
    limit = "5 working days after election.poll"
               ^^^^^^^
    hint: every law has its own: add 'in' and a day set, as in 'in working-days'
)text");
}

TEST_CASE("a value in escapes or on several lines is marked whole") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit = "5 dayz after \u0065lection.poll"
target = """
5 dayz after election.poll"""
)toml")) ==
          R"text(
packs/small/plan.toml:38:9: error: expected days, weeks, months, years or hours, not 'dayz'
    limit = "5 dayz after \u0065lection.poll"
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    hint: did you mean 'day'?
packs/small/plan.toml:39:10: error: expected days, weeks, months, years or hours, not 'dayz'
    target = """
             ^^^
    hint: did you mean 'day'?
)text");
}

TEST_CASE("conditions are checked against what the facts can be") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
when = "election.kind = ordinery or election.poll = soon or polling = yes"
)toml")) ==
          R"text(
packs/small/plan.toml:38:25: error: 'election.kind' is a word; it can never be 'ordinery'
    when = "election.kind = ordinery or election.poll = soon or polling = yes"
                            ^^^^^^^^
    hint: did you mean 'ordinary'?
packs/small/plan.toml:38:53: error: 'election.poll' is a date; it can never be 'soon'
    when = "election.kind = ordinery or election.poll = soon or polling = yes"
                                                        ^^^^
    hint: write days as 2024-05-02
packs/small/plan.toml:38:61: error: there is no fact called 'polling'
    when = "election.kind = ordinery or election.poll = soon or polling = yes"
                                                                ^^^^^^^
    hint: there are: election.kind, election.poll
)text");
}

TEST_CASE("a comparison asks what a fact can be") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[fact]]
name  = "accounts.year"
title = "The year"
kind  = "period"

[[fact]]
name  = "vetoed"
title = "Vetoed"
kind  = "yes-no"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
when   = "accounts.year = 2024-25 and election.poll = 2024-04-01..2025-03-31"

[[duty.limit]]
kind = "hard"
rule = "election.poll"
when = "vetoed > no and election.kind < ordinary and election.poll > election.kind"

[[duty.limit]]
kind = "hard"
rule = "election.poll"
when = "election.poll > election.pol and vetoed = today and accounts.year <= today"

[[duty.bar]]
from = "election.poll"
why  = "x"
when = """
election.poll > election.kind"""
)toml")) ==
          R"text(
packs/small/plan.toml:48:27: error: 'accounts.year' is a period; it can never be '2024-25'
    when   = "accounts.year = 2024-25 and election.poll = 2024-04-01..2025-03-31"
                              ^^^^^^^
    hint: write periods as 2024-04-01..2025-03-31
packs/small/plan.toml:48:55: error: 'election.poll' is a date; it can never be '2024-04-01..2025-03-31'
    when   = "accounts.year = 2024-25 and election.poll = 2024-04-01..2025-03-31"
                                                          ^^^^^^^^^^^^^^^^^^^^^^
    hint: compare it with the first and the last day of the period
packs/small/plan.toml:53:9: error: 'vetoed' is yes or no, which has no order
    when = "vetoed > no and election.kind < ordinary and election.poll > election.kind"
            ^^^^^^
    hint: ask with '=' or '!='
packs/small/plan.toml:53:25: error: 'election.kind' is a word, which has no order
    when = "vetoed > no and election.kind < ordinary and election.poll > election.kind"
                            ^^^^^^^^^^^^^
    hint: ask with '=' or '!='
packs/small/plan.toml:53:70: error: 'election.poll' is a date and 'election.kind' is a word: they cannot be compared
    when = "vetoed > no and election.kind < ordinary and election.poll > election.kind"
                                                                         ^^^^^^^^^^^^^
packs/small/plan.toml:58:25: error: there is no fact called 'election.pol'
    when = "election.poll > election.pol and vetoed = today and accounts.year <= today"
                            ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:58:51: error: 'vetoed' is yes or no and 'today' is a date: they cannot be compared
    when = "election.poll > election.pol and vetoed = today and accounts.year <= today"
                                                      ^^^^^
packs/small/plan.toml:63:8: error: 'election.poll' is a date and 'election.kind' is a word: they cannot be compared
    when = """
           ^^^
)text");
}

TEST_CASE("a fact that is no day cannot be counted from") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit = "5 days after election.kind"
)toml")) ==
          R"text(
packs/small/plan.toml:38:23: error: 'election.kind' is a word, and a date is counted from days or periods
    limit = "5 days after election.kind"
                          ^^^^^^^^^^^^^
)text");
}

TEST_CASE("each kind of limit needs what it needs") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]

[[duty.limit]]
kind = "hard"

[[duty.limit]]
kind = "window"
rule = "5 days after election.poll"

[[duty.limit]]
kind = "with"
rule = "5 days after election.poll"

[[duty.limit]]
kind  = "asap"
opens = "election.poll"

[[duty.limit]]
rule = "5 days after election.poll"

[[duty.limit]]
kind = "hardest"
rule = "5 days after election.poll"
)toml")) ==
          R"text(
packs/small/plan.toml:39:1: error: a limit of kind 'hard' needs 'rule'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: the last lawful day, as an expression
packs/small/plan.toml:42:1: error: a limit of kind 'window' needs 'opens'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: the first lawful day
packs/small/plan.toml:46:1: error: a limit of kind 'with' needs 'partner'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: the duty that must be done on the same day
packs/small/plan.toml:48:1: error: a limit of kind 'with' has no 'rule'
    rule = "5 days after election.poll"
    ^^^^
packs/small/plan.toml:52:1: error: a limit of kind 'asap' has no 'opens'
    opens = "election.poll"
    ^^^^^
packs/small/plan.toml:54:1: error: this limit has no 'kind'
    [[duty.limit]]
    ^^^^^^^^^^^^^^
    hint: it may be: hard, asap, reasonable, entered, with, window, automatic, on-day
packs/small/plan.toml:58:8: error: 'kind' cannot be 'hardest'
    kind = "hardest"
           ^^^^^^^^^
    hint: it may be: hard, asap, reasonable, entered, with, window, automatic, on-day
)text");
}

TEST_CASE("a duty is not its own partner") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
limit = [{ kind = "with", partner = "x" }]
)toml")) ==
          R"text(
packs/small/plan.toml:38:10: error: duty 'x' cannot be its own partner
    limit = [{ kind = "with", partner = "x" }]
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
)text");
}

TEST_CASE("a duty of kind limit has one") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
kind = "limit"
)toml")) ==
          R"text(
packs/small/plan.toml:33:10: error: duty 'x' is of kind 'limit' but has none
    id     = "x"
             ^^^
    hint: add [[duty.limit]], or call it a gate
)text");
}

TEST_CASE("a circle of gates is shown as a path") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after = ["issue"]

[[duty]]
id = "y"
title = "Y"
bearer = "commissioner"
owner = "chief-executive"
law = [{ cite = "Act s.9", verified = "text" }]
after = ["x", "z"]

[[duty]]
id = "z"
title = "Z"
bearer = "commissioner"
owner = "chief-executive"
law = [{ cite = "Act s.9", verified = "text" }]
after = ["y"]
)toml")) ==
          R"text(
packs/small/plan.toml:54:10: error: gates run in a circle: y -> z -> y
    after = ["y"]
             ^^^
    hint: none of these could ever be done; take one of the gates away
)text");
}

TEST_CASE("a duty that waits for itself") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after = ["x"]
)toml")) ==
          R"text(
packs/small/plan.toml:38:10: error: gates run in a circle: x -> x
    after = ["x"]
             ^^^
    hint: none of these could ever be done; take one of the gates away
)text");
}

TEST_CASE("a citation says how it was verified") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9" }]
)toml")) ==
          R"text(
packs/small/plan.toml:37:11: error: this citation does not say how it was verified
    law    = [{ cite = "Act s.9" }]
              ^^^^^^^^^^^^^^^^^^^^
    hint: say verified = "text" (or guidance, secondary, memory, doubtful)
)text");
}

TEST_CASE("a mark that does not exist") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "texts" }]
)toml")) ==
          R"text(
packs/small/plan.toml:37:42: error: 'verified' cannot be 'texts'
    law    = [{ cite = "Act s.9", verified = "texts" }]
                                             ^^^^^^^
    hint: did you mean 'text'?
)text");
}

TEST_CASE("memory is no authority") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "memory" }]
limit = [{ kind = "hard", rule = "election.poll", law = [{ cite = "Act s.10", verified = "doubtful" }] }]
)toml")) ==
          R"text(
packs/small/plan.toml:33:10: error: duty 'x' rests on memory alone and is not switched off
    id     = "x"
             ^^^
    hint: verify a citation, or add switched-off = "why"
packs/small/plan.toml:38:10: error: this limit rests on memory alone and is not switched off
    limit = [{ kind = "hard", rule = "election.poll", law = [{ cite = "Act s.10", verified = "doubtful" }] }]
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    hint: verify a citation, or add switched-off = "why"
)text");
}

TEST_CASE("values of the wrong type") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id = 3
title = ["X"]
bearer = "commissioner"
owner = true
law = "Act s.9"
after = "draft"
slack-threshold = "ten"
takes = 5
meeting = "panel"
)toml")) ==
          R"text(
packs/small/plan.toml:33:6: error: 'id' must be a text in quotation marks, not a number
    id = 3
         ^
packs/small/plan.toml:34:9: error: 'title' must be a text in quotation marks, not a list
    title = ["X"]
            ^^^^^
packs/small/plan.toml:36:9: error: 'owner' must be a text in quotation marks, not true or false
    owner = true
            ^^^^
packs/small/plan.toml:37:7: error: 'law' must be a list of tables, as in law = [{ ... }], not a text
    law = "Act s.9"
          ^^^^^^^^^
packs/small/plan.toml:38:9: error: 'after' must be a list in square brackets, not a text
    after = "draft"
            ^^^^^^^
packs/small/plan.toml:39:19: error: 'slack-threshold' must be a whole number, not a text
    slack-threshold = "ten"
                      ^^^^^
packs/small/plan.toml:40:9: error: 'takes' must be a text in quotation marks, not a number
    takes = 5
            ^
packs/small/plan.toml:41:11: error: 'meeting' must be a table, as in meeting = { ... }, not a text
    meeting = "panel"
              ^^^^^^^
)text");
}

TEST_CASE("durations inside a pack") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
takes = "5 dayz"
lead = ["1 week", "soon"]
after = [{ duty = "draft", lag = "a while" }]
)toml")) ==
          R"text(
packs/small/plan.toml:38:12: error: 'dayz' is not a unit of time here
    takes = "5 dayz"
               ^^^^
    hint: write a number and days, weeks, months or working days: '10 days', '2 working days', '3 working days in accounts-days'
packs/small/plan.toml:39:20: error: 'soon' is not a number from 0 to 100000
    lead = ["1 week", "soon"]
                       ^^^^
    hint: write a number and days, weeks, months or working days: '10 days', '2 working days', '3 working days in accounts-days'
packs/small/plan.toml:40:35: error: 'a' is not a number from 0 to 100000
    after = [{ duty = "draft", lag = "a while" }]
                                      ^
    hint: write a number and days, weeks, months or working days: '10 days', '2 working days', '3 working days in accounts-days'
)text");
}

TEST_CASE("dates outside what is supported") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text", on = 1815-06-18 }]
)toml")) ==
          R"text(
packs/small/plan.toml:37:55: error: 1815-06-18 lies outside the calendar
    law    = [{ cite = "Act s.9", verified = "text", on = 1815-06-18 }]
                                                          ^^^^^^^^^^
    hint: dates run from 1900-01-01 to 2199-12-31
)text");
}

TEST_CASE("a bar without a day or a reason") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]

[[duty.bar]]
effect = "illegal"
)toml")) ==
          R"text(
packs/small/plan.toml:39:1: error: this bar has no 'why'
    [[duty.bar]]
    ^^^^^^^^^^^^
packs/small/plan.toml:39:1: error: this bar has no 'until'
    [[duty.bar]]
    ^^^^^^^^^^^^
    hint: say the first permitted day, as in until = "acceptance"; a bar without an end says with 'from' when it begins
packs/small/plan.toml:40:10: error: 'effect' cannot be 'illegal'
    effect = "illegal"
             ^^^^^^^^^
    hint: it may be: unlawful, not-done
)text");
}

TEST_CASE("checklist items") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]

[[duty.item]]
id = "a"

[[duty.item]]
id = "a"
title = "A"
)toml")) ==
          R"text(
packs/small/plan.toml:39:1: error: this item has no 'title'
    [[duty.item]]
    ^^^^^^^^^^^^^
packs/small/plan.toml:43:6: error: checklist item 'a' is there twice
    id = "a"
         ^^^
)text");
}

TEST_CASE("the header of a procedure") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/plan.toml", R"toml([procedure]
id = "plann"
title = "Plan"
opens = "when election.kind = ordinary"
matter = "plan {year}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml"})) ==
          R"text(
packs/small/plan.toml:2:6: error: the id 'plann' does not match the file's name
    id = "plann"
         ^^^^^^^
    hint: call it 'plan', or rename the file to plann.toml
packs/small/plan.toml:4:10: error: 'opens' must begin with 'on', 'for each', 'every' or 'by hand'
    opens = "when election.kind = ordinary"
             ^^^^
    hint: as in 'on election.poll', 'for each financial year as accounts.year', 'every 6 months after election.poll as review.day'
packs/small/plan.toml:5:10: error: 'plan {year}' cannot name a matter
    matter = "plan {year}"
             ^^^^^^^^^^^^^
    hint: use lower case letters, digits and hyphens, and {year} for the year of the occasion, as in 'plan-{year}'
)text");
}

TEST_CASE("an opening needs one fact and a sound condition") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/plan.toml", R"toml([procedure]
id = "plan"
title = "Plan"
opens = "on election.pol when election.kind ordinary"
matter = "plan-{year}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml"})) ==
          R"text(
packs/small/plan.toml:4:13: error: there is no fact called 'election.pol'
    opens = "on election.pol when election.kind ordinary"
                ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
packs/small/plan.toml:4:45: error: expected '=' or 'is known' after 'election.kind', not 'ordinary'
    opens = "on election.pol when election.kind ordinary"
                                                ^^^^^^^^
    hint: a test is 'FACT = VALUE', 'FACT is known' or 'FACT is not known'
)text");
}

TEST_CASE("an opening on a fact that is no day") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/plan.toml", R"toml([procedure]
id = "plan"
title = "Plan"
opens = "on election.kind"
matter = "plan-{year}"

[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
)toml"})) ==
          R"text(
packs/small/plan.toml:4:13: error: 'election.kind' is a word; a procedure opens on a day
    opens = "on election.kind"
                ^^^^^^^^^^^^^
)text");
}

TEST_CASE("a file without a procedure") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/plan.toml", R"toml(title = "Plan"
)toml"})) ==
          R"text(
packs/small/plan.toml:1:1: error: the file has no [procedure]
    title = "Plan"
    ^
    hint: begin with [procedure], its id, title, opens and matter
packs/small/plan.toml:1:1: error: the procedure has no duties
    title = "Plan"
    ^
packs/small/plan.toml:1:1: error: the file has an unknown key 'title'
    title = "Plan"
    ^^^^^
    hint: it may have: duty, fact, ignored, procedure
)text");
}

TEST_CASE("facts have names, titles, kinds and scopes") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[fact]]
name = "Plan issued"
title = "x"

[[fact]]
name = "election.poll"
title = "again"

[[fact]]
name = "a"
title = "a"
kind = "datum"
scope = "world"
values = ["x"]
owner = "nobody"
)toml")) ==
          R"text(
packs/small/plan.toml:33:8: error: 'Plan issued' cannot be the name of a fact
    name = "Plan issued"
           ^^^^^^^^^^^^^
    hint: use ids joined by full stops, as in 'election.poll'
packs/small/plan.toml:37:8: error: fact 'election.poll' is declared in packs/small/pack.toml already
    name = "election.poll"
           ^^^^^^^^^^^^^^^
packs/small/plan.toml:43:8: error: 'kind' cannot be 'datum'
    kind = "datum"
           ^^^^^^^
    hint: it may be: date, period, yes-no, number, text
packs/small/plan.toml:44:9: error: 'scope' cannot be 'world'
    scope = "world"
            ^^^^^^^
    hint: it may be: matter, body, shared
packs/small/plan.toml:45:11: error: only a fact of kind 'text' has a list of values
    values = ["x"]
              ^^^
packs/small/plan.toml:46:9: error: there is no role called 'nobody'
    owner = "nobody"
            ^^^^^^^^
    hint: there are: chief-executive
)text");
}

TEST_CASE("facts are declared once, and those that are the doing of a duty name one") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[fact]]
name = "b"
title = "b"
kind = "yes-no"
duty = "isue"

[[fact]]
name = "b"
title = "b"

[[fact]]
name = "month"
title = "c"

[[fact]]
name = "d"
title = "d"
kind = "date"
duty = "other/issue"
)toml")) ==
          R"text(
packs/small/plan.toml:36:8: error: a fact that is the doing of a duty is a date
    duty = "isue"
           ^^^^^^
packs/small/plan.toml:36:8: error: there is no duty called 'isue'
    duty = "isue"
           ^^^^^^
    hint: did you mean 'issue'?
packs/small/plan.toml:39:8: error: fact 'b' is declared twice
    name = "b"
           ^^^
    hint: first on line 33
packs/small/plan.toml:43:8: error: 'month' is a word of the date language
    name = "month"
           ^^^^^^^
    hint: give the fact another name, as in 'election.poll'
packs/small/plan.toml:50:8: error: there is no duty called 'other/issue'
    duty = "other/issue"
           ^^^^^^^^^^^^^
    hint: there are: draft, issue, send
)text");
}

TEST_CASE("ignored periods") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[ignored]]
name = "post"
first = "election.pol"
)toml")) ==
          R"text(
packs/small/plan.toml:32:1: error: ignored period 'post' has no 'last'
    [[ignored]]
    ^^^^^^^^^^^
packs/small/plan.toml:32:1: error: ignored period 'post' cites no law
    [[ignored]]
    ^^^^^^^^^^^
    hint: only the law can leave days out of a count; add law = [...]
packs/small/plan.toml:34:10: error: there is no fact called 'election.pol'
    first = "election.pol"
             ^^^^^^^^^^^^
    hint: did you mean 'election.poll'?
)text");
}

TEST_CASE("cross-procedure gates") {
    CHECK("\n" + errors_of(with_duties(R"toml(
[[duty]]
id     = "x"
title  = "X"
bearer = "commissioner"
owner  = "chief-executive"
law    = [{ cite = "Act s.9", verified = "text" }]
after = ["other/duty", "plan/draft"]
)toml")) ==
          R"text(
packs/small/plan.toml:38:10: error: there is no duty called 'other/duty'
    after = ["other/duty", "plan/draft"]
             ^^^^^^^^^^^^
    hint: there are: draft, issue, send, x
packs/small/plan.toml:38:24: error: there is no duty called 'plan/draft'
    after = ["other/duty", "plan/draft"]
                           ^^^^^^^^^^^^
    hint: within 'plan' write just 'draft'
)text");
}

TEST_CASE("pack.toml") {
    CHECK("\n" + errors_of(with(small_world(), {"packs/small/pack.toml", R"toml([pack]
id = "smal"
title = "x"
verified-until = "2027"

[[party]]
id = "commissioner"
title = "x"
[[party]]
id = "commissioner"
title = "x"
[[role]]
id = "chief-executive"
)toml"})) ==
          R"text(
packs/small/pack.toml:1:1: error: [pack] has no 'version'
    [pack]
    ^^^^^^
packs/small/pack.toml:2:6: error: the id 'smal' does not match the folder 'small'
    id = "smal"
         ^^^^^^
packs/small/pack.toml:4:18: error: 'verified-until' must be a date, as in 2024-05-02 (without quotation marks), not a text
    verified-until = "2027"
                     ^^^^^^
packs/small/pack.toml:10:6: error: party 'commissioner' is there twice
    id = "commissioner"
         ^^^^^^^^^^^^^^
packs/small/pack.toml:12:1: error: this role has no 'title'
    [[role]]
    ^^^^^^^^
packs/small/plan.toml:4:14: error: there is no fact called 'election.poll'
    opens  = "on election.poll when election.kind = ordinary"
                 ^^^^^^^^^^^^^
    hint: none is declared
packs/small/plan.toml:4:33: error: there is no fact called 'election.kind'
    opens  = "on election.poll when election.kind = ordinary"
                                    ^^^^^^^^^^^^^
    hint: none is declared
packs/small/plan.toml:29:49: error: there is no fact called 'election.poll'
    limit  = "last day of financial year containing election.poll"
                                                    ^^^^^^^^^^^^^
    hint: none is declared
)text");
}

TEST_CASE("the header of a body") {
    CHECK("\n" + errors_of(with(small_world(), {"bodies/anyshire.toml", R"toml([body]
id                   = "anyshire"
name                 = ""
nation               = "scotland"
financial-year-start = "1st April"
working-days         = "office-days"
working-hours        = { from = "17:00", to = "9" }
parties              = ["comissioner"]
procedures           = ["plans"]
fallback-role        = "boss"
slack-treshold       = 3

[[role]]
id    = "chief-executive"
title = "Chief executive"

)toml"})) ==
          R"text(
bodies/anyshire.toml:3:24: error: 'name' is empty
    name                 = ""
                           ^^
bodies/anyshire.toml:4:24: error: 'nation' cannot be 'scotland'
    nation               = "scotland"
                           ^^^^^^^^^^
    hint: it may be: england, wales
bodies/anyshire.toml:5:24: error: '1st April' is not a day of the year
    financial-year-start = "1st April"
                           ^^^^^^^^^^^
    hint: write it as '1 April'
bodies/anyshire.toml:6:24: error: there is no day set called 'office-days'
    working-days         = "office-days"
                           ^^^^^^^^^^^^^
    hint: there are: meeting-days, working-days
bodies/anyshire.toml:7:47: error: '9' is not a time of day
    working-hours        = { from = "17:00", to = "9" }
                                                  ^^^
    hint: write times as HH:MM, for example 16:00
bodies/anyshire.toml:8:25: error: there is no party called 'comissioner'
    parties              = ["comissioner"]
                            ^^^^^^^^^^^^^
    hint: did you mean 'commissioner'?
bodies/anyshire.toml:9:25: error: there is no procedure called 'plans'
    procedures           = ["plans"]
                            ^^^^^^^
    hint: did you mean 'plan'?
bodies/anyshire.toml:10:24: error: there is no role called 'boss'
    fallback-role        = "boss"
                           ^^^^^^
    hint: there are: chief-executive
bodies/anyshire.toml:11:1: error: [body] has an unknown key 'slack-treshold'
    slack-treshold       = 3
    ^^^^^^^^^^^^^^
    hint: did you mean 'slack-threshold'?
)text");
}

TEST_CASE("a body that is called otherwise than its file, and its papers rule") {
    CHECK("\n" + errors_of(with(small_world(), {"bodies/anyshire.toml", R"toml([body]
id            = "otherplace"
name          = "Otherplace"
nation        = "england"
parties       = ["commissioner"]
fallback-role = "chief-executive"

[[role]]
id    = "chief-executive"
title = "Chief executive"

[[meeting-calendar]]
id     = "panel"
title  = "Panel"
papers = "5 clear days before meeting.day"
)toml"})) ==
          R"text(
bodies/anyshire.toml:2:17: error: the id 'otherplace' does not match the file's name
    id            = "otherplace"
                    ^^^^^^^^^^^^
    hint: call it 'anyshire', or rename the file to otherplace.toml
bodies/anyshire.toml:12:1: error: meeting calendar 'panel' has no 'papers-law'
    [[meeting-calendar]]
    ^^^^^^^^^^^^^^^^^^^^
    hint: the papers rule is law: cite it
bodies/anyshire.toml:15:31: error: there is no fact called 'meeting.day'
    papers = "5 clear days before meeting.day"
                                  ^^^^^^^^^^^
    hint: did you mean 'meeting.date'?
)text");
}

TEST_CASE("a body without its table") {
    CHECK("\n" + errors_of(with(small_world(), {"bodies/anyshire.toml", R"toml(name = "x"
)toml"})) ==
          R"text(
bodies/anyshire.toml:1:1: error: the file has no [body]
    name = "x"
    ^
    hint: begin with [body], its id, name, nation and parties
bodies/anyshire.toml:1:1: error: the file has an unknown key 'name'
    name = "x"
    ^^^^
    hint: it may have: body, escalation, meeting-calendar, role
)text");
}

TEST_CASE("meetings") {
    CHECK("\n" + errors_of(with(small_world(), {"meetings/anyshire.toml", R"toml([[meeting]]
calendar = "panel"
date     = 2024-09-23
source   = "agenda"

[[meeting]]
calendar = "panel"
date     = 2024-09-23
time     = "2pm"
kind     = "ful"

[[meeting]]
calendar = "pannel"
source   = "agenda"
)toml"})) ==
          R"text(
meetings/anyshire.toml:6:1: error: this meeting has no source
    [[meeting]]
    ^^^^^^^^^^^
    hint: say where the date was seen, or mark it assumed = true
meetings/anyshire.toml:6:1: error: meeting 'panel-2024-09-23' is there twice
    [[meeting]]
    ^^^^^^^^^^^
    hint: first in meetings/anyshire.toml on line 1; give two meetings on one day ids of their own
meetings/anyshire.toml:9:12: error: '2pm' is not a time of day
    time     = "2pm"
               ^^^^^
    hint: write times as HH:MM, for example 16:00
meetings/anyshire.toml:10:12: error: 'kind' cannot be 'ful'
    kind     = "ful"
               ^^^^^
    hint: did you mean 'full'?
meetings/anyshire.toml:12:1: error: this meeting has no 'date'
    [[meeting]]
    ^^^^^^^^^^^
meetings/anyshire.toml:13:12: error: there is no meeting calendar called 'pannel'
    calendar = "pannel"
               ^^^^^^^^
    hint: did you mean 'panel'?
)text");
}

TEST_CASE("meetings of a body that is not there") {
    CHECK("\n" + errors_of(with(small_world(), {"meetings/anyshyre.toml", R"toml([[meeting]]
calendar = "panel"
date = 2024-09-23
assumed = true
)toml"})) ==
          R"text(
meetings/anyshyre.toml:1:1: error: there is no body called 'anyshyre'
    [[meeting]]
    ^
    hint: did you mean 'anyshire'?
)text");
}

TEST_CASE("a file that is not TOML") {
    CHECK("\n" + errors_of(with_duties(R"toml(after = 
)toml")) ==
          R"text(
packs/small/plan.toml:31:9: error: expected value, saw '\n' (in a key-value pair)
    after = 
            ^
    hint: this file is not TOML, so nothing else in it was read
)text");
}

namespace {

std::string duty_named(const std::string& id) {
    return "\n[[duty]]\nid = \"" + id + "\"\ntitle = \"T\"\nbearer = \"commissioner\"\n" +
           "owner = \"chief-executive\"\nlaw = [{ cite = \"Act s.9\", verified = \"text\" }]\n";
}

}  // namespace

TEST_CASE("ids have a longest length") {
    const std::string longest(limits::name_bytes_max, 'x');
    CHECK(errors_of(with_duties(duty_named(longest))).empty());
    const std::string errors = errors_of(with_duties(duty_named(longest + "x")));
    CHECK(errors.find("error: 'id' is too long: at most 200 characters\n") != std::string::npos);
}

TEST_CASE("texts have a longest length") {
    const std::string longest(limits::text_bytes_max, 'x');
    const auto with_evidence = [](const std::string& text) {
        return errors_of(with_duties(duty_named("x") + "evidence = \"" + text + "\"\n"));
    };
    CHECK(with_evidence(longest).empty());
    CHECK(with_evidence(longest + "x").find("error: 'evidence' is too long: at most 20000 bytes") !=
          std::string::npos);
}

TEST_CASE("a procedure has at most so many duties") {
    std::string duties;
    for (std::size_t i = 3; i < limits::duties_per_procedure_max; ++i) {
        duties += duty_named("d" + std::to_string(i));
    }
    CHECK(errors_of(with_duties(duties)).empty());
    const std::string errors = errors_of(with_duties(duties + duty_named("one-more")));
    CHECK(errors.find("error: a procedure may have at most 2000 duties, not 2001\n") !=
          std::string::npos);
}

TEST_CASE("files have a longest length") {
    const std::string head = "# ";
    const std::string longest = head + std::string(limits::pack_file_bytes_max - head.size(), 'x');
    CHECK(errors_of(with(small_world(), {"meetings/anyshire.toml", longest})).empty());
    CHECK(errors_of(with(small_world(), {"meetings/anyshire.toml", longest + "x"})) ==
          "meetings/anyshire.toml: error: the file has 4194305 bytes; at most 4194304 are read\n"
          "    hint: split it into several files\n");
}
