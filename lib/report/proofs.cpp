// SPDX-License-Identifier: MIT
// One duty or one item of a checklist as a proof: the first line of the table in docs/reports.md
// that fits it.
#include "lib/alert/view.hpp"
#include "lib/base/text.hpp"
#include "lib/report/compliance.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

using plan::Risk;
using plan::Standing;
using rules::DutyKind;

struct Finding {
    Compliance compliance;
    std::string because;
};

std::string done_words(const DutyView& at) {
    return "done on " + day(at.record().done);
}

Finding of_done(const DutyView& at) {
    const plan::Risks risks = at.outcome->risks;
    if (plan::has(risks, Risk::out_of_order)) {
        return {Compliance::not_met, done_words(at) + ", before what must come first"};
    }
    if (plan::has(risks, Risk::too_early)) {
        return {Compliance::not_met, done_words(at) + ", before the law allows it"};
    }
    if (at.outcome->standing == Standing::done_late || plan::has(risks, Risk::breached)) {
        return {Compliance::full_late, done_words(at) + ", after its limit"};
    }
    if (!at.record().done) return {Compliance::full, "it has happened"};
    return {Compliance::full, done_words(at)};
}

/// A hard gate of law that is still open; nothing if none is.
std::optional<DutyView> open_gate(const Office& office, const DutyView& at) {
    for (const plan::Link& link : at.matter->network->before(at.index)) {
        const DutyView gate = office.duty(*at.matter, link.other);
        if (!link.soft && gate.outcome->counts && alert::is_open(*gate.outcome)) return gate;
    }
    return std::nullopt;
}

/// What is owed only on the day another duty is done, while that one is not done.
const rules::Limit* waits_for_partner(const Office& office, const DutyView& at) {
    const rules::Limit* partner = nullptr;
    for (const rules::Limit& limit : at.duty().limits) {
        if (limit.kind != rules::LimitKind::with) return nullptr;
        const auto other = office.duty(*at.matter, limit.partner);
        if (other && !other->record().done) partner = &limit;
    }
    return partner;
}

Finding of_constant(const Office& office, const DutyView& at) {
    if (at.duty().kind == DutyKind::power) {
        return {Compliance::not_required, "a power, not a duty"};
    }
    if (const auto gate = open_gate(office, at)) {
        return {Compliance::not_required,
                fmt::format("not before \"{}\" is done", gate->duty().title)};
    }
    const std::size_t items = at.duty().checklist.size();
    if (items > 0 && at.record().items.size() >= items) {
        return {Compliance::full, "its checklist is covered; it is never finished"};
    }
    if (!at.record().evidence.empty()) {
        return {Compliance::full, "shown by the evidence; it is never finished"};
    }
    return {Compliance::in_progress, "it is never finished, and no evidence of it is recorded"};
}

/// Something of law that must come before it is done.
bool has_begun(const DutyView& at) {
    const plan::Network& network = *at.matter->network;
    std::vector<bool> seen(network.size());
    std::vector<plan::DutyIndex> open = {at.index};
    while (!open.empty()) {
        const plan::DutyIndex i = open.back();
        open.pop_back();
        for (const plan::Link& link : network.before(i)) {
            if (seen[link.other]) continue;
            seen[link.other] = true;
            open.push_back(link.other);
            const bool of_law = !network.duty(link.other).from_overlay;
            if (of_law && at.matter->records[link.other].done) return true;
        }
    }
    return false;
}

Finding of_open(const Office& office, const DutyView& at) {
    const plan::Outcome& outcome = *at.outcome;
    if (plan::has(outcome.risks, Risk::breached)) {
        return {Compliance::not_met, "its limit has passed: " + day(outcome.limit)};
    }
    if (outcome.standing == Standing::voided) {
        return {Compliance::not_met, done_words(at) + ", which the law treats as not done"};
    }
    if (outcome.standing == Standing::in_progress || outcome.standing == Standing::paused) {
        return {Compliance::in_progress,
                fmt::format("{} since {}", plan::text(outcome.standing), day(at.record().started))};
    }
    if (const rules::Limit* with = waits_for_partner(office, at)) {
        const rules::Duty* partner = at.matter->network->procedure().find(with->partner);
        return {Compliance::not_required,
                fmt::format("due on the day of \"{}\", which is not done",
                            partner != nullptr ? partner->title : with->partner)};
    }
    if (outcome.limit.date && !plan::has(outcome.risks, Risk::unreachable) && has_begun(at)) {
        return {Compliance::next_steps,
                fmt::format("limit {}, expected {}", day(outcome.limit), day(outcome.forecast))};
    }
    if (outcome.forecast.date) {
        return {Compliance::planned, "expected " + day(outcome.forecast)};
    }
    return {Compliance::open, outcome.waiting_for.empty() ? "no day can be given"
                                                          : "waits for " + outcome.waiting_for};
}

