// SPDX-License-Identifier: MIT
#include "daemon/arguments.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

namespace dutyd::daemon {

namespace {

constexpr const char* about =
    "dutyd keeps a public office inside the law's calendar: it watches statutory duties, works "
    "out\n"
    "their dates and tells people by mail early enough to act. It stays in the foreground.";

constexpr const char* signals =
    "Signals: HUP reads configuration and calendars again, TERM and INT stop dutyd in good order.\n"
    "Exit status: 0 stopped when asked, or nothing wrong (--check); 1 an error; 2 a wrong command\n"
    "line.";

void describe(CLI::App& app, Arguments& arguments) {
    app.footer(signals);
    app.set_version_flag("--version", std::string("dutyd ") + DUTYD_VERSION);
    app.add_option("--config", arguments.config, "configuration file (/etc/dutyd/dutyd.toml)")
        ->type_name("FILE");
    app.add_flag("--check", arguments.check,
                 "check configuration, calendars and packs, print everything found, and exit");
    app.add_flag(
        "--doctor", arguments.doctor,
        "look at everything that can be looked at while dutyd is stopped, print it as JSON\n"
        "(dutyctl doctor asks for this), and exit");
    app.add_option("--database", arguments.database, "database file, instead of the configured one")
        ->type_name("FILE");
    app.add_option("--socket", arguments.socket, "Unix socket, instead of the configured one")
        ->type_name("PATH");
    app.add_option("--calendars", arguments.calendars,
                   "folder of packs and calendars, instead of the configured one")
        ->type_name("DIR");
    app.add_option("--simulated-clock", arguments.simulated_start,
                   "time moves only when told (dutyctl clock advance); START, such as\n"
                   "2024-05-02T09:00, is needed for a new database")
        ->type_name("START")
        ->expected(0, 1);
}

}  // namespace

std::variant<Arguments, Farewell> parse_arguments(int count, const char* const* words) {
    CLI::App app(about, "dutyd");
    Arguments arguments;
    describe(app, arguments);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const bool wrong = app.exit(error, out, err) != 0;
        return Farewell{out.str() + err.str(), wrong ? 2 : 0};
    }
    arguments.simulated_clock = app.count("--simulated-clock") > 0;
    return arguments;
}

}  // namespace dutyd::daemon
