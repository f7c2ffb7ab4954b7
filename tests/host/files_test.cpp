// SPDX-License-Identifier: MIT
#include "daemon/host/files.hpp"
#include "daemon/host/system.hpp"
#include "lib/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/host/child.hpp"
#include "tests/host/folder.hpp"
#include "tests/host/turns.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>
#include <set>

using namespace dutyd;
using namespace dutyd::host;

namespace {

std::vector<std::string> paths(const std::string& folder) {
    const auto files = read_calendars(folder);
    REQUIRE(error_of(files) == "");
    std::vector<std::string> found;
    for (const rules::SourceFile& file : *files) found.push_back(file.path);
    return found;
}

/// An environment variable for one test.
class Variable {
public:
    Variable(const char* name, const std::string& value) : name_(name) {
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable() { ::unsetenv(name_); }

private:
    const char* name_;
};

}  // namespace

TEST_CASE("the calendars folder is read sorted, TOML and JSON only, without hidden files") {
    const Folder folder;
    for (const char* name : {"packs/pcc/b.toml", "packs/pcc/a.toml", "holidays/h.json", "README.md",
                             "packs/pcc/a.toml~", ".git/x.toml", "packs/.hidden.toml", "z.toml"}) {
        write_whole(folder.file(name), std::string("text of ") + name);
    }
    std::filesystem::create_directory(folder.file("folder.toml"));
    CHECK(paths(folder.path()) == std::vector<std::string>{"holidays/h.json", "packs/pcc/a.toml",
                                                           "packs/pcc/b.toml", "z.toml"});
    CHECK(paths(folder.path() + "/").front() == "holidays/h.json");
    CHECK(read_calendars(folder.path())->front().text == "text of holidays/h.json");
}

TEST_CASE("the shipped calendars are all there") {
    const auto found = paths(std::string(DUTYD_SOURCE_DIR) + "/calendars");
    const std::set<std::string> names(found.begin(), found.end());
    CHECK(names.count("holidays/bank-holidays.json") == 1);
    CHECK(names.count("bodies/leicestershire.toml") == 1);
}

TEST_CASE("a file is read up to its limit and not a byte more") {
    const Folder folder;
    write_whole(folder.file("f"), std::string(100000, 'x'));
    CHECK(read_file(folder.file("f"), 100000)->size() == 100000);
    CHECK(error_of(read_file(folder.file("f"), 99999)) ==
          fmt::format("error: {} is longer than 99999 bytes\n", folder.file("f")));
    CHECK(error_of(read_file(folder.path(), 10)) ==
          fmt::format("error: {} is a folder\n", folder.path()));
    write_whole(folder.file("empty"), "");
    CHECK(read_file(folder.file("empty"), 0)->empty());
}

TEST_CASE("every calendar file that cannot be read is named") {
    const Folder folder;
    write_whole(folder.file("a.toml"), std::string(limits::pack_file_bytes_max + 1, ' '));
    write_whole(folder.file("b.toml"), "");
    write_whole(folder.file("c.toml"), "");
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    ::chmod(folder.file("c.toml").c_str(), 0);
    CHECK(said_by_nobody([&] { return error_of(read_calendars(folder.path())); }) ==
          fmt::format("error: {0}/a.toml is longer than {1} bytes\n"
                      "error: {0}/c.toml cannot be read: Permission denied\n\n",
                      folder.path(), limits::pack_file_bytes_max));
    CHECK(error_of(read_calendars(folder.file("none"))) ==
          fmt::format("error: the folder {} cannot be read: No such file or directory\n",
                      folder.file("none")));
}

TEST_CASE("calendars are found by option, variable, then the source of a build folder") {
    const Folder folder;
    CHECK(*find_calendars(folder.path()) == folder.path());
    CHECK(error_of(find_calendars(folder.file("none"))) ==
          fmt::format("error: --calendars or dutyd.toml names the calendars folder '{}', which is "
                      "not a folder\n"
                      "    hint: it is the one that holds packs, holidays and day-sets\n",
                      folder.file("none")));
    CHECK(std::filesystem::equivalent(*find_calendars(std::nullopt),
                                      std::string(DUTYD_SOURCE_DIR) + "/calendars"));
    {
        const Variable calendars("DUTYD_CALENDARS", folder.path());
        CHECK(*find_calendars(std::nullopt) == folder.path());
        CHECK(*find_calendars(std::string("/")) == "/");
    }
    const Variable missing("DUTYD_CALENDARS", folder.file("none"));
    CHECK(error_of(find_calendars(std::nullopt)).find("$DUTYD_CALENDARS names") !=
          std::string::npos);
}

TEST_CASE("a zone is read from the system") {
    const auto zone = read_zone("Europe/London");
    REQUIRE(error_of(zone) == "");
    CHECK(zone->name() == "Europe/London");
    CHECK(zone->offset_seconds(*civil::Instant::parse("2024-07-04T12:00:00Z")) == 3600);
    CHECK(zone->offset_seconds(*civil::Instant::parse("2024-12-02T12:00:00Z")) == 0);
    CHECK(zone_data_version().size() >= 5);
    CHECK(zone_data_version().rfind("20", 0) == 0);
}

TEST_CASE("what is not a zone's name never becomes a path") {
    for (const char* name : {"", "/etc/passwd", "../../../etc/passwd", "Europe/../../etc/passwd",
                             "Europe//London", "Europe/", "Europe/Lon don", "./UTC", "a\nb"}) {
        INFO(name);
        CHECK(error_of(read_zone(name)).find("is not the name of a time zone") !=
              std::string::npos);
    }
    CHECK(error_of(read_zone("Europe/Londn")) ==
          "error: there is no time zone 'Europe/Londn' in /usr/share/zoneinfo\n"
          "    hint: did you mean 'Europe/London'?\n");
    CHECK_FALSE(read_zone("Europe"));
    CHECK_FALSE(read_zone("tzdata"));
}

TEST_CASE("another folder of zones may be named") {
    const Folder folder;
    write_whole(folder.file("Here"), "not a zone file");
    const Variable zones("TZDIR", folder.path());
    CHECK_FALSE(read_zone("Here"));
    CHECK(error_of(read_zone("Europe/London")).find(folder.path()) != std::string::npos);
    CHECK(zone_data_version() == "unknown");
}

TEST_CASE("random bytes are hex and differ") {
    CHECK(random_hex(0).empty());
    const std::string one = random_hex(16);
    CHECK(one.size() == 32);
    CHECK(one.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(one != random_hex(16));
}

TEST_CASE("the program knows where it was built or installed") {
    CHECK(std::filesystem::exists(prefix_folder() + "/bin/test_host"));
}
