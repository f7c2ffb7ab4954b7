// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/report/law.hpp"
#include "lib/report/law_duty.hpp"
#include "lib/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dutyd::report {

namespace {

std::string days(const rules::Pack& pack) {
    std::string words;
    if (pack.in_force_from) words += "from " + civil::long_text(*pack.in_force_from);
    if (pack.in_force_to) {
        words += (words.empty() ? "to " : " to ") + civil::long_text(*pack.in_force_to);
    }
    return words.empty() ? "not said" : words;
}

Table procedures_table(const rules::Library& library, const rules::Pack& pack) {
    Table table{"",
                {},
                {{"Procedure", Breadth::broad},
                 {"Id"},
                 {"What opens it", Breadth::broad},
                 {"Duties", Breadth::narrow},
                 {"Limits", Breadth::narrow},
                 {"Readings", Breadth::narrow},
                 {"Checklist items", Breadth::narrow},
                 {"Switched off", Breadth::narrow}},
                {},
                "It has none."};
    for (const rules::Procedure& procedure : pack.procedures) {
        const LawCounts counts = count_law(procedure);
        table.rows.push_back({{{procedure.title},
                               {procedure.id, Tone::plain, Face::code},
                               {RuleWords(library, procedure).opening()},
                               {std::to_string(counts.duties)},
                               {std::to_string(counts.limits)},
                               {std::to_string(counts.readings)},
                               {std::to_string(counts.items)},
                               {std::to_string(counts.switched_off)}}});
    }
    return table;
}

/// How the citations of a pack's duties were checked, best first.
Table marks_table(const rules::Pack& pack) {
    std::map<rules::Verification, std::size_t> found;
    for (const rules::Procedure& procedure : pack.procedures) {
        for (const rules::Duty& duty : procedure.duties) {
            for (const rules::Citation& one : all_law(duty)) ++found[one.verified];
        }
    }
    Table table{"", {}, {{"Mark"}, {"Citations of duties and their limits", Breadth::narrow}}, {}};
    table.if_empty = "It cites nothing.";
    for (const auto& [verified, count] : found) {
        table.rows.push_back({{{mark(verified)}, {std::to_string(count)}}});
    }
    return table;
}

std::string text_of(const std::optional<rules::Expression>& rule) {
    return rule ? rule->text() : "";
}

/// Pre-election periods that are expected when a poll is recorded.
Table pauses_table(const rules::Pack& pack) {
    Table table{"Pre-election periods that come with a poll",
                {},
                {{"Pause", Breadth::broad},
                 {"Elections"},
                 {"From"},
                 {"To"},
                 {"It suspends"},
                 {"Law", Breadth::broad}},
                {}};
    const RoleTitles titles(pack);
    for (const rules::PauseTemplate& pause : pack.pauses) {
        std::vector<std::string> activities;
        for (const std::string& id : pause.activities) activities.push_back(titles.activity(id));
        const std::string first = text_of(pause.first);
        const std::string last = text_of(pause.last);
        table.rows.push_back({{{pause.title},
                               {join(pause.elections, ", ")},
                               {first.empty() ? "the office is asked" : first, Tone::plain,
                                first.empty() ? Face::words : Face::code},
                               {last.empty() ? "until it is said" : last, Tone::plain,
                                last.empty() ? Face::words : Face::code},
                               {join(activities, "\n")},
                               {citations(pause.law)}}});
    }
    return table;
}

Table elections_table(const rules::Pack& pack) {
    Table table{"Elections that the law fixes ahead of time",
                {},
                {{"Election"}, {"Poll"}, {"Status", Breadth::broad}, {"Source"}, {"Law"}},
                {}};
    for (const rules::ScheduledElection& one : pack.elections) {
        table.rows.push_back({{{one.kind},
                               {one.poll.text(), Tone::plain, Face::code},
                               {one.status},
                               {one.source},
                               {citations(one.law)}}});
    }
    return table;
}

/// How the bodies of a pack end, if it knows of an end.
std::string ending_words(const rules::Pack& pack) {
    std::string title = pack.ends_with;
    for (const rules::FactDeclaration& fact : pack.facts) {
        if (fact.name == pack.ends_with && !fact.title.empty()) title = fact.title;
    }
    return fmt::format("Its bodies end with the fact {} ({}){}.", pack.ends_with, title,
                       pack.successor.empty() ? "" : "; duties pass to: " + pack.successor);
}

Section pack_section(const rules::Library& library, const rules::Pack& pack) {
    LawCounts all;
    for (const rules::Procedure& procedure : pack.procedures) {
        const LawCounts counts = count_law(procedure);
        all.duties += counts.duties;
        all.limits += counts.limits;
        all.switched_off += counts.switched_off;
    }
    Section section{pack.title, {}, {}};
    section.paragraphs.push_back(fmt::format(
        "{} duties with {} limits in {}; {} more are switched off. Version {}; it states the law "
        "{}{}.",
        all.duties, all.limits,
        counted(static_cast<long long>(pack.procedures.size()), "procedure"), all.switched_off,
        pack.version, days(pack),
        pack.verified_until ? "; to be read again by " + civil::long_text(*pack.verified_until)
                            : ""));
    section.tables.push_back(procedures_table(library, pack));
    section.tables.push_back(marks_table(pack));
    if (!pack.pauses.empty()) section.tables.push_back(pauses_table(pack));
    if (!pack.elections.empty()) section.tables.push_back(elections_table(pack));
    if (!pack.ends_with.empty()) section.paragraphs.push_back(ending_words(pack));
    return section;
}

std::string file_of(const rules::Library& library, const rules::Pack& pack,
                    const rules::Procedure& procedure) {
    const bool unique =
        std::count_if(library.packs.begin(), library.packs.end(), [&](const auto& p) {
            return std::any_of(p.procedures.begin(), p.procedures.end(),
                               [&](const auto& other) { return other.id == procedure.id; });
        }) == 1;
    return (unique ? procedure.id : pack.id + "-" + procedure.id) + ".md";
}

/// The ids in the contents become links to their pages.
std::string with_links(std::string text, const std::map<std::string, std::string>& files) {
    for (const auto& [id, file] : files) {
        const std::string cell = "| `" + id + "` |";
        const auto at = text.find(cell);
        if (at != std::string::npos) {
            text.replace(at, cell.size(), fmt::format("| [`{}`]({}) |", id, file));
        }
    }
    return text;
}

std::string marked(const std::string& text) {
    return std::string(law_file_mark) + " Change those, not this. -->\n" + text;
}

}  // namespace

