// SPDX-License-Identifier: MIT
#include "lib/report/sheet.hpp"

namespace dutyd::report {

namespace {

bool is_number(const std::string& text) {
    const std::size_t first = text.rfind('-', 0) == 0 ? 1 : 0;
    return text.size() > first && text.find_first_not_of("0123456789", first) == std::string::npos;
}

/// Notes come from people, and a spreadsheet takes what begins like this for a formula.
bool looks_like_formula(const std::string& text) {
    return !text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos &&
           !is_number(text);
}

std::string field(const std::string& text) {
    std::string safe = looks_like_formula(text) ? "'" + text : text;
    if (safe.find_first_of(",\"\n\r") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string line(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& one : fields) {
        if (&one != &fields.front()) text += ',';
        text += field(one);
    }
    return text + "\n";
}

}  // namespace

std::string print_csv(const Records& records) {
    std::string text = line(records.fields);
    for (const auto& row : records.rows) text += line(row);
    return text;
}

}  // namespace dutyd::report
