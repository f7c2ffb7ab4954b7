// SPDX-License-Identifier: MIT
// Commands about one duty of one matter.
#include "lib/engine/decide_parts.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

namespace {

struct DutyTarget {
    const plan::Matter* matter;
    plan::DutyIndex index;
    const rules::Duty& duty() const { return matter->network->duty(index); }
    const plan::DutyRecord& record() const { return matter->records[index]; }
};

Result<DutyTarget> find_target(const Deciding& on, const std::string& matter,
                               const std::string& duty) {
    auto found = find_matter(on.bench.state, matter);
    if (!found) return found.error();
    auto index = find_duty(**found, duty);
    if (!index) return index.error();
    return DutyTarget{*found, *index};
}

/// The day of an act: given or today; what lies ahead has not happened.
Result<Date> act_day(const Deciding& on, const plan::Matter& matter, std::optional<Date> given) {
    const Date today = on.bench.moment(matter.body).date;
    const Date day = given.value_or(today);
    if (day > today) {
        return make_error(fmt::format("{} has not come yet", day.iso()),
                          "record what has happened; for a plan set a target instead");
    }
    return day;
}

Diagnostic already(const DutyTarget& target, const std::string& what, Date day) {
    return make_error(
        fmt::format("'{}' is already recorded as {} on {}", target.duty().id, what, day.iso()),
        fmt::format("to correct it: dutyctl reopen {}/{} and record it again", target.matter->id,
                    target.duty().id));
}

Decision one(const DutyTarget& target, journal::Payload payload, std::string did) {
    Decision decision;
    decision.payloads.push_back(std::move(payload));
    decision.did.push_back(std::move(did));
    decision.matter = target.matter->id;
    return decision;
}

}  // namespace

Result<Decision> Deciding::operator()(const Start& start) const {
    const auto target = find_target(*this, start.matter, start.duty);
    if (!target) return target.error();
    if (target->record().done) return already(*target, "done", *target->record().done);
    const auto day = act_day(*this, *target->matter, start.on);
    if (!day) return day.error();
    return one(*target, journal::DutyStarted{target->matter->id, target->duty().id, *day},
               fmt::format("'{}' started on {}", target->duty().title, day->iso()));
}

Result<Decision> Deciding::operator()(const DoneCommand& done) const {
    const auto target = find_target(*this, done.matter, done.duty);
    if (!target) return target.error();
    if (target->record().done) return already(*target, "done", *target->record().done);
    if (target->record().waived) {
        return make_error(fmt::format("'{}' has been waived", target->duty().id),
                          "reopen it before recording it done");
    }
    const auto day = act_day(*this, *target->matter, done.on);
    if (!day) return day.error();
    auto decision = one(*target,
                        journal::DutyDone{target->matter->id, target->duty().id, *day, done.at,
                                          done.by, done.evidence},
                        fmt::format("'{}' done on {}", target->duty().title, day->iso()));
    const auto& allowed = target->duty().may_be_done_by;
    const bool by_another = !done.by.empty() && done.by != target->duty().bearer &&
                            std::find(allowed.begin(), allowed.end(), done.by) == allowed.end();
    if (by_another) {
        decision.did.push_back(fmt::format("recorded as done by {}: the law puts it on {}", done.by,
                                           target->duty().bearer));
    }
    return decision;
}

Result<Decision> Deciding::operator()(const Reopen& reopen) const {
    const auto target = find_target(*this, reopen.matter, reopen.duty);
    if (!target) return target.error();
    if (!target->record().done && !target->record().waived) {
        return make_error(
            fmt::format("'{}' is not done, so it cannot be reopened", target->duty().id));
    }
    return one(*target, journal::DutyReopened{target->matter->id, target->duty().id},
               fmt::format("'{}' is open again", target->duty().title));
}

Result<Decision> Deciding::operator()(const Waive& waive) const {
    const auto target = find_target(*this, waive.matter, waive.duty);
    if (!target) return target.error();
    if (target->record().done) return already(*target, "done", *target->record().done);
    if (command.reason.empty()) return reason_needed("to waive a duty");
    return one(*target, journal::DutyWaived{target->matter->id, target->duty().id},
               fmt::format("'{}' waived", target->duty().title));
}

Result<Decision> Deciding::operator()(const Target& set) const {
    const auto target = find_target(*this, set.matter, set.duty);
    if (!target) return target.error();
    return one(*target, journal::TargetSet{target->matter->id, target->duty().id, set.date},
               set.date
                   ? fmt::format("target of '{}' set to {}", target->duty().title, set.date->iso())
                   : fmt::format("target of '{}' taken away", target->duty().title));
}

Result<Decision> Deciding::operator()(const Override& set) const {
    const auto target = find_target(*this, set.matter, set.duty);
    if (!target) return target.error();
    if (command.authority.empty()) {
        return make_error("a limit is law: only an authority can fix another date",
                          "name it: --authority \"High Court order of 3 March 2025\"");
    }
    return one(*target, journal::LimitOverridden{target->matter->id, target->duty().id, set.limit},
               set.limit
                   ? fmt::format("limit of '{}' fixed at {} by {}", target->duty().title,
                                 set.limit->iso(), command.authority)
                   : fmt::format("limit of '{}' is the law's own again", target->duty().title));
}

Result<Decision> Deciding::operator()(const Urgency& urgency) const {
    const auto target = find_target(*this, urgency.matter, urgency.duty);
    if (!target) return target.error();
    if (!target->duty().meeting) {
        return make_error(fmt::format("'{}' is not taken at a meeting", target->duty().id));
    }
    if (command.reason.empty()) return reason_needed("for a chair's urgency");
    const auto meeting = bench.state.meetings.find(target->matter->body + "/" + urgency.meeting);
    if (meeting == bench.state.meetings.end() || meeting->second.cancelled) {
        return make_error(fmt::format("there is no meeting '{}'", urgency.meeting),
                          "dutyctl upcoming shows the meetings by id");
    }
    return one(*target,
               journal::UrgencyAccepted{target->matter->id, target->duty().id, urgency.meeting},
               fmt::format("a late paper for '{}' is accepted at the meeting on {}",
                           target->duty().title, meeting->second.meeting.date.iso()));
}

Result<Decision> Deciding::operator()(const Note& note) const {
    auto matter = find_matter(bench.state, note.matter);
    if (!matter) return matter.error();
    if (!note.duty.empty()) {
        const auto index = find_duty(**matter, note.duty);
        if (!index) return index.error();
    }
    if (command.reason.empty()) return reason_needed("as the text of the note");
    Decision decision;
    decision.payloads.push_back(journal::NoteMade{(*matter)->id, note.duty});
    decision.did.push_back("note kept");
    decision.matter = (*matter)->id;
    return decision;
}

Result<Decision> Deciding::operator()(const Adopt& adopt) const {
    auto matter = find_matter(bench.state, adopt.matter);
    if (!matter) return matter.error();
    const std::string& procedure = (*matter)->network->procedure().id;
    const std::string own_name = (*matter)->id.substr((*matter)->id.rfind('/') + 1);
    if (bench.state.library->procedure_for((*matter)->body, procedure, own_name) == nullptr) {
        return make_error(
            fmt::format("{} has no procedure '{}' any more", (*matter)->body, procedure),
            (*matter)->id + " keeps the one it has");
    }
    Decision decision;
    decision.payloads.push_back(journal::ProcedureAdopted{(*matter)->id});
    decision.did.push_back(
        fmt::format("{} now follows the procedure as the packs have it", (*matter)->id));
    decision.matter = (*matter)->id;
    return decision;
}

}  // namespace dutyd::engine
