// SPDX-License-Identifier: MIT
// `dutyctl law`: the law as the packs have it, a page a procedure, or the contents. Reads no file
// and writes none: the texts are arguments, and what is to be written comes back as a list.
#pragma once

#include "lib/report/law.hpp"

namespace dutyd::cli {

enum class LawFormat { text, markdown, html };

struct LawOptions {
    std::string procedure = {};  // empty: the contents
    LawFormat format = LawFormat::text;
    std::size_t width = 100;  // of text
};

/// Errors: the calendars have errors, or there is no such procedure; the nearest is named.
Result<std::string> law_text(const std::vector<rules::SourceFile>& calendars,
                             const LawOptions& options);

/// The whole of docs/law.
Result<std::vector<report::LawFile>> law_folder(const std::vector<rules::SourceFile>& calendars);

}  // namespace dutyd::cli
