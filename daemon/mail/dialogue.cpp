// SPDX-License-Identifier: MIT
#include "daemon/mail/classify.hpp"

#include "lib/base/text.hpp"

#include <algorithm>
#include <array>

namespace dutyd::mail {
namespace {

struct Command {
    std::string_view word;
    Stage stage;
};

constexpr std::array<Command, 8> commands = {{{"EHLO", Stage::hello},
                                              {"HELO", Stage::hello},
                                              {"STARTTLS", Stage::starttls},
                                              {"AUTH", Stage::login},
                                              {"MAIL", Stage::mail},
                                              {"RCPT", Stage::rcpt},
                                              {"DATA", Stage::data},
                                              {"QUIT", Stage::quit}}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_answer_line(std::string_view line) {
    return line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, is_digit) &&
           (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

int code_of(std::string_view line) {
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

}  // namespace

void Dialogue::enter(Stage stage) {
    stage_ = stage;
    if (stage != Stage::quit) reached_ = stage;
}

void Dialogue::sent(std::string_view line) {
    // Until the login is answered, what goes out is the secret itself, not a command.
    if (in_login_) return;
    const std::string_view word = line.substr(0, line.find_first_of(" \r\n"));
    const auto* const command = std::find_if(commands.begin(), commands.end(),
                                             [&](const Command& c) { return c.word == word; });
    if (command == commands.end()) return;
    enter(command->stage);
    in_login_ = stage_ == Stage::login;
}

void Dialogue::received(std::string_view line) {
    line = trim(line);
    if (!is_answer_line(line)) return;
    const int code = code_of(line);
    const std::string_view text = trim(line.substr(std::min<std::size_t>(line.size(), 4)));
    if (answer_open_) {
        answers_.back().text.append(" ").append(text);
    } else {
        answers_.push_back({stage_, code, std::string(text)});
    }
    answer_open_ = line.size() > 3 && line[3] == '-';
    if (answer_open_) return;
    if (code != 334) in_login_ = false;
    if (stage_ == Stage::data && code == 354) enter(Stage::body);
}

}  // namespace dutyd::mail
