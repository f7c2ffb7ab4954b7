// SPDX-License-Identifier: MIT
#include "lib/report/law_duty.hpp"

#include "lib/base/text.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

using rules::Alternative;
using rules::Duty;
using rules::Limit;

template <class Titled>
std::string title_of(const std::vector<Titled>& list, const std::string& id) {
    for (const Titled& one : list) {
        if (one.id == id && !one.title.empty()) return one.title;
    }
    return id;
}

std::string kind_words(rules::DutyKind kind) {
    switch (kind) {
        case rules::DutyKind::limit:
            return "a duty with a limit";
        case rules::DutyKind::gate:
            return "a gate: what follows waits for it";
        case rules::DutyKind::soft_gate:
            return "a soft gate: what follows is only warned";
        case rules::DutyKind::continuous:
            return "constant: it is never finished";
        case rules::DutyKind::power:
            return "a power: it may be used, and lapses";
        case rules::DutyKind::automatic:
            break;
    }
    return "by force of law: nobody has to act";
}

std::string gravity_words(rules::Gravity gravity) {
    if (gravity == rules::Gravity::minor) return "minor";
    return gravity == rules::Gravity::grave ? "grave" : "serious";
}

/// Citations with their marks and notes, a line each.
std::string law_words(const std::vector<rules::Citation>& law) {
    std::vector<std::string> lines;
    lines.reserve(law.size());
    for (const rules::Citation& one : law) {
        lines.push_back(citations({one}) + (one.note.empty() ? "" : ": " + one.note));
    }
    return join(lines, "\n");
}

std::string in_force(const Alternative& one) {
    std::string words;
    if (one.in_force_from) words += " from " + civil::long_text(*one.in_force_from);
    if (one.in_force_to) words += " to " + civil::long_text(*one.in_force_to);
    return words.empty() ? "" : "in force" + words;
}

/// Collects what there is to say of one duty, label by label.
class DutyList {
public:
    DutyList(const rules::Procedure& procedure, const RuleWords& words, const RoleTitles& titles)
        : procedure_(procedure), words_(words), titles_(titles) {}

    Table of(const Duty& duty) {
        table_ = {duty.title, {}, {{""}, {""}}, {}, "", Shape::list};
        say_code("Id", duty.id);
        say("Bearer", titles_.party(duty.bearer));
        say("Owner", duty.owner.empty() ? "nobody" : titles_.role(duty.owner));
        say("Kind", kind_words(duty.kind));
        say("Law", law_words(duty.law));
        if (duty.when) say_condition("Only if", *duty.when);
        say("After", gates(duty));
        if (duty.meeting) say("Done at", meeting(*duty.meeting));
        for (const Limit& limit : duty.limits) say_limit(limit, duty);
        for (const rules::Bar& bar : duty.bars) say_bar(bar);
        say("Checklist", checklist(duty));
        say_how(duty);
        return std::move(table_);
    }

private:
    void say(const std::string& what, const std::string& text) {
        if (!text.empty()) table_.rows.push_back({{{what}, {text}}});
    }
    void say_code(const std::string& what, const std::string& text) {
        if (!text.empty()) {
            table_.rows.push_back({{{what}, {text, Tone::plain, Face::code}}});
        }
    }
    void say_condition(const std::string& what, const rules::Condition& condition) {
        say_code(what, condition.text());
        say("that is", words_.condition(condition));
    }
    void say_rule(const std::string& what, const std::optional<rules::Expression>& rule) {
        if (!rule) return;
        say_code(what, rule->text());
        say("that is", words_.rule(*rule));
    }

    std::string duty_title(const std::string& id) const {
        const Duty* duty = procedure_.find(id);
        return duty != nullptr ? duty->title : id;
    }
    std::string gates(const Duty& duty) const {
        std::vector<std::string> lines;
        for (const rules::Edge& edge : duty.after) {
            std::string line = duty_title(edge.duty);
            if (edge.lag.n > 0) line += ", and " + rules::text(edge.lag);
            if (edge.soft) line += " (otherwise a warning)";
            lines.push_back(std::move(line));
        }
        return join(lines, "\n");
    }
    static std::string meeting(const rules::MeetingBinding& binding) {
        const std::string kinds =
            binding.kinds.empty() ? "any" : "a " + join(binding.kinds, " or ");
        return fmt::format("{} meeting of the calendar \"{}\"", kinds, binding.calendar);
    }
    std::string checklist(const Duty& duty) const {
        std::vector<std::string> lines;
        for (const rules::ChecklistItem& item : duty.checklist) {
            std::vector<std::string> cites;
            for (const rules::Citation& one : item.law) {
                cites.push_back(fmt::format("{} [{}]", one.cite, mark(one.verified)));
            }
            lines.push_back(item.title + (cites.empty() ? "" : ": " + join(cites, "; ")));
        }
        return join(lines, "\n");
    }

