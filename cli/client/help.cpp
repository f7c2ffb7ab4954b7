// SPDX-License-Identifier: MIT
#include "cli/client/help.hpp"

#include "cli/print/text_width.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::cli {

namespace {

struct Entry {
    std::string left;
    std::string right;
};

constexpr std::size_t left_max = 26;

std::string entries(const std::vector<Entry>& list, const Paper& paper) {
    std::size_t width = 0;
    for (const Entry& entry : list) {
        if (entry.left.size() <= left_max) width = std::max(width, entry.left.size());
    }
    const std::string indent(width + 4, ' ');
    std::string text;
    for (const Entry& entry : list) {
        std::string right = wrap(entry.right, paper.text_columns(), indent);
        if (entry.left.size() > width) {
            text += fmt::format("  {}\n{}", entry.left, right);
        } else {
            text += fmt::format("  {:<{}}  {}", entry.left, width, right.substr(indent.size()));
        }
    }
    return text;
}

std::string group_of(Group group, std::string_view title, const Paper& paper) {
    std::vector<Entry> list;
    for (const Verb& verb : verbs()) {
        if (verb.group == group) list.push_back({verb.words, verb.summary});
    }
    return "\n" + paper.heading(title) + entries(list, paper);
}

Entry entry_of(const Parameter& parameter) {
    std::string left = parameter.name;
    if (parameter.is_option() && !parameter.value.empty()) left += " " + parameter.value;
    const bool note_need = parameter.is_option() && parameter.need == Need::required;
    return {std::move(left), parameter.help + (note_need ? " (required)" : "")};
}

std::string usage_of(const Verb& verb) {
    std::string usage = "dutyctl " + verb.words;
    for (const Parameter& parameter : verb.parameters) {
        const bool required = parameter.need == Need::required;
        if (parameter.is_option()) {
            if (required) usage += fmt::format(" {} {}", parameter.name, parameter.value);
            continue;
        }
        const std::string name = parameter.name + (parameter.is_many() ? "..." : "");
        usage += required ? " " + name : fmt::format(" [{}]", name);
    }
    return usage + " [OPTIONS]";
}

std::string section(std::string_view title, const std::vector<Entry>& list, const Paper& paper) {
    if (list.empty()) return {};
    return "\n" + paper.heading(title) + entries(list, paper);
}

constexpr std::string_view exit_codes =
    "  0  done, or the answer is yes\n"
    "  1  the answer is no: a date that is not known, findings, a status that is not well\n"
    "  2  bad usage or bad input; nothing was changed\n"
    "  3  the daemon, the database or a reply could not be had\n"
    "  4  doctor: something has failed\n";

}  // namespace

std::string overview(const Paper& paper) {
    std::vector<Entry> common;
    for (const Parameter& parameter : common_options()) common.push_back(entry_of(parameter));
    common.push_back({"--help", "help for dutyctl or for one command"});
    common.push_back({"--version", "the version of dutyctl"});
    return "dutyctl asks the dutyd daemon what the law requires next, and tells it what happened.\n"
           "\nusage: dutyctl COMMAND [OPTIONS]\n" +
           group_of(Group::look, "To look", paper) +
           group_of(Group::change, "To record what happened or was decided", paper) +
           group_of(Group::keep, "To keep the service", paper) +
           section("With every command", common, paper) + "\n" + paper.heading("Exit codes") +
           std::string(exit_codes);
}

std::string help_about(const Verb& verb, const Paper& paper) {
    std::vector<Entry> positionals;
    std::vector<Entry> options;
    for (const Parameter& parameter : verb.parameters) {
        (parameter.is_option() ? options : positionals).push_back(entry_of(parameter));
    }
    std::vector<Entry> common;
    for (const Parameter& parameter : common_options()) common.push_back(entry_of(parameter));
    std::string text =
        fmt::format("dutyctl {}: {}\n\nusage: {}\n", verb.words, verb.summary, usage_of(verb));
    text += section("What it takes", positionals, paper);
    text += section("Options", options, paper);
    text += section("With every command", common, paper);
    if (!verb.details.empty()) text += "\n" + paper.heading("Examples") + verb.details;
    return text;
}

}  // namespace dutyd::cli
