// SPDX-License-Identifier: MIT
// The only file that includes CLI11 (it is slow to compile). One flat parser is built for the one
// command that was named; everything a person is told about a mistake is worded here.
#include "cli/client/arguments.hpp"

#include "cli/client/values.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

namespace dutyd::cli {

namespace {

using Words = std::vector<std::string>;

struct NamedVerb {
    const Verb* verb = nullptr;
    Words rest;   // the line without the command's own words
    Words words;  // the first words that are no options, at most two
    bool wants_help = false;
    bool wants_version = false;
};

bool takes_value(const std::string& option) {
    const auto& options = common_options();
    return std::any_of(options.begin(), options.end(), [&](const Parameter& parameter) {
        return parameter.name == option && parameter.kind != Kind::flag;
    });
}

/// Places of the first two words that are neither options nor the values of common options.
std::vector<std::size_t> first_words(const Words& line) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < line.size() && places.size() < 2; ++i) {
        if (line[i].starts_with("-")) {
            if (takes_value(line[i])) ++i;
        } else {
            places.push_back(i);
        }
    }
    return places;
}

bool is_among(const Words& line, std::initializer_list<std::string_view> wanted) {
    const auto end = std::find(line.begin(), line.end(), "--");
    return std::find_first_of(line.begin(), end, wanted.begin(), wanted.end()) != end;
}

NamedVerb name_verb(const Words& line) {
    NamedVerb named;
    named.rest = line;
    named.wants_help = is_among(line, {"--help", "-h"});
    named.wants_version = is_among(line, {"--version"});
    const std::vector<std::size_t> places = first_words(line);
    for (const std::size_t place : places) named.words.push_back(line[place]);
    const auto drop = [&](std::size_t place) {
        named.rest.erase(named.rest.begin() + static_cast<std::ptrdiff_t>(place));
    };
    if (named.words.size() == 2) named.verb = find_verb(join(named.words, " "));
    if (named.verb != nullptr) {
        drop(places[1]);
        drop(places[0]);
    } else if (!named.words.empty()) {
        named.verb = find_verb(named.words.front());
        if (named.verb != nullptr) drop(places[0]);
    }
    return named;
}

/// "meeting add, meeting move or meeting cancel"
std::string one_of(const Words& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
        text += choices[i];
    }
    return text;
}

Diagnostic unknown_verb(const Words& words) {
    Words family;
    Words all;
    for (const Verb& verb : verbs()) {
        all.push_back(verb.words);
        if (verb.words.starts_with(words.front() + " ")) family.push_back(verb.words);
    }
    if (!family.empty()) {
        return make_error(fmt::format("'{}' is not a whole command", words.front()),
                          fmt::format("write {}", one_of(family)));
    }
    std::string hint = did_you_mean(words.front(), all);
    if (hint.empty()) hint = "dutyctl --help lists the commands";
    return make_error(fmt::format("there is no command '{}'", words.front()), std::move(hint));
}

std::vector<Parameter> parameters_of(const Verb& verb) {
    std::vector<Parameter> parameters = verb.parameters;
    parameters.insert(parameters.end(), common_options().begin(), common_options().end());
    return parameters;
}

Diagnostic unknown_option(const Verb& verb, const std::string& option) {
    const std::string name = option.substr(0, option.find('='));
    Words known;
    for (const Parameter& parameter : parameters_of(verb)) {
        if (parameter.is_option()) known.push_back(parameter.name);
    }
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = fmt::format("dutyctl {} --help lists its options", verb.words);
    return make_error(fmt::format("'{}' has no option {}", verb.words, name), std::move(hint));
}

Diagnostics unexpected(const Verb& verb, const Words& extras) {
    Diagnostics problems;
    for (const std::string& extra : extras) {
        if (extra.starts_with("-")) problems.push_back(unknown_option(verb, extra));
    }
    if (!problems.empty()) return problems;
    for (const std::string& extra : extras) {
        problems.push_back(
            make_error(fmt::format("'{}' does not expect '{}'", verb.words, extra),
                       fmt::format("words that belong together go in quotes; see dutyctl {} --help",
                                   verb.words)));
    }
    return problems;
}

