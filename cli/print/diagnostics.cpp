// SPDX-License-Identifier: MIT
#include "cli/print/diagnostics.hpp"

#include "cli/print/json_fields.hpp"
#include "cli/print/text_width.hpp"
#include "lib/base/diagnostic.hpp"

#include <algorithm>

namespace dutyd::cli {

namespace {

std::string safe_lines(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        safe += printable(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return safe;
}

std::string laid_out(const boost::json::value& given, const Diagnostic& plain) {
    const boost::json::value* whole = field(given, "text");
    if (whole == nullptr || !whole->is_string()) return render(plain);
    return safe_lines(std::string_view(whole->get_string()));
}

}  // namespace

std::string diagnostic_text(const boost::json::value& diagnostic) {
    return laid_out(diagnostic,
                    make_error(text_at(diagnostic, "message"), text_at(diagnostic, "hint")));
}

std::string finding_text(const boost::json::value& finding) {
    return laid_out(finding, make_finding(text_at(finding, "message"), text_at(finding, "hint")));
}

}  // namespace dutyd::cli
