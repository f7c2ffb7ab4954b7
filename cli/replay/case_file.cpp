// SPDX-License-Identifier: MIT
#include "cli/replay/case_file.hpp"

#include "lib/rules/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace dutyd::replay {

namespace json = boost::json;
using civil::Date;
using civil::TimeOfDay;

namespace {

/// Events recorded on a day without a time, and the end of a day's expectations.
constexpr TimeOfDay morning{9 * 60};
constexpr TimeOfDay evening{23 * 60 + 59};

std::string iso(const toml::date& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year),
                       static_cast<int>(date.month), static_cast<int>(date.day));
}

std::string clock(const toml::time& time) {
    return fmt::format("{:02}:{:02}", static_cast<int>(time.hour), static_cast<int>(time.minute));
}

/// TOML as the engine's commands read it: dates become ISO texts.
json::value plain(const toml::node& node) {
    if (const auto* text = node.as_string()) return json::value(text->get());
    if (const auto* number = node.as_integer()) return json::value(number->get());
    if (const auto* flag = node.as_boolean()) return json::value(flag->get());
    if (const auto* date = node.as_date()) return json::value(iso(date->get()));
    if (const auto* time = node.as_time()) return json::value(clock(time->get()));
    if (const auto* both = node.as_date_time()) {
        return json::value(iso(both->get().date) + " " + clock(both->get().time));
    }
    if (const auto* list = node.as_array()) {
        json::array array;
        for (const toml::node& item : *list) array.push_back(plain(item));
        return array;
    }
    json::object object;
    if (const auto* table = node.as_table()) {
        for (const auto& [key, value] : *table) object[std::string(key.str())] = plain(value);
    }
    return object;
}

/// Facts are texts to the engine, however they are written: 2024-05-02, 12, true.
json::object facts_as_texts(const json::object& facts) {
    json::object texts;
    for (const auto& item : facts) {
        const json::value& value = item.value();
        if (value.is_int64()) {
            texts[item.key()] = std::to_string(value.as_int64());
        } else if (value.is_bool()) {
            texts[item.key()] = value.as_bool() ? "yes" : "no";
        } else {
            texts[item.key()] = value;
        }
    }
    return texts;
}

class CaseReader {
public:
    explicit CaseReader(const rules::SourceFile& file)
        : path_(file.path), toml_(rules::TomlFile::parse(file, report_)) {}

    Result<Case> read() {
        if (toml_ == nullptr) return report_.sorted();
        refuse_unknown_sections();
        Case story{"", "", "Europe/London", {}, {Date::of(1970, 1, 1), morning}, {}, {}, {}, {},
                   {}, {}};
        read_header(story);
        read_persons(story);
        read_files(story);
        read_events(story);
        read_expectations(story);
        if (report_.has_errors()) return report_.sorted();
        return story;
    }

private:
    Place place(const toml::node& node) const { return toml_->place(node.source()); }

    void refuse_unknown_sections() {
        static const std::vector<std::string> known{"case", "person", "files", "event", "expect"};
        for (const auto& [key, node] : toml_->root()) {
            const std::string name(key.str());
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            report_.error(toml_->place(key.source()), "unknown section '" + name + "'",
                          "a case has [case], [[person]], [files], [[event]] and [[expect]]");
        }
    }

    void read_header(Case& story) {
        auto root = rules::TomlTable::root(toml_, report_);
        auto header = root.table("case");
        if (!header) {
            report_.error({path_, 1, 1, 1, ""}, "there is no [case] section",
                          "begin with [case], title, body and starts");
            return;
        }
        if (const auto title = header->required_text("title")) story.title = title->value;
        story.about = header->text_or("about", "");
        story.zone = header->text_or("zone", story.zone);
        for (const auto& body : header->texts("body")) story.bodies.push_back(body.value);
        for (const auto& path : header->texts("without")) story.without.push_back(path.value);
        for (const auto& one : header->texts("procedures")) story.procedures.push_back(one.value);
        header->texts("sources");
        header->has("starts");
        const toml::node* starts = toml_->root()["case"].as_table()->get("starts");
        if (starts == nullptr) {
            report_.error(header->where(), "[case] needs 'starts'",
                          "the day the story begins: starts = 2024-05-03");
        } else if (const auto time = time_of(*starts, morning)) {
            story.starts = *time;
        }
        header->finish();
    }

