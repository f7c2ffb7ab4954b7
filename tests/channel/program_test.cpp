// SPDX-License-Identifier: MIT
// Real programs: what they are given, how they end, and that none outlives its time.
#include "daemon/channel/program_sender.hpp"
#include "tests/catch.hpp"
#include "tests/daemon/folder.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <thread>

using namespace dutyd;
using channel::ProgramEnd;
using mail::DeliveryKind;
using mail::Fault;
using How = ProgramEnd::How;
using tests::Folder;

namespace {

const std::atomic<bool> never{false};

/// As dutyd's main() has it.
const bool pipes_do_not_kill = std::signal(SIGPIPE, SIG_IGN) != SIG_ERR;

std::string script(const Folder& folder, const std::string& text) {
    folder.write("program", "#!/bin/sh\n" + text);
    std::string path = folder.path() + "/program";
    ::chmod(path.c_str(), 0755);
    return path;
}

ProgramEnd run(const std::string& program, const std::string& input = "",
               std::chrono::milliseconds limit = std::chrono::seconds(30)) {
    return channel::run_program({program, {}, input, limit}, never);
}

mail::Delivery send(const std::string& program, bool as_mail = true) {
    const channel::ProgramChannel one{"channel 'local'", program, {"--office", "a b"}};
    const auto make = as_mail ? channel::sendmail_sender(one) : channel::command_sender(one);
    return make(never)->send({"dutyd@office.example", "ann@office.example",
                              "Subject: x\r\n\r\n.\r\nbody\r\n", "n1@office"},
                             mail::Afterwards::close);
}

std::string file(const Folder& folder, const std::string& name) {
    return tests::read_file(folder.path() + "/" + name);
}

}  // namespace

TEST_CASE("a program gets its input whole and nothing of dutyd's environment or files") {
    const Folder folder;
    ::setenv("DUTYD_SECRET_FOR_TEST", "x", 1);
    const std::string big(1'000'000, 'y');
    const auto end = run(script(folder, fmt::format("cat > {0}/in; env | sort > {0}/env; pwd > "
                                                    "{0}/pwd; ls /proc/self/fd | wc -l > {0}/fd\n",
                                                    folder.path())),
                         big);
    CHECK(end.how == How::exited);
    CHECK(end.number == 0);
    CHECK(file(folder, "in") == big);
    CHECK(file(folder, "pwd") == "/\n");
    CHECK(file(folder, "env") ==
          "HOME=/\nLANG=C.UTF-8\nPATH=/usr/bin:/bin:/usr/sbin:/sbin\nPWD=/\n");
    CHECK(std::stoi(file(folder, "fd")) <= 4);  // the three, and the folder that ls reads
}

