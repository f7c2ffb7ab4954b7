// SPDX-License-Identifier: MIT
#include "lib/report/words.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::report {

std::string day(const std::optional<civil::Date>& date) {
    return date ? civil::short_text(*date) : "";
}

std::string day(const rules::When& when) {
    if (!when.date) return when.missing.empty() ? "" : "needs " + join(when.missing, ", ");
    std::string words = civil::short_text(*when.date);
    if (when.time) words += " " + when.time->text();
    if (when.bound == rules::Bound::not_before) return "not before " + words;
    if (when.bound == rules::Bound::not_after) return "not after " + words;
    return words;
}

std::string month(civil::Date date) {
    const civil::YearMonthDay parts = date.ymd();
    return fmt::format("{} {}", civil::month_name(parts.month), parts.year);
}

std::string short_name(const plan::Matter& matter) {
    const std::string body = matter.body + "/";
    return matter.id.rfind(body, 0) == 0 ? matter.id.substr(body.size()) : matter.id;
}

std::string short_name(const DutyView& at) {
    return short_name(*at.matter) + "/" + at.duty().id;
}

std::string standing(const plan::Outcome& outcome) {
    std::string words = plan::text(outcome.standing);
    if (outcome.risks != 0) words += ", " + join(plan::risk_names(outcome.risks), ", ");
    return words;
}

Tone tone_of(const plan::Outcome& outcome) {
    using plan::Risk;
    using plan::Standing;
    for (const Risk risk :
         {Risk::breached, Risk::unreachable, Risk::out_of_order, Risk::too_early}) {
        if (plan::has(outcome.risks, risk)) return Tone::bad;
    }
    if (outcome.standing == Standing::voided || outcome.standing == Standing::done_late) {
        return Tone::bad;
    }
    if (outcome.risks != 0) return Tone::warning;
    if (outcome.standing == Standing::done) return Tone::good;
    const bool aside =
        outcome.standing == Standing::not_required || outcome.standing == Standing::waived;
    return aside ? Tone::faint : Tone::plain;
}

std::string mark(rules::Verification verified) {
    switch (verified) {
        case rules::Verification::text:
            return "text";
        case rules::Verification::guidance:
            return "guidance";
        case rules::Verification::secondary:
            return "secondary";
        case rules::Verification::memory:
            return "memory";
        case rules::Verification::doubtful:
            break;
    }
    return "doubtful";
}

std::string citations(const std::vector<rules::Citation>& law) {
    std::vector<std::string> lines;
    lines.reserve(law.size());
    for (const rules::Citation& one : law) {
        lines.push_back(fmt::format("{} [{}{}]", one.cite, mark(one.verified),
                                    one.on ? ", checked " + civil::long_text(*one.on) : ""));
    }
    return join(lines, "\n");
}

std::vector<rules::Citation> all_law(const rules::Duty& duty) {
    std::vector<rules::Citation> law;
    const auto add = [&](const std::vector<rules::Citation>& more) {
        for (const rules::Citation& one : more) {
            const bool known = std::any_of(
                law.begin(), law.end(), [&](const auto& other) { return other.cite == one.cite; });
            if (!known) law.push_back(one);
        }
    };
    add(duty.law);
    for (const rules::Limit& limit : duty.limits) {
        add(limit.law);
        for (const rules::Alternative& version : limit.versions) add(version.law);
    }
    return law;
}

Sheet head(const Office& office, std::string title) {
    const civil::Moment& now = *office.view().now;
    Sheet sheet;
    sheet.title = std::move(title);
    sheet.office = office.body().name;
    sheet.facts = {{"As at", civil::short_text(now.date) + " " + now.time.text()},
                   {"Journal entry", std::to_string(office.snapshot().state.seq)}};
    return sheet;
}

json::object head_values(const Office& office, std::string_view report) {
    return {{"report", report},
            {"body", office.body().id},
            {"as-at", office.today().iso()},
            {"as-of", office.snapshot().now.text()},
            {"seq", office.snapshot().state.seq}};
}

json::value date_value(const std::optional<civil::Date>& date) {
    return date ? json::value(date->iso()) : json::value(nullptr);
}

json::object when_value(const rules::When& when) {
    return {{"date", date_value(when.date)},
            {"time", when.time ? json::value(when.time->text()) : json::value(nullptr)},
            {"bound", rules::word(when.bound)},
            {"missing", texts_value(when.missing)}};
}

json::array law_value(const std::vector<rules::Citation>& law) {
    json::array list;
    for (const rules::Citation& one : law) {
        list.push_back(json::object{{"cite", one.cite},
                                    {"verified", mark(one.verified)},
                                    {"on", date_value(one.on)},
                                    {"note", one.note}});
    }
    return list;
}

json::array texts_value(const std::vector<std::string>& texts) {
    json::array list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

std::string iso(const std::optional<civil::Date>& date) {
    return date ? date->iso() : "";
}

}  // namespace dutyd::report
