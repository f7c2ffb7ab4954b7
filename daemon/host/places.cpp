// SPDX-License-Identifier: MIT
#include "daemon/host/places.hpp"

#include "daemon/host/files.hpp"
#include "lib/base/limits.hpp"
#include "lib/rules/toml_reader.hpp"

#include <unistd.h>

namespace dutyd::host {

Result<Places> find_places(const std::string& config) {
    const std::string path = config.empty() ? config_path_usual : config;
    if (config.empty() && ::access(path.c_str(), R_OK) != 0) return Places{};
    auto text = read_config(path);
    if (!text) return text.error();
    rules::Report report;
    Places places;
    if (const auto file = rules::TomlFile::parse({path, *std::move(text)}, report)) {
        auto root = rules::TomlTable::root(file, report);
        if (auto daemon = root.table("daemon")) {
            const auto folder = std::filesystem::absolute(path).parent_path();
            read_path(*daemon, "socket", folder, places.socket);
            read_path(*daemon, "database", folder, places.database);
        }
    }
    if (report.has_errors()) return report.sorted();
    return places;
}

Result<std::string> read_config(const std::string& path) {
    auto text = read_file(path, limits::config_bytes_max);
    if (text) return text;
    Diagnostics errors = text.error();
    errors.front().hint = "--config FILE names the configuration; dutyd.toml.example is one";
    return errors;
}

void read_path(rules::TomlTable& table, std::string_view key, const std::filesystem::path& folder,
               std::string& path) {
    if (!table.has(key)) return;
    if (const auto text = table.required_text(key)) {
        path = (folder / text->value).lexically_normal().string();
    }
}

}  // namespace dutyd::host
