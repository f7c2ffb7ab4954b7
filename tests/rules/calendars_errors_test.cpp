// SPDX-License-Identifier: MIT
// What a person may get wrong in the calendars folder: every message whole, and all of them in one
// run. Folders and messages stand in calendars_errors.txt.
#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "tests/catch.hpp"
#include "tests/rules/support.hpp"

using namespace dutyd;
using namespace dutyd::rules;
using namespace dutyd::test;

namespace {

struct Folder {
    std::string title;
    std::vector<SourceFile> files;
    CalendarChoices choices;
    std::string message;
};

/// "== title", then "-- path" with the lines of a file (or "-- reading ID"), then ">>" with the
/// lines of the message, up to a blank one.
class FolderReader {
public:
    std::vector<Folder> read(const std::string& text) {
        for (const std::string& line : split(text, '\n')) take(line);
        return std::move(folders_);
    }

private:
    void take(const std::string& line) {
        if (line.substr(0, 3) == "== ") {
            folders_.push_back({line.substr(3), {}, {}, {}});
            in_message_ = false;
        } else if (folders_.empty()) {
            return;
        } else if (line.substr(0, 11) == "-- reading ") {
            folders_.back().choices.readings.push_back(line.substr(11));
        } else if (line.substr(0, 3) == "-- ") {
            folders_.back().files.push_back({line.substr(3), ""});
        } else if (line == ">>") {
            in_message_ = true;
        } else if (in_message_) {
            if (!line.empty()) folders_.back().message += line + "\n";
        } else {
            folders_.back().files.back().text += line + "\n";
        }
    }

    std::vector<Folder> folders_;
    bool in_message_ = false;
};

}  // namespace

TEST_CASE("every mistake in the calendars folder has its whole message, all in one run") {
    const auto folders =
        FolderReader().read(read_text(DUTYD_SOURCE_DIR "/tests/rules/calendars_errors.txt"));
    REQUIRE(folders.size() >= 15);
    for (const Folder& folder : folders) {
        CAPTURE(folder.title);
        const auto loaded = load_calendars(folder.files, folder.choices);
        CHECK(!loaded);
        if (!loaded) CHECK(render(loaded.error()) == folder.message);
    }
}

TEST_CASE("a file of the greatest size is read, one byte more is not") {
    std::vector<SourceFile> files{
        {"holidays/list.json", "{}" + std::string(limits::pack_file_bytes_max - 2, ' ')}};
    CHECK(load_calendars(files).has_value());
    files.front().text += " ";
    const auto loaded = load_calendars(files);
    REQUIRE(!loaded);
    CHECK(render(loaded.error()) ==
          "holidays/list.json:1:1: error: the file has 4194305 bytes; at most 4194304 are read\n");
}
