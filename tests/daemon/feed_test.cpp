// SPDX-License-Identifier: MIT
// The calendar feed as a calendar program gets it: over the Unix socket and over loopback, whole
// the first time, then only when something has changed.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/report/ics.hpp"

#include <fmt/format.h>

using namespace dutyd;
using tests::Office;
using tests::RawAnswer;
using tests::RawClient;

namespace {

const std::string feed = "/v1/feed.ics?body=leicestershire";

std::string request(const std::string& target, const std::string& etag = {},
                    const std::string& method = "GET") {
    const std::string known = etag.empty() ? "" : "If-None-Match: " + etag + "\r\n";
    return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", method, target, known);
}

RawAnswer ask(const Office& office, const std::string& etag = {}) {
    RawClient client = RawClient::unix_socket(office.socket());
    client.send(request(feed, etag));
    return client.answer();
}

std::string panel_day(const RawAnswer& answer) {
    const tests::Ics ics = tests::read_ics(answer.body);
    INFO(ics.problems);
    CHECK(ics.problems.empty());
    return ics.event("why leicestershire/plan-2024/panel-considers\n").at("DTSTART");
}

int loopback_port(const Office& office) {
    const std::string log = office.log();
    const std::string before = "127.0.0.1:";
    const std::size_t at = log.find(before);
    REQUIRE(at != std::string::npos);
    return std::stoi(log.substr(at + before.size()));
}

}  // namespace

TEST_CASE("the feed comes whole once, and again when something has changed") {
    Office office;
    office.start();
    office.record_poll();
    const RawAnswer first = ask(office);
    CHECK(first.status == 200);
    CHECK(first.headers.at("content-type") == "text/calendar; charset=utf-8");
    CHECK(first.headers.at("cache-control") == "no-cache");
    CHECK(panel_day(first) == "20240923");
    const std::string etag = first.headers.at("etag");
    CHECK(ask(office).body == first.body);

    const RawAnswer unchanged = ask(office, etag);
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
    CHECK(unchanged.headers.at("etag") == etag);
    CHECK(unchanged.headers.count("content-length") == 0);
    CHECK(unchanged.headers.count("content-type") == 0);

    office.record_pause();
    const RawAnswer moved = ask(office, etag);
    CHECK(moved.status == 200);
    CHECK(moved.headers.at("etag") != etag);
    CHECK(panel_day(moved) == "20241028");
}

TEST_CASE("a restart leaves the feed and its mark as they were, a new day does not") {
    Office office;
    office.start();
    office.record_poll();
    const std::string etag = ask(office).headers.at("etag");
    office.stop();
    office.start({"--simulated-clock"});
    CHECK(ask(office, etag).status == 304);
    office.move_clock("2024-05-09T06:00");
    CHECK(ask(office, etag).status == 200);
}

TEST_CASE("calendar programs get the feed over loopback, on a connection that they keep") {
    tests::OfficeOptions options;
    options.daemon_keys = "listen = \"127.0.0.1:0\"\n";
    Office office(options);
    office.start();
    office.record_poll();
    RawClient client = RawClient::loopback(loopback_port(office));
    client.send(request(feed));
    const RawAnswer whole = client.answer();
    REQUIRE(whole.status == 200);
    CHECK(panel_day(whole) == "20240923");
    client.send(request(feed, whole.headers.at("etag")));
    CHECK(client.answer().status == 304);
    client.send(request(feed));  // the 304 had no body, or this would not be understood
    CHECK(client.answer().body == whole.body);
    client.send(request(feed, "", "POST"));
    CHECK(client.answer().status == 403);
}

TEST_CASE("a feed is asked for with the filters of what comes next, and nothing else") {
    Office office;
    office.start();
    office.record_poll();
    const auto of_panel = tests::get(office.socket(), "/v1/feed.ics?bearer=panel");
    CHECK(of_panel.status == 200);
    CHECK(tests::read_ics(of_panel.body).calendar.at("NAME") == "Duties: leicestershire / panel");
    CHECK(tests::messages(office.get("/v1/feed.ics?body=leicestershir", 404)) ==
          std::vector<std::string>{"there is no body 'leicestershir'"});
    office.get("/v1/feed.ics?matter=plan-2042", 404);
    CHECK(tests::messages(office.get("/v1/feed.ics?days=3", 400)) ==
          std::vector<std::string>{"unknown query parameter 'days'"});
    RawClient client = RawClient::unix_socket(office.socket());
    client.send("HEAD /v1/feed.ics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string head = client.rest();
    CHECK(head.find("\r\nETag: \"") != std::string::npos);
    CHECK(head.find("BEGIN:VCALENDAR") == std::string::npos);
}
