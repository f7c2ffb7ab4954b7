// SPDX-License-Identifier: MIT
#include "lib/alert/watch.hpp"

#include "lib/alert/questions.hpp"
#include "lib/alert/watch_parts.hpp"
#include "lib/alert/words.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::alert {

using civil::Date;
using plan::DutyIndex;
using plan::Outcome;
using plan::Risk;

namespace {

/// Working days before the last day it may be taken at which a meeting must be known.
constexpr int meeting_horizon_days = 60;
/// Working days before a papers deadline at which its owner is told.
constexpr int papers_ladder[] = {10, 5, 1};

class Watch {
public:
    explicit Watch(const View& view) : view_(view) {}

    std::vector<Alert> run() {
        for (std::size_t n = 0; n < view_.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            if (view_.outcome(i).standing == plan::Standing::not_required) continue;
            look_at_record(i);
            if (!is_open(view_.outcome(i)) || !view_.outcome(i).counts) continue;
            if (view_.duty(i).kind == rules::DutyKind::automatic) continue;
            look_at_limit(i);
            look_at_target(i);
            look_at_meeting(i);
            look_at_start(i);
        }
        for (Alert& asked : questions(view_)) alerts_.push_back(std::move(asked));
        return std::move(alerts_);
    }

private:
    Date today() const { return view_.now.date; }

    Alert make(Condition condition, DutyIndex i, const std::string& detail) const {
        return alert_about(view_, {condition, i, detail});
    }

    void keep(Alert alert, DutyIndex i) { alerts_.push_back(weighed(view_, i, std::move(alert))); }

    void tell_the_top(Alert& alert) const {
        if (alert.roles.front() != view_.body.fallback_role) {
            alert.roles.push_back(view_.body.fallback_role);
        }
    }

    /// What was done, but not as the law says.
    void look_at_record(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        const auto done = view_.record(i).done;
        if (!done) return;
        if (has(outcome.risks, Risk::out_of_order)) {
            Alert alert = make(Condition::out_of_order, i, done->iso());
            std::vector<std::string> gates;
            for (const DutyIndex gate : outcome.missed_gates) {
                gates.push_back("\"" + view_.duty(gate).title + "\"");
            }
            alert.headline = fmt::format("\"{}\" was done on {}, before {}", view_.duty(i).title,
                                         civil::short_text(*done), join(gates, " and "));
            alert.to_do =
                "Take advice: the law wants the other first. If it was done in time, "
                "record it with its own date.";
            keep(std::move(alert), i);
        }
        if (has(outcome.risks, Risk::too_early) || outcome.standing == plan::Standing::voided) {
            Alert alert = make(Condition::too_early, i, done->iso());
            alert.headline = fmt::format("\"{}\" was done on {}, before the first lawful day",
                                         view_.duty(i).title, civil::short_text(*done));
            alert.to_do = outcome.standing == plan::Standing::voided
                              ? "The law treats it as not done: do it again."
                              : "Take advice: acting too early is unlawful.";
            keep(std::move(alert), i);
        }
        if (outcome.standing == plan::Standing::done_late) {
            breach(i, *done);
        } else if (has(outcome.risks, Risk::breached)) {
            apart(i);
        }
    }

    /// What the law wants on the same day as another duty, done or left undone on another day.
    void apart(DutyIndex i) {
        const rules::Duty& duty = view_.duty(i);
        for (const rules::Limit& limit : duty.limits) {
            if (limit.kind != rules::LimitKind::with) continue;
            const auto partner = view_.matter.network->find(limit.partner);
            const auto together = partner ? view_.record(*partner).done : std::nullopt;
            const auto done = view_.record(i).done;
            if (!together || done == together) continue;
            Alert alert = make(Condition::breached, i,
                               fmt::format("with-{}-{}", limit.partner, together->iso()));
            const std::string other = fmt::format("with \"{}\" on {}", view_.duty(*partner).title,
                                                  civil::short_text(*together));
            alert.headline =
                done ? fmt::format("\"{}\" was done on {}, not {}", duty.title,
                                   civil::short_text(*done), other)
                     : fmt::format("\"{}\" was not done {}, as the law wants", duty.title, other);
            tell_of_breach(std::move(alert), i);
        }
    }

