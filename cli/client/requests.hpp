// SPDX-License-Identifier: MIT
// From checked arguments to what is asked of the daemon. Nothing is looked up here: names travel as
// they were typed and the daemon says which it does not know.
#pragma once

#include "cli/client/arguments.hpp"
#include "cli/client/call.hpp"
#include "cli/print/paper.hpp"

#include <boost/json/object.hpp>

namespace dutyd::cli {

/// A question in the form that the daemon and the database reader both answer.
struct Question {
    std::string path;  // "/v1/upcoming"
    std::vector<std::pair<std::string, std::string>> parameters;
};

/// A report comes ready to print, so it is asked for in a format and as wide as the paper.
Question question_of(const Arguments& arguments, const Paper& paper);
Request request_of(const Question& question);

/// The body of a change. `client_id` is used unless the arguments name one.
boost::json::object command_of(const Arguments& arguments, const std::string& client_id);

/// The body that moves a simulated clock; an error unless exactly one way is given.
Result<boost::json::object> clock_move_of(const Arguments& arguments);

/// The text with all but unreserved letters (RFC 3986) percent-encoded.
std::string percent_encoded(std::string_view text);

}  // namespace dutyd::cli
