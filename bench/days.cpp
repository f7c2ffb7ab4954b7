// SPDX-License-Identifier: MIT
// "The n-th working day after or before a day", asked of dutyd's checked public function, of the
// bare tables and of the peers: 65,536 seeded questions on the days of 2010 to 2040, by the bank
// holidays of England and Wales.
#include "bench/days_quantlib.hpp"
#include "bench/limit_days.hpp"
#include "bench/pairs.hpp"
#include "bench/peer.hpp"
#include "bench/working_days.hpp"
#include "lib/civil/count.hpp"

#include <fmt/format.h>

#include <memory>
#include <random>

namespace {

using namespace dutyd;
using bench::Row;
using bench::Side;
using civil::Date;

constexpr std::size_t question_count = 1 << 16;
constexpr std::size_t slow_question_count = 1 << 12;  // for peers a thousand times slower
constexpr std::size_t calendar_count = 1000;
constexpr std::int32_t n_max = 60;

// Where the answer says so too; no date asked about is, so that all sides have the same sums.
constexpr std::int32_t provisional_bit = 1 << 30;

const Date table_first = Date::of(2008, 1, 1);
const Date table_last = Date::of(2042, 12, 31);

struct Questions {
    std::vector<std::int32_t> day;
    std::vector<std::int32_t> n;
    std::vector<std::int32_t> calendar;
};

Questions ask(std::size_t count) {
    std::mt19937 random(2024);
    std::uniform_int_distribution<std::int32_t> day(Date::of(2010, 1, 1).serial(),
                                                    Date::of(2040, 12, 31).serial());
    std::uniform_int_distribution<std::int32_t> n(1, n_max);
    std::uniform_int_distribution<std::int32_t> calendar(0, calendar_count - 1);
    Questions questions;
    for (std::size_t i = 0; i < count; ++i) {
        questions.day.push_back(day(random));
        questions.n.push_back(random() % 2 == 0 ? n(random) : -n(random));
        questions.calendar.push_back(calendar(random));
    }
    return questions;
}

bench::OpenBits bits_of(const civil::DaySet& set) {
    bench::OpenBits bits{table_first.serial(), {}};
    for (Date day = table_first; day <= table_last; day = day + civil::Days{1}) {
        bits.open.push_back(set.is_open(day));
    }
    return bits;
}

/// The working days less a few days of each one's own, as a thousand offices might close.
std::vector<civil::DaySet> many_sets(const civil::DaySet& base) {
    std::mt19937 random(7);
    std::vector<civil::ClosedDay> holidays;
    for (Date day = table_first; day <= table_last; day = day + civil::Days{1}) {
        const bool weekday = day.weekday() < civil::Weekday::saturday;
        if (weekday && !base.is_open(day)) holidays.push_back({day, "holiday"});
    }
    std::vector<civil::DaySet> sets;
    for (std::size_t c = 0; c < calendar_count; ++c) {
        civil::DaySetSpec spec{fmt::format("office-{}", c),
                               "",
                               "",
                               {civil::Weekday::saturday, civil::Weekday::sunday},
                               holidays,
                               table_first,
                               table_last,
                               true};
        for (int k = 0; k < 60; ++k) {
            const auto within = random() % static_cast<unsigned>((table_last - table_first).n);
            spec.closed.push_back(
                {table_first + civil::Days{static_cast<std::int32_t>(within)}, "closed"});
        }
        sets.emplace_back(std::move(spec));
    }
    return sets;
}

/// dutyd's answer, as any caller gets it.
[[gnu::always_inline]] inline std::int32_t checked_nth(std::int32_t day, std::int32_t n,
                                                       const civil::OpenDays& days) {
    const civil::DayCount count{n < 0 ? -n : n,
                                n < 0 ? civil::Direction::before : civil::Direction::after, false};
    const auto answer = civil::count_days(count, Date::from_serial(day), days);
    return answer ? answer->date.serial() | (answer->provisional ? provisional_bit : 0) : 0;
}

/// A side that fills `out` and sums it up.
template <class Fill>
Side filling(std::size_t count, Fill fill) {
    auto out = std::make_shared<std::vector<std::int32_t>>(count);
    return bench::in_process(
        count, [=] { fill(*out); }, [=] { return bench::checksum_of(*out); });
}

Side ours(const Questions& questions, const civil::OpenDays& days) {
    return filling(questions.day.size(), [&](std::vector<std::int32_t>& out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = checked_nth(questions.day[i], questions.n[i], days);
        }
    });
}

Side raw(const Questions& questions, const bench::PrefixTables& tables) {
    return filling(questions.day.size(), [&](std::vector<std::int32_t>& out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = tables.nth(questions.day[i], questions.n[i]);
        }
    });
}

