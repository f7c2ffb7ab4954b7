// SPDX-License-Identifier: MIT
// Why one duty's date is another than it was: its facts, the pauses and meetings on the way to it,
// the work before it. Each answer is a phrase, or empty if that was not the cause.
#pragma once

#include "lib/report/office.hpp"

namespace dutyd::report {

/// One duty at two times. References: made for one call.
struct Twice {
    const Office& then;
    const Office& now;
    const DutyView& was;
    const DutyView& is;
};

/// Facts that the duty's limits, or its target, are counted from.
std::string cause_in_facts(const Twice& duty, const std::vector<std::string>& facts);
std::vector<std::string> facts_of_limits(const rules::Procedure& procedure,
                                         const rules::Duty& duty);
/// A pause on the way to it that is new or has other days.
std::string cause_in_pauses(const Twice& duty);
/// The first piece of work on the way to it that went otherwise than was expected.
std::string cause_in_work(const Twice& duty);
/// The packs, holidays and bodies that were adopted.
std::string cause_in_calendars(const Twice& duty);

}  // namespace dutyd::report
