// SPDX-License-Identifier: MIT
#include "lib/rules/selection.hpp"

#include "lib/base/text.hpp"
#include "lib/rules/toml_reader.hpp"

#include <algorithm>

namespace dutyd::rules {

namespace {

std::string stem(const std::string& name) {
    return name.substr(0, name.rfind('.'));
}

/// What a meetings file says of itself; a file that cannot be read is reported when it is loaded.
std::string named_body(const SourceFile& file) {
    Report ignored;
    const auto parsed = TomlFile::parse(file, ignored);
    if (parsed == nullptr) return {};
    return parsed->root()["body"].value_or(std::string{});
}

}  // namespace

std::string body_of_file(const SourceFile& file) {
    const auto parts = split(file.path, '/');
    if (parts.size() < 2) return {};
    if (parts[0] == "overlays") return parts[1];
    if (parts[0] == "bodies") return stem(parts[1]);
    if (parts[0] != "meetings") return {};
    const std::string named = named_body(file);
    return named.empty() ? stem(parts[1]) : named;
}

std::vector<SourceFile> files_for_bodies(const std::vector<SourceFile>& files,
                                         const std::vector<std::string>& bodies) {
    if (bodies.empty()) return files;
    std::vector<SourceFile> chosen;
    for (const SourceFile& file : files) {
        const std::string body = body_of_file(file);
        const bool shared = body.empty();
        if (shared || std::find(bodies.begin(), bodies.end(), body) != bodies.end()) {
            chosen.push_back(file);
        }
    }
    return chosen;
}

}  // namespace dutyd::rules
