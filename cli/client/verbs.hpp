// SPDX-License-Identifier: MIT
// The commands of dutyctl as a table: what each takes and how its values travel. Parsing, help,
// requests and the test of the manual all read this one table, so they cannot disagree.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd::cli {

enum class Kind {
    flag,            // present or not
    text,            // any text
    number,          // a whole number, 0 or more
    date,            // YYYY-MM-DD
    date_or_none,    // YYYY-MM-DD, or "none" to take it away
    time,            // HH:MM
    moment,          // a journal number, a day, or a day and time
    many,            // a text; may be given again
    pairs,           // name=value; may be given again
    duty,            // MATTER/DUTY, split on the last '/'
    matter_or_duty,  // the same, but a name without '/' (or ending in one) is a matter
    words,           // all remaining words, joined by spaces
    words_each       // all remaining words, each on its own
};

enum class Need { optional, required };

/// An option if its name starts with "--", otherwise a positional in capitals. `key` is its name in
/// a request; empty: the option's name without the dashes.
struct Parameter {
    std::string name;
    Kind kind = Kind::text;
    std::string help;
    std::string value;  // what an option's value is called in the help: "DATE"
    std::string key;
    Need need = Need::optional;

    bool is_option() const { return name.starts_with("--"); }
    bool is_many() const;
    std::string request_key() const;
};

enum class Group { look, change, keep };
enum class Manner {
    read,     // GET from the daemon, or the database if it is down
    report,   // the same, and the answer is printed as it comes
    command,  // POST /v1/commands
    clock,    // POST /v1/clock
    reload,   // POST /v1/reload
    care,     // doctor, mail test, backup: how each asks is its own business
    local     // needs no daemon: date, check, replay, law
};

struct Verb {
    std::string words;  // "meeting add"
    Group group = Group::look;
    Manner how = Manner::read;
    std::string request;  // path of a read, or the "do" of a command
    std::string summary;
    std::vector<Parameter> parameters;
    std::string details;  // examples and notes for --help

    /// Whether it has an option or a positional of that name.
    bool takes(std::string_view parameter) const;
};

/// Every command, in the order help lists them.
const std::vector<Verb>& verbs();
const Verb* find_verb(std::string_view words);
/// Options that every command takes, before or after its name.
const std::vector<Parameter>& common_options();
/// Options that say which duties are meant, then those of the verb's own.
std::vector<Parameter> duty_filters(std::vector<Parameter> own = {});

std::vector<Verb> looking_verbs();
std::vector<Verb> report_verbs();
std::vector<Verb> changing_verbs();
std::vector<Verb> keeping_verbs();
std::vector<Verb> care_verbs();

}  // namespace dutyd::cli
