// SPDX-License-Identifier: MIT
#include "bench/offices.hpp"

#include "bench/pairs.hpp"
#include "bench/working_days.hpp"
#include "lib/civil/count.hpp"

#include <fmt/format.h>

#include <random>

namespace dutyd::bench {

namespace {

using civil::Date;
using rules::Duration;

constexpr std::size_t layers = 5;
constexpr std::size_t layer_width = duties_a_matter / layers;
constexpr std::size_t procedure_count = 16;
constexpr const char* limit_rule = "120 working days after matter.base in working-days";

/// The calendars of the limit, in this order.
enum : std::uint32_t { working, every_day, working_unpaused, every_day_unpaused };

rules::Expression parsed(const std::string& text) {
    return rules::parse_expression(text).value();
}

rules::Duty duty_of(std::size_t i, std::mt19937& random) {
    rules::Duty duty;
    duty.id = fmt::format("step-{}", i);
    duty.title = duty.id;
    duty.takes.n = static_cast<int>(1 + random() % 10);
    duty.takes.unit = random() % 3 == 0 ? Duration::Unit::days : Duration::Unit::working_days;
    if (random() % 3 == 0) duty.activities.emplace_back("publication");
    if (i >= layer_width) {
        const std::size_t layer = i / layer_width - 1;
        const std::size_t one = i % layer_width;  // so that none is without a successor
        const std::size_t other = (one + 1 + random() % (layer_width - 1)) % layer_width;
        for (const std::size_t from : {one, other}) {
            duty.after.push_back(
                {fmt::format("step-{}", layer * layer_width + from), {}, false, {}, false});
        }
    }
    if (i + layer_width >= duties_a_matter) {
        rules::Limit limit;
        limit.rule = parsed(limit_rule);
        duty.limits.push_back(std::move(limit));
    }
    return duty;
}

}  // namespace

Offices::Offices(std::size_t duties)
    : working_days_(working_days()), base_(Date::of(2023, 1, 1)), today_(Date::of(2024, 3, 4)) {
    pauses_.push_back({"general-election",
                       "",
                       "",
                       {"publication"},
                       {Date::of(2024, 5, 25), Date::of(2024, 7, 4)},
                       "",
                       false});
    build_procedures();
    const std::size_t matters = duties / duties_a_matter;
    for (std::size_t m = 0; m < matters; ++m) {
        plan::Matter matter;
        matter.id = fmt::format("office/matter-{}", m);
        matter.body = "office";
        matter.network = networks_[m % networks_.size()];
        matter.records.resize(duties_a_matter);
        matters_.push_back(std::move(matter));
        bases_.push_back(today_ - civil::Days{static_cast<std::int32_t>(m % 97)});
    }
    build_graph(matters);
}

void Offices::build_procedures() {
    std::mt19937 random(2024);
    for (std::size_t p = 0; p < procedure_count; ++p) {
        auto procedure = std::make_shared<rules::Procedure>();
        procedure->id = fmt::format("procedure-{}", p);
        for (std::size_t i = 0; i < duties_a_matter; ++i) {
            procedure->duties.push_back(duty_of(i, random));
        }
        networks_.push_back(std::make_shared<const plan::Network>(std::move(procedure)));
    }
}

void Offices::build_graph(std::size_t matters) {
    std::vector<std::vector<bool>> open(4);
    for (Date day = base_; day < base_ + civil::Days{2000}; day = day + civil::Days{1}) {
        const bool first = day == base_;
        const bool paused = pauses_[0].days.contains(day);
        const bool works = working_days_.is_open(day);
        open[working].push_back(works && !first);
        open[every_day].push_back(!first);
        open[working_unpaused].push_back(works && !paused && !first);
        open[every_day_unpaused].push_back(!paused && !first);
    }
    limit_ = std::make_unique<ScheduleLimit>(open);
    for (std::size_t m = 0; m < matters; ++m) {
        const plan::Network& network = *matters_[m].network;
        const auto first = static_cast<std::uint32_t>(m * duties_a_matter);
        const civil::OpenDays days(working_days_);
        const Date limit = civil::count_days({120, civil::Direction::after}, bases_[m], days)->date;
        for (plan::DutyIndex i = 0; i < network.size(); ++i) {
            const rules::Duty& duty = network.duty(i);
            const bool paused = !duty.activities.empty();
            const bool by_days = duty.takes.unit == Duration::Unit::days;
            graph_.counting.push_back((by_days ? every_day : working) + (paused ? 2U : 0U));
            graph_.ending.push_back(paused ? working_unpaused : working);
            graph_.length.push_back(duty.takes.n);
            graph_.limit.push_back(duty.limits.empty() ? 1999 : (limit - base_).n);
            for (const plan::Link& link : network.before(i)) {
                graph_.before.push_back(first + link.other);
            }
            graph_.first_before.push_back(static_cast<std::uint32_t>(graph_.before.size()));
        }
    }
}

void Offices::schedule(Dates& dates) const {
    Facts facts(working_days_, today_);
    const plan::Surroundings around{
        facts, [](const std::string&) { return std::nullopt; },   working_days_, pauses_, {},
        10,    {civil::Instant{0}, today_, civil::TimeOfDay{540}}};
    std::size_t at = 0;
    for (std::size_t m = 0; m < matters_.size(); ++m) {
        facts.set_base(bases_[m]);
        const plan::Schedule schedule = plan::schedule(matters_[m], around);
        for (const plan::Outcome& outcome : schedule.outcomes) {
            dates.forecast[at] = (*outcome.forecast.date - base_).n;
            dates.latest_safe[at] = outcome.latest_safe ? (*outcome.latest_safe - base_).n : 0;
            dates.slack[at++] = outcome.slack.value_or(0);
        }
    }
}

std::uint64_t checksum_of(const Dates& dates) {
    return checksum_of(dates.forecast) + 3 * checksum_of(dates.latest_safe) +
           5 * checksum_of(dates.slack);
}

Dates dates_for(std::size_t duties) {
    return {std::vector<std::int32_t>(duties), std::vector<std::int32_t>(duties),
            std::vector<std::int32_t>(duties)};
}

}  // namespace dutyd::bench
