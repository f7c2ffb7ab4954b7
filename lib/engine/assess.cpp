// SPDX-License-Identifier: MIT
#include "lib/engine/assess.hpp"

#include "lib/alert/slip.hpp"
#include "lib/alert/watch.hpp"
#include "lib/engine/agenda.hpp"
#include "lib/engine/causes.hpp"
#include "lib/engine/digest.hpp"
#include "lib/engine/expected_pauses.hpp"
#include "lib/engine/invitations.hpp"
#include "lib/engine/look.hpp"
#include "lib/engine/moves.hpp"
#include "lib/engine/returning.hpp"
#include "lib/engine/rounds.hpp"
#include "lib/engine/working_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

using alert::Alert;
using alert::Condition;
using plan::DutyIndex;

namespace {

alert::View view_of(const Snapshot& snapshot, const std::string& matter_id) {
    const plan::Matter& matter = *snapshot.matter(matter_id);
    const BodyView& body = snapshot.bodies.at(matter.body);
    alert::View view{matter,
                     snapshot.schedule(matter_id),
                     *body.body,
                     *body.now,
                     body.meetings,
                     body.pauses,
                     civil::OpenDays(office_days(snapshot.state, *body.body))};
    view.begins = day_it_is_for(snapshot.state, matter);
    for (const ExpectedPause& one : body.expected) {
        if (!is_asked_about(one, body.now->date, view.office_days)) continue;
        const auto suspended = first_suspended(snapshot, matter.body, one);
        if (!suspended || suspended->matter != matter_id) continue;
        view.questions.push_back({one.pause, one.has_first, suspended->duty});
    }
    return view;
}

/// What has happened stays so until somebody has accounted for it.
bool needs_account(const std::string& condition) {
    return condition == name(Condition::breached) || condition == name(Condition::out_of_order) ||
           condition == name(Condition::too_early);
}

/// A move of dates has happened and is over; what was accounted for is settled unless its duty was
/// opened again.
bool may_come_back(const AlertRecord& known, Condition condition) {
    if (!known.resolved || alert::is_occurrence(condition)) return false;
    return !needs_account(known.condition) || known.reopened;
}

class Assessment {
public:
    Assessment(Draft& draft, const State& before, Occasion occasion, TurnResult& result)
        : draft_(draft),
          causes_(draft),
          sight_(draft.sight()),
          before_(snapshot_before(draft, before)),
          touched_(draft.touched()),
          occasion_(occasion),
          result_(result) {}

    void run() {
        const Snapshot after = with_first_plans(present());
        for (const auto& [id, schedule] : after.schedules) assess_matter(after, id);
        // Only now is known what still stands: a question may have passed from one matter to
        // another.
        for (const auto& [id, schedule] : after.schedules) {
            resolve_what_is_over(view_of(after, id));
        }
        for (News& one : Returning(draft_, after, current_).run()) news_.push_back(std::move(one));
        NoticeWriter writer(draft_, after, result_);
        writer.write(write_digests(draft_, after, {current_, writer.letters(news_)}, result_));
        write_invitations(draft_, after, result_);
        result_.moves = moves(before_, after);
        look_ahead(after);
    }

private:
    void record(journal::Payload payload, const std::string& body) {
        draft_.record(std::move(payload), body, {"dutyd", "", "", ""});
    }

    /// As things stand now; if nothing has been recorded, only time has passed, and both looks are
    /// one.
    Snapshot present() const {
        if (draft_.events().empty()) return before_;
        return snapshot_after(draft_, before_);
    }

    void look_ahead(const Snapshot& after) {
        if (!sight_.everybody) result_.outlook = *draft_.outlook();
        const auto wakes = next_wakes(after, draft_.state());
        for (const auto& [id, body] : after.bodies) {
            const auto wake = wakes.find(id);
            result_.outlook.set(id,
                                wake == wakes.end() ? std::nullopt : std::optional(wake->second));
            result_.outlook.set_agenda(id, std::make_shared<const Agenda>(after, id));
            result_.outlook.set_look(id, std::make_shared<const Look>(after, id));
        }
    }

