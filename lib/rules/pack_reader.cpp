// SPDX-License-Identifier: MIT
#include "lib/rules/pack_reader.hpp"

#include "lib/base/limits.hpp"
#include "lib/base/text.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

/// `on FACT`, or `on FACT when CONDITION`.
void read_opening(Reading from, ProcedureDraft& draft) {
    static const std::string hint =
        "write 'on FACT' or 'on FACT when CONDITION', as in 'on election.poll when election.kind "
        "= ordinary'";
    const auto written = from.table.required_text("opens");
    if (!written) return;
    const std::string_view text = written->value;
    constexpr std::string_view on = "on ";
    constexpr std::string_view when = " when ";
    if (text.substr(0, on.size()) != on) {
        from.report().error(written->where, "'opens' must begin with 'on'", hint);
        return;
    }
    const auto split_at = text.find(when);
    const std::string_view fact = trim(text.substr(on.size(), split_at - on.size()));
    if (fact.empty() || fact.find(' ') != std::string_view::npos) {
        from.report().error(written->part(on.size(), std::max<std::size_t>(fact.size(), 1)),
                            "'opens' needs the name of one fact", hint);
        return;
    }
    draft.procedure.occasion = std::string(fact);
    draft.occasion = Text{std::string(fact), written->place_of(fact), {}};
    if (split_at == std::string_view::npos) return;
    const std::size_t offset = split_at + when.size();
    Text condition{
        std::string(text.substr(offset)), written->part(offset, text.size() - offset), {}};
    if (written->inside) condition.inside = condition.where;
    draft.procedure.opens_when = condition_from(condition, from);
}

/// "plan-{year}": an id once the year is put in.
void read_matter_name(TomlTable& table, Procedure& procedure) {
    const auto name = table.required_text("matter");
    if (!name) return;
    std::string example = name->value;
    const auto at = example.find("{year}");
    if (at != std::string::npos) example.replace(at, 6, "2024");
    if (!is_id(example)) {
        table.report().error(name->where, fmt::format("'{}' cannot name a matter", name->value),
                             "use lower case letters, digits and hyphens, and {year} for the year "
                             "of the occasion, as in 'plan-{year}'");
        return;
    }
    procedure.matter_name = name->value;
}

void check_stem(const Text& id, const File& file, Report& report) {
    const std::string stem = file_stem(file->path());
    if (id.value == stem) return;
    report.error(id.where, fmt::format("the id '{}' does not match the file's name", id.value),
                 fmt::format("call it '{}', or rename the file to {}.toml", stem, id.value));
}

void read_header(const File& file, TomlTable& root, ProcedureDraft& draft) {
    Procedure& procedure = draft.procedure;
    auto header = root.table("procedure");
    if (!header) {
        if (!root.has("procedure")) {
            root.report().error(root.where(), "the file has no [procedure]",
                                "begin with [procedure], its id, title, opens and matter");
        }
        return;
    }
    header->rename("[procedure]");
    draft.where = header->where();
    if (const auto id = header->id("id")) {
        draft.where = id->where;
        check_stem(*id, file, root.report());
    }
    procedure.title = read_title(*header);
    read_opening({*header, draft.uses}, draft);
    read_matter_name(*header, procedure);
    header->finish();
}

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
    read_header(file, root, draft);
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
