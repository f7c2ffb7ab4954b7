// SPDX-License-Identifier: MIT
// What may be asked, and what is told to those who ask wrongly. Nothing that is wrong changes
// anything: the journal is looked at after every one.
#include "lib/engine/command.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace dutyd;
using tests::messages;
using tests::Office;

namespace {

struct Wrong {
    std::string body;
    int status;
    std::string message;
};

std::string first_text(const boost::json::object& answer, const char* key) {
    const auto& error = answer.at("error").as_array().at(0).as_object();
    const auto* value = error.if_contains(key);
    return value == nullptr ? "" : std::string(value->as_string());
}

}  // namespace

TEST_CASE("commands that make no sense are refused with a reason, and change nothing") {
    Office office;
    office.start();
    office.record_poll();
    const auto seq = office.last_seq();
    const std::vector<Wrong> wrongs = {
        {"", 400, "the request body is not JSON"},
        {"{", 400, "the request body is not JSON"},
        {"[]", 400, "the request body is JSON, but not an object"},
        {"{} {}", 400, "the request body is not JSON"},
        {std::string(100, '[') + std::string(100, ']'), 400, "the request body is not JSON"},
        {"{}", 400, "'do' is missing"},
        {R"({"do": "paus"})", 400, "dutyd cannot 'paus'"},
        {R"({"do": 7})", 400, "'do'"},
        {R"({"do": "note", "matter": "plan-2024", "preview": "yes"})", 400,
         "'preview' is neither true nor false"},
        {R"({"do": "done", "matter": "plan-2024", "duty": "issue", "on": "2024-02-30"})", 400,
         "on"},
        {R"({"do": "done", "matter": "plan-2024", "duty": "issue", "on": "9999-01-01"})", 400,
         "on"},
        {R"({"do": "done", "matter": "plan-2024", "duty": "isue"})", 422, "isue"},
        {R"({"do": "done", "matter": "plan-2042", "duty": "issue"})", 422, "plan-2042"},
        {R"({"do": "record", "body": "leicestershire", "fact": "no.such", "value": "x"})", 422,
         "no.such"},
        {R"({"do": "election", "kind": "ordinary", "body": "lestershire", "poll": "2024-05-02"})",
         422, "lestershire"},
        {R"({"do": "meeting-move", "body": "leicestershire", "meeting": "panel-2024-09-24",
             "to": "2024-10-01"})",
         422, "panel-2024-09-24"},
        {R"({"do": "ack", "alert": "none"})", 422, "none"},
    };
    for (const Wrong& wrong : wrongs) {
        INFO(wrong.body);
        const auto answer = office.post("/v1/commands", wrong.body, wrong.status);
        INFO(boost::json::serialize(answer));
        CHECK(first_text(answer, "message").find(wrong.message) != std::string::npos);
        CHECK(office.last_seq() == seq);
    }
}

TEST_CASE("all that is wrong with a command is told at once, with what was perhaps meant") {
    Office office;
    office.start();
    const auto answer =
        office.post("/v1/commands",
                    R"({"do": "pause", "tittle": "x", "from": "2024-13-01", "to": "later"})", 400);
    CHECK(messages(answer).size() >= 3);
    const std::string all = boost::json::serialize(answer);
    CHECK(all.find("did you mean 'title'?") != std::string::npos);
}

TEST_CASE("questions that make no sense are refused with a reason") {
    Office office;
    office.start();
    office.record_poll();
    const auto refused = [&](const std::string& target, int status) {
        const auto answer = office.get(target, status);
        return first_text(answer, "message") + "|" + first_text(answer, "hint");
    };
    CHECK(refused("/v1/upcomming", 404) ==
          "there is nothing at '/v1/upcomming'|did you mean '/v1/upcoming'? the paths are: "
          "/v1/upcoming, /v1/matters, /v1/show, /v1/why, /v1/alerts, /v1/status, /v1/log, "
          "/v1/outbox, /v1/rehearse, /v1/commands, /v1/clock, /v1/reload, /v1/doctor, "
          "/v1/channels/test, /v1/backup, /v1/reports/audit, /v1/reports/forward-plan, "
          "/v1/reports/register, /v1/reports/ending, /v1/reports/readings, /v1/feed.ics");
    CHECK(refused("/v1/upcoming?dais=3", 400) ==
          "unknown query parameter 'dais'|did you mean 'days'?");
    CHECK(refused("/v1/upcoming?days=-1", 400) ==
          "query parameter 'days' is '-1'|write a whole number from 0 to 36600");
    CHECK(refused("/v1/upcoming?limit=0", 400) ==
          "query parameter 'limit' is '0'|write a whole number from 1 to 10000");
    CHECK(refused("/v1/upcoming?body=leicester", 404).find("leicestershire") != std::string::npos);
    CHECK(refused("/v1/upcoming?matter=plan-2042", 404).find("plan-2024") != std::string::npos);
    CHECK(refused("/v1/show?name=plan-2024/isue", 404).find("'issue'") != std::string::npos);
    CHECK(refused("/v1/why", 400) ==
          "query parameter 'name' is missing|name a matter (plan-2024) or a duty "
          "(plan-2024/issue)");
    CHECK(refused("/v1/status?as-of=yesterday", 400).find("'as-of' is 'yesterday'") == 0);
    CHECK(refused("/v1/status?as-of=0", 400) == "'as-of' is 0|journal numbers start at 1");
    CHECK(refused("/v1/status?as-of=99999", 400).find("there is no journal entry 99999") == 0);
    CHECK(refused("/v1/status?as-of=2031-01-01", 400).find("has not come yet") !=
          std::string::npos);
    CHECK(refused("/v1/outbox?id=7", 404).find("there is no message 7") == 0);
}

