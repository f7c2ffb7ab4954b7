// SPDX-License-Identifier: MIT
#include "lib/rules/toml_reader.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/text_place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

namespace dutyd::rules {

namespace {

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
}

std::string type_name(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
        case toml::node_type::floating_point:
            return "a number";
        case toml::node_type::boolean:
            return "true or false";
        case toml::node_type::date:
            return "a date";
        default:
            return "a time";
    }
}

/// "Error while parsing key-value pair: expected value" reads better without its first half.
std::string plain_description(std::string_view description) {
    constexpr std::string_view prefix = "Error while parsing ";
    if (description.substr(0, prefix.size()) != prefix) return std::string(description);
    const auto colon = description.find(": ");
    const std::string_view what = description.substr(prefix.size(), colon - prefix.size());
    return fmt::format("{} (in a {})", description.substr(colon + 2), what);
}

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && text.front() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
               std::string_view::npos;
}

Place Text::part(std::size_t offset, std::size_t length) const {
    return inside ? place_in_text(*inside, value, {offset, length}) : where;
}

Place Text::place_of(std::string_view name) const {
    for (auto at = value.find(name); at != std::string::npos; at = value.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        const bool starts = at == 0 || !is_name_character(value[at - 1]);
        const bool ends = end == value.size() || !is_name_character(value[end]);
        if (starts && ends) return part(at, name.size());
    }
    return where;
}

std::shared_ptr<const TomlFile> TomlFile::parse(const SourceFile& file, Report& report) {
    if (file.text.size() > limits::pack_file_bytes_max) {
        Place where;
        where.file = file.path;
        report.error(where,
                     fmt::format("the file has {} bytes; at most {} are read", file.text.size(),
                                 limits::pack_file_bytes_max),
                     "split it into several files");
        return nullptr;
    }
    auto parsed = std::make_shared<TomlFile>();
    parsed->path_ = file.path;
    parsed->lines_ = split(file.text, '\n');
    for (std::string& line : parsed->lines_) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
    }
    try {
        parsed->root_ = toml::parse(std::string_view(file.text), std::string_view(file.path));
    } catch (const toml::parse_error& error) {
        report.error(parsed->place(error.source()), plain_description(error.description()),
                     "this file is not TOML, so nothing else in it was read");
        return nullptr;
    }
    return parsed;
}

Place TomlFile::place(const toml::source_region& region) const {
    Place place;
    place.file = path_;
    place.line = region.begin.line;
    place.column = region.begin.column;
    if (place.line >= 1 && place.line <= lines_.size()) place.source_line = lines_[place.line - 1];
    const bool one_line = region.end.line == region.begin.line;
    const std::size_t end = one_line ? region.end.column : characters(place.source_line) + 1;
    if (end > place.column) place.length = end - place.column;
    return place;
}

Text TomlFile::text(const toml::value<std::string>& value) const {
    Text text{value.get(), place(value.source()), {}};
    const auto& region = value.source();
    const std::size_t written = region.end.column - region.begin.column;
    const bool plain = region.begin.line == region.end.line && region.end > region.begin &&
                       written == characters(text.value) + 2;
    if (plain) {
        text.inside = text.where;
        ++text.inside->column;
        text.inside->length = std::max<std::size_t>(characters(text.value), 1);
    }
    return text;
}

TomlTable::TomlTable(std::shared_ptr<const TomlFile> file, const toml::table& table,
                     std::string what, Report& report)
    : file_(std::move(file)),
      table_(&table),
      what_(std::move(what)),
      where_(file_->place(table.source())),
      report_(&report) {}

TomlTable TomlTable::root(std::shared_ptr<const TomlFile> file, Report& report) {
    const toml::table& table = file->root();
    TomlTable root(std::move(file), table, "the file", report);
    root.where_.line = 1;
    root.where_.column = 1;
    root.where_.length = 1;
    return root;
}

const toml::node* TomlTable::find(std::string_view key) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
    return table_->get(key);
}

bool TomlTable::has(std::string_view key) {
    return find(key) != nullptr;
}

bool TomlTable::has_refused(std::string_view key) {
    refused_.emplace_back(key);
    return table_->contains(key);
}

bool TomlTable::is_text(std::string_view key) {
    const toml::node* node = find(key);
    return node != nullptr && node->is_string();
}

bool TomlTable::is_list(std::string_view key) {
    const toml::node* node = find(key);
    return node != nullptr && node->is_array();
}

Place TomlTable::place_of_key(std::string_view key) const {
    for (const auto& [name, value] : *table_) {
        if (name.str() == key) return file_->place(name.source());
    }
    return where_;
}

void TomlTable::wrong_type(const toml::node& node, std::string_view key, std::string_view wanted) {
    report_->error(file_->place(node.source()),
                   fmt::format("'{}' must be {}, not {}", key, wanted, type_name(node)));
}

std::optional<Text> TomlTable::text_of(const toml::node& node, std::string_view key) {
    const auto* value = node.as_string();
    if (value == nullptr) {
        wrong_type(node, key, "a text in quotation marks");
        return {};
    }
    Text text = file_->text(*value);
    if (text.value.size() > limits::text_bytes_max) {
        report_->error(text.where, fmt::format("'{}' is too long: at most {} bytes", key,
                                               limits::text_bytes_max));
        return {};
    }
    return text;
}

