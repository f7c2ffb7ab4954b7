// SPDX-License-Identifier: MIT
// What each answer looks like for people and, where a table makes sense, as CSV. Pure functions of
// the answer's JSON; the keys are those of docs/openapi.yaml.
#pragma once

#include "cli/print/paper.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace dutyd::cli {

std::string print_upcoming(const boost::json::value& answer, const Paper& paper);
std::string print_matters(const boost::json::value& answer, const Paper& paper);
std::string print_alerts(const boost::json::value& answer, const Paper& paper);
std::string print_rehearsal(const boost::json::value& answer, const Paper& paper);
std::string print_log(const boost::json::value& answer, const Paper& paper);
std::string print_outbox(const boost::json::value& answer, const Paper& paper);
std::string print_status(const boost::json::value& status, const Paper& paper);
std::string print_show(const boost::json::value& answer, const Paper& paper);
std::string print_preview(const boost::json::value& answer, const Paper& paper);
/// What a change, a move of the clock and a reload came to.
std::string print_recorded(const boost::json::value& reply, const Paper& paper);
std::string print_clock(const boost::json::value& reply, const Paper& paper);
std::string print_reloaded(const boost::json::value& reply, const Paper& paper);

/// What was looked at, and what each channel said to a test message.
std::string print_doctor(const boost::json::value& answer, const Paper& paper);
std::string print_tested(const boost::json::value& answer, const Paper& paper);

enum class Counts { short_form, full_ledger };
std::string print_why(const boost::json::value& answer, Counts counts, const Paper& paper);

/// Whether all is well, for the exit code of `dutyctl status`.
bool is_well(const boost::json::value& status);

}  // namespace dutyd::cli
