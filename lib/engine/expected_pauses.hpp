// SPDX-License-Identifier: MIT
// Pre-election periods as the packs let an office expect them: laid over the forecasts as soon as a
// poll is on record, until somebody says when they really begin and end, or that there is none.
// Like every pause they move no limit.
#pragma once

#include "lib/engine/snapshot.hpp"

namespace dutyd::engine {

/// Those of the body that nobody has declared or rejected, and whose poll is not a year past.
std::vector<ExpectedPause> expected_pauses(const State& state, const BodyView& body);

/// "pcc-election-2024-05-02": what a pause is called that confirms one of these.
std::string expected_pause_id(const rules::PauseTemplate& pause, civil::Date poll);

/// The first template of the packs the body, or any body, runs that this kind of election brings.
const rules::PauseTemplate* template_for(const rules::Library& library, const std::string& body,
                                         const std::string& kind);

/// Whether the office is asked about it today: some working weeks before it is expected to begin,
/// until the poll.
bool is_asked_about(const ExpectedPause& expected, civil::Date today,
                    const civil::OpenDays& office_days);
/// A duty that it would suspend and that is still to be done.
struct SuspendedDuty {
    std::string matter;
    plan::DutyIndex duty;
};
std::optional<SuspendedDuty> first_suspended(const Snapshot& snapshot, const std::string& body,
                                             const ExpectedPause& expected);

}  // namespace dutyd::engine