    /// Freezes the first complete forecast of each matter, once every limit that is known has a
    /// forecast before it. That moves no date, so only those matters are looked at again.
    Snapshot with_first_plans(Snapshot now) {
        std::vector<std::string> frozen;
        for (const auto& [id, schedule] : now.schedules) {
            const plan::Matter& matter = *now.matter(id);
            if (matter.first_plan_frozen || !is_complete(view_of(now, id))) continue;
            record(journal::FirstPlanFrozen{id, told_dates(view_of(now, id))}, matter.body);
            frozen.push_back(id);
        }
        now.state = draft_.state();
        for (const std::string& id : frozen) {
            const plan::Matter& matter = *now.matter(id);
            now.schedules.insert_or_assign(
                id, schedule_matter(now.state, now.bodies.at(matter.body), matter));
        }
        return now;
    }

    static bool is_complete(const alert::View& view) {
        bool any = false;
        for (std::size_t n = 0; n < view.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            const plan::Outcome& outcome = view.outcome(i);
            if (!outcome.limit.date || !outcome.counts || !alert::is_open(outcome)) continue;
            if (!outcome.forecast.is_known()) return false;
            any = true;
        }
        return any;
    }

    static std::vector<journal::ToldDate> told_dates(const alert::View& view) {
        std::vector<journal::ToldDate> dates;
        for (std::size_t n = 0; n < view.size(); ++n) {
            const auto i = static_cast<DutyIndex>(n);
            const plan::Outcome& outcome = view.outcome(i);
            if (!outcome.counts || !alert::is_open(outcome)) continue;
            const bool told = view.record(i).told_forecast || view.record(i).told_limit;
            if (!outcome.forecast.date && !outcome.limit.date && !told) continue;
            dates.push_back({view.duty(i).id, outcome.forecast.date, outcome.limit.date});
        }
        return dates;
    }

    void assess_matter(const Snapshot& after, const std::string& id) {
        const alert::View view = view_of(after, id);
        const auto current = alert::watch(view);
        for (const Alert& found : current) {
            raise_if_new(found, view);
            current_.emplace(found.key, found);
        }
        find_moves(id, view);
    }

    bool may_tell_now(const Alert& found, const alert::View& view) const {
        // What concerns another body is no occasion to tell this one what waits.
        const bool asked = occasion_ == Occasion::commands && touched_.contains(view.body.id);
        if (asked || alert::is_urgent(found)) return true;
        return in_working_hours(before_.bodies.at(view.body.id),
                                office_days(draft_.state(), view.body));
    }

    void raise_if_new(const Alert& found, const alert::View& view) {
        const auto known = draft_.state().alerts.find(found.key);
        if (known != draft_.state().alerts.end()) {
            if (!may_come_back(known->second, found.condition)) return;
        }
        if (may_tell_now(found, view)) raise(found, view);
    }

    void raise(const Alert& found, const alert::View& view) {
        record(journal::AlertRaised{found.key, name(found.condition), found.matter, found.duty,
                                    name(found.level), found.headline},
               view.body.id);
        const People people(draft_.state(), view.body, view.now.date);
        news_.push_back({found, people.of(found.roles)});
        const bool again = !draft_.state().alerts.at(found.key).notices.empty();
        if (again) news_.back().alert.why = "this is so again";
    }

    void find_moves(const std::string& id, const alert::View& view) {
        if (before_.schedules.count(id) == 0 || !view.matter.first_plan_frozen) return;
        const alert::View before = view_of(before_, id);
        const alert::Cause cause = causes_.of(view.matter);
        auto slip = alert::find_slip(before, view, cause);
        // What moved nothing by itself may have brought back what drifted meanwhile.
        if (!slip && cause.reschedules) slip = alert::find_slip(before, view, drift(draft_));
        if (!slip || !may_tell_now(*slip, view)) return;
        supersede(id, slip->key, view.body.id);
        raise(*slip, view);
        void_answers(*slip, view.body.id);
        record(journal::PeopleTold{id, told_dates(view), draft_.settings().engine_version},
               view.body.id);
    }

    /// Every alert the matter ever had, by key.
    std::vector<const AlertRecord*> alerts_of(const std::string& matter) const {
        std::vector<const AlertRecord*> alerts;
        const auto* keys = draft_.state().alert_keys.get(matter);
        if (keys == nullptr) return alerts;
        for (const std::string& key : *keys) alerts.push_back(&draft_.state().alerts.at(key));
        return alerts;
    }

