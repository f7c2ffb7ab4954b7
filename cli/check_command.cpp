// SPDX-License-Identifier: MIT
#include "cli/check_command.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <ostream>

namespace dutyd::cli {

namespace json = boost::json;

namespace {

json::object to_json(const Diagnostic& diagnostic) {
    const Place& where = diagnostic.where;
    return {{"message", diagnostic.message},
            {"hint", diagnostic.hint},
            {"file", where.file},
            {"line", where.line},
            {"column", where.column},
            {"length", where.length},
            {"source_line", where.source_line},
            {"text", render(diagnostic)}};
}

json::array to_json(const Diagnostics& diagnostics, Severity severity) {
    json::array array;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == severity) array.push_back(to_json(diagnostic));
    }
    return array;
}

std::string summary(const Diagnostics& all, std::size_t files) {
    const auto errors = std::count_if(all.begin(), all.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::error;
    });
    const auto findings = static_cast<std::ptrdiff_t>(all.size()) - errors;
    return fmt::format("{}, {} in {}\n", counted(errors, "error"), counted(findings, "finding"),
                       counted(static_cast<long long>(files), "file"));
}

}  // namespace

int run_check_command(const std::vector<rules::SourceFile>& files, const CheckOptions& options,
                      std::ostream& out, std::ostream& err) {
    if (files.empty()) {
        err << render(make_error("there are no files to check",
                                 "name the calendars folder with --calendars DIR"));
        return 1;
    }
    const auto library = rules::load_library(files, {}, options.today);
    const Diagnostics& all = library ? library->findings : library.error();
    if (options.json) {
        const json::object answer{{"ok", library.has_value()},
                                  {"files", files.size()},
                                  {"errors", to_json(all, Severity::error)},
                                  {"findings", to_json(all, Severity::finding)}};
        out << json::serialize(answer) << "\n";
    } else {
        out << render(all) << summary(all, files.size());
    }
    return library ? 0 : 1;
}

}  // namespace dutyd::cli
