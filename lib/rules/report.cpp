// SPDX-License-Identifier: MIT
#include "lib/rules/report.hpp"

#include <algorithm>
#include <tuple>

namespace dutyd::rules {

void Report::error(Place where, std::string message, std::string hint) {
    diagnostics_.push_back(make_error_at(std::move(where), std::move(message), std::move(hint)));
}

void Report::finding(Place where, std::string message, std::string hint) {
    Diagnostic diagnostic = make_finding(std::move(message), std::move(hint));
    diagnostic.where = std::move(where);
    diagnostics_.push_back(std::move(diagnostic));
}

void Report::add(Diagnostics diagnostics) {
    for (Diagnostic& diagnostic : diagnostics) diagnostics_.push_back(std::move(diagnostic));
}

Diagnostics Report::sorted() const {
    Diagnostics sorted = diagnostics_;
    const auto key = [](const Diagnostic& d) {
        return std::make_tuple(d.severity == Severity::finding, std::string_view(d.where.file),
                               d.where.line, d.where.column);
    };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    return sorted;
}

}  // namespace dutyd::rules
