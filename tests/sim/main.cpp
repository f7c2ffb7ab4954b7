// SPDX-License-Identifier: MIT
// sim [BODY-YEARS] [SEED] [mark-before-send | lost-expiry | wrong-side-of-dst]
// Lives that many body-years from the seed and says what happened in them. If a promise is broken
// it prints the seed and the shortest history found that breaks it, and ends with status 1. With
// the name of a planted bug it shows how that bug is found.
#include "tests/sim/crew.hpp"
#include "tests/sim/shrink.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <thread>

using namespace dutyd::sim;

namespace {

constexpr std::uint64_t default_body_years = 10'000;
constexpr int shrink_tries_max = 250;
using Clock = std::chrono::steady_clock;

void print(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

Fault fault_named(const std::string& word) {
    if (word == "mark-before-send") return Fault::mark_before_send;
    if (word == "lost-expiry") return Fault::lost_expiry;
    if (word == "wrong-side-of-dst") return Fault::wrong_side_of_dst;
    throw std::invalid_argument("there is no planted bug '" + word + "'");
}

std::uint64_t whole_number(const std::string& word, const std::string& what) {
    std::uint64_t value = 0;
    const char* end = word.data() + word.size();
    const auto [rest, error] = std::from_chars(word.data(), end, value);
    if (error == std::errc{} && rest == end) return value;
    throw std::invalid_argument(fmt::format("{} is a whole number, not '{}'", what, word));
}

std::string minutes_since(Clock::time_point start) {
    const auto s = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start).count();
    return fmt::format("{}:{:02d} min", s / 60, s % 60);
}

void print_summary(const Tally& tally) {
    for (const auto& [what, n] : tally.counts()) print(fmt::format("{:>12}  {}", n, what));
}

/// Waits that follow one another are one wait.
std::vector<Action> with_waits_joined(const std::vector<Action>& actions) {
    std::vector<Action> joined;
    for (const Action& action : actions) {
        const bool goes_on = !joined.empty() && action.kind == Action::Kind::wait &&
                             joined.back().kind == Action::Kind::wait;
        if (goes_on) joined.back().number += action.number;
        if (!goes_on) joined.push_back(action);
    }
    return joined;
}

/// The shortest history that breaks the same promise.
void print_failure(const Failure& failure, const LifeOptions& options) {
    print(fmt::format("BROKEN in the life of seed {}, at action {}: {}", failure.seed,
                      failure.outcome.at, failure.outcome.how));
    print("looking for a shorter one ...");
    const auto pick = [&](const Kept& kept) {
        std::vector<Action> actions;
        for (const std::size_t i : kept) actions.push_back(failure.actions[i]);
        return actions;
    };
    const auto breaks_it = [&](const std::vector<Action>& actions) {
        return live_apart(failure.seed, actions, options).broken == failure.outcome.broken;
    };
    const Shrunk shrunk = shrink(
        failure.actions.size(), [&](const Kept& kept) { return breaks_it(pick(kept)); },
        shrink_tries_max);
    std::vector<Action> actions = pick(shrunk.kept);
    if (auto joined = with_waits_joined(actions); breaks_it(joined)) actions = std::move(joined);
    print(fmt::format("{} of {} actions are enough (after {} tries):", actions.size(),
                      failure.actions.size(), shrunk.tries));
    if (failure.outcome.broken == "the engine does not stop") {
        for (const Action& action : actions) print("  " + describe(action));
        return;
    }
    const Lived again = live_again(failure.seed, actions, options);
    for (const std::string& line : again.history) print("  " + line);
    print(again.outcome.how);
}

int run(std::int64_t body_years, std::uint64_t seed, Fault fault) {
    const Shipped shipped = read_shipped();
    const auto settings = make_settings(shipped);
    const LifeOptions options{shipped, settings, fault};
    const int processes = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    print(fmt::format("seed {}, {} body-years, {} processes", seed, body_years, processes));
    const auto start = Clock::now();
    auto last = start;
    const auto progress = [&](const Tally& tally) {
        if (Clock::now() - last < std::chrono::seconds(20)) return;
        last = Clock::now();
        print(fmt::format("{} of {} body-years, {}", tally.of("body-years"), body_years,
                          minutes_since(start)));
    };
    const Result result = live_all({seed, body_years, processes}, options, progress);
    print_summary(result.tally);
    if (result.failure) {
        print_failure(*result.failure, options);
        print(fmt::format("again: sim {} {}", body_years, seed));
        return 1;
    }
    print(fmt::format("seed {}: {} body-years without a broken promise, {}", seed,
                      result.tally.of("body-years"), minutes_since(start)));
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        const std::uint64_t body_years =
            count > 1 ? whole_number(words[1], "BODY-YEARS") : default_body_years;
        const std::uint64_t seed =
            count > 2 ? whole_number(words[2], "SEED") : std::random_device{}();
        return run(static_cast<std::int64_t>(body_years), seed,
                   count > 3 ? fault_named(words[3]) : Fault::none);
    } catch (const std::logic_error& error) {
        print(fmt::format("sim: {}\nusage: sim [BODY-YEARS] [SEED] [PLANTED-BUG]", error.what()));
        return 2;
    } catch (const std::runtime_error& error) {
        print(fmt::format("sim: {}", error.what()));
        return 3;
    }
}
