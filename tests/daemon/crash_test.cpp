// SPDX-License-Identifier: MIT
// Nothing recorded and no notice is lost, wherever dutyd is killed or stopped. Each round starts
// from the same day of the story, kills the daemon with SIGKILL while the pause is on its way from
// a request to two mailboxes, and then looks: same dates, one pause, every notice there, under the
// id that the journal gave it.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <boost/json/parse.hpp>
#include <csignal>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace dutyd;
using tests::Ending;
using tests::Office;

namespace {

constexpr unsigned rounds = 8;

/// Asks without minding how it ends.
void send_and_forget(const std::string& socket, const std::string& target,
                     const std::string& body) {
    try {
        static_cast<void>(tests::post(socket, target, body));
    } catch (const std::runtime_error&) {
        return;
    }
}

/// Kills the daemon some time after a request has gone out. The time is not what is tested: any is
/// as good as any other, and the seed says which it was.
void kill_during(Office& office, int delay_ms, const std::string& target, const std::string& body) {
    std::thread client([&] { send_and_forget(office.socket(), target, body); });
    ::poll(nullptr, 0, delay_ms);
    office.kill();
    client.join();
}

/// Message ids of the notices in the journal, by person.
std::map<std::string, std::set<std::string>> notices_made(const Office& office) {
    std::map<std::string, std::set<std::string>> made;
    const auto answer = office.get("/v1/log?from=1&limit=10000");
    for (const auto& event : answer.at("events").as_array()) {
        if (event.at("kind") != "notice-made") continue;
        const auto& data = event.at("data");
        made[std::string(data.at("person").as_string())].insert(
            std::string(data.at("notice").as_string()));
    }
    return made;
}

int count_of(const Office& office, const std::string& kind) {
    int count = 0;
    const auto answer = office.get("/v1/log?from=1&limit=10000");
    for (const auto& event : answer.at("events").as_array())
        count += std::string(event.at("kind").as_string()) == kind;
    return count;
}

/// Waits until nothing is left in the outbox.
void wait_for_empty_outbox(const Office& office) {
    for (int i = 0; i < 1200; ++i) {
        if (office.get("/v1/outbox").at("messages").as_array().empty()) return;
        ::poll(nullptr, 0, 50);
    }
    FAIL("the outbox does not become empty; the log:\n" << office.log());
}

std::string without_brackets(const std::string& id) {
    return id.size() > 2 && id.front() == '<' ? id.substr(1, id.size() - 2) : id;
}

void check_mail(const tests::SmtpServer& server, const Office& office) {
    std::map<std::string, std::set<std::string>> received;
    for (const auto& mail : server.messages()) {
        CHECK(mail.defects.empty());
        CHECK(mail.subject.find("Mon 23 September 2024 to Mon 28 October 2024") !=
              std::string::npos);
        received[mail.envelope_to.at(0)].insert(without_brackets(mail.message_id));
    }
    const auto made = notices_made(office);
    REQUIRE(made.size() == 2);
    CHECK(made.at("chief").size() == 1);
    CHECK(made.at("director").size() == 1);
    CHECK(received["chief@office.example"] == made.at("chief"));
    CHECK(received["director@office.example"] == made.at("director"));
}

void one_round(std::mt19937& random, const std::string& fault) {
    tests::SmtpServerOptions options;
    if (!fault.empty()) options.faults = {fault};
    const tests::SmtpServer server(options);
    Office office({server.port(), ""});
    office.start();
    office.record_poll();
    office.move_clock("2024-05-08T17:30");
    const auto delay = [&] { return static_cast<int>(random() % 60); };
    kill_during(office, delay(), "/v1/commands", Office::pause_command);
    office.start();
    office.record_pause();
    CHECK(office.forecast("panel-considers") == "2024-10-28");
    kill_during(office, delay() * 3, "/v1/clock", R"({"to": "2024-05-09T10:00"})");
    office.start();
    office.move_clock("2024-05-09T10:00");
    wait_for_empty_outbox(office);
    check_mail(server, office);
    CHECK(count_of(office, "pause-declared") == 1);
    CHECK(office.forecast("panel-considers") == "2024-10-28");
    CHECK(office.get("/v1/show?name=plan-2024/issue").at("limit") == "2025-03-31");
    CHECK(office.stop() == Ending{0, 0});
}

std::string note(const std::string& id) {
    return fmt::format(
        R"({{"do": "note", "matter": "plan-2024", "reason": "{0}", "client-id": "{0}"}})", id);
}

/// Notes one after the other until the daemon is gone; gives the client ids of those answered.
std::vector<std::string> send_notes(const Office& office, const std::string& name) {
    std::vector<std::string> answered;
    for (int i = 0; i < 500; ++i) {
        std::string id = fmt::format("{}-{}", name, i);
        try {
            if (tests::post(office.socket(), "/v1/commands", note(id)).status != 200) break;
        } catch (const std::runtime_error&) {
            break;
        }
        answered.push_back(std::move(id));
    }
    return answered;
}

void check_recorded(const Office& office, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        CHECK(office.post("/v1/commands", note(id)).at("replayed") == true);
    }
}

}  // namespace

TEST_CASE("kill -9 between recording a pause and delivery loses nothing and doubles nothing") {
    for (unsigned seed = 1; seed <= rounds; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        one_round(random, "");
    }
}

TEST_CASE("kill -9 while the mail server is slow, or has taken a mail and not said so") {
    for (const char* fault : {"at=body wait=0.2 times=4", "at=body drop times=1",
                              "at=rcpt reply='450 4.2.1 later' times=1"}) {
        INFO(fault);
        std::mt19937 random(7);
        one_round(random, fault);
    }
}

TEST_CASE("every command that was answered is there after SIGTERM in the middle of many") {
    Office office;
    office.start();
    office.record_poll();
    constexpr std::size_t clients = 4;
    std::vector<std::vector<std::string>> answered(clients);
    std::vector<std::thread> threads;
    threads.reserve(clients);
    for (std::size_t c = 0; c < clients; ++c) {
        threads.emplace_back(
            [&, c] { answered[c] = send_notes(office, fmt::format("client-{}", c)); });
    }
    ::poll(nullptr, 0, 150);
    const Ending ending = office.stop();
    for (std::thread& thread : threads) thread.join();
    CHECK(ending == Ending{0, 0});
    office.start();
    for (const auto& ids : answered) check_recorded(office, ids);
}

TEST_CASE("kill -9 in the middle of many commands keeps every one that was answered") {
    Office office;
    office.start();
    office.record_poll();
    std::mt19937 random(11);
    std::size_t answered_in_all = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::string> answered;
        std::thread client([&] { answered = send_notes(office, fmt::format("round-{}", round)); });
        ::poll(nullptr, 0, 20 + static_cast<int>(random() % 100));
        office.kill();
        client.join();
        office.start();
        check_recorded(office, answered);
        answered_in_all += answered.size();
    }
    CHECK(answered_in_all > 0);
}