    void breach(DutyIndex i, std::optional<Date> done) {
        const Outcome& outcome = view_.outcome(i);
        if (!outcome.limit.date) return;
        Alert alert = make(Condition::breached, i, outcome.limit.date->iso());
        alert.headline =
            done ? fmt::format("\"{}\" was done on {}, after its limit of {}", view_.duty(i).title,
                               civil::short_text(*done), date_words(outcome.limit))
                 : fmt::format("\"{}\" was not done by its limit of {}", view_.duty(i).title,
                               date_words(outcome.limit));
        tell_of_breach(std::move(alert), i);
    }

    /// A limit that had passed when the matter was opened is asked about: dutyd was not there, and
    /// a missing record is no proof.
    void not_done(DutyIndex i) {
        const Date limit = *view_.outcome(i).limit.date;
        if (limit >= view_.matter.opened_on) return breach(i, std::nullopt);
        Alert alert = make(Condition::unrecorded, i, "limit-" + limit.iso());
        alert.headline = fmt::format("\"{}\": was it done by its limit of {}?", view_.duty(i).title,
                                     date_words(view_.outcome(i).limit));
        alert.facts.push_back("Its limit had passed when dutyd began to watch it.");
        alert.to_do = fmt::format(
            "If it was: dutyctl done {0}/{1} --on DATE. If it never applied: "
            "dutyctl waive {0}/{1} --reason \"...\"",
            view_.matter.id, view_.duty(i).id);
        keep(std::move(alert), i);
    }

    void tell_of_breach(Alert alert, DutyIndex i) {
        for (const rules::Limit& limit : view_.duty(i).limits) {
            if (!limit.missing.empty()) alert.facts.push_back("What it means: " + limit.missing);
        }
        alert.to_do = view_.record(i).done && view_.outcome(i).standing != plan::Standing::voided
                          ? "Record an account of why it was late: acknowledge this alert."
                          : "Do it now if it still can be done, and record an account.";
        tell_the_top(alert);
        keep(std::move(alert), i);
    }

    void look_at_limit(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        if (has(outcome.risks, Risk::breached) && !outcome.limit.date) return apart(i);
        if (!outcome.limit.date) return;
        if (has(outcome.risks, Risk::breached)) return not_done(i);
        if (has(outcome.risks, Risk::unreachable)) return unreachable(i);
        if (has(outcome.risks, Risk::at_risk)) slack(i);
        lead(i, *outcome.limit.date, "limit");
    }

    void unreachable(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        Alert alert = make(Condition::unreachable, i, outcome.limit.date->iso());
        alert.headline = fmt::format(
            "\"{}\" can no longer be done by its limit of {}: it is now "
            "forecast for {}",
            view_.duty(i).title, date_words(outcome.limit), date_words(outcome.forecast));
        alert.facts.push_back(slack_words(outcome.slack) + ".");
        alert.to_do =
            "Shorten a step, find an earlier meeting, or take advice now: " + why_command(view_, i);
        tell_the_top(alert);
        keep(std::move(alert), i);
    }

    /// Slack is what other work may still lose. Of what can be done today it is only the time left,
    /// and the lead ladder tells that.
    void slack(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        if (outcome.forecast.date && *outcome.forecast.date <= today()) return;
        // Others are taken to use all their time: that is an assumption, and no news.
        const bool assumed = !view_.duty(i).by_office && !view_.duty(i).expect;
        if (assumed && outcome.forecast.date == outcome.limit.date) return;
        Alert alert = make(Condition::slack, i, outcome.limit.date->iso());
        alert.headline = fmt::format("\"{}\": {} left before it can no longer be done by {}",
                                     view_.duty(i).title, counted(*outcome.slack, "working day"),
                                     date_words(outcome.limit));
        alert.facts.push_back(fmt::format("Forecast {}, latest safe date {}.",
                                          date_words(outcome.forecast),
                                          date_words(outcome.latest_safe)));
        alert.to_do = "See what drives it: " + why_command(view_, i);
        keep(std::move(alert), i);
    }

