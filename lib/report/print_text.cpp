// SPDX-License-Identifier: MIT
// A sheet on plain paper of a given width.
#include "lib/base/text.hpp"
#include "lib/report/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace dutyd::report {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t column_least = 8;

/// Letters as they stand side by side: every byte but those that continue a letter.
std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// A terminal obeys control characters, and people's words are printed on it.
std::string harmless(std::string text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20U && c != '\n') || byte == 0x7FU) c = ' ';
    }
    return text;
}

std::string trim_end(const std::string& text) {
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// Broken at spaces; a word longer than a line stands on a line of its own.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    for (const std::string& paragraph : split(harmless(text), '\n')) {
        std::string line;
        for (const std::string& word : split(paragraph, ' ')) {
            if (!line.empty() && letters(line) + 1 + letters(word) > width) {
                lines.emplace_back(trim_end(line));
                line.clear();
            }
            line += (line.empty() ? "" : " ") + word;
        }
        lines.emplace_back(trim_end(line));
    }
    return lines;
}

std::string paragraph(const std::string& text, std::size_t width, std::size_t indent) {
    std::string out;
    for (const std::string& line : wrapped(text, width - std::min(indent, width / 2))) {
        out += line.empty() ? "\n" : std::string(indent, ' ') + line + "\n";
    }
    return out;
}

std::string underlined(const std::string& text, char with) {
    return text + "\n" + std::string(letters(text), with) + "\n";
}

std::size_t widest_line(const std::string& text) {
    std::size_t widest = 0;
    for (const std::string& line : split(text, '\n')) widest = std::max(widest, letters(line));
    return widest;
}

std::size_t longest_word(const std::string& text) {
    std::size_t longest = 0;
    for (const std::string& line : split(text, '\n')) {
        for (const std::string& word : split(line, ' ')) longest = std::max(longest, letters(word));
    }
    return longest;
}

std::size_t indent_of(const Row& row, std::size_t column) {
    return column == 0 ? 2 * static_cast<std::size_t>(row.depth) : 0;
}

/// Which columns give way: narrow ones, of days and names, only when nothing else is left.
enum class Give { running_text, all };

/// As wide as what stands in them; then the widest give way until all fit or no word would.
std::vector<std::size_t> column_widths(const Table& table, std::size_t width) {
    std::vector<std::size_t> widths;
    std::vector<std::size_t> least;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::size_t most = letters(table.columns[i].heading);
        std::size_t word = std::max(column_least, longest_word(table.columns[i].heading));
        for (const Row& row : table.rows) {
            most = std::max(most, widest_line(row.cells[i].text) + indent_of(row, i));
            word = std::max(word, longest_word(row.cells[i].text) + indent_of(row, i));
        }
        widths.push_back(most);
        least.push_back(std::min(word, most));
    }
    const std::size_t gaps = gap * (widths.empty() ? 0 : widths.size() - 1);
    for (const Give give : {Give::running_text, Give::all}) {
        while (std::accumulate(widths.begin(), widths.end(), gaps) > width) {
            std::optional<std::size_t> widest;
            for (std::size_t i = 0; i < widths.size(); ++i) {
                const bool kept =
                    give == Give::running_text && table.columns[i].breadth == Breadth::narrow;
                if (kept || widths[i] <= least[i]) continue;
                if (!widest || widths[i] > widths[*widest]) widest = i;
            }
            if (!widest) break;
            --widths[*widest];
        }
    }
    return widths;
}

/// The cells of one row side by side, each on as many lines as it needs.
std::string side_by_side(const std::vector<std::vector<std::string>>& cells,
                         const std::vector<std::size_t>& widths) {
    std::size_t height = 0;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    std::string out;
    for (std::size_t n = 0; n < height; ++n) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string text = n < cells[i].size() ? cells[i][n] : "";
            line += text;
            if (i + 1 == cells.size()) continue;
            line +=
                std::string(widths[i] + gap - std::min(letters(text), widths[i] + gap - 1), ' ');
        }
        out += trim_end(line) + "\n";
    }
    return out;
}

