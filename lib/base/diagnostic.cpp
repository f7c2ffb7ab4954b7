// SPDX-License-Identifier: MIT
#include "lib/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd {

Diagnostic make_error(std::string message, std::string hint) {
    return {Severity::error, std::move(message), std::move(hint), {}};
}

Diagnostic make_error_at(Place where, std::string message, std::string hint) {
    return {Severity::error, std::move(message), std::move(hint), std::move(where)};
}

Diagnostic make_finding(std::string message, std::string hint) {
    return {Severity::finding, std::move(message), std::move(hint), {}};
}

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string caret_line(const Place& where) {
    std::string line;
    const std::size_t before = where.column > 0 ? where.column - 1 : 0;
    for (std::size_t i = 0; i < before; ++i) {
        const bool tab = i < where.source_line.size() && where.source_line[i] == '\t';
        line += tab ? '\t' : ' ';
    }
    return line + std::string(std::max<std::size_t>(where.length, 1), '^');
}

std::string render(const Diagnostic& diagnostic) {
    const Place& where = diagnostic.where;
    std::string text;
    if (!where.file.empty()) text += where.file + ":";
    if (where.line > 0) text += fmt::format("{}:{}:", where.line, where.column);
    if (!text.empty()) text += ' ';
    text += diagnostic.severity == Severity::error ? "error: " : "finding: ";
    text += diagnostic.message + "\n";
    if (!where.source_line.empty()) {
        text += "    " + where.source_line + "\n    " + caret_line(where) + "\n";
    }
    if (!diagnostic.hint.empty()) text += "    hint: " + diagnostic.hint + "\n";
    return text;
}

std::string render(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) text += render(diagnostic);
    return text;
}

}  // namespace dutyd
