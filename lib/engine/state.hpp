// SPDX-License-Identifier: MIT
// Everything dutyd knows, as one immutable value: a fold over the journal. Copying costs the same
// however much there is (everything is shared until written), so a draft can be dropped whole. The
// state holds records only; schedules are worked out from it in snapshot.hpp.
#pragma once

#include "lib/base/shared_map.hpp"
#include "lib/engine/alert_record.hpp"
#include "lib/engine/facts.hpp"
#include "lib/journal/event.hpp"
#include "lib/plan/matter.hpp"
#include "lib/rules/library.hpp"
#include "lib/rules/proclamations.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace dutyd::engine {

struct MeetingRecord {
    rules::Meeting meeting;
    std::string body;
    bool cancelled = false;
    std::optional<civil::Date> moved_from;
    std::optional<civil::Date> filed;  // the date the calendars folder last gave
};

struct ElectionRecord {
    std::string id;
    std::string kind;
    std::string body;
    civil::Date poll;
    bool expected = false;    // by the pack's word; nobody has recorded it yet
    bool called_off = false;  // its poll was withdrawn
};

/// An officer's judgement of one row of an audit.
struct RowAssessment {
    std::string wording;
    civil::Date on;  // as at this day
    std::string by;
    std::string notes;
    std::uint64_t seq = 0;
};

/// Whose audit, which, and which row of it.
struct AuditRowId {
    std::string body;
    std::string audit;
    std::string row;
    friend auto operator<=>(const AuditRowId&, const AuditRowId&) = default;
};

/// Persons by role.
using Holders = std::map<std::string, std::vector<std::string>>;

struct State {
    std::uint64_t seq = 0;  // of the last event
    civil::Instant last_recorded_at;
    civil::Instant last_assessed_at;

    std::shared_ptr<const rules::Library> library;
    std::shared_ptr<const std::vector<journal::LibraryAdopted::File>> library_files;
    /// The texts of those files, for when a holiday is proclaimed and days must be counted anew.
    std::shared_ptr<const std::vector<rules::SourceFile>> library_texts;
    std::vector<rules::Proclamation> proclamations;  // in the order they were recorded
    SharedMap<std::string, Holders> holders;         // by body

    SharedMap<std::string, std::shared_ptr<const plan::Matter>> matters;  // "body/own-name"
    /// The library's procedures as graphs, each made when a matter first needs it.
    SharedMap<const rules::Procedure*, std::shared_ptr<const plan::Network>> networks;
    FactBook facts;
    SharedMap<std::string, plan::Pause> pauses;
    SharedMap<std::string, MeetingRecord> meetings;    // "body/meeting-id"
    SharedMap<std::string, ElectionRecord> elections;  // "body/id", "/id" for one of every body
    /// The day each body was first in the calendars.
    SharedMap<std::string, civil::Date> first_adopted;
    SharedMap<AuditRowId, std::vector<RowAssessment>> assessments;  // in the order they were made
    SharedMap<std::string, AlertRecord> alerts;
    SharedMap<std::string, std::set<std::string>> alert_keys;  // of all alerts ever, by matter
    std::size_t open_alerts = 0;                               // those not resolved
    SharedMap<std::pair<std::string, civil::Date>, Absence> absences;        // person, first day
    SharedMap<std::string, civil::Date> digests;                             // the last, by person
    SharedMap<std::pair<std::string, std::string>, Invitation> invitations;  // person, uid
};

/// The authority under which events made from the calendars folder are recorded.
inline constexpr const char* from_calendars = "calendars";
/// The authority under which elections are recorded that the pack itself fixes ahead of time.
inline constexpr const char* from_pack_schedule = "the pack's schedule of elections";
/// The facts by which an election is known to every procedure.
inline constexpr const char* poll_fact = "election.poll";
inline constexpr const char* kind_fact = "election.kind";
/// How the source of a meeting date begins that nobody has published.
inline constexpr const char* assumed_source = "assumed";

/// Contents of adopted inputs by hash; replay reads them from the database.
using InputLookup = std::function<std::optional<std::string>(const std::string& hash)>;

/// A library and the files that it was loaded of: their adoption need not load them again.
struct LoadedLibrary {
    std::vector<journal::LibraryAdopted::File> files = {};
    std::shared_ptr<const rules::Library> library = {};
};
/// The library named by the hashes of its files. REQUIRES: it was loaded of just these.
LoadedLibrary loaded_of(const std::vector<rules::SourceFile>& files,
                        std::shared_ptr<const rules::Library> library);

/// Applies one event. Errors only if the journal is inconsistent with itself or an input is
/// missing: they stop the daemon with the row's number, they are never skipped.
Result<Done> evolve(State& state, const journal::Event& event, const InputLookup& inputs,
                    const LoadedLibrary& loaded = {});

}  // namespace dutyd::engine
