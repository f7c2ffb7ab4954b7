// SPDX-License-Identifier: MIT
// Where the loaders put what they find wrong. Nothing is thrown and nothing stops at the first
// error; at the end everything comes out in the order of file, line and column.
#pragma once

#include "lib/base/diagnostic.hpp"

namespace dutyd::rules {

class Report {
public:
    void error(Place where, std::string message, std::string hint = {});
    void finding(Place where, std::string message, std::string hint = {});
    void add(Diagnostics diagnostics);

    bool has_errors() const { return dutyd::has_errors(diagnostics_); }
    /// Everything so far, errors before findings, each in the order of file, line and column.
    Diagnostics sorted() const;

private:
    Diagnostics diagnostics_;
};

}  // namespace dutyd::rules
