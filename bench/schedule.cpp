// SPDX-License-Identifier: MIT
// A full recompute: forecasts, latest safe dates and slack of a hundred thousand duties in matters
// of 25, by lib/plan as the engine calls it, beside the bare kernel, Boost.Graph and numpy, which
// only add up whole numbers, and TaskJuggler.
#include "bench/boost_graph.hpp"
#include "bench/offices.hpp"
#include "bench/pairs.hpp"
#include "bench/peer.hpp"

#include <fmt/format.h>

#include <memory>

namespace {

using namespace dutyd;
using bench::Dates;
using bench::Offices;
using bench::Row;
using bench::Side;

constexpr std::size_t duty_count = 100'000;

Side ours(const Offices& offices) {
    auto dates = std::make_shared<Dates>(bench::dates_for(offices.size()));
    return bench::in_process(
        offices.size(), [&offices, dates] { offices.schedule(*dates); },
        [dates] { return bench::checksum_of(*dates); });
}

Side bare(const Offices& offices) {
    auto dates = std::make_shared<Dates>(bench::dates_for(offices.size()));
    return bench::in_process(
        offices.size(),
        [&offices, dates] { offices.limit().run(offices.graph(), offices.today(), *dates); },
        [dates] { return bench::checksum_of(*dates); });
}

Row row(const std::string& peer, Row::Goal kind, double goal) {
    Row made{"full recompute, 1e5 duties", peer, kind, goal, "ns/duty"};
    made.same_answers = kind == Row::Goal::times_limit;  // the others know no calendar
    return made;
}

void against_graphs(bench::Area& area, const Offices& offices) {
    const auto boost = bench::boost_passes(offices.graph());
    const Row beside_boost = row("Boost.Graph CSR, whole numbers", Row::Goal::times_faster, 15);
    if (boost) {
        area.compare(beside_boost, ours(offices),
                     bench::in_process(offices.size(), boost, [] { return 0; }));
    } else {
        area.skip(beside_boost, "Boost.Graph is not installed");
    }
    const bench::Scratch scratch;
    const auto words = [](const std::vector<std::uint32_t>& values) {
        return std::vector<std::int32_t>(values.begin(), values.end());
    };
    scratch.write("first", words(offices.graph().first_before));
    scratch.write("before", words(offices.graph().before));
    scratch.write("length", offices.graph().length);
    scratch.write("limit", offices.graph().limit);
    const auto numpy = bench::Peer::start({"/usr/bin/python3", bench::peer_file("levels.py"),
                                           scratch.path("first"), scratch.path("before"),
                                           scratch.path("length"), scratch.path("limit")});
    const Row beside_numpy = row("numpy by levels, whole numbers", Row::Goal::times_faster, 12);
    if (numpy) {
        area.compare(beside_numpy, ours(offices), bench::side(numpy, offices.size()));
    } else {
        area.skip(beside_numpy, "numpy is not installed");
    }
}

/// The same duties as TaskJuggler writes them, and as bench/recompute.cpp reads them: in matters of
/// 25, by working days.
struct Texts {
    std::string project;
    std::string duties;
};

Texts texts_of(const bench::Graph& graph) {
    Texts texts{"project bench \"bench\" 2024-03-04 +3y {\n  timezone \"UTC\"\n}\n", ""};
    for (std::size_t i = 0; i < graph.size(); ++i) {
        std::string gates;
        std::string depends;
        for (std::uint32_t e = graph.first_before[i]; e < graph.first_before[i + 1]; ++e) {
            gates += fmt::format(" t{}", graph.before[e]);
            depends += fmt::format("{} !t{}", depends.empty() ? "  depends" : ",", graph.before[e]);
        }
        texts.duties += fmt::format("t{} {}{}\n", i, graph.length[i], gates);
        if ((i + 1) % bench::duties_a_matter == 0) texts.duties += '\n';
        texts.project +=
            fmt::format("task t{0} \"t{0}\" {{\n  length {1}d\n{2}\n}}\n", i, graph.length[i],
                        depends.empty() ? "  start 2024-03-04" : depends);
    }
    texts.project += "taskreport dates \"dates\" {\n  formats csv\n  columns id, end\n}\n";
    return texts;
}

void against_taskjuggler(bench::Area& area) {
    Row whole{"recompute a file, 1e3 duties, whole process", "TaskJuggler tj3",
              Row::Goal::times_faster, 200, "ns"};
    whole.same_answers = false;  // it counts hours of a working day
    if (!bench::is_installed("tj3")) return area.skip(whole, "tj3 is not installed");
    const Offices offices(1'000);
    const Texts texts = texts_of(offices.graph());
    const bench::Scratch scratch;
    scratch.write("bench.tjp", texts.project);
    scratch.write("duties", texts.duties);
    area.compare(whole,
                 bench::process({DUTYD_RECOMPUTE, scratch.path("duties"), scratch.path("csv")}),
                 bench::process({"tj3", "--silent", "--output-dir", scratch.path(""),
                                 scratch.path("bench.tjp")}));
}

void growth(bench::Area& area) {
    for (const std::size_t n : {1'000UL, 10'000UL, 100'000UL, 1'000'000UL}) {
        const Offices offices(n);
        std::vector<double> ns;
        std::vector<double> limit_ns;
        for (int round = 0; round < 3; ++round) {
            ns.push_back(ours(offices)().ns);
            limit_ns.push_back(bare(offices)().ns);
        }
        area.point("recompute", "ns/duty", static_cast<double>(n), bench::median(ns));
        area.point("recompute, bare kernel", "ns/duty", static_cast<double>(n),
                   bench::median(limit_ns));
    }
}

}  // namespace

int main() {
    bench::Area area("schedule");
    const Offices offices(duty_count);
    area.compare(row("limit: one kernel over arrays", Row::Goal::times_limit, 1.6), ours(offices),
                 bare(offices));
    against_graphs(area, offices);
    against_taskjuggler(area);
    growth(area);
    return area.finish();
}