/// The facts that nobody has recorded, by their titles.
std::string missing_words(const DutyView& at) {
    std::vector<std::string> titles;
    for (const std::string& name : at.outcome->missing_facts) {
        std::string title = name;
        for (const rules::FactDeclaration& fact : at.matter->network->procedure().facts) {
            if (fact.name == name && !fact.title.empty()) title = fact.title;
        }
        titles.push_back(std::move(title));
    }
    return join(titles, "; ");
}

Finding find(const Office& office, const DutyView& at) {
    const DutyKind kind = at.duty().kind;
    const plan::Outcome& outcome = *at.outcome;
    if (outcome.standing == Standing::done || outcome.standing == Standing::done_late) {
        return of_done(at);
    }
    if (outcome.standing == Standing::waived) {
        return {Compliance::not_required, "waived on " + day(at.record().waived_on)};
    }
    if (kind == DutyKind::continuous || kind == DutyKind::power) return of_constant(office, at);
    if (!outcome.counts) {
        return {Compliance::not_required, outcome.missing_facts.empty()
                                              ? "not required"
                                              : "not known yet: " + missing_words(at)};
    }
    return of_open(office, at);
}

/// The parts of "procedure/duty/item".
std::vector<std::string> parts_of(const std::string& name) {
    return split(name, '/');
}

/// The duty of a procedure that need not run here; nothing if no pack has it.
const rules::Duty* in_packs(const Office& office, const std::vector<std::string>& parts) {
    if (parts.size() < 2) return nullptr;
    for (const rules::Pack& pack : office.library().packs) {
        for (const rules::Procedure& procedure : pack.procedures) {
            if (procedure.id == parts[0]) return procedure.find(parts[1]);
        }
    }
    return nullptr;
}

Proof start(const Office& office, const std::string& name) {
    Proof proof;
    proof.name = name;
    const std::vector<std::string> parts = parts_of(name);
    const rules::Duty* duty = in_packs(office, parts);
    proof.title = duty != nullptr ? duty->title : name;
    const plan::Matter* matter = office.current_matter(parts.front());
    if (matter != nullptr && parts.size() > 1) proof.at = office.duty(*matter, parts[1]);
    if (!proof.at) proof.because = fmt::format("no matter of {} is open", parts.front());
    return proof;
}

void note_record(Proof& proof) {
    proof.title = proof.at->duty().title;
    proof.on = proof.at->record().done;
    proof.evidence = proof.at->record().evidence;
}

}  // namespace

Proof duty_proof(const Office& office, const std::string& name) {
    Proof proof = start(office, name);
    if (!proof.at) return proof;
    note_record(proof);
    Finding found = find(office, *proof.at);
    proof.compliance = found.compliance;
    proof.because = std::move(found.because);
    return proof;
}

Proof item_proof(const Office& office, const std::string& name) {
    Proof proof = start(office, name);
    const std::vector<std::string> parts = parts_of(name);
    proof.item = parts.back();
    if (!proof.at) return proof;
    for (const rules::ChecklistItem& item : proof.at->duty().checklist) {
        if (item.id == proof.item) proof.title = item.title;
    }
    const auto& items = proof.at->record().items;
    const auto recorded = items.find(proof.item);
    if (recorded != items.end()) {
        proof.compliance = Compliance::full;
        proof.because = "covered on " + day(recorded->second.on);
        proof.on = recorded->second.on;
        proof.evidence = recorded->second.evidence;
        return proof;
    }
    Finding found = find(office, *proof.at);
    const bool done =
        found.compliance == Compliance::full || found.compliance == Compliance::full_late;
    proof.compliance = done ? Compliance::not_shown : found.compliance;
    proof.because = done ? fmt::format("\"{}\" is {}, but nothing is recorded for this item",
                                       proof.at->duty().title, done_words(*proof.at))
                         : found.because;
    return proof;
}

}  // namespace dutyd::report
