// SPDX-License-Identifier: MIT
#include "tests/cli/golden.hpp"

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/environment.hpp"

namespace dutyd::cli::test {

namespace {

std::string path_of(const std::string& name) {
    return std::string(DUTYD_SOURCE_DIR) + "/tests/cli/golden/" + name;
}

}  // namespace

std::string golden_text(const std::string& name) {
    std::ifstream file(path_of(name), std::ios::binary);
    INFO(name);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

boost::json::value golden_json(const std::string& name) {
    return boost::json::parse(golden_text(name));
}

void check_golden(const std::string& name, const std::string& printed) {
    if (tests::environment("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path_of(name), std::ios::binary) << printed;
    }
    CHECK(printed == golden_text(name));
}

}  // namespace dutyd::cli::test
