// SPDX-License-Identifier: MIT
#include "cli/local/local_commands.hpp"

#include "cli/check_command.hpp"
#include "cli/client/health.hpp"
#include "cli/date_command.hpp"
#include "cli/local/clock.hpp"
#include "cli/local/law.hpp"
#include "cli/local/offline.hpp"
#include "cli/replay/replay_command.hpp"
#include "daemon/host/files.hpp"
#include "daemon/host/offline_copy.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/library.hpp"

#include <fmt/format.h>
#include <sstream>

namespace dutyd::cli {

namespace {

Outcome failed(const Diagnostics& problems) {
    return {exit_code::bad_input, "", render(problems)};
}

Result<std::vector<rules::SourceFile>> calendars(const std::optional<std::string>& option) {
    const auto folder = host::find_calendars(option);
    if (!folder) return folder.error();
    return host::read_calendars(*folder);
}

/// Where no body says otherwise. A machine without zone data counts days in Greenwich.
civil::Zone usual_zone() {
    const auto zone = host::read_zone("Europe/London");
    return zone ? *zone : civil::Zone::utc();
}

civil::Date today() {
    return civil::Moment::at(now(), usual_zone()).date;
}

/// What `--body` brings: its zone, its year and the days of its meetings.
std::optional<Diagnostics> lay_body_under(DateCommandOptions& options, const std::string& id) {
    const auto library = rules::load_library(options.calendars);
    if (!library) return library.error();
    const rules::Body* body = library->body(id);
    if (body == nullptr) {
        std::vector<std::string> known;
        for (const rules::Body& one : library->bodies) known.push_back(one.id);
        std::string hint = did_you_mean(id, known);
        if (hint.empty()) hint = "there are: " + join(known, ", ");
        return Diagnostics{make_error(fmt::format("there is no body '{}'", id), std::move(hint))};
    }
    const auto zone = host::read_zone(body->zone);
    if (!zone) return zone.error();
    options.zone = *zone;
    options.fiscal_year_start = body->fiscal_year_start;
    for (const auto& calendar : body->meeting_calendars) options.meetings[calendar.id];
    for (const rules::Meeting& meeting : body->meetings) {
        options.meetings[meeting.calendar].push_back({meeting.date, meeting.kind});
    }
    return std::nullopt;
}

std::optional<civil::Date> date_in(const Arguments& arguments, const std::string& option) {
    const auto text = arguments.get(option);
    if (!text) return std::nullopt;
    return civil::Date::parse(*text).value();  // its form was checked with the arguments
}

Outcome date(const Arguments& arguments, const World&) {
    auto files = calendars(arguments.get("--calendars"));
    if (!files) return failed(files.error());
    DateCommandOptions options{*arguments.get("EXPR"), today(), usual_zone()};
    options.calendars = *std::move(files);
    options.sets = arguments.all("--set");
    options.readings = arguments.all("--reading");
    options.known_on = date_in(arguments, "--known-on");
    options.now = date_in(arguments, "--now");
    options.why = arguments.has("--why");
    options.json = arguments.has("--json");
    if (const auto body = arguments.get("--body")) {
        if (const auto problems = lay_body_under(options, *body)) return failed(*problems);
    }
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_date_command(options, out, err);
    return {code, out.str(), err.str()};
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
        if (text) {
            files.push_back({path, *std::move(text)});
        } else {
            errors.insert(errors.end(), text.error().begin(), text.error().end());
        }
    }
    if (!errors.empty()) return errors;
    return files;
}

/// Copies a database that no daemon has open.
Result<Done> back_up_stopped(const std::string& database, const std::string& file) {
    const auto copy = host::OfflineCopy::take(database);
    if (!copy) return copy.error();
    return copy->store().back_up(file);
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
    local.places = host::find_places;
    local.ask_database = [](const std::string& database, const Question& question) {
        return ask_database(database, question, now());
    };
    local.date = date;
    local.check = check;
    local.replay = play;
    local.law = [](const Arguments& arguments, const World& world) {
        const auto files = calendars(arguments.get("--calendars"));
        return files ? law(arguments, world, *files) : failed(files.error());
    };
    local.examine_stopped = examine_stopped;
    local.kernel_clock = kernel_clock;
    local.back_up = back_up_stopped;
    return local;
}

}  // namespace dutyd::cli
