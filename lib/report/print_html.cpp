// SPDX-License-Identifier: MIT
// A sheet as one HTML file: it prints on A4 across, reads on a telephone, and says by its mark-up
// which cell belongs to which heading. Everything a person wrote is escaped.
#include "lib/report/sheet.hpp"

#include <fmt/format.h>

namespace dutyd::report {

namespace {

/// Colours only repeat what the words say; each has a contrast of at least 4.5 to 1 on white.
constexpr const char* style = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; background: #fff; color: #1b1b1b;
  font: 1rem/1.45 "Liberation Sans", Arial, Helvetica, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; padding-bottom: .2rem; border-bottom: 2px solid #1b1b1b; font-size: 1.2rem; }
.office { margin: .2rem 0 .6rem; font-size: 1.05rem; }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: 0 0 1rem; }
.facts div { display: flex; gap: .4rem; }
.facts dt { color: #595959; }
.facts dd { margin: 0; font-weight: bold; }
p { max-width: 60rem; margin: .5rem 0; }
table { width: 100%; margin: .8rem 0 1.4rem; border-collapse: collapse; font-size: .9rem; }
caption { padding: .4rem 0; text-align: left; font-size: 1rem; font-weight: bold; }
caption span { display: block; font-size: .9em; font-weight: normal; }
th, td { padding: .35rem .5rem; border: 1px solid #b8b8b8; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead th { background: #ececec; }
tbody th { font-weight: bold; }
.depth-1 > :first-child { padding-left: 1.2rem; }
.depth-2 > :first-child { padding-left: 2.4rem; }
.narrow { width: 1%; white-space: nowrap; }
thead .narrow { white-space: normal; }
.empty { margin: 0 0 .9rem; }
.empty p { margin: .1rem 0; }
.broad { width: 26%; }
.good { color: #14613a; }
.warning { color: #7a4a00; font-weight: bold; }
.bad { color: #a4161a; font-weight: bold; }
.faint { color: #595959; }
.none { color: #595959; }
footer { margin-top: 2rem; border-top: 1px solid #b8b8b8; font-size: .85rem; }
@media screen and (max-width: 48rem) {
  body { padding: .8rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, th, td { display: block; width: auto; }
  tr { margin: 0 0 .8rem; border: 1px solid #8a8a8a; }
  th, td { border: 0; border-bottom: 1px solid #dedede; }
  td:empty { display: none; }
  .narrow { white-space: normal; }
  [data-label]::before { content: attr(data-label); display: block; color: #595959;
    font-size: .8rem; font-weight: normal; }
  .depth-1 { margin-left: 1rem; }
  .depth-2 { margin-left: 2rem; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  h1 { font-size: 15pt; }
  h2 { font-size: 11.5pt; }
  table { width: calc(100% - 1px); font-size: 8.5pt; }
  caption { font-size: 9.5pt; break-after: avoid; }
  h2 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  thead th { background: #ececec; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U || byte == 0x7FU;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\'') {
            out += "&#39;";
        } else if (c == '\n') {
            out += "<br>";
        } else {
            out += is_control(c) ? ' ' : c;
        }
    }
    return out;
}

/// The same inside an attribute, where there are no line breaks.
std::string attribute(const std::string& text) {
    std::string one_line = text;
    for (char& c : one_line) c = c == '\n' ? ' ' : c;
    return escaped(one_line);
}

std::string tone_word(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return "";
        case Tone::good:
            return "good";
        case Tone::warning:
            return "warning";
        case Tone::bad:
            return "bad";
        case Tone::faint:
            break;
    }
    return "faint";
}

/// What a cell is drawn as: its tone, and whether it keeps to one line.
std::string cell_class(const Cell& cell, const Column& column) {
    std::string words = tone_word(cell.tone);
    if (column.breadth == Breadth::narrow) words += words.empty() ? "narrow" : " narrow";
    return words.empty() ? "" : " class=\"" + words + "\"";
}

std::string inside(const Cell& cell) {
    const std::string text = escaped(cell.text);
    return cell.face == Face::code && !text.empty() ? "<code>" + text + "</code>" : text;
}

std::string breadth_class(Breadth breadth) {
    if (breadth == Breadth::usual) return "";
    return breadth == Breadth::narrow ? " class=\"narrow\"" : " class=\"broad\"";
}

std::string paragraphs(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += "<p>" + escaped(text) + "</p>\n";
    return out;
}

std::string caption_of(const Table& table) {
    if (table.caption.empty() && table.notes.empty()) return "";
    std::string out = "<caption>" + escaped(table.caption);
    for (const std::string& note : table.notes) out += " <span>" + escaped(note) + "</span>";
    return out + "</caption>\n";
}

/// Roles say again what the elements are: laid out as blocks on a telephone they would lose it.
std::string row_of(const Table& table, const Row& row) {
    std::string out = fmt::format(
        "<tr role=\"row\"{}>", row.depth > 0 ? fmt::format(" class=\"depth-{}\"", row.depth) : "");
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
        const std::string& heading = table.columns[i].heading;
        const std::string label =
            heading.empty() ? "" : fmt::format(" data-label=\"{}\"", attribute(heading));
        if (i == 0) {
            out += fmt::format("<th scope=\"row\" role=\"rowheader\"{}{}>{}</th>", label,
                               cell_class(cell, table.columns[i]), inside(cell));
        } else {
            out += fmt::format("<td role=\"cell\"{}{}>{}</td>", label,
                               cell_class(cell, table.columns[i]), inside(cell));
        }
    }
    return out + "</tr>\n";
}

std::string column_heads(const Table& table) {
    std::string out = "<thead role=\"rowgroup\"><tr role=\"row\">";
    for (const Column& column : table.columns) {
        out += fmt::format("<th scope=\"col\" role=\"columnheader\"{}>{}</th>",
                           breadth_class(column.breadth), escaped(column.heading));
    }
    return out + "</tr></thead>\n";
}

std::string table_of(const Table& table) {
    if (table.rows.empty()) {
        std::string out = "<div class=\"empty\">\n";
        if (!table.caption.empty()) {
            out += "<p><strong>" + escaped(table.caption) + "</strong></p>\n";
        }
        out += paragraphs(table.notes);
        return out + "<p class=\"none\">" + escaped(table.if_empty) + "</p>\n</div>\n";
    }
    std::string out = "<table role=\"table\">\n" + caption_of(table);
    if (table.shape != Shape::list) out += column_heads(table);
    out += "<tbody role=\"rowgroup\">\n";
    for (const Row& row : table.rows) out += row_of(table, row);
    return out + "</tbody>\n</table>\n";
}

std::string head_of(const Sheet& sheet) {
    std::string out = fmt::format("<header>\n<h1>{}</h1>\n<p class=\"office\">{}</p>\n",
                                  escaped(sheet.title), escaped(sheet.office));
    out += "<dl class=\"facts\">\n";
    for (const auto& [name, value] : sheet.facts) {
        out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), escaped(value));
    }
    return out + "</dl>\n</header>\n";
}

}  // namespace

std::string print_html(const Sheet& sheet) {
    std::string out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}: {}</title>\n<style>{}</style>\n</head>\n<body>\n",
        escaped(sheet.title), escaped(sheet.office), style);
    out += head_of(sheet) + "<main>\n";
    for (const Section& section : sheet.sections) {
        out += "<section>\n";
        if (!section.heading.empty()) out += "<h2>" + escaped(section.heading) + "</h2>\n";
        out += paragraphs(section.paragraphs);
        for (const Table& table : section.tables) out += table_of(table);
        out += "</section>\n";
    }
    out += "</main>\n";
    if (!sheet.closing.empty()) out += "<footer>\n" + paragraphs(sheet.closing) + "</footer>\n";
    return out + "</body>\n</html>\n";
}

}  // namespace dutyd::report
