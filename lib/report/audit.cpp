// SPDX-License-Identifier: MIT
#include "lib/report/audit.hpp"

#include "lib/base/text.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

namespace {

bool is_for(const rules::Audit& audit, const std::string& body) {
    return audit.bodies.empty() ||
           std::find(audit.bodies.begin(), audit.bodies.end(), body) != audit.bodies.end();
}

/// The latest as at its day; of two for one day the one made later.
const engine::RowAssessment* latest(const Office& office, const rules::Audit& audit,
                                    const std::string& row) {
    const auto& all = office.snapshot().state.assessments;
    const auto made = all.find({office.body().id, audit.id, row});
    if (made == all.end()) return nullptr;
    const engine::RowAssessment* found = nullptr;
    for (const engine::RowAssessment& one : made->second) {
        if (found == nullptr || one.on >= found->on) found = &one;
    }
    return found;
}

std::string newer_than(const std::vector<Proof>& proofs, civil::Date day_of_assessment) {
    std::vector<std::string> newer;
    for (const Proof& proof : proofs) {
        if (proof.on && *proof.on > day_of_assessment) {
            newer.push_back(fmt::format("{}, {}", proof.title, day(proof.on)));
        }
    }
    return join(newer, "; ");
}

/// Walks the rows as a tree, parts before the row they make up.
class Auditor {
public:
    Auditor(const Office& office, const rules::Audit& audit) : office_(office), audit_(audit) {}

    std::vector<AuditLine> work_out() {
        add_under("", 0);
        return std::move(lines_);
    }

private:
    /// The verdicts of the rows directly under this one.
    std::vector<Verdict> add_under(const std::string& parent, int depth) {
        std::vector<Verdict> verdicts;
        for (const rules::AuditRow& row : audit_.rows) {
            if (row.under == parent) verdicts.push_back(add(row, depth));
        }
        return verdicts;
    }

    Verdict add(const rules::AuditRow& row, int depth) {
        const std::size_t place = lines_.size();
        AuditLine line;
        line.row = &row;
        line.depth = depth;
        for (const std::string& name : row.duties) {
            line.proofs.push_back(duty_proof(office_, name));
        }
        for (const std::string& name : row.items) {
            line.proofs.push_back(item_proof(office_, name));
        }
        lines_.push_back(std::move(line));
        const std::vector<Verdict> parts = add_under(row.number, depth + 1);
        AuditLine& kept = lines_[place];
        kept.derived = verdict(office_, kept.proofs, parts);
        compare(kept);
        return kept.derived;
    }

    void compare(AuditLine& line) const {
        line.assessment = latest(office_, audit_, line.row->number);
        if (line.assessment == nullptr) return;
        line.understood = understand(line.assessment->wording);
        line.contradiction =
            line.understood && contradict(*line.understood, line.derived.compliance);
        line.newer = newer_than(line.proofs, line.assessment->on);
    }

    const Office& office_;
    const rules::Audit& audit_;
    std::vector<AuditLine> lines_;
};

}  // namespace

Result<const rules::Audit*> find_audit(const Office& office, const std::string& name) {
    std::vector<const rules::Audit*> audits;
    std::vector<std::string> known;
    for (const rules::Audit& audit : office.library().audits) {
        if (!is_for(audit, office.body().id)) continue;
        if (audit.id == name) return &audit;
        audits.push_back(&audit);
        known.push_back(audit.id);
    }
    if (audits.empty()) {
        return make_error(fmt::format("no audit is written for {}", office.body().id),
                          "audits lie in audits/ of the calendars folder; see docs/pack-format.md");
    }
    if (name.empty() && audits.size() == 1) return audits.front();
    if (name.empty()) {
        return make_error(fmt::format("there are {} audits", audits.size()),
                          "name one: --audit " + join(known, ", or --audit "));
    }
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "there are: " + join(known, ", ");
    return make_error(fmt::format("there is no audit '{}'", name), std::move(hint));
}

std::vector<AuditLine> audit_lines(const Office& office, const rules::Audit& audit) {
    return Auditor(office, audit).work_out();
}

}  // namespace dutyd::report
