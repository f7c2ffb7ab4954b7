// SPDX-License-Identifier: MIT
// Stretches of days, and the periods a public body lives by: financial year, quarter, month and
// year. A Period has both ends inclusive, as the law states them; one without a last day is open
// and has not ended yet.
#pragma once

#include "lib/civil/date.hpp"

#include <optional>

namespace dutyd::civil {

struct Period {
    Date first;
    std::optional<Date> last;

    bool is_open() const { return !last; }
    bool contains(Date date) const { return first <= date && (!last || date <= *last); }
    friend bool operator==(const Period&, const Period&) = default;
};

enum class PeriodKind { financial_year, quarter, month, year };

/// Where a body's financial year begins; quarters follow it. PRSRA 2011 Sch 1 para 16: 1 April.
struct FiscalYearStart {
    int month = 4;
    int day = 1;
};

/// The period of this kind that contains `date`.
Result<Period> period_containing(PeriodKind kind, Date date, FiscalYearStart start = {});
/// The period of this kind `steps` after the one containing `date` (before it, if negative).
Result<Period> period_relative(PeriodKind kind, Date date, int steps, FiscalYearStart start = {});
/// "financial year 2024/25", "May 2028", "2028", "quarter beginning 2024-07-01".
std::string period_text(PeriodKind kind, const Period& period);

/// "2024-05-02..2024-05-09"; "2024-05-02.." is open. Last before first is an error.
Result<Period> parse_period(std::string_view text);
std::string iso(const Period& period);

}  // namespace dutyd::civil
