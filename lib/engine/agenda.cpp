// SPDX-License-Identifier: MIT
#include "lib/engine/agenda.hpp"

#include "lib/alert/view.hpp"
#include "lib/engine/query.hpp"
#include "lib/engine/query_parts.hpp"

#include <algorithm>
#include <limits>

namespace dutyd::engine {

namespace {

constexpr std::int32_t undated = std::numeric_limits<std::int32_t>::max();

}  // namespace

bool is_to_come(const rules::Duty& duty, const plan::Outcome& outcome) {
    const bool dated =
        duty.kind != rules::DutyKind::continuous && duty.kind != rules::DutyKind::power;
    return dated && outcome.counts && alert::is_open(outcome);
}

bool names_it(const std::string& wanted, plan::Standing standing, plan::Risks risks) {
    if (wanted.empty() || plan::text(standing) == wanted) return true;
    const auto names = plan::risk_names(risks);
    return std::find(names.begin(), names.end(), wanted) != names.end();
}

Agenda::Agenda(const Snapshot& snapshot, const std::string& body) {
    for (const auto& [id, schedule] : OfOwner(snapshot.schedules, body)) {
        const auto& network = snapshot.matter(id)->network;
        const auto place = static_cast<std::uint32_t>(matters_.size());
        const std::size_t before = lines_.size();
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const plan::Outcome& outcome = schedule->outcomes[n];
            if (!is_to_come(network->duty(static_cast<plan::DutyIndex>(n)), outcome)) continue;
            const auto next = next_date(outcome);
            lines_.push_back({next ? next->serial() : undated, place, static_cast<std::uint16_t>(n),
                              static_cast<std::uint8_t>(outcome.standing),
                              static_cast<std::uint8_t>(outcome.risks)});
        }
        if (lines_.size() > before) matters_.push_back({id, network});
    }
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const Line& a, const Line& b) { return a.next < b.next; });
    lines_.shrink_to_fit();
}

namespace {

/// Goes through one body's lines that pass a filter.
class Cursor {
public:
    Cursor(const Agenda& agenda, const UpcomingFilter& filter, std::int32_t horizon)
        : agenda_(&agenda), filter_(&filter), horizon_(horizon) {
        seek();
    }

    bool done() const { return at_ == agenda_->lines().size(); }
    const Agenda::Line& line() const { return agenda_->lines()[at_]; }
    const std::string& matter() const { return agenda_->matter(line()); }
    void advance() {
        ++at_;
        seek();
    }
    /// How many pass from here on.
    std::size_t rest() const {
        const auto first = agenda_->lines().begin() + static_cast<std::ptrdiff_t>(at_);
        if (passes_all()) {
            const auto end = std::upper_bound(
                first, agenda_->lines().end(), horizon_,
                [](std::int32_t day, const Agenda::Line& line) { return day < line.next; });
            return static_cast<std::size_t>(end - first);
        }
        return static_cast<std::size_t>(std::count_if(
            first, agenda_->lines().end(), [&](const Agenda::Line& line) { return passes(line); }));
    }

private:
    bool passes_all() const {
        return filter_->owner.empty() && filter_->bearer.empty() && filter_->standing.empty();
    }
    bool passes(const Agenda::Line& line) const {
        if (line.next > horizon_) return false;
        if (passes_all()) return true;
        const rules::Duty& duty = agenda_->duty(line);
        if (!filter_->owner.empty() && duty.owner != filter_->owner) return false;
        if (!filter_->bearer.empty() && duty.bearer != filter_->bearer) return false;
        return names_it(filter_->standing, static_cast<plan::Standing>(line.standing), line.risks);
    }
    void seek() {
        while (!done() && !passes(line())) ++at_;
    }

    const Agenda* agenda_;
    const UpcomingFilter* filter_;
    std::int32_t horizon_;
    std::size_t at_ = 0;
};

/// Whether `a` is listed after `b`: by next date, then in the order of matters and duties.
bool later_line(const Cursor& a, const Cursor& b) {
    if (a.line().next != b.line().next) return a.line().next > b.line().next;
    if (a.matter() != b.matter()) return a.matter() > b.matter();
    return a.line().duty > b.line().duty;
}

/// The matters of the first lines of all.
void take_first(std::vector<Cursor> cursors, std::size_t count, Sight& sight) {
    std::make_heap(cursors.begin(), cursors.end(), later_line);
    for (std::size_t n = 0; n < count && !cursors.empty(); ++n) {
        std::pop_heap(cursors.begin(), cursors.end(), later_line);
        Cursor& first = cursors.back();
        sight.add_matter(first.matter());
        first.advance();
        if (first.done()) {
            cursors.pop_back();
        } else {
            std::push_heap(cursors.begin(), cursors.end(), later_line);
        }
    }
}

Sight sight_of(const plan::Matter& matter) {
    Sight sight = Sight::nobody();
    sight.add_matter(matter.id);
    return sight;
}

}  // namespace

Page first_page(const Bench& bench, const Outlook& outlook, const UpcomingFilter& filter) {
    const State& state = bench.state;
    if (!state.library) return {};
    if (const auto* matter = state.matters.get(filter.matter)) return {sight_of(**matter), {}};
    if (filter.include_done || !filter.matter.empty() || !filter.limit) return {};
    Page page{Sight::nobody(), 0};
    std::vector<Cursor> cursors;
    const auto add = [&](const std::string& body, const Agenda& agenda) {
        std::int32_t horizon = undated;
        const rules::Body* known = filter.days ? state.library->body(body) : nullptr;
        if (known != nullptr) {
            horizon =
                (body_at(*known, bench.now, bench.settings).now->date + civil::Days{*filter.days})
                    .serial();
        }
        Cursor cursor(agenda, filter, horizon);
        if (cursor.done()) return;
        *page.found += cursor.rest();
        cursors.push_back(cursor);
    };
    if (filter.body.empty()) {
        for (const auto& [body, agenda] : outlook.agendas()) add(body, *agenda);
    } else if (const auto* agenda = outlook.agendas().get(filter.body)) {
        add(filter.body, **agenda);
    }
    take_first(std::move(cursors), *filter.limit, page.sight);
    // The body whose day it is told as of.
    const auto& known = state.library->places;
    if (known.count(filter.body) > 0) {
        page.sight.bodies.insert(filter.body);
    } else if (!known.empty()) {
        page.sight.bodies.insert(known.begin()->first);
    }
    return page;
}

}  // namespace dutyd::engine
