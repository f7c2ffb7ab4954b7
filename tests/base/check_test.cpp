// SPDX-License-Identifier: MIT
#include "lib/base/check.hpp"

#include "lib/base/result.hpp"
#include "tests/catch.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

using namespace dutyd;

namespace {

struct Death {
    int signal = 0;
    std::string last_words;
};

// Runs `act` in a child and tells how it ended. Abort's own handler is put back first, since the
// test runner sets one.
template <class Act>
Death death_of(Act act) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        act();
        _exit(0);
    }
    close(ends[1]);
    Death death;
    std::array<char, 512> buffer{};
    ssize_t got = 0;
    while ((got = read(ends[0], buffer.data(), buffer.size())) > 0) {
        death.last_words.append(buffer.data(), static_cast<std::size_t>(got));
    }
    close(ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status)) death.signal = WTERMSIG(status);
    return death;
}

void reads_the_value_of_a_failure() {
    const Result<int> result = make_error("no date");
    static_cast<void>(result.value());
}

void reads_the_error_of_a_value() {
    const Result<int> result = 3;
    static_cast<void>(result.error());
}

}  // namespace

TEST_CASE("an invariant that holds costs nothing and its condition is read once") {
    int reads = 0;
    DUTYD_CHECK(++reads == 1);
    CHECK(reads == 1);
}

TEST_CASE("an invariant that does not hold stops the program and says where") {
    const Death death = death_of([] { DUTYD_CHECK(1 + 1 == 3); });
    CHECK(death.signal == SIGABRT);
    const std::string expected = "dutyd: internal error: 1 + 1 == 3 does not hold at ";
    CHECK(death.last_words.substr(0, expected.size()) == expected);
    CHECK(death.last_words.find("check_test.cpp:") != std::string::npos);
    CHECK(death.last_words.back() == '\n');
}

TEST_CASE("reading what a result does not hold is a bug, not a guess") {
    CHECK(death_of(reads_the_value_of_a_failure).signal == SIGABRT);
    CHECK(death_of(reads_the_error_of_a_value).signal == SIGABRT);
}
