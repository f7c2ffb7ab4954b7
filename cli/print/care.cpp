// SPDX-License-Identifier: MIT
// What doctor and mail test found, a line each and what to do below.
#include "cli/print/json_fields.hpp"
#include "cli/print/views.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

Tone tone_of(const std::string& word) {
    if (word == "ok" || word == "accepted") return Tone::good;
    return word == "warning" ? Tone::warning : Tone::bad;
}

/// "failed   channel mail: no connection ..."
std::string line_of(const std::string& word, const std::string& text, const Paper& paper) {
    constexpr std::size_t word_columns = 9;
    const std::string gap(word_columns - std::min(word_columns, word.size()), ' ');
    return paper.toned(tone_of(word), word) + gap + text + "\n";
}

}  // namespace

std::string print_doctor(const json::value& answer, const Paper& paper) {
    std::string text;
    for (const json::value& check : list_at(answer, "checks")) {
        text +=
            line_of(text_at(check, "health"),
                    fmt::format("{}: {}", text_at(check, "what"), text_at(check, "says")), paper);
        const std::string advice = text_at(check, "advice");
        if (!advice.empty()) text += fmt::format("         -> {}\n", advice);
    }
    return text;
}

std::string print_tested(const json::value& answer, const Paper& paper) {
    std::string text;
    for (const json::value& channel : list_at(answer, "channels")) {
        text += line_of(text_at(channel, "outcome"),
                        fmt::format("{} to {}: {}", text_at(channel, "channel"),
                                    text_at(channel, "to"), text_at(channel, "said")),
                        paper);
    }
    return text;
}

}  // namespace dutyd::cli
