// SPDX-License-Identifier: MIT
// The calendar feed, from the story of 2024 and from plain entries: what stands on which day, what
// stays the same, and that every byte is as calendar programs want it.
#include "lib/report/feed.hpp"

#include "lib/report/print_feed.hpp"
#include "tests/catch.hpp"
#include "tests/report/ics.hpp"
#include "tests/report/story.hpp"

#include <algorithm>

using namespace dutyd;
using namespace dutyd::report;
using tests::Ics;
using tests::IcsFields;
using tests::Story;

namespace {

Ics read(const std::string& text) {
    Ics ics = tests::read_ics(text);
    INFO(ics.problems);
    CHECK(ics.problems.empty());
    return ics;
}

std::string text_of(const engine::Snapshot& snapshot, const FeedFilter& filter = {}) {
    const auto made = feed(snapshot, filter);
    if (!made) FAIL(render(made.error()));
    return print_feed(*made);
}

Ics feed_of(const engine::Snapshot& snapshot, const FeedFilter& filter = {}) {
    return read(text_of(snapshot, filter));
}

std::string why(const std::string& duty) {
    return "dutyctl why leicestershire/plan-2024/" + duty + "\n";
}

bool has_duty(const Ics& ics, const std::string& duty) {
    return std::any_of(ics.events.begin(), ics.events.end(), [&](const IcsFields& one) {
        return one.at("DESCRIPTION").find(why(duty)) != std::string::npos;
    });
}

int sequence(const IcsFields& event) {
    return std::stoi(event.at("SEQUENCE"));
}

void waive(Story& story, const std::string& time) {
    story.say(time, {{"do", "waive"},
                     {"matter", "plan-2024"},
                     {"duty", "panel-considers"},
                     {"reason", "the panel asked for no draft"},
                     {"authority", "chief executive"}});
}

FeedEvent plain_event(const std::string& uid) {
    FeedEvent event;
    event.uid = uid;
    event.stamp = civil::Instant::parse("2024-05-10T08:00:00Z").value();
    event.day = civil::Date::of(2024, 10, 28);
    event.summary = "Send it";
    event.description = "As at journal entry 1.";
    event.category = "anyshire";
    return event;
}

}  // namespace

TEST_CASE("the feed has what comes next, on the day that matters for each duty") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const Ics ics = feed_of(story.now());
    CHECK(ics.calendar.at("X-WR-CALNAME") == "Duties: leicestershire");
    CHECK(ics.calendar.at("NAME") == ics.calendar.at("X-WR-CALNAME"));
    CHECK(ics.calendar.at("REFRESH-INTERVAL") == "PT1H");
    CHECK(ics.calendar.at("X-PUBLISHED-TTL") == "PT1H");
    const IcsFields panel = ics.event(why("panel-considers"));
    CHECK(panel.at("DTSTART") == "20240923");
    CHECK(panel.at("DTEND") == "20240924");
    CHECK(panel.at("STATUS") == "CONFIRMED");
    CHECK(panel.at("CATEGORIES") == "leicestershire");
    CHECK(panel.at("DESCRIPTION").find("Papers by: Fri 13 September 2024\n") != std::string::npos);
    const IcsFields issue = ics.event(why("issue"));
    CHECK(issue.at("DTSTART") == "20250331");
    CHECK(issue.at("SUMMARY").substr(0, 7) == "Limit: ");
    const std::string& said = issue.at("DESCRIPTION");
    CHECK(said.find("Limit: Mon 31 March 2025\n") == 0);
    CHECK(said.find("\nForecast: ") != std::string::npos);
    CHECK(said.find("\nLatest safe date: ") != std::string::npos);
    CHECK(said.find("of slack\n") != std::string::npos);
    CHECK(said.find("\nProvision: ") != std::string::npos);
    CHECK(said.find("\nAs at journal entry " + std::to_string(story.now().state.seq) +
                    ", Fri 10 May 2024.") != std::string::npos);
}

TEST_CASE("the pause of a general election moves an entry: the same name, a higher sequence") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-21");
    const Ics before = feed_of(story.now());
    story.play_until("2024-05-22");
    const Ics after = feed_of(story.now());
    const IcsFields was = before.event(why("panel-considers"));
    const IcsFields is = after.event(why("panel-considers"));
    CHECK(was.at("DTSTART") == "20240923");
    CHECK(is.at("DTSTART") == "20241028");
    CHECK(is.at("UID") == was.at("UID"));
    CHECK(sequence(is) > sequence(was));
    CHECK(is.at("DTSTAMP") > was.at("DTSTAMP"));
}

TEST_CASE("a night without events can move a forecast, and raises the sequence") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    auto snapshot = story.now();
    const IcsFields first = feed_of(snapshot).event(why("issue"));
    story.play_until("2024-05-11");
    const IcsFields second = feed_of(story.now()).event(why("issue"));
    CHECK(second.at("UID") == first.at("UID"));
    CHECK(sequence(second) > sequence(first));
    CHECK(second.at("DTSTAMP") > first.at("DTSTAMP"));
}

TEST_CASE("a feed made again is the same to the byte, at midnight and at five") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-11");
    const auto at_midnight = story.at_end_of("2024-05-10");  // from the journal alone
    const auto at_five = story.now();
    REQUIRE(at_midnight.state.seq == at_five.state.seq);
    const std::string text = text_of(at_five);
    CHECK(text_of(at_five) == text);
    CHECK(text_of(at_midnight) == text);
    story.play_until("2024-05-22");
    CHECK(text_of(story.at_end_of("2024-05-10")) == text);
    CHECK(text_of(story.now()) != text);
}