std::optional<Text> TomlTable::text(std::string_view key) {
    const toml::node* node = find(key);
    return node != nullptr ? text_of(*node, key) : std::nullopt;
}

std::optional<Text> TomlTable::required_text(std::string_view key) {
    if (!has(key)) {
        report_->error(where_, fmt::format("{} has no '{}'", what_, key));
        return {};
    }
    auto value = text(key);
    if (value && trim(value->value).empty()) {
        report_->error(value->where, fmt::format("'{}' is empty", key));
        return {};
    }
    return value;
}

std::string TomlTable::text_or(std::string_view key, std::string fallback) {
    auto value = text(key);
    return value ? std::move(value->value) : std::move(fallback);
}

std::vector<Text> TomlTable::texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    std::vector<Text> texts;
    if (const auto* array = node->as_array()) {
        for (const toml::node& entry : *array) {
            if (auto value = text_of(entry, key)) texts.push_back(std::move(*value));
        }
    } else if (node->is_string()) {
        if (auto value = text_of(*node, key)) texts.push_back(std::move(*value));
    } else {
        wrong_type(*node, key, "a text or a list of texts");
    }
    return texts;
}

std::optional<Text> TomlTable::id(std::string_view key) {
    auto value = required_text(key);
    if (!value) return {};
    if (value->value.size() > limits::name_bytes_max) {
        report_->error(value->where, fmt::format("'{}' is too long: at most {} characters", key,
                                                 limits::name_bytes_max));
        return {};
    }
    if (!is_id(value->value)) {
        report_->error(value->where, fmt::format("'{}' cannot be used as '{}'", value->value, key),
                       "use lower case letters, digits and hyphens, as in 'send-to-panel'");
        return {};
    }
    return value;
}

std::optional<civil::Date> TomlTable::date(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* value = node->as_date();
    if (value == nullptr) {
        wrong_type(*node, key, "a date, as in 2024-05-02 (without quotation marks)");
        return {};
    }
    auto date = civil::Date::from_ymd(value->get().year, value->get().month, value->get().day);
    if (date) return *date;
    report_->error(file_->place(node->source()), date.error().front().message,
                   date.error().front().hint);
    return {};
}

bool TomlTable::flag(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return false;
    const auto* value = node->as_boolean();
    if (value == nullptr) {
        wrong_type(*node, key, "true or false");
        return false;
    }
    return value->get();
}

std::optional<int> TomlTable::number(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* value = node->as_integer();
    if (value == nullptr) {
        wrong_type(*node, key, "a whole number");
        return {};
    }
    if (value->get() < 0 || value->get() > limits::count_max) {
        report_->error(file_->place(node->source()),
                       fmt::format("'{}' must be from 0 to {}", key, limits::count_max));
        return {};
    }
    return static_cast<int>(value->get());
}

std::vector<NamedText> TomlTable::named_texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* table = node->as_table();
    if (table == nullptr) {
        wrong_type(*node, key, fmt::format("a table, as in {} = {{ name = \"text\" }}", key));
        return {};
    }
    std::vector<NamedText> all;
    for (const auto& [name, value] : *table) {
        const std::string known(name.str());
        auto text = text_of(value, known);
        if (!text) continue;
        all.push_back({{known, file_->place(name.source()), {}}, std::move(*text)});
    }
    return all;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    if (const auto* table = node->as_table()) {
        return TomlTable(file_, *table, fmt::format("'{}'", key), *report_);
    }
    wrong_type(*node, key, fmt::format("a table, as in {} = {{ ... }}", key));
    return {};
}

std::vector<TomlEntry> TomlTable::entries(std::string_view key, std::string_view what) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* array = node->as_array();
    if (array == nullptr) {
        wrong_type(*node, key, "a list in square brackets");
        return {};
    }
    std::vector<TomlEntry> entries;
    for (const toml::node& entry : *array) {
        if (const auto* table = entry.as_table()) {
            entries.push_back({{}, TomlTable(file_, *table, std::string(what), *report_)});
        } else if (auto value = text_of(entry, key)) {
            entries.push_back({std::move(value), {}});
        }
    }
    return entries;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key, std::string_view what) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* array = node->as_array();
    if (array == nullptr) {
        wrong_type(*node, key, fmt::format("a list of tables, as in {} = [{{ ... }}]", key));
        return {};
    }
    std::vector<TomlTable> tables;
    for (const toml::node& entry : *array) {
        if (const auto* table = entry.as_table()) {
            tables.emplace_back(file_, *table, std::string(what), *report_);
        } else {
            wrong_type(entry, key, "a table, written { ... }");
        }
    }
    return tables;
}

void TomlTable::finish() {
    for (const auto& [name, value] : *table_) {
        const std::string key(name.str());
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        if (std::find(refused_.begin(), refused_.end(), key) != refused_.end()) continue;
        std::string hint = did_you_mean(key, asked_);
        if (hint.empty()) {
            std::vector<std::string> known = asked_;
            std::sort(known.begin(), known.end());
            hint = "it may have: " + join(known, ", ");
        }
        report_->error(file_->place(name.source()),
                       fmt::format("{} has an unknown key '{}'", what_, key), hint);
    }
}

}  // namespace dutyd::rules
