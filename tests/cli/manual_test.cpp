// SPDX-License-Identifier: MIT
// The manual and the help cannot fall behind the table of commands.
#include "cli/client/help.hpp"
#include "cli/client/verbs.hpp"
#include "cli/print/text_width.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/cli/golden.hpp"

#include <fstream>
#include <set>
#include <sstream>

using namespace dutyd::cli;

namespace {

std::string file_text(const std::string& path) {
    std::ifstream file(DUTYD_SOURCE_DIR + path);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

bool mentions(const std::string& text, const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const char after = at + word.size() < text.size() ? text[at + word.size()] : ' ';
        if (after != '-' && (std::isalnum(static_cast<unsigned char>(after)) == 0)) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the manual mentions every command and every option") {
    const std::string text = file_text("/docs/dutyctl.md");
    for (const Verb& verb : verbs()) {
        INFO(verb.words);
        CHECK(mentions(text, "`" + verb.words));
        for (const Parameter& parameter : verb.parameters) {
            INFO(parameter.name);
            CHECK((!parameter.is_option() || mentions(text, parameter.name)));
        }
    }
    for (const Parameter& parameter : common_options()) CHECK(mentions(text, parameter.name));
}

TEST_CASE("the man page names every command") {
    const std::string text = file_text("/docs/man/dutyctl.1");
    for (const Verb& verb : verbs()) {
        INFO(verb.words);
        CHECK(mentions(text, verb.words));
    }
}

TEST_CASE("no command has two parameters of one name, or two that travel under one key") {
    std::set<std::string> commands;
    for (const Verb& verb : verbs()) {
        INFO(verb.words);
        CHECK(commands.insert(verb.words).second);
        std::set<std::string> names;
        std::set<std::string> keys;
        for (const Parameter& parameter : verb.parameters) {
            CHECK(names.insert(parameter.name).second);
            CHECK(keys.insert(parameter.request_key()).second);
            CHECK(!parameter.help.empty());
        }
        for (const Parameter& parameter : common_options()) {
            CHECK(names.insert(parameter.name).second);
        }
    }
}

TEST_CASE("help fits the page and its examples are commands that parse") {
    const Paper paper{80, Ink::plain};
    for (const Verb& verb : verbs()) {
        for (const auto& line : dutyd::split(help_about(verb, paper), '\n')) {
            INFO(verb.words << ": " << line);
            CHECK((text_width(line) <= 100));
        }
    }
    test::check_golden("help.txt", overview(paper));
    test::check_golden("help.pause.txt", help_about(*find_verb("pause"), paper));
}
