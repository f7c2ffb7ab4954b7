// SPDX-License-Identifier: MIT
#include "lib/rules/library_loader.hpp"

#include "lib/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

Place file_place(const std::string& path) {
    Place place;
    place.file = path;
    return place;
}

}  // namespace

Result<Library> LibraryLoader::run() {
    std::vector<const SourceFile*> in_order;
    for (const SourceFile& file : files_) in_order.push_back(&file);
    std::sort(in_order.begin(), in_order.end(),
              [](const SourceFile* a, const SourceFile* b) { return a->path < b->path; });
    read_calendars();
    for (const SourceFile* file : in_order) read_file(*file);
    check_packs();
    check_bodies();
    check_meetings();
    check_audits();
    finish_procedures();
    build_bodies();
    list_open_questions();
    check_day_dependent_findings();
    if (report_.has_errors()) return report_.sorted();
    build_own_day_sets();
    return assemble();
}

std::vector<SourceFile> LibraryLoader::calendar_files() const {
    std::vector<SourceFile> own;
    for (const SourceFile& file : files_) {
        const std::string folder = split(file.path, '/').front();
        if (folder == "holidays" || folder == "day-sets") own.push_back(file);
    }
    return own;
}

void LibraryLoader::read_calendars() {
    auto calendars = load_calendars(calendar_files(), choices_);
    if (calendars) {
        calendars_ = std::move(*calendars);
        report_.add(calendars_->findings);
    } else {
        report_.add(std::move(calendars).error());
    }
}

PackDraft& LibraryLoader::pack_draft(const std::string& id) {
    for (PackDraft& draft : packs_) {
        if (draft.pack.id == id) return draft;
    }
    packs_.emplace_back();
    packs_.back().pack.id = id;
    return packs_.back();
}

void LibraryLoader::read_pack_file(const SourceFile& source, const std::string& folder) {
    PackDraft& pack = pack_draft(folder);
    const bool manifest = ends_with(source.path, "/pack.toml");
    const File file = TomlFile::parse(source, report_);
    if (!file) {
        if (manifest) {
            pack.where = file_place(source.path);
            pack.manifest_unread = true;
        } else {
            unread_procedures_.push_back(file_stem(source.path));
        }
        return;
    }
    if (manifest) {
        read_manifest(file, pack, report_);
        return;
    }
    pack.procedures.push_back(read_procedure(file, report_));
    pack.procedures.back().procedure.pack = pack.pack.id;
}

void LibraryLoader::read_file(const SourceFile& source) {
    const auto parts = split(source.path, '/');
    const std::string& folder = parts.front();
    if (!ends_with(source.path, ".toml") || folder == "holidays" || folder == "day-sets") return;
    if (folder == "packs" && parts.size() == 3) return read_pack_file(source, parts[1]);
    const bool body = folder == "bodies" && parts.size() == 2;
    const bool meetings = folder == "meetings" && parts.size() == 2;
    const bool overlay = folder == "overlays" && parts.size() == 3;
    const bool audit = folder == "audits" && parts.size() == 2;
    if (!body && !meetings && !overlay && !audit) {
        report_.finding(file_place(source.path), "this file is in no place that is read",
                        "packs/<pack>/, bodies/, overlays/<body>/, meetings/, audits/, day-sets/ "
                        "and holidays/ are");
        return;
    }
    const File file = TomlFile::parse(source, report_);
    if (!file) {
        if (body) unread_bodies_.push_back(file_stem(source.path));
        return;
    }
    if (body) bodies_.push_back(read_body(file, report_));
    if (meetings) meetings_.push_back(read_meetings_file(file, report_));
    if (overlay) overlays_.push_back(read_overlay(file, report_));
    if (audit) audits_.push_back(read_audit(file, report_));
}

Result<Library> load_library(const std::vector<SourceFile>& files, const CalendarChoices& choices,
                             std::optional<civil::Date> today) {
    return LibraryLoader(files, choices, today).run();
}

}  // namespace dutyd::rules
