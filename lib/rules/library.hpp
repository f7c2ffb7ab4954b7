// SPDX-License-Identifier: MIT
// Everything the calendars folder says, checked as one: day sets and holidays, packs, bodies and
// their overlays. Loading reports every error of every file at once; a Library that exists has
// none. This is what `dutyctl check` prints and what the daemon swaps in on reload.
#pragma once

#include "lib/rules/body.hpp"
#include "lib/rules/calendars.hpp"

namespace dutyd::rules {

struct Library {
    Calendars calendars;
    std::vector<Pack> packs;
    std::vector<Body> bodies;
    Diagnostics findings;

    const Body* body(std::string_view id) const;
    /// The procedure with the body's overlay laid over it, by body id and procedure id.
    const Procedure* procedure(std::string_view body_id, std::string_view procedure_id) const;
    std::vector<const Procedure*> procedures_of(std::string_view body_id) const;

    std::map<std::string, std::vector<Procedure>> overlaid;  // by body id
};

/// `files`: every text under the calendars folder (SourceFile::path relative to it):
///   holidays/*, day-sets/*.toml, packs/<pack>/pack.toml and packs/<pack>/*.toml,
///   bodies/<id>.toml, overlays/<body>/*.toml, meetings/<body>.toml
Result<Library> load_library(const std::vector<SourceFile>& files,
                             const CalendarChoices& choices = {});

}  // namespace dutyd::rules
