// SPDX-License-Identifier: MIT
// Everything the calendars folder says, checked as one: day sets and holidays, packs, bodies and
// their overlays. Loading reports every error of every file at once; a Library that exists has
// none. This is what `dutyctl check` prints and what the daemon swaps in on reload.
#pragma once

#include "lib/rules/audit.hpp"
#include "lib/rules/body.hpp"
#include "lib/rules/calendars.hpp"

#include <memory>

namespace dutyd::rules {

/// By body id. Bodies that lay nothing of their own over a procedure share it.
using ProceduresByBody =
    std::map<std::string, std::vector<std::shared_ptr<const Procedure>>, std::less<>>;

struct Library {
    Calendars calendars;
    std::vector<Pack> packs;
    std::vector<Body> bodies;
    Diagnostics findings;

    const Body* body(std::string_view id) const;
    /// The procedure with the body's overlay laid over it, by body id and procedure id.
    const Procedure* procedure(std::string_view body_id, std::string_view procedure_id) const;
    std::vector<const Procedure*> procedures_of(std::string_view body_id) const;

    /// The procedure as it stands for one matter ("plan-2024"): with the overlay written for that
    /// matter if there is one, otherwise as procedure() gives it.
    const Procedure* procedure_for(std::string_view body_id, std::string_view procedure_id,
                                   std::string_view matter_id) const;
    /// The same, to be kept beyond the library.
    std::shared_ptr<const Procedure> share_procedure_for(std::string_view body_id,
                                                         std::string_view procedure_id,
                                                         std::string_view matter_id) const;

    /// The day set as this body counts in it: the shared one, unless the body goes by a reading of
    /// it of its own (`readings = { s73-days = "mourning" }`). Nothing if there is no such set.
    /// What counts days for a body asks here, never `calendars.day_sets`.
    const civil::DaySet* day_set(std::string_view body_id, std::string_view set_id) const;

    std::map<std::string, std::size_t, std::less<>> places = {};  // of bodies, by id
    std::vector<Audit> audits = {};
    ProceduresByBody overlaid = {};
    /// By body id: procedures with an overlay written for one matter; applies_to says which.
    ProceduresByBody matter_specific = {};
    /// By body id and day set id: only those that differ from the shared ones.
    std::map<std::string, std::map<std::string, civil::DaySet>> own_day_sets = {};
};

/// `files`: every text under the calendars folder (SourceFile::path relative to it):
///   holidays/*, day-sets/*.toml, packs/<pack>/pack.toml and packs/<pack>/*.toml,
///   bodies/<id>.toml, overlays/<body>/*.toml, meetings/*.toml, audits/<id>.toml
/// `today` adds the findings that hang on the day: packs past their check, day sets running out.
/// If anything is an error, every error and every finding of every file comes back, in the order
/// of file, line and column.
Result<Library> load_library(const std::vector<SourceFile>& files,
                             const CalendarChoices& choices = {},
                             std::optional<civil::Date> today = {});

}  // namespace dutyd::rules
