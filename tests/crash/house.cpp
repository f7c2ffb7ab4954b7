// SPDX-License-Identifier: MIT
#include "tests/crash/house.hpp"

#include "daemon/host/offline_copy.hpp"
#include "lib/civil/date.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <boost/json/parse.hpp>

#include <array>
#include <csignal>
#include <thread>

namespace dutyd::tests {

namespace {

constexpr const char* clock_start = "2024-05-03T09:00";
constexpr int clients = 3;
constexpr int requests_a_round = 40;

void pause_ms(int ms) {
    ::poll(nullptr, 0, ms);
}

/// Hours after the clock's start as the interface wants them.
std::string clock_time(int hours) {
    const int after_midnight = 9 + hours;
    const civil::Date day = civil::Date::of(2024, 5, 3) + civil::Days{after_midnight / 24};
    return fmt::format("{}T{:02d}:00", day.iso(), after_midnight % 24);
}

std::string day_after(int hours, int days) {
    return (civil::Date::of(2024, 5, 3) + civil::Days{(9 + hours) / 24 + days}).iso();
}

std::string without_brackets(const std::string& id) {
    return id.size() > 2 && id.front() == '<' ? id.substr(1, id.size() - 2) : id;
}

/// The answer's status; nothing if the process died on the way.
std::optional<RawAnswer> try_post(const std::string& socket, const std::string& target,
                                  const std::string& body) {
    try {
        return post(socket, target, body);
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

}  // namespace

House::House(std::uint32_t seed, CrashTally& tally)
    : office_({server_.port(), ""}), random_(seed), tally_(tally), clients_(clients) {
    start();
    office_.record_poll();
}

void House::start() {
    const std::vector<std::string> words{DUTYD_PROGRAM, "--config", office_.config(),
                                         "--simulated-clock", clock_start};
    process_.emplace(
        ProcessOptions{words, {office_.notify().environment()}, office_.folder().path() + "/log"});
    office_.notify().wait_for("READY=1", *process_);
    ++tally_.starts;
}

bool House::kill_while_starting() {
    if (random_() % 6 != 0) return false;
    process_.emplace(ProcessOptions{
        {DUTYD_PROGRAM, "--config", office_.config(), "--simulated-clock", clock_start},
        {},
        office_.folder().path() + "/log"});
    pause_ms(static_cast<int>(random_() % 250));
    process_->signal(SIGKILL);
    process_->wait();
    ++tally_.kills;
    ++tally_.kills_while_starting;
    return true;
}

/// What the mail server does wrong until the next round.
void House::misbehave() {
    static constexpr std::array<const char*, 8> faults{"",
                                                       "",
                                                       "at=body wait=0.05",
                                                       "at=body drop times=1",
                                                       "at=body lose times=1",
                                                       "at=rcpt reply='450 4.2.1 later' times=2",
                                                       "at=rcpt reply='550 5.1.1 nobody' times=1",
                                                       "at=mail hang times=1"};
    server_.clear_faults();
    const std::string fault = faults.at(random_() % faults.size());
    if (!fault.empty()) server_.fault(fault);
}

std::string House::next_request(int client, int n) {
    const std::string id = fmt::format("{}-{}-{}", round_, client, n);
    const int hours = hours_;
    const auto with_id = [&](const std::string& keys) {
        return fmt::format(R"({{{}, "reason": "{}", "client-id": "{}"}})", keys, id, id);
    };
    switch (n % 6) {
        case 0:
            return with_id(fmt::format(
                R"("do": "pause", "title": "Pause {}", "from": "{}", "to": "{}",
                   "activities": ["public-engagement"])",
                id, day_after(hours, 1), day_after(hours, 10 + n)));
        case 1:
            return with_id(fmt::format(R"("do": "meeting-move", "body": "leicestershire",
                   "meeting": "panel-2024-09-23", "to": "{}")",
                                       day_after(hours, 100 + 7 * (n + client))));
        case 2:
            return with_id(fmt::format(
                R"("do": "target", "matter": "plan-2024", "duty": "draft", "date": "{}")",
                day_after(hours, 20 + n)));
        case 3:
            return with_id(fmt::format(R"("do": "meeting-add", "body": "leicestershire",
                   "calendar": "panel", "date": "{}")",
                                       day_after(hours, 40 + 11 * n + client)));
        case 4:
            return with_id(R"("do": "start", "matter": "plan-2024", "duty": "process-paper")");
        default:
            return with_id(R"("do": "note", "matter": "plan-2024")");
    }
}

/// Sends one command after the other until the process is gone.
void House::press(int client, int count, Client& notes) {
    for (int n = 0; n < count; ++n) {
        const std::string request = next_request(client, n);
        const auto answer = try_post(office_.socket(), "/v1/commands", request);
        if (!answer) {
            notes.pending = request;
            return;
        }
        if (answer->status == 200) notes.answered.push_back(request);
    }
}

