// SPDX-License-Identifier: MIT
#include "lib/engine/expected_pauses.hpp"

#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/engine/matter_facts.hpp"
#include "lib/engine/rounds.hpp"

#include <algorithm>

namespace dutyd::engine {

using civil::Date;
using rules::PauseTemplate;

namespace {

constexpr civil::Days remembered_for{366};
/// Working days before its expected beginning from which the office is asked.
constexpr int asked_before = 20;
/// Days before the poll from which it is asked where nothing tells the beginning.
constexpr civil::Days asked_before_poll{60};

bool names(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

bool runs_pack(const rules::Library& library, const std::string& body, const std::string& pack) {
    const auto procedures = library.procedures_of(body);
    return std::any_of(procedures.begin(), procedures.end(),
                       [&](const rules::Procedure* one) { return one->pack == pack; });
}

/// A pause of another name that stops the same work until the same poll says it as well.
bool covers(const plan::Pause& declared, const PauseTemplate& expected, Date poll) {
    const bool same_work =
        std::all_of(expected.activities.begin(), expected.activities.end(),
                    [&](const std::string& one) { return names(declared.activities, one); });
    return same_work &&
           (declared.days.contains(poll) || declared.days.contains(poll - civil::Days{1}));
}

/// Its id, the id a pause of its title would have had, or the same work.
bool is_declared(const State& state, const std::string& body, const PauseTemplate& expected,
                 Date poll) {
    const std::string id = expected_pause_id(expected, poll);
    const std::string of_year = expected.id + "-" + std::to_string(poll.ymd().year);
    return std::any_of(state.pauses.begin(), state.pauses.end(), [&](const auto& item) {
        const plan::Pause& pause = item.second;
        if (!pause.body.empty() && pause.body != body) return false;
        return pause.id == id || pause.id == of_year || pause.id == body + "-" + id ||
               covers(pause, expected, poll);
    });
}

std::string provision_of(const PauseTemplate& expected) {
    std::vector<std::string> cites;
    for (const rules::Citation& one : expected.law) cites.push_back(one.cite);
    return join(cites, "; ");
}

ExpectedPause expect(const MatterFacts& facts, const PauseTemplate& rule,
                     const ElectionRecord& election) {
    ExpectedPause expected{{expected_pause_id(rule, election.poll),
                            election.body,
                            rule.title,
                            rule.activities,
                            {election.poll, election.poll},
                            provision_of(rule),
                            true},
                           false,
                           election.poll};
    const auto first =
        rule.first ? rules::evaluate(*rule.first, facts) : Result<rules::When>(rules::When{});
    const auto last =
        rule.last ? rules::evaluate(*rule.last, facts) : Result<rules::When>(rules::When{});
    if (!first || !first->date) return expected;
    expected.has_first = true;
    expected.pause.days = {*first->date, std::nullopt};
    if (last && last->is_known() && *last->date >= *first->date) {
        expected.pause.days.last = last->date;
    }
    return expected;
}

/// Facts that the pack declares, for expressions that belong to no procedure.
rules::Procedure at_large(const rules::Pack& pack) {
    rules::Procedure all;
    all.pack = pack.id;
    all.facts = pack.facts;
    all.ignored = pack.ignored;
    return all;
}

std::vector<ElectionRecord> remembered(const State& state, const BodyView& body) {
    std::vector<ElectionRecord> elections;
    for (const ElectionRecord* election : elections_of(state, body.body->id)) {
        if (election->called_off) continue;
        if (election->poll + remembered_for >= body.now->date) elections.push_back(*election);
    }
    return elections;
}

}  // namespace

std::string expected_pause_id(const PauseTemplate& pause, Date poll) {
    return pause.id + "-" + poll.iso();
}

const PauseTemplate* template_for(const rules::Library& library, const std::string& body,
                                  const std::string& kind) {
    for (const rules::Pack& pack : library.packs) {
        if (!body.empty() && !runs_pack(library, body, pack.id)) continue;
        for (const PauseTemplate& pause : pack.pauses) {
            if (names(pause.elections, kind)) return &pause;
        }
    }
    return nullptr;
}

std::vector<ExpectedPause> expected_pauses(const State& state, const BodyView& body) {
    std::vector<ExpectedPause> expected;
    const std::string& id = body.body->id;
    const auto elections = remembered(state, body);
    for (const rules::Pack& pack : state.library->packs) {
        if (elections.empty() || pack.pauses.empty() || !runs_pack(*state.library, id, pack.id)) {
            continue;
        }
        const rules::Procedure declared = at_large(pack);
        for (const PauseTemplate& pause : pack.pauses) {
            for (const ElectionRecord& election : elections) {
                if (!names(pause.elections, election.kind)) continue;
                if (is_declared(state, id, pause, election.poll)) continue;
                const MatterFacts facts(state, body, declared);
                expected.push_back(expect(facts.at(election), pause, election));
            }
        }
    }
    return expected;
}

bool is_asked_about(const ExpectedPause& expected, Date today, const civil::OpenDays& office_days) {
    if (today > expected.poll) return false;
    if (!expected.has_first) return today >= expected.poll - asked_before_poll;
    const auto from = office_days.nth_before(expected.pause.days.first, asked_before);
    return from && today >= *from;
}

std::optional<SuspendedDuty> first_suspended(const Snapshot& snapshot, const std::string& body,
                                             const ExpectedPause& expected) {
    for (const auto& [id, schedule] : OfOwner(snapshot.schedules, body)) {
        const plan::Matter& matter = *snapshot.matter(id);
        for (std::size_t n = 0; n < schedule->outcomes.size(); ++n) {
            const auto i = static_cast<plan::DutyIndex>(n);
            const plan::Outcome& outcome = schedule->outcomes[n];
            if (!outcome.counts || !alert::is_open(outcome)) continue;
            const auto& activities = matter.network->duty(i).activities;
            const bool suspended = std::any_of(
                activities.begin(), activities.end(),
                [&](const std::string& one) { return names(expected.pause.activities, one); });
            if (suspended) return SuspendedDuty{id, i};
        }
    }
    return std::nullopt;
}

}  // namespace dutyd::engine