    /// Whoever answered for dates that have moved since answered for something else.
    void void_answers(const Alert& slip, const std::string& body) {
        std::vector<std::string> answered;
        for (const AlertRecord* one : alerts_of(slip.matter)) {
            const AlertRecord& known = *one;
            const bool is_answered =
                known.stage == alert::Stage::acknowledged || known.stage == alert::Stage::snoozed;
            if (!is_answered || !hangs_on_forecast(known)) continue;
            if (std::find(slip.moved.begin(), slip.moved.end(), known.duty) == slip.moved.end()) {
                continue;
            }
            answered.push_back(known.key);
        }
        for (const std::string& key : answered) {
            record(journal::AlertReturned{key, "the dates have moved again"}, body);
        }
    }

    static bool hangs_on_forecast(const AlertRecord& known) {
        for (const Condition condition :
             {Condition::slack, Condition::unreachable, Condition::no_meeting,
              Condition::last_meeting, Condition::papers, Condition::start_by,
              Condition::overdue}) {
            if (known.condition == name(condition)) return true;
        }
        return false;
    }

    /// A newer move of the same matter stands for the older ones.
    void supersede(const std::string& matter, const std::string& key, const std::string& body) {
        std::vector<std::string> older;
        for (const AlertRecord* known : alerts_of(matter)) {
            const bool move = known->condition == name(Condition::slip) ||
                              known->condition == name(Condition::recovered);
            if (move && !known->resolved && known->key != key) older.push_back(known->key);
        }
        for (const std::string& known : older) {
            record(journal::AlertResolved{known, "the dates have moved again"}, body);
        }
    }

    /// A breach of doing it with a partner falls away if the partner's own act was taken back.
    static bool partner_taken_back(const AlertRecord& alert, const rules::Duty& duty,
                                   const alert::View& view) {
        const auto with = alert.key.rfind("/with-");
        if (with == std::string::npos) return false;
        for (const rules::Limit& limit : duty.limits) {
            const auto partner = view.matter.network->find(limit.partner);
            const auto done = partner ? view.record(*partner).done : std::nullopt;
            if (!done) continue;
            const std::string now = fmt::format("/with-{}-{}", limit.partner, done->iso());
            if (alert.key.substr(with) == now) return false;
        }
        return true;
    }

    /// How an open alert ends; nothing while it goes on. A breach ends only with the duty done and
    /// an account of it recorded.
    std::optional<std::string> ending(const AlertRecord& alert, const alert::View& view) const {
        const auto index = view.matter.network->find(alert.duty);
        const bool open = index && alert::is_open(view.outcome(*index));
        if (needs_account(alert.condition)) {
            if (index && partner_taken_back(alert, view.duty(*index), view)) {
                return "what it should have been done with was taken back";
            }
            const bool breach = alert.condition == name(Condition::breached);
            if (!breach && current_.count(alert.key) == 0) return "no longer so";
            if (alert.account.empty() || (breach && open)) return std::nullopt;
            return "accounted for by " + alert.accounted_by;
        }
        if (alert.condition == name(Condition::slip) ||
            alert.condition == name(Condition::recovered)) {
            return open ? std::nullopt : std::optional<std::string>("done");
        }
        if (current_.count(alert.key) > 0) return std::nullopt;
        return open ? "no longer so" : "done";
    }

    void resolve_what_is_over(const alert::View& view) {
        std::vector<journal::AlertResolved> over;
        for (const AlertRecord* alert : alerts_of(view.matter.id)) {
            if (alert->resolved) continue;
            const auto how = ending(*alert, view);
            if (how) over.push_back({alert->key, *how});
        }
        for (journal::AlertResolved& resolved : over) record(std::move(resolved), view.body.id);
    }

    Draft& draft_;
    Causes causes_;
    const Sight sight_;
    const Snapshot before_;
    const Sight touched_;  // by what was recorded, not by what is concluded from it
    const Occasion occasion_;
    TurnResult& result_;
    std::vector<News> news_;
    Current current_;
};

}  // namespace

void assess(Draft& draft, const State& before, Occasion occasion, TurnResult& result) {
    Assessment(draft, before, occasion, result).run();
}

}  // namespace dutyd::engine
