// SPDX-License-Identifier: MIT
#include "cli/local/law.hpp"

#include "cli/law_command.hpp"
#include "daemon/host/files.hpp"
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace dutyd::cli {

namespace {

namespace fs = std::filesystem;

Outcome failed(const Diagnostics& problems) {
    return {exit_code::bad_input, "", render(problems)};
}

Result<LawFormat> format_of(const Arguments& arguments) {
    const std::vector<std::string> names = {"text", "markdown", "html"};
    const std::string wanted = arguments.get("--format").value_or("text");
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found != names.end()) return static_cast<LawFormat>(found - names.begin());
    std::string hint = did_you_mean(wanted, names);
    if (hint.empty()) hint = "it may be: " + join(names, ", ");
    return make_error(fmt::format("there is no format '{}'", wanted), std::move(hint));
}

bool is_generated(const fs::path& path) {
    const auto text = host::read_file(path.string(), limits::pack_file_bytes_max);
    return text && text->starts_with(report::law_file_mark);
}

/// Pages in the folder that none of these files is.
std::vector<fs::path> stale_pages(const fs::path& folder,
                                  const std::vector<report::LawFile>& files) {
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool wanted = std::any_of(files.begin(), files.end(),
                                        [&](const auto& file) { return file.name == name; });
        if (!wanted && entry.path().extension() == ".md" && is_generated(entry.path())) {
            stale.push_back(entry.path());
        }
    }
    return stale;
}

Outcome write_into(const fs::path& folder, const std::vector<report::LawFile>& files) {
    Outcome outcome;
    std::error_code error;
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder)) {
        return failed({make_error(fmt::format("{} is not a folder", folder.string()),
                                  "--into names a folder to write the pages to")});
    }
    for (const fs::path& path : stale_pages(folder, files)) {
        fs::remove(path, error);
        outcome.out += "removed " + path.string() + "\n";
    }
    for (const report::LawFile& file : files) {
        const std::string path = (folder / file.name).string();
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out << file.text;
        out.close();
        if (!out) return failed({make_error("cannot write " + path)});
    }
    outcome.out += fmt::format("{} in {}\n", counted(static_cast<long long>(files.size()), "page"),
                               folder.string());
    return outcome;
}

}  // namespace

Outcome law(const Arguments& arguments, const World& world,
            const std::vector<rules::SourceFile>& calendars) {
    if (const auto folder = arguments.get("--into")) {
        if (arguments.has("PROCEDURE") || arguments.has("--format")) {
            return failed({make_error("--into writes every page, as Markdown",
                                      "leave out the procedure and --format")});
        }
        const auto files = law_folder(calendars);
        return files ? write_into(*folder, *files) : failed(files.error());
    }
    const auto format = format_of(arguments);
    if (!format) return failed(format.error());
    constexpr std::size_t width_usual = 100;
    const auto text = law_text(calendars, {arguments.get("PROCEDURE").value_or(""), *format,
                                           world.paper.width.value_or(width_usual)});
    if (!text) return failed(text.error());
    return {exit_code::ok, *text, ""};
}

}  // namespace dutyd::cli
