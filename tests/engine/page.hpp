// SPDX-License-Identifier: MIT
// Pages of the documentation that show what the program says: compared with it, or written anew
// when DUTYD_UPDATE_DOCS is set (./dev docs does that).
#pragma once

#include <string>

namespace dutyd::tests {

bool updates_docs();
/// The text between "<!-- NAME -->" and "<!-- end of NAME -->" of a page of docs/, compared with
/// what it should be, or replaced by it.
void check_page_part(const std::string& page, const std::string& name, const std::string& text);
/// A page of docs/ that is written whole.
void write_page(const std::string& page, const std::string& text);

}  // namespace dutyd::tests
