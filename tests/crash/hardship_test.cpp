// SPDX-License-Identifier: MIT
// What a real machine does to a service that runs for years: the disk fills up, the database may
// not be written, nobody takes mail for weeks, the machine sleeps for a fortnight. Each time the
// real dutyd, and each time nothing answered and no notice is lost or doubled.
#include "daemon/host/offline_copy.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <functional>
#include <map>
#include <set>

using namespace dutyd;
using tests::Ending;
using tests::Office;

namespace {

constexpr std::size_t note_bytes = 15'000;
constexpr int notes_max = 600;
constexpr unsigned nobody = 65534;

std::string note(int n) {
    return fmt::format(
        R"({{"do": "note", "matter": "plan-2024", "client-id": "note-{}", "reason": "{}"}})", n,
        std::string(note_bytes, 'x'));
}

/// dutyd with its database in a folder of its own, as a disk would be.
class SmallHouse {
public:
    SmallHouse() {
        std::filesystem::create_directory(disk());
        std::string text = tests::read_file(office.config());
        const std::string line = "database = \"dutyd.db\"";
        text.replace(text.find(line), line.size(), "database = \"disk/dutyd.db\"");
        office.folder().write("dutyd.toml", text);
    }

    std::string disk() const { return office.folder().path() + "/disk"; }
    std::string database() const { return disk() + "/dutyd.db"; }

    /// The shell leaves SIGXFSZ ignored, so that a file that may not grow is an error, as a full
    /// disk is.
    void start() {
        process_.emplace(tests::ProcessOptions{
            {"/bin/sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\"", DUTYD_PROGRAM, "--config",
             office.config(), "--simulated-clock", "2024-05-03T09:00"},
            {office.notify().environment()},
            office.folder().path() + "/log"});
        office.notify().wait_for("READY=1", *process_);
    }
    void stop() {
        process_->signal(SIGTERM);
        CHECK(process_->wait() == Ending{0, 0});
    }
    pid_t pid() const { return process_->pid(); }

    Office office;

private:
    std::optional<tests::Process> process_;
};

void check_sound(const std::string& database) {
    const auto copy = host::OfflineCopy::take(database);
    if (!copy) FAIL(render(copy.error()));
    const auto sound = copy->store().verify_chain();
    if (!sound) FAIL(render(sound.error()));
}

/// Notes until one is not taken; how many were.
int fill(const SmallHouse& house) {
    for (int n = 0; n < notes_max; ++n) {
        const auto answer = tests::post(house.office.socket(), "/v1/commands", note(n));
        if (answer.status == 200) continue;
        CHECK(answer.status == 503);
        return n;
    }
    FAIL("the disk does not become full");
    return 0;
}

void check_full_disk(SmallHouse& house, const std::function<void()>& make_room) {
    const int taken = fill(house);
    REQUIRE(taken > 0);
    CHECK(house.office.get("/v1/status").at("store").as_object().contains("failing-since"));
    CHECK(house.office.forecast("panel-considers") == "2024-09-23");
    make_room();
    CHECK(house.office.post("/v1/commands", note(taken)).at("replayed") == false);
    house.stop();
    check_sound(house.database());
    house.start();
    for (int n = 0; n <= taken; n += 7) {
        CHECK(house.office.post("/v1/commands", note(n)).at("replayed") == true);
    }
    house.stop();
}

/// Message ids of the notices in the journal, and of those received, by person.
using Ids = std::map<std::string, std::multiset<std::string>>;

Ids notices_made(const Office& office) {
    Ids made;
    const auto answer = office.get("/v1/log?from=1&limit=10000");
    for (const auto& event : answer.at("events").as_array()) {
        const auto* data = event.at("data").if_object();
        if (data == nullptr || !data->contains("notice") || !data->contains("person")) continue;
        made[std::string(data->at("person").as_string()) + "@office.example"].insert(
            "<" + std::string(data->at("notice").as_string()) + ">");
    }
    return made;
}

Ids notices_received(const tests::SmtpServer& server) {
    Ids received;
    for (const auto& mail : server.messages()) {
        received[mail.envelope_to.at(0)].insert(mail.message_id);
    }
    return received;
}

void wait_for_empty_outbox(const Office& office) {
    for (int i = 0; !office.get("/v1/outbox").at("messages").as_array().empty(); ++i) {
        if (i == 1200) FAIL("the outbox does not become empty; the log:\n" << office.log());
        ::poll(nullptr, 0, 50);
    }
}

}  // namespace

TEST_CASE("a file that may not grow loses nothing that was answered, and work goes on after") {
    SmallHouse house;
    house.start();
    house.office.record_poll();
    const auto size = std::filesystem::file_size(house.database() + "-wal") +
                      std::filesystem::file_size(house.database());
    const rlimit tight{size + 2'000'000, RLIM_INFINITY};
    REQUIRE(::prlimit(house.pid(), RLIMIT_FSIZE, &tight, nullptr) == 0);
    check_full_disk(house, [&] {
        const rlimit wide{RLIM_INFINITY, RLIM_INFINITY};
        REQUIRE(::prlimit(house.pid(), RLIMIT_FSIZE, &wide, nullptr) == 0);
    });
}

