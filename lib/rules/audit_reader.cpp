// SPDX-License-Identifier: MIT
#include "lib/base/limits.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

namespace dutyd::rules {

namespace {

std::vector<std::string> values_of(const std::vector<Text>& texts) {
    std::vector<std::string> values;
    values.reserve(texts.size());
    for (const Text& text : texts) values.push_back(text.value);
    return values;
}

void read_header(TomlTable& root, AuditDraft& draft) {
    auto header = root.table("audit");
    if (!header) {
        if (root.has("audit")) return;
        root.report().error(root.where(), "the file has no [audit]",
                            "begin with [audit], its id and title");
        return;
    }
    header->rename("[audit]");
    Audit& audit = draft.audit;
    audit.where = header->where();
    if (const auto id = header->id("id")) {
        audit.where = id->where;
        if (id->value != audit.id) {
            root.report().error(
                id->where, fmt::format("the id '{}' does not match the file's name", id->value),
                fmt::format("call it '{}', or rename the file to {}.toml", audit.id, audit.id));
        }
    }
    audit.title = read_title(*header);
    draft.pack = header->text("pack");
    if (draft.pack) audit.pack = draft.pack->value;
    draft.bodies = header->texts("bodies");
    audit.bodies = values_of(draft.bodies);
    header->finish();
}

/// "6", "6a": what people call the row.
std::optional<Text> read_number(TomlTable& table) {
    auto number = table.required_text("number");
    if (!number || number->value.size() <= limits::name_bytes_max) return number;
    table.report().error(number->where, fmt::format("this number is too long: at most {} bytes",
                                                    limits::name_bytes_max));
    return {};
}

std::optional<AuditRowDraft> read_row(TomlTable& table) {
    AuditRowDraft draft;
    AuditRow& row = draft.row;
    row.where = table.where();
    const auto number = read_number(table);
    if (number) table.rename(fmt::format("row {}", number->value));
    if (const auto requirement = table.required_text("requirement")) {
        row.requirement = requirement->value;
    }
    draft.under = table.text("under");
    if (draft.under) row.under = draft.under->value;
    row.legislation = table.text_or("legislation", "");
    row.assurance = table.text_or("assurance", "");
    row.notes = table.text_or("notes", "");
    draft.duties = table.texts("duties");
    draft.items = table.texts("items");
    row.duties = values_of(draft.duties);
    row.items = values_of(draft.items);
    table.finish();
    if (!number) return {};
    draft.number = *number;
    row.number = number->value;
    row.where = number->where;
    return draft;
}

}  // namespace

AuditDraft read_audit(const File& file, Report& report) {
    AuditDraft draft;
    TomlTable root = TomlTable::root(file, report);
    draft.audit.id = file_stem(file->path());
    draft.audit.where = root.where();
    read_header(root, draft);
    for (TomlTable& table : root.tables("row", "this row")) {
        if (auto row = read_row(table)) draft.rows.push_back(std::move(*row));
    }
    if (!root.has("row")) report.error(draft.audit.where, "the audit has no rows", "add [[row]]");
    root.finish();
    return draft;
}

}  // namespace dutyd::rules
