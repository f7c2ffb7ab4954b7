// SPDX-License-Identifier: MIT
#include "lib/civil/day_set.hpp"

#include "lib/base/text.hpp"

#include <algorithm>
#include <array>

namespace dutyd::civil {

namespace {

std::vector<bool> open_days_of(const DaySetSpec& spec) {
    std::array<bool, 7> open_on{true, true, true, true, true, true, true};
    for (const Weekday weekday : spec.weekend) open_on[static_cast<std::size_t>(weekday)] = false;
    auto weekday = static_cast<std::size_t>(DaySet::first_day().weekday());
    std::vector<bool> open(static_cast<std::size_t>(DayTables::day_count));
    for (auto&& day : open) {
        day = open_on[weekday];
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
    for (const ClosedDay& closed : spec.closed) {
        open[static_cast<std::size_t>((closed.date - DaySet::first_day()).n)] = false;
    }
    return open;
}

}  // namespace

DaySet::DaySet(DaySetSpec spec) {
    std::vector<ClosedDay>& closed = spec.closed;
    std::erase_if(closed, [](const ClosedDay& day) { return day.date < first_day(); });
    // Stable: the reasons of one date keep the order they were given in.
    std::stable_sort(closed.begin(), closed.end(),
                     [](const ClosedDay& a, const ClosedDay& b) { return a.date < b.date; });
    const bool published = spec.published_from <= spec.published_to;
    // Where nothing is published, the one day no set has.
    const std::int32_t from = published ? spec.published_from.serial() : DayTables::none;
    const auto span = static_cast<std::uint32_t>(spec.published_to.serial() - from);
    DayTables days(open_days_of(spec), spec.one_of_many);
    compiled_ = std::make_shared<const Compiled>(
        Compiled{from, published ? span : 0, std::move(days), std::move(spec)});
}

const DaySet& DaySet::every_day() {
    static const DaySet set(
        {"every-day", "Every day of the calendar", "", {}, {}, first_day(), last_day()});
    return set;
}

const std::string& DaySet::id() const {
    return compiled_->spec.id;
}
const std::string& DaySet::title() const {
    return compiled_->spec.title;
}
const std::string& DaySet::law() const {
    return compiled_->spec.law;
}

std::string DaySet::why_closed(Date date) const {
    if (date < first_day()) return "before " + first_day().iso() + ", where day sets begin";
    const DaySetSpec& spec = compiled_->spec;
    std::vector<std::string> reasons;
    const auto add = [&reasons](std::string reason) {
        const bool known = std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
        if (!known) reasons.push_back(std::move(reason));
    };
    if (std::find(spec.weekend.begin(), spec.weekend.end(), date.weekday()) != spec.weekend.end()) {
        add(weekday_name(date.weekday()));
    }
    auto at = std::lower_bound(spec.closed.begin(), spec.closed.end(), date,
                               [](const ClosedDay& day, Date d) { return day.date < d; });
    for (; at != spec.closed.end() && at->date == date; ++at) add(at->reason);
    return join(reasons, ", ");
}

}  // namespace dutyd::civil
