// SPDX-License-Identifier: MIT
#include "cli/print/csv.hpp"

#include "cli/print/json_fields.hpp"
#include "lib/base/check.hpp"
#include "lib/base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace dutyd::cli {

namespace {

namespace json = boost::json;

struct Sheet {
    std::string_view verb;
    std::string_view list;  // the key of the list in the answer
    std::vector<std::string_view> fields;
};

const std::array<Sheet, 4>& sheets() {
    static const std::array<Sheet, 4> all = {{
        {"upcoming",
         "duties",
         {"next",           "next-what",   "matter",          "duty",
          "title",          "bearer",      "owner",           "standing",
          "risks",          "limit",       "limit-bound",     "forecast",
          "forecast-bound", "latest-safe", "slack",           "target",
          "actual",         "meeting",     "papers-deadline", "last-usable-meeting",
          "waiting-for",    "provisional"}},
        {"matters",
         "matters",
         {"matter", "body", "procedure", "title", "opened", "open", "done", "next"}},
        {"alerts",
         "alerts",
         {"key", "condition", "severity", "matter", "duty", "text", "raised-at", "acknowledged-by",
          "acknowledged-until", "resolved"}},
        {"log",
         "events",
         {"seq", "recorded-at", "effective", "kind", "data.matter|data.owner", "data.duty", "actor",
          "authority", "text"}},
    }};
    return all;
}

const Sheet* sheet_of(std::string_view verb) {
    const auto found = std::find_if(sheets().begin(), sheets().end(),
                                    [&](const Sheet& sheet) { return sheet.verb == verb; });
    return found == sheets().end() ? nullptr : &*found;
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string field = "\"";
    for (const char c : text) {
        field += c;
        if (c == '"') field += '"';
    }
    return field + "\"";
}

/// "data.matter" is the matter inside the object `data`; "a|b" is a, or b if there is no a.
const json::value* find(const json::value& item, std::string_view name) {
    if (const auto bar = name.find('|'); bar != std::string_view::npos) {
        const json::value* first = find(item, name.substr(0, bar));
        return first != nullptr ? first : find(item, name.substr(bar + 1));
    }
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return field(item, name);
    const json::value* inner = field(item, name.substr(0, dot));
    return inner == nullptr ? nullptr : field(*inner, name.substr(dot + 1));
}

std::string field_text(const json::value& item, std::string_view name) {
    const json::value* value = find(item, name);
    if (value == nullptr) return {};
    return quoted(value->is_array() ? join(texts_of(*value), "; ") : text_of(*value));
}

}  // namespace

bool has_csv(std::string_view verb) {
    return sheet_of(verb) != nullptr;
}

std::string print_csv(std::string_view verb, const json::value& answer) {
    const Sheet* sheet = sheet_of(verb);
    DUTYD_CHECK(sheet != nullptr);
    std::string text;
    for (const std::string_view name : sheet->fields) {
        if (!text.empty()) text += ',';
        const std::string_view first = name.substr(0, name.find('|'));
        text += first.substr(first.find('.') + 1);  // npos + 1 is 0: the whole name
    }
    text += '\n';
    for (const json::value& item : list_at(answer, sheet->list)) {
        std::string line;
        for (const std::string_view name : sheet->fields) {
            if (name != sheet->fields.front()) line += ',';
            line += field_text(item, name);
        }
        text += line + "\n";
    }
    return text;
}

}  // namespace dutyd::cli
