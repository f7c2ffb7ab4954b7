// SPDX-License-Identifier: MIT
#include "tests/engine/page.hpp"

#include "tests/catch.hpp"
#include "tests/environment.hpp"
#include "tests/folder.hpp"

namespace dutyd::tests {

bool updates_docs() {
    return environment("DUTYD_UPDATE_DOCS") != nullptr;
}

void write_page(const std::string& page, const std::string& text) {
    std::ofstream(source_dir() / "docs" / page, std::ios::binary) << text;
}

void check_page_part(const std::string& page, const std::string& name, const std::string& text) {
    std::string whole = read_file(source_dir() / "docs" / page).text;
    const std::string from = "<!-- " + name + " -->\n";
    const auto begin = whole.find(from);
    const auto end = whole.find("<!-- end of " + name + " -->");
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const auto start = begin + from.size();
    if (!updates_docs()) {
        INFO("DUTYD_UPDATE_DOCS=1 writes docs/" << page << " anew");
        CHECK(whole.substr(start, end - start) == text);
        return;
    }
    write_page(page, whole.replace(start, end - start, text));
}

}  // namespace dutyd::tests
