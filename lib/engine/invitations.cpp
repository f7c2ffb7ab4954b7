// SPDX-License-Identifier: MIT
#include "lib/engine/invitations.hpp"

#include "lib/alert/view.hpp"
#include "lib/alert/words.hpp"
#include "lib/base/check.hpp"
#include "lib/base/hash.hpp"
#include "lib/engine/working_time.hpp"

#include <fmt/format.h>

namespace dutyd::engine {

using civil::Date;

namespace {

/// Further ahead a date is likely to move, and nobody plans their day yet.
constexpr int horizon_days = 60;

struct Appointment {
    Date day;
    std::optional<civil::TimeOfDay> time;
    bool meeting = false;
};

class InvitationRound {
public:
    InvitationRound(Draft& draft, const Snapshot& after, TurnResult& result)
        : draft_(draft), after_(after), result_(result) {}

    void run() {
        for (const auto& [id, schedule] : after_.schedules) {
            const plan::Matter& matter = *after_.matter(id);
            const BodyView& body = after_.bodies.at(matter.body);
            if (!in_working_hours(body, office_days(after_.state, *body.body))) continue;
            for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
                look_at(matter, static_cast<plan::DutyIndex>(n));
            }
        }
    }

private:
    const plan::Outcome& outcome(const plan::Matter& matter, plan::DutyIndex i) const {
        return after_.schedule(matter.id).outcomes[i];
    }

    /// The meeting it lands on, otherwise its limit; nothing once it is done or falls away.
    std::optional<Appointment> appointment(const plan::Matter& matter, plan::DutyIndex i) const {
        const plan::Outcome& found = outcome(matter, i);
        const rules::DutyKind kind = matter.network->duty(i).kind;
        if (!found.counts || !alert::is_open(found)) return std::nullopt;
        if (kind == rules::DutyKind::automatic) return std::nullopt;
        if (found.meeting) {
            for (const plan::MeetingSlot& slot : after_.bodies.at(matter.body).meetings) {
                if (slot.id == *found.meeting) return Appointment{slot.date, slot.time, true};
            }
        }
        if (!found.limit.date) return std::nullopt;
        return Appointment{*found.limit.date, found.limit.time, false};
    }

    void look_at(const plan::Matter& matter, plan::DutyIndex i) {
        const BodyView& body = after_.bodies.at(matter.body);
        const rules::Duty& duty = matter.network->duty(i);
        const People people(after_.state, *body.body, body.now->date);
        const std::string& role = duty.owner.empty() ? body.body->fallback_role : duty.owner;
        Persons persons;
        for (const std::string& person : people.of(role)) {
            if (draft_.settings().calendar_people.count(person) > 0) persons.insert(person);
        }
        if (persons.empty()) return;
        const auto wanted = appointment(matter, i);
        const bool done = matter.records[i].done.has_value();
        for (const std::string& person : persons) {
            const auto sent =
                draft_.state().invitations.find(std::pair{person, uid(matter.id, duty.id)});
            const Invitation* last =
                sent == draft_.state().invitations.end() ? nullptr : &sent->second;
            if (!is_due(last, wanted, body.now->date) || (last != nullptr && done)) continue;
            send({&matter, i, person}, last, wanted);
        }
    }

    static bool is_due(const Invitation* last, const std::optional<Appointment>& wanted,
                       Date today) {
        if (last == nullptr || !last->day) {
            return wanted && wanted->day >= today &&
                   wanted->day <= today + civil::Days{horizon_days};
        }
        if (!wanted) return *last->day >= today;
        return wanted->day != *last->day || wanted->time != last->time;
    }

    struct Target {
        const plan::Matter* matter;
        plan::DutyIndex index;
        std::string person;
    };

    void send(const Target& to, const Invitation* last, const std::optional<Appointment>& wanted) {
        DUTYD_CHECK(wanted || last != nullptr);  // what was never sent is not cancelled
        const rules::Duty& duty = to.matter->network->duty(to.index);
        const BodyView& body = after_.bodies.at(to.matter->body);
        const NoticeWriter writer(draft_, after_, result_);
        alert::Invitation invitation{
            wanted ? alert::Invitation::Method::request : alert::Invitation::Method::cancel,
            uid(to.matter->id, duty.id),
            last == nullptr ? 0 : last->sequence + 1,
            duty.title,
            "",
            wanted ? wanted->day : *last->day,
            std::nullopt,
            draft_.now()};
        const auto time = wanted ? wanted->time : last->time;
        if (time) invitation.begins = body.zone->instant(invitation.day, *time);
        invitation.summary = (wanted && !wanted->meeting ? "Limit: " : "") + duty.title;
        invitation.description = alert::provision_words(duty);
        const std::string day = civil::short_text(invitation.day);
        Notice notice;
        notice.person = to.person;
        notice.not_before = draft_.now();
        notice.message_id = writer.message_id(to.person, {invitation.uid, day});
        notice.references = {writer.thread(to.matter->id + "/" + duty.id)};
        const std::string what = wanted ? invitation.summary + ", " + day
                                        : "No longer in the calendar: " + duty.title + ", " + day;
        const alert::Section section{
            what,
            wanted ? "Keep the day free; accepting is not recorded." : "Nothing.",
            {"Provision: " + invitation.description + ".",
             fmt::format("The count: dutyctl why {}/{}", to.matter->id, duty.id)},
            ""};
        const alert::Message message =
            alert::lay_out(what, {section}, "", writer.context(body.body->name, notice.message_id));
        notice.subject = message.subject;
        notice.text = message.text;
        notice.html = message.html;
        draft_.record(
            journal::InvitationMade{notice.message_id, to.person, invitation.uid,
                                    invitation.sequence, to.matter->id, duty.id,
                                    wanted ? std::optional(wanted->day) : std::nullopt, time},
            to.matter->body, {"dutyd", "", "", ""});
        notice.invitation = std::move(invitation);
        result_.notices.push_back(std::move(notice));
    }

    std::string uid(const std::string& matter, const std::string& duty) const {
        return sha256_hex(matter + "/" + duty).substr(0, 24) + "@" +
               draft_.settings().message_domain;
    }

    Draft& draft_;
    const Snapshot& after_;
    TurnResult& result_;
};

}  // namespace

void write_invitations(Draft& draft, const Snapshot& after, TurnResult& result) {
    if (draft.settings().calendar_people.empty()) return;
    InvitationRound(draft, after, result).run();
}

}  // namespace dutyd::engine
