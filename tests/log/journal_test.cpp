// SPDX-License-Identifier: MIT
#include "daemon/log/log.hpp"

#include "tests/catch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <iostream>

using namespace dutyd::log;

namespace {

Event sent() {
    return {Level::notice,
            EventClass::notice_sent,
            "taken\nby the server",
            {{"body", "leicestershire"}, {"matter", "plan-2024"}, {"duty", "issue"}}};
}

std::string stream_name(const struct stat& status) {
    return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

enum class Outcome { passed, not_allowed, failed };

bool write_file(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    return file.good();
}

// Namespaces of our own: no privilege is needed where the kernel lets users have them.
bool enter_namespaces() {
    if (::unshare(CLONE_NEWNS) == 0) return true;
    const std::string user = "0 " + std::to_string(::getuid()) + " 1";
    const std::string group = "0 " + std::to_string(::getgid()) + " 1";
    return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_file("/proc/self/uid_map", user) &&
           write_file("/proc/self/setgroups", "deny") && write_file("/proc/self/gid_map", group);
}

// A file system of our own over /run, seen by this process alone.
bool make_private_run() {
    return enter_namespaces() &&
           ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("tmpfs", "/run", "tmpfs", 0, nullptr) == 0;
}

int listen_as_journald() {
    ::mkdir("/run/systemd", 0755);
    ::mkdir("/run/systemd/journal", 0755);
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, "/run/systemd/journal/socket");
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return -1;
    return socket;
}

std::string next_datagram(int socket) {
    pollfd waited{socket, POLLIN, 0};
    if (::poll(&waited, 1, 10'000) != 1) return {};
    std::array<char, 8192> bytes{};
    const ssize_t n = ::recv(socket, bytes.data(), bytes.size(), 0);
    return {bytes.data(), n < 0 ? 0 : static_cast<std::size_t>(n)};
}

// Runs in a child process: its exit status is the outcome.
Outcome write_to_false_journald() {
    if (!make_private_run()) return Outcome::not_allowed;
    const int socket = listen_as_journald();
    if (socket < 0) return Outcome::not_allowed;
    Log log(journal_sink(), Level::info);
    log.write(sent());
    const std::string expected =
        "MESSAGE=taken\\nby the server\n"
        "MESSAGE_ID=a2ffe4652fe401c6f1b0640eecac2136\n"
        "PRIORITY=5\n"
        "SYSLOG_IDENTIFIER=dutyd\n"
        "DUTYD_EVENT=notice_sent\n"
        "DUTYD_BODY=leicestershire\n"
        "DUTYD_MATTER=plan-2024\n"
        "DUTYD_DUTY=issue\n";
    const std::string got = next_datagram(socket);
    if (got == expected) return Outcome::passed;
    std::cerr << "journald got:\n" << got << "\n";
    return Outcome::failed;
}

}  // namespace

TEST_CASE("the fields of a journal entry") {
    CHECK(journal_fields(sent()) ==
          std::vector<std::string>{
              "MESSAGE=taken\\nby the server", "MESSAGE_ID=a2ffe4652fe401c6f1b0640eecac2136",
              "PRIORITY=5", "SYSLOG_IDENTIFIER=dutyd", "DUTYD_EVENT=notice_sent",
              "DUTYD_BODY=leicestershire", "DUTYD_MATTER=plan-2024", "DUTYD_DUTY=issue"});
}

TEST_CASE("a field cannot take another's name or forge a second one") {
    const Event event{Level::info,
                      EventClass::internal,
                      "x",
                      {{"a b=c\nPRIORITY", "0"},
                       {"", "empty"},
                       {"Mixed-9", "y\nPRIORITY=0"},
                       {std::string(100, 'n'), "long"}}};
    const auto fields = journal_fields(event);
    REQUIRE(fields.size() == 9);
    CHECK(fields[5] == "DUTYD_A_B_C_PRIORITY=0");
    CHECK(fields[6] == "DUTYD_=empty");
    CHECK(fields[7] == "DUTYD_MIXED_9=y\\nPRIORITY=0");
    CHECK(fields[8] == "DUTYD_" + std::string(58, 'N') + "=long");
}

TEST_CASE("the journal is used only if the stream is the one it names") {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    struct stat status {};
    REQUIRE(::fstat(ends[1], &status) == 0);
    const std::string here = stream_name(status);
    CHECK(stream_of(ends[1], here) == Stream::journal);
    for (const std::string& other :
         {std::string(), std::string(":"), std::string("1:2"), here + " ", here + ":1", " " + here,
          here.substr(0, here.find(':') + 1), here.substr(here.find(':')), "0" + here + "x",
          std::string("99999999999999999999999:1"), std::string("-1:-1")}) {
        CAPTURE(other);
        CHECK(stream_of(ends[1], other) == Stream::other);
    }
    ::close(ends[0]);
    ::close(ends[1]);
    CHECK(stream_of(ends[1], here) == Stream::other);
}

TEST_CASE("what journald is sent, on the wire") {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(static_cast<int>(write_to_false_journald()));
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == static_cast<int>(Outcome::not_allowed)) {
        WARN("skipped: this system lets us have no mount namespace for a false journald");
        return;
    }
    CHECK(WEXITSTATUS(status) == static_cast<int>(Outcome::passed));
}
