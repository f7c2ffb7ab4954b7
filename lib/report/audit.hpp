// SPDX-License-Identifier: MIT
// The legislative audit: numbered requirements of the law in the shape offices print them, each
// with the officer's latest dated assessment beside what the record itself says. The two are never
// mixed; where they contradict each other, both stand there and it is said.
#pragma once

#include "lib/report/compliance.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

struct AuditLine {
    const rules::AuditRow* row = nullptr;
    int depth = 0;
    std::vector<Proof> proofs;
    Verdict derived;
    const engine::RowAssessment* assessment = nullptr;  // the latest
    std::optional<Compliance> understood;               // what its words say
    bool contradiction = false;
    /// What was recorded after the day of the assessment: "Prepare the draft, 20 September 2024".
    std::string newer;
};

/// The only audit of the body, or the one named. Errors name those there are.
Result<const rules::Audit*> find_audit(const Office& office, const std::string& name);

/// Rows in their order, parts under the row they are part of.
std::vector<AuditLine> audit_lines(const Office& office, const rules::Audit& audit);

Report audit_report(const Office& office, const rules::Audit& audit);

}  // namespace dutyd::report
