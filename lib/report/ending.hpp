// SPDX-License-Identifier: MIT
// What falls after a body's last day: given the fact a pack names in `ends-with`, the limits that
// come later and who inherits the duties. Until the fact is recorded nothing has been enacted, and
// all there is to show is how the next election stands; a day may be supposed, and is shown as
// such.
#pragma once

#include "lib/report/office.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

struct LaterLimit {
    DutyView at;
    rules::When limit;
    std::string successor;  // empty: nobody is named
};

struct PackEnding {
    const rules::Pack* pack = nullptr;
    std::string title;               // of the fact
    std::optional<civil::Date> day;  // the body's last
    std::string status;              // "recorded", "expected", ...; "supposed"; empty without a day
    std::string source;
    std::vector<LaterLimit> limits;   // by day
    std::vector<DutyView> unlimited;  // open with no limit in days: they pass as they stand
};

struct NextElection {
    const rules::ScheduledElection* election = nullptr;
    rules::When poll;
};

/// `supposed`: look at this day instead of the recorded one.
std::vector<PackEnding> endings(const Office& office, std::optional<civil::Date> supposed);
std::vector<NextElection> next_elections(const Office& office);

Report ending_report(const Office& office, std::optional<civil::Date> supposed);

}  // namespace dutyd::report