    void say_limit(const Limit& limit, const Duty& duty) {
        const std::string what = "Limit, " + rules::text(limit.kind);
        if (limit.kind == rules::LimitKind::with) {
            say(what, "the same day as \"" + duty_title(limit.partner) + "\"");
        } else if (limit.rule) {
            say_rule(what, limit.rule);
        } else if (limit.versions.empty() && limit.dispute.readings.empty()) {
            say(what, "no number of days");
        } else {
            say(what, limit.versions.empty() ? "disputed" : "in several versions");
        }
        say_rule("Opens", limit.opens);
        for (const Alternative& version : limit.versions) say_version(version);
        say_dispute(limit.dispute, "earliest day");
        if (limit.when) say_condition("It runs only if", *limit.when);
        const std::string law = law_words(limit.law);
        if (law != law_words(duty.law)) say("Law of the limit", law);
        std::string missed = gravity_words(limit.gravity);
        if (limit.directory) missed += ", not invalid for lateness alone";
        if (!limit.missing.empty()) missed += ": " + limit.missing;
        say("If it is missed", missed);
    }
    void say_version(const Alternative& version) {
        std::vector<std::string> when;
        if (version.when) when.push_back(words_.condition(*version.when));
        const std::string days = in_force(version);
        if (!days.empty()) when.push_back(days);
        say("Version", when.empty() ? "always" : join(when, "; "));
        say_rule("its rule", version.rule);
        say_rule("its opening", version.opens);
        say("its law", law_words(version.law));
    }
    void say_dispute(const rules::Dispute& dispute, const char* safest) {
        if (dispute.readings.empty()) return;
        say_code("Disputed", dispute.question);
        say("which counts", dispute.chosen.empty()
                                ? fmt::format("the safest, which is the {}", safest)
                                : fmt::format("\"{}\", as the pack has chosen", dispute.chosen));
        for (const Alternative& reading : dispute.readings) {
            say("Reading \"" + reading.id + "\"", reading.title);
            say_rule("its rule", reading.rule);
            say("its law", law_words(reading.law));
        }
    }
    void say_bar(const rules::Bar& bar) {
        say_rule("Barred from", bar.from);
        if (bar.until) {
            say_rule("Not before", bar.until);
        } else if (bar.dispute.readings.empty()) {
            say("Not before", "no end in sight");
        }
        say_dispute(bar.dispute, "latest day");
        if (bar.when) say_condition("It bars only if", *bar.when);
        say("why", bar.why);
        say("An early act is",
            bar.effect == rules::Bar::Effect::not_done ? "treated as not done" : "unlawful");
        say("Law of the bar", law_words(bar.law));
    }
    void say_how(const Duty& duty) {
        std::vector<std::string> parties;
        for (const std::string& id : duty.may_be_done_by) parties.push_back(titles_.party(id));
        say("May be done by", join(parties, "; "));
        if (duty.takes.n > 0) say("Takes", rules::text(duty.takes));
        say_rule("Expected", duty.expect);
        say_rule("Target", duty.target);
        std::vector<std::string> activities;
        for (const std::string& id : duty.activities) activities.push_back(titles_.activity(id));
        say("A pause may suspend it as", join(activities, "; "));
        say("Assurance", duty.assurance);
        say("Evidence", duty.evidence);
    }

    const rules::Procedure& procedure_;
    const RuleWords& words_;
    const RoleTitles& titles_;
    Table table_;
};

}  // namespace

std::string RoleTitles::party(const std::string& id) const {
    return title_of(pack_.parties, id);
}

std::string RoleTitles::role(const std::string& id) const {
    return title_of(pack_.roles, id);
}

std::string RoleTitles::activity(const std::string& id) const {
    return title_of(pack_.activities, id);
}

Section duties_section(const rules::Procedure& procedure, const RuleWords& words,
                       const RoleTitles& titles) {
    Section section{"Duties", {}, {}};
    DutyList list(procedure, words, titles);
    for (const Duty& duty : procedure.duties) section.tables.push_back(list.of(duty));
    return section;
}

LawCounts count_law(const rules::Procedure& procedure) {
    LawCounts counts;
    counts.duties = procedure.duties.size();
    counts.switched_off = procedure.switched_off.size();
    for (const Duty& duty : procedure.duties) {
        counts.limits += duty.limits.size();
        counts.items += duty.checklist.size();
        for (const Limit& limit : duty.limits) counts.readings += limit.dispute.readings.size();
        for (const rules::Bar& bar : duty.bars) counts.readings += bar.dispute.readings.size();
    }
    return counts;
}

}  // namespace dutyd::report
