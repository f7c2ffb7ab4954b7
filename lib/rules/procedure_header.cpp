// SPDX-License-Identifier: MIT
// The [procedure] table: what it is called, when its matters open and what they are named.
#include "lib/base/text.hpp"
#include "lib/rules/matter_name.hpp"
#include "lib/rules/opening.hpp"
#include "lib/rules/pack_reader.hpp"
#include "lib/rules/pack_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dutyd::rules {

namespace {

void read_opening(Reading from, ProcedureDraft& draft) {
    const auto written = from.table.required_text("opens");
    if (!written) return;
    auto [opening, problems] = read_opening_text(written->value, written->inside.value_or(Place{}));
    report_at(*written, std::move(problems), from.report());
    if (!opening) return;
    opening->where = written->where;
    Procedure& procedure = draft.procedure;
    procedure.opening = std::move(*opening);
    draft.opening = *written;
    if (procedure.opening.when) {
        from.uses.conditions.push_back({*procedure.opening.when, *written, from.table.what()});
    }
}

/// "for each quarter", "every 6 months".
std::string rhythm(const Opening& opening) {
    return opening.kind == Opening::Kind::every
               ? fmt::format("every {}", counted(opening.months, "month"))
               : "for each " + text(opening.unit);
}

/// Whether everything in braces is a variable.
bool check_variables(const Text& name, Report& report) {
    const auto& known = matter_name_variables();
    bool sound = true;
    for (const NamePart& part : parts_in_braces(name.value)) {
        if (std::find(known.begin(), known.end(), part.text) != known.end()) continue;
        sound = false;
        std::string hint = did_you_mean(part.text, known);
        if (hint.empty()) hint = "it may be: " + join(known, ", ");
        report.error(name.part(part.offset, part.text.size()),
                     part.text == "{" ? "this brace is never closed"
                                      : fmt::format("'{}' stands for nothing", part.text),
                     std::move(hint));
    }
    return sound;
}

/// An id once days are put in for what is in braces.
void read_matter_name(Reading from, ProcedureDraft& draft) {
    Procedure& procedure = draft.procedure;
    const auto name = from.table.required_text("matter");
    if (!name || !check_variables(*name, from.report())) return;
    if (!is_id(matter_name(name->value, civil::Date::of(2024, 5, 2)))) {
        from.report().error(name->where, fmt::format("'{}' cannot name a matter", name->value),
                            "use lower case letters, digits and hyphens, and {year} for the year "
                            "of the occasion, as in 'plan-{year}'");
        return;
    }
    procedure.matter_name = name->value;
    if (!draft.opening || tells_apart(name->value, procedure.opening)) return;
    from.report().error(
        name->where,
        fmt::format("'{}' does not tell the matters of this procedure apart", name->value),
        fmt::format("it opens {}: put {} in it", rhythm(procedure.opening),
                    telling_variable(procedure.opening)));
}

/// How far ahead a recurring matter opens and how long after it still runs.
void read_reach(Reading from, ProcedureDraft& draft) {
    Procedure& procedure = draft.procedure;
    if (const auto ahead = read_duration(from, "ahead")) procedure.ahead = *ahead;
    if (const auto runs_on = read_duration(from, "runs-on")) procedure.runs_on = *runs_on;
    if (!draft.opening || recurs(procedure.opening)) return;
    for (const char* key : {"ahead", "runs-on"}) {
        if (!from.table.has(key)) continue;
        from.report().error(
            from.table.place_of_key(key),
            fmt::format("'{}' is only for procedures that open again and again", key),
            fmt::format("this one opens '{}'", text(procedure.opening)));
    }
}

void check_stem(const Text& id, const File& file, Report& report) {
    const std::string stem = file_stem(file->path());
    if (id.value == stem) return;
    report.error(id.where, fmt::format("the id '{}' does not match the file's name", id.value),
                 fmt::format("call it '{}', or rename the file to {}.toml", stem, id.value));
}

}  // namespace

void read_procedure_header(const File& file, TomlTable& root, ProcedureDraft& draft) {
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
    draft.procedure.title = read_title(*header);
    const Reading from{*header, draft.uses};
    read_opening(from, draft);
    read_matter_name(from, draft);
    read_reach(from, draft);
    draft.procedure.successor = read_short_text(*header, "successor");
    header->finish();
}

}  // namespace dutyd::rules