TEST_CASE("a full disk loses nothing that was answered, and work goes on once there is room") {
    SmallHouse house;
    if (::mount("dutyd-test", house.disk().c_str(), "tmpfs", 0, "size=8m") != 0) {
        WARN("no small disk may be mounted here; the limit on files stands for it");
        return;
    }
    house.start();
    house.office.record_poll();
    check_full_disk(house, [&] {
        REQUIRE(::mount("dutyd-test", house.disk().c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0);
    });
    CHECK(::umount(house.disk().c_str()) == 0);
}

TEST_CASE("a database that may not be written is refused at the start and left as it is") {
    Office office;
    office.start();
    office.record_poll();
    CHECK(office.stop() == Ending{0, 0});
    std::vector<std::string> words;
    if (geteuid() == 0) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(office.folder().path())) {
            REQUIRE(chown(entry.path().c_str(), nobody, nobody) == 0);
        }
        REQUIRE(chown(office.folder().path().c_str(), nobody, nobody) == 0);
        words = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    }
    words.insert(words.end(), {DUTYD_PROGRAM, "--config", office.config(), "--simulated-clock"});
    std::filesystem::permissions(office.database(), std::filesystem::perms(0400));
    const std::string before = tests::read_file(office.database());
    const std::string output = office.folder().path() + "/refusal";
    const auto refused = tests::run({words, {}, output});
    INFO(refused.output);
    CHECK(refused.ending.status != 0);
    CHECK(refused.output.find("cannot be written") != std::string::npos);
    CHECK(tests::read_file(office.database()) == before);
    std::filesystem::permissions(office.database(), std::filesystem::perms(0600));
    office.start();
    CHECK(office.forecast("panel-considers") == "2024-09-23");
    office.stop();
}

TEST_CASE("mail that nobody takes for six weeks comes whole once somebody does, each once") {
    const auto port = tests::unused_port();
    Office office({port, ""});
    office.start();
    office.record_poll();
    office.move_clock("2024-05-22T17:30");
    office.record_pause();
    for (const char* day : {"2024-05-29", "2024-06-12", "2024-06-26", "2024-07-03"}) {
        office.move_clock(std::string(day) + "T10:00");
    }
    const auto made = notices_made(office);
    CHECK(made.size() == 2);
    CHECK(office.get("/v1/outbox").at("messages").as_array().size() > 2);
    tests::SmtpServerOptions back;
    back.port = port;
    const tests::SmtpServer server(back);
    office.post("/v1/reload", "");
    wait_for_empty_outbox(office);
    CHECK(notices_received(server) == made);
    CHECK(office.stop() == Ending{0, 0});
}

#ifdef DUTYD_CLOCK_SHIFT

namespace {

/// Open alerts that say what is so, not what once happened or what day was passed.
std::set<std::string> open_states(const Office& office) {
    std::set<std::string> keys;
    const auto answer = office.get("/v1/alerts");
    for (const auto& alert : answer.at("alerts").as_array()) {
        const std::string condition(alert.at("condition").as_string());
        const bool happened =
            condition == "slip" || condition == "recovered" || condition == "lead";
        if (!happened) keys.insert(std::string(alert.at("key").as_string()));
    }
    return keys;
}

/// A system clock that reads this many seconds after the given instant, from now on.
void set_clock(const Office& office, const char* instant) {
    const auto at = civil::Instant::parse(instant);
    office.folder().write("shift.new", std::to_string(at->seconds - std::time(nullptr)));
    std::filesystem::rename(office.folder().path() + "/shift.new",
                            office.folder().path() + "/shift");
}

}  // namespace

TEST_CASE("two weeks asleep lose and double nothing") {
    const tests::SmtpServer server;
    Office asleep({server.port(), ""});
    set_clock(asleep, "2024-05-22T09:00:00Z");
    asleep.start({}, {"LD_PRELOAD=" DUTYD_CLOCK_SHIFT,
                      "DUTYD_TEST_CLOCK=" + asleep.folder().path() + "/shift"});
    asleep.record_poll();
    asleep.record_pause();
    asleep.process().signal(SIGSTOP);
    set_clock(asleep, "2024-06-05T09:00:00Z");
    asleep.process().signal(SIGCONT);
    asleep.get("/v1/status");
    wait_for_empty_outbox(asleep);
    CHECK(notices_received(server) == notices_made(asleep));

    Office awake;
    awake.start({"--simulated-clock", "2024-05-22T10:00"});
    awake.record_poll();
    awake.record_pause();
    awake.move_clock("2024-06-05T10:00");
    CHECK(open_states(asleep) == open_states(awake));
    CHECK(asleep.stop() == Ending{0, 0});
    CHECK(awake.stop() == Ending{0, 0});
}

#endif