Sheet law_contents(const rules::Library& library) {
    Sheet sheet;
    sheet.title = "The law in the packs";
    sheet.sections.push_back(
        {"",
         {"A page for each procedure: what opens it, its duties with their bearers and citations, "
          "their limits in the date language and in words, and how they follow each other. The "
          "mark after a citation says how it was checked: text, the provision was read; guidance, "
          "an official body says so; secondary, a report or a note; memory and doubtful, not "
          "checked."},
         {}});
    for (const rules::Pack& pack : library.packs) {
        sheet.sections.push_back(pack_section(library, pack));
    }
    return sheet;
}

std::vector<LawFile> law_files(const rules::Library& library) {
    std::vector<LawFile> files;
    std::map<std::string, std::string> links;
    for (const rules::Pack& pack : library.packs) {
        for (const rules::Procedure& procedure : pack.procedures) {
            const std::string name = file_of(library, pack, procedure);
            links[procedure.id] = name;
            files.push_back({name, marked(print_markdown(law_page(library, pack, procedure)))});
        }
    }
    files.push_back(
        {"README.md", marked(with_links(print_markdown(law_contents(library)), links))});
    std::sort(files.begin(), files.end(),
              [](const LawFile& a, const LawFile& b) { return a.name < b.name; });
    return files;
}

}  // namespace dutyd::report
