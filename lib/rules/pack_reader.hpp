// SPDX-License-Identifier: MIT
// One file in, one draft out. Readers never look at another file; what must agree between files is
// checked afterwards. Every error is in the report with its place; the draft holds what could be
// read, so that a mistake in one duty does not make every mention of it a mistake too.
#pragma once

#include "lib/rules/pack_draft.hpp"

namespace dutyd::rules {

using File = std::shared_ptr<const TomlFile>;

/// packs/<pack>/pack.toml
void read_manifest(const File& file, PackDraft& draft, Report& report);
/// `[[pause]]` and `[[election]]` of pack.toml.
std::vector<PauseTemplate> read_pauses(TomlTable& root, PackDraft& pack);
std::vector<ScheduledElection> read_elections(TomlTable& root, PackDraft& pack);
/// packs/<pack>/<procedure>.toml
ProcedureDraft read_procedure(const File& file, Report& report);
void read_procedure_header(const File& file, TomlTable& root, ProcedureDraft& draft);
/// bodies/<id>.toml
BodyDraft read_body(const File& file, Report& report);
/// meetings/*.toml
MeetingsDraft read_meetings_file(const File& file, Report& report);
/// overlays/<body>/*.toml
OverlayDraft read_overlay(const File& file, Report& report);

/// audits/<id>.toml
AuditDraft read_audit(const File& file, Report& report);

/// A duty of a pack, or of an overlay: an overlay's duties are policy, so they may go without a
/// citation if they say what they assume, and may stand before duties of the pack.
enum class DutySource { pack, overlay };
struct DutyDraft {
    Duty duty;
    std::vector<InsertedBefore> before;
    std::optional<SwitchedOff> switched_off;
};
struct DutyReading {
    TomlTable& table;
    Uses& uses;
    DutySource source = DutySource::pack;
};
/// Nothing if the duty has no usable id.
std::optional<DutyDraft> read_duty(DutyReading from);
std::vector<Limit> read_limits(DutyReading from, const std::vector<Citation>& duty_law);
std::vector<Bar> read_bars(DutyReading from, const std::vector<Citation>& duty_law);

/// "police-and-crime-plan" of "packs/pcc/police-and-crime-plan.toml".
std::string file_stem(std::string_view path);

}  // namespace dutyd::rules
