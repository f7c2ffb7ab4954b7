// SPDX-License-Identifier: MIT
#include "tests/sim/crew.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <sstream>
#include <stdexcept>

namespace dutyd::sim {

namespace {

constexpr int poll_ms = 2'000;

/// One line on a pipe; line ends inside become spaces' kin that is turned back on reading.
void say(int pipe, std::string line) {
    for (char& c : line) {
        if (c == '\n') c = '\v';
    }
    line += '\n';
    for (std::size_t sent = 0; sent < line.size();) {
        const ssize_t n = ::write(pipe, line.data() + sent, line.size() - sent);
        if (n <= 0) ::_exit(1);
        sent += static_cast<std::size_t>(n);
    }
}

std::string word_of(Action::Kind kind) {
    return std::to_string(static_cast<int>(kind));
}

void say_action(int pipe, const Action& action) {
    say(pipe,
        "action " + word_of(action.kind) + " " + std::to_string(action.number) + " " + action.text);
}

void say_outcome(int pipe, const Outcome& outcome) {
    say(pipe, "broken " + outcome.broken);
    say(pipe, "how " + outcome.how);
    say(pipe, "at " + std::to_string(outcome.at));
}

void say_tally(int pipe, const Tally& tally) {
    for (const auto& [what, n] : tally.counts())
        say(pipe, "count " + std::to_string(n) + " " + what);
}

/// What one process has said so far.
struct Report {
    pid_t pid = -1;
    int pipe = -1;
    std::string unread;
    bool is_open = true;
    bool is_alive = false;  // in the middle of a life
    Failure current;
    bool failed = false;
};

void hear(Report& report, const std::string& line, Tally& tally) {
    const std::size_t space = line.find(' ');
    const std::string word = line.substr(0, space);
    std::string rest = space == std::string::npos ? std::string{} : line.substr(space + 1);
    for (char& c : rest) {
        if (c == '\v') c = '\n';
    }
    if (word == "life") {
        report.current = {std::stoull(rest), {}, {}};
        report.is_alive = true;
    } else if (word == "action") {
        std::istringstream words(rest);
        int kind = 0;
        Action action;
        words >> kind >> action.number;
        words.ignore(1);
        std::getline(words, action.text, '\0');
        action.kind = static_cast<Action::Kind>(kind);
        report.current.actions.push_back(std::move(action));
    } else if (word == "broken") {
        report.current.outcome.broken = rest;
    } else if (word == "how") {
        report.current.outcome.how = rest;
    } else if (word == "at") {
        report.current.outcome.at = std::stoull(rest);
        report.is_alive = false;
        report.failed = !report.current.outcome.broken.empty();
    } else if (word == "count") {
        const std::size_t blank = rest.find(' ');
        tally.add(rest.substr(blank + 1), std::stoll(rest.substr(0, blank)));
    }
}

void read_from(Report& report, Tally& tally) {
    std::array<char, 65536> bytes{};
    const ssize_t n = ::read(report.pipe, bytes.data(), bytes.size());
    if (n <= 0) {
        report.is_open = false;
        return;
    }
    report.unread.append(bytes.data(), static_cast<std::size_t>(n));
    std::size_t from = 0;
    for (std::size_t end = 0; (end = report.unread.find('\n', from)) != std::string::npos;) {
        hear(report, report.unread.substr(from, end - from), tally);
        from = end + 1;
    }
    report.unread.erase(0, from);
}

/// A process that died in the middle of a life has broken the plainest promise of all.
void bury(Report& report) {
    int status = 0;
    ::waitpid(report.pid, &status, 0);
    ::close(report.pipe);
    if (!report.is_alive) return;
    report.failed = true;
    report.current.outcome = {"the engine does not stop",
                              WIFSIGNALED(status)
                                  ? fmt::format("ended by signal {}", WTERMSIG(status))
                                  : fmt::format("ended with status {}", status),
                              report.current.actions.size()};
}

using Work = std::function<void(int pipe)>;

Report start(const Work& work) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("there is no pipe to be had");
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("no process can be started");
    if (pid == 0) {
        ::close(ends[0]);
        work(ends[1]);
        ::_exit(0);
    }
    ::close(ends[1]);
    Report report;
    report.pid = pid;
    report.pipe = ends[0];
    return report;
}

/// Whether all promises were kept.
bool live_aloud(int pipe, std::uint64_t seed, const LifeOptions& options) {
    say(pipe, "life " + std::to_string(seed));
    LifeOptions aloud = options;
    aloud.on_action = [pipe](const Action& action) { say_action(pipe, action); };
    const Lived lived = live(seed, aloud);
    say_tally(pipe, lived.tally);
    say_outcome(pipe, lived.outcome);
    return lived.outcome.broken.empty();
}

void end_all(std::vector<Report>& crew) {
    for (Report& report : crew) {
        if (report.is_open) ::kill(report.pid, SIGKILL);
    }
    for (Report& report : crew) {
        if (!report.is_open) continue;
        report.is_alive = false;
        bury(report);
    }
}

/// Reads from whichever process speaks; false once all have ended.
bool listen(std::vector<Report>& crew, Tally& tally) {
    std::vector<pollfd> pipes;
    std::vector<Report*> speakers;
    for (Report& report : crew) {
        if (!report.is_open) continue;
        pipes.push_back({report.pipe, POLLIN, 0});
        speakers.push_back(&report);
    }
    if (pipes.empty()) return false;
    if (::poll(pipes.data(), pipes.size(), poll_ms) <= 0) return true;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        if (pipes[i].revents == 0) continue;
        read_from(*speakers[i], tally);
        if (!speakers[i]->is_open) bury(*speakers[i]);
    }
    return true;
}

}  // namespace

std::vector<std::uint64_t> seeds_of(const Order& order) {
    std::vector<std::uint64_t> seeds;
    std::int64_t body_years = 0;
    for (std::uint64_t n = 0; body_years < order.body_years; ++n) {
        seeds.push_back(seed_of(order.seed, n));
        body_years += body_years_of(seeds.back());
    }
    return seeds;
}

Result live_all(const Order& order, const LifeOptions& options, const Progress& progress) {
    const auto seeds = seeds_of(order);
    std::vector<Report> crew;
    for (int n = 0; n < order.processes; ++n) {
        crew.push_back(start([&, n](int pipe) {
            for (std::size_t i = static_cast<std::size_t>(n); i < seeds.size();
                 i += static_cast<std::size_t>(order.processes)) {
                if (!live_aloud(pipe, seeds[i], options)) return;
            }
        }));
    }
    Result result;
    while (listen(crew, result.tally)) {
        progress(result.tally);
        for (const Report& report : crew) {
            if (report.failed) result.failure = report.current;
        }
        if (result.failure) break;
    }
    end_all(crew);
    return result;
}

Outcome live_apart(std::uint64_t seed, const std::vector<Action>& actions,
                   const LifeOptions& options) {
    std::vector<Report> crew;
    crew.push_back(start([&](int pipe) {
        say(pipe, "life " + std::to_string(seed));
        say_outcome(pipe, live_again(seed, actions, options).outcome);
    }));
    Tally tally;
    while (listen(crew, tally)) continue;
    return crew.front().current.outcome;
}

}  // namespace dutyd::sim
