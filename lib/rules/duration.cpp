// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack.hpp"
#include "lib/rules/text_place.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

struct Word {
    std::string text;
    std::size_t offset;
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    std::size_t at = 0;
    while (true) {
        at = text.find_first_not_of(" \t", at);
        if (at == std::string_view::npos) return words;
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        words.push_back({std::string(text.substr(at, end - at)), at});
        at = end;
    }
}

std::optional<int> small_number(const std::string& word) {
    if (word.empty() || word.size() > 6) return {};
    if (word.find_first_not_of("0123456789") != std::string::npos) return {};
    const int n = std::stoi(word);
    if (n > limits::count_max) return {};
    return n;
}

/// "day" and "days" alike.
bool is_plural_of(const std::string& word, std::string_view noun) {
    return word == noun || word == std::string(noun) + "s";
}

}  // namespace

Result<Duration> parse_duration(std::string_view text, const Place& where) {
    static const std::string hint =
        "write a number and days, weeks, months or working days: '10 days', '2 working days', "
        "'3 working days in accounts-days'";
    const auto problem = [&](std::size_t offset, std::size_t length, std::string message) {
        return make_error_at(place_in_text(where, text, {offset, length}), std::move(message),
                             hint);
    };
    const auto words = words_of(text);
    if (words.empty()) return problem(0, 1, "empty duration");
    const auto n = small_number(words[0].text);
    if (!n) {
        return problem(
            words[0].offset, words[0].text.size(),
            fmt::format("'{}' is not a number from 0 to {}", words[0].text, limits::count_max));
    }
    const bool working = words.size() > 1 && words[1].text == "working";
    const std::size_t unit_at = working ? 2 : 1;
    if (words.size() <= unit_at) return problem(text.size(), 1, "this duration has no unit");
    const std::string& unit = words[unit_at].text;
    Duration duration{*n, working ? Duration::Unit::working_days : Duration::Unit::days, {}};
    if (!working && is_plural_of(unit, "week") && *n <= limits::count_max / 7) {
        duration.n = *n * 7;
    } else if (!working && is_plural_of(unit, "month")) {
        duration.unit = Duration::Unit::months;
    } else if (!is_plural_of(unit, "day")) {
        return problem(words[unit_at].offset, unit.size(),
                       fmt::format("'{}' is not a unit of time here", unit));
    }
    const std::size_t next = unit_at + 1;
    if (words.size() == next) return duration;
    const bool in_set = working && words[next].text == "in" && words.size() == next + 2;
    if (!in_set) {
        return problem(words[next].offset, words[next].text.size(),
                       fmt::format("'{}' is not expected here", words[next].text));
    }
    duration.day_set = words[next + 1].text;
    return duration;
}

std::string text(const Duration& duration) {
    const bool weeks =
        duration.unit == Duration::Unit::days && duration.n >= 7 && duration.n % 7 == 0;
    if (weeks) return counted(duration.n / 7, "week");
    if (duration.unit == Duration::Unit::days) return counted(duration.n, "day");
    if (duration.unit == Duration::Unit::months) return counted(duration.n, "month");
    const std::string days = counted(duration.n, "working day");
    return duration.day_set.empty() ? days : days + " in " + duration.day_set;
}

std::string text(LimitKind kind) {
    switch (kind) {
        case LimitKind::hard:
            return "hard";
        case LimitKind::asap:
            return "asap";
        case LimitKind::reasonable:
            return "reasonable";
        case LimitKind::entered:
            return "entered";
        case LimitKind::with:
            return "with";
        case LimitKind::window:
            return "window";
        case LimitKind::automatic:
            return "automatic";
        case LimitKind::on_day:
            return "on-day";
    }
    return "hard";
}

const Duty* Procedure::find(std::string_view duty_id) const {
    const auto it = std::find_if(duties.begin(), duties.end(),
                                 [&](const Duty& duty) { return duty.id == duty_id; });
    return it != duties.end() ? &*it : nullptr;
}

}  // namespace dutyd::rules