    /// The shortest rung of the ladder that has been reached; rungs passed together are told as
    /// one.
    void lead(DutyIndex i, Date day, const std::string& what) {
        const auto& ladder = ladder_of(view_, i);
        std::optional<int> reached;
        for (const rules::Duration& rung : ladder) {
            const auto from = rung_day(view_, rung, day);
            if (from && today() >= *from && (!reached || rung.n < *reached)) reached = rung.n;
        }
        if (!reached || today() > day) return;
        Alert alert = make(Condition::lead, i, fmt::format("{}-{}/{}", what, day.iso(), *reached));
        const bool last = std::none_of(ladder.begin(), ladder.end(),
                                       [&](const auto& rung) { return rung.n < *reached; });
        if (last && what == "limit") alert.rung = Rung::last;
        const int left = view_.office_days.count(today(), day);
        alert.headline = fmt::format("\"{}\": {} until its {}, {}", view_.duty(i).title,
                                     counted(left, "working day"), what, civil::short_text(day));
        alert.facts.push_back(fmt::format("It is {}; forecast {}.",
                                          plan::text(view_.outcome(i).standing),
                                          date_words(view_.outcome(i).forecast)));
        alert.to_do = fmt::format("When it is done: dutyctl done {}/{} --on DATE", view_.matter.id,
                                  view_.duty(i).id);
        keep(std::move(alert), i);
    }

    void look_at_target(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        if (!outcome.target) return;
        if (!has(outcome.risks, Risk::overdue)) return lead(i, *outcome.target, "target");
        Alert alert = make(Condition::overdue, i, outcome.target->iso());
        alert.headline = fmt::format("\"{}\" is past the office's own target of {}",
                                     view_.duty(i).title, civil::short_text(*outcome.target));
        alert.facts.push_back(fmt::format("Forecast {}; limit {}.", date_words(outcome.forecast),
                                          date_words(outcome.limit)));
        alert.to_do = fmt::format(
            "Record it done, or set another target and say why: dutyctl "
            "target {}/{} DATE --reason \"...\"",
            view_.matter.id, view_.duty(i).id);
        keep(std::move(alert), i);
    }

    void look_at_meeting(DutyIndex i) {
        const rules::Duty& duty = view_.duty(i);
        if (!duty.meeting) return;
        const Outcome& outcome = view_.outcome(i);
        if (!outcome.meeting) {
            if (waits_only_for_facts(outcome) || !meeting_is_wanted(i)) return;
            Alert alert = make(Condition::no_meeting, i, "");
            alert.headline = fmt::format("\"{}\": no known {} meeting can still be made",
                                         duty.title, duty.meeting->calendar);
            alert.to_do =
                fmt::format("Find a meeting and record it: dutyctl meeting add {} {} DATE",
                            view_.body.id, duty.meeting->calendar);
            tell_the_top(alert);
            return keep(std::move(alert), i);
        }
        if (gates_are_done(view_, i)) return unrecorded(i);
        last_meeting(i);
        papers(i);
    }

    void unrecorded(DutyIndex i) {
        const plan::MeetingSlot* slot = view_.meeting(*view_.outcome(i).meeting);
        if (slot == nullptr || slot->date >= today()) return;
        Alert alert = make(Condition::unrecorded, i, slot->id);
        alert.headline = fmt::format("\"{}\": was it taken at the meeting on {}?",
                                     view_.duty(i).title, civil::short_text(slot->date));
        alert.facts.emplace_back(
            "Nobody has recorded it yet. If nobody does, dutyd will soon count "
            "on the next meeting.");
        alert.to_do = fmt::format("If it was: dutyctl done {}/{} --on {}", view_.matter.id,
                                  view_.duty(i).id, slot->date.iso());
        keep(std::move(alert), i);
    }

