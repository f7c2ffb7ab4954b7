// SPDX-License-Identifier: MIT
// Outcomes of the loop's work as responses, and the daemon's own part of the status. Pure but for
// what it reads of the loop.
#pragma once

#include "daemon/http/message.hpp"
#include "daemon/loop/loop.hpp"

namespace dutyd::daemon {

enum class Preview { no, only };
/// Takes "preview" out of a request body.
Result<Preview> take_preview(boost::json::object& body);

/// Where {"to": ...} or {"days": ...} moves a clock that stands at `now`.
Result<civil::Instant> clock_target(const boost::json::object& body, civil::Instant now,
                                    const civil::Zone& zone);

http::Response verdict_response(const Verdict& verdict);
http::Response preview_response(const engine::TurnResult& result);
http::Response advance_response(const AdvanceReport& report, const civil::Zone& zone);
http::Response reload_response(const ReloadOutcome& outcome);

/// Adds "daemon", "mail", "store", "findings" and, if so, "reload-failed".
void add_daemon_status(boost::json::object& status, Loop& loop);

/// One line for the service manager.
std::string status_line(const Loop& loop);

}  // namespace dutyd::daemon
