// SPDX-License-Identifier: MIT
// dutyd: keeps a public office inside the law's calendar.
#include "daemon/dutyd.hpp"
#include "daemon/examine_stopped.hpp"
#include "daemon/host/system.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

using namespace dutyd;

namespace {

log::Level level_of(host::LogLevel level) {
    switch (level) {
        case host::LogLevel::error:
            return log::Level::error;
        case host::LogLevel::warning:
            return log::Level::warning;
        case host::LogLevel::notice:
            return log::Level::notice;
        case host::LogLevel::info:
            return log::Level::info;
        case host::LogLevel::debug:
            return log::Level::debug;
    }
    return log::Level::info;
}

log::Log make_log(const daemon::Arguments& arguments) {
    const auto config = daemon::load_configuration(arguments);
    return {log::best_sink(host::environment("JOURNAL_STREAM").value_or("")),
            config ? level_of(config->daemon.log_level) : log::Level::info};
}

/// Prints it and gives the exit status.
int say(const daemon::Farewell& farewell) {
    std::fputs(farewell.text.c_str(), farewell.status == 0 ? stdout : stderr);
    return farewell.status;
}

int serve(const daemon::Arguments& arguments) {
    log::Log log = make_log(arguments);
    auto dutyd = daemon::Dutyd::start(arguments, log);
    if (!dutyd) {
        fmt::print(stderr, "{}dutyd: not started\n", render(dutyd.error()));
        return EXIT_FAILURE;
    }
    (*dutyd)->run();
    return EXIT_SUCCESS;
}

int run(const daemon::Arguments& arguments) {
    if (!arguments.check && !arguments.doctor) return serve(arguments);
    return say(arguments.check ? daemon::check_all(arguments) : daemon::examine_stopped(arguments));
}

}  // namespace

int main(int count, char** words) {
    std::signal(SIGPIPE, SIG_IGN);
    umask(0027);
    try {
        const auto parsed = daemon::parse_arguments(count, words);
        const auto* arguments = std::get_if<daemon::Arguments>(&parsed);
        return arguments != nullptr ? run(*arguments) : say(std::get<daemon::Farewell>(parsed));
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "dutyd: stopped by an error that should not happen: %s\n",
                     exception.what());
        return EXIT_FAILURE;
    }
}
