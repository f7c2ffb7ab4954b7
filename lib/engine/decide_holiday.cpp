// SPDX-License-Identifier: MIT
// Bank holidays announced, moved or taken back after the calendars were written. Deciding only asks
// whether it is news; what moves with it follows from counting the days anew.
#include "lib/base/text.hpp"
#include "lib/engine/decide_parts.hpp"

#include <fmt/format.h>

#include <iterator>

namespace dutyd::engine {

namespace {

const std::vector<std::string>& all_nations() {
    static const std::vector<std::string> nations{"england-and-wales", "scotland",
                                                  "northern-ireland"};
    return nations;
}

/// Those named, or all.
Result<std::vector<std::string>> nations_meant(const std::vector<std::string>& named) {
    Diagnostics errors;
    for (const std::string& nation : named) {
        if (civil::nation_from(nation)) continue;
        std::string hint = did_you_mean(nation, all_nations());
        if (hint.empty()) hint = "they are: " + join(all_nations(), ", ");
        errors.push_back(
            make_error(fmt::format("no bank holidays of '{}' are known", nation), hint));
    }
    if (!errors.empty()) return errors;
    return named.empty() ? all_nations() : named;
}

/// Whether the day is a bank holiday of that nation, as far as is known now.
bool is_holiday(const rules::Calendars& calendars, const std::string& nation, Date date) {
    for (const civil::HolidayTable& table : calendars.holidays) {
        if (civil::nation_name(table.nation) != nation) continue;
        const auto closed = civil::closed_days(table, std::nullopt);
        return std::any_of(closed.begin(), closed.end(),
                           [&](const civil::ClosedDay& day) { return day.date == date; });
    }
    return false;
}

}  // namespace

Result<Decision> Deciding::operator()(const HolidayProclaim& proclaim) const {
    const auto nations = nations_meant(proclaim.nations);
    if (!nations) return nations.error();
    std::vector<std::string> news;
    std::copy_if(nations->begin(), nations->end(), std::back_inserter(news), [&](const auto& one) {
        return !is_holiday(bench.state.library->calendars, one, proclaim.date);
    });
    if (news.empty()) {
        return make_error(
            fmt::format("{} is a bank holiday already", civil::short_text(proclaim.date)),
            "nothing changes; `dutyctl date` counts with it");
    }
    Decision decision;
    decision.payloads.push_back(
        journal::HolidayProclaimed{news, proclaim.date, proclaim.name, proclaim.source});
    decision.did.push_back(fmt::format("{} is a bank holiday of {}: {}",
                                       civil::short_text(proclaim.date), join(news, ", "),
                                       proclaim.name));
    return decision;
}

Result<Decision> Deciding::operator()(const HolidayWithdraw& withdraw) const {
    const auto nations = nations_meant(withdraw.nations);
    if (!nations) return nations.error();
    std::vector<std::string> news;
    std::copy_if(nations->begin(), nations->end(), std::back_inserter(news), [&](const auto& one) {
        return is_holiday(bench.state.library->calendars, one, withdraw.date);
    });
    if (news.empty()) {
        return make_error(fmt::format("{} is no bank holiday", civil::short_text(withdraw.date)),
                          "nothing changes");
    }
    Decision decision;
    decision.payloads.push_back(journal::HolidayWithdrawn{news, withdraw.date, withdraw.source});
    decision.did.push_back(fmt::format("{} is no bank holiday of {} any more",
                                       civil::short_text(withdraw.date), join(news, ", ")));
    return decision;
}

}  // namespace dutyd::engine