    /// A panel fixes its meetings a year ahead at most; what recurs is open for two.
    bool meeting_is_wanted(DutyIndex i) const {
        if (gates_are_done(view_, i)) return true;
        const auto& last = view_.outcome(i).latest_safe;
        if (!last) return view_.matter_has_begun();
        const auto from = view_.office_days.nth_before(*last, meeting_horizon_days);
        return from && today() >= *from;
    }

    static bool waits_only_for_facts(const Outcome& outcome) {
        return std::none_of(
            outcome.forecast_reasons.begin(), outcome.forecast_reasons.end(),
            [](const plan::Reason& reason) { return reason.kind == plan::Reason::Kind::unknown; });
    }

    void last_meeting(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        if (outcome.meeting != outcome.last_usable_meeting) return;
        Alert alert = make(Condition::last_meeting, i, *outcome.meeting);
        alert.headline = fmt::format("\"{}\": the meeting on {} is the last that still works",
                                     view_.duty(i).title, date_words(outcome.forecast));
        alert.facts.push_back("Papers must be out by " + date_words(outcome.papers_deadline) + ".");
        alert.to_do =
            "Make sure the papers go out in time; there is no later meeting to fall back "
            "on.";
        keep(std::move(alert), i);
    }

    void papers(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        const Date deadline = *outcome.papers_deadline;
        std::optional<int> reached;
        for (const int rung : papers_ladder) {
            const auto from = view_.office_days.nth_before(deadline, rung);
            if (from && today() >= *from) reached = rung;
        }
        if (!reached || today() > deadline) return;
        Alert alert = make(Condition::papers, i,
                           fmt::format("{}/{}/{}", *outcome.meeting, deadline.iso(), *reached));
        if (*reached == papers_ladder[0]) alert.rung = Rung::early;
        alert.headline = fmt::format("Papers for \"{}\" must be out by {} for the meeting on {}",
                                     view_.duty(i).title, civil::short_text(deadline),
                                     date_words(outcome.forecast));
        alert.facts.push_back(fmt::format(
            "{} left.", counted(view_.office_days.count(today(), deadline), "working day")));
        alert.to_do = "Send the papers and record it done.";
        keep(std::move(alert), i);
    }

    void look_at_start(DutyIndex i) {
        const Outcome& outcome = view_.outcome(i);
        const rules::Duty& duty = view_.duty(i);
        if (duty.takes.n == 0 || !duty.by_office || view_.record(i).started) return;
        if (outcome.standing != plan::Standing::ready || !outcome.start_by) return;
        // Nobody starts on a Sunday: told then, it would be read when it is too late.
        const Date start_by =
            view_.office_days.last_on_or_before(*outcome.start_by).value_or(*outcome.start_by);
        if (today() < start_by || has(outcome.risks, Risk::unreachable)) return;
        Alert alert = make(Condition::start_by, i, start_by.iso());
        alert.headline = fmt::format("\"{}\" must start by {} to keep every later limit",
                                     duty.title, civil::short_text(start_by));
        alert.facts.push_back(fmt::format("It takes {}; it must be finished by {}.",
                                          rules::text(duty.takes),
                                          date_words(outcome.latest_safe)));
        alert.to_do = fmt::format("When it starts: dutyctl start {}/{}", view_.matter.id, duty.id);
        keep(std::move(alert), i);
    }

    const View& view_;
    std::vector<Alert> alerts_;
};

}  // namespace

std::vector<Alert> watch(const View& view) {
    return Watch(view).run();
}

}  // namespace dutyd::alert
