// SPDX-License-Identifier: MIT
// The limit for a full recompute: forecasts, latest safe dates and slack of a graph in topological
// order, by one rule without a branch, "the n-th open day of calendar c". Working days, calendar
// days and days with a pause taken out are all calendars. Forward gathers from predecessors,
// backward scatters to them. Nothing is checked and nothing explained. Days count from a base.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dutyd::bench {

/// A duty and its place: calendars and lengths by duty, predecessors in one array.
struct Graph {
    std::vector<std::uint32_t> first_before{0};  // where each duty's predecessors begin
    std::vector<std::uint32_t> before;
    std::vector<std::uint32_t> counting;  // which calendar its length is counted on
    std::vector<std::uint32_t> ending;    // which calendar it ends on
    std::vector<std::int32_t> length;
    std::vector<std::int32_t> limit;  // no_limit: none of its own

    static constexpr std::int32_t no_limit = 1 << 14;
    std::size_t size() const { return length.size(); }
};

struct Dates {
    std::vector<std::int32_t> forecast;
    std::vector<std::int32_t> latest_safe;
    std::vector<std::int32_t> slack;
};

class ScheduleLimit {
public:
    /// Day i of calendar c is open if open[c][i]. Each begins with a closed day and ends long after
    /// the last limit.
    explicit ScheduleLimit(const std::vector<std::vector<bool>>& open) : days_(open[0].size()) {
        for (const auto& calendar : open) {
            std::vector<std::uint16_t> select(days_, static_cast<std::uint16_t>(days_ - 1));
            std::uint16_t rank = 0;
            select[0] = 0;
            for (std::size_t i = 0; i < days_; ++i) {
                if (calendar[i]) select[++rank] = static_cast<std::uint16_t>(i);
                rank_.push_back(rank);
            }
            select_.insert(select_.end(), select.begin(), select.end());
        }
    }

    void run(const Graph& graph, std::int32_t today, Dates& dates) const {
        forward(graph, today, dates);
        backward(graph, dates);
        for (std::size_t i = 0; i < graph.size(); ++i) {
            const std::int32_t ahead =
                rank_[at(dates.latest_safe[i])] - rank_[at(dates.forecast[i])];
            const bool late = dates.forecast[i] > dates.latest_safe[i];
            dates.slack[i] = late ? std::min(ahead, -1) : ahead;
        }
    }

private:
    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

    void forward(const Graph& graph, std::int32_t today, Dates& dates) const {
        for (std::size_t i = 0; i < graph.size(); ++i) {
            std::int32_t start = today;
            for (std::uint32_t e = graph.first_before[i]; e < graph.first_before[i + 1]; ++e) {
                start = std::max(start, dates.forecast[graph.before[e]]);
            }
            const std::size_t c = graph.counting[i] * days_;
            const std::size_t end = graph.ending[i] * days_;
            const std::int32_t done = select_[c + at(rank_[c + at(start)] + graph.length[i])];
            dates.forecast[i] = select_[end + at(rank_[end + at(done) - 1] + 1)];
        }
    }

    void backward(const Graph& graph, Dates& dates) const {
        std::copy(graph.limit.begin(), graph.limit.end(), dates.latest_safe.begin());
        for (std::size_t i = graph.size(); i-- > 0;) {
            const std::size_t c = graph.counting[i] * days_;
            const std::size_t end = graph.ending[i] * days_;
            const std::int32_t safe = select_[end + rank_[end + at(dates.latest_safe[i])]];
            dates.latest_safe[i] = safe;
            const std::int32_t arrival =
                select_[c + at(rank_[c + at(safe)] - graph.length[i] + 1)] - 1;
            for (std::uint32_t e = graph.first_before[i]; e < graph.first_before[i + 1]; ++e) {
                std::int32_t& earlier = dates.latest_safe[graph.before[e]];
                earlier = std::min(earlier, arrival);
            }
        }
    }

    std::size_t days_;
    std::vector<std::uint16_t> rank_;    // calendar by calendar
    std::vector<std::uint16_t> select_;  // past the last open day: the last day
};

}  // namespace dutyd::bench
