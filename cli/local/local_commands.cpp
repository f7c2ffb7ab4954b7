// SPDX-License-Identifier: MIT
#include "cli/local/local_commands.hpp"

#include "cli/check_command.hpp"
#include "cli/local/clock.hpp"
#include "cli/local/offline.hpp"
#include "cli/replay/replay_command.hpp"
#include "daemon/host/config.hpp"
#include "daemon/host/files.hpp"
#include "lib/base/limits.hpp"

#include <unistd.h>
#include <sstream>

namespace dutyd::cli {

namespace {

Outcome failed(const Diagnostics& problems) {
    return {exit_code::bad_input, "", render(problems)};
}

/// The usual configuration may be absent, or be for other eyes only; one that was named may not.
Result<Places> places(const std::string& path) {
    const std::string file = path.empty() ? host::config_path_usual : path;
    if (path.empty() && ::access(file.c_str(), R_OK) != 0) return Places{};
    const auto config = host::load_config(file);
    if (!config) return config.error();
    return Places{config->daemon.socket, config->daemon.database};
}

Result<std::vector<rules::SourceFile>> calendars(const std::optional<std::string>& option) {
    const auto folder = host::find_calendars(option);
    if (!folder) return folder.error();
    return host::read_calendars(*folder);
}

civil::Date today() {
    const civil::Instant instant = now();
    const auto zone = host::read_zone("Europe/London");
    return civil::Moment::at(instant, zone ? *zone : civil::Zone::utc()).date;
}

Outcome check(const Arguments& arguments, const World&) {
    const auto files = calendars(arguments.get("DIR"));
    if (!files) return failed(files.error());
    std::ostringstream out;
    std::ostringstream err;
    const CheckOptions options{arguments.has("--json"), today()};
    const int code = run_check_command(*files, options, out, err);
    return {code, out.str(), err.str()};
}

Result<std::vector<rules::SourceFile>> read_files(const std::vector<std::string>& paths) {
    std::vector<rules::SourceFile> files;
    Diagnostics errors;
    for (const std::string& path : paths) {
        auto text = host::read_file(path, limits::pack_file_bytes_max);
        if (text) files.push_back({path, *std::move(text)});
        if (!text) errors.insert(errors.end(), text.error().begin(), text.error().end());
    }
    if (!errors.empty()) return errors;
    return files;
}

Outcome play(const Arguments& arguments, const World&) {
    auto cases = read_files(arguments.all("FILE"));
    if (!cases) return failed(cases.error());
    auto files = calendars(arguments.get("--calendars"));
    if (!files) return failed(files.error());
    std::ostringstream out;
    std::ostringstream err;
    const replay::ReplayOptions options{
        arguments.has("--json") ? replay::ReplayOutput::json : replay::ReplayOutput::text,
        *std::move(cases), *std::move(files), host::read_zone};
    const int code = replay::run_replay_command(options, out, err);
    return {code, out.str(), err.str()};
}

}  // namespace

LocalCommands local_commands() {
    LocalCommands local;
    local.places = places;
    local.ask_database = [](const std::string& database, const Question& question) {
        return ask_database(database, question, now());
    };
    local.check = check;
    local.replay = play;
    return local;
}

}  // namespace dutyd::cli
