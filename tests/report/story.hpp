// SPDX-License-Identifier: MIT
// A case of tests/cases, replayed to some moment, so that reports can be made of it: every event
// and every tick that would have come, and the state again as it was at the end of an earlier day.
// Only the procedures the case is about run, so that its reports stay as they are while the packs
// grow.
#pragma once

#include "cli/replay/case_file.hpp"
#include "lib/engine/turn.hpp"
#include "lib/report/office.hpp"
#include "tests/folder.hpp"

#include <boost/json/value.hpp>

namespace dutyd::tests {

class Story {
public:
    /// "leicestershire-2024-plan" with the procedures it runs. `more`: calendar files of the test's
    /// own; one of the same path takes the place of the shipped one.
    explicit Story(const std::string& name, const std::vector<rules::SourceFile>& more = {});
    /// No case: an office with these calendars from that time on.
    Story(std::vector<rules::SourceFile> files, const std::string& starts);

    /// Plays every event up to the end of that day, and the time after it.
    void play_until(const std::string& day);
    /// A command of the test's own, at "2024-10-10 12:00".
    void say(const std::string& time, boost::json::object command);

    engine::Snapshot now() const;
    /// The state at the end of that day.
    engine::Snapshot at_end_of(const std::string& day) const;

private:
    void begin(const replay::CaseTime& starts);
    void take(engine::TurnResult result);
    void perform(civil::Instant at, const boost::json::object& command);
    void advance(civil::Instant to);
    engine::InputLookup inputs() const;

    std::vector<replay::CaseEvent> told_;
    std::vector<rules::SourceFile> files_;
    engine::Settings settings_;
    engine::State state_;
    std::vector<journal::Event> events_;
    std::size_t played_ = 0;
    civil::Instant clock_;
    engine::Outlook outlook_;
};

/// The 2024 story with the two procedures it is about.
Story story_of_2024(const std::vector<rules::SourceFile>& more = {});

/// The shipped day sets and holidays, and a body "anyshire" that runs a pack "example" of one
/// procedure: `pack` and `procedure` are the texts of its files, `body` further keys of the body.
struct Example {
    std::string pack;
    std::string procedure;
    std::string body = {};
};
std::vector<rules::SourceFile> calendars_of(const Example& example);

/// The only body's office. The snapshot must outlive it.
report::Office office_in(const engine::Snapshot& snapshot);

/// The text of tests/report/golden/NAME; UPDATE_GOLDEN in the environment writes it anew.
void check_golden(const std::string& name, const std::string& printed);

}  // namespace dutyd::tests
