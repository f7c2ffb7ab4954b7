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

}  // namespace

int main(int count, char** words) {
    std::signal(SIGPIPE, SIG_IGN);
    umask(0027);
    auto parsed = daemon::parse_arguments(count, words);
    const auto* arguments = std::get_if<daemon::Arguments>(&parsed);
    const bool serves = arguments != nullptr && !arguments->check && !arguments->doctor;
    if (serves) return serve(*arguments);
    const auto farewell = arguments == nullptr ? std::get<daemon::Farewell>(parsed)
                          : arguments->check   ? daemon::check_all(*arguments)
                                               : daemon::examine_stopped(*arguments);
    std::FILE* stream = farewell.status == 0 ? stdout : stderr;
    std::fputs(farewell.text.c_str(), stream);
    return farewell.status;
}
