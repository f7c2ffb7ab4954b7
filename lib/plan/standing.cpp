// SPDX-License-Identifier: MIT
// Standing and risk, derived from records and dates and never stored.
#include "lib/plan/pass.hpp"

#include <algorithm>

namespace dutyd::plan {

using civil::Date;
using civil::TimeOfDay;
using rules::Truth;
using rules::When;

namespace {

void add(Outcome& outcome, Risk risk) {
    outcome.risks |= static_cast<unsigned>(risk);
}

/// A limit without a time runs to the end of its day.
bool past(const When& limit, Date date, TimeOfDay time) {
    if (!limit.date) return false;
    if (date != *limit.date) return date > *limit.date;
    return time > limit.time.value_or(TimeOfDay::end_of_day());
}

/// The day the duty was done is what counts, not the day it was recorded. An act whose time nobody
/// recorded is given the benefit of its day.
bool done_after(const DutyRecord& record, const When& limit) {
    return past(limit, *record.done, record.done_at.value_or(TimeOfDay{0}));
}

bool settled(const Pass& pass, DutyIndex i) {
    return pass.steps[i].done || pass.steps[i].presence != Presence::required;
}

bool paused_now(const Pass& pass, DutyIndex i) {
    const auto& pauses = pass.steps[i].pauses;
    return std::any_of(pauses.begin(), pauses.end(),
                       [&](const Pause* pause) { return pause->days.contains(pass.today()); });
}

std::string waits_for_bar(const Pass& pass, const BarOutcome& bar) {
    if (bar.applies != Truth::yes) return {};
    if (!bar.bar->from && !bar.until.date) return "to know when it may first be done";
    const auto days = bar.days();
    if (!days || !days->contains(pass.today())) return {};
    if (bar.until.is_known() || !bar.bar->from) {
        return "the first lawful day, " + bar.until.date->iso();
    }
    return "until it may be done again: " + bar.bar->why;
}

/// What the duty waits for, in words; empty if nothing.
std::string waits_for(const Pass& pass, DutyIndex i) {
    const Step& step = pass.steps[i];
    if (step.condition == Truth::unknown) return "to know " + step.missing.front();
    for (const Link& link : pass.matter.network->before(i)) {
        if (!link.soft && !settled(pass, link.other)) return pass.duty(link.other).title;
    }
    const Outcome& outcome = pass.schedule.outcomes[i];
    for (const BarOutcome& bar : outcome.bars) {
        if (std::string words = waits_for_bar(pass, bar); !words.empty()) return words;
    }
    for (const LimitOutcome& limit : outcome.limits) {
        if (limit.opens && limit.opens->date && *limit.opens->date > pass.today()) {
            return "its window to open on " + limit.opens->date->iso();
        }
    }
    if (pass.duty(i).meeting) {
        return outcome.forecast.date ? "the meeting on " + outcome.forecast.date->iso()
                                     : "a usable meeting";
    }
    if (pass.duty(i).kind == rules::DutyKind::automatic) return "its day";
    return "";
}

Standing standing_of_done(const Pass& pass, DutyIndex i, Outcome& outcome) {
    const DutyRecord& record = pass.record(i);
    for (const Link& link : pass.matter.network->before(i)) {
        if (pass.steps[link.other].presence != Presence::required) continue;
        const auto& gate = pass.record(link.other);
        const bool before = pass.steps[link.other].done && *gate.done <= *record.done;
        if (!before && !link.soft && !link.policy) outcome.missed_gates.push_back(link.other);
    }
    if (!outcome.missed_gates.empty()) add(outcome, Risk::out_of_order);
    if (is_barred(outcome, *record.done)) add(outcome, Risk::too_early);
    for (const LimitOutcome& limit : outcome.limits) {
        if (limit.opens && limit.opens->date && *record.done < *limit.opens->date) {
            add(outcome, Risk::too_early);
        }
    }
    if (!done_after(record, outcome.limit)) return Standing::done;
    add(outcome, Risk::breached);
    return Standing::done_late;
}

Standing standing_of_open(const Pass& pass, DutyIndex i, Outcome& outcome) {
    const Step& step = pass.steps[i];
    const DutyRecord& record = pass.record(i);
    if (record.waived) return Standing::waived;
    if (step.condition == Truth::no) return Standing::not_required;
    outcome.waiting_for = waits_for(pass, i);
    if (step.voided) return Standing::voided;
    if (record.started) return paused_now(pass, i) ? Standing::paused : Standing::in_progress;
    if (!outcome.waiting_for.empty()) return Standing::waiting;
    return paused_now(pass, i) ? Standing::paused : Standing::ready;
}

/// A duty that happens by force of law is done when its day has come.
bool has_happened(const Pass& pass, DutyIndex i, const Outcome& outcome) {
    return pass.duty(i).kind == rules::DutyKind::automatic && outcome.limit.date &&
           *outcome.limit.date <= pass.today() && pass.steps[i].presence == Presence::required;
}

void judge_with_partner(const Pass& pass, DutyIndex i, Outcome& outcome) {
    for (const rules::Limit& limit : pass.duty(i).limits) {
        if (limit.kind != rules::LimitKind::with) continue;
        const auto partner = pass.matter.network->find(limit.partner);
        if (!partner || !pass.steps[*partner].done) continue;
        const Date together = *pass.record(*partner).done;
        const bool apart =
            pass.steps[i].done ? *pass.record(i).done != together : pass.today() > together;
        if (apart) add(outcome, Risk::breached);
    }
}

void judge_open(const Pass& pass, DutyIndex i, Outcome& outcome) {
    const DutyRecord& record = pass.record(i);
    if (past(outcome.limit, pass.today(), pass.around.now.time)) {
        add(outcome, Risk::breached);
    } else if (outcome.latest_safe && outcome.forecast.date &&
               *outcome.forecast.date > *outcome.latest_safe) {
        add(outcome, Risk::unreachable);
    } else if (outcome.slack && *outcome.slack <= pass.duty(i).slack_threshold.value_or(
                                                      pass.around.slack_threshold)) {
        add(outcome, Risk::at_risk);
    }
    if (outcome.target && pass.today() > *outcome.target) add(outcome, Risk::overdue);
    if (!outcome.forecast.date) return;
    const Date forecast = *outcome.forecast.date;
    if ((outcome.target && forecast > *outcome.target) ||
        (record.first_plan && forecast > *record.first_plan)) {
        add(outcome, Risk::slipping);
    }
}

void settle_target(const Pass& pass, DutyIndex i, Outcome& outcome) {
    const DutyRecord& record = pass.record(i);
    if (record.target_set) {
        outcome.target = record.target;
    } else if (pass.duty(i).target) {
        const auto target = rules::evaluate(*pass.duty(i).target, pass.around.facts);
        if (target) outcome.target = target->date;
    }
}

}  // namespace

void judge(Pass& pass) {
    for (std::size_t n = 0; n < pass.steps.size(); ++n) {
        const auto i = static_cast<DutyIndex>(n);
        Outcome& outcome = pass.outcome(i);
        const Step& step = pass.steps[i];
        outcome.counts = step.presence == Presence::required;
        settle_target(pass, i, outcome);
        if (step.done) {
            outcome.standing = standing_of_done(pass, i, outcome);
            judge_with_partner(pass, i, outcome);
            continue;
        }
        outcome.standing = standing_of_open(pass, i, outcome);
        if (has_happened(pass, i, outcome)) {
            outcome.standing = Standing::done;
            outcome.waiting_for.clear();
        } else if (step.presence == Presence::required &&
                   pass.duty(i).kind != rules::DutyKind::automatic) {
            judge_open(pass, i, outcome);
            judge_with_partner(pass, i, outcome);
        }
    }
}

}  // namespace dutyd::plan
