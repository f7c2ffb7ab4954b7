// SPDX-License-Identifier: MIT
// A command line as values: which command, and what was given for each of its parameters. Every
// value has been checked for its form (a date is a date), so that what is sent is sound; whether a
// name exists is for the daemon to say. All mistakes of a line are reported at once.
#pragma once

#include "cli/client/verbs.hpp"
#include "lib/base/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dutyd::cli {

class Arguments {
public:
    Arguments(const Verb& verb, std::map<std::string, std::vector<std::string>> given)
        : verb_(&verb), given_(std::move(given)) {}

    const Verb& verb() const { return *verb_; }
    /// By the parameter's name: "--on", "DUTY". A flag that was given has an empty value.
    bool has(const std::string& name) const { return given_.contains(name); }
    std::optional<std::string> get(const std::string& name) const;
    std::vector<std::string> all(const std::string& name) const;

private:
    const Verb* verb_;
    std::map<std::string, std::vector<std::string>> given_;
};

/// What a command line asks for: a command, or a page of help, or the version.
struct CommandLine {
    enum class Wants { run, help, version };
    Wants wants = Wants::run;
    std::optional<Arguments> arguments;  // with Wants::run
    const Verb* about = nullptr;         // with Wants::help; nothing: the overview
};

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments);

}  // namespace dutyd::cli
