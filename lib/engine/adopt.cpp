// SPDX-License-Identifier: MIT
// Adopting the calendars folder. Files and events must not be two truths: meetings in files are
// compared by their stable id with what the journal knows and become events; where both have
// changed the journal wins and the difference is a finding.
#include "lib/base/hash.hpp"
#include "lib/engine/assess.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::engine {

namespace {

using journal::LibraryAdopted;

Author from_files() {
    return {"dutyd", from_calendars, "", ""};
}

void file_meeting(Draft& draft, const rules::Body& body, const rules::Meeting& meeting,
                  Diagnostics& findings) {
    const auto known = draft.state().meetings.find(body.id + "/" + meeting.id);
    if (known == draft.state().meetings.end()) {
        const std::string source =
            meeting.assumed ? std::string(assumed_source) + ": " + meeting.source : meeting.source;
        draft.record(
            journal::MeetingAdded{body.id, meeting.id, meeting.calendar, meeting.date, meeting.time,
                                  meeting.kind, meeting.title, meeting.submission, source},
            body.id, from_files());
        return;
    }
    const MeetingRecord& record = known->second;
    const bool follows_file = !record.cancelled && record.filed == record.meeting.date;
    const bool other_time = meeting.time && meeting.time != record.meeting.time;
    const bool same_day = record.filed == meeting.date || record.meeting.date == meeting.date;
    if (same_day && !(follows_file && other_time)) return;
    if (follows_file) {
        draft.record(journal::MeetingMoved{body.id, meeting.id, meeting.date, meeting.time},
                     body.id, from_files());
        return;
    }
    findings.push_back(make_finding(
        fmt::format("meeting {} of {} is on {} in the calendars, but was {} by hand", meeting.id,
                    body.id, meeting.date.iso(),
                    record.cancelled ? "cancelled" : "moved to " + record.meeting.date.iso()),
        "the journal wins; move it with `dutyctl meeting move` or mend the file"));
}

void find_dropped(const Draft& draft, const rules::Library& library, Diagnostics& findings) {
    for (const auto& [id, record] : draft.state().meetings) {
        const rules::Body* body = library.body(record.body);
        if (body == nullptr || !record.filed || record.cancelled) continue;
        const bool still_there = std::any_of(
            body->meetings.begin(), body->meetings.end(),
            [&id = record.meeting.id](const rules::Meeting& one) { return one.id == id; });
        if (still_there) continue;
        findings.push_back(make_finding(
            fmt::format("meeting {} is no longer in the calendars, but has not been cancelled", id),
            fmt::format("dutyctl meeting cancel {} {}", record.body, record.meeting.id)));
    }
}

}  // namespace

LoadedLibrary loaded_of(const std::vector<rules::SourceFile>& files,
                        std::shared_ptr<const rules::Library> library) {
    LoadedLibrary loaded{{}, std::move(library)};
    for (const rules::SourceFile& file : files) {
        loaded.files.push_back({file.path, sha256_hex(file.text)});
    }
    return loaded;
}

TurnResult adopt_library(const State& state, const LibraryInput& input, civil::Instant now,
                         const Settings& settings) {
    const LoadedLibrary loaded = loaded_of(input.files, input.library);
    LibraryAdopted adopted{loaded.files};
    std::map<std::string, std::string> contents;
    for (std::size_t i = 0; i < input.files.size(); ++i) {
        contents[adopted.files[i].hash] = input.files[i].text;
    }
    TurnResult result;
    const auto content = [&](const std::string& hash) -> std::optional<std::string> {
        const auto found = contents.find(hash);
        if (found == contents.end()) return std::nullopt;
        return found->second;
    };
    Draft draft(state, now, settings, {content, nullptr, loaded});
    if (!state.library || *state.library_files != adopted.files) {
        draft.record(std::move(adopted), "", {input.actor, from_calendars, "", ""});
        const auto library = draft.state().library;
        for (const rules::Body& body : library->bodies) {
            for (const rules::Meeting& meeting : body.meetings) {
                file_meeting(draft, body, meeting, result.findings);
            }
        }
        find_dropped(draft, *library, result.findings);
    }
    const bool changed = !draft.events().empty();
    open_what_is_due(draft, {"dutyd", "", "", ""});
    assess(draft, state, changed ? Occasion::commands : Occasion::tick, result);
    result.events = draft.take_events();
    result.next = draft.take_state();
    return result;
}

}  // namespace dutyd::engine
