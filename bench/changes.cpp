// SPDX-License-Identifier: MIT
// What moves many dates at once, through the real socket and until it is on the disk: a bank
// holiday for everybody, and one panel's meeting, in a nation of that many bodies. Each is taken
// back and said again. Bodies are named on the command line: `bench_changes 515`.
#include "bench/pairs.hpp"
#include "bench/service.hpp"

#include <fmt/format.h>

namespace {

using namespace dutyd;
using bench::Area;
using bench::Service;

constexpr int rounds = 5;
constexpr double goal_ms = 50;  // for a change that touches a hundred thousand duties

/// A command and the one that takes it back.
struct Change {
    std::string name;
    std::string there;
    std::string back;
};

std::string meeting_move(const std::string& day) {
    return fmt::format(R"({{"do":"meeting-move","body":"area-00000","meeting":"panel-2026-09-01",)"
                       R"("to":"{}","actor":"clerk"}})",
                       day);
}

constexpr const char* holiday_proclaimed =
    R"({"do":"holiday-proclaim","date":"2026-07-20","name":"A day off","source":"the bench",)"
    R"("actor":"clerk"})";
constexpr const char* holiday_withdrawn =
    R"({"do":"holiday-withdraw","date":"2026-07-20","source":"the bench","actor":"clerk"})";

void measure(Area& area, std::size_t bodies) {
    Service service({.bodies = bodies});
    service.start();
    const auto duties = static_cast<double>(service.duties());
    const std::vector<Change> changes = {
        {"a bank holiday proclaimed", holiday_proclaimed, holiday_withdrawn},
        {"one panel's meeting moved", meeting_move("2026-09-15"), meeting_move("2026-09-01")}};
    for (const Change& change : changes) {
        std::vector<double> ms;
        for (int round = 0; round < rounds; ++round) {
            for (const std::string* command : {&change.there, &change.back}) {
                ms.push_back(1e3 *
                             bench::seconds_of([&] { service.post("/v1/commands", *command); }));
            }
        }
        const double median = bench::median(ms);
        area.measure(fmt::format("{}, {:.0f} duties, on the disk", change.name, duties), "ms",
                     median, goal_ms);
        area.point(change.name + ", on the disk", "ms", duties, median);
    }
    service.stop();
}

}  // namespace

int main(int argc, char** argv) {
    return bench::cleanly([&] {
        Area area("changes");
        std::vector<std::string> sizes(argv + 1, argv + argc);
        if (sizes.empty()) sizes = {"52", "515"};
        for (const std::string& bodies : sizes) measure(area, std::stoul(bodies));
        return area.finish();
    });
}
