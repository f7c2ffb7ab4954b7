// SPDX-License-Identifier: MIT
// A report before it is put on paper: headings, tables and remarks, with no mark-up in any text.
// All formats are printed from the same sheet, so that they cannot disagree; the flat records are
// for spreadsheets and the values for programs. A sheet holds texts only and looks at nothing.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dutyd::report {

/// What a text means, never which colour it has: the words must say it too.
enum class Tone { plain, good, warning, bad, faint };

/// What a machine reads, as opposed to what people say.
enum class Face { words, code };

/// Lines are separated by line feeds.
struct Cell {
    std::string text;
    Tone tone = Tone::plain;
    Face face = Face::words;
};

enum class Breadth { narrow, usual, broad };

struct Column {
    std::string heading;
    Breadth breadth = Breadth::usual;
};

/// REQUIRES: as many cells as the table has columns. `depth`: a part of the row above it.
struct Row {
    std::vector<Cell> cells;
    int depth = 0;
};

/// On plain paper a table of running text reads better as one block a row. A list has two columns
/// and no heads: what it is about, and what it says.
enum class Shape { table, blocks, list };

struct Table {
    std::string caption;
    std::vector<std::string> notes;
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::string if_empty = {};
    Shape shape = Shape::table;
    std::size_t heads = 1;  // how many cells make the head of a block
};

struct Section {
    std::string heading;
    std::vector<std::string> paragraphs;
    std::vector<Table> tables;
    std::string drawing = {};  // in mermaid's language; only Markdown shows it
};

struct Sheet {
    std::string title;
    std::string office;                                      // or whatever it is about
    std::vector<std::pair<std::string, std::string>> facts;  // "As at", "Thu 10 October 2024"
    std::vector<Section> sections;
    std::vector<std::string> closing;
};

/// One line an item, under field names that never change.
struct Records {
    std::vector<std::string> fields;
    std::vector<std::vector<std::string>> rows;
};

struct Report {
    Sheet sheet;
    Records records;
    boost::json::object values;
};

/// `width`: where running text is broken and how wide a table may become.
std::string print_text(const Sheet& sheet, std::size_t width);
/// One file without scripts or outside references.
std::string print_html(const Sheet& sheet);
/// With tables and fences as GitHub and GitLab read them.
std::string print_markdown(const Sheet& sheet);
/// RFC 4180 with plain line feeds. A text that a spreadsheet would run as a formula gets an
/// apostrophe in front.
std::string print_csv(const Records& records);

}  // namespace dutyd::report
