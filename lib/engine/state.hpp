// SPDX-License-Identifier: MIT
// Everything dutyd knows, as one immutable value: a fold over the journal. Copying is cheap
// (matters are shared until written), so a draft can be dropped whole. The state holds records
// only; schedules are worked out from it in snapshot.hpp.
#pragma once

#include "lib/engine/facts.hpp"
#include "lib/journal/event.hpp"
#include "lib/plan/matter.hpp"
#include "lib/rules/library.hpp"

#include <functional>
#include <map>
#include <memory>

namespace dutyd::engine {

struct MeetingRecord {
    rules::Meeting meeting;
    std::string body;
    bool cancelled = false;
    std::optional<civil::Date> moved_from;
    std::optional<civil::Date> filed;  // the date the calendars folder last gave
};

struct AlertRecord {
    std::string key;
    std::string condition;
    std::string matter;
    std::string duty;
    std::string severity;
    std::string text;
    civil::Instant raised_at;
    bool resolved = false;
    std::string how;
    std::optional<civil::Instant> resolved_at;
    std::string acknowledged_by;
    std::optional<civil::Date> acknowledged_until;
    std::string account;               // the reason given when it was acknowledged
    std::vector<std::string> notices;  // message ids
};

struct ElectionRecord {
    std::string id;
    std::string kind;
    std::string body;
    civil::Date poll;
};

struct State {
    std::uint64_t seq = 0;  // of the last event
    civil::Instant last_recorded_at;
    civil::Instant last_assessed_at;

    std::shared_ptr<const rules::Library> library;
    std::vector<journal::LibraryAdopted::File> library_files;
    /// role holders: body -> role -> persons
    std::map<std::string, std::map<std::string, std::vector<std::string>>> holders;

    std::map<std::string, std::shared_ptr<const plan::Matter>> matters;
    FactBook facts;
    std::map<std::string, plan::Pause> pauses;
    std::map<std::string, MeetingRecord> meetings;  // "body/meeting-id"
    std::map<std::string, ElectionRecord> elections;
    std::map<std::string, AlertRecord> alerts;
};

/// The authority under which events made from the calendars folder are recorded.
inline constexpr const char* from_calendars = "calendars";
/// How the source of a meeting date begins that nobody has published.
inline constexpr const char* assumed_source = "assumed";

/// Contents of adopted inputs by hash; replay reads them from the database.
using InputLookup = std::function<std::optional<std::string>(const std::string& hash)>;

/// Applies one event. Errors only if the journal is inconsistent with itself or an input is
/// missing: they stop the daemon with the row's number, they are never skipped.
Result<Done> evolve(State& state, const journal::Event& event, const InputLookup& inputs);

}  // namespace dutyd::engine