TEST_CASE("how a program ended and what it said are told") {
    const Folder folder;
    auto end = run(script(folder, "echo out; echo err >&2; exit 7\n"));
    CHECK(end.how == How::exited);
    CHECK(end.number == 7);
    CHECK(end.said == "out err");
    end = run(script(folder, "kill -TERM $$\n"));
    CHECK(end.how == How::signalled);
    CHECK(end.number == SIGTERM);
    end = run(folder.path() + "/nowhere");
    CHECK(end.how == How::not_started);
    CHECK(end.said == "No such file or directory");
    end = run(script(folder, "yes | head -c 3000000; exit 0\n"), std::string(100'000, 'x'));
    CHECK(end.how == How::exited);
    CHECK(end.said.size() <= 300);
}

TEST_CASE("a program that overruns its time is killed with all that it has started") {
    const Folder folder;
    // The child would write the file if it were left alive: it waits for its parent to be gone.
    const auto program = script(
        folder, fmt::format("(while kill -0 $$ 2>/dev/null; do :; done; echo late > {0}/late) "
                            "& echo started; wait\n",
                            folder.path()));
    const auto end = run(program, "", std::chrono::milliseconds(400));
    CHECK(end.how == How::overran);
    CHECK(end.said == "started");
    ::poll(nullptr, 0, 300);
    CHECK_FALSE(std::filesystem::exists(folder.path() + "/late"));
}

TEST_CASE("a stop ends the program that runs") {
    const Folder folder;
    const auto program =
        script(folder, fmt::format("echo > {}/began; while :; do :; done\n", folder.path()));
    std::atomic<bool> stop{false};
    std::optional<ProgramEnd> end;
    std::thread thread([&] {
        end = channel::run_program({program, {}, "", std::chrono::seconds(60)}, stop);
    });
    while (!std::filesystem::exists(folder.path() + "/began")) ::poll(nullptr, 0, 10);
    stop.store(true);
    thread.join();
    CHECK(end->how == How::stopped);
}

TEST_CASE(
    "a sendmail-like program gets the mail with lines as on this machine, and the addresses") {
    const Folder folder;
    const auto delivery = send(script(
        folder, fmt::format("cat > {0}/mail; printf '%s|' \"$@\" > {0}/words\n", folder.path())));
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(file(folder, "mail") == "Subject: x\n\n.\nbody\n");
    CHECK(file(folder, "words") == "-i|-f|dutyd@office.example|--|ann@office.example|");
}

TEST_CASE("a hook gets its arguments as they are, and the notice as it is") {
    const Folder folder;
    const auto delivery =
        send(script(folder,
                    fmt::format("cat > {0}/in; printf '%s|' \"$@\" > {0}/words\n", folder.path())),
             false);
    CHECK(delivery.kind == DeliveryKind::accepted);
    CHECK(file(folder, "in") == "Subject: x\r\n\r\n.\r\nbody\r\n");
    CHECK(file(folder, "words") == "--office|a b|");
}

TEST_CASE("exit statuses are read as sendmail means them") {
    const Folder folder;
    for (const int status : {64, 65, 67, 68, 77, 78}) {
        CHECK(send(script(folder, fmt::format("exit {}\n", status))).kind == DeliveryKind::refused);
    }
    for (const int status : {1, 2, 66, 69, 70, 71, 74, 75, 126, 127}) {
        const auto delivery = send(script(folder, fmt::format("exit {}\n", status)));
        CHECK(delivery.kind == DeliveryKind::try_again);
        CHECK(delivery.fault == Fault::message);
    }
    CHECK(send(script(folder, "echo 'no such user' >&2; exit 67\n")).text ==
          "channel 'local' refuses the message: exit status 67 (no such user)");
    CHECK(send(script(folder, "kill -KILL $$\n")).kind == DeliveryKind::unknown);
    const auto missing = send(folder.path() + "/nowhere");
    CHECK(missing.kind == DeliveryKind::try_again);
    CHECK(missing.fault == Fault::server);
}

TEST_CASE("it is said why a program cannot be run") {
    const Folder folder;
    const std::string program = script(folder, "exit 0\n");
    CHECK_FALSE(channel::why_not_runnable(program, "command.conf"));
    CHECK(channel::why_not_runnable(folder.path() + "/nowhere", "command.conf")->message ==
          folder.path() + "/nowhere cannot be run: No such file or directory");
    ::chmod(program.c_str(), 0644);
    CHECK(channel::why_not_runnable(program, "command.conf")->message ==
          program + " cannot be run: Permission denied");
    CHECK(channel::sendmail_sender({"x", program, {}})(never)->probe().kind ==
          DeliveryKind::try_again);
}

TEST_CASE("a sandbox that lets nothing run is told apart from a file that may not be run") {
    // Any mount with noexec stands for what the unit makes of the whole system.
    for (const std::string file : {"/proc/self/status", "/sys/kernel/notes", "/dev/shm/."}) {
        struct statvfs place {};
        const bool no_programs =
            ::statvfs(file.c_str(), &place) == 0 && (place.f_flag & ST_NOEXEC) != 0;
        if (!no_programs || ::access(file.c_str(), X_OK) == 0) continue;
        const auto forbidden = channel::why_not_runnable(file, "command.conf");
        REQUIRE(forbidden);
        CHECK(forbidden->message == file + " cannot be run: the sandbox forbids it");
        CHECK(forbidden->hint.find("command.conf") != std::string::npos);
        return;
    }
    WARN("skipped: no file system is mounted noexec here");
}
