// SPDX-License-Identifier: MIT
// The law as the packs have it, for people to read: a page a procedure, and the contents with their
// counts. Made from the packs alone, without any body's own additions and without any date, so that
// the same packs always give the same pages.
#pragma once

#include "lib/report/sheet.hpp"
#include "lib/rules/library.hpp"

namespace dutyd::report {

Sheet law_page(const rules::Library& library, const rules::Pack& pack,
               const rules::Procedure& procedure);

/// The duties in their order, in mermaid's language.
std::string law_drawing(const rules::Pack& pack, const rules::Procedure& procedure);

/// The contents: a pack with its procedures and counts.
Sheet law_contents(const rules::Library& library);

/// One file of docs/law: its name ("police-and-crime-plan.md") and what stands in it.
struct LawFile {
    std::string name;
    std::string text;
};
/// Every page, and README.md with the contents, in the order of their names.
std::vector<LawFile> law_files(const rules::Library& library);

/// How each of these files begins, so that nobody mends one by hand.
inline constexpr const char* law_file_mark = "<!-- Written by ./dev docs from the packs.";

}  // namespace dutyd::report
