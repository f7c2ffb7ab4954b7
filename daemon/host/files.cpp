// SPDX-License-Identifier: MIT
#include "daemon/host/files.hpp"

#include "daemon/host/system.hpp"
#include "lib/base/limits.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace dutyd::host {

namespace fs = std::filesystem;

namespace {

Diagnostic unreadable(const std::string& path, int error) {
    return make_error(fmt::format("{} cannot be read: {}", path, error_text(error)));
}

bool is_hidden(const fs::path& path) {
    return path.filename().native().rfind('.', 0) == 0;
}

bool is_source(const fs::directory_entry& entry) {
    std::error_code ignored;
    const fs::path extension = entry.path().extension();
    return (extension == ".toml" || extension == ".json") && entry.is_regular_file(ignored);
}

/// Paths of the sources under the folder, sorted.
Result<std::vector<fs::path>> source_paths(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    auto entry = fs::recursive_directory_iterator(folder, error);
    while (!error && entry != fs::recursive_directory_iterator()) {
        if (is_hidden(entry->path())) {
            entry.disable_recursion_pending();
        } else if (is_source(*entry)) {
            paths.push_back(entry->path());
        }
        if (paths.size() > limits::source_files_max) {
            return make_error(fmt::format("{} holds more than {} files", folder.string(),
                                          limits::source_files_max),
                              "name the folder of the calendars alone");
        }
        entry.increment(error);
    }
    if (error) {
        return make_error(
            fmt::format("the folder {} cannot be read: {}", folder.string(), error.message()));
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

bool is_folder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

Result<std::string> named_folder(const std::string& folder, const std::string& named_by) {
    if (is_folder(folder)) return folder;
    return make_error(
        fmt::format("{} names the calendars folder '{}', which is not a folder", named_by, folder),
        "it is the one that holds packs, holidays and day-sets");
}

/// The source tree this program was built from, as CMake notes it in the build folder.
std::optional<fs::path> source_tree(const fs::path& build_folder) {
    constexpr std::string_view key = "CMAKE_HOME_DIRECTORY:INTERNAL=";
    std::ifstream cache(build_folder / "CMakeCache.txt");
    for (std::string line; std::getline(cache, line);) {
        if (line.rfind(key, 0) == 0) return line.substr(key.size());
    }
    return std::nullopt;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
    std::error_code error;
    if (fs::is_directory(path, error)) return make_error(fmt::format("{} is a folder", path));
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) return unreadable(path, errno);
    std::string text;
    std::array<char, 65536> chunk{};
    while (file && text.size() <= bytes_max) {
        file.read(chunk.data(), chunk.size());
        text.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) return unreadable(path, errno);
    if (text.size() <= bytes_max) return text;
    return make_error(fmt::format("{} is longer than {} bytes", path, bytes_max));
}

Result<std::vector<rules::SourceFile>> read_calendars(const std::string& folder) {
    const auto paths = source_paths(folder);
    if (!paths) return paths.error();
    std::vector<rules::SourceFile> files;
    Diagnostics errors;
    std::size_t bytes = 0;
    for (const fs::path& path : *paths) {
        auto text = read_file(path.string(), limits::pack_file_bytes_max);
        if (!text) {
            errors.push_back(text.error().front());
            continue;
        }
        bytes += text->size();
        if (bytes > limits::source_bytes_max) {
            return make_error(fmt::format("the files under {} are longer than {} bytes together",
                                          folder, limits::source_bytes_max));
        }
        files.push_back({path.lexically_relative(folder).generic_string(), *std::move(text)});
    }
    if (!errors.empty()) return errors;
    return files;
}

Result<std::string> find_calendars(const std::optional<std::string>& option) {
    if (option) return named_folder(*option, "--calendars or dutyd.toml");
    if (const auto variable = environment("DUTYD_CALENDARS")) {
        return named_folder(*variable, "$DUTYD_CALENDARS");
    }
    const fs::path prefix = prefix_folder();
    const fs::path installed = prefix / "share/dutyd/calendars";
    if (is_folder(installed)) return installed.string();
    if (const auto source = source_tree(prefix); source && is_folder(*source / "calendars")) {
        return (*source / "calendars").string();
    }
    return make_error(
        fmt::format("no calendars folder was found; $DUTYD_CALENDARS is not set and there is no {}",
                    installed.string()),
        "--calendars DIR names it");
}

std::string random_hex(std::size_t bytes) {
    std::array<unsigned char, 256> buffer{};  // getrandom gives so many at once, or none
    DUTYD_CHECK(bytes <= buffer.size());
    DUTYD_CHECK(::getrandom(buffer.data(), bytes, 0) == static_cast<ssize_t>(bytes));
    std::string hex;
    for (std::size_t i = 0; i < bytes; ++i) hex += fmt::format("{:02x}", buffer[i]);
    return hex;
}

}  // namespace dutyd::host
