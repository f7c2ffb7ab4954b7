// SPDX-License-Identifier: MIT
#include "lib/rules/pack_reader.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

void add_duty(ProcedureDraft& draft, DutyDraft read, Report& report) {
    std::vector<Duty>& duties = draft.procedure.duties;
    if (const Duty* first = draft.procedure.find(read.duty.id)) {
        report.error(read.duty.where, fmt::format("duty '{}' is there twice", read.duty.id),
                     fmt::format("first on line {}", first->where.line));
        return;
    }
    if (read.switched_off) {
        draft.switched_off.push_back(std::move(*read.switched_off));
        return;
    }
    duties.push_back(std::move(read.duty));
}

/// `[[party]]`, `[[role]]` and `[[activity]]` are each an id and a title.
template <class Named>
std::vector<Named> read_named(TomlTable& root, std::string_view key) {
    std::vector<Named> all;
    for (TomlTable& table : root.tables(key, fmt::format("this {}", key))) {
        const auto id = table.id("id");
        std::string title = read_title(table);
        table.finish();
        if (!id) continue;
        const bool twice = std::any_of(all.begin(), all.end(),
                                       [&](const Named& other) { return other.id == id->value; });
        if (twice) {
            root.report().error(id->where, fmt::format("{} '{}' is there twice", key, id->value));
            continue;
        }
        all.push_back({id->value, std::move(title)});
    }
    return all;
}

std::string folder_of(std::string_view path) {
    const auto parts = split(path, '/');
    return parts.size() >= 2 ? parts[parts.size() - 2] : std::string{};
}

}  // namespace

std::string file_stem(std::string_view path) {
    const auto slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return std::string(name.substr(0, name.rfind('.')));
}

void read_manifest(const File& file, PackDraft& draft, Report& report) {
    TomlTable root = TomlTable::root(file, report);
    Pack& pack = draft.pack;
    draft.manifest_read = true;
    draft.where = root.where();
    if (auto header = root.table("pack")) {
        header->rename("[pack]");
        draft.where = header->where();
        if (const auto id = header->id("id")) {
            draft.where = id->where;
            if (id->value != folder_of(file->path())) {
                report.error(id->where, fmt::format("the id '{}' does not match the folder '{}'",
                                                    id->value, folder_of(file->path())));
            }
        }
        pack.title = read_title(*header);
        if (const auto version = header->required_text("version")) pack.version = version->value;
        pack.in_force_from = header->date("in-force-from");
        pack.in_force_to = header->date("in-force-to");
        pack.verified_until = header->date("verified-until");
        header->finish();
    } else if (!root.has("pack")) {
        report.error(root.where(), "the file has no [pack]",
                     "begin with [pack], its id, title and version");
    }
    pack.parties = read_named<Party>(root, "party");
    pack.roles = read_named<Role>(root, "role");
    pack.activities = read_named<Activity>(root, "activity");
    pack.facts = read_facts(root, draft.uses);
    pack.ignored = read_ignored(root, draft.uses);
    root.finish();
}

ProcedureDraft read_procedure(const File& file, Report& report) {
    ProcedureDraft draft;
    TomlTable root = TomlTable::root(file, report);
    draft.where = root.where();
    draft.procedure.id = file_stem(file->path());
    draft.procedure.file = file->path();
    read_procedure_header(file, root, draft);
    draft.procedure.facts = read_facts(root, draft.uses);
    draft.procedure.ignored = read_ignored(root, draft.uses);
    const auto tables = root.tables("duty", "this duty");
    if (tables.size() > limits::duties_per_procedure_max) {
        report.error(draft.where, fmt::format("a procedure may have at most {} duties, not {}",
                                              limits::duties_per_procedure_max, tables.size()));
    } else {
        for (TomlTable table : tables) {
            auto duty = read_duty({table, draft.uses, DutySource::pack});
            if (duty) add_duty(draft, std::move(*duty), report);
        }
    }
    if (tables.empty()) report.error(draft.where, "the procedure has no duties");
    root.finish();
    return draft;
}

}  // namespace dutyd::rules
