// SPDX-License-Identifier: MIT
// What a person is told when something is wrong: what, where (file, line, column, the line itself
// with a caret) and what to do about it. A diagnostic is a plain value; it never throws or prints.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dutyd {

enum class Severity { finding, error };

/// A place in a text a person wrote. Lines and columns count from one; zero means "not known".
struct Place {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 1;
    std::string source_line;
};

struct Diagnostic {
    Severity severity = Severity::error;
    std::string message;
    std::string hint;
    Place where;
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic make_error(std::string message, std::string hint = {});
Diagnostic make_error_at(Place where, std::string message, std::string hint = {});
Diagnostic make_finding(std::string message, std::string hint = {});

bool has_errors(const Diagnostics& diagnostics);

/// `file:line:column: error: message`, the source line, a caret under the place, and the hint.
std::string render(const Diagnostic& diagnostic);
std::string render(const Diagnostics& diagnostics);

/// The caret line that goes under `where.source_line`; tabs are kept so that columns line up.
std::string caret_line(const Place& where);

}  // namespace dutyd
