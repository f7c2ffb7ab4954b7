// SPDX-License-Identifier: MIT
// Looking after dutyd: the heartbeat, the doctor, test messages and backups, with real servers and
// a real process.
#include "daemon/host/store.hpp"
#include "tests/catch.hpp"
#include "tests/channel/http_receiver.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace dutyd;
using tests::HttpReceiver;
using tests::messages;
using tests::Office;
namespace json = boost::json;

namespace {

std::string heartbeat(const HttpReceiver& receiver) {
    return fmt::format("[heartbeat]\nurl = \"{}\"\nevery-minutes = 1\n", receiver.url("/ping"));
}

std::string webhook(const HttpReceiver& receiver) {
    return fmt::format(
        "[[channel]]\nid = \"chat\"\nkind = \"webhook\"\nurl = \"{}\"\n"
        "secret-file = \"chat-secret\"\n[delivery]\nchannels = [\"mail\", \"chat\"]\n",
        receiver.url());
}

json::object until(const Office& office, const std::string& part, const std::string& key) {
    json::object status;
    for (int i = 0; i < 600; ++i) {
        status = office.get("/v1/status").at(part).as_object();
        if (status.contains(key) && !status.at(key).is_null()) return status;
        ::poll(nullptr, 0, 50);
    }
    FAIL("no " << part << "." << key << "; the log:\n" << office.log());
    return status;
}

std::string line_of(const json::object& doctor, const std::string& what) {
    std::string lines;
    for (const json::value& check : doctor.at("checks").as_array()) {
        if (check.at("what").as_string() != what) continue;
        lines += fmt::format("{}{}: {}", lines.empty() ? "" : "|",
                             std::string_view(check.at("health").as_string()),
                             std::string_view(check.at("says").as_string()));
    }
    return lines;
}

}  // namespace

TEST_CASE("the heartbeat arrives while all is well, and is told of when it does not") {
    HttpReceiver receiver;
    Office office({0, "", heartbeat(receiver)});
    office.start();
    CHECK(receiver.wait_for(1)[0].path == "/ping");
    CHECK_FALSE(until(office, "heartbeat", "last-beat").contains("failing-since"));
    receiver.order("answer 500 broken");
    office.post("/v1/reload", "");  // a beat at once
    const json::object failing = until(office, "heartbeat", "failing-since");
    CHECK(std::string(failing.at("last-error").as_string()).find("HTTP 500: broken") !=
          std::string::npos);
    CHECK(office.log().find("heartbeat_failing") != std::string::npos);
}

TEST_CASE("the heartbeat is held back while notices do not get through") {
    HttpReceiver receiver;
    HttpReceiver chat;
    chat.order("default 404");
    Office office({0, "", webhook(chat)});
    office.folder().write("chat-secret", "whsec-test");
    office.start();
    office.record_poll();
    office.move_clock("2024-05-08T17:30");
    office.record_pause();
    office.move_clock("2024-05-09T10:00");
    chat.wait_for(2);
    office.write_config({0, "", webhook(chat) + heartbeat(receiver)});
    office.stop();
    office.start();
    const json::object held = until(office, "heartbeat", "failing-since");
    CHECK(std::string(held.at("last-error").as_string())
              .find("the heartbeat is held back: notices do not get through over chat") == 0);
    CHECK(receiver.requests().empty());
}

TEST_CASE("without a heartbeat there is none") {
    Office office;
    office.start();
    CHECK_FALSE(office.get("/v1/status").contains("heartbeat"));
}

TEST_CASE("a test message goes over each channel of a person, and the answers come back") {
    HttpReceiver receiver;
    receiver.order("answer 403 wrong room");
    const tests::SmtpServer server(
        {.faults = {"at=rcpt to=director@office.example reply='550 5.1.1 no such user'"}});
    Office office({server.port(), "", webhook(receiver)});
    office.folder().write("chat-secret", "whsec-test");
    office.start();
    auto answer = office.post("/v1/channels/test", R"({"person": "chief"})");
    const json::array channels = answer.at("channels").as_array();
    REQUIRE(channels.size() == 2);
    CHECK(channels[0].at("channel") == "mail");
    CHECK(channels[0].at("to") == "chief@office.example");
    CHECK(channels[0].at("outcome") == "accepted");
    CHECK(channels[0].at("code") == 250);
    CHECK(channels[1].at("outcome") == "refused");
    CHECK(std::string(channels[1].at("said").as_string()).find("wrong room") != std::string::npos);
    CHECK(server.wait_for(1)[0].subject == "Test message of dutyd");
    answer = office.post("/v1/channels/test", R"({"person": "director"})");
    CHECK(answer.at("channels").at(0).at("outcome") == "refused");
    CHECK(std::string(answer.at("channels").at(0).at("said").as_string()).find("no such user") !=
          std::string::npos);
    CHECK(office.get("/v1/outbox?all").at("messages").as_array().empty());
    CHECK(office.last_seq() > 0);
    CHECK(messages(office.post("/v1/channels/test", R"({"person": "cheif"})", 404)) ==
          std::vector<std::string>{"there is no person 'cheif'"});
    CHECK(messages(office.post("/v1/channels/test", R"({"persn": "chief"})", 400)) ==
          std::vector<std::string>{"unknown key 'persn'"});
    CHECK(messages(office.post("/v1/channels/test", "{}", 400)) ==
          std::vector<std::string>{"'person' is missing"});
}

