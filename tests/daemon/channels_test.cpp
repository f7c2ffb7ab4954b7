// SPDX-License-Identifier: MIT
// The ways to people, end to end: dutyd as a process, a real receiver of webhooks that checks the
// signature, real programs, a real mail server. Each channel delivers on its own, none waits for
// another, and what does not get through is told.
#include "tests/catch.hpp"
#include "tests/channel/http_receiver.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

using namespace dutyd;
using tests::HttpReceiver;
using tests::Office;
namespace json = boost::json;

namespace {

constexpr int looks_max = 600;
constexpr int look_every_ms = 50;

std::string webhook_section(const HttpReceiver& receiver) {
    return fmt::format(
        "[[channel]]\nid = \"chat\"\nkind = \"webhook\"\nurl = \"{}\"\n"
        "secret-file = \"chat-secret\"\ntime-limit-seconds = 20\n",
        receiver.url());
}

std::string usual(const std::string& channels) {
    return fmt::format("[delivery]\nchannels = [{}]\n", channels);
}

/// An office in which a notice to each of two people is due.
void make_notices(Office& office) {
    office.folder().write("chat-secret", "whsec-test\n");
    office.start();
    office.record_poll();
    office.move_clock("2024-05-08T17:30");
    office.record_pause();
    office.move_clock("2024-05-09T10:00");
}

json::array waiting(const Office& office) {
    return office.get("/v1/outbox").at("messages").as_array();
}

template <class Condition>
void wait_until(const Office& office, const Condition& condition) {
    for (int i = 0; i < looks_max; ++i) {
        if (condition()) return;
        ::poll(nullptr, 0, look_every_ms);
    }
    FAIL("waited in vain; the log:\n" << office.log());
}

void wait_until_sent(const Office& office) {
    wait_until(office, [&] { return waiting(office).empty(); });
}

std::size_t count_in(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

json::object channel_status(const Office& office, const std::string& channel) {
    const json::object status = office.get("/v1/status");
    for (const json::value& one : status.at("channels").as_array()) {
        if (one.at("channel").as_string() == channel) return one.as_object();
    }
    return {};
}

std::string script(const Office& office, const std::string& name, const std::string& text) {
    office.folder().write(name, "#!/bin/sh\n" + text);
    std::string path = office.folder().path() + "/" + name;
    ::chmod(path.c_str(), 0755);
    return path;
}

std::string program_section(const std::string& kind, const std::string& program) {
    return fmt::format(
        "[[channel]]\nid = \"{0}-1\"\nkind = \"{0}\"\nenabled = true\nprogram = "
        "\"{1}\"\n",
        kind, program);
}

}  // namespace

TEST_CASE("with no mail at all, notices become entries of the log and nothing fails") {
    Office office({0, "log-level = \"error\"\n", usual("\"log\"")});
    make_notices(office);
    wait_until_sent(office);
    const std::string log = office.log();
    CHECK(count_in(log, "notice: ") == 2);
    CHECK(log.find("person=chief") != std::string::npos);
    CHECK(log.find("Mon 23 September 2024 to Mon 28 October 2024") != std::string::npos);
    CHECK(log.find("storage_failed") == std::string::npos);
    const json::object status = office.get("/v1/status");
    CHECK(status.at("mail").at("delivered") == 2);
    CHECK(status.at("channels").as_array().empty());
}

TEST_CASE("a notice goes out over each of its person's channels, once over each") {
    const HttpReceiver receiver;
    const tests::SmtpServer server;
    Office office({server.port(), "", webhook_section(receiver) + usual("\"chat\", \"mail\"")});
    make_notices(office);
    wait_until_sent(office);
    const auto mails = server.wait_for(2);
    const auto requests = receiver.wait_for(2);
    CHECK(mails.size() == 2);
    REQUIRE(requests.size() == 2);
    std::set<std::string> ids;
    for (const auto& mail : mails)
        ids.insert(mail.message_id.substr(1, mail.message_id.size() - 2));
    for (const auto& request : requests) {
        CHECK(request.is_signed);
        const json::object body = json::parse(request.body).as_object();
        CHECK(body.at("id").as_string() == request.headers.at("Dutyd-Id"));
        CHECK(ids.contains(request.headers.at("Dutyd-Id")));
        CHECK((body.at("person") == "chief" || body.at("person") == "director"));
        CHECK(std::string(body.at("subject").as_string()).find("28 October 2024") !=
              std::string::npos);
        CHECK_FALSE(body.at("text").as_string().empty());
    }
    CHECK(office.get("/v1/status").at("mail").at("delivered") == 4);
}

TEST_CASE("a webhook that hangs holds up neither mail nor the log") {
    HttpReceiver receiver;
    receiver.order("hang");
    const tests::SmtpServer server;
    Office office(
        {server.port(), "", webhook_section(receiver) + usual("\"chat\", \"mail\", \"log\"")});
    make_notices(office);
    CHECK(server.wait_for(2).size() == 2);
    receiver.wait_for(1);  // and it still hangs
    wait_until(office, [&] { return waiting(office).size() == 2; });
    for (const json::value& message : waiting(office)) CHECK(message.at("channel") == "chat");
    CHECK(count_in(office.log(), "notice: ") == 2);
}

TEST_CASE("a receiver that fails or cuts the line gets the same message again, with its id") {
    HttpReceiver receiver;
    receiver.order("cut");
    receiver.order("answer 500 not now");
    Office office({0, "", webhook_section(receiver) + usual("\"chat\"")});
    make_notices(office);
    receiver.wait_for(2);
    wait_until(office, [&] { return channel_status(office, "chat").at("failing") == 2; });
    CHECK(channel_status(office, "chat").at("undelivered") == 0);
    CHECK(office.log().find("HTTP 500: not now") != std::string::npos);
    office.post("/v1/reload", "");  // tries all that waits at once
    wait_until_sent(office);
    const auto requests = receiver.wait_for(4);
    std::set<std::string> ids;
    for (const auto& request : requests) ids.insert(request.headers.at("Dutyd-Id"));
    CHECK(ids.size() == 2);
}

TEST_CASE("killed between sending and recording, the message is sent again with the same id") {
    HttpReceiver receiver;
    receiver.order("hang");
    Office office({0, "", webhook_section(receiver) + usual("\"chat\"")});
    make_notices(office);
    const std::string taken = receiver.wait_for(1)[0].headers.at("Dutyd-Id");
    office.kill();
    office.start();
    wait_until_sent(office);
    const auto requests = receiver.requests();
    REQUIRE(requests.size() == 3);
    std::multiset<std::string> ids;
    for (const auto& request : requests) ids.insert(request.headers.at("Dutyd-Id"));
    CHECK(ids.count(taken) == 2);
}

TEST_CASE("what is refused for good is raised, and its person is told once over another channel") {
    HttpReceiver receiver;
    receiver.order("default 404");
    const tests::SmtpServer server;
    Office office(
        {server.port(), "",
         webhook_section(receiver) + "[delivery]\nchannels = [\"chat\"]\nfallback = [\"mail\"]\n"});
    make_notices(office);
    const auto told = server.wait_for(2);
    CHECK(told[0].subject == "Not delivered over chat: 1 notice to you");
    CHECK(told[0].text.find("28 October 2024") != std::string::npos);
    CHECK(told[0].text.find("HTTP 404") != std::string::npos);
    CHECK(told[0].message_id.find(".undelivered.chat@") != std::string::npos);
    wait_until(office, [&] { return waiting(office).size() == 2; });
    CHECK(channel_status(office, "chat").at("undelivered") == 2);
    CHECK(count_in(office.log(), "delivery_failing") == 2);

    office.post("/v1/reload", "");  // refused again, and told no second time
    receiver.wait_for(4);
    office.stop();
    office.start();
    receiver.wait_for(6);
    CHECK(server.messages().size() == 2);
    CHECK(count_in(office.log(), "delivery_failing") == 2);

    receiver.order("default 200");
    office.post("/v1/reload", "");
    wait_until_sent(office);
    CHECK(channel_status(office, "chat").empty());
    CHECK(server.messages().size() == 2);
}

TEST_CASE("trouble on the only channel is in the log and the status, and makes no messages") {
    HttpReceiver receiver;
    receiver.order("default 403");
    Office office({0, "", webhook_section(receiver) + usual("\"chat\"")});
    make_notices(office);
    wait_until(office, [&] { return channel_status(office, "chat").at("undelivered") == 2; });
    CHECK(waiting(office).size() == 2);
    for (const json::value& message : waiting(office)) {
        CHECK(message.at("state") == "refused");
        CHECK(message.as_object().contains("raised-at"));
    }
}

TEST_CASE("a sendmail-like program and a hook get what they should") {
    Office office;
    const std::string folder = office.folder().path();
    const std::string sendmail = script(
        office, "sendmail", fmt::format("cat > {0}/mail-$5; echo \"$@\" >> {0}/words\n", folder));
    const std::string hook = script(office, "hook", fmt::format("cat >> {0}/hooked\n", folder));
    office.write_config({0, "",
                         program_section("sendmail", sendmail) + program_section("command", hook) +
                             usual("\"sendmail-1\", \"command-1\"")});
    make_notices(office);
    wait_until_sent(office);
    const std::string mail = tests::read_file(folder + "/mail-chief@office.example");
    CHECK(mail.find("To: Chief Executive <chief@office.example>\n") != std::string::npos);
    CHECK(mail.find('\r') == std::string::npos);
    CHECK(tests::read_file(folder + "/words").find("-i -f dutyd@dutyd.invalid -- chief@office") !=
          std::string::npos);
    const std::string hooked = tests::read_file(folder + "/hooked");
    CHECK(count_in(hooked, "\"made-at\":") == 2);
    CHECK(hooked.find("\"person\":\"director\"") != std::string::npos);
}

TEST_CASE("a hook that never ends is ended, and its message stays for another try") {
    Office office;
    const std::string hook = script(office, "hook", "while :; do :; done\n");
    office.write_config(
        {0, "",
         program_section("command", hook) + "time-limit-seconds = 1\n" + usual("\"command-1\"")});
    make_notices(office);
    wait_until(office, [&] {
        const auto status = channel_status(office, "command-1");
        return !status.empty() && status.at("failing") == 2;
    });
    CHECK(office.log().find("took too long and was ended") != std::string::npos);
    CHECK(office.stop() == tests::Ending{0, 0});
}