    void read_persons(Case& story) {
        auto root = rules::TomlTable::root(toml_, report_);
        for (auto& person : root.tables("person", "person")) {
            const auto id = person.id("id");
            CasePerson one{id ? id->value : "", {}};
            for (const auto& role : person.texts("roles")) one.roles.push_back(role.value);
            person.text_or("name", "");
            person.finish();
            story.persons.push_back(std::move(one));
        }
    }

    /// `[files."bodies/x.toml"]`: the table is the file.
    void read_files(Case& story) {
        const toml::table* files = toml_->root()["files"].as_table();
        if (files == nullptr) return;
        for (const auto& [key, node] : *files) {
            std::ostringstream text;
            if (const auto* table = node.as_table()) {
                text << *table;
            } else if (const auto* written = node.as_string()) {
                text << written->get();
            } else {
                report_.error(place(node), "a calendar file is a table or a text");
            }
            story.files.push_back({std::string(key.str()), text.str() + "\n"});
        }
    }

    std::optional<CaseTime> time_of(const toml::node& node, TimeOfDay otherwise) {
        const json::value value = plain(node);
        const std::string text = value.is_string() ? std::string(value.as_string()) : "";
        const auto date = Date::parse(text.substr(0, 10));
        if (!date) {
            report_.error(place(node), "this is not a date",
                          "write 2024-05-22 or 2024-05-22T14:30:00");
            return std::nullopt;
        }
        if (text.size() == 10) return CaseTime{*date, otherwise};
        const auto time = TimeOfDay::parse(text.substr(11));
        if (time) return CaseTime{*date, *time};
        report_.error(place(node), "this is not a time of day", "write 2024-05-22T14:30:00");
        return std::nullopt;
    }

    /// The tables of `[[name]]` with the time under `key`, which each must have.
    template <class Take>
    void each(const char* name, const char* key, TimeOfDay otherwise, Take take) {
        const toml::array* list = toml_->root()[name].as_array();
        if (list == nullptr) return;
        for (const toml::node& node : *list) {
            const toml::table* table = node.as_table();
            if (table == nullptr) continue;
            const toml::node* when = table->get(key);
            if (when == nullptr) {
                report_.error(place(node), fmt::format("[[{}]] needs '{}'", name, key));
                continue;
            }
            const auto time = time_of(*when, otherwise);
            if (!time) continue;
            json::object keys = plain(*table).as_object();
            keys.erase(key);
            take(*time, std::move(keys), place(node));
        }
    }

    void read_events(Case& story) {
        each("event", "recorded", morning, [&](CaseTime time, json::object keys, Place where) {
            if (!story.events.empty() && time < story.events.back().recorded) {
                report_.error(where, "this event is recorded before the one above it",
                              "put events in the order in which they are recorded");
            }
            CaseEvent event{time, std::move(keys), std::nullopt, std::move(where)};
            if (const auto* refused = event.command.if_contains("refused")) {
                event.refused = refused->is_string() ? std::string(refused->as_string()) : "";
                event.command.erase("refused");
            }
            if (auto* facts = event.command.if_contains("facts"); facts && facts->is_object()) {
                *facts = facts_as_texts(facts->as_object());
            }
            if (auto* value = event.command.if_contains("value")) {
                *value = facts_as_texts({{"value", *value}}).at("value");
            }
            story.events.push_back(std::move(event));
        });
    }

    void read_expectations(Case& story) {
        each("expect", "on", evening, [&](CaseTime time, json::object keys, Place where) {
            story.expectations.push_back({time, std::move(keys), std::move(where)});
        });
        std::stable_sort(story.expectations.begin(), story.expectations.end(),
                         [](const auto& a, const auto& b) { return a.on < b.on; });
    }

    std::string path_;
    rules::Report report_;
    std::shared_ptr<const rules::TomlFile> toml_;
};

}  // namespace

std::string CaseTime::text() const {
    return date.iso() + " " + time.text();
}

Result<Case> read_case(const rules::SourceFile& file) {
    return CaseReader(file).read();
}

}  // namespace dutyd::replay
