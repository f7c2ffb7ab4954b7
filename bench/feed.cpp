// SPDX-License-Identifier: MIT
// The calendar feed of a whole nation: built from its snapshot to the last byte, over the number of
// its entries, and then asked for again through the socket of dutyd, which has it and is told by an
// ETag that the client has it too. Bodies are named on the command line: `bench_feed 5 43`.
#include "bench/pairs.hpp"
#include "bench/service.hpp"
#include "lib/report/print_feed.hpp"

#include <fmt/format.h>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Service;

constexpr std::size_t rounds = 9;
constexpr std::size_t questions_a_round = 20;
constexpr double goal_entries = 10'000;
constexpr double goal_ms = 60;

/// The median over the rounds of the milliseconds that `work` takes.
double median_ms(const std::function<void()>& work) {
    std::vector<double> ms;
    for (std::size_t round = 0; round < rounds; ++round)
        ms.push_back(1e3 * bench::seconds_of(work));
    return bench::median(ms);
}

void built(Area& area, std::size_t bodies) {
    const bench::Nation nation = bench::make_nation(bodies);
    const bench::Running running = bench::open_offices(nation, "2026-05-06");
    const auto snapshot = engine::take_snapshot(running.state, running.now, running.settings);
    std::size_t entries = 0;
    std::size_t bytes = 0;
    const double ms = median_ms([&] {
        const report::Feed feed = report::feed(snapshot, {}).value();
        entries = feed.events.size();
        bytes = report::print_feed(feed).size();
    });
    const auto n = static_cast<double>(entries);
    std::fprintf(stderr, "%zu bodies, %zu entries, %zu bytes\n", bodies, entries, bytes);
    area.point("the whole feed, no I/O", "ms", n, ms);
    area.measure(fmt::format("for 10,000 entries, of a feed of {}", entries), "ms",
                 ms / n * goal_entries, goal_ms);
}

/// A client that has the feed and asks whether it has changed.
void asked_again(Area& area, std::size_t bodies) {
    Service service({.bodies = bodies});
    service.start();
    const auto first = tests::get(service.socket(), "/v1/feed.ics");
    const std::string question =
        fmt::format("GET /v1/feed.ics HTTP/1.1\r\nHost: dutyd\r\nIf-None-Match: {}\r\n\r\n",
                    first.headers.at("etag"));
    auto client = tests::RawClient::unix_socket(service.socket());
    const double ms = median_ms([&] {
        for (std::size_t i = 0; i < questions_a_round; ++i) {
            client.send(question);
            if (client.answer().status != 304) throw std::runtime_error("the feed has changed");
        }
    });
    area.measure(fmt::format("an unchanged feed of {} bodies asked for again", bodies), "us",
                 1e3 * ms / questions_a_round);
    service.stop();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] {
        Area area("feed");
        std::vector<std::string> sizes(argv + 1, argv + argc);
        if (sizes.empty()) sizes = {"6", "60", "600"};
        for (const std::string& bodies : sizes) built(area, std::stoul(bodies));
        asked_again(area, std::stoul(sizes.front()));
        return area.finish();
    });
}
