// SPDX-License-Identifier: MIT
// Time zones from the system's zone data. A zone's name comes from a file that a person wrote, so
// it is never taken for a path until it looks like a zone's name and nothing else.
#include "daemon/host/files.hpp"

#include "daemon/host/system.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace dutyd::host {

namespace {

std::string zone_folder() {
    return environment("TZDIR").value_or("/usr/share/zoneinfo");
}

/// Words of letters, digits, '_', '-' and '+', with single '/' between them: "Europe/London",
/// "Etc/GMT+1". Never "..", never absolute.
bool looks_like_zone(const std::string& name) {
    if (name.empty() || name.size() > limits::name_bytes_max) return false;
    const std::vector<std::string> parts = split(name, '/');
    return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '-' || c == '+';
        });
    });
}

/// Names of zones ("Z NAME ...") and links ("L ZONE NAME") in tzdata.zi.
std::vector<std::string> known_zones() {
    std::vector<std::string> names;
    std::ifstream list(zone_folder() + "/tzdata.zi");
    for (std::string line; std::getline(list, line);) {
        const std::vector<std::string> words = split(line, ' ');
        if (words.size() >= 3 && words[0] == "Z") names.push_back(words[1]);
        if (words.size() == 3 && words[0] == "L") names.push_back(words[2]);
    }
    return names;
}

}  // namespace

Result<civil::Zone> read_zone(const std::string& name) {
    if (!looks_like_zone(name)) {
        return make_error(fmt::format("'{}' is not the name of a time zone", name.substr(0, 80)),
                          "for example Europe/London");
    }
    const auto bytes = read_file(zone_folder() + "/" + name, limits::zone_file_bytes_max);
    if (bytes) return civil::Zone::from_tzif(name, *bytes);
    const std::string guess = did_you_mean(name, known_zones());
    return make_error(
        fmt::format("there is no time zone '{}' in {}", name, zone_folder()),
        guess.empty() ? "the package tzdata brings the zones; $TZDIR names another folder" : guess);
}

std::string zone_data_version() {
    constexpr std::string_view start = "# version ";
    std::ifstream list(zone_folder() + "/tzdata.zi");
    std::string line;
    if (!std::getline(list, line) || line.rfind(start, 0) != 0) return "unknown";
    return line.substr(start.size());
}

}  // namespace dutyd::host
