// SPDX-License-Identifier: MIT
// What a person may get wrong in the calendars folder: every message whole, and all of them in one
// run.
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

struct Folder {
    std::vector<SourceFile> files;
    CalendarChoices choices;
};

void check(const Folder& folder, const std::string& expected) {
    const auto loaded = load_calendars(folder.files, folder.choices);
    REQUIRE(!loaded);
    CHECK(render(loaded.error()) == expected);
}

}  // namespace

TEST_CASE("a day set with a dozen mistakes yields a dozen errors in one run") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "S 1"
titel = "S"
law = [{ cite = "Act s.1", verified = "texts" }]
weekend = ["Saturday", "Sonday"]
holidays = "england-and-wales or scotlnd"
closed = ["christmas-eev", "13-01"]

[[day]]
date = "2024-05-01"
name = "D"

[[reading]]
id = "r"
title = "R"

[[reading.period]]
from = 2024-05-02
to = 2024-05-01
name = "N"
)~"});
    check(folder, R"~(day-sets/s.toml:1:1: error: the day set has no 'title'
    id = "S 1"
    ^
day-sets/s.toml:1:6: error: 'S 1' cannot be used as 'id'
    id = "S 1"
         ^^^^^
    hint: use lower case letters, digits and hyphens, as in 'send-to-panel'
day-sets/s.toml:2:1: error: the day set has an unknown key 'titel'
    titel = "S"
    ^^^^^
    hint: it may have: closed, day, holidays, id, law, note, reading, since, title, weekend
day-sets/s.toml:3:39: error: 'verified' cannot be 'texts'
    law = [{ cite = "Act s.1", verified = "texts" }]
                                          ^^^^^^^
    hint: did you mean 'text'?
day-sets/s.toml:4:24: error: 'Sonday' is no weekday
    weekend = ["Saturday", "Sonday"]
                           ^^^^^^^^
    hint: write for example weekend = ["Saturday", "Sunday"]
day-sets/s.toml:5:34: error: there is no nation 'scotlnd'
    holidays = "england-and-wales or scotlnd"
                                     ^^^^^^^
    hint: nations are: england-and-wales, scotland, northern-ireland, joined by 'or' or 'and'
day-sets/s.toml:6:11: error: 'christmas-eev' is no day of every year
    closed = ["christmas-eev", "13-01"]
              ^^^^^^^^^^^^^^^
    hint: did you mean 'christmas-eve'?
day-sets/s.toml:6:28: error: '13-01' is no day of every year
    closed = ["christmas-eev", "13-01"]
                               ^^^^^^^
    hint: write MM-DD, or one of: new-years-day, good-friday, easter-monday, christmas-eve, christmas-day, boxing-day
day-sets/s.toml:8:1: error: [[day]] has no 'source'
    [[day]]
    ^^^^^^^
day-sets/s.toml:9:8: error: 'date' must be a date, as in 2024-05-02 (without quotation marks), not a text
    date = "2024-05-01"
           ^^^^^^^^^^^^
day-sets/s.toml:12:1: error: [[reading]] has no 'authority'
    [[reading]]
    ^^^^^^^^^^^
day-sets/s.toml:18:1: error: the period ends before it begins
    to = 2024-05-01
    ^^
    hint: write the earlier date as 'from'
)~");
}

TEST_CASE("a set without a law, a title or an id") {
    Folder folder;
    folder.files.push_back({"day-sets/s.toml", R"~(weekend = ["Sunday"]
)~"});
    check(folder, R"~(day-sets/s.toml:1:1: error: the file has no 'id'
    weekend = ["Sunday"]
    ^
day-sets/s.toml:1:1: error: the day set has no 'title'
    weekend = ["Sunday"]
    ^
day-sets/s.toml:1:1: error: the day set does not say which law defines it
    weekend = ["Sunday"]
    ^
    hint: add law = [{ cite = "...", verified = "text" }]
)~");
}

TEST_CASE("two sets with one id") {
    Folder folder;
    folder.files.push_back({"day-sets/a.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
)~"});
    folder.files.push_back({"day-sets/b.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
)~"});
    check(folder, R"~(day-sets/b.toml:1:6: error: there are two day sets 's'
    id = "s"
         ^^^
    hint: the other is in day-sets/a.toml
)~");
}

TEST_CASE("holidays of a nation that has none") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = "scotland or northern-ireland"
)~"});
    check(folder,
          R"~(day-sets/s.toml:4:25: error: there are no holidays of northern-ireland in holidays/
    holidays = "scotland or northern-ireland"
                            ^^^^^^^^^^^^^^^^
    hint: add GOV.UK's list as holidays/bank-holidays.json
)~");
}

TEST_CASE("holiday formula: mixed joints without brackets") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = "england-and-wales or scotland and northern-ireland"
)~"});
    check(folder, R"~(day-sets/s.toml:4:43: error: 'and' and 'or' are mixed without brackets
    holidays = "england-and-wales or scotland and northern-ireland"
                                              ^^^
    hint: write for example 'a or (b and c)'
)~");
}

