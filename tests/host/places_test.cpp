// SPDX-License-Identifier: MIT
#include "daemon/host/places.hpp"
#include "tests/catch.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

using namespace dutyd;
using namespace dutyd::host;

namespace {

/// What is found in a file with that text, named from another folder.
Result<Places> found_in(const Folder& folder, const std::string& text) {
    write_whole(folder.file("dutyd.toml"), text);
    return find_places(folder.file("dutyd.toml"));
}

}  // namespace

TEST_CASE("paths of the daemon are taken from the folder of the file") {
    const Folder folder;
    const auto places = found_in(
        folder, "[daemon]\nsocket = \"run/../s.sock\"\ndatabase = \"/var/lib/dutyd/other.db\"\n");
    REQUIRE(error_of(places) == "");
    CHECK(places->socket == folder.file("s.sock"));
    CHECK(places->database == "/var/lib/dutyd/other.db");
}

TEST_CASE("what the file does not say stays unknown, and other mistakes in it do not matter") {
    const Folder folder;
    const auto places = found_in(folder, "[daemon]\nlog-level = 7\ncolour = 1\n[mial]\nx = 1\n");
    REQUIRE(error_of(places) == "");
    CHECK(places->socket.empty());
    CHECK(places->database.empty());
}

TEST_CASE("a configuration that cannot tell the places says why") {
    const Folder folder;
    CHECK(error_of(found_in(folder, "[daemon]\nsocket = 7\n")).find("socket") != std::string::npos);
    CHECK(error_of(found_in(folder, "[daemon\n")).find("not TOML") != std::string::npos);
    CHECK(error_of(found_in(folder, "daemon = 3\n")).find("daemon") != std::string::npos);
    CHECK(error_of(find_places(folder.file("none.toml"))).find("none.toml") != std::string::npos);
}
