// SPDX-License-Identifier: MIT
#include "lib/report/register.hpp"

#include "lib/report/order.hpp"
#include "tests/catch.hpp"
#include "tests/report/story.hpp"

#include <boost/json/parse.hpp>

using namespace dutyd;
using namespace dutyd::report;
using dutyd::tests::office_in;

namespace {

const RegisterEntry& entry_of(const std::vector<RegisterEntry>& entries, const std::string& duty) {
    for (const RegisterEntry& entry : entries) {
        if (entry.duty->id == duty) return entry;
    }
    FAIL("no entry for " << duty);
    return entries.front();
}

}  // namespace

TEST_CASE("every duty of law is in the register, open matter or not, and no step of the office") {
    tests::Story story = tests::story_of_2024();
    const auto before = story.now();
    const auto entries = statutory_register(office_in(before));
    std::size_t of_law = 0;
    for (const rules::Procedure* procedure : office_in(before).procedures()) {
        for (const rules::Duty& duty : procedure->duties) of_law += duty.from_overlay ? 0 : 1;
    }
    CHECK(entries.size() == of_law);
    CHECK(of_law > 20);
    for (const RegisterEntry& entry : entries) {
        CHECK(!entry.duty->law.empty());
        CHECK(entry.duty->id != "process-paper");
        CHECK(!entry.last);
        CHECK(!entry.next);  // no election is recorded yet
    }
}

TEST_CASE(
    "the register says when a duty was last done and when it comes next, and in which matter") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-10-10");
    const auto snapshot = story.now();
    const auto entries = statutory_register(office_in(snapshot));
    const RegisterEntry& draft = entry_of(entries, "draft");
    REQUIRE(draft.last);
    CHECK(draft.last->record().done->iso() == "2024-09-20");
    CHECK(draft.last->matter->id == "leicestershire/plan-2024");
    CHECK(!draft.next);
    const RegisterEntry& issue = entry_of(entries, "issue");
    CHECK(!issue.last);
    REQUIRE(issue.next);
    CHECK(issue.next->outcome->limit.date->iso() == "2025-03-31");
    CHECK(entry_of(entries, "priorities-of-authorities").next);  // constant attention is not over
}

TEST_CASE("the register in every format") {
    tests::Story story = tests::story_of_2024();
    story.play_until("2024-12-12");
    const auto snapshot = story.now();
    const auto print_as = [&](const char* format) {
        const auto order = read_order("register", {{"format", format}});
        REQUIRE(order);
        const auto printed = print(*order, snapshot, nullptr);
        REQUIRE(printed);
        return printed->text;
    };
    const auto values = boost::json::parse(print_as("json")).as_object();
    const auto& duties = values.at("duties").as_array();
    CHECK(duties.size() > 20);
    for (const auto& duty : duties) {
        for (const char* key : {"procedure", "duty", "title", "law", "bearer", "owner", "last-done",
                                "next", "evidence-kept", "switched-off"}) {
            INFO(key);
            CHECK(duty.as_object().contains(key));
        }
        for (const auto& cite : duty.at("law").as_array()) {
            CHECK(!cite.at("cite").as_string().empty());
            CHECK(!cite.at("verified").as_string().empty());
        }
    }
    const std::string text = print_as("text");
    CHECK(text.find("PRSRA 2011 s.5(6)(a) [text, checked 1 April 2026]") != std::string::npos);
    const std::string csv = print_as("csv");
    CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) == duties.size() + 1);
    CHECK(csv.find("decision notice of 10 December 2024") != std::string::npos);
}

TEST_CASE("what is switched off is in the register, with the reason, and nothing is computed") {
    const tests::Example example{R"toml(
[pack]
id = "example"
title = "An example"
version = "2026.1"
[[party]]
id = "commissioner"
title = "The commissioner"
[[role]]
id = "chief"
title = "Chief executive"
)toml",
                                 R"toml(
[procedure]
id = "deeds"
title = "Deeds"
opens = "by hand"
matter = "deeds-{date}"
[[duty]]
id = "report"
title = "Report"
bearer = "commissioner"
owner = "chief"
law = [{ cite = "An Act s.1", verified = "text" }]
[[duty]]
id = "remembered"
title = "Do what is only remembered"
bearer = "commissioner"
owner = "chief"
law = [{ cite = "An Order art 3", verified = "memory" }]
switched-off = "nobody has read the order"
)toml"};
    const tests::Story story(tests::calendars_of(example), "2026-04-01 09:00");
    const auto now = story.now();
    const auto entries = statutory_register(office_in(now));
    REQUIRE(entries.size() == 2);
    const RegisterEntry& off = entry_of(entries, "remembered");
    CHECK(off.switched_off == "nobody has read the order");
    CHECK(off.duty->law.front().verified == rules::Verification::memory);
    CHECK(!off.next);
    const auto text = print(*read_order("register", {{"format", "text"}}), now, nullptr);
    REQUIRE(text);
    CHECK(text->text.find("switched off: nobody has read the order") != std::string::npos);
    CHECK(text->text.find("Switched off: 1\n") != std::string::npos);
}