TEST_CASE("a wrong method is answered with those that would do") {
    Office office;
    office.start();
    CHECK(tests::post(office.socket(), "/v1/status", "{}").status == 405);
    const auto answer = tests::get(office.socket(), "/v1/commands");
    CHECK(answer.status == 405);
    CHECK(answer.headers.at("allow") == "POST");
}

TEST_CASE("the same client id with the same content is answered the same, also after a restart") {
    Office office;
    office.start();
    office.record_poll();
    const std::string note =
        R"({"do": "note", "matter": "plan-2024", "reason": "First.", "client-id": "n1"})";
    const std::string same_in_other_order =
        R"({"client-id": "n1", "reason": "First.", "do": "note", "matter": "plan-2024"})";
    auto first = office.post("/v1/commands", note);
    CHECK(first.at("replayed") == false);
    const auto seq = office.last_seq();
    const auto again = [&] {
        auto answer = office.post("/v1/commands", same_in_other_order);
        CHECK(answer.at("replayed") == true);
        answer["replayed"] = false;
        CHECK(answer == first);
        CHECK(office.last_seq() == seq);
    };
    again();
    office.kill();
    office.start();
    again();
}

TEST_CASE("a client id used again with other content is a conflict and changes nothing") {
    Office office;
    office.start();
    office.record_poll();
    office.post("/v1/commands",
                R"({"do": "note", "matter": "plan-2024", "reason": "a", "client-id": "n1"})");
    const auto seq = office.last_seq();
    for (
        const char* other :
        {R"({"do": "note", "matter": "plan-2024", "reason": "b", "client-id": "n1"})",
         R"({"do": "note", "matter": "plan-2024", "reason": "a", "actor": "x", "client-id": "n1"})",
         R"({"do": "note", "matter": "election-2024", "reason": "a", "client-id": "n1"})"}) {
        const auto answer = office.post("/v1/commands", other, 409);
        CHECK(first_text(answer, "message") ==
              "the client id 'n1' was used before with other content; nothing was changed");
        CHECK(office.last_seq() == seq);
    }
}

TEST_CASE("a client id whose command was refused can be used again") {
    Office office;
    office.start();
    office.record_poll();
    office.post("/v1/commands",
                R"({"do": "note", "matter": "plan-2042", "reason": "a", "client-id": "n1"})", 422);
    office.post("/v1/commands",
                R"({"do": "note", "matter": "plan-2024", "reason": "a", "client-id": "n1"})");
}

TEST_CASE("a client id is taken up to its limit and not one byte over") {
    Office office;
    office.start();
    office.record_poll();
    const auto note = [](std::size_t bytes) {
        return fmt::format(R"({{"do": "note", "matter": "plan-2024", "reason": "a",
                                "client-id": "{}"}})",
                           std::string(bytes, 'i'));
    };
    office.post("/v1/commands", note(200));
    CHECK(messages(office.post("/v1/commands", note(201), 400)).front() ==
          "'client-id' is too long");
}

TEST_CASE("a preview says what would move and stores nothing") {
    Office office;
    office.start();
    office.record_poll();
    office.move_clock("2024-05-08T12:00");
    const auto seq = office.last_seq();
    std::string preview = Office::pause_command;
    preview.insert(1, R"("preview": true, )");
    const auto answer = office.post("/v1/commands", preview);
    const std::string all = boost::json::serialize(answer);
    CHECK(all.find("2024-10-28") != std::string::npos);
    CHECK(answer.at("notices").as_array().size() == 2);
    CHECK(office.last_seq() == seq);
    CHECK(office.forecast("panel-considers") == "2024-09-23");
    CHECK(office.get("/v1/outbox").at("messages").as_array().empty());
    office.record_pause();
    CHECK(office.forecast("panel-considers") == "2024-10-28");
}

TEST_CASE("the past is answered as it was believed then") {
    Office office;
    office.start();
    office.record_poll();
    const auto seq = office.last_seq();
    office.move_clock("2024-05-22T12:00");
    office.record_pause();
    const auto then = [&](const std::string& as_of) {
        const auto duty = office.get("/v1/show?name=plan-2024/panel-considers&as-of=" + as_of);
        return std::string(duty.at("forecast").as_string());
    };
    CHECK(then("2024-05-22T11:00:00Z") == "2024-10-28");
    CHECK(then("2024-05-22T11:59") == "2024-09-23");
    CHECK(then("2024-05-21") == "2024-09-23");
    CHECK(then(fmt::format("{}", seq)) == "2024-09-23");
    CHECK(then(fmt::format("{}", office.last_seq())) == "2024-10-28");
    office.get("/v1/show?name=plan-2024/panel-considers&as-of=1", 404);
    CHECK(office.get("/v1/matters?as-of=5").at("matters").as_array().empty());
    CHECK(office.get("/v1/alerts?as-of=2024-05-21").at("alerts").as_array().empty());
    CHECK(office.forecast("panel-considers") == "2024-10-28");
}

