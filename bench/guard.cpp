// SPDX-License-Identifier: MIT
// Runs one kernel once, for bench/guard.py to count its instructions under callgrind: `bench_guard
// KERNEL` prints how many operations it did, `bench_guard` alone lists the kernels and what this
// program was built with. Only what `measured` calls is counted.
#include "bench/offices.hpp"
#include "bench/pairs.hpp"
#include "bench/working_days.hpp"
#include "lib/civil/count.hpp"

#include <cstdio>
#include <functional>
#include <map>
#include <random>
#include <string>

namespace dutyd::bench {

/// The name callgrind looks for.
[[gnu::noinline]] void measured(const std::function<void()>& run) {
    run();
}

}  // namespace dutyd::bench

namespace {

using namespace dutyd;
using civil::Date;

constexpr std::size_t question_count = 10'000;
constexpr std::size_t duty_count = 1'000;
constexpr std::size_t set_count = 20;

/// So many counts, each on the next of the calendars.
std::size_t count_days(const std::vector<civil::OpenDays>& calendars) {
    std::mt19937 random(2024);
    std::vector<Date> from;
    std::vector<civil::DayCount> counts;
    for (std::size_t i = 0; i < question_count; ++i) {
        from.push_back(Date::of(2010, 1, 1) +
                       civil::Days{static_cast<std::int32_t>(random() % 11'000)});
        counts.push_back({static_cast<std::int32_t>(1 + random() % 60),
                          static_cast<civil::Direction>(random() % 4), false});
    }
    std::int64_t sum = 0;
    bench::measured([&] {
        std::size_t calendar = 0;
        for (std::size_t i = 0; i < question_count; ++i) {
            sum += civil::count_days(counts[i], from[i], calendars[calendar])->date.serial();
            if (++calendar == calendars.size()) calendar = 0;
        }
    });
    DUTYD_CHECK(sum != 0);
    return question_count;
}

std::size_t one_calendar() {
    return count_days({civil::OpenDays(bench::working_days(false))});
}

std::size_t paused_calendar() {
    return count_days({civil::OpenDays(bench::working_days(false),
                                       {{Date::of(2024, 5, 25), Date::of(2024, 7, 4)},
                                        {Date::of(2028, 3, 28), Date::of(2028, 5, 4)}})});
}

std::size_t many_calendars() {
    std::vector<civil::OpenDays> calendars;
    for (std::size_t i = 0; i < set_count; ++i) calendars.emplace_back(bench::working_days(true));
    return count_days(calendars);
}

std::size_t schedule() {
    const bench::Offices offices(duty_count);
    bench::Dates dates = bench::dates_for(duty_count);
    offices.schedule(dates);  // what is made once, is made
    bench::measured([&] { offices.schedule(dates); });
    bench::Dates expected = bench::dates_for(duty_count);
    offices.limit().run(offices.graph(), offices.today(), expected);
    DUTYD_CHECK(bench::checksum_of(dates) == bench::checksum_of(expected));
    return duty_count;
}

std::string build() {
#if defined(__clang__)
    std::string name = "clang-" + std::to_string(__clang_major__);
#else
    std::string name = "gcc-" + std::to_string(__GNUC__);
#endif
#ifdef _GLIBCXX_ASSERTIONS
    name += "-checked";
#endif
    return name;
}

}  // namespace

int main(int argc, char** argv) {
    const std::map<std::string, std::function<std::size_t()>> kernels{
        {"count, one calendar", one_calendar},
        {"count, two pauses left out", paused_calendar},
        {"count, many calendars", many_calendars},
        {"schedule, a duty", schedule}};
    if (argc == 1) {
        std::printf("%s\n", build().c_str());
        for (const auto& [name, run] : kernels) std::printf("%s\n", name.c_str());
        return 0;
    }
    const auto kernel = kernels.find(argv[1]);
    if (kernel == kernels.end()) return 2;
    std::printf("%zu\n", kernel->second());
    return 0;
}