TEST_CASE("holiday formula: a bracket left open") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = "(scotland"
)~"});
    check(folder, R"~(day-sets/s.toml:4:12: error: a '(' is never closed
    holidays = "(scotland"
               ^^^^^^^^^^^
)~");
}

TEST_CASE("holiday formula: a stray bracket") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = "scotland)"
)~"});
    check(folder, R"~(day-sets/s.toml:4:21: error: ')' does not fit here
    holidays = "scotland)"
                        ^
)~");
}

TEST_CASE("holiday formula: nothing after a joint") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = "scotland or"
)~"});
    check(folder, R"~(day-sets/s.toml:4:12: error: a nation is missing at the end
    holidays = "scotland or"
               ^^^^^^^^^^^^^
    hint: nations are: england-and-wales, scotland, northern-ireland, joined by 'or' or 'and'
)~");
}

TEST_CASE("holiday formula: an empty formula") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
holidays = ""
)~"});
    check(folder, R"~(day-sets/s.toml:4:12: error: a nation is missing at the end
    holidays = ""
               ^^
    hint: nations are: england-and-wales, scotland, northern-ireland, joined by 'or' or 'and'
)~");
}

TEST_CASE("a file that is not TOML") {
    Folder folder;
    folder.files.push_back({"day-sets/s.toml", R"~(id = 
)~"});
    check(folder, R"~(day-sets/s.toml:1:6: error: expected value, saw '\n' (in a key-value pair)
    id = 
         ^
    hint: this file is not TOML, so nothing else in it was read
)~");
}

TEST_CASE("a reading nobody knows") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
[[reading]]
id = "mourning"
title = "T"
authority = "A"
[[reading.period]]
from = 2024-06-05
to = 2024-06-06
name = "N"
)~"});
    folder.choices.readings = {"s/morning"};
    check(folder, R"~(error: no day set has the reading 's/morning'
    hint: did you mean 's/mourning'?
)~");
}

TEST_CASE("a reading that leaves nothing out") {
    Folder folder;
    folder.files.push_back({"day-sets/s.toml", R"~(id = "s"
title = "S"
law = [{ cite = "Act s.1", verified = "text" }]
[[reading]]
id = "mourning"
title = "T"
authority = "A"
)~"});
    check(folder, R"~(day-sets/s.toml:4:1: error: [[reading]] leaves out no days
    [[reading]]
    ^^^^^^^^^^^
    hint: add [[reading.period]] with from, to and name
)~");
}

TEST_CASE("a list that is not JSON") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({
  "scotland": {"events": [
    {"title": "T" "date": "2024-05-01"}
  ]}
}
)~"});
    check(folder, R"~(holidays/list.json:3:19: error: this is not JSON: syntax error
        {"title": "T" "date": "2024-05-01"}
                      ^
    hint: put a fresh copy of https://www.gov.uk/bank-holidays.json in its place
)~");
}

TEST_CASE("a list that is cut off") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [)~"});
    check(folder, R"~(holidays/list.json:1:26: error: this is not JSON: incomplete JSON
    {"scotland": {"events": [
                             ^
    hint: put a fresh copy of https://www.gov.uk/bank-holidays.json in its place
)~");
}

TEST_CASE("a list with something after it") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({}
{}
)~"});
    check(folder, R"~(holidays/list.json:2:1: error: this is not JSON: extra data
    {}
    ^
    hint: put a fresh copy of https://www.gov.uk/bank-holidays.json in its place
)~");
}

TEST_CASE("a list that is no object") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~([])~"});
    check(folder, R"~(holidays/list.json:1:1: error: the list of holidays is not a JSON object
    []
    ^
    hint: its keys are the nations: england-and-wales, scotland, northern-ireland
)~");
}