void against_limits(bench::Area& area, const Questions& questions, const civil::DaySet& set) {
    const bench::PrefixTables tables(bits_of(set));
    const civil::OpenDays days(set);
    area.compare(
        {"n working days, one calendar", "limit: prefix tables", Row::Goal::times_limit, 2.5},
        ours(questions, days), raw(questions, tables));
    const std::vector<civil::Period> paused{{Date::of(2024, 5, 25), Date::of(2024, 7, 4)},
                                            {Date::of(2028, 3, 28), Date::of(2028, 5, 4)}};
    auto closed = bits_of(set);
    for (const civil::Period& period : paused) {
        for (Date day = period.first; day <= *period.last; day = day + civil::Days{1}) {
            closed.open[static_cast<std::size_t>((day - table_first).n)] = false;
        }
    }
    const bench::PrefixTables unpaused(closed);
    const civil::OpenDays open(set, paused);
    area.compare(
        {"n working days, two pauses left out", "limit: prefix tables", Row::Goal::for_the_record},
        ours(questions, open), raw(questions, unpaused));
}

void against_bitsets(bench::Area& area, const Questions& questions, const civil::DaySet& set) {
    const Row row{"n working days, 1000 calendars at random", "limit: bitset, rank directory",
                  Row::Goal::times_limit, 1.5};
    if (!__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt")) {
        return area.skip(row, "the processor has no pdep");
    }
    bench::Bitsets limit(table_first.serial(),
                         static_cast<std::size_t>((table_last - table_first).n) + 1);
    std::vector<civil::OpenDays> calendars;
    for (const civil::DaySet& one : many_sets(set)) {
        limit.add(bits_of(one));
        calendars.emplace_back(one);
    }
    const auto bare = filling(question_count, [&](std::vector<std::int32_t>& out) {
        limit.nth(questions.calendar, questions.day, questions.n, out);
    });
    const auto checked = filling(question_count, [&](std::vector<std::int32_t>& out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = checked_nth(questions.day[i], questions.n[i],
                                 calendars[static_cast<std::size_t>(questions.calendar[i])]);
        }
    });
    area.compare(row, checked, bare);
}

void against_numpy(bench::Area& area, const Questions& questions, const civil::DaySet& set) {
    const bench::Scratch scratch;
    scratch.write("day", questions.day);
    scratch.write("n", questions.n);
    const auto bits = bits_of(set);
    std::vector<std::int32_t> closed;
    for (std::size_t i = 0; i < bits.open.size(); ++i) {
        if (!bits.open[i]) closed.push_back(bits.base + static_cast<std::int32_t>(i));
    }
    scratch.write("closed", closed);
    const civil::OpenDays days(set);
    const std::vector<std::string> command{"/usr/bin/python3", bench::peer_file("busday.py"),
                                           scratch.path("day"), scratch.path("n"),
                                           scratch.path("closed")};
    for (const auto& [how, name, goal] :
         {std::tuple("vector", "numpy busday_offset, vector", 60.0),
          std::tuple("tables", "numpy, the same tables by hand", 1.5)}) {
        const Row row{"n working days, one calendar", name, Row::Goal::times_faster, goal};
        auto with = command;
        with.push_back(how);
        const auto numpy = bench::Peer::start(with);
        if (!numpy) {
            area.skip(row, "numpy is not installed");
            continue;
        }
        area.compare(row, ours(questions, days), bench::side(numpy, question_count));
    }
}

void against_quantlib(bench::Area& area, const civil::DaySet& set) {
    const Row row{"n working days, one calendar", "QuantLib Calendar::advance",
                  Row::Goal::times_faster, 5000};
    const Questions questions = ask(slow_question_count);
    const auto bits = bits_of(set);
    std::vector<std::int32_t> closed;
    for (std::size_t i = 0; i < bits.open.size(); ++i) {
        const Date day = Date::from_serial(bits.base + static_cast<std::int32_t>(i));
        if (!bits.open[i] && day.weekday() < civil::Weekday::saturday) {
            closed.push_back(day.serial());
        }
    }
    const auto advance = bench::quantlib_advance(closed);
    if (!advance) return area.skip(row, "QuantLib is not installed");
    const civil::OpenDays days(set);
    const auto theirs = filling(slow_question_count, [&](std::vector<std::int32_t>& out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = advance(questions.day[i], questions.n[i]);
        }
    });
    area.compare(row, ours(questions, days), theirs);
}

}  // namespace

int main() {
    bench::Area area("days");
    const civil::DaySet set = bench::working_days(false, table_first, table_last);
    const Questions questions = ask(question_count);
    against_limits(area, questions, set);
    against_bitsets(area, questions, set);
    against_numpy(area, questions, set);
    against_quantlib(area, set);
    return area.finish();
}
