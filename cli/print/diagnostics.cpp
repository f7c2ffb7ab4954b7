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

}  // namespace

std::string diagnostic_text(const boost::json::value& diagnostic) {
    const boost::json::value* whole = field(diagnostic, "text");
    if (whole != nullptr && whole->is_string()) {
        return safe_lines(std::string_view(whole->get_string()));
    }
    return render(make_error(text_at(diagnostic, "message"), text_at(diagnostic, "hint")));
}

}  // namespace dutyd::cli
