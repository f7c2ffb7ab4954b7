// SPDX-License-Identifier: MIT
#include "lib/report/forward_plan.hpp"

#include "lib/alert/view.hpp"
#include "lib/civil/months.hpp"

#include <algorithm>

namespace dutyd::report {

namespace {

/// What a plan can show: still to be done, and not a matter of constant attention.
bool is_planned(const DutyView& at) {
    const rules::DutyKind kind = at.duty().kind;
    return at.outcome->counts && alert::is_open(*at.outcome) &&
           kind != rules::DutyKind::continuous && kind != rules::DutyKind::power;
}

std::vector<DutyView> planned_duties(const Office& office) {
    std::vector<DutyView> list;
    for (const plan::Matter* matter : office.matters("")) {
        for (std::size_t n = 0; n < matter->network->size(); ++n) {
            const DutyView at = office.duty(*matter, static_cast<plan::DutyIndex>(n));
            if (is_planned(at)) list.push_back(at);
        }
    }
    return list;
}

/// It should have a date and has none: no meeting it can go to, or a limit that needs a fact.
bool is_undated(const DutyView& at) {
    if (at.duty().meeting && !at.outcome->meeting) return true;
    if (at.outcome->limit.date || at.outcome->target || at.outcome->meeting) return false;
    return std::any_of(at.outcome->limits.begin(), at.outcome->limits.end(),
                       [](const plan::LimitOutcome& limit) {
                           return !limit.date.missing.empty() || !limit.problem.empty();
                       });
}

class Planning {
public:
    Planning(const Office& now, const std::optional<Office>& then, const PlanOrder& order)
        : now_(now),
          comparison_(then, now),
          marked_(order.since.has_value()),
          plan_{horizon(now.today(), order.months), {}, {}, {}, {}} {}

    ForwardPlan work_out() {
        const std::vector<DutyView> duties = planned_duties(now_);
        add_meetings(duties);
        for (const DutyView& at : duties) {
            if (is_undated(at)) plan_.undated.push_back(at);
            add_day(at, Aspect::limit);
            add_day(at, Aspect::target);
        }
        std::stable_sort(plan_.days.begin(), plan_.days.end(),
                         [](const PlanDay& a, const PlanDay& b) { return a.date < b.date; });
        if (marked_ && comparison_.then()) add_gone(*comparison_.then());
        return std::move(plan_);
    }

private:
    static civil::Date horizon(civil::Date today, int months) {
        const auto last = civil::corresponding_date(today, {months});
        return last ? *last : civil::Date::last();
    }

    Change mark(const DutyView& at, Aspect aspect) const {
        return marked_ ? comparison_.change(at, aspect) : Change{};
    }

    void add_meetings(const std::vector<DutyView>& duties) {
        for (const plan::MeetingSlot& slot : now_.view().meetings) {
            PlanMeeting meeting{&slot, {}, marked_ ? comparison_.change(slot) : Change{}};
            for (const DutyView& at : duties) {
                if (at.outcome->meeting != slot.id) continue;
                meeting.items.push_back({at, mark(at, Aspect::meeting)});
            }
            // A meeting that was held stays while its items are not recorded.
            const bool shown =
                slot.date >= now_.today() ? slot.date <= plan_.until : !meeting.items.empty();
            if (shown) plan_.meetings.push_back(std::move(meeting));
        }
    }

    void add_day(const DutyView& at, Aspect aspect) {
        const auto date = day_of(now_, at, aspect);
        if (date && *date <= plan_.until) {
            plan_.days.push_back({*date, aspect, {at, mark(at, aspect)}});
        }
    }

    void add_gone(const Office& then) {
        for (const DutyView& was : planned_duties(then)) {
            for (const Aspect aspect : {Aspect::meeting, Aspect::limit, Aspect::target}) {
                const auto from = day_of(then, was, aspect);
                if (!from || *from > plan_.until || still_there(was, aspect)) continue;
                plan_.gone.push_back(
                    {was,
                     aspect,
                     {Change::Kind::gone, from, std::nullopt, comparison_.why_gone(was)}});
            }
        }
    }

    bool still_there(const DutyView& was, Aspect aspect) const {
        const plan::Matter* matter = now_.snapshot().matter(was.matter->id);
        if (matter == nullptr || now_.snapshot().schedules.count(matter->id) == 0) return false;
        const auto is = now_.duty(*matter, was.duty().id);
        return is && day_of(now_, *is, aspect).has_value();
    }

    const Office& now_;
    Comparison comparison_;
    bool marked_;
    ForwardPlan plan_;
};

}  // namespace

ForwardPlan forward_plan(const Office& now, const std::optional<Office>& then,
                         const PlanOrder& order) {
    return Planning(now, then, order).work_out();
}

}  // namespace dutyd::report
