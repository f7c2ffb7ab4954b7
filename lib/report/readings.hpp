// SPDX-License-Identifier: MIT
// Where the law is disputed: every question, every rule it stands at, its readings with what each
// comes to in the body's matters, which of them counts and who chose it. What counts is decided by
// the body, else by the pack, else it is the safest; here it is only shown.
#pragma once

#include "lib/report/office.hpp"
#include "lib/report/sheet.hpp"

namespace dutyd::report {

enum class ChosenBy { nobody, pack, body };
/// "safest", "pack", "body".
std::string word(ChosenBy by);

/// One reading in one open matter.
struct ReadingDay {
    const plan::Matter* matter = nullptr;
    rules::When when;
    bool counts = false;
};

struct DisputedReading {
    const rules::Alternative* reading = nullptr;
    bool chosen = false;  // by the body or the pack
    std::vector<ReadingDay> days;
};

/// One rule with disputed words.
struct DisputedRule {
    const rules::Procedure* procedure = nullptr;
    const rules::Duty* duty = nullptr;
    bool is_bar = false;
    std::string kind;  // "hard limit", "bar"
    const rules::Dispute* dispute = nullptr;
    ChosenBy by = ChosenBy::nobody;
    std::string chosen;  // a reading's id; empty: the safest
    std::vector<DisputedReading> readings;
};

/// By question, and within one in the order of the packs.
std::vector<DisputedRule> disputed_rules(const Office& office);

/// A reading of which days count in a day set. It is off unless the body has chosen it.
struct DisputedDays {
    std::string day_set;
    std::string title;  // of the day set
    std::string reading;
    bool chosen = false;
};
std::vector<DisputedDays> disputed_days(const Office& office);

Report readings_report(const Office& office);

}  // namespace dutyd::report
