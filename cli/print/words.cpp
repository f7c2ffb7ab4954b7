// SPDX-License-Identifier: MIT
#include "cli/print/words.hpp"

#include "cli/print/json_fields.hpp"
#include "lib/base/text.hpp"
#include "lib/civil/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace dutyd::cli {

namespace {

namespace json = boost::json;
using civil::Date;

std::optional<Date> date_in(std::string_view iso) {
    const auto date = Date::parse(iso.substr(0, 10));
    if (!date) return std::nullopt;
    return *date;
}

bool has_any(const std::vector<std::string>& risks, std::initializer_list<std::string_view> names) {
    return std::find_first_of(risks.begin(), risks.end(), names.begin(), names.end()) !=
           risks.end();
}

}  // namespace

namespace {

/// The bound and the rest of "not before 2024-05-26 16:00" with its date put as `put` says.
template <class Put>
std::string with_date(std::string_view iso, const Put& put) {
    for (const std::string_view bound : {"not before ", "not after "}) {
        if (iso.starts_with(bound)) {
            return std::string(bound) + with_date(iso.substr(bound.size()), put);
        }
    }
    const auto date = date_in(iso);
    if (!date) return std::string(iso);
    std::string_view rest = iso.substr(10);
    if (!rest.empty() && rest.front() == 'T') rest.remove_prefix(1);
    rest = trim(rest);
    std::string text = put(*date);
    if (rest.empty()) return text;
    if (rest.size() == 9 && rest.ends_with("Z")) {
        return fmt::format("{} {} UTC", text, rest.substr(0, 5));
    }
    return fmt::format("{} {}", text, rest);
}

}  // namespace

std::string day_text(std::string_view iso) {
    return with_date(iso, [](Date date) {
        return civil::weekday_name(date.weekday()).substr(0, 3) + " " + date.iso();
    });
}

std::string spoken_day(std::string_view iso) {
    return with_date(iso, [](Date date) { return civil::short_text(date); });
}

std::string date_of(const json::value& object, std::string_view key, std::string_view bound_key) {
    std::string date = text_at(object, key);
    const std::string bound = text_at(object, bound_key);
    if (date.empty()) return bound == "unknown" ? "not known" : "";
    const std::string time = text_at(object, std::string(key) + "-time");
    if (!time.empty()) date += " " + time;
    if (bound == "not-before") return "not before " + date;
    if (bound == "not-after") return "not after " + date;
    return date;
}

std::string date_at(const json::value& object, std::string_view key) {
    return date_of(object, key, std::string(key) + "-bound");
}

std::string short_date_at(const json::value& object, std::string_view key) {
    const std::string date = text_at(object, key);
    if (date.empty()) return {};
    const std::string time = text_at(object, std::string(key) + "-time");
    const std::string text = day_text(time.empty() ? date : date + " " + time);
    const std::string bound = text_at(object, std::string(key) + "-bound");
    if (bound == "not-before") return text + "+";
    return bound == "not-after" ? "by " + text : text;
}

std::string slack_text(std::int64_t days) {
    if (days < 0) return counted(-days, "day") + " late";
    return counted(days, "day");
}

std::string distance_text(std::string_view from, std::string_view to) {
    const auto first = date_in(from);
    const auto last = date_in(to);
    if (!first || !last) return {};
    const int days = (*last - *first).n;
    if (days == 0) return "today";
    if (days == 1) return "tomorrow";
    if (days == -1) return "yesterday";
    return days > 0 ? "in " + counted(days, "day") : counted(-days, "day") + " ago";
}

std::string standing_text(const json::value& duty) {
    std::string text = text_at(duty, "standing");
    for (const std::string& risk : texts_at(duty, "risks")) {
        if (risk != "on track") text += ", " + risk;
    }
    return text;
}

Tone tone_of(const json::value& duty) {
    const auto risks = texts_at(duty, "risks");
    if (has_any(risks, {"breached", "unreachable"})) return Tone::bad;
    if (has_any(risks, {"at risk", "slipping", "overdue", "out of order", "too early"})) {
        return Tone::warning;
    }
    const std::string standing = text_at(duty, "standing");
    if (standing == "void") return Tone::bad;
    if (standing == "done late" || standing == "paused") return Tone::warning;
    if (standing == "done") return Tone::good;
    return standing == "waived" || standing == "not required" ? Tone::faint : Tone::plain;
}

Tone tone_of_severity(std::string_view severity) {
    if (severity == "urgent") return Tone::bad;
    return severity == "warning" ? Tone::warning : Tone::plain;
}

std::string duty_name(const json::value& object) {
    const std::string matter = text_at(object, "matter");
    const std::string duty = text_at(object, "duty");
    if (matter.empty() || duty.empty()) return matter + duty;
    return matter + "/" + duty;
}

std::string shared_body(const std::vector<std::string>& names) {
    std::string body;
    for (const std::string& name : names) {
        const std::string first = name.substr(0, name.find('/'));
        if (name.find('/') == std::string::npos || (!body.empty() && body != first)) return {};
        body = first;
    }
    return body;
}

std::string without_body(const std::string& name, const std::string& body) {
    if (body.empty() || !name.starts_with(body + "/")) return name;
    return name.substr(body.size() + 1);
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

}  // namespace dutyd::cli
