// SPDX-License-Identifier: MIT
#include "cli/print/json_fields.hpp"

#include "cli/print/text_width.hpp"

#include <fmt/format.h>

namespace dutyd::cli {

namespace json = boost::json;

const json::value* field(const json::value& object, std::string_view key) {
    const json::object* fields = object.if_object();
    return fields == nullptr ? nullptr : fields->if_contains(key);
}

std::string text_of(const json::value& value) {
    if (const auto* text = value.if_string()) return printable(std::string_view(*text));
    if (const auto* number = value.if_int64()) return std::to_string(*number);
    if (const auto* number = value.if_uint64()) return std::to_string(*number);
    if (const auto* number = value.if_double()) return fmt::format("{}", *number);
    if (const auto* truth = value.if_bool()) return *truth ? "yes" : "no";
    return {};
}

std::string text_at(const json::value& object, std::string_view key) {
    const json::value* found = field(object, key);
    return found == nullptr ? std::string{} : text_of(*found);
}

std::optional<std::int64_t> number_at(const json::value& object, std::string_view key) {
    const json::value* found = field(object, key);
    if (found == nullptr) return std::nullopt;
    if (const auto* number = found->if_int64()) return *number;
    if (const auto* number = found->if_uint64()) return static_cast<std::int64_t>(*number);
    return std::nullopt;
}

bool is_true_at(const json::value& object, std::string_view key) {
    const json::value* found = field(object, key);
    return found != nullptr && found->is_bool() && found->get_bool();
}

const json::array& list_at(const json::value& object, std::string_view key) {
    static const json::array nothing;
    const json::value* found = field(object, key);
    return found != nullptr && found->is_array() ? found->get_array() : nothing;
}

std::vector<std::string> texts_of(const json::value& list) {
    std::vector<std::string> texts;
    if (!list.is_array()) return texts;
    for (const json::value& item : list.get_array()) texts.push_back(text_of(item));
    return texts;
}

std::vector<std::string> texts_at(const json::value& object, std::string_view key) {
    const json::value* found = field(object, key);
    return found == nullptr ? std::vector<std::string>{} : texts_of(*found);
}

}  // namespace dutyd::cli
