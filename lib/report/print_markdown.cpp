// SPDX-License-Identifier: MIT
#include "lib/base/text.hpp"
#include "lib/report/sheet.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

/// Every letter that Markdown could take for mark-up, and the bar that would end a cell.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>|").find(c) != std::string_view::npos) out += '\\';
        out += c == '\t' ? ' ' : c;
    }
    return out;
}

std::string code(const std::string& text) {
    return text.empty() ? "" : "`" + text + "`";
}

std::string inside(const Cell& cell) {
    std::vector<std::string> lines;
    for (const std::string& line : split(cell.text, '\n')) {
        lines.push_back(cell.face == Face::code ? code(line) : escaped(line));
    }
    return join(lines, "<br>");
}

/// A bar ends a cell even between backticks.
std::string in_table(const Cell& cell) {
    std::string text = inside(cell);
    if (cell.face != Face::code) return text;
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string table_row(const std::vector<std::string>& cells) {
    return "| " + join(cells, " | ") + " |\n";
}

std::string as_table(const Table& table) {
    std::vector<std::string> heads;
    std::vector<std::string> rules;
    for (const Column& column : table.columns) {
        heads.push_back(escaped(column.heading));
        rules.emplace_back("---");
    }
    std::string out = table_row(heads) + "|" + join(rules, "|") + "|\n";
    for (const Row& row : table.rows) {
        std::vector<std::string> cells;
        for (const Cell& cell : row.cells) cells.push_back(in_table(cell));
        out += table_row(cells);
    }
    return out;
}

std::string as_list(const Table& table) {
    std::string out;
    for (const Row& row : table.rows) {
        const std::string text = inside(row.cells[1]);
        out += fmt::format("- **{}**{}{}\n", escaped(row.cells[0].text), text.empty() ? "" : ": ",
                           text);
    }
    return out;
}

std::string one_table(const Table& table) {
    std::string out;
    if (!table.caption.empty()) out += "### " + escaped(table.caption) + "\n\n";
    for (const std::string& note : table.notes) out += escaped(note) + "\n\n";
    if (table.rows.empty()) return out + escaped(table.if_empty) + "\n";
    return out + (table.shape == Shape::list ? as_list(table) : as_table(table));
}

std::string one_section(const Section& section) {
    std::string out;
    if (!section.heading.empty()) out += "\n## " + escaped(section.heading) + "\n";
    for (const std::string& text : section.paragraphs) out += "\n" + escaped(text) + "\n";
    if (!section.drawing.empty()) out += "\n```mermaid\n" + section.drawing + "```\n";
    for (const Table& table : section.tables) out += "\n" + one_table(table);
    return out;
}

}  // namespace

std::string print_markdown(const Sheet& sheet) {
    std::string out = "# " + escaped(sheet.title) + "\n";
    if (!sheet.office.empty()) out += "\n" + escaped(sheet.office) + "\n";
    if (!sheet.facts.empty()) out += "\n";
    for (const auto& [name, value] : sheet.facts) {
        out += fmt::format("- **{}**: {}\n", escaped(name), escaped(value));
    }
    for (const Section& section : sheet.sections) out += one_section(section);
    for (const std::string& text : sheet.closing) out += "\n" + escaped(text) + "\n";
    return out;
}

}  // namespace dutyd::report
