// SPDX-License-Identifier: MIT
#include "cli/client/replies.hpp"

#include "cli/print/csv.hpp"
#include "cli/print/diagnostics.hpp"
#include "cli/print/json_fields.hpp"
#include "cli/print/views.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

std::optional<json::value> parsed(const std::string& body) {
    boost::system::error_code error;
    json::value value = json::parse(body, error);
    if (error) return std::nullopt;
    return value;
}

Outcome refused(const Reply& reply) {
    Outcome outcome;
    outcome.code = reply.status >= 500 ? exit_code::unreachable : exit_code::bad_input;
    const auto body = parsed(reply.body);
    if (body) {
        for (const json::value& problem : list_at(*body, "error")) {
            outcome.err += diagnostic_text(problem);
        }
    }
    if (outcome.err.empty()) {
        outcome.err = render(
            make_error(fmt::format("the daemon answered {} and said no more", reply.status)));
    }
    return outcome;
}

/// A preview of something that would be refused carries the refusal inside its answer.
std::string refusals_in(const json::value& preview) {
    std::string text;
    for (const json::value& answer : list_at(preview, "answers")) {
        for (const json::value& problem : list_at(answer, "error")) {
            text += diagnostic_text(problem);
        }
    }
    return text;
}

std::string in_words(const Arguments& arguments, const json::value& answer, const Paper& paper) {
    const std::string& verb = arguments.verb().words;
    if (verb == "upcoming") return print_upcoming(answer, paper);
    if (verb == "show") return print_show(answer, paper);
    if (verb == "why") {
        return print_why(
            answer, arguments.has("--ledger") ? Counts::full_ledger : Counts::short_form, paper);
    }
    if (verb == "matters") return print_matters(answer, paper);
    if (verb == "alerts") return print_alerts(answer, paper);
    if (verb == "rehearse") return print_rehearsal(answer, paper);
    if (verb == "log") return print_log(answer, paper);
    if (verb == "status") return print_status(answer, paper);
    if (verb == "outbox") return print_outbox(answer, paper);
    if (verb == "clock advance") return print_clock(answer, paper);
    if (verb == "reload") return print_reloaded(answer, paper);
    return arguments.has("--preview") ? print_preview(answer, paper)
                                      : print_recorded(answer, paper);
}

}  // namespace

Outcome from_reply(const Arguments& arguments, const Reply& reply, const Paper& paper) {
    if (reply.status < 200 || reply.status >= 300) return refused(reply);
    return print_reply(arguments, reply.body, paper);
}

Outcome print_reply(const Arguments& arguments, const std::string& body, const Paper& paper) {
    if (arguments.verb().how == Manner::report) return {exit_code::ok, body, ""};
    const auto answer = parsed(body);
    if (!answer) {
        return {exit_code::unreachable, "",
                render(make_error("the daemon's answer is not JSON",
                                  "is the socket really that of dutyd? see --socket"))};
    }
    Outcome outcome;
    outcome.err = refusals_in(*answer);
    if (!outcome.err.empty()) outcome.code = exit_code::bad_input;
    const std::string& verb = arguments.verb().words;
    if (verb == "status" && !is_well(*answer)) outcome.code = exit_code::findings;
    if (arguments.has("--json")) {
        outcome.out = body.ends_with("\n") ? body : body + "\n";
    } else if (arguments.has("--csv")) {
        outcome.out = print_csv(verb, *answer);
    } else if (outcome.err.empty()) {
        outcome.out = in_words(arguments, *answer, paper);
    }
    return outcome;
}

}  // namespace dutyd::cli
