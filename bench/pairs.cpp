// SPDX-License-Identifier: MIT
#include "bench/pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace dutyd::bench {

namespace {

using Clock = std::chrono::steady_clock;
constexpr double batch_ns_min = 3e6;

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}
void tell(const std::string& line) {
    std::fputs((line + "\n").c_str(), stderr);
}

const char* word(Row::Goal kind) {
    switch (kind) {
        case Row::Goal::times_faster:
            return "at-least";
        case Row::Goal::times_limit:
            return "at-most";
        case Row::Goal::for_the_record:
            return "none";
    }
    return "";
}

std::string opening(const std::string& area, const Row& row) {
    return fmt::format(R"({{"area":{},"row":{},"peer":{},"unit":{},"goal_kind":"{}","goal":{})",
                       quoted(area), quoted(row.name), quoted(row.peer), quoted(row.unit),
                       word(row.kind), row.goal);
}

bool meets(const Row& row, double ratio) {
    if (row.kind == Row::Goal::times_faster) return ratio >= row.goal;
    return row.kind == Row::Goal::for_the_record || ratio <= row.goal;
}

std::string goal_text(const Row& row) {
    if (row.kind == Row::Goal::for_the_record) return "";
    return fmt::format("{} {}", row.kind == Row::Goal::times_faster ? ">=" : "<=", row.goal);
}

}  // namespace

Side in_process(std::size_t operations, std::function<void()> run,
                std::function<std::uint64_t()> checksum) {
    return [=] {
        std::size_t rounds = 0;
        double ns = 0;
        const auto start = Clock::now();
        while (ns < batch_ns_min) {
            run();
            ++rounds;
            ns = std::chrono::duration<double, std::nano>(Clock::now() - start).count();
        }
        return Batch{ns / static_cast<double>(rounds * operations), checksum()};
    };
}

double seconds_of(const std::function<void()>& work) {
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::uint64_t checksum_of(const std::vector<std::int32_t>& values) {
    std::uint64_t sum = 0;
    std::uint64_t place = 1;
    for (const std::int32_t value : values) sum += place++ * static_cast<std::uint64_t>(value);
    return sum;
}

void Area::compare(const Row& row, const Side& ours, const Side& peer) {
    std::vector<double> our_ns;
    std::vector<double> peer_ns;
    std::vector<double> ratios;
    bool same = true;
    for (int pair = 0; pair < row.pairs; ++pair) {
        const bool ours_first = pair % 2 == 0;
        const Batch first = ours_first ? ours() : peer();
        const Batch second = ours_first ? peer() : ours();
        const Batch& a = ours_first ? first : second;
        const Batch& b = ours_first ? second : first;
        same = same && (!row.same_answers || a.checksum == b.checksum);
        our_ns.push_back(a.ns);
        peer_ns.push_back(b.ns);
        ratios.push_back(row.kind == Row::Goal::times_limit ? a.ns / b.ns : b.ns / a.ns);
    }
    const double ratio = median(ratios);
    const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
    say(opening(name_, row) +
        fmt::format(R"(,"ours":{:.4g},"theirs":{:.4g},"ratio":{:.4g},"low":{:.4g},)"
                    R"("high":{:.4g},"pairs":{},"met":{},"same":{}}})",
                    median(our_ns), median(peer_ns), ratio, *low, *high, row.pairs,
                    meets(row, ratio), same));
    tell(fmt::format("{:<44} {:<34} {:>9.3g} {:>9.3g} {:<7} {:>8.3g} [{:.3g}-{:.3g}] {:<8} {}",
                     row.name, row.peer, median(our_ns), median(peer_ns), row.unit, ratio, *low,
                     *high, goal_text(row),
                     same ? (meets(row, ratio) ? "" : "missed") : "DIFFERENT ANSWERS"));
    failed_ = failed_ || !same;
}

void Area::skip(const Row& row, const std::string& why) {
    say(opening(name_, row) + fmt::format(R"(,"skipped":{}}})", quoted(why)));
    tell(fmt::format("{:<44} {:<34} skipped: {}", row.name, row.peer, why));
}

void Area::measure(const std::string& name, const std::string& unit, double value,
                   std::optional<double> goal) {
    say(fmt::format(R"({{"area":{},"row":{},"unit":{},"value":{:.4g},"goal":{},"met":{}}})",
                    quoted(name_), quoted(name), quoted(unit), value,
                    goal ? fmt::format("{}", *goal) : "null", !goal || value <= *goal));
    tell(fmt::format("{:<44} {:<34} {:>9.4g} {:<7} {} {}", name, "", value, unit,
                     goal ? fmt::format("<= {}", *goal) : "",
                     goal && value > *goal ? "missed" : ""));
}

void Area::point(const std::string& curve, const std::string& unit, double n, double value) {
    say(fmt::format(R"({{"area":{},"curve":{},"unit":{},"n":{},"value":{:.4g}}})", quoted(name_),
                    quoted(curve), quoted(unit), n, value));
    tell(fmt::format("{:<44} {:<34} {:>9.4g} {}", curve, fmt::format("n = {}", n), value, unit));
}

}  // namespace dutyd::bench
