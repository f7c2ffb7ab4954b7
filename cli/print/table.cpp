// SPDX-License-Identifier: MIT
#include "cli/print/table.hpp"

#include "cli/print/text_width.hpp"

#include <algorithm>

namespace dutyd::cli {

namespace {

constexpr std::size_t gap = 2;

struct Layout {
    std::vector<std::size_t> shown;   // indices of columns
    std::vector<std::size_t> widths;  // by column index
};

std::size_t natural_width(const Table& table, std::size_t column) {
    std::size_t width = text_width(table.columns[column].title);
    for (const auto& row : table.rows) width = std::max(width, text_width(row[column].text));
    return width;
}

bool has_content(const Table& table, std::size_t column) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const auto& row) { return !row[column].text.empty(); });
}

std::size_t total_width(const Layout& layout) {
    std::size_t total = 0;
    for (const std::size_t column : layout.shown) total += layout.widths[column] + gap;
    return total > 0 ? total - gap : 0;
}

/// Takes what is too much from the columns that may shrink, the widest first.
void shrink(const Table& table, std::size_t room, Layout& layout) {
    while (total_width(layout) > room) {
        std::size_t* widest = nullptr;
        for (const std::size_t column : layout.shown) {
            const std::size_t least = table.columns[column].shrink_to;
            std::size_t& width = layout.widths[column];
            if (least == 0 || width <= least) continue;
            if (widest == nullptr || width > *widest) widest = &width;
        }
        if (widest == nullptr) return;
        --*widest;
    }
}

/// Leaves out the column that is the first to go; says whether there was one.
bool drop_one(const Table& table, Layout& layout) {
    const auto first_to_go = std::max_element(
        layout.shown.begin(), layout.shown.end(), [&](std::size_t a, std::size_t b) {
            return table.columns[a].drop < table.columns[b].drop;
        });
    if (first_to_go == layout.shown.end() || table.columns[*first_to_go].drop == 0) return false;
    layout.shown.erase(first_to_go);
    return true;
}

Layout lay_out(const Table& table, const Paper& paper) {
    Layout layout;
    std::vector<std::size_t> natural;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        natural.push_back(natural_width(table, i));
        if (table.rows.empty() || has_content(table, i)) layout.shown.push_back(i);
    }
    layout.widths = natural;
    while (paper.width) {
        layout.widths = natural;
        shrink(table, *paper.width, layout);
        if (total_width(layout) <= *paper.width || !drop_one(table, layout)) break;
    }
    return layout;
}

/// The text of a cell filled up to its column's width.
std::string filled(const Cell& cell, Align align, std::size_t width, const Paper& paper) {
    const std::string text = cut_to_width(cell.text, width);
    const std::string pad(width - text_width(text), ' ');
    const std::string toned = paper.toned(cell.tone, text);
    return align == Align::right ? pad + toned : toned + pad;
}

std::string print_row(const std::vector<Cell>& cells, const Table& table, const Layout& layout,
                      const Paper& paper) {
    std::string line;
    for (const std::size_t column : layout.shown) {
        if (column != layout.shown.front()) line += std::string(gap, ' ');
        line += filled(cells[column], table.columns[column].align, layout.widths[column], paper);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

}  // namespace

std::string print(const Table& table, const Paper& paper) {
    const Layout layout = lay_out(table, paper);
    std::vector<Cell> titles;
    for (const Column& column : table.columns) titles.push_back({column.title, Tone::faint});
    std::string text = print_row(titles, table, layout, paper);
    for (const auto& row : table.rows) text += print_row(row, table, layout, paper);
    return text;
}

}  // namespace dutyd::cli
