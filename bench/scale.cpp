// SPDX-License-Identifier: MIT
// dutyd with a whole nation in it: what one event costs, what a pause for everybody, a moved
// meeting or a new bank holiday, how fast a journal is folded, and what a duty weighs. Bodies are
// named on the command line: `bench_scale 5 52`.
#include "bench/nation.hpp"
#include "bench/pairs.hpp"
#include "bench/usage.hpp"
#include "lib/journal/codec.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Nation;
using bench::Running;
using bench::seconds_of;

/// Some duty of each body that may be started, in turn.
std::vector<engine::Command> starts(const Running& running, std::size_t count) {
    std::vector<engine::Command> commands;
    std::string last_body;
    for (const auto& [id, matter] : running.state.matters) {
        if (matter->body == last_body) continue;
        last_body = matter->body;
        const std::string& duty = matter->network->duty(0).id;
        commands.push_back(bench::command(fmt::format(
            R"({{"do":"start","matter":"{}","duty":"{}","actor":"chief"}})", id, duty)));
        if (commands.size() == count) break;
    }
    return commands;
}

void one_event(Area& area, const Running& running, double n) {
    std::vector<double> us;
    for (const engine::Command& command : starts(running, 200)) {
        bool told = false;
        us.push_back(
            1e6 * seconds_of([&] { told = running.turn({command}).answers.front().has_value(); }));
        if (!told) us.pop_back();
    }
    if (us.empty()) return;
    constexpr double goal_us = 20;
    area.measure(fmt::format("one event, {:.0f} duties, no I/O", n), "us", bench::median(us),
                 goal_us);
    area.point("one event, no I/O", "us", n, bench::median(us));
}

void for_everybody(Area& area, const Running& running, double n) {
    const auto pause = bench::command(
        R"({"do":"pause","title":"General election","activities":["public-engagement"],)"
        R"("from":"2024-05-25","to":"2024-07-04","actor":"chief"})");
    std::size_t moves = 0;
    std::size_t notices = 0;
    const double s = seconds_of([&] {
        const auto result = running.turn({pause});
        moves = result.moves.size();
        notices = result.notices.size();
    });
    area.point("a general election called for every body, no I/O", "ms", n, 1e3 * s);
    std::fprintf(stderr, "%zu moves, %zu notices\n", moves, notices);
}

void one_meeting(Area& area, const Running& running, double n) {
    const auto& [key, record] = *running.state.meetings.lower_bound(std::string("area-00001/"));
    const auto move = bench::command(fmt::format(
        R"({{"do":"meeting-move","body":"{}","meeting":"{}","to":"2024-06-27","actor":"c"}})",
        record.body, record.meeting.id));
    bool done = false;
    const double s = seconds_of([&] { done = running.turn({move}).answers.front().has_value(); });
    if (done) area.point("one panel's meeting moved, no I/O", "ms", n, 1e3 * s);
}

void replay(Area& area, const Nation& nation, const Running& running) {
    std::vector<journal::Row> rows;
    std::string last = journal::chain_start();
    for (const journal::Event& event : running.events) {
        rows.push_back(journal::encode(event, last, "00").row);
        last = rows.back().hash;
    }
    const auto inputs = running.inputs(nation);
    engine::State state;
    double library = 0;
    const double s = seconds_of([&] {
        std::string previous = journal::chain_start();
        for (const journal::Row& row : rows) {
            const auto event = journal::decode(row, previous, std::nullopt);
            previous = row.hash;
            const bool adopts =
                std::holds_alternative<journal::LibraryAdopted>(event.value().payload);
            const double one = adopts ? seconds_of([&] {
                static_cast<void>(engine::evolve(state, event.value(), inputs));
            })
                                      : 0;
            library += one;
            if (!adopts) static_cast<void>(engine::evolve(state, event.value(), inputs));
        }
    });
    const auto n = static_cast<double>(rows.size());
    area.point("start-up replay without the calendars", "us a row", n, 1e6 * (s - library) / n);
    area.point("reading the calendars", "ms", static_cast<double>(nation.bodies.size()),
               1e3 * library);
}

void measure(Area& area, std::size_t bodies) {
    const double before = bench::private_mib(getpid());
    const Nation nation = bench::make_nation(bodies);
    std::optional<Running> made;
    const double s = seconds_of([&] { made = bench::open_offices(nation, "2024-05-22"); });
    Running& running = *made;
    running.take(running.turn({bench::command(
        R"({"do":"election","kind":"ordinary","poll":"2024-05-02","actor":"chief"})")}));
    const auto n = static_cast<double>(running.duties());
    std::fprintf(stderr, "%zu bodies, %zu matters, %.0f duties, %zu alerts, %zu events: %.2f s\n",
                 bodies, running.state.matters.size(), n, running.state.alerts.size(),
                 running.events.size(), s);
    one_event(area, running, n);
    one_meeting(area, running, n);
    replay(area, nation, running);
    for_everybody(area, running, n);
    area.point("private memory with the events it was made of", "MiB", n,
               bench::private_mib(getpid()) - before);
}

}  // namespace

int main(int argc, char** argv) {
    Area area("scale");
    std::vector<std::string> sizes(argv + 1, argv + argc);
    if (sizes.empty()) sizes = {"5", "52", "515", "5150"};
    for (const std::string& size : sizes) measure(area, std::stoul(size));
    return area.finish();
}
