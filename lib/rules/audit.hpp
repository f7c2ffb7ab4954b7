// SPDX-License-Identifier: MIT
// An audit as an office keeps it: numbered requirements of the law, how it is assured that each is
// met, and which duties or checklist items show it. Parsed from calendars/audits/<id>.toml. It
// holds no dates and no judgement: those come from live matters and from officers.
#pragma once

#include "lib/rules/pack.hpp"

namespace dutyd::rules {

struct AuditRow {
    std::string number;  // "6", "6a"; unique in its audit
    std::string under;   // the row this one is a part of; empty: none
    std::string requirement;
    std::string legislation;
    std::string assurance;
    std::string notes;
    std::vector<std::string> duties;  // "procedure/duty"
    std::vector<std::string> items;   // "procedure/duty/item"
    Place where = {};
};

struct Audit {
    std::string id;
    std::string title;
    std::string pack;
    std::vector<std::string> bodies;  // empty: every body
    std::vector<AuditRow> rows;
    Place where = {};
};

}  // namespace dutyd::rules
