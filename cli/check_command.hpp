// SPDX-License-Identifier: MIT
// `dutyctl check`: reads everything a calendars folder holds and says all that is wrong with it at
// once, then what is worth knowing. Reads no file and no clock: the texts and the day are
// arguments.
#pragma once

#include "lib/rules/library.hpp"

#include <iosfwd>

namespace dutyd::cli {

struct CheckOptions {
    bool json = false;
    /// The day of the check: packs past their verification and calendars running out are listed
    /// for it. Nothing: not listed.
    std::optional<civil::Date> today = {};
};

/// Prints errors, then findings, then a line that counts them. 0: no errors (findings may be); 1:
/// errors, or nothing to check.
int run_check_command(const std::vector<rules::SourceFile>& files, const CheckOptions& options,
                      std::ostream& out, std::ostream& err);

}  // namespace dutyd::cli
