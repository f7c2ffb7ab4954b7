// SPDX-License-Identifier: MIT
#include "lib/engine/decide.hpp"

#include "lib/engine/decide_parts.hpp"

#include <cctype>

namespace dutyd::engine {

civil::Moment Bench::moment(const std::string& body) const {
    const rules::Body* found = state.library ? state.library->body(body) : nullptr;
    if (found == nullptr && state.library && !state.library->bodies.empty()) {
        found = &state.library->bodies.front();
    }
    const auto zone = found != nullptr ? settings.zones.find(found->zone) : settings.zones.end();
    return civil::Moment::at(now, zone != settings.zones.end() ? zone->second : civil::Zone::utc());
}

Diagnostic reason_needed(const std::string& what) {
    return make_error("a reason is needed " + what, "add --reason \"...\"");
}

std::string slug(const std::string& title, int year) {
    std::string id;
    for (const char c : title) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!id.empty() && id.back() != '-') {
            id += '-';
        }
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    const std::string number = std::to_string(year);
    if (id.find(number) == std::string::npos) id += (id.empty() ? "" : "-") + number;
    return id;
}

Result<Decision> decide(const Bench& bench, const Command& command) {
    return std::visit(Deciding{bench, command}, command.action);
}

}  // namespace dutyd::engine