TEST_CASE("the journal is read forwards, backwards, by matter and as it was") {
    Office office;
    office.start();
    office.record_poll();
    for (int i = 0; i < 30; ++i) {
        office.post("/v1/commands", fmt::format(R"({{"do": "note", "matter": "{}-2024",
                                                    "reason": "note {}"}})",
                                                i % 3 == 0 ? "plan" : "election", i));
    }
    const auto seq = office.last_seq();
    const auto numbers = [&](const std::string& query) {
        std::vector<std::int64_t> result;
        const auto answer = office.get("/v1/log" + query);
        for (const auto& event : answer.at("events").as_array()) {
            result.push_back(event.at("seq").to_number<std::int64_t>());
        }
        return result;
    };
    CHECK(numbers("?limit=3") == std::vector<std::int64_t>{seq - 2, seq - 1, seq});
    CHECK(numbers("?from=1&limit=2") == std::vector<std::int64_t>{1, 2});
    CHECK(office.get("/v1/log?from=1&limit=2").at("next") == 3);
    CHECK_FALSE(office.get("/v1/log?from=2").contains("next"));
    CHECK(numbers("?from=100000").empty());
    CHECK(static_cast<std::int64_t>(numbers("?from=1").size()) == seq);
    CHECK(numbers("?limit=1&as-of=4") == std::vector<std::int64_t>{4});
    CHECK(numbers("?matter=plan-2024&limit=2") == std::vector<std::int64_t>{seq - 5, seq - 2});
    CHECK(numbers(fmt::format("?matter=plan-2024&from={}", seq - 6)) ==
          std::vector<std::int64_t>{seq - 5, seq - 2});
    const auto last = office.get("/v1/log?limit=1").at("events").as_array().at(0).as_object();
    CHECK(last.at("text") == "note 29");
}

TEST_CASE("a simulated clock moves forward only, and stops wherever something is due") {
    Office office;
    office.start();
    office.record_poll();
    office.move_clock("2024-05-22T17:30");
    office.record_pause();
    const auto refused = [&](const std::string& body, int status) {
        return messages(office.post("/v1/clock", body, status)).front();
    };
    CHECK(refused(R"({"to": "2024-05-22T17:29"})", 400) ==
          "the simulated clock stands at 2024-05-22T16:30:00Z and does not go back to "
          "2024-05-22T16:29:00Z");
    CHECK(refused(R"({})", 400) == "give either 'to' or 'days'");
    CHECK(refused(R"({"to": "2024-06-01", "days": 1})", 400) == "give either 'to' or 'days'");
    CHECK(refused(R"({"too": "2024-06-01"})", 400) == "unknown key 'too'");
    CHECK(refused(R"({"days": 0})", 400) == "'days' is not a number of days");
    CHECK(refused(R"({"days": 1.5})", 400) == "'days' is not a number of days");
    CHECK(refused(R"({"to": 5})", 400) == "'to' is not a text");
    CHECK(office.get("/v1/status").at("now") == "2024-05-22T16:30:00Z");
    const auto moved = office.post("/v1/clock", R"({"days": 3})");
    CHECK(moved.at("local") == "2024-05-25T17:30");
    CHECK(moved.at("turns").to_number<int>() >= 3);
    // Over the end of summer time the same time of day is meant.
    office.move_clock("2024-10-26T09:00");
    CHECK(office.post("/v1/clock", R"({"days": 1})").at("now") == "2024-10-27T09:00:00Z");
}

TEST_CASE("the interface is described: every path in openapi.yaml, every command in commands.md") {
    Office office;
    office.start();
    const auto unknown = office.get("/v1/none", 404);
    const std::string openapi = tests::read_file(DUTYD_SOURCE_DIR "/docs/openapi.yaml");
    const std::string hint = first_text(unknown, "hint");
    std::size_t paths = 0;
    for (std::size_t at = hint.find("/v1/"); at != std::string::npos;
         at = hint.find("/v1/", at + 1)) {
        const std::string path = hint.substr(at, hint.find_first_of(", '?", at) - at);
        INFO(path);
        CHECK(openapi.find("\n  " + path + ":\n") != std::string::npos);
        ++paths;
    }
    CHECK(paths >= 11);
    const std::string commands = tests::read_file(DUTYD_SOURCE_DIR "/docs/commands.md");
    for (const std::string& verb : engine::known_verbs()) {
        INFO(verb);
        CHECK(commands.find("\n### " + verb + "\n") != std::string::npos);
    }
}
