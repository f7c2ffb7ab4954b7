// SPDX-License-Identifier: MIT
// A case file: a story a lawyer can read, with events on the days they are recorded and what must
// be true on stated days. docs/cases.md is the format's reference. Reading finds every mistake at
// once, each with its place; what an event means is left to the engine.
#pragma once

#include "lib/civil/time.hpp"
#include "lib/rules/calendars.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dutyd::replay {

/// A local date and time of the case's zone.
struct CaseTime {
    civil::Date date;
    civil::TimeOfDay time;
    friend auto operator<=>(const CaseTime&, const CaseTime&) = default;
    std::string text() const;
};

struct CaseEvent {
    CaseTime recorded;
    boost::json::object command;
    std::optional<std::string> refused;  // words the refusal must contain
    Place where;
};

struct CaseExpectation {
    CaseTime on;
    boost::json::object keys;
    Place where;
};

struct CasePerson {
    std::string id;
    std::vector<std::string> roles;
};

struct Case {
    std::string title;
    std::string about;
    std::string zone = "Europe/London";
    std::vector<std::string> bodies;
    CaseTime starts;
    std::vector<CasePerson> persons;            // none: everybody who holds a role is called by it
    std::vector<std::string> without;           // shipped calendar files to leave out
    std::vector<std::string> procedures;        // the bodies run only these; none: all they run
    std::vector<rules::SourceFile> files;       // calendar files of the case's own
    std::vector<CaseEvent> events;              // in time order
    std::vector<CaseExpectation> expectations;  // in time order
};

Result<Case> read_case(const rules::SourceFile& file);

}  // namespace dutyd::replay
