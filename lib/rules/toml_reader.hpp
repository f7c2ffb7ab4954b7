// SPDX-License-Identifier: MIT
// Reading TOML for people: every value keeps the place it was written, every mistake is reported
// with the line and a caret, and a key nobody asked for is an error with the nearest key that
// exists. The only file format knowledge is here; what the keys mean is the callers' business.
#pragma once

#include "lib/civil/date.hpp"
#include "lib/rules/calendars.hpp"
#include "lib/rules/report.hpp"

#include <toml++/toml.h>

#include <memory>

namespace dutyd::rules {

/// A text value and where it stands. `inside` is the place of its first character when the value
/// is written plainly on one line, so that a caret can point into it.
struct Text {
    std::string value;
    Place where;
    std::optional<Place> inside;

    /// The place of a stretch of the value; the whole value if it is not written plainly.
    Place part(std::size_t offset, std::size_t length) const;
    /// The place of `name` as a whole word inside the value; the whole value if it is not there.
    Place place_of(std::string_view name) const;
};

/// One parsed file.
class TomlFile {
public:
    /// Nothing if the text is too long or is not TOML; the reason is in `report`.
    static std::shared_ptr<const TomlFile> parse(const SourceFile& file, Report& report);

    const std::string& path() const { return path_; }
    const toml::table& root() const { return root_; }
    Place place(const toml::source_region& region) const;
    Text text(const toml::value<std::string>& value) const;

private:
    std::string path_;
    std::vector<std::string> lines_;
    toml::table root_;
};

struct TomlEntry;

/// `name = "text"` where the name is the writer's.
struct NamedText {
    Text name;
    Text text;
};

/// One table of a file. Ask for every key the table may have, then finish().
class TomlTable {
public:
    /// `what` names the table in messages: "[procedure]", "duty 'issue'".
    TomlTable(std::shared_ptr<const TomlFile> file, const toml::table& table, std::string what,
              Report& report);

    static TomlTable root(std::shared_ptr<const TomlFile> file, Report& report);

    void rename(std::string what) { what_ = std::move(what); }
    const std::string& what() const { return what_; }
    const Place& where() const { return where_; }
    Report& report() const { return *report_; }

    bool has(std::string_view key);
    bool is_text(std::string_view key);
    bool is_list(std::string_view key);
    /// A key that is answered with a refusal if it is there, and never offered in a hint.
    bool has_refused(std::string_view key);
    /// The place of a key that is there.
    Place place_of_key(std::string_view key) const;

    std::optional<Text> text(std::string_view key);
    /// An error if the key is not there.
    std::optional<Text> required_text(std::string_view key);
    /// A text, or a list of texts.
    std::vector<Text> texts(std::string_view key);
    std::string text_or(std::string_view key, std::string fallback);
    /// An id: lower case letters, digits and hyphens.
    std::optional<Text> id(std::string_view key);
    std::optional<civil::Date> date(std::string_view key);
    bool flag(std::string_view key);
    std::optional<int> number(std::string_view key);
    /// A small table of names and texts, `{ name = "text" }`, in the order of the names.
    std::vector<NamedText> named_texts(std::string_view key);
    std::optional<TomlTable> table(std::string_view key);
    /// A list of tables, or `[[key]]` several times; `what` names one of them.
    std::vector<TomlTable> tables(std::string_view key, std::string_view what);
    /// A list whose entries are texts or tables.
    std::vector<TomlEntry> entries(std::string_view key, std::string_view what);

    /// Reports the keys that nobody asked for.
    void finish();

private:
    const toml::node* find(std::string_view key);
    std::optional<Text> text_of(const toml::node& node, std::string_view key);
    void wrong_type(const toml::node& node, std::string_view key, std::string_view wanted);

    std::shared_ptr<const TomlFile> file_;
    const toml::table* table_;
    std::string what_;
    Place where_;
    Report* report_;
    std::vector<std::string> asked_;
    std::vector<std::string> refused_;
};

/// One of a list: either a text or a table.
struct TomlEntry {
    std::optional<Text> text;
    std::optional<TomlTable> table;
};

/// Whether this is an id: lower case letters, digits and hyphens, beginning with a letter or digit.
bool is_id(std::string_view text);

}  // namespace dutyd::rules
