// SPDX-License-Identifier: MIT
// Why every date of a duty is what it is: the law behind it and the chains that drive its dates.
#include "lib/alert/slip.hpp"
#include "lib/alert/words.hpp"
#include "lib/engine/query_law.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

using plan::DutyIndex;
using plan::Outcome;
using plan::Reason;

namespace {

std::string verification_word(rules::Verification verified) {
    switch (verified) {
        case rules::Verification::text:
            return "text";
        case rules::Verification::guidance:
            return "guidance";
        case rules::Verification::secondary:
            return "secondary";
        case rules::Verification::memory:
            return "memory";
        case rules::Verification::doubtful:
            return "doubtful";
    }
    DUTYD_CHECK(false);
}

/// What one query looks at.
struct Subject {
    const Snapshot& snapshot;
    const plan::Matter& matter;
    DutyIndex duty;

    const BodyView& body() const { return snapshot.bodies.at(matter.body); }
    const Outcome& outcome(DutyIndex i) const { return snapshot.schedule(matter.id).outcomes[i]; }
    const rules::Duty& rule(DutyIndex i) const { return matter.network->duty(i); }
};

/// One step of a driving chain as a sentence.
std::string sentence(const Subject& subject, DutyIndex i, const Reason& reason) {
    const std::string date = alert::date_words(reason.date);
    const std::string title = "\"" + subject.rule(i).title + "\"";
    const std::string other =
        reason.other ? "\"" + subject.rule(*reason.other).title + "\"" : std::string{};
    switch (reason.kind) {
        case Reason::Kind::now:
            return fmt::format("{} can start now, {}", title, date);
        case Reason::Kind::done:
            return fmt::format("{} was done on {}", title, date);
        case Reason::Kind::started:
            return fmt::format("{} was started on {}", title, date);
        case Reason::Kind::predecessor:
            return fmt::format("{} follows {}, {}", title, other, date);
        case Reason::Kind::bar:
            return fmt::format("{} may not be done before {}{}", title, date,
                               reason.label.empty() ? "" : " (" + reason.label + ")");
        case Reason::Kind::meeting:
            return fmt::format("{} goes to the meeting on {}", title, date);
        case Reason::Kind::pause:
            return fmt::format("{} loses {} working days to the pause {}, which ends {}", title,
                               reason.days, reason.label, date);
        case Reason::Kind::expected:
            return fmt::format("{} is expected by {}", title, date);
        case Reason::Kind::limit:
            return fmt::format("{} has its limit on {}", title, date);
        case Reason::Kind::successor:
            return fmt::format("{} must be done by {} so that {} is still in time", title, date,
                               other);
        case Reason::Kind::partner:
            return fmt::format("{} must be done the same day as {}, {}", title, other, date);
        case Reason::Kind::unknown:
            return fmt::format("{}: {}", title, reason.label);
    }
    DUTYD_CHECK(false);
}

using Reasons = const std::vector<Reason>& (*)(const Outcome&);

/// Follows the reasons from a duty to where the chain begins.
json::array chain(const Subject& subject, Reasons reasons_of) {
    json::array steps;
    DutyIndex i = subject.duty;
    for (std::size_t n = 0; n <= subject.matter.network->size(); ++n) {
        std::optional<DutyIndex> next;
        for (const Reason& reason : reasons_of(subject.outcome(i))) {
            steps.push_back(json::object{{"duty", subject.rule(i).id},
                                         {"date", date_json(reason.date)},
                                         {"text", sentence(subject, i, reason)}});
            if (reason.other && !next) next = reason.other;
        }
        if (!next) break;
        i = *next;
    }
    return steps;
}

json::object meeting_json(const Subject& subject, const std::string& id) {
    for (const plan::MeetingSlot& slot : subject.body().meetings) {
        if (slot.id != id) continue;
        return {{"meeting", slot.id},
                {"date", slot.date.iso()},
                {"kind", slot.kind},
                {"papers-deadline", slot.papers_deadline.iso()},
                {"publication-limit", slot.publication_limit.iso()},
                {"assumed", slot.assumed}};
    }
    return {};
}

json::object meetings_json(const Subject& subject, const Outcome& outcome) {
    json::object object;
    if (outcome.meeting) object["lands-on"] = meeting_json(subject, *outcome.meeting);
    if (outcome.last_usable_meeting) {
        object["last-usable"] = meeting_json(subject, *outcome.last_usable_meeting);
    }
    const auto& binding = subject.rule(subject.duty).meeting;
    for (const auto& calendar : subject.body().body->meeting_calendars) {
        if (calendar.id != binding->calendar) continue;
        object["papers-rule"] = calendar.papers.text();
        object["papers-law"] = citations_json(calendar.papers_law);
    }
    return object;
}

json::array pauses_json(const Subject& subject, const Outcome& outcome) {
    json::array pauses;
    for (const std::string& id : outcome.paused_by) {
        for (const plan::Pause& pause : subject.body().pauses) {
            if (pause.id == id) pauses.push_back(pause_json(pause));
        }
    }
    return pauses;
}

}  // namespace

json::array citations_json(const std::vector<rules::Citation>& law) {
    json::array list;
    for (const rules::Citation& citation : law) {
        list.push_back(json::object{{"cite", citation.cite},
                                    {"verified", verification_word(citation.verified)},
                                    {"on", date_json(citation.on)},
                                    {"note", citation.note}});
    }
    return list;
}

Result<json::value> why(const Snapshot& snapshot, const std::string& name) {
    const auto named = find_scheduled(snapshot, name);
    if (!named) return named.error();
    if (!named->duty) {
        return make_error("'" + name + "' is a matter; why needs one of its duties",
                          "for example " + name + "/" + named->matter->network->duty(0).id);
    }
    const Subject subject{snapshot, *named->matter, *named->duty};
    const Outcome& outcome = subject.outcome(subject.duty);
    const rules::Duty& rule = subject.rule(subject.duty);
    json::object object = duty_json(snapshot, subject.matter, subject.duty);
    object["law"] = citations_json(rule.law);
    object["assumption"] = rule.assumption;
    object["takes"] = rules::text(rule.takes);
    const LawSubject law{snapshot, *named->matter, *named->duty};
    object["limits"] = limits_json(law);
    object["bars"] = bars_json(law);
    object["facts"] = facts_behind(law);
    object["forecast-chain"] = chain(
        subject, [](const Outcome& o) -> const std::vector<Reason>& { return o.forecast_reasons; });
    object["latest-safe-chain"] =
        chain(subject,
              [](const Outcome& o) -> const std::vector<Reason>& { return o.latest_safe_reasons; });
    if (rule.meeting) object["meetings"] = meetings_json(subject, outcome);
    object["paused-by"] = pauses_json(subject, outcome);
    return json::value(std::move(object));
}

}  // namespace dutyd::engine
