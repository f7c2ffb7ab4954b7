// SPDX-License-Identifier: MIT
#include "cli/client/health.hpp"

#include "daemon/host/system.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

namespace dutyd::cli {

namespace json = boost::json;
using namespace std::string_literals;

namespace {

std::string find_dutyd() {
    const std::string beside = host::prefix_folder() + "/bin/dutyd";
    for (const std::string& place :
         {beside, "/usr/bin/dutyd"s, "/usr/sbin/dutyd"s, "/usr/local/bin/dutyd"s}) {
        if (::access(place.c_str(), X_OK) == 0) return place;
    }
    return {};
}

/// dutyd itself reads no such variables.
std::vector<std::string> words_for(const std::string& dutyd, const Arguments& arguments,
                                   const World& world) {
    std::vector<std::string> words = {dutyd, "--doctor"};
    for (const auto& [option, variable] :
         {std::pair("--config", "DUTYD_CONFIG"), std::pair("--database", "DUTYD_DATABASE")}) {
        const std::string value = given(world, arguments, option, variable);
        if (!value.empty()) words.insert(words.end(), {option, value});
    }
    return words;
}

/// All that the program writes to standard output.
Result<std::string> output_of(std::vector<std::string> words) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return make_error("there are no pipes left");
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string output;
    std::array<char, 4096> bytes{};
    for (ssize_t got = 1; error == 0 && got != 0;) {
        got = ::read(ends[0], bytes.data(), bytes.size());
        if (got > 0) output.append(bytes.data(), static_cast<std::size_t>(got));
        if (got < 0 && errno != EINTR) break;
    }
    ::close(ends[0]);
    if (error != 0) return make_error(fmt::format("{} cannot be run", words[0]));
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return output;
}

}  // namespace

Result<std::string> examine_stopped(const Arguments& arguments, const World& world) {
    const std::string dutyd = find_dutyd();
    if (dutyd.empty()) {
        return make_error("dutyd's program was not found, so nothing else could be looked at",
                          "it is sought beside dutyctl and in /usr/bin");
    }
    return output_of(words_for(dutyd, arguments, world));
}

json::object kernel_clock() {
    timex state{};
    const int answer = ::adjtimex(&state);
    if (answer < 0) {
        return {{"what", "clock synchronised"},
                {"health", "ok"},
                {"says", "the kernel does not let this account ask"}};
    }
    if (answer == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
        return {{"what", "clock synchronised"},
                {"health", "warning"},
                {"says", "nothing keeps this machine's clock right"},
                {"advice", "timedatectl set-ntp true, or run chrony"}};
    }
    return {{"what", "clock synchronised"},
            {"health", "ok"},
            {"says", "the kernel's clock is kept right"}};
}

}  // namespace dutyd::cli
