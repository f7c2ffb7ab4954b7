// SPDX-License-Identifier: MIT
// The statutory register: every duty the law puts on or around a body, whether or not a matter is
// open, with its law, bearer and owner, when it was last done and when it comes next. Steps of the
// office's own are not in it: no law asks for them.
#pragma once

#include "lib/report/office.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

struct RegisterEntry {
    const rules::Procedure* procedure = nullptr;
    const rules::Duty* duty = nullptr;
    std::optional<DutyView> last;   // done, the latest of any matter
    std::optional<DutyView> next;   // open, the earliest of any matter
    std::string switched_off = {};  // why nothing is computed with it; empty: it counts
};

/// In the order of the packs.
std::vector<RegisterEntry> statutory_register(const Office& office);

Report register_report(const Office& office);

}  // namespace dutyd::report