Diagnostics check_given(const Parameter& parameter, const Words& values) {
    Diagnostics problems;
    if (values.empty() && parameter.need == Need::required) {
        problems.push_back(make_error(fmt::format("{} is missing", parameter.name),
                                      fmt::format("it is {}", parameter.help)));
    }
    if (values.size() > 1 && !parameter.is_many()) {
        problems.push_back(make_error(fmt::format("{} is given twice", parameter.name)));
        return problems;
    }
    for (const std::string& value : values) {
        if (const auto problem = check_value(parameter, value)) problems.push_back(*problem);
    }
    return problems;
}

/// CLI11 knows where the words belong; `given` says what it found for each parameter.
struct Sorted {
    std::map<std::string, Words> values;
    std::vector<std::string> flags;
    Words extras;
};

Diagnostic no_value(const CLI::ParseError& error) {
    const std::string what = error.what();
    return make_error(fmt::format("{} needs a value", what.substr(0, what.find(':'))));
}

Result<Sorted> sort_words(const std::vector<Parameter>& parameters, Words line) {
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    Sorted sorted;
    for (const Parameter& parameter : parameters) {
        if (parameter.kind == Kind::flag) {
            app.add_flag(parameter.name);
            continue;
        }
        auto* option = app.add_option(parameter.name, sorted.values[parameter.name]);
        const bool takes_rest = parameter.kind == Kind::words || parameter.kind == Kind::words_each;
        option->allow_extra_args(takes_rest);
        if (!parameter.is_option() && !takes_rest) option->expected(1);
    }
    std::reverse(line.begin(), line.end());
    try {
        app.parse(std::move(line));
    } catch (const CLI::ArgumentMismatch& error) {
        return no_value(error);
    } catch (const CLI::ParseError& error) {
        return make_error(error.what());
    }
    for (const Parameter& parameter : parameters) {
        if (parameter.kind == Kind::flag && app.count(parameter.name) > 0) {
            sorted.flags.push_back(parameter.name);
        }
    }
    for (std::string& extra : app.remaining()) {
        if (extra != "--") sorted.extras.push_back(std::move(extra));
    }
    return sorted;
}

Result<CommandLine> parse_for(const Verb& verb, Words line) {
    const std::vector<Parameter> parameters = parameters_of(verb);
    Result<Sorted> sorted = sort_words(parameters, std::move(line));
    if (!sorted) return sorted.error();
    Diagnostics problems = unexpected(verb, sorted->extras);
    std::map<std::string, Words> given;
    for (const Parameter& parameter : parameters) {
        if (parameter.kind == Kind::flag) continue;
        Words values = sorted->values[parameter.name];
        if (parameter.kind == Kind::words && !values.empty()) values = {join(values, " ")};
        const Diagnostics wrong = check_given(parameter, values);
        problems.insert(problems.end(), wrong.begin(), wrong.end());
        if (!values.empty()) given[parameter.name] = std::move(values);
    }
    for (const std::string& flag : sorted->flags) given[flag] = {""};
    if (!problems.empty()) return problems;
    return CommandLine{CommandLine::Wants::run, Arguments(verb, std::move(given)), &verb};
}

}  // namespace

std::optional<std::string> Arguments::get(const std::string& name) const {
    const auto found = given_.find(name);
    if (found == given_.end()) return std::nullopt;
    return found->second.front();
}

std::vector<std::string> Arguments::all(const std::string& name) const {
    const auto found = given_.find(name);
    return found == given_.end() ? Words{} : found->second;
}

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments) {
    NamedVerb named = name_verb(arguments);
    if (named.words.empty() && named.wants_version) {
        return CommandLine{CommandLine::Wants::version, std::nullopt, nullptr};
    }
    const bool asks_for_help = !named.words.empty() && named.words.front() == "help";
    if (asks_for_help && named.verb == nullptr) {
        named.words.erase(named.words.begin());
        const Words after(std::find(arguments.begin(), arguments.end(), "help") + 1,
                          arguments.end());
        named.verb = name_verb(after).verb;
        named.wants_help = true;
    }
    if (named.wants_help && (named.verb != nullptr || named.words.empty())) {
        return CommandLine{CommandLine::Wants::help, std::nullopt, named.verb};
    }
    if (named.verb != nullptr) return parse_for(*named.verb, std::move(named.rest));
    if (named.words.empty()) {
        return make_error("no command is given", "dutyctl --help lists the commands");
    }
    return unknown_verb(named.words);
}

}  // namespace dutyd::cli
