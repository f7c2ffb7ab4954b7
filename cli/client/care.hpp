// SPDX-License-Identifier: MIT
// Looking after dutyd: doctor, mail test, backup. They ask the daemon like everything else; doctor
// and backup have ways of their own when it is down, because that is when they are needed most.
#pragma once

#include "cli/client/call.hpp"
#include "cli/client/run.hpp"

namespace dutyd::cli {

/// Where the daemon is and what it keeps.
struct CareCall {
    Line line;
    std::string database;
};

/// REQUIRES: a verb with Manner::care.
Outcome care(CareCall where, const Arguments& arguments, const World& world,
             const LocalCommands& local);

}  // namespace dutyd::cli