TEST_CASE("the doctor looks at everything, sends nothing, and says what is ill") {
    HttpReceiver receiver;
    const tests::SmtpServer server;
    Office office({server.port(), "", webhook(receiver)});
    office.folder().write("chat-secret", "whsec-test");
    office.start();
    json::object doctor = office.get("/v1/doctor");
    INFO(json::serialize(doctor));
    CHECK(line_of(doctor, "database").find("ok: sound: ") == 0);
    CHECK(line_of(doctor, "writing") == "ok: the database can be written");
    CHECK(line_of(doctor, "clock") == "ok: simulated; it moves only when told");
    CHECK(line_of(doctor, "channel mail").find("ok: 127.0.0.1:") == 0);
    CHECK(line_of(doctor, "channel chat").find("ok: channel 'chat' can be reached") == 0);
    CHECK(line_of(doctor, "people").find("ok: 2 persons with a role") == 0);
    CHECK(line_of(doctor, "configuration") == "ok: read again without an error");
    CHECK(line_of(doctor, "backup") == "warning: it is not known where backups lie");
    CHECK(line_of(doctor, "heartbeat") == "ok: none is set up");
    CHECK(server.messages().empty());
    for (const auto& request : receiver.requests()) CHECK(request.method == "HEAD");

    office.write_config({tests::unused_port(), "", ""});
    office.post("/v1/reload", "");
    doctor = office.get("/v1/doctor");
    CHECK(doctor.at("health") == "failed");
    CHECK(line_of(doctor, "channel mail").find("failed: no connection to the mail server") == 0);
    CHECK(line_of(doctor, "people")
              .find("failed: chief cannot be reached: no channel of theirs "
                    "works (mail)|failed: director") == 0);
    office.folder().write("dutyd.toml", "[mial]\n");
    CHECK(line_of(office.get("/v1/doctor"), "configuration").find("failed: ") == 0);
}

TEST_CASE("the doctor sees most of it while dutyd is stopped") {
    const tests::SmtpServer server;
    Office office({server.port(), "", "[backup]\nfolder = \"backups\"\n"});
    office.start();
    office.stop();
    const auto before = tests::read_file(office.database());
    auto finished = office.try_to_run({"--doctor"});
    CHECK(finished.ending == tests::Ending{0, 0});
    json::object doctor = json::parse(finished.output).as_object();
    INFO(finished.output);
    CHECK(line_of(doctor, "database").find("ok: sound: ") == 0);
    CHECK(line_of(doctor, "channel mail").find("ok: ") == 0);
    CHECK(line_of(doctor, "backup").find("failed: ") == 0);
    CHECK(tests::read_file(office.database()) == before);

    std::filesystem::create_directory(office.folder().path() + "/backups");
    office.folder().write("backups/dutyd.db", "x");
    doctor = json::parse(office.try_to_run({"--doctor"}).output).as_object();
    CHECK(line_of(doctor, "backup").find("ok: the newest in ") == 0);

    // One letter of the journal is another.
    std::string damaged = before;
    const auto at = damaged.find("\"recorded_at\"");
    REQUIRE(at != std::string::npos);
    damaged[at + 3] = 'k';
    office.folder().write("dutyd.db", damaged);
    doctor = json::parse(office.try_to_run({"--doctor"}).output).as_object();
    CHECK(line_of(doctor, "database").find("failed: ") == 0);
}

TEST_CASE("a backup is made while dutyd runs, and is a database to go on with") {
    Office office({0, "", "[backup]\nfolder = \"backups\"\n"});
    std::filesystem::create_directory(office.folder().path() + "/backups");
    office.start();
    office.record_poll();
    const std::string file = office.folder().path() + "/copy.db";
    const auto answer = office.post("/v1/backup", fmt::format(R"({{"file": "{}"}})", file));
    CHECK(answer.at("file").as_string() == file);
    CHECK(answer.at("bytes").to_number<std::uintmax_t>() == std::filesystem::file_size(file));
    CHECK(messages(office.post("/v1/backup", fmt::format(R"({{"file": "{}"}})", file), 422)) ==
          std::vector<std::string>{fmt::format("there is already a file {}", file)});
    CHECK(messages(office.post("/v1/backup", R"({"file": "copy.db"})", 400)) ==
          std::vector<std::string>{"'copy.db' is not a full path"});
    const auto named = office.post("/v1/backup", "{}");
    CHECK(std::string(named.at("file").as_string()).find("/backups/dutyd-2024-05-0") !=
          std::string::npos);
    const std::int64_t seq = office.last_seq();
    office.record_pause();
    office.stop();
    std::filesystem::remove(office.database() + "-wal");
    std::filesystem::copy_file(file, office.database(),
                               std::filesystem::copy_options::overwrite_existing);
    office.start();
    CHECK(office.last_seq() == seq);
}
