// SPDX-License-Identifier: MIT
// dutyd as a service: how it starts, what it refuses to start with, how it stops.
#include "tests/catch.hpp"
#include "tests/daemon/office.hpp"
#include "tests/mail/smtp_server.hpp"
#include "tests/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <csignal>

using namespace dutyd;
using tests::contains;
using tests::Ending;
using tests::Office;

namespace {

const std::vector<std::string> simulated = {"--simulated-clock", "2024-05-03T09:00"};

bool said(const Office& office, const std::vector<std::string>& lines, const std::string& line) {
    static_cast<void>(office);
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("dutyd says that it is ready, serves, and ends in good order when asked") {
    Office office;
    office.start();
    struct stat found {};
    REQUIRE(stat(office.socket().c_str(), &found) == 0);
    CHECK((found.st_mode & 07777) == 0660);
    REQUIRE(stat(office.database().c_str(), &found) == 0);
    CHECK((found.st_mode & 0007) == 0);
    CHECK(office.get("/v1/status").at("bodies") == 1);
    CHECK(office.stop() == Ending{0, 0});
    office.notify().wait_for("STOPPING=1", office.process());
    CHECK(said(office, office.notify().lines(), "STATUS=Watching 0 matters, 0 alerts open"));
    CHECK(access(office.socket().c_str(), F_OK) != 0);
}

TEST_CASE("what was recorded is there after a restart, with the same dates") {
    Office office;
    office.start();
    office.record_poll();
    const auto seq = office.last_seq();
    const auto before = office.get("/v1/upcoming");
    CHECK(office.forecast("panel-considers") == "2024-09-23");
    CHECK(office.stop() == Ending{0, 0});
    office.start({"--simulated-clock"});
    CHECK(office.last_seq() == seq);
    CHECK(office.get("/v1/upcoming") == before);
}

TEST_CASE("a second daemon on the same database is refused and the first does not notice") {
    Office office;
    office.start();
    office.record_poll();
    const auto seq = office.last_seq();
    const auto second = office.try_to_run({"--socket", office.folder().path() + "/second.sock",
                                           "--simulated-clock", "2024-05-03T09:00"});
    CHECK(second.ending == Ending{1, 0});
    CHECK(contains(second.output, "dutyd.db"));
    CHECK(contains(second.output, fmt::format("{}", office.process().pid())));
    CHECK(contains(second.output, "dutyd: not started"));
    CHECK(access((office.folder().path() + "/second.sock").c_str(), F_OK) != 0);
    CHECK(office.last_seq() == seq);
}

TEST_CASE("a second daemon on the same socket is refused and the first keeps it") {
    Office office;
    office.start();
    const auto second = office.try_to_run({"--database", office.folder().path() + "/second.db",
                                           "--simulated-clock", "2024-05-03T09:00"});
    CHECK(second.ending == Ending{1, 0});
    CHECK(contains(second.output, "another daemon answers on " + office.socket()));
    CHECK(office.get("/v1/status").at("bodies") == 1);
}

TEST_CASE("after kill -9 the stale socket is replaced") {
    Office office;
    office.start();
    office.kill();
    CHECK(access(office.socket().c_str(), F_OK) == 0);
    office.start();
    CHECK(office.get("/v1/status").at("bodies") == 1);
}

TEST_CASE("a database belongs to one kind of clock for good") {
    Office office;
    office.start();
    office.stop();
    const auto real = office.try_to_run({});
    CHECK(real.ending == Ending{1, 0});
    CHECK(contains(real.output, "was made with a simulated clock"));
    const std::string other = office.folder().path() + "/real.db";
    office.start({"--database", other});
    CHECK(office.get("/v1/status").at("daemon").at("clock") == "system");
    const auto error = office.post("/v1/clock", R"({"days": 1})", 409);
    CHECK(tests::messages(error).front() ==
          "this daemon runs on the system's clock, which is not moved from here");
    office.stop();
    const auto training =
        office.try_to_run({"--database", other, "--simulated-clock", "2024-05-03T09:00"});
    CHECK(training.ending == Ending{1, 0});
    CHECK(contains(training.output, "is a real one"));
}

TEST_CASE("a new simulated clock needs a start, and a sound one") {
    Office office;
    const auto none = office.try_to_run({"--simulated-clock"});
    CHECK(none.ending == Ending{1, 0});
    CHECK(contains(none.output, "a new simulated clock needs a time to start from"));
    const auto bad = office.try_to_run({"--simulated-clock", "2024-02-30"});
    CHECK(bad.ending == Ending{1, 0});
    CHECK(contains(bad.output, "'2024-02-30' is not a point in time"));
}

TEST_CASE("a simulated clock goes on from where it stopped, whatever start is given") {
    Office office;
    office.start();
    office.move_clock("2024-05-10T12:00");
    office.stop();
    office.start();
    CHECK(office.get("/v1/status").at("now") == "2024-05-10T11:00:00Z");
}

TEST_CASE("a wrong command line is told apart from a daemon that cannot start") {
    Office office;
    const auto unknown = office.try_to_run({"--databse", "x"});
    CHECK(unknown.ending == Ending{2, 0});
    const auto help = office.try_to_run({"--help"});
    CHECK(help.ending == Ending{0, 0});
    CHECK(contains(help.output, "--simulated-clock"));
    std::filesystem::remove(office.config());
    const auto nothing = office.try_to_run({});
    CHECK(nothing.ending == Ending{1, 0});
    CHECK(contains(nothing.output, office.config()));
}

TEST_CASE("a damaged database is refused and left as it is") {
    Office office;
    const std::string rubbish(8192, 'x');
    office.folder().write("dutyd.db", rubbish);
    const auto result = office.try_to_run(simulated);
    CHECK(result.ending == Ending{1, 0});
    CHECK(contains(result.output, "dutyd.db"));
    CHECK(tests::read_file(office.database()) == rubbish);
}

TEST_CASE("the service manager's watchdog is fed when it asks, and only then") {
    Office office;
    {
        tests::NotifySocket notify(office.folder().path() + "/watchdog");
        tests::Process process(
            {{DUTYD_PROGRAM, "--config", office.config(), "--simulated-clock", "2024-05-03T09:00"},
             {notify.environment(), "WATCHDOG_USEC=200000"},
             office.folder().path() + "/log"});
        notify.wait_for("READY=1", process);
        for (int i = 0; i < 3; ++i) notify.wait_for("WATCHDOG=1", process);
        process.signal(SIGTERM);
        CHECK(process.wait() == Ending{0, 0});
    }
    office.start();
    office.stop();
    CHECK_FALSE(said(office, office.notify().lines(), "WATCHDOG=1"));
}

TEST_CASE("a socket from the service manager is served, and not removed at the end") {
    Office office;
    const std::string handed = office.folder().path() + "/handed.sock";
    const std::string script = fmt::format(
        "import os, socket, sys\n"
        "s = socket.socket(socket.AF_UNIX)\n"
        "s.bind('{}')\n"
        "s.listen()\n"
        "os.dup2(s.fileno(), 3)\n"
        "os.set_inheritable(3, True)\n"
        "os.environ['LISTEN_FDS'] = '1'\n"
        "os.environ['LISTEN_PID'] = str(os.getpid())\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n",
        handed);
    tests::Process process({{"/usr/bin/python3", "-c", script, DUTYD_PROGRAM, "--config",
                             office.config(), "--simulated-clock", "2024-05-03T09:00"},
                            {office.notify().environment()},
                            office.folder().path() + "/log"});
    office.notify().wait_for("READY=1", process);
    CHECK(tests::get(handed, "/v1/status").status == 200);
    CHECK(access(office.socket().c_str(), F_OK) != 0);
    process.signal(SIGTERM);
    CHECK(process.wait() == Ending{0, 0});
    CHECK(access(handed.c_str(), F_OK) == 0);
}

TEST_CASE("loopback answers questions and takes no changes") {
    const auto port = tests::unused_port();
    Office office({0, fmt::format("listen = \"127.0.0.1:{}\"", port)});
    office.start();
    const auto ask = [&](const std::string& text) {
        auto client = tests::RawClient::loopback(port);
        client.send(text);
        return client.answer().status;
    };
    CHECK(ask("GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n") == 200);
    CHECK(ask("POST /v1/commands HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}") ==
          403);
    CHECK(ask("GET /v1/status HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n") == 421);
}

TEST_CASE("who may use the socket is the socket's mode, and who asks is recorded") {
    if (geteuid() != 0) return;  // needs a second account to be
    Office office;
    office.start();
    const auto as_nobody = [&](const std::string& body) {
        return tests::run({{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "curl",
                            "--silent", "--show-error", "--unix-socket", office.socket(), "-d",
                            body, "http://dutyd/v1/commands"},
                           {},
                           office.folder().path() + "/curl"});
    };
    std::filesystem::permissions(office.folder().path(), std::filesystem::perms(0755));
    office.record_poll();
    const auto seq = office.last_seq();
    const std::string note = R"({"do": "note", "matter": "plan-2024", "reason": "Hello."})";
    const auto refused = as_nobody(note);
    CHECK(refused.ending.status == 7);
    CHECK(office.last_seq() == seq);
    std::filesystem::permissions(office.socket(), std::filesystem::perms(0666));
    const auto allowed = as_nobody(note);
    INFO(allowed.output);
    CHECK(allowed.ending.status == 0);
    const auto entry = office.get("/v1/log?limit=1").at("events").as_array().at(0).as_object();
    CHECK(entry.at("actor") == "nobody");
    CHECK(entry.at("text") == "Hello.");
}

TEST_CASE("dutyd needs no privileges") {
    if (geteuid() != 0) return;  // then every other test has shown it
    Office office;
    office.start();
    office.stop();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(office.folder().path())) {
        REQUIRE(chown(entry.path().c_str(), 65534, 65534) == 0);
    }
    REQUIRE(chown(office.folder().path().c_str(), 65534, 65534) == 0);
    tests::Process process({{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                             "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs",
                             DUTYD_PROGRAM, "--config", office.config(), "--simulated-clock"},
                            {office.notify().environment()},
                            office.folder().path() + "/log"});
    office.notify().wait_for("READY=1", process);
    office.record_poll();
    CHECK(office.forecast("panel-considers") == "2024-09-23");
    process.signal(SIGTERM);
    CHECK(process.wait() == Ending{0, 0});
}
