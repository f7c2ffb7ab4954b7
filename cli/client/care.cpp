// SPDX-License-Identifier: MIT
#include "cli/client/care.hpp"

#include "cli/client/replies.hpp"
#include "cli/print/json_fields.hpp"
#include "cli/print/views.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>

namespace dutyd::cli {

namespace {

namespace json = boost::json;
using How = CallEnd::How;

/// Servers may take their time to be asked.
constexpr std::chrono::seconds patience{150};

Outcome failed(int code, const Diagnostics& problems) {
    return {code, "", render(problems)};
}

Result<json::value> parsed(const std::string& text) {
    boost::system::error_code error;
    json::value value = json::parse(text, error);
    if (error) return make_error("the answer is not JSON: " + error.message());
    return value;
}

int code_of(const std::string& health) {
    if (health == "ok") return exit_code::ok;
    return health == "warning" ? exit_code::findings : exit_code::ill;
}

/// ok is better than warning, and that than anything else.
std::string worst_of(const json::array& checks) {
    std::string worst = "ok";
    for (const json::value& check : checks) {
        const std::string health = text_at(check, "health");
        if (code_of(health) == exit_code::ill) return "failed";
        if (health == "warning") worst = health;
    }
    return worst;
}

json::object daemon_down(const CallEnd& end) {
    return {{"what", "daemon"},
            {"health", "failed"},
            {"says", end.problem->message + "; so nobody is told anything"},
            {"advice", "systemctl start dutyd; what follows was looked at without it"}};
}

Result<json::value> answer_of(const CareCall& where, const Arguments& arguments, const World& world,
                              const LocalCommands& local) {
    const CallEnd end = call(where.line, {"GET", "/v1/doctor", ""});
    if (end.how == How::answered) return parsed(end.reply.body);
    if (end.how != How::nobody_there) return *end.problem;
    const json::object down = daemon_down(end);
    const auto text = local.examine_stopped(arguments, world);
    if (!text) {
        const Diagnostic& error = text.error().front();
        return json::value(
            json::object{{"checks", json::array{down, json::object{{"what", "everything else"},
                                                                   {"health", "failed"},
                                                                   {"says", error.message},
                                                                   {"advice", error.hint}}}}});
    }
    auto answer = parsed(*text);
    if (!answer || !answer->is_object()) return answer;
    auto& checks = answer->as_object()["checks"];
    if (!checks.is_array()) return make_error("dutyd --doctor gave an answer of another kind");
    checks.as_array().insert(checks.as_array().begin(), down);
    return answer;
}

Outcome doctor(const CareCall& where, const Arguments& arguments, const World& world,
               const LocalCommands& local) {
    auto answer = answer_of(where, arguments, world, local);
    if (!answer) return failed(exit_code::unreachable, answer.error());
    if (!answer->is_object() || !answer->as_object().contains("checks")) {
        return from_reply(arguments, {503, json::serialize(*answer)}, world.paper);
    }
    json::object& body = answer->as_object();
    json::array checks = list_at(*answer, "checks");
    checks.push_back(local.kernel_clock());
    body["health"] = worst_of(checks);
    body["checks"] = std::move(checks);
    Outcome outcome;
    outcome.code = code_of(text_at(*answer, "health"));
    outcome.out = arguments.has("--json") ? json::serialize(*answer) + "\n"
                                          : print_doctor(*answer, world.paper);
    return outcome;
}

Outcome mail_test(const CareCall& where, const Arguments& arguments, const World& world) {
    const json::object body{{"person", *arguments.get("PERSON")}};
    const CallEnd end = call(where.line, {"POST", "/v1/channels/test", json::serialize(body)});
    if (end.how != How::answered) return failed(exit_code::unreachable, {*end.problem});
    if (end.reply.status != 200) return from_reply(arguments, end.reply, world.paper);
    const auto answer = parsed(end.reply.body);
    if (!answer) return failed(exit_code::unreachable, answer.error());
    Outcome outcome;
    for (const json::value& channel : list_at(*answer, "channels")) {
        if (text_at(channel, "outcome") != "accepted") outcome.code = exit_code::findings;
    }
    outcome.out = arguments.has("--json") ? json::serialize(*answer) + "\n"
                                          : print_tested(*answer, world.paper);
    return outcome;
}

Outcome print_backed_up(const Arguments& arguments, const json::value& answer) {
    Outcome outcome;
    outcome.out = arguments.has("--json") ? json::serialize(answer) + "\n"
                                          : fmt::format("{}, {} bytes\n", text_at(answer, "file"),
                                                        number_at(answer, "bytes").value_or(0));
    return outcome;
}

/// With the daemon down the file is written here, by whoever runs this.
Outcome back_up_stopped(const CareCall& where, const Arguments& arguments,
                        const LocalCommands& local, const std::string& file) {
    if (file.empty()) {
        return failed(exit_code::bad_input,
                      {make_error("dutyd is down, and no FILE is named", "dutyctl backup FILE")});
    }
    if (const auto done = local.back_up(where.database, file); !done) {
        return failed(exit_code::unreachable, done.error());
    }
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    return print_backed_up(arguments, json::object{{"file", file}, {"bytes", error ? 0 : bytes}});
}

Outcome backup(const CareCall& where, const Arguments& arguments, const World& world,
               const LocalCommands& local) {
    std::string file;
    if (const auto named = arguments.get("FILE")) {
        file = std::filesystem::absolute(*named).lexically_normal().string();
    }
    json::object body;
    if (!file.empty()) body["file"] = file;
    const CallEnd end = call(where.line, {"POST", "/v1/backup", json::serialize(body)});
    if (end.how == How::nobody_there) return back_up_stopped(where, arguments, local, file);
    if (end.how != How::answered) return failed(exit_code::unreachable, {*end.problem});
    if (end.reply.status != 200) return from_reply(arguments, end.reply, world.paper);
    const auto answer = parsed(end.reply.body);
    return answer ? print_backed_up(arguments, *answer)
                  : failed(exit_code::unreachable, answer.error());
}

}  // namespace

Outcome care(CareCall where, const Arguments& arguments, const World& world,
             const LocalCommands& local) {
    if (!arguments.has("--timeout")) where.line.patience = patience;
    const std::string& words = arguments.verb().words;
    if (words == "doctor") return doctor(where, arguments, world, local);
    if (words == "backup") return backup(where, arguments, world, local);
    return mail_test(where, arguments, world);
}

}  // namespace dutyd::cli
