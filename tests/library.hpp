// SPDX-License-Identifier: MIT
// Libraries that tests load again and again, loaded once a process: most have the same calendars.
#pragma once

#include "lib/base/hash.hpp"
#include "lib/rules/library.hpp"
#include "tests/catch.hpp"

#include <map>
#include <memory>

namespace dutyd::tests {

/// What these files load as; files that do not load fail the test.
inline std::shared_ptr<const rules::Library> library_of(
    const std::vector<rules::SourceFile>& files) {
    static std::map<std::string, std::shared_ptr<const rules::Library>> libraries;
    std::string all;
    for (const rules::SourceFile& file : files) all += sha256_hex(file.path + "\n" + file.text);
    auto& known = libraries[all];
    if (known) return known;
    auto library = rules::load_library(files);
    if (!library) FAIL(render(library.error()));
    known = std::make_shared<const rules::Library>(*std::move(library));
    return known;
}

}  // namespace dutyd::tests
