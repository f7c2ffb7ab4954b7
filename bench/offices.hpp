// SPDX-License-Identifier: MIT
// The same work for dutyd and for its peers: as many matters of 25 duties as it takes, each duty
// behind two others, counted on working days, on calendar days or on days with pauses taken out,
// and the last ones with a limit. Seeded: the same size gives the same work.
#pragma once

#include "bench/limit_schedule.hpp"
#include "lib/plan/schedule.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dutyd::bench {

inline constexpr std::size_t duties_a_matter = 25;

/// What a matter of the bench looks its facts up in: its own limit, and the day sets.
class Facts : public rules::Environment {
public:
    Facts(const civil::DaySet& working_days, civil::Date today)
        : working_days_(working_days), today_(today), zone_(civil::Zone::utc()) {}

    void set_base(civil::Date base) { base_ = base; }

    std::optional<rules::FactValue> fact(const std::string& name,
                                         std::optional<civil::Date>) const override {
        if (name != "matter.base") return std::nullopt;
        return rules::FactValue{rules::When::exact(base_), std::nullopt};
    }
    const civil::DaySet* day_set(const std::string& id) const override {
        return id == working_days_.id() ? &working_days_ : nullptr;
    }
    std::optional<std::vector<civil::Period>> periods(const std::string&) const override {
        return std::nullopt;
    }
    std::optional<std::vector<rules::MeetingDay>> meetings(const std::string&) const override {
        return std::nullopt;
    }
    civil::FiscalYearStart fiscal_year_start() const override { return {}; }
    const civil::Zone& zone() const override { return zone_; }
    civil::Date today() const override { return today_; }
    std::vector<std::string> day_set_ids() const override { return {}; }
    std::vector<std::string> fact_names() const override { return {}; }

private:
    const civil::DaySet& working_days_;
    civil::Date today_;
    civil::Date base_ = civil::Date::first();
    civil::Zone zone_;
};

class Offices {
public:
    explicit Offices(std::size_t duties);

    std::size_t size() const { return graph_.size(); }
    const Graph& graph() const { return graph_; }
    const ScheduleLimit& limit() const { return *limit_; }
    std::int32_t today() const { return today_.serial() - base_.serial(); }

    /// Schedules every matter by lib/plan; forecast, latest safe date and slack of each duty.
    void schedule(Dates& dates) const;

private:
    void build_procedures();
    void build_graph(std::size_t matters);

    civil::DaySet working_days_;
    civil::Date base_;
    civil::Date today_;
    std::vector<plan::Pause> pauses_;
    std::vector<std::shared_ptr<const plan::Network>> networks_;
    std::vector<plan::Matter> matters_;
    std::vector<civil::Date> bases_;  // by matter
    Graph graph_;
    std::unique_ptr<ScheduleLimit> limit_;
};

/// Two answers of the same work compared: a sum over every date.
std::uint64_t checksum_of(const Dates& dates);
Dates dates_for(std::size_t duties);

}  // namespace dutyd::bench
