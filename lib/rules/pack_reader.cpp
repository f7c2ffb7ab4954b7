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
        draft.procedure.switched_off.push_back({std::move(read.duty), read.switched_off->reason});
        draft.switched_off.push_back(std::move(*read.switched_off));
        return;
    }
    duties.push_back(std::move(read.duty));
}

}  // namespace

std::string file_stem(std::string_view path) {
    const auto slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return std::string(name.substr(0, name.rfind('.')));
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
