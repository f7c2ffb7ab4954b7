// SPDX-License-Identifier: MIT
// dutyd left alone while nothing is due: how often any of its threads wakes up, what processor time
// that takes and how much memory is its own. Once with the real clock, once with a simulated one.
// Bodies are named on the command line: `bench_idle 43 530`.
#include "bench/pairs.hpp"
#include "bench/service.hpp"
#include "bench/usage.hpp"

#include <fmt/format.h>
#include <poll.h>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Service;

/// The limit on the time of the last request runs on after its answer: Asio takes no timer back.
constexpr int settling_ms = 12'000;
constexpr int window_ms = 20'000;
constexpr double windows_a_minute = 60'000.0 / window_ms;
/// The goals are for a hundred thousand and a million duties.
constexpr double mib_at_1e5 = 15;
constexpr double mib_at_1e6 = 200;

void measure(Area& area, std::size_t bodies, const std::string& moment) {
    Service service({.bodies = bodies, .moment = moment});
    service.start();
    const auto duties = static_cast<double>(service.duties());
    const std::string label =
        fmt::format("{:.0f} duties, {} clock", duties, moment.empty() ? "real" : "simulated");
    ::poll(nullptr, 0, settling_ms);
    const bench::Usage before = bench::usage_of(service.pid());
    ::poll(nullptr, 0, window_ms);
    const bench::Usage after = bench::usage_of(service.pid());
    const double mib = bench::private_mib(service.pid());
    area.measure("wake-ups, " + label, "a minute",
                 (after.sleeps - before.sleeps) * windows_a_minute, 0);
    area.measure("processor time, " + label, "ms a minute",
                 (after.cpu_ms - before.cpu_ms) * windows_a_minute);
    area.measure("private memory, " + label, "MiB", mib, duties > 1e5 ? mib_at_1e6 : mib_at_1e5);
    if (!moment.empty()) area.point("private memory of dutyd", "MiB", duties, mib);
    service.stop();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] {
        Area area("idle");
        std::vector<std::string> sizes(argv + 1, argv + argc);
        if (sizes.empty()) sizes = {"43", "500"};
        for (const std::string& bodies : sizes) {
            measure(area, std::stoul(bodies), "2026-05-06T09:00");
            measure(area, std::stoul(bodies), "");
        }
        return area.finish();
    });
}
