// SPDX-License-Identifier: MIT
// One run over all texts of a calendars folder: read every file, then compare, then lay overlays
// over packs. Holds everything between the steps; lives only inside load_library().
#pragma once

#include "lib/rules/audit_check.hpp"
#include "lib/rules/library.hpp"
#include "lib/rules/overlay.hpp"
#include "lib/rules/pack_check.hpp"
#include "lib/rules/pack_reader.hpp"

#include <map>
#include <memory>
#include <tuple>

namespace dutyd::rules {

class LibraryLoader {
public:
    LibraryLoader(const std::vector<SourceFile>& files, const CalendarChoices& choices,
                  std::optional<civil::Date> today)
        : files_(files), choices_(choices), today_(today) {}

    Result<Library> run();

private:
    // library_loader.cpp: reading
    void read_file(const SourceFile& source);
    void read_calendars();
    std::vector<SourceFile> calendar_files() const;
    PackDraft& pack_draft(const std::string& id);
    void read_pack_file(const SourceFile& source, const std::string& folder);

    // library_check.cpp: comparing
    Scope common_scope() const;
    Scope pack_scope(const PackDraft& pack) const;
    Scope procedure_scope(const PackDraft& pack, const ProcedureDraft& draft) const;
    Scope body_scope(const BodyDraft& body) const;
    std::vector<std::string> duties_outside(const std::string& procedure_id) const;
    void check_packs();
    void check_facts_once(const PackDraft& pack, const ProcedureDraft& draft);
    void check_bodies();
    void check_meetings();
    void check_meeting_bindings(const BodyDraft& body);
    void list_open_questions();

    // library_readings.cpp: the bodies' choices among readings
    void check_readings(const BodyDraft& body);
    std::map<std::string, std::vector<std::string>> readings_to_choose() const;
    void build_own_day_sets();
    void check_day_dependent_findings();

    // library_audits.cpp
    void check_audits();
    AuditScope audit_scope(const AuditDraft& audit) const;

    // library_build.cpp: finishing
    void finish_procedures();
    void drop_switched_off_everywhere();
    void build_bodies();
    void build_body(BodyDraft& draft);
    Procedure laid_over(const Procedure& below, const OverlayDraft& overlay, const BodyDraft& body);
    void list_missing_roles(const BodyDraft& draft, const Procedure& procedure);
    std::shared_ptr<const Procedure> without_overlay(const Procedure& procedure, const Body& body);
    void check_overlay_names(const OverlayDraft& overlay, const Procedure& below,
                             const BodyDraft& body);
    void add_meetings(BodyDraft& draft);
    Library assemble();

    const PackDraft* pack_of(const std::string& procedure_id) const;
    std::vector<const Procedure*> all_procedures() const;
    bool runs(const Body& body, const Procedure& procedure) const;

    const std::vector<SourceFile>& files_;
    const CalendarChoices& choices_;
    std::optional<civil::Date> today_;
    Report report_;

    std::optional<Calendars> calendars_;
    std::vector<PackDraft> packs_;
    std::vector<BodyDraft> bodies_;
    std::vector<MeetingsDraft> meetings_;
    std::vector<OverlayDraft> overlays_;
    std::vector<AuditDraft> audits_;
    std::vector<std::string> unread_procedures_;
    std::vector<std::string> unread_bodies_;
    /// What bodies share: a procedure as bodies with these parties and readings run it.
    using Shared =
        std::tuple<const Procedure*, std::vector<std::string>, std::map<std::string, std::string>>;
    std::map<Shared, std::shared_ptr<const Procedure>> shared_;
    ProceduresByBody overlaid_;
    ProceduresByBody matter_specific_;
    std::map<std::string, std::map<std::string, civil::DaySet>> own_day_sets_;
};

}  // namespace dutyd::rules
