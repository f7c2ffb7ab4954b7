// SPDX-License-Identifier: MIT
#include "cli/client/requests.hpp"

#include "cli/client/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

/// Options of a read that say how to print, not what to ask.
bool is_for_printing(const std::string& name) {
    return name == "--csv" || name == "--json" || name == "--ledger";
}

std::int64_t number_in(const std::string& digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

json::array texts(const std::vector<std::string>& values) {
    json::array list;
    for (const std::string& value : values) list.emplace_back(value);
    return list;
}

json::object object_of(const std::vector<std::string>& pairs) {
    json::object object;
    for (const std::string& text : pairs) {
        const Pair pair = split_pair(text);
        object[pair.name] = pair.value;
    }
    return object;
}

void add_duty(json::object& body, const std::string& value, Kind kind) {
    const DutyName name = split_duty_name(value);
    body["matter"] = name.matter;
    if (kind == Kind::duty || !name.duty.empty()) body["duty"] = name.duty;
}

void add_parameter(json::object& body, const Parameter& parameter,
                   const std::vector<std::string>& values) {
    const std::string key = parameter.request_key();
    const std::string& value = values.front();
    switch (parameter.kind) {
        case Kind::flag:
            body[key] = true;
            return;
        case Kind::number:
            body[key] = number_in(value);
            return;
        case Kind::many:
            body[key] = texts(values);
            return;
        case Kind::pairs:
            body[key] = object_of(values);
            return;
        case Kind::duty:
        case Kind::matter_or_duty:
            add_duty(body, value, parameter.kind);
            return;
        case Kind::date_or_none:
            if (value != "none") body[key] = value;
            return;
        default:
            body[key] = sent_form(parameter.kind, value);
            return;
    }
}

/// How a report is to look that can look more than one way.
void add_look(Question& question, const Arguments& arguments, const Paper& paper) {
    if (!arguments.has("--format")) {
        question.parameters.emplace_back("format", arguments.has("--json") ? "json" : "text");
    }
    constexpr std::size_t width_least = 40;
    if (paper.width) {
        question.parameters.emplace_back("width",
                                         std::to_string(std::max(*paper.width, width_least)));
    }
}

}  // namespace

Question question_of(const Arguments& arguments, const Paper& paper) {
    Question question{arguments.verb().request, {}};
    for (const Parameter& parameter : arguments.verb().parameters) {
        if (!arguments.has(parameter.name) || is_for_printing(parameter.name)) continue;
        const std::string value = parameter.kind == Kind::flag
                                      ? "true"
                                      : sent_form(parameter.kind, *arguments.get(parameter.name));
        question.parameters.emplace_back(parameter.request_key(), value);
    }
    const Verb& verb = arguments.verb();
    if (verb.how == Manner::report && verb.takes("--format")) {
        add_look(question, arguments, paper);
    }
    return question;
}

Request request_of(const Question& question) {
    std::string target = question.path;
    char joint = '?';
    for (const auto& [name, value] : question.parameters) {
        target += fmt::format("{}{}={}", joint, name, percent_encoded(value));
        joint = '&';
    }
    return {"GET", std::move(target), ""};
}

json::object command_of(const Arguments& arguments, const std::string& client_id) {
    json::object body;
    body["do"] = arguments.verb().request;
    for (const Parameter& parameter : arguments.verb().parameters) {
        const auto values = arguments.all(parameter.name);
        if (!values.empty()) add_parameter(body, parameter, values);
    }
    if (!body.contains("client-id")) body["client-id"] = client_id;
    return body;
}

Result<json::object> clock_move_of(const Arguments& arguments) {
    json::object body;
    if (arguments.has("--days") == arguments.has("--to")) {
        return make_error("give either --days or --to",
                          "for example: dutyctl clock advance --days 30");
    }
    for (const Parameter& parameter : arguments.verb().parameters) {
        const auto values = arguments.all(parameter.name);
        if (!values.empty()) add_parameter(body, parameter, values);
    }
    return body;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        const bool digit = c >= '0' && c <= '9';
        if (letter || digit || c == '-' || c == '.' || c == '_' || c == '~' || c == '/') {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

}  // namespace dutyd::cli
