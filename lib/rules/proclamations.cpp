// SPDX-License-Identifier: MIT
#include "lib/rules/proclamations.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (code < 0x20 || code == 0x7f) {
            out += fmt::format("\\u{:04x}", code);
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string quoted_or(const std::string& text, std::string_view otherwise) {
    return quoted(trim(text).empty() ? otherwise : std::string_view(text));
}

std::string holiday_text(const Proclamation& proclamation) {
    std::vector<std::string> nations;
    for (const std::string& nation : proclamation.nations) nations.push_back(quoted(nation));
    std::string text =
        fmt::format("[[holiday]]\nnations = [{}]\ndate = {}\nname = {}\n", join(nations, ", "),
                    proclamation.date.iso(), quoted_or(proclamation.name, "Bank holiday"));
    if (proclamation.known_from) {
        text += fmt::format("known_from = {}\n", proclamation.known_from->iso());
    }
    if (proclamation.withdrawn_on) {
        text += fmt::format("withdrawn_on = {}\n", proclamation.withdrawn_on->iso());
    }
    return text +
           fmt::format("source = {}\n", quoted_or(proclamation.source, "recorded by the office"));
}

}  // namespace

SourceFile proclaimed_holidays(const std::vector<Proclamation>& proclamations) {
    std::vector<std::string> holidays;
    holidays.reserve(proclamations.size());
    for (const Proclamation& one : proclamations) holidays.push_back(holiday_text(one));
    return {std::string(proclaimed_path), join(holidays, "\n")};
}

}  // namespace dutyd::rules
