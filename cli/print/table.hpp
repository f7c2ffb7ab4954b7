// SPDX-License-Identifier: MIT
// Aligned tables for people. On a terminal that is too narrow, columns that may shrink are cut
// (names never are: people copy them), then columns that may go are left out, highest `drop` first.
// On paper without a width nothing is cut or left out.
#pragma once

#include "cli/print/paper.hpp"

#include <string>
#include <vector>

namespace dutyd::cli {

enum class Align { left, right };

struct Column {
    std::string title;
    Align align = Align::left;
    std::size_t shrink_to = 0;  // 0: never cut
    int drop = 0;               // 0: always shown
};

struct Cell {
    std::string text;
    Tone tone = Tone::plain;
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  // each as long as `columns`
};

/// A heading line and a line for each row, no trailing spaces. A column that is empty in every row
/// is left out.
std::string print(const Table& table, const Paper& paper);

}  // namespace dutyd::cli
