// SPDX-License-Identifier: MIT
#include "tests/sim/mail_server.hpp"

#include <array>
#include <utility>

namespace dutyd::sim {

namespace {

constexpr std::array<std::pair<Weather, const char*>, 7> names{
    {{Weather::fair, "fair"},
     {Weather::busy, "busy"},
     {Weather::refusing, "refusing"},
     {Weather::silent, "silent"},
     {Weather::losing_answers, "losing-answers"},
     {Weather::down, "down"},
     {Weather::mixed, "mixed"}}};
constexpr std::int64_t patience_s = 60;

Reply reply_in(Weather weather) {
    using Kind = Reply::Kind;
    switch (weather) {
        case Weather::busy:
            return {Kind::try_again, false, false, 0};
        case Weather::refusing:
            return {Kind::refused, false, false, 0};
        case Weather::silent:
            return {Kind::try_again, false, false, patience_s};
        case Weather::losing_answers:
            return {Kind::unknown, false, true, 1};
        case Weather::down:
            return {Kind::try_again, true, false, 1};
        default:
            return {Kind::accepted, false, true, 1};
    }
}

}  // namespace

std::string name(Weather weather) {
    for (const auto& [one, word] : names) {
        if (one == weather) return word;
    }
    return "";
}

Weather weather_named(const std::string& word) {
    for (const auto& [one, its_name] : names) {
        if (its_name == word) return one;
    }
    return Weather::fair;
}

Reply MailServer::take(const std::string& message_id) {
    Weather weather = weather_;
    if (weather == Weather::mixed)
        weather = names.at(static_cast<std::size_t>(chance_.below(6))).first;
    const Reply reply = reply_in(weather);
    if (reply.taken) {
        ++taken_[message_id];
        ++all_copies_;
        if (reply.kind != Reply::Kind::accepted) excuse(message_id);
    }
    return reply;
}

int MailServer::copies(const std::string& message_id) const {
    const auto found = taken_.find(message_id);
    return found == taken_.end() ? 0 : found->second;
}

int MailServer::excuses(const std::string& message_id) const {
    const auto found = excuses_.find(message_id);
    return found == excuses_.end() ? 0 : found->second;
}

}  // namespace dutyd::sim
