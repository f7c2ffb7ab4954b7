// SPDX-License-Identifier: MIT
#include "cli/law_command.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

namespace dutyd::cli {

namespace {

std::string print(const report::Sheet& sheet, const LawOptions& options) {
    switch (options.format) {
        case LawFormat::text:
            return report::print_text(sheet, options.width);
        case LawFormat::markdown:
            return report::print_markdown(sheet);
        case LawFormat::html:
            break;
    }
    return report::print_html(sheet);
}

Result<report::Sheet> page_of(const rules::Library& library, const std::string& name) {
    std::vector<std::string> known;
    for (const rules::Pack& pack : library.packs) {
        for (const rules::Procedure& procedure : pack.procedures) {
            if (procedure.id == name) return report::law_page(library, pack, procedure);
            known.push_back(procedure.id);
        }
    }
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "there are: " + join(known, ", ");
    return make_error(fmt::format("there is no procedure '{}'", name), std::move(hint));
}

/// Findings are for `dutyctl check`; errors are why there is nothing to print.
Diagnostics errors_in(const Diagnostics& all) {
    Diagnostics errors;
    for (const Diagnostic& one : all) {
        if (one.severity == Severity::error) errors.push_back(one);
    }
    return errors;
}

}  // namespace

Result<std::string> law_text(const std::vector<rules::SourceFile>& calendars,
                             const LawOptions& options) {
    const auto library = rules::load_library(calendars);
    if (!library) return errors_in(library.error());
    if (options.procedure.empty()) return print(report::law_contents(*library), options);
    const auto sheet = page_of(*library, options.procedure);
    if (!sheet) return sheet.error();
    return print(*sheet, options);
}

Result<std::vector<report::LawFile>> law_folder(const std::vector<rules::SourceFile>& calendars) {
    const auto library = rules::load_library(calendars);
    if (!library) return errors_in(library.error());
    return report::law_files(*library);
}

}  // namespace dutyd::cli
