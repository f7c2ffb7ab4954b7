// SPDX-License-Identifier: MIT
#include "cli/client/hand_over.hpp"

#include "cli/client/health.hpp"
#include "daemon/host/places.hpp"
#include "daemon/host/system.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace dutyd::cli {

namespace {

/// Comes back only if the other program cannot be run.
Diagnostic hand_over(char** argv) {
    const std::string program = host::prefix_folder() + "/" DUTYD_LIBEXEC "/dutyd/dutyctl-local";
    ::execv(program.c_str(), argv);
    return make_error(fmt::format("{} cannot be run: {}", program, host::error_text(errno)),
                      "it is a part of dutyctl; install dutyd anew");
}

}  // namespace

LocalCommands handing_over(char** argv) {
    const auto whole = [argv](const Arguments&, const World&) {
        return Outcome{exit_code::unreachable, "", render(hand_over(argv))};
    };
    LocalCommands local;
    local.places = host::find_places;
    local.ask_database = [argv](const std::string&, const Question&) -> Result<OldAnswer> {
        return hand_over(argv);
    };
    local.date = whole;
    local.check = whole;
    local.replay = whole;
    local.law = whole;
    local.examine_stopped = examine_stopped;
    local.kernel_clock = kernel_clock;
    local.back_up = [argv](const std::string&, const std::string&) -> Result<Done> {
        return hand_over(argv);
    };
    return local;
}

}  // namespace dutyd::cli