std::string as_table(const Table& table, std::size_t width) {
    const std::vector<std::size_t> widths = column_widths(table, width);
    std::vector<std::vector<std::string>> heads;
    std::vector<std::vector<std::string>> rules;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        heads.push_back(wrapped(table.columns[i].heading, widths[i]));
        rules.push_back({std::string(widths[i], '-')});
    }
    std::string out = side_by_side(heads, widths) + side_by_side(rules, widths);
    for (const Row& row : table.rows) {
        std::vector<std::vector<std::string>> cells;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::size_t indent = indent_of(row, i);
            cells.push_back(wrapped(row.cells[i].text, widths[i] - indent));
            for (std::string& line : cells.back()) line.insert(0, indent, ' ');
        }
        out += side_by_side(cells, widths);
    }
    return out;
}

/// The first cells as a head, the others under their headings; empty ones are left out.
std::string as_blocks(const Table& table, std::size_t width) {
    constexpr std::size_t step = 4;
    std::size_t label = 0;
    for (std::size_t i = table.heads; i < table.columns.size(); ++i) {
        label = std::max(label, letters(table.columns[i].heading));
    }
    std::string out;
    for (const Row& row : table.rows) {
        const std::size_t indent = step * static_cast<std::size_t>(row.depth);
        std::string head = row.cells[0].text;
        for (std::size_t i = 1; i < table.heads; ++i) head += "  " + row.cells[i].text;
        out += (&row == &table.rows.front() ? "" : "\n") + paragraph(head, width, indent);
        for (std::size_t i = table.heads; i < row.cells.size(); ++i) {
            if (row.cells[i].text.empty()) continue;
            const std::size_t left = indent + step + label + gap;
            const std::string text = paragraph(row.cells[i].text, width, left);
            const std::string& heading = table.columns[i].heading;
            out += std::string(indent + step, ' ') + heading +
                   std::string(label + gap - letters(heading), ' ') + text.substr(left);
        }
    }
    return out;
}

/// Labels in a column of their own, the texts beside them.
std::string as_list(const Table& table, std::size_t width) {
    std::size_t label = 0;
    for (const Row& row : table.rows) label = std::max(label, letters(row.cells[0].text));
    std::string out;
    for (const Row& row : table.rows) {
        const std::size_t left = 2 + label + gap;
        const std::string text = paragraph(row.cells[1].text, width, left);
        const std::string& heading = row.cells[0].text;
        out += "  " + heading + std::string(label + gap - letters(heading), ' ') +
               (text.size() > left ? text.substr(left) : "\n");
    }
    return out;
}

std::string laid_out(const Table& table, std::size_t width) {
    if (table.shape == Shape::list) return as_list(table, width);
    return table.shape == Shape::blocks ? as_blocks(table, width) : as_table(table, width);
}

std::string one_table(const Table& table, std::size_t width) {
    std::string out;
    if (!table.caption.empty()) out += paragraph(table.caption, width, 0);
    for (const std::string& note : table.notes) out += paragraph(note, width, 2);
    if (table.rows.empty()) return out + paragraph(table.if_empty, width, 2);
    if (!out.empty()) out += "\n";
    return out + laid_out(table, width);
}

}  // namespace

std::string print_text(const Sheet& sheet, std::size_t width) {
    std::string out = underlined(sheet.title, '=');
    if (!sheet.office.empty()) out += paragraph(sheet.office, width, 0);
    for (const auto& [name, value] : sheet.facts)
        out += paragraph(fmt::format("{}: {}", name, value), width, 0);
    for (const Section& section : sheet.sections) {
        if (!section.heading.empty()) out += "\n" + underlined(section.heading, '-');
        for (const std::string& text : section.paragraphs) out += "\n" + paragraph(text, width, 0);
        for (const Table& table : section.tables) out += "\n" + one_table(table, width);
    }
    for (const std::string& text : sheet.closing) out += "\n" + paragraph(text, width, 0);
    return out;
}

}  // namespace dutyd::report
