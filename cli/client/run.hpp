// SPDX-License-Identifier: MIT
// One run of dutyctl: parse, ask, print. What needs the database, the calendars or the engine comes
// in as functions: the small dutyctl runs another process for them, dutyctl-local has them itself.
#pragma once

#include "cli/client/arguments.hpp"
#include "cli/client/requests.hpp"
#include "cli/client/world.hpp"
#include "daemon/host/places.hpp"

#include <boost/json/object.hpp>
#include <functional>

namespace dutyd::cli {

/// An answer from the database, and how old it is, in words for the first line on stderr. With a
/// refusal there is no body: the question names what does not exist.
struct OldAnswer {
    std::string body;
    std::string age;
    Diagnostics refusal;
};

struct LocalCommands {
    /// What a configuration file says; an empty path means the usual one, which may be absent.
    std::function<Result<host::Places>(const std::string& config)> places;
    std::function<Result<OldAnswer>(const std::string& database, const Question&)> ask_database;
    std::function<Outcome(const Arguments&, const World&)> date;
    std::function<Outcome(const Arguments&, const World&)> check;
    std::function<Outcome(const Arguments&, const World&)> replay;
    std::function<Outcome(const Arguments&, const World&)> law;
    /// The health of a dutyd that is stopped, as JSON, and one check that only the kernel can tell.
    std::function<Result<std::string>(const Arguments&, const World&)> examine_stopped;
    std::function<boost::json::object()> kernel_clock;
    std::function<Result<Done>(const std::string& database, const std::string& file)> back_up;
};

/// An option's value, or that of the variable that stands for it; empty if neither is there.
std::string given(const World& world, const Arguments& arguments, const std::string& option,
                  const std::string& variable);

Outcome run(const World& world, const LocalCommands& local);

}  // namespace dutyd::cli
