// SPDX-License-Identifier: MIT
// One deciding function for each kind of command; internal to decide*.cpp.
#pragma once

#include "lib/engine/decide.hpp"

#include <algorithm>

namespace dutyd::engine {

struct Deciding {
    const Bench& bench;
    const Command& command;

    Result<Decision> operator()(const Open& given) const;
    Result<Decision> operator()(const Record& record) const;
    Result<Decision> operator()(const Withdraw& withdraw) const;
    Result<Decision> operator()(const Start& start) const;
    Result<Decision> operator()(const DoneCommand& done) const;
    Result<Decision> operator()(const Reopen& reopen) const;
    Result<Decision> operator()(const Waive& waive) const;
    Result<Decision> operator()(const Target& set) const;
    Result<Decision> operator()(const Override& set) const;
    Result<Decision> operator()(const Urgency& urgency) const;
    Result<Decision> operator()(const PauseCommand& given) const;
    Result<Decision> operator()(const Resume& resume) const;
    Result<Decision> operator()(const Election& election) const;
    Result<Decision> operator()(const MeetingAdd& add) const;
    Result<Decision> operator()(const MeetingMove& move) const;
    Result<Decision> operator()(const MeetingCancel& cancel) const;
    Result<Decision> operator()(const HolidayProclaim& proclaim) const;
    Result<Decision> operator()(const HolidayWithdraw& withdraw) const;
    Result<Decision> operator()(const Acknowledge& ack) const;
    Result<Decision> operator()(const Snooze& snooze) const;
    Result<Decision> operator()(const AbsenceCommand& absence) const;
    Result<Decision> operator()(const Item& item) const;
    Result<Decision> operator()(const Evidence& evidence) const;
    Result<Decision> operator()(const Assess& assess) const;
    Result<Decision> operator()(const Note& note) const;
    Result<Decision> operator()(const Adopt& adopt) const;
};

/// What to say where a command came without its reason: "to waive a duty".
Diagnostic reason_needed(const std::string& what);

/// "General election" and 2024 give "general-election-2024".
std::string slug(const std::string& title, int year);

}  // namespace dutyd::engine
