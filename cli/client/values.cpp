// SPDX-License-Identifier: MIT
#include "cli/client/values.hpp"

#include "lib/civil/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::cli {

namespace {

constexpr std::size_t digits_max = 18;

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= digits_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_date(std::string_view text) {
    return civil::Date::parse(text).has_value();
}

/// "2024-05-22 16:05", "2024-05-22T16:05" or "2024-05-22T16:05:00Z".
bool is_date_and_time(std::string_view text) {
    if (civil::Instant::parse(text).has_value()) return true;
    if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T')) return false;
    return is_date(text.substr(0, 10)) && civil::TimeOfDay::parse(text.substr(11)).has_value();
}

std::optional<Diagnostic> unless(bool sound, const Parameter& parameter, const std::string& value,
                                 std::string hint) {
    if (sound) return std::nullopt;
    return make_error(fmt::format("{}: '{}' cannot be used here", parameter.name, value),
                      std::move(hint));
}

std::optional<Diagnostic> check_date(const Parameter& parameter, const std::string& value) {
    const auto date = civil::Date::parse(value);
    if (date) return std::nullopt;
    const Diagnostic& why = date.error().front();
    return make_error(fmt::format("{}: {}", parameter.name, why.message), why.hint);
}

bool is_pair(const std::string& value) {
    const auto equals = value.find('=');
    return equals != std::string::npos && equals > 0;
}

bool is_duty(const std::string& value) {
    const DutyName name = split_duty_name(value);
    return !name.matter.empty() && !name.duty.empty();
}

}  // namespace

std::optional<Diagnostic> check_value(const Parameter& parameter, const std::string& value) {
    switch (parameter.kind) {
        case Kind::number:
            return unless(is_number(value), parameter, value, "give a whole number, 0 or more");
        case Kind::date:
            return check_date(parameter, value);
        case Kind::date_or_none:
            return value == "none" ? std::nullopt : check_date(parameter, value);
        case Kind::time:
            return unless(civil::TimeOfDay::parse(value).has_value(), parameter, value,
                          "give a time as HH:MM, for example 16:00");
        case Kind::moment:
            return unless(is_number(value) || is_date(value) || is_date_and_time(value), parameter,
                          value,
                          "give a day (2024-05-22), a day and time (\"2024-05-22 16:00\", or "
                          "2024-05-22T15:00:00Z for UTC), or a journal number");
        case Kind::pairs:
            return unless(is_pair(value), parameter, value,
                          "give NAME=VALUE, for example election.poll=2024-05-02");
        case Kind::duty:
            return unless(is_duty(value), parameter, value,
                          "give MATTER/DUTY, for example plan-2024/issue");
        default:
            return unless(!value.empty(), parameter, value, "it is empty");
    }
}

DutyName split_duty_name(std::string_view name) {
    const auto slash = name.rfind('/');
    if (slash == std::string_view::npos) return {std::string(name), ""};
    return {std::string(name.substr(0, slash)), std::string(name.substr(slash + 1))};
}

std::string sent_form(Kind kind, const std::string& value) {
    std::string sent = value;
    if (kind == Kind::moment && sent.size() > 10 && sent[10] == ' ') sent[10] = 'T';
    return sent;
}

Pair split_pair(std::string_view text) {
    const auto equals = text.find('=');
    return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

}  // namespace dutyd::cli