TEST_CASE("a waived duty stays for a while as cancelled") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const IcsFields before = feed_of(story.now()).event(why("panel-considers"));
    waive(story, "2024-05-13 10:00");
    const IcsFields waived = feed_of(story.now()).event(why("panel-considers"));
    CHECK(waived.at("STATUS") == "CANCELLED");
    CHECK(waived.at("SUMMARY").substr(0, 8) == "Waived: ");
    CHECK(waived.at("UID") == before.at("UID"));
    CHECK(sequence(waived) > sequence(before));
    CHECK(waived.at("DESCRIPTION").find("Waived: Mon 13 May 2024\n") == 0);
    story.say("2024-08-11 12:00", {{"do", "note"}, {"matter", "plan-2024"}, {"reason", "later"}});
    CHECK(has_duty(feed_of(story.now()), "panel-considers"));
    story.say("2024-08-12 12:00", {{"do", "note"}, {"matter", "plan-2024"}, {"reason", "later"}});
    CHECK(!has_duty(feed_of(story.now()), "panel-considers"));
}

TEST_CASE("a duty that is done stays for a while on the day it was done") {
    Story story = tests::story_of_2024();
    story.play_until("2024-12-12");
    const IcsFields done = feed_of(story.now()).event(why("issue"));
    CHECK(done.at("DTSTART") == "20241210");
    CHECK(done.at("SUMMARY").substr(0, 6) == "Done: ");
    CHECK(done.at("STATUS") == "CONFIRMED");
    story.play_until("2025-03-10");
    CHECK(has_duty(feed_of(story.now()), "issue"));
    story.play_until("2025-03-11");
    CHECK(!has_duty(feed_of(story.now()), "issue"));
}

TEST_CASE("filters are those of what comes next") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    const auto snapshot = story.now();
    const std::size_t all = feed_of(snapshot).events.size();
    FeedFilter filter;
    filter.bearer = "panel";
    const Ics panel = feed_of(snapshot, filter);
    CHECK(panel.calendar.at("NAME") == "Duties: leicestershire / panel");
    CHECK(has_duty(panel, "panel-considers"));
    CHECK(!has_duty(panel, "issue"));
    CHECK(panel.events.size() < all);
    filter = {};
    filter.matter = "plan-2024";
    filter.standing = "waiting";
    CHECK(has_duty(feed_of(snapshot, filter), "issue"));
    filter = {};
    filter.body = "leicestershire";
    CHECK(feed_of(snapshot, filter).events.size() == all);
}

TEST_CASE("nothing to come is an entry that says so, for a calendar needs one") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    FeedFilter filter;
    filter.owner = "nobody-at-all";
    const Ics ics = feed_of(story.now(), filter);
    REQUIRE(ics.events.size() == 1);
    CHECK(ics.events[0].at("SUMMARY") == "Nothing is to come");
    CHECK(ics.events[0].at("DTSTART") == "20240510");
}

TEST_CASE("a feed of a body or matter that nobody knows is refused, with the nearest name") {
    Story story = tests::story_of_2024();
    story.play_until("2024-05-10");
    FeedFilter filter;
    filter.body = "leicestershre";
    filter.matter = "plan-2042";
    const auto refused = feed(story.now(), filter);
    REQUIRE(!refused);
    CHECK(refused.error().size() == 2);
    CHECK(render(refused.error()).find("leicestershire") != std::string::npos);
}

TEST_CASE("parameters of a request become the filter") {
    const FeedFilter filter = feed_filter(
        {{"body", "a"}, {"owner", "b"}, {"bearer", "c"}, {"standing", "d"}, {"matter", "e"}});
    CHECK(filter.body + filter.owner + filter.bearer + filter.standing + filter.matter == "abcde");
    CHECK(feed_parameters().size() == 5);
}

TEST_CASE("a long text in any script is folded between characters, and comes back whole") {
    std::string welsh;
    for (int n = 0; n < 60; ++n) welsh += "Tŷ’r Heddlu ŵŷ €𝄞";
    for (std::size_t shift = 0; shift < 5; ++shift) {
        FeedEvent event = plain_event("one");
        event.summary = std::string(shift, 'x') + welsh;
        event.description = "a, b; c \\ \"d\"\nnext" + event.summary;
        const Ics ics = read(print_feed({"Duties", "What comes next", {event}}));
        CHECK(ics.events[0].at("SUMMARY") == event.summary);
        CHECK(ics.events[0].at("DESCRIPTION") == event.description);
    }
}

TEST_CASE("what has no place in a calendar is left out of it") {
    FeedEvent event = plain_event("one");
    event.summary = "a\x01\r\n\tb\x7f";
    event.category = "x, y; z\\";
    const Ics ics = read(print_feed({"one, two;\nthree", "", {event}}));
    CHECK(ics.calendar.at("NAME") == "one  two  three");
    CHECK(ics.events[0].at("SUMMARY") == "a\nb");
    CHECK(ics.events[0].at("CATEGORIES") == "x  y  z ");
}

TEST_CASE("the ends of what numbers and dates can say are met") {
    FeedEvent last = plain_event("last");
    last.day = civil::Date::last();
    last.sequence = 5'000'000'000;
    FeedEvent first = plain_event("first");
    first.day = civil::Date::first();
    const Ics ics = read(print_feed({"Duties", "All", {first, last, plain_event("between")}}));
    CHECK(ics.events[0].at("DTSTART") == "19000101");
    CHECK(ics.events[1].at("DTSTART") == "21991231");
    CHECK(ics.events[1].count("DTEND") == 0);
    CHECK(ics.events[1].at("SEQUENCE") == "2147483647");
    CHECK(ics.events[2].at("SEQUENCE") == "0");
}