TEST_CASE("a list with five mistakes yields five errors") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({
  "scotlnd": {"events": []},
  "scotland": {"events": [
    {"title": "T", "date": "2024-02-30"},
    {"date": "2024-05-01"},
    {"title": "T"},
    7
  ]},
  "northern-ireland": {}
}
)~"});
    check(folder, R"~(holidays/list.json:2:3: error: there is no nation 'scotlnd'
      "scotlnd": {"events": []},
      ^^^^^^^^^
    hint: nations are: england-and-wales, scotland, northern-ireland
holidays/list.json:3:3: error: event 2 of scotland has no title
      "scotland": {"events": [
      ^^^^^^^^^^
    hint: each event needs a "title" and a "date"
holidays/list.json:3:3: error: event 3 of scotland has no date
      "scotland": {"events": [
      ^^^^^^^^^^
    hint: each event needs a "title" and a "date"
holidays/list.json:3:3: error: event 4 of scotland is not an object
      "scotland": {"events": [
      ^^^^^^^^^^
    hint: each event needs a "title" and a "date"
holidays/list.json:4:28: error: 2024-02-30 is not a date: February 2024 has 29 days
        {"title": "T", "date": "2024-02-30"},
                               ^^^^^^^^^^^^
holidays/list.json:9:3: error: northern-ireland has no list of 'events'
      "northern-ireland": {}
      ^^^^^^^^^^^^^^^^^^
    hint: each event needs a "title" and a "date"
)~");
}

TEST_CASE("additions with mistakes") {
    Folder folder;
    folder.files.push_back({"holidays/list.json", R"~({"scotland": {"events": [
  {"title": "T", "date": "2024-05-01"}
]}})~"});
    folder.files.push_back({"holidays/additions.toml", R"~([[holiday]]
nations = ["scotland", "wales"]
date = 2024-06-03
name = "H"

[[holiday]]
date = 2024-06-04
name = "H"
source = "S"

[[holiday]]
nations = ["scotland"]
name = "H"
source = "S"
known_from = 2024-02-01
withdrawn_on = 2024-01-01

[[announced]]
nations = ["scotland"]
date = 2024-05-02
known_from = 2024-01-01
source = "S"

[[announced]]
nations = ["scotland"]
source = "S"

[[years]]
nations = ["scotland"]
from = 2020
to = 2019
source = "S"

[[years]]
nations = ["scotland"]
from = 2010
to = 2011
source = "S"

[[holidays]]
)~"});
    check(folder, R"~(holidays/additions.toml:1:1: error: [[holiday]] has no 'source'
    [[holiday]]
    ^^^^^^^^^^^
holidays/additions.toml:2:24: error: there is no nation 'wales'
    nations = ["scotland", "wales"]
                           ^^^^^^^
    hint: nations are: england-and-wales, scotland, northern-ireland
holidays/additions.toml:6:1: error: [[holiday]] does not say whose day it is
    [[holiday]]
    ^^^^^^^^^^^
    hint: add nations = ["england-and-wales", "scotland", "northern-ireland"], or those of them that have it
holidays/additions.toml:11:1: error: [[holiday]] has no 'date'
    [[holiday]]
    ^^^^^^^^^^^
holidays/additions.toml:16:1: error: the day is withdrawn before it became known
    withdrawn_on = 2024-01-01
    ^^^^^^^^^^^^
    hint: withdrawn_on must be later than known_from
holidays/additions.toml:20:1: error: GOV.UK's list has no holiday of scotland on 2024-05-02
    date = 2024-05-02
    ^^^^
    hint: [[announced]] says when a day of that list became known; a day that it lacks is a [[holiday]]
holidays/additions.toml:24:1: error: [[announced]] has no 'date'
    [[announced]]
    ^^^^^^^^^^^^^
holidays/additions.toml:24:1: error: [[announced]] has no 'known_from'
    [[announced]]
    ^^^^^^^^^^^^^
holidays/additions.toml:30:1: error: 2020 to 2019 are no years of a calendar
    from = 2020
    ^^^^
    hint: calendars run from 1978 to 2199, the earlier year first
holidays/additions.toml:36:1: error: the years of scotland have a gap after these
    from = 2010
    ^^^^
    hint: published years must follow one another without a gap
holidays/additions.toml:40:3: error: the file has an unknown key 'holidays'
    [[holidays]]
      ^^^^^^^^
    hint: did you mean 'holiday'?
)~");
}

TEST_CASE("a file of the greatest size is read, one byte more is not") {
    Folder folder;
    folder.files = {
        {"holidays/list.json", "{}" + std::string(limits::pack_file_bytes_max - 2, ' ')}};
    CHECK(load_calendars(folder.files).has_value());
    folder.files.front().text += " ";
    check(folder,
          "holidays/list.json:1:1: error: the file has 4194305 bytes; at most 4194304 are read\n");
}
