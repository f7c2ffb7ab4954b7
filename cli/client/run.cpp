// SPDX-License-Identifier: MIT
#include "cli/client/run.hpp"

#include "cli/client/care.hpp"
#include "cli/client/client_id.hpp"
#include "cli/client/help.hpp"
#include "cli/client/replies.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <charconv>

namespace dutyd::cli {

namespace {

namespace json = boost::json;
using How = CallEnd::How;

constexpr std::string_view socket_usual = "/run/dutyd/dutyd.sock";
constexpr std::string_view database_usual = "/var/lib/dutyd/dutyd.db";
constexpr int tries_max = 3;

Outcome failed(int code, const Diagnostics& problems) {
    return {code, "", render(problems)};
}

/// Options first, then the environment, then the configuration, then the usual places.
Result<host::Places> places_for(const World& world, const Arguments& arguments,
                                const LocalCommands& local) {
    host::Places places{given(world, arguments, "--socket", "DUTYD_SOCKET"),
                        given(world, arguments, "--database", "DUTYD_DATABASE")};
    const std::string config = given(world, arguments, "--config", "DUTYD_CONFIG");
    if (places.socket.empty() || places.database.empty()) {
        const Result<host::Places> configured = local.places(config);
        if (!configured) return configured.error();
        if (places.socket.empty()) places.socket = configured->socket;
        if (places.database.empty()) places.database = configured->database;
    }
    if (places.socket.empty()) places.socket = socket_usual;
    if (places.database.empty()) places.database = database_usual;
    return places;
}

Line line_to(const host::Places& places, const Arguments& arguments) {
    Line line{places.socket};
    if (const auto seconds = arguments.get("--timeout")) {
        constexpr long long seconds_max = 24 * 3600;
        long long count = 0;
        std::from_chars(seconds->data(), seconds->data() + seconds->size(), count);
        line.patience = std::chrono::seconds(std::min(std::max(count, 1LL), seconds_max));
    }
    return line;
}

Outcome from_database(const host::Places& places, const Arguments& arguments, const World& world,
                      const LocalCommands& local) {
    const Question question = question_of(arguments, world.paper);
    const Result<OldAnswer> answer = local.ask_database(places.database, question);
    if (!answer) {
        Outcome outcome = failed(exit_code::unreachable, answer.error());
        outcome.err = fmt::format("error: no daemon answers on {}, and its database cannot tell:\n",
                                  places.socket) +
                      outcome.err;
        return outcome;
    }
    Outcome outcome = answer->refusal.empty() ? print_reply(arguments, answer->body, world.paper)
                                              : failed(exit_code::bad_input, answer->refusal);
    outcome.err = answer->age + "\n" + outcome.err;
    if (arguments.verb().words == "status") outcome.code = exit_code::unreachable;
    return outcome;
}

Outcome read(const host::Places& places, const Arguments& arguments, const World& world,
             const LocalCommands& local) {
    const CallEnd end =
        call(line_to(places, arguments), request_of(question_of(arguments, world.paper)));
    switch (end.how) {
        case How::answered:
            return from_reply(arguments, end.reply, world.paper);
        case How::nobody_there:
            return from_database(places, arguments, world, local);
        default:
            break;
    }
    return failed(exit_code::unreachable, {*end.problem});
}

Result<json::object> body_of(const Arguments& arguments) {
    switch (arguments.verb().how) {
        case Manner::command:
            return command_of(arguments, new_client_id());
        case Manner::clock:
            return clock_move_of(arguments);
        default:
            return json::object{};
    }
}

/// A command may be sent again because its client id makes the daemon recognise it.
CallEnd call_until_answered(const Line& line, const Request& request, int tries) {
    CallEnd end = call(line, request);
    for (int i = 1; i < tries && end.how == How::lost; ++i) end = call(line, request);
    return end;
}

Diagnostics why_not_done(const CallEnd& end, const json::object& body) {
    Diagnostics problems = {*end.problem};
    if (end.how == How::nobody_there) {
        problems.push_back(make_error("nothing was recorded: only a running daemon records"));
    } else if (end.how == How::lost) {
        const json::value* id = body.if_contains("client-id");
        problems.push_back(make_error(
            "it is not known whether this was recorded",
            id == nullptr ? "dutyctl log shows what was"
                          : fmt::format("the same command with --client-id {} is done once only",
                                        std::string_view(id->get_string()))));
    }
    return problems;
}

Outcome change(const host::Places& places, const Arguments& arguments, const World& world) {
    const Result<json::object> body = body_of(arguments);
    if (!body) return failed(exit_code::bad_input, body.error());
    const Verb& verb = arguments.verb();
    const bool is_command = verb.how == Manner::command;
    const Request request{"POST", is_command ? "/v1/commands" : verb.request,
                          json::serialize(*body)};
    const CallEnd end =
        call_until_answered(line_to(places, arguments), request, is_command ? tries_max : 1);
    if (end.how == How::answered) return from_reply(arguments, end.reply, world.paper);
    return failed(exit_code::unreachable, why_not_done(end, *body));
}

Outcome run_local(const Arguments& arguments, const World& world, const LocalCommands& local) {
    const std::string& words = arguments.verb().words;
    if (words == "date") return local.date(arguments, world);
    if (words == "check") return local.check(arguments, world);
    if (words == "law") return local.law(arguments, world);
    return local.replay(arguments, world);
}

/// What is wrong with the formats that are asked for, if anything.
std::optional<Diagnostic> two_formats(const Arguments& arguments) {
    if (!arguments.has("--json")) return std::nullopt;
    if (arguments.has("--csv")) return make_error("give either --csv or --json");
    if (arguments.has("--format")) return make_error("give either --format or --json");
    const Verb& verb = arguments.verb();
    if (verb.how != Manner::report || verb.takes("--format")) return std::nullopt;
    return make_error("a feed is iCalendar, not JSON",
                      "dutyctl upcoming --json has the same duties");
}

Outcome run_verb(const Arguments& arguments, const World& world, const LocalCommands& local) {
    const auto how = arguments.verb().how;
    if (how == Manner::local) return run_local(arguments, world, local);
    if (const auto unclear = two_formats(arguments)) {
        return failed(exit_code::bad_input, {*unclear});
    }
    const Result<host::Places> places = places_for(world, arguments, local);
    if (!places) return failed(exit_code::bad_input, places.error());
    if (how == Manner::care) {
        return care({line_to(*places, arguments), places->database}, arguments, world, local);
    }
    const bool asks = how == Manner::read || how == Manner::report;
    return asks ? read(*places, arguments, world, local) : change(*places, arguments, world);
}

}  // namespace

std::string given(const World& world, const Arguments& arguments, const std::string& option,
                  const std::string& variable) {
    if (const auto value = arguments.get(option)) return *value;
    const auto found = world.environment.find(variable);
    return found == world.environment.end() ? std::string{} : found->second;
}

Outcome run(const World& world, const LocalCommands& local) {
    const Result<CommandLine> line = parse_command_line(world.arguments);
    if (!line) return failed(exit_code::bad_input, line.error());
    switch (line->wants) {
        case CommandLine::Wants::help:
            return {exit_code::ok,
                    line->about == nullptr ? overview(world.paper)
                                           : help_about(*line->about, world.paper),
                    ""};
        case CommandLine::Wants::version:
            return {exit_code::ok, "dutyctl " DUTYD_VERSION "\n", ""};
        case CommandLine::Wants::run:
            break;
    }
    return run_verb(*line->arguments, world, local);
}

}  // namespace dutyd::cli