/// Time goes on meanwhile, so that mail comes due and days begin.
void House::press_clock(const std::atomic<bool>& over) {
    while (!over) {
        const int hours = hours_ + 5;
        if (!try_post(office_.socket(), "/v1/clock",
                      fmt::format(R"({{"to": "{}"}})", clock_time(hours)))) {
            return;
        }
        hours_ = hours;
        pause_ms(20);
    }
}

/// Milliseconds of work before a kill: soon, or once the clients are well under way.
int House::any_moment() {
    static constexpr std::array<unsigned, 4> most{30, 150, 400, 1000};
    return static_cast<int>(random_() % most.at(random_() % most.size()));
}

void House::round() {
    if (process_->poll() && kill_while_starting()) return;
    if (process_->poll()) start();
    ++round_;
    misbehave();
    ask_again();
    std::vector<std::thread> threads;
    std::atomic<bool> over = false;
    for (int client = 0; client < clients; ++client) {
        Client& notes = clients_[static_cast<std::size_t>(client)];
        threads.emplace_back([this, client, &notes] { press(client, requests_a_round, notes); });
    }
    threads.emplace_back([&] { press_clock(over); });
    pause_ms(any_moment());
    process_->signal(SIGKILL);
    process_->wait();
    over = true;
    for (std::thread& thread : threads) thread.join();
    ++tally_.kills;
    if (random_() % 10 == 0) check_database();
}

/// Whatever was answered is known; whatever was not is asked again under its own id.
void House::ask_again(Client& client) {
    for (const std::string& request : client.answered) {
        const auto answer = office_.post("/v1/commands", request);
        INFO(request);
        CHECK(answer.at("replayed") == true);
    }
    tally_.answered += static_cast<int>(client.answered.size());
    if (client.pending) {
        const auto answer = post(office_.socket(), "/v1/commands", *client.pending);
        INFO(*client.pending << "\n" << answer.body);
        CHECK((answer.status == 200 || answer.status == 422));
        ++tally_.unanswered;
    }
    client = {};
}

void House::ask_again() {
    for (Client& client : clients_) ask_again(client);
}

/// Only a copy is opened, so that what the next start finds is what the kill left.
void House::check_database() {
    const auto copy = host::OfflineCopy::take(office_.database());
    if (!copy) FAIL("after a kill the database cannot be read: " << render(copy.error()));
    const auto sound = copy->store().verify_chain();
    if (!sound) FAIL("after a kill the journal is not sound: " << render(sound.error()));
    ++tally_.chains;
}

std::map<std::string, std::set<std::string>> House::notices_made() const {
    std::map<std::string, std::set<std::string>> made;
    std::int64_t from = 1;
    while (true) {
        const auto answer = office_.get(fmt::format("/v1/log?from={}&limit=1000", from));
        const auto& events = answer.at("events").as_array();
        if (events.empty()) return made;
        for (const auto& event : events) {
            from = event.at("seq").to_number<std::int64_t>() + 1;
            const auto* data = event.at("data").if_object();
            if (data == nullptr || !data->contains("notice") || !data->contains("person")) continue;
            made[std::string(data->at("person").as_string()) + "@office.example"].insert(
                std::string(data->at("notice").as_string()));
        }
    }
}

/// A message that comes again is the same to the byte.
void House::check_again(const std::string& first, const std::string& again) {
    ++tally_.duplicates;
    CHECK(again == first);
}

void House::check_mail() {
    const auto made = notices_made();
    std::map<std::string, std::set<std::string>> received;
    std::map<std::string, std::string> bytes;  // by Message-ID
    for (const ReceivedMail& mail : server_.messages()) {
        const std::string id = without_brackets(mail.message_id);
        CHECK(mail.defects.empty());
        ++tally_.received;
        const auto [known, is_new] = bytes.emplace(id, mail.bytes);
        if (!is_new) check_again(known->second, mail.bytes);
        received[mail.envelope_to.at(0)].insert(id);
    }
    for (const auto& [address, ids] : made) {
        INFO(address);
        tally_.notices += static_cast<int>(ids.size());
        CHECK(received[address] == ids);
    }
    CHECK(received.size() == made.size());
}

void House::settle() {
    if (process_->poll()) start();
    ask_again();
    // Every retry that waits in memory is due at once after a start.
    process_->signal(SIGTERM);
    process_->wait();
    server_.clear_faults();
    start();
    hours_ = hours_ + 10 * 24;
    office_.move_clock(clock_time(hours_));
    for (int i = 0; !office_.get("/v1/outbox").at("messages").as_array().empty(); ++i) {
        if (i == 1200) FAIL("the outbox does not become empty; the log:\n" << office_.log());
        pause_ms(50);
    }
    check_mail();
    process_->signal(SIGTERM);
    CHECK(process_->wait() == Ending{0, 0});
    check_database();
}

}  // namespace dutyd::tests
