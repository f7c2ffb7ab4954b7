// SPDX-License-Identifier: MIT
#include "tests/host/child.hpp"

#include "tests/catch.hpp"

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace dutyd::host {

namespace {

constexpr uid_t nobody = 65534;

void say_on(int pipe, const std::string& line) {
    const std::string text = line + "\n";
    if (::write(pipe, text.data(), text.size()) < 0) ::_exit(1);
}

}  // namespace

Child::Child(const std::function<void(const Say&)>& work) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::close(ends[0]);
        work([&](const std::string& line) { say_on(ends[1], line); });
        ::_exit(0);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
}

Child::~Child() {
    kill();
    ::close(pipe_);
}

std::optional<std::string> Child::next_line() {
    while (true) {
        const auto end = read_.find('\n');
        if (end != std::string::npos) {
            std::string line = read_.substr(0, end);
            read_.erase(0, end + 1);
            return line;
        }
        std::array<char, 4096> bytes{};
        const ssize_t count = ::read(pipe_, bytes.data(), bytes.size());
        if (count <= 0) return std::nullopt;
        read_.append(bytes.data(), static_cast<std::size_t>(count));
    }
}

void Child::kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

std::string Child::rest() {
    std::string text;
    while (auto line = next_line()) text += *line + "\n";
    return text;
}

std::string said_by_nobody(const std::function<std::string()>& work) {
    Child child([&](const Child::Say& say) {
        const bool root = ::geteuid() == 0;
        if (root && (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0 ||
                     ::setresuid(nobody, nobody, nobody) != 0)) {
            say("could not become nobody");
            return;
        }
        say(work());
    });
    return child.rest();
}

void hold() {
    while (true) ::pause();
}

}  // namespace dutyd::host
