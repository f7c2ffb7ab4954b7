// SPDX-License-Identifier: MIT
// The day-by-day count behind a date, written down by the very code that counts. A recorder is
// either present or absent; computing never takes another path when nobody asks why.
#pragma once

#include "lib/civil/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dutyd::civil {

/// One line: a day that was counted (with its number), a day that was passed over (with the
/// reason), or a step ("the day before 2024-05-02") with the date it gives.
struct LedgerLine {
    enum class Kind { counted, passed_over, step };
    Kind kind;
    std::optional<Date> date;
    std::int32_t number = 0;
    std::string text;
    bool provisional = false;
};

class Ledger {
public:
    /// Longest ledger kept; a longer one has a step in its middle that says how many lines it left
    /// out there.
    static constexpr std::size_t lines_max = 4000;

    void counted(Date date, std::int32_t number, std::string text, bool provisional);
    void passed_over(Date date, std::string reason, bool provisional);
    void step(std::string text, std::optional<Date> date);

    const std::vector<LedgerLine>& lines() const { return lines_; }

private:
    void add(LedgerLine line);

    std::vector<LedgerLine> lines_;
    std::size_t left_out_ = 0;
};

}  // namespace dutyd::civil
