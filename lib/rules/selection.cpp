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

/// Behind the line that opens the table, so that the key is in it and every other line keeps its
/// text.
void add_to_table(SourceFile& file, const std::string& header, const std::string& line) {
    auto at = file.text.rfind(header, 0) == 0 ? 0 : file.text.find("\n" + header);
    if (at == std::string::npos) return;
    at = file.text.find('\n', at + 1);
    file.text.insert(std::min(at, file.text.size()), "\n" + line);
}

bool names_procedures(const SourceFile& file) {
    Report ignored;
    const auto parsed = TomlFile::parse(file, ignored);
    return parsed != nullptr && parsed->root()["body"]["procedures"].is_array();
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

std::vector<SourceFile> running_only(std::vector<SourceFile> files,
                                     const std::vector<std::string>& procedures) {
    std::string line = "procedures = [";
    for (const std::string& procedure : procedures) {
        line += (line.back() == '[' ? "\"" : ", \"") + procedure + "\"";
    }
    line += "]";
    for (SourceFile& file : files) {
        const bool is_body = file.path.rfind("bodies/", 0) == 0;
        if (is_body && !names_procedures(file)) add_to_table(file, "[body]", line);
    }
    return files;
}

}  // namespace dutyd::rules
