// SPDX-License-Identifier: MIT
// Questions people ask, answered from a snapshot as JSON values with stable keys. dutyctl prints
// tables from them, the HTTP interface sends them as they are, the tests compare them: one shape
// for all. docs/openapi.yaml describes the interface.
#pragma once

#include "lib/base/result.hpp"
#include "lib/engine/snapshot.hpp"
#include "lib/engine/turn.hpp"

#include <boost/json/value.hpp>

namespace dutyd::engine {

/// Empty fields do not filter. `standing` may name a standing or a risk.
struct UpcomingFilter {
    std::string body;
    std::string owner;
    std::string bearer;
    std::string standing;
    std::string matter;
    std::optional<int> days;  // next date within so many days
    std::optional<std::size_t> limit;
    bool include_done = false;
};

/// {"as-of", "today", "found",
///  "duties": [{"matter","duty","title","bearer","owner","standing","risks":[...],
///   "limit","limit-bound","forecast","forecast-bound","latest-safe","slack","target","actual",
///   "meeting","papers-deadline","last-usable-meeting","next","next-what","waiting-for",
///   "provisional"}]} ordered by next date.
/// `found`: how many there are, where the snapshot holds only those that will be shown.
boost::json::value upcoming(const Snapshot& snapshot, const UpcomingFilter& filter,
                            std::optional<std::size_t> found = {});

/// {"matters": [{"matter","body","procedure","title","opened","done","open","next",...}]}
boost::json::value matters(const Snapshot& snapshot, const std::string& body);

/// A matter ("leicestershire/plan-2024" or "plan-2024" if unambiguous) with its facts and duties,
/// or one duty ("plan-2024/issue" or "leicestershire/plan-2024/issue"). Errors suggest the nearest
/// name.
Result<boost::json::value> show(const Snapshot& snapshot, const std::string& name);

/// Why every date of a duty is what it is: limits with their rule in words, citations and ledgers,
/// the driving chains of forecast and latest safe date, slack, meeting choice, pauses, standing,
/// risk.
Result<boost::json::value> why(const Snapshot& snapshot, const std::string& name);

/// {"alerts": [{"key","condition","severity","matter","duty","text","raised-at","acknowledged-by",
///   "acknowledged-until","resolved","notices":[...]}]}; `include_resolved` for all.
enum class AlertScope { open, all };
boost::json::value alerts(const Snapshot& snapshot, AlertScope scope);

/// What a turn would do: moves, new alerts and notices (person, subject, text), and answers or
/// errors.
boost::json::value preview(const TurnResult& result);
boost::json::value answer(const Answer& answer);

/// One journal event for `dutyctl log`: seq, recorded-at, effective, kind, actor, authority, text,
/// and the payload's own keys.
boost::json::value log_entry(const journal::Event& event);

/// {"bodies","matters","duties","open-alerts","seq","last-event","next-wake", counts by risk ...}
boost::json::value status(const Snapshot& snapshot);

}  // namespace dutyd::engine
